"""Reads indicators copied from a sheet: rows with or without headings, matched to the catalogue by code or name.

Every cell is read by the one reader of figures and dates; a row with a cell that cannot be read is not taken, and stays
as it was copied until somebody mends it. It must never guess between two indicators nor between two readings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from supervisor_app.domain.catalogo import Indicador
from supervisor_app.domain.indicador import Periodo, leer_cifra
from supervisor_app.domain.lectura import leer_fecha
from supervisor_app.domain.tabla import leer_tabla, simple
from supervisor_app.errors import UserError


class Columna(StrEnum):
    """What a column holds. ``DERIVADA`` is what we work out ourselves; ``OTRA`` goes to the comment."""

    CODIGO = "codigo"
    INDICADOR = "indicador"
    PERIODO = "periodo"
    META = "meta"
    REAL = "real"
    FUENTE = "fuente"
    CORTE = "corte"
    COMENTARIO = "comentario"
    DERIVADA = "derivada"
    OTRA = "otra"

    @property
    def label(self) -> str:
        return {"codigo": "Código", "corte": "Fecha de corte"}.get(self.value, self.value.capitalize())


_TITULOS: dict[Columna, str] = {
    Columna.CODIGO: "codigo clave ind id no num numero",
    Columna.INDICADOR: "indicador|nombre|concepto|rubro|nombre del indicador|descripcion",
    Columna.PERIODO: "periodo|tipo|mes o acumulado|mes/acumulado",
    Columna.META: "meta|programado|presupuesto|programa|objetivo|esperado|meta programada|presupuestado|meta anual",
    Columna.REAL: "real|alcanzado|resultado|logro|obtenido|ejercido|observado|logrado|realizado|cifra real|valor",
    Columna.FUENTE: "fuente|origen|sistema|fuente de informacion",
    Columna.CORTE: "corte|fecha de corte|fecha|al|fecha corte|corte al",
    Columna.COMENTARIO: "comentario|comentarios|observaciones|observacion|nota|notas|comentario de la variacion|causa",
    Columna.DERIVADA: "variacion|variacion %|% variacion|var|var %|% var|diferencia|avance|avance %|% avance|"
    "% de avance|cumplimiento|% cumplimiento|% de cumplimiento|unidad|sentido",
}
_POR_TITULO = {
    titulo: columna
    for columna, titulos in _TITULOS.items()
    for titulo in (titulos.split("|") if "|" in titulos else titulos.split())
}
_ORDEN = (Columna.META, Columna.REAL, Columna.FUENTE, Columna.CORTE, Columna.COMENTARIO)
"""Our own order, after code, name and period, where no headings were copied."""
_CODIGO = re.compile(r"ind[ \-_.]*0*(\d{1,2})", re.ASCII)
_NADA = frozenset({"-", "–", "—", "n/d", "nd", "s/d", "n/a", "na", "sin meta", "sin dato", "s/m", "no aplica"})
_CORTO = 4


@dataclass(frozen=True, slots=True)
class Renglon:
    """A row that was read: the fields that the table brings, by their name in ``IndicadorMedido``."""

    codigo: str
    periodo: Periodo
    campos: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Problema:
    """A cell that could not be read: its line among those copied (from 1), its column and what to do."""

    linea: int
    columna: str
    frase: str

    def __str__(self) -> str:
        return f"Renglón {self.linea}, {self.columna}: {self.frase}"


@dataclass(frozen=True)
class Pegado:
    """What was read. ``resto`` are the rows that were not taken, with their headings, as they can be copied again."""

    renglones: tuple[Renglon, ...] = ()
    problemas: tuple[Problema, ...] = ()
    avisos: tuple[str, ...] = ()
    resto: str = ""


@dataclass
class _Lectura:
    catalogo: Mapping[str, Indicador]
    periodo: Periodo
    hoy: date
    titulos: Sequence[str]
    columnas: Sequence[Columna] | None
    vistos: set[tuple[str, Periodo]] = field(default_factory=set)


def leer_indicadores(texto: str, catalogo: Mapping[str, Indicador], *, periodo: Periodo, hoy: date) -> Pegado:
    """Rows of indicators from copied text. ``periodo`` is of the rows that do not say theirs."""
    try:
        tabla = leer_tabla(texto)
    except UserError as error:
        return Pegado(avisos=(error.message,))
    if not tabla:
        return Pegado(avisos=("No hay texto que leer; copie antes las celdas en Excel.",))
    columnas = _encabezado(tabla[0])
    cuerpo = tabla[1:] if columnas else tabla
    lectura = _Lectura(catalogo, periodo, hoy, tabla[0] if columnas else (), columnas)
    renglones: list[Renglon] = []
    problemas: list[Problema] = []
    resto: list[Sequence[str]] = []
    for n, celdas in enumerate(cuerpo, start=2 if columnas else 1):
        leido, malos = _renglon(celdas, n, lectura)
        problemas += malos
        if leido is None:
            resto.append(celdas)
        else:
            renglones.append(leido)
    if resto and columnas:
        resto.insert(0, tabla[0])
    return Pegado(
        tuple(renglones),
        tuple(problemas),
        _avisos(lectura) if renglones else (),
        "\n".join("\t".join(celdas) for celdas in resto),
    )


def _encabezado(celdas: Sequence[str]) -> list[Columna] | None:
    """The columns that the first line names; None where it is no line of headings."""
    columnas = [_POR_TITULO.get(simple(c), Columna.OTRA) for c in celdas]
    utiles = {c for c in columnas if c not in (Columna.OTRA, Columna.DERIVADA)}
    if len(utiles) < 2 or not utiles & {Columna.CODIGO, Columna.INDICADOR}:
        return None
    # Of two columns of one kind only the first is that one; the other goes to the comment with its heading.
    return [
        c if c in (Columna.OTRA, Columna.DERIVADA) or columnas.index(c) == n else Columna.OTRA
        for n, c in enumerate(columnas)
    ]


def _avisos(lectura: _Lectura) -> tuple[str, ...]:
    if lectura.columnas is None:
        return ()
    avisos = []
    derivadas = [t for t, c in zip(lectura.titulos, lectura.columnas, strict=True) if c is Columna.DERIVADA]
    if derivadas:
        avisos.append(f"No se tomó {_lista(derivadas)}: se calcula o viene del catálogo.")
    otras = [t or "sin título" for t, c in zip(lectura.titulos, lectura.columnas, strict=True) if c is Columna.OTRA]
    if otras:
        avisos.append(f"Lo de {_lista(otras)} quedó en el comentario.")
    return tuple(avisos)


def _lista(titulos: Sequence[str]) -> str:
    return ", ".join(f"«{t}»" for t in titulos)


def _renglon(celdas: Sequence[str], n: int, lectura: _Lectura) -> tuple[Renglon | None, list[Problema]]:
    columnas = lectura.columnas or _por_lugar(celdas, lectura.catalogo)
    por_columna: dict[Columna, str] = {c: t for c, t in zip(columnas, celdas, strict=True) if c is not Columna.OTRA}
    try:
        indicador = _indicador(por_columna, lectura.catalogo)
    except UserError as error:
        return None, [Problema(n, "Indicador", error.message)]
    malos: list[Problema] = []
    periodo = lectura.periodo
    campos: dict[str, object] = {}
    for columna, texto in por_columna.items():
        if not texto:
            continue
        try:
            if columna is Columna.PERIODO:
                periodo = _periodo(texto)
            elif columna in _ORDEN:
                campos[columna.value] = _valor(columna, texto, indicador, lectura.hoy)
        except UserError as error:
            malos.append(Problema(n, columna.label, error.message))
    if not malos and (indicador.codigo, periodo) in lectura.vistos:
        malos.append(Problema(n, "Indicador", f"{indicador.codigo} ya viene en otro renglón; deje uno."))
    if malos:
        return None, malos
    lectura.vistos.add((indicador.codigo, periodo))
    _agregar_otras(campos, celdas, columnas, lectura.titulos)
    return Renglon(indicador.codigo, periodo, campos), []


def _por_lugar(celdas: Sequence[str], catalogo: Mapping[str, Indicador]) -> list[Columna]:
    """Code, name or both; then the period where it is written; then our own order."""
    columnas: list[Columna] = []
    resto = list(_ORDEN)
    for celda in celdas:
        if len(columnas) == 0:
            columnas.append(Columna.CODIGO if _CODIGO.fullmatch(simple(celda)) else Columna.INDICADOR)
        elif len(columnas) == 1 and columnas[0] is Columna.CODIGO and _parecidos(celda, catalogo):
            columnas.append(Columna.INDICADOR)
        elif Columna.META not in columnas and Columna.PERIODO not in columnas and _es_periodo(celda):
            columnas.append(Columna.PERIODO)
        else:
            columnas.append(resto.pop(0) if resto else Columna.OTRA)
    return columnas


def _indicador(por_columna: Mapping[Columna, str], catalogo: Mapping[str, Indicador]) -> Indicador:
    """By its code where there is one, else by its name or a part of it that no other has. Raises UserError."""
    textos = [t for c in (Columna.CODIGO, Columna.INDICADOR) if (t := por_columna.get(c, ""))]
    if not textos:
        raise UserError("Falta el código o el nombre del indicador.")
    for texto in textos:
        if (m := _CODIGO.fullmatch(simple(texto))) and (hallado := catalogo.get(f"IND-{int(m[1]):02d}")):
            return hallado
    parecidos = _parecidos(textos[-1], catalogo)
    if len(parecidos) == 1:
        return parecidos[0]
    if parecidos:
        codigos = " o ".join(i.codigo for i in parecidos[:3])
        raise UserError(f"«{textos[-1][:60]}» puede ser {codigos}; escriba el código.")
    raise UserError(f"«{textos[-1][:60]}» no es un indicador del catálogo; escriba su código, como IND-01.")


def _parecidos(texto: str, catalogo: Mapping[str, Indicador]) -> list[Indicador]:
    buscado = simple(texto)
    if len(buscado) < _CORTO:
        return []
    iguales = [i for i in catalogo.values() if simple(i.nombre) == buscado]
    return iguales or [
        i for i in catalogo.values() if buscado in simple(i.nombre) or simple(i.nombre).endswith(f": {buscado}")
    ]


def _es_periodo(texto: str) -> bool:
    try:
        _periodo(texto)
    except UserError:
        return False
    return True


def _periodo(texto: str) -> Periodo:
    palabra = simple(texto)
    if palabra in ("mes", "mensual", "del mes"):
        return Periodo.MES
    if palabra.startswith("acum"):
        return Periodo.ACUMULADO
    raise UserError(f"«{texto[:40]}» no es un periodo; escriba «mes» o «acumulado».")


def _valor(columna: Columna, texto: str, indicador: Indicador, hoy: date) -> object:
    if columna in (Columna.META, Columna.REAL):
        return None if simple(texto) in _NADA else leer_cifra(texto, indicador.unidad)
    return leer_fecha(texto, hoy=hoy) if columna is Columna.CORTE else texto


def _agregar_otras(
    campos: dict[str, object], celdas: Sequence[str], columnas: Sequence[Columna], titulos: Sequence[str]
) -> None:
    """What has no place of its own stays in the comment, after its heading."""
    otras = [
        f"{titulos[n]}: {celda}" if n < len(titulos) and titulos[n] else celda
        for n, (celda, columna) in enumerate(zip(celdas, columnas, strict=True))
        if columna is Columna.OTRA and celda
    ]
    if otras:
        campos["comentario"] = " · ".join([*([str(campos["comentario"])] if "comentario" in campos else []), *otras])
