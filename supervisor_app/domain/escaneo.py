"""Whether the scan of a print that was signed by hand is of this document, sheet by sheet, in words.

A code says from which record a sheet was printed; nobody reads the ink. It must never say that somebody signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.cotejo import DIGITOS, Sello
from supervisor_app.domain.documento import Documento
from supervisor_app.domain.texto import cuantos


class Hoja(StrEnum):
    SUYA = "suya"
    OTRA_VERSION = "otra_version"
    OTRO_DOCUMENTO = "otro_documento"
    SIN_CODIGO = "sin_codigo"


@dataclass(frozen=True, slots=True)
class CotejoDeEscaneo:
    """``conforme``: every sheet has the code of this version and there are as many as it has. Otherwise a person has
    to say why it is the document all the same.
    """

    hojas: tuple[Hoja, ...]
    conforme: bool
    frases: tuple[str, ...]


def cotejar_escaneo(
    documento: Documento, versiones: Sequence[Documento], sellos: Sequence[Sello | None]
) -> CotejoDeEscaneo:
    """``versiones``: those of the same document. ``sellos``: of each sheet of the scan, None where none was read."""
    otras = {d.registro_sha256[:DIGITOS]: d.version for d in versiones if d.version != documento.version}
    hojas = tuple(_hoja(documento, otras, sello) for sello in sellos)
    total = len(hojas)
    frases = []
    if total != documento.ultimo.paginas:
        frases.append(f"El escaneo tiene {cuantos(total, 'hoja', 'hojas')} y el documento, {documento.ultimo.paginas}.")
    for clase in (Hoja.OTRO_DOCUMENTO, Hoja.OTRA_VERSION, Hoja.SIN_CODIGO):
        if cuales := [n for n, hoja in enumerate(hojas, start=1) if hoja is clase]:
            frases.append(_frase(clase, cuales, total, documento, otras, sellos))
    if not frases:
        lleva = "La hoja lleva" if total == 1 else f"Las {total} hojas llevan"
        return CotejoDeEscaneo(hojas, True, (f"{lleva} el código de este documento, versión {documento.version}.",))
    return CotejoDeEscaneo(hojas, False, tuple(frases))


def _hoja(documento: Documento, otras: dict[str, int], sello: Sello | None) -> Hoja:
    if sello is None:
        return Hoja.SIN_CODIGO
    if sello.huella == documento.registro_sha256[:DIGITOS]:
        return Hoja.SUYA
    return Hoja.OTRA_VERSION if sello.huella in otras else Hoja.OTRO_DOCUMENTO


def _frase(
    clase: Hoja,
    cuales: list[int],
    total: int,
    documento: Documento,
    otras: dict[str, int],
    sellos: Sequence[Sello | None],
) -> str:
    todas = len(cuales) == total
    quienes = _quienes(cuales, todas=todas)
    varias = len(cuales) > 1
    if clase is Hoja.SIN_CODIGO:
        donde = "En la hoja" if total == 1 else "En ninguna hoja" if todas else f"En {quienes.lower()}"
        no = "" if todas and total > 1 else "no "
        return f"{donde} {no}se distingue el código del pie; no se sabe de qué documento {'son' if varias else 'es'}."
    primero = sellos[cuales[0] - 1]
    assert primero is not None
    verbo = "son" if varias else "es"
    if clase is Hoja.OTRA_VERSION:
        return (
            f"{quienes} {verbo} de la versión {otras[primero.huella]} de este documento, y ésta es la "
            f"{documento.version}."
        )
    mismo = f", con otro contenido que el de la versión {documento.version}" if primero.folio == documento.folio else ""
    return f"{quienes} {verbo} de otro documento (folio {primero.folio}{mismo})."


def _quienes(cuales: list[int], *, todas: bool) -> str:
    if todas and len(cuales) == 1:
        return "La hoja"
    if todas:
        return f"Las {len(cuales)} hojas"
    if len(cuales) == 1:
        return f"La hoja {cuales[0]}"
    return f"Las hojas {', '.join(str(n) for n in cuales[:-1])} y {cuales[-1]}"
