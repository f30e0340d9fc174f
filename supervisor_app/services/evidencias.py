"""Evidence: takes files in, keeps their bytes by hash, and gives the values to attach."""

from __future__ import annotations

import io
import mimetypes
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen

LIMITE = 200 * 1024 * 1024
_EJECUTABLES = frozenset({".exe", ".bat", ".cmd", ".com", ".msi", ".scr", ".js", ".vbs", ".ps1", ".lnk", ".jar"})
_IMAGENES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"})
_PIXELES = 120_000_000


class Evidencias:
    """The verbs of evidence over one store."""

    def __init__(self, almacen: Almacen, *, nuevo_id: Callable[[], str]) -> None:
        self._almacen = almacen
        self._nuevo_id = nuevo_id

    def preparar(
        self, e: Expediente, rutas: Sequence[Path], *, item_id: str = "", inconsistencia_id: str = ""
    ) -> tuple[Evidencia, ...]:
        """Read and keep the files; what is returned is to be attached by an operation.

        Raises UserError for the first file that cannot be evidence; then none is attached, and the originals are as
        they were. EnvironmentProblem where the disk refuses.
        """
        contenidos = [(ruta, _leer(ruta)) for ruta in rutas]
        orden = max((v.orden for v in e.evidencias.values()), default=0)
        return tuple(
            self._guardar(
                e, ruta.name, contenido, orden=orden + n, item_id=item_id, inconsistencia_id=inconsistencia_id
            )
            for n, (ruta, contenido) in enumerate(contenidos, start=1)
        )

    def preparar_bytes(self, e: Expediente, nombre: str, contenido: bytes, *, item_id: str = "") -> Evidencia:
        """The same for bytes that are no file yet (an image pasted from the clipboard)."""
        _revisar(Path(nombre), contenido)
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
            nombre=nombre_limpio(nombre),
            sha256=self._almacen.archivos.guardar(contenido),
            bytes=len(contenido),
            mime=mimetypes.guess_type(nombre)[0] or "application/octet-stream",
        )

    def leer(self, evidencia: Evidencia) -> bytes:
        return self._almacen.archivos.leer(evidencia.sha256)


def nombre_limpio(nombre: str) -> str:
    """A file name without folders, control or direction marks, at most 120 characters, its ending kept."""
    base = unicodedata.normalize("NFC", nombre.replace("\\", "/").rsplit("/", 1)[-1])
    base = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(". ")
    raiz, punto, ending = base.rpartition(".")
    if punto and len(ending) <= 10:
        return f"{raiz[: 119 - len(ending)]}.{ending}" if raiz else f"archivo.{ending}"
    return base[:120] or "archivo"


def _leer(ruta: Path) -> bytes:
    try:
        if not ruta.is_file():
            raise UserError(f"«{ruta.name}» no es un archivo; elija archivos, no carpetas.")
        if ruta.stat().st_size > LIMITE:
            raise UserError(f"«{ruta.name}» pesa más de 200 MB; adjunte una versión más ligera.")
        contenido = ruta.read_bytes()
    except OSError as error:
        raise UserError(f"No se pudo leer «{ruta.name}» ({error.strerror}). Revise que siga en su lugar.") from error
    _revisar(ruta, contenido)
    return contenido


def _revisar(ruta: Path, contenido: bytes) -> None:
    ending = ruta.suffix.casefold()
    if not contenido:
        raise UserError(f"«{ruta.name}» está vacío; revise el archivo y vuelva a adjuntarlo.")
    if ending in _EJECUTABLES or contenido[:2] == b"MZ":
        raise UserError(f"«{ruta.name}» es un programa; la evidencia debe ser documento, imagen u hoja de cálculo.")
    if ending in _IMAGENES:
        _revisar_imagen(ruta.name, contenido)


def _revisar_imagen(nombre: str, contenido: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(contenido)) as imagen:
                if imagen.width * imagen.height > _PIXELES:
                    raise UserError(f"«{nombre}» mide {imagen.width} × {imagen.height} puntos; redúzcala antes.")
                imagen.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UserError(f"«{nombre}» tiene demasiados puntos; redúzcala antes de adjuntarla.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UserError(f"«{nombre}» dice ser una imagen pero no se puede abrir; puede estar dañada.") from error
