"""Decides what each column of a copied table is: by its headings where there are, else by place and content.

Pure. It must never read a value: whether a cell looks like a result or an amount is asked of its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.tabla import simple

Parece = Callable[[str], bool]


class Destino(StrEnum):
    """Where the cells of a column go."""

    REFERENCIA = "referencia"
    DETALLE = "detalle"
    RESULTADO = "resultado"
    IMPORTE = "importe"
    NOTA = "nota"
    NADA = "nada"


@dataclass(frozen=True, slots=True)
class Columna:
    """``titulo`` is written before each cell («Límite: 20/05/2026») where the heading is not one of ours.

    ``si_es_bueno``: the heading asks for what should be («¿Cumple?»), so a yes is no inconsistencia.
    """

    destino: Destino
    titulo: str = ""
    si_es_bueno: bool = False


# Whole headings that name a column beyond doubt; one of them makes a first line a row of headings.
_NOMBRES: dict[Destino, frozenset[str]] = {
    Destino.REFERENCIA: frozenset(
        {"referencia", "registro patronal", "registro", "rp", "nrp", "patron", "credito", "numero de credito"}
        | {"num credito", "no de credito", "folio", "nss", "expediente", "rfc", "curp", "clave", "documento", "acta"}
    ),
    Destino.DETALLE: frozenset({"detalle", "descripcion", "concepto", "nombre", "razon social", "asegurado"}),
    Destino.RESULTADO: frozenset({"resultado", "inconsistencia", "con inconsistencia", "cumple", "acuse", "en plazo"}),
    Destino.IMPORTE: frozenset({"importe", "importe ($)", "monto", "adeudo", "saldo", "cantidad", "suerte principal"}),
    Destino.NOTA: frozenset({"nota", "notas", "observacion", "observaciones", "comentario", "comentarios"}),
}
# Beginnings of words, asked in this order: «Observaciones del crédito» is a note, not a reference.
_RAICES: tuple[tuple[Destino, tuple[str, ...]], ...] = (
    (Destino.NOTA, ("observ", "nota", "coment")),
    (Destino.IMPORTE, ("import", "monto", "adeud", "saldo", "suerte")),
    (Destino.RESULTADO, ("resultad", "inconsist", "cumpl", "incumpl", "acuse", "correct", "omis")),
    (Destino.REFERENCIA, ("registro", "credito", "folio", "nss", "expedient", "referencia", "rfc", "curp")),
    (Destino.DETALLE, ("detalle", "descrip", "concepto", "nombre", "razon")),
)
_BUENAS = ("cumpl", "acuse", "correct", "plazo", "entregad", "notificad", "acredit")
_MALAS = ("incumpl", "inconsist", "no cumpl", "sin ", "fuera", "omis", "error")
_CONSECUTIVOS = frozenset({"no", "num", "numero", "#", "consecutivo", "id", "n"})
_CASI_TODAS = 0.6


def columnas(
    tabla: Sequence[Sequence[str]], parece_resultado: Parece, parece_importe: Parece
) -> tuple[tuple[Columna, ...], bool]:
    """What each column is, and whether the first line are headings. ``tabla`` is rectangular and not empty."""
    if _es_encabezado(tabla, parece_resultado):
        return _por_titulo(tabla), True
    return _por_contenido(tabla, parece_resultado, parece_importe), False


# --- by headings --------------------------------------------------------------------------------------------------


def _es_encabezado(tabla: Sequence[Sequence[str]], parece_resultado: Parece) -> bool:
    primera = [simple(celda) for celda in tabla[0]]
    if len(tabla) < 2 or any(c.isdigit() for celda in primera for c in celda):
        return False
    # «Cumple» may be a heading or an answer; it proves nothing.
    titulos = [celda for celda in primera if celda and not parece_resultado(celda)]
    exactos = [celda for celda in titulos if any(celda in nombres for nombres in _NOMBRES.values())]
    return bool(exactos) or sum(_destino(celda) is not None for celda in titulos) >= 2


def _destino(titulo: str) -> Destino | None:
    for destino, nombres in _NOMBRES.items():
        if titulo in nombres:
            return destino
    palabras = titulo.split()
    for destino, raices in _RAICES:
        if any(palabra.startswith(raices) for palabra in palabras):
            return destino
    return None


def _por_titulo(tabla: Sequence[Sequence[str]]) -> tuple[Columna, ...]:
    usados: set[Destino] = set()
    mapa: list[Columna] = []
    for indice, titulo in enumerate(tabla[0]):
        destino = _destino(simple(titulo))
        if simple(titulo) in _CONSECUTIVOS and _cuenta([fila[indice] for fila in tabla[1:]]):
            mapa.append(Columna(Destino.NADA))
        elif destino is None or destino in usados:
            mapa.append(Columna(Destino.NOTA if destino is Destino.NOTA else Destino.DETALLE, titulo))
        else:
            usados.add(destino)
            mapa.append(Columna(destino, si_es_bueno=destino is Destino.RESULTADO and _pregunta_por_lo_bueno(titulo)))
    return _con_referencia(mapa)


def _con_referencia(mapa: list[Columna]) -> tuple[Columna, ...]:
    """Where no heading names the case, the first column that is only detail does."""
    if not any(c.destino is Destino.REFERENCIA for c in mapa):
        for indice, columna in enumerate(mapa):
            if columna.destino is Destino.DETALLE:
                mapa[indice] = Columna(Destino.REFERENCIA)
                break
    return tuple(mapa)


def _pregunta_por_lo_bueno(titulo: str) -> bool:
    plano = simple(titulo)
    return not any(m in plano for m in _MALAS) and any(b in plano for b in _BUENAS)


def _cuenta(celdas: Sequence[str]) -> bool:
    """Whether the cells only count the rows: 1, 2, 3…"""
    return [celda.strip(". ") for celda in celdas] == [str(n) for n in range(1, len(celdas) + 1)]


# --- by place and content -----------------------------------------------------------------------------------------


def _por_contenido(
    tabla: Sequence[Sequence[str]], parece_resultado: Parece, parece_importe: Parece
) -> tuple[Columna, ...]:
    ancho = len(tabla[0])
    cuerpo = [[fila[i] for fila in tabla] for i in range(ancho)]
    inicio = 1 if ancho > 2 and len(tabla) > 1 and _cuenta(cuerpo[0]) else 0
    resto = range(inicio + 1, ancho)
    resultado = next((i for i in resto if not _son_cuentas(cuerpo[i]) and _casi_todas(cuerpo[i], parece_resultado)), -1)
    importe = next((i for i in resto if i != resultado and _casi_todas(cuerpo[i], parece_importe)), -1)
    ultima = max(resultado, importe)
    mapa = []
    for i in range(ancho):
        if i < inicio:
            mapa.append(Columna(Destino.NADA))
        elif i == inicio:
            mapa.append(Columna(Destino.REFERENCIA))
        elif i == resultado:
            mapa.append(Columna(Destino.RESULTADO))
        elif i == importe:
            mapa.append(Columna(Destino.IMPORTE))
        else:
            mapa.append(Columna(Destino.NOTA if 0 <= ultima < i else Destino.DETALLE))
    return tuple(mapa)


def _son_cuentas(celdas: Sequence[str]) -> bool:
    """Whether some cell is a number over one: then 0 and 1 count things and answer nothing."""
    return any(celda.isdigit() and celda not in ("0", "1") for celda in celdas)


def _casi_todas(celdas: Sequence[str], parece: Parece) -> bool:
    llenas = [celda for celda in celdas if celda and celda not in ("-", "–", "—")]
    return bool(llenas) and sum(map(parece, llenas)) >= _CASI_TODAS * len(llenas)
