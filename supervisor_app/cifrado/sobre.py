"""An envelope: a file that only the office reads, sealed to its RSA key (ADR 0037).

``SUPSOBRE`` · 1 · SHA-256 of the key as SubjectPublicKeyInfo[32] · length[2, big-endian] · the content's key, wrapped
by RSA-OAEP (SHA-256) · the content as Tink streaming (``corriente``). It must never give out a byte that was not
authenticated, nor seal two contents under one key: ``Lacre`` is made for one content and kept with its hash.
"""

from __future__ import annotations

import hashlib
import io
import secrets
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from supervisor_app.cifrado.corriente import CABEZA, Alterado, Lector, LectorCifrante, largo_cifrado, nueva_cabeza
from supervisor_app.cifrado.llave import LARGO
from supervisor_app.durable import Measured, Readable
from supervisor_app.errors import UserError

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from supervisor_app.cifrado.oficina import LlaveDeSobres

EXTENSION = ".sobre"
MAGIA = b"SUPSOBRE"
VERSION = 1
_FIJA = struct.Struct(">8sB32sH")
_ENVUELTA_MAXIMA = 2_048
"""Bytes that an RSA key of 16,384 bits makes of a content's key."""

_NO_ES = "No es un sobre de esta aplicación, o está incompleto."
_ALTERADO = "El sobre está incompleto o alguien lo cambió; pida que se envíe de nuevo."


@dataclass(frozen=True, repr=False)
class Lacre:
    """What makes the envelope of one content the same bytes every time: its key, and how the envelope begins."""

    secreto: bytes
    cabeza: bytes

    @classmethod
    def nuevo(cls, publica: bytes) -> Lacre:
        """For one content. ``publica``: the office's RSA key, PEM or DER. Raises UserError where it is none."""
        secreto = nuevo_secreto()
        return cls(secreto, cabeza_para(publica, secreto) + nueva_cabeza())

    @property
    def llave(self) -> str:
        """SHA-256 of the key to which it is sealed, hex."""
        return bytes(_FIJA.unpack_from(self.cabeza)[2]).hex()


def nuevo_secreto() -> bytes:
    """A key for one content."""
    return secrets.token_bytes(LARGO)


class _Medida(NamedTuple):
    st_size: int


class Sellado:
    """The envelope of a content, made while it is read: no room is needed for it. What ``durable.Readable`` asks for.

    ``contenido`` has to be the one that the lacre was made for, checked by whoever calls.
    """

    def __init__(self, contenido: Readable, lacre: Lacre) -> None:
        self._contenido, self._lacre = contenido, lacre

    @property
    def name(self) -> str:
        return self._contenido.name + EXTENSION

    def exists(self) -> bool:
        return self._contenido.exists()

    def stat(self) -> Measured:
        """Raises OSError."""
        return _Medida(len(self._lacre.cabeza) - CABEZA + largo_cifrado(self._contenido.stat().st_size))

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Raises OSError."""
        previa, cabeza = self._lacre.cabeza[:-CABEZA], self._lacre.cabeza[-CABEZA:]
        cifrado = LectorCifrante(self._contenido.open(mode), self._lacre.secreto, cabeza)
        return io.BufferedReader(_Pegado(previa, cifrado), buffer_size=1 << 16)


class EnMemoria:
    """A small content under a name, to be read where a path is."""

    def __init__(self, name: str, contenido: bytes) -> None:
        self.name, self._contenido = name, contenido

    def exists(self) -> bool:
        return True

    def stat(self) -> Measured:
        return _Medida(len(self._contenido))

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        return io.BytesIO(self._contenido)


class Abierto:
    """The content of an envelope on this disk, deciphered while it is read: nothing plain is ever written.

    ``name`` is that of the content. Made by ``abrir``.
    """

    def __init__(self, ruta: Path, secreto: bytes, desde: int) -> None:
        self._ruta, self._secreto, self._desde = ruta, secreto, desde

    @property
    def name(self) -> str:
        return self._ruta.name.removesuffix(EXTENSION)

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Raises OSError, Alterado among them."""
        fuente = self._ruta.open(mode)
        try:
            return io.BufferedReader(Lector(_Resto(fuente, self._desde), self._secreto), buffer_size=1 << 16)  # type: ignore[arg-type]  # a raw reader
        except BaseException:
            fuente.close()
            raise


def abrir(ruta: Path, llave: LlaveDeSobres) -> tuple[Abierto, str]:
    """The content of an envelope, and its SHA-256; looked at whole, so that reading it later meets no surprise.

    Raises UserError where it is no envelope, is another office's, or was changed or cut short; OSError.
    """
    with ruta.open("rb") as archivo:
        secreto, desde = _desenvolver(archivo, llave)
    abierto, huella = Abierto(ruta, secreto, desde), hashlib.sha256()
    try:
        with abierto.open("rb") as contenido:
            while trozo := contenido.read(1 << 20):
                huella.update(trozo)
    except Alterado as error:
        raise UserError(_ALTERADO) from error
    return abierto, huella.hexdigest()


