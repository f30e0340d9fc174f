"""Evidence: takes files in, keeps their bytes by hash, and gives the values to attach."""

from __future__ import annotations

import io
import logging
import struct
import unicodedata
import warnings
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import UserError, motivo
from supervisor_app.store.almacen import Almacen

LIMITE = 200 * 1024 * 1024
_EJECUTABLES = frozenset(
    {".exe", ".bat", ".cmd", ".com", ".msi", ".msp", ".scr", ".pif", ".cpl", ".hta", ".reg", ".lnk", ".url", ".jar"}
    | {".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".ps1", ".psm1"}
)
_IMAGENES = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".bmp": "image/bmp",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp",
}  # fmt: skip
# Our own table: that of the machine differs from one to the next, and what is recorded must not.
_TIPOS = _IMAGENES | {
    ".pdf": "application/pdf", ".txt": "text/plain", ".csv": "text/csv", ".xml": "text/xml", ".html": "text/html",
    ".zip": "application/zip", ".doc": "application/msword", ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint", ".msg": "application/vnd.ms-outlook", ".eml": "message/rfc822",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/wav", ".mp4": "video/mp4", ".mov": "video/quicktime",
    ".heic": "image/heic",
}  # fmt: skip
# Only these readers: Pillow would try every format it knows, whatever the name says.
_FORMATOS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_PIXELES = 120_000_000
"""Phones take 108 million; from here on a picture is more likely a bomb."""
# What is wrong with a damaged picture is told in a sentence; Pillow would print it as well.
logging.getLogger("PIL").setLevel(logging.CRITICAL + 1)
# What Pillow's readers let through on a damaged file, besides its own errors (all of them OSError).
_DANADA = (OSError, SyntaxError, ValueError, IndexError, TypeError, KeyError, EOFError)


class Evidencias:
    """The verbs of evidence over one store."""

    def __init__(self, almacen: Almacen, *, nuevo_id: Callable[[], str]) -> None:
        self._almacen = almacen
        self._nuevo_id = nuevo_id

    def preparar(
        self, e: Expediente, rutas: Sequence[Path], *, item_id: str = "", inconsistencia_id: str = ""
    ) -> tuple[Evidencia, ...]:
        """Read and keep the files; what is returned is to be attached by an operation.

        Raises UserError for the first file that cannot be evidence; then none is kept, and the originals are as they
        were. EnvironmentProblem where the disk refuses.
        """
        contenidos = [_leer(ruta) for ruta in rutas]
        orden = max((v.orden for v in e.evidencias.values()), default=0)
        return tuple(
            self._guardar(e, nombre, contenido, orden=orden + n, item_id=item_id, inconsistencia_id=inconsistencia_id)
            for n, (nombre, contenido) in enumerate(contenidos, start=1)
        )

    def preparar_bytes(self, e: Expediente, nombre: str, contenido: bytes, *, item_id: str = "") -> Evidencia:
        """The same for bytes that are no file yet (an image pasted from the clipboard)."""
        nombre = nombre_limpio(nombre)
        _revisar(nombre, contenido)
        orden = max((v.orden for v in e.evidencias.values()), default=0) + 1
        return self._guardar(e, nombre, contenido, orden=orden, item_id=item_id, inconsistencia_id="")

    def _guardar(
        self, e: Expediente, nombre: str, contenido: bytes, *, orden: int, item_id: str, inconsistencia_id: str
    ) -> Evidencia:
        return Evidencia(
            id=self._nuevo_id(),
            visita_id=e.visita.id,
            item_id=item_id,
            inconsistencia_id=inconsistencia_id,
            orden=orden,
            nombre=nombre,
            sha256=self._almacen.archivos.guardar(contenido),
            bytes=len(contenido),
            mime=_TIPOS.get(_terminacion(nombre), "application/octet-stream"),
        )

    def leer(self, evidencia: Evidencia) -> bytes:
        return self._almacen.archivos.leer(evidencia.sha256)


def nombre_limpio(nombre: str) -> str:
    """A file name without folders, control or direction marks, at most 120 characters, its ending kept."""
    base = unicodedata.normalize("NFC", nombre.replace("\\", "/").rsplit("/", 1)[-1])
    base = " ".join("".join(c for c in base if unicodedata.category(c)[0] != "C").split()).strip(". ")
    raiz, punto, ending = base.rpartition(".")
    if punto and len(ending) <= 10:
        return f"{raiz[: 119 - len(ending)]}.{ending}" if raiz else f"archivo.{ending}"
    return base[:120].rstrip(". ") or "archivo"


def _terminacion(nombre: str) -> str:
    return Path(nombre).suffix.casefold()


def _leer(ruta: Path) -> tuple[str, bytes]:
    """The name to keep and the content, both looked at."""
    nombre = nombre_limpio(ruta.name)
    try:
        if ruta.exists() and not ruta.is_file():
            raise UserError(f"«{nombre}» no es un archivo; elija archivos, no carpetas.")
        if ruta.stat().st_size > LIMITE:
            raise UserError(f"«{nombre}» pesa más de 200 MB; adjunte una versión más ligera.")
        contenido = ruta.read_bytes()
    except OSError as error:
        raise UserError(f"No se pudo leer «{nombre}» ({motivo(error)}). Revise que siga en su lugar.") from error
    _revisar(nombre, contenido)
    return nombre, contenido


def _revisar(nombre: str, contenido: bytes) -> None:
    """By the cleaned name: dots, spaces or invisible marks after «.exe» do not make it another thing."""
    ending = _terminacion(nombre)
    if not contenido:
        raise UserError(f"«{nombre}» está vacío; revise el archivo y vuelva a adjuntarlo.")
    if ending in _EJECUTABLES or contenido[:2] == b"MZ":
        raise UserError(f"«{nombre}» es un programa; la evidencia debe ser documento, imagen u hoja de cálculo.")
    if ending in _IMAGENES:
        _revisar_imagen(nombre, contenido)


def _revisar_imagen(nombre: str, contenido: bytes) -> None:
    try:
        with warnings.catch_warnings():
            # Its size and its oddities are judged here; Pillow would only print them.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(contenido), formats=_FORMATOS) as imagen:
                if imagen.width * imagen.height > _PIXELES:
                    raise UserError(f"«{nombre}» mide {imagen.width} × {imagen.height} puntos; redúzcala antes.")
                imagen.verify()
    except Image.DecompressionBombError as error:
        raise UserError(f"«{nombre}» tiene demasiados puntos; redúzcala antes de adjuntarla.") from error
    except (*_DANADA, struct.error, zlib.error) as error:
        raise UserError(f"«{nombre}» dice ser una imagen pero no se puede abrir; puede estar dañada.") from error
