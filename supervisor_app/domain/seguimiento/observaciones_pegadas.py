"""Reads observations copied from a sheet: its headings tell the columns, and each row says what could be read of it.

A row with a cell that cannot be read keeps it as it was copied, with the reason. It must never guess a unit or a date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.tabla import leer_tabla, simple
from supervisor_app.errors import UserError


class Columna(StrEnum):
    """What a column holds; ``OTRA`` is told and left out."""

    ORGANO = "organo"
    REFERENCIA = "referencia"
    FECHA = "fecha"
    OOAD = "ooad"
    UNIDAD = "unidad"
    DEPARTAMENTO = "departamento"
    TITULO = "titulo"
    TEXTO = "texto"
    RIESGO = "riesgo"
    IMPORTE = "importe"
    MEDIDA = "medida"
    RESPONSABLE = "responsable"
    PLAZO = "plazo"
    OTRA = "otra"

    @property
    def label(self) -> str:
        return {
            "organo": "Órgano",
            "referencia": "Número",
            "fecha": "Fecha",
            "ooad": "OOAD",
            "unidad": "Unidad",
            "departamento": "Departamento",
            "titulo": "Observación",
            "texto": "Descripción",
            "riesgo": "Riesgo",
            "importe": "Importe",
            "medida": "Medida",
            "responsable": "Responsable",
            "plazo": "Plazo",
            "otra": "No se usa",
        }[self.value]


_TITULOS: Mapping[Columna, str] = {
    Columna.ORGANO: "organo|organo fiscalizador|organo revisor|ente|ente fiscalizador|instancia|origen|"
    "instancia fiscalizadora|revisor",
    Columna.REFERENCIA: "numero|num|no|referencia|clave|folio|numero de observacion|no. de observacion|"
    "no de observacion|no observacion|num. observacion|clave de la observacion|id|resultado",
    Columna.FECHA: "fecha|fecha de notificacion|notificacion|notificada|fecha de la observacion|fecha del oficio",
    Columna.OOAD: "ooad|delegacion|organo de operacion",
    Columna.UNIDAD: "unidad|subdelegacion|area|unidad auditada|unidad responsable|area auditada|centro",
    Columna.DEPARTAMENTO: "departamento|proceso|jefatura",
    Columna.TITULO: "observacion|titulo|hallazgo|asunto|concepto|descripcion breve|sintesis",
    Columna.TEXTO: "descripcion|texto|detalle|descripcion de la observacion|observacion completa",
    Columna.RIESGO: "riesgo|nivel de riesgo|prioridad",
    Columna.IMPORTE: "importe|monto|monto observado|importe observado|monto por aclarar|pesos",
    Columna.MEDIDA: "medida|accion|accion correctiva|recomendacion|medida acordada|accion promovida|compromiso|"
    "recomendacion correctiva",
    Columna.RESPONSABLE: "responsable|responsable de atencion|servidor publico responsable|cargo responsable|"
    "responsable de la atencion",
    Columna.PLAZO: "plazo|fecha compromiso|fecha limite|vencimiento|fecha de compromiso|fecha de atencion|"
    "fecha de termino|termino",
}
_POR_TITULO = {titulo: columna for columna, titulos in _TITULOS.items() for titulo in titulos.split("|")}
_MINIMAS = (Columna.REFERENCIA, Columna.FECHA)


@dataclass(frozen=True, slots=True)
class TablaPegada:
    """Headings as they were copied, what each was taken for, and the rows: by column, as copied."""

    titulos: tuple[str, ...]
    columnas: tuple[Columna, ...]
    filas: tuple[Mapping[Columna, str], ...]

    @property
    def sin_usar(self) -> tuple[str, ...]:
        """The headings that say nothing to us."""
        dichas = zip(self.titulos, self.columnas, strict=True)
        return tuple(t for t, c in dichas if c is Columna.OTRA and t)


def leer_tabla_pegada(texto: str) -> TablaPegada:
    """The table. Raises UserError where there are no headings, or they lack what no observation is without."""
    filas = leer_tabla(texto)
    if not filas:
        raise UserError("No hay nada que pegar. Copie las celdas con sus encabezados y péguelas aquí.")
    columnas = _de_titulos(filas[0])
    faltan = [c.label for c in _MINIMAS if c not in columnas]
    if not {Columna.TITULO, Columna.TEXTO} & set(columnas):
        faltan.append(Columna.TITULO.label)
    if faltan:
        raise UserError(
            "El primer renglón debe ser el de los encabezados, y no se halló: " + ", ".join(faltan) + ". Cópielos "
            "junto con los datos."
        )
    return TablaPegada(tuple(filas[0]), columnas, tuple(_fila(columnas, f) for f in filas[1:]))


def _de_titulos(titulos: Sequence[str]) -> tuple[Columna, ...]:
    vistas: set[Columna] = set()
    halladas = []
    for titulo in titulos:
        columna = _POR_TITULO.get(simple(titulo), Columna.OTRA)
        if columna in vistas:
            columna = Columna.OTRA
        vistas.add(columna)
        halladas.append(columna)
    # A table with a description and no short title has its title in the first sentence.
    return tuple(halladas)


def _fila(columnas: Sequence[Columna], celdas: Sequence[str]) -> dict[Columna, str]:
    return {c: v for c, v in zip(columnas, celdas, strict=True) if c is not Columna.OTRA}


def titulo_de(texto: str, largo: int = 160) -> str:
    """The first sentence of a description, as a title."""
    primera = texto.strip().split(". ")[0].rstrip(".")
    return primera if len(primera) <= largo else primera[: largo - 1].rstrip() + "…"
