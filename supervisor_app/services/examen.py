"""Looks at a file that somebody brings: a PDF has its signatures verified, a picture of a sheet its code read.

It needs no store, so it works on the free lane however long it takes; what the codes mean on this laptop is asked of
``cotejo`` afterwards. It must never change a file, nor keep it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from supervisor_app.domain.cotejo import Sello
from supervisor_app.errors import UserError, motivo
from supervisor_app.services.cotejo import leer_sellos
from supervisor_app.services.firmas import FirmasPdf, Verificacion

LIMITE = 300 * 2**20
"""Bytes of a file that is looked at: an expediente with 300 photos fits."""


@dataclass(frozen=True)
class Examinado:
    """``verificacion``: of a PDF that has something to verify. ``sellos``: the codes read of a photo or a scan.
    ``problema``: why neither could be had.
    """

    nombre: str
    sha256: str
    verificacion: Verificacion | None = None
    sellos: tuple[Sello, ...] = ()
    problema: str = ""

    @property
    def huellas(self) -> tuple[str, ...]:
        """The hashes of records by which it can be looked for on this laptop."""
        registro = self.verificacion.registro if self.verificacion is not None else None
        return (registro.sha256,) if registro is not None else ()


def leer_archivo(ruta: Path) -> bytes:
    """A file that a person gave. Raises UserError naming it."""
    try:
        if ruta.is_dir():
            raise UserError(f"«{ruta.name}» es una carpeta. Suelte o elija el PDF o la fotografía.")
        if not ruta.is_file():
            raise UserError(f"No se encontró «{ruta.name}». Revise que siga en su lugar y vuelva a elegirlo.")
        with ruta.open("rb") as archivo:
            contenido = archivo.read(LIMITE + 1)
    except OSError as error:
        raise UserError(f"No se pudo leer «{ruta.name}» ({motivo(error)}). Cópielo a este equipo y repita.") from error
    if len(contenido) > LIMITE:
        raise UserError(f"«{ruta.name}» pesa más de {LIMITE // 2**20} MB y no se leyó. Revise que sea el documento.")
    if not contenido:
        raise UserError(f"«{ruta.name}» está vacío. Pida el archivo de nuevo a quien se lo dio.")
    return contenido


class Examen:
    """The verb, with the authorities that this laptop trusts."""

    def __init__(self, firmas: FirmasPdf) -> None:
        self._firmas = firmas

    def examinar(self, nombre: str, contenido: bytes) -> Examinado:
        """What a PDF, a photo or a scan is. Never raises for what the file is: ``problema`` says it."""
        sha256 = hashlib.sha256(contenido).hexdigest()
        if b"%PDF-" not in contenido[:1024]:
            return _hoja(nombre, contenido, sha256)
        try:
            hecho = self._firmas.verificar(contenido)
        except UserError as error:
            return Examinado(nombre, sha256, problema=error.message)
        if not (hecho.firmas or hecho.sellos or hecho.registro):
            # Nothing was ever signed in it: most likely the scan of a print.
            escaneo = _hoja(nombre, contenido, sha256)
            if escaneo.sellos:
                return escaneo
        return Examinado(nombre, sha256, verificacion=hecho)


def _hoja(nombre: str, contenido: bytes, sha256: str) -> Examinado:
    try:
        return Examinado(nombre, sha256, sellos=leer_sellos(nombre, contenido))
    except UserError as error:
        return Examinado(nombre, sha256, problema=error.message)
