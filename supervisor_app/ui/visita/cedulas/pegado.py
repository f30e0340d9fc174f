"""Reads a table copied from a sheet as rows of a muestra. Pure: text in, values out, no Qt.

Nothing of what was copied is lost: what cannot be read as a result or an amount stays as text in the note, and a
sentence says so. This module must never guess between two readings without telling which one it took.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from supervisor_app.domain.lectura import leer_monto
from supervisor_app.domain.tabla import leer_tabla, simple
from supervisor_app.errors import UserError
from supervisor_app.ui.visita.cedulas.columnas import Columna, Destino, columnas

_CON = frozenset(
    {"con inconsistencia", "inconsistencia", "no cumple", "incumple", "no cumplio", "parcial", "sin acuse"}
    | {"fuera de plazo", "extemporaneo", "incorrecto", "mal", "error", "omite", "falta", "✗", "✘", "no acredita"}
)
_SIN = frozenset(
    {"sin inconsistencia", "cumple", "si cumple", "cumplio", "con acuse", "en plazo", "correcto", "bien", "ok"}
    | {"sin observaciones", "sin observacion", "sin error", "acredita", "✓", "✔"}
)
# «Con» and «sin» lack their noun just as a bare yes does: with inconsistencia, or with acuse?
_SI = frozenset({"si", "s", "x", "1", "verdadero", "true", "con"})
_NO = frozenset({"no", "n", "0", "falso", "false", "sin"})
_NADA = frozenset({"", "-", "–", "—", "$-", "$ -"})
_MUESTRAS_DE_DUDA = 2


@dataclass(frozen=True, slots=True)
class Renglon:
    """One reviewed case as it was pasted."""

    referencia: str = ""
    detalle: str = ""
    con_inconsistencia: bool | None = None
    importe: Decimal | None = None
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Pegado:
    """The rows, and the sentence that says how they were read."""

    renglones: tuple[Renglon, ...]
    aviso: str


@dataclass
class _Dudas:
    """What could not be read, in order of appearance, and what had to be interpreted: a bare yes or no, and the empty
    cells of a column where only an «x» is written.
    """

    solo_marcas: bool = False
    resultados: list[str] = field(default_factory=list)
    importes: list[str] = field(default_factory=list)
    si_o_no: bool = False


def leer_resultado(texto: str, *, si_es_bueno: bool = False) -> bool | None:
    """True with inconsistencia, False without, None where the word is not known.

    A bare yes answers «¿tiene inconsistencia?», or with ``si_es_bueno`` the opposite question («¿cumple?»).
    """
    palabra = simple(texto)
    if palabra in _CON:
        return True
    if palabra in _SIN:
        return False
    if palabra in _SI or palabra in _NO:
        return (palabra in _SI) is not si_es_bueno
    return None


def leer_pegado(texto: str) -> Pegado:
    """Rows of a muestra from copied text of any width, with or without a row of headings."""
    try:
        tabla = leer_tabla(texto)
    except UserError as error:
        return Pegado((), error.message)
    if not tabla:
        return Pegado((), "El portapapeles no tiene texto para pegar; copie antes las celdas en Excel.")
    mapa, con_encabezado = columnas(tabla, _parece_resultado, _parece_importe)
    cuerpo = tabla[1:] if con_encabezado else tabla
    dudas = _Dudas(solo_marcas=_solo_marcas(cuerpo, mapa))
    renglones = tuple(_renglon(celdas, mapa, dudas) for celdas in cuerpo)
    return Pegado(renglones, _aviso(len(renglones), mapa, dudas, con_encabezado=con_encabezado))


def _renglon(celdas: Sequence[str], mapa: Sequence[Columna], dudas: _Dudas) -> Renglon:
    textos: dict[Destino, list[str]] = {Destino.REFERENCIA: [], Destino.DETALLE: [], Destino.NOTA: []}
    con_inconsistencia: bool | None = None
    importe: Decimal | None = None
    for celda, columna in zip(celdas, mapa, strict=True):
        if columna.destino is Destino.RESULTADO:
            con_inconsistencia = _resultado(celda, columna, dudas)
            perdido = con_inconsistencia is None
        elif columna.destino is Destino.IMPORTE:
            importe = _importe(celda, dudas)
            perdido = importe is None
        else:
            perdido = False
            if celda not in _NADA and columna.destino is not Destino.NADA:
                textos[columna.destino].append(f"{columna.titulo}: {celda}" if columna.titulo else celda)
        if perdido and celda not in _NADA:
            textos[Destino.NOTA].append(celda)
    return Renglon(
        referencia=" · ".join(textos[Destino.REFERENCIA]),
        detalle=" · ".join(textos[Destino.DETALLE]),
        con_inconsistencia=con_inconsistencia,
        importe=importe,
        nota=" · ".join(textos[Destino.NOTA]),
    )


def _resultado(celda: str, columna: Columna, dudas: _Dudas) -> bool | None:
    if not celda and dudas.solo_marcas:
        return columna.si_es_bueno
    leido = leer_resultado(celda, si_es_bueno=columna.si_es_bueno)
    if leido is None and celda not in _NADA:
        dudas.resultados.append(celda)
    if simple(celda) in _SI | _NO:
        dudas.si_o_no = True
    return leido


def _solo_marcas(cuerpo: Sequence[Sequence[str]], mapa: Sequence[Columna]) -> bool:
    """Whether the results are an «x» here and there, so that an empty cell is an answer too."""
    indices = [i for i, columna in enumerate(mapa) if columna.destino is Destino.RESULTADO]
    celdas = {simple(fila[i]) for fila in cuerpo for i in indices}
    return celdas == {"x", ""}


def _importe(celda: str, dudas: _Dudas) -> Decimal | None:
    if celda in _NADA:
        return None
    try:
        return leer_monto(celda)
    except UserError:
        dudas.importes.append(celda)
        return None


def _parece_resultado(celda: str) -> bool:
    return leer_resultado(celda) is not None


def _parece_importe(celda: str) -> bool:
    """Only what looks like money: a bare whole number may as well be a folio."""
    if celda in _NADA:
        return True
    try:
        leer_monto(celda)
    except UserError:
        return False
    return "$" in celda or bool(re.search(r"\.\d{1,2}$|\d,\d{3}", celda))


def _aviso(cuantos: int, mapa: Sequence[Columna], dudas: _Dudas, *, con_encabezado: bool) -> str:
    frases = ["Se pegó 1 renglón." if cuantos == 1 else f"Se pegaron {cuantos:,} renglones."]
    if con_encabezado:
        frases.append("La primera línea se tomó como encabezado.")
    if dudas.si_o_no:
        bueno = any(c.si_es_bueno for c in mapa)
        if dudas.solo_marcas:
            marca, vacia = ("sin", "con") if bueno else ("con", "sin")
            frases.append(f"«x» se leyó como {marca} inconsistencia y la celda vacía, como {vacia}.")
        else:
            frases.append(f"«Sí», «x» y «1» se leyeron como {'sin' if bueno else 'con'} inconsistencia.")
    perdidos = [
        *_contar(dudas.resultados, "resultado", "resultados"),
        *_contar(dudas.importes, "importe", "importes"),
    ]
    if perdidos:
        uno = len(dudas.resultados) + len(dudas.importes) == 1
        verbos = ("No se entendió", "quedó") if uno else ("No se entendieron", "quedaron")
        frases.append(f"{verbos[0]} {' ni '.join(perdidos)}; {verbos[1]} en la nota.")
    return " ".join(frases)


def _contar(celdas: Sequence[str], uno: str, varios: str) -> list[str]:
    if not celdas:
        return []
    distintas = list(dict.fromkeys(celdas))
    ejemplos = ", ".join(f"«{recortado(c)}»" for c in distintas[:_MUESTRAS_DE_DUDA])
    mas = "…" if len(distintas) > _MUESTRAS_DE_DUDA else ""
    return [f"{len(celdas):,} {uno if len(celdas) == 1 else varios} ({ejemplos}{mas})"]


def recortado(texto: str, largo: int = 24) -> str:
    return texto if len(texto) <= largo else texto[: largo - 1].rstrip() + "…"


__all__ = ["Pegado", "Renglon", "leer_pegado", "leer_resultado", "leer_tabla", "recortado"]
