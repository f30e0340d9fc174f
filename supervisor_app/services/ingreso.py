"""Files on their way to be evidence: read, told apart, and made ready to be kept.

Plain functions over paths and bytes, for a thread that has no store: a folder of photos takes its time. It must never
change or remove what it reads.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from supervisor_app.domain.evidencia import Lugar
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.imagenes import tipos

LIMITE = 200 * 1024 * 1024
ARCHIVOS_POR_CARPETA = 1_000
_HONDURA = 2
"""A phone's folder holds its albums: the folder, its folders, and those within."""
_EJECUTABLES = frozenset(
    {".exe", ".bat", ".cmd", ".com", ".msi", ".msp", ".scr", ".pif", ".cpl", ".hta", ".reg", ".lnk", ".url", ".jar"}
    | {".js", ".jse", ".vb", ".vbs", ".vbe", ".wsf", ".wsh", ".ps1", ".psm1", ".msc", ".chm", ".desktop", ".sh"}
)
# What systems leave in every folder; nobody looks for it among what was skipped.
_DEL_SISTEMA = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".nomedia"})


@dataclass(frozen=True, slots=True)
class Pieza:
    """A file ready to be kept. ``original`` is the SHA-256 of what was brought in; ``aviso``, what a person should know
    about how it is kept, or "".
    """

    nombre: str
    contenido: bytes
    mime: str
    original: str
    tomada: datetime | None = None
    lugar: Lugar | None = None
    aviso: str = ""
    nombre_original: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.contenido).hexdigest()


@dataclass(frozen=True, slots=True)
class Listado:
    """The files of a folder in the order of their names, and what was left out with its reason."""

    archivos: tuple[Path, ...]
    omitidos: tuple[str, ...]


# --- one file -------------------------------------------------------------------------------------------------------


def leer_archivo(ruta: Path, *, lado: int | None) -> Pieza:
    """Read a file and make it ready. Raises UserError where it cannot be evidence."""
    nombre = nombre_limpio(ruta.name)
    try:
        if ruta.exists() and not ruta.is_file():
            raise UserError(f"«{nombre}» no es un archivo; elija archivos, no carpetas.")
        if ruta.stat().st_size > LIMITE:
            raise UserError(f"«{nombre}» pesa más de 200 MB; adjunte una versión más ligera.")
        contenido = ruta.read_bytes()
    except OSError as error:
        raise UserError(f"No se pudo leer «{nombre}» ({motivo(error)}). Revise que siga en su lugar.") from error
    return hacer_pieza(nombre, contenido, lado=lado)


def hacer_pieza(nombre: str, contenido: bytes, *, lado: int | None) -> Pieza:
    """The same for bytes that are no file yet (an image pasted from the clipboard).

    By the cleaned name: dots, spaces or invisible marks after «.exe» do not make it another thing.
    """
    nombre = nombre_limpio(nombre)
    tipo = tipos.por_contenido(contenido)
    if not contenido:
        raise UserError(f"«{nombre}» está vacío; revise el archivo y vuelva a adjuntarlo.")
    if es_programa(nombre, tipo):
        raise UserError(f"«{nombre}» es un programa; la evidencia debe ser documento, imagen u hoja de cálculo.")
    original = hashlib.sha256(contenido).hexdigest()
    if tipos.terminacion(nombre) in tipos.IMAGENES:
        return _imagen(nombre, contenido, tipo, original, lado)
    if tipo.startswith("image/") and tipos.terminacion(nombre) not in tipos.TIPOS:
        # A photo sent without its ending is a photo all the same, with its place and its serial numbers.
        return _imagen(nombre, contenido, tipo, original, lado)
    if not tipos.concuerda(nombre, tipo):
        raise _miente(nombre, tipo)
    mime = tipos.TIPOS.get(tipos.terminacion(nombre), tipos.DESCONOCIDO)
    return Pieza(nombre, contenido, mime, original)


def _imagen(nombre: str, contenido: bytes, tipo: str, original: str, lado: int | None) -> Pieza:
    from supervisor_app.services.imagenes.preparacion import (  # noqa: PLC0415 - loads the library of images
        nombre_segun,
        preparar,
    )

    dice = tipos.IMAGENES.get(tipos.terminacion(nombre), "")
    if tipo and not tipo.startswith("image/"):
        raise _miente(nombre, tipo)
    # Without a beginning that anyone knows, its reader will say that it does not open.
    hecha = preparar(nombre, contenido, tipo or dice, lado=lado)
    final = nombre_segun(nombre, hecha.mime)
    aviso = ""
    if dice and tipo != dice:
        como = f"como «{final}»" if final != nombre else f"convertida a {tipos.NOMBRES[hecha.mime]}"
        aviso = f"«{nombre}» es en realidad una imagen {tipos.NOMBRES[tipo]}; se guardó {como}."
    toma = hecha.toma
    lugar = Lugar(latitud=Decimal(str(toma.lugar[0])), longitud=Decimal(str(toma.lugar[1]))) if toma.lugar else None
    return Pieza(final, hecha.contenido, hecha.mime, original, toma.cuando, lugar, aviso, nombre)


