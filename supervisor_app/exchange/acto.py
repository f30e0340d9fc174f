"""An act of follow-up with its evidence as one small file: a stored ZIP that is the same bytes for the same act.

``acto.json`` is the canonical record; ``evidencia/01-…`` are its files in their order. What is read was written by
others: anything but exactly that is refused. It must never write to a disk.
"""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.seguimiento import ActoDeSeguimiento
from supervisor_app.errors import UserError

LIMITE: Final = 64 * 2**20
"""Bytes of the whole file: it is held in memory."""
_REGISTRO: Final = "acto.json"
_REGISTRO_MAXIMO: Final = 256 * 1024
_ARCHIVOS: Final = 40
_EPOCA: Final = (1980, 1, 1, 0, 0, 0)
_DANADO: Final = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OverflowError, struct.error, ValueError, KeyError,
    OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActoLeido:
    """An act and the contents of its files, by SHA-256."""

    acto: ActoDeSeguimiento
    contenidos: Mapping[str, bytes]


def empaquetar(acto: ActoDeSeguimiento, leer: Callable[[str], bytes]) -> bytes:
    """The file of an act. ``leer``: a content by its SHA-256. Raises what that raises."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_STORED) as hoja:
        _agregar(hoja, _REGISTRO, canonico(acto))
        for ruta, sha256 in _rutas(acto).items():
            _agregar(hoja, ruta, leer(sha256))
    return salida.getvalue()


def clave_de(acto: ActoDeSeguimiento, sha256: str) -> str:
    """Where it stands in a mailbox."""
    return f"seguimiento/{acto.cuando:%Y/%m}/{acto.id}.{sha256[:16]}.zip"


def abrir(octetos: bytes) -> ActoLeido:
    """Read one. Raises UserError where it is not exactly such a file."""
    if len(octetos) > LIMITE:
        raise UserError("Es demasiado grande para un acto de seguimiento.")
    try:
        with zipfile.ZipFile(io.BytesIO(octetos)) as hoja:
            entradas = hoja.infolist()
            guardadas = all(e.compress_type == zipfile.ZIP_STORED for e in entradas)
            # What is stored is no more than the file: entries that overlap would be read again and again.
            if len(entradas) > _ARCHIVOS or not guardadas or sum(e.file_size for e in entradas) > len(octetos):
                raise UserError("No es un acto de seguimiento de esta aplicación.")
            if not entradas or entradas[0].filename != _REGISTRO or entradas[0].file_size > _REGISTRO_MAXIMO:
                raise UserError("No es un acto de seguimiento de esta aplicación.")
            registro = hoja.read(entradas[0])
            acto = _acto(registro)
            rutas = _rutas(acto)
            if [e.filename for e in entradas[1:]] != list(rutas):
                raise UserError("Sus archivos no son los que dice el acto.")
            contenidos = {sha256: hoja.read(ruta) for ruta, sha256 in rutas.items()}
    except _DANADO as error:
        raise UserError("Está incompleto o dañado.") from error
    for evidencia in acto.evidencias:
        suyo = contenidos[evidencia.sha256]
        if hashlib.sha256(suyo).hexdigest() != evidencia.sha256 or len(suyo) != evidencia.bytes:
            raise UserError("Un archivo de evidencia no es el que dice el acto.")
    return ActoLeido(acto, contenidos)


def _acto(registro: bytes) -> ActoDeSeguimiento:
    try:
        acto = ActoDeSeguimiento.model_validate_json(registro)
    except (ValidationError, ValueError, RecursionError) as error:
        raise UserError("No se entiende: lo hizo una versión más nueva de la aplicación, o no es de ella.") from error
    if canonico(acto) != registro or acto.cuando.tzinfo is None:
        raise UserError("No está escrito como lo escribe esta aplicación.")
    return acto


def _rutas(acto: ActoDeSeguimiento) -> dict[str, str]:
    """The name of each file in the ZIP, and its content."""
    return {f"evidencia/{n:02d}-{e.nombre}": e.sha256 for n, e in enumerate(acto.evidencias, start=1)}


def _agregar(hoja: zipfile.ZipFile, ruta: str, octetos: bytes) -> None:
    entrada = zipfile.ZipInfo(ruta, date_time=_EPOCA)
    entrada.create_system = 3  # the same bytes whether made on Windows or on Linux
    entrada.external_attr = (stat.S_IFREG | 0o644) << 16
    hoja.writestr(entrada, octetos)