def cuerpo(contenido: bytes, secreto: bytes) -> bytes:
    """What follows the heads of the envelopes of one content, the same for all to whom it goes. ``secreto``: made for
    this content alone.
    """
    lector = LectorCifrante(io.BytesIO(contenido), secreto, nueva_cabeza())
    with io.BufferedReader(lector, buffer_size=1 << 20) as cifrado:
        return cifrado.read()


def cabeza_para(publica: bytes, secreto: bytes) -> bytes:
    """How the envelope begins that opens with the private half of ``publica``; before ``cuerpo`` it is whole.

    Raises UserError where it is no key to seal to.
    """
    from supervisor_app.cifrado import oficina  # noqa: PLC0415 - loads the library of certificates

    huella, envuelta = oficina.sellar(publica, secreto)
    return _FIJA.pack(MAGIA, VERSION, bytes.fromhex(huella), len(envuelta)) + envuelta


def abrir_octetos(sobre: bytes, llave: LlaveDeSobres) -> bytes:
    """The content of an envelope. Raises UserError where it is none, is another key's, or was changed or cut short."""
    archivo = io.BytesIO(sobre)
    secreto, desde = _desenvolver(archivo, llave)
    try:
        with io.BufferedReader(Lector(_Resto(archivo, desde), secreto), buffer_size=1 << 16) as contenido:  # type: ignore[arg-type]  # a raw reader
            return contenido.read()
    except Alterado as error:
        raise UserError(_ALTERADO) from error


def _desenvolver(archivo: BinaryIO, llave: LlaveDeSobres) -> tuple[bytes, int]:
    """The content's key and where the content begins."""
    fija = archivo.read(_FIJA.size)
    if len(fija) != _FIJA.size:
        raise UserError(_NO_ES)
    magia, version, huella, largo = _FIJA.unpack(fija)
    if magia != MAGIA or version < 1 or largo > _ENVUELTA_MAXIMA:
        raise UserError(_NO_ES)
    if version > VERSION:
        raise UserError("El sobre lo hizo una versión más nueva de la aplicación. Instálela para abrirlo.")
    if huella.hex() != llave.huella:
        raise UserError(
            f"El sobre está sellado para otra llave (SHA-256 {huella.hex()[:16]}…), no para la que se indicó "
            f"({llave.huella[:16]}…). Ábralo con la llave privada que le corresponde."
        )
    envuelta = archivo.read(largo)
    try:
        secreto = llave.abrir(envuelta)
    except UserError as error:
        raise UserError(_ALTERADO) from error
    if len(secreto) != LARGO:
        raise UserError(_ALTERADO)
    return secreto, _FIJA.size + largo


class _Pegado(io.RawIOBase):
    """Some bytes, and after them what a reader has."""

    def __init__(self, previa: bytes, resto: LectorCifrante) -> None:
        self._previa, self._resto, self._lugar = previa, resto, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._lugar

    def seek(self, lugar: int, desde: int = io.SEEK_SET) -> int:
        if desde == io.SEEK_END:
            nuevo = len(self._previa) + self._resto.seek(0, io.SEEK_END) + lugar
        else:
            nuevo = lugar + (self._lugar if desde == io.SEEK_CUR else 0)
        if nuevo < 0:
            raise ValueError("before the beginning")
        self._lugar = nuevo
        return nuevo

    def readinto(self, donde: Buffer, /) -> int:
        destino = memoryview(donde).cast("B")
        if self._lugar < len(self._previa):
            dicho = self._previa[self._lugar : self._lugar + len(destino)]
            destino[: len(dicho)] = dicho
            leidos = len(dicho)
        else:
            self._resto.seek(self._lugar - len(self._previa))
            leidos = self._resto.readinto(destino)
        self._lugar += leidos
        return leidos

    def close(self) -> None:
        if not self.closed:
            self._resto.close()
        super().close()


class _Resto:
    """A file from some place on, as if it began there: what ``Lector`` asks of one."""

    def __init__(self, archivo: BinaryIO, desde: int) -> None:
        self._archivo, self._desde = archivo, desde

    def seek(self, lugar: int, desde: int = io.SEEK_SET) -> int:
        nuevo = self._archivo.seek(lugar + (self._desde if desde == io.SEEK_SET else 0), desde)
        return max(0, nuevo - self._desde)

    def read(self, cuantos: int = -1) -> bytes:
        return self._archivo.read(cuantos)

    def close(self) -> None:
        self._archivo.close()