def _miente(nombre: str, tipo: str) -> UserError:
    es = tipos.NOMBRES.get(tipo, "")
    if es:
        return UserError(
            f"«{nombre}» dice ser otra cosa, pero su contenido es {es}. Ábralo con su programa, guárdelo con la "
            "terminación correcta y vuelva a adjuntarlo."
        )
    return UserError(f"«{nombre}» no contiene lo que dice su terminación; puede estar dañado. Ábralo antes y revíselo.")


def es_programa(nombre: str, tipo: str) -> bool:
    """Whether a system would run it. ``nombre``: cleaned; ``tipo``: what ``tipos.por_contenido`` tells."""
    return tipos.terminacion(nombre) in _EJECUTABLES or tipo == "programa"


def nombre_limpio(nombre: str) -> str:
    """A file name without folders, control or direction marks, at most 120 characters, its ending kept."""
    base = unicodedata.normalize("NFC", nombre.replace("\\", "/").rsplit("/", 1)[-1])
    base = " ".join("".join(c for c in base if unicodedata.category(c)[0] != "C").split()).strip(". ")
    raiz, punto, ending = base.rpartition(".")
    if punto and len(ending) <= 10:
        return f"{raiz[: 119 - len(ending)]}.{ending}" if raiz else f"archivo.{ending}"
    return base[:120].rstrip(". ") or "archivo"


# --- a folder -------------------------------------------------------------------------------------------------------


def listar(carpeta: Path) -> Listado:
    """What of a folder, and of the folders in it, may be evidence. Raises UserError where it cannot be read."""
    archivos: list[Path] = []
    omitidos: list[str] = []
    try:
        for ruta in _recorrer(carpeta, _HONDURA, omitidos):
            razon = _razon_de_omitir(ruta)
            if razon:
                omitidos.append(f"«{nombre_limpio(ruta.name)}»: {razon}")
            elif len(archivos) >= ARCHIVOS_POR_CARPETA:
                raise UserError(
                    f"«{nombre_limpio(carpeta.name)}» tiene más de {ARCHIVOS_POR_CARPETA:,} archivos; "
                    "elija una carpeta con los de esta visita."
                )
            else:
                archivos.append(ruta)
    except OSError as error:
        raise UserError(
            f"No se pudo leer la carpeta «{nombre_limpio(carpeta.name)}» ({motivo(error)}). Si está en el teléfono, "
            "cópiela antes a la computadora."
        ) from error
    return Listado(tuple(archivos), tuple(omitidos))


def _recorrer(carpeta: Path, hondura: int, omitidos: list[str]) -> Iterator[Path]:
    """The files, those of the folder before those of its folders. Links are not followed, nor what is hidden."""
    with os.scandir(carpeta) as entradas:
        dentro = sorted(entradas, key=lambda d: d.name.casefold())
    for entrada in dentro:
        if entrada.is_file(follow_symlinks=False) and not _del_sistema(entrada.name):
            yield Path(entrada.path)
    for entrada in dentro:
        if not entrada.is_dir(follow_symlinks=False) or entrada.name.startswith("."):
            continue
        if hondura:
            try:
                yield from _recorrer(Path(entrada.path), hondura - 1, omitidos)
            except OSError as error:
                omitidos.append(f"«{nombre_limpio(entrada.name)}»: no se pudo leer ({motivo(error)})")
        else:
            omitidos.append(f"«{nombre_limpio(entrada.name)}»: está demasiado adentro; adjúntela por separado")


def _del_sistema(nombre: str) -> bool:
    return nombre.casefold() in _DEL_SISTEMA or nombre.startswith("._")


def _razon_de_omitir(ruta: Path) -> str:
    ending = tipos.terminacion(nombre_limpio(ruta.name))
    if ending in _EJECUTABLES:
        return "es un programa"
    return "" if ending in tipos.TIPOS else "no es documento, imagen ni hoja de cálculo"


def frase_de(error: BaseException) -> str:
    """The sentence of an error that a person can read; raises it again where it is a bug."""
    if isinstance(error, UserError | EnvironmentProblem):
        return error.message
    raise error
