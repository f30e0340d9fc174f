"""Files as ciphertext that is written and read in pieces, in Tink's format AES256_GCM_HKDF_1MB (streaming AEAD).

A published format and not one of ours: whoever has the key reads a file with Tink and without this application. A piece
that was changed, moved, cut off or put in from another file is refused when it is read. It must never give out a byte
that was not authenticated, nor use a nonce twice: what was enciphered is never written again.

Format (Tink wire format, "AES-GCM-HKDF streaming AEAD"): ``40 · salt[32] · prefix[7]`` and then segments, of which the
ciphertext fills 1 MiB with the header counted to the first; key of the file = HKDF-SHA256(key, salt); nonce =
prefix · number (32 bits, big-endian) · 1 in the last segment, else 0; 16 bytes of tag each.
"""

from __future__ import annotations

import errno
import io
import secrets
import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from supervisor_app.cifrado.llave import LARGO, Llave, derivar

if TYPE_CHECKING:
    from types import TracebackType

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from typing_extensions import Buffer

TROZO = 1 << 20
_SAL, _PREFIJO, _SELLO = LARGO, 7, 16
CABEZA = 1 + _SAL + _PREFIJO
_PRIMERO, _OTROS = TROZO - CABEZA - _SELLO, TROZO - _SELLO
EXTENSION = ".cifrado"


class Alterado(OSError):
    """What is on disk is not what was written with this key: damaged, changed, cut short, or of another folder."""

    def __init__(self, que: str) -> None:
        super().__init__(errno.EIO, que)


def cifrar(clave: bytes, contenido: bytes) -> bytes:
    """The whole ciphertext of what fits in memory."""
    salida = io.BytesIO()
    with Escritor(salida, clave) as archivo:
        archivo.write(contenido)
    return salida.getvalue()


def descifrar(clave: bytes, cifrado: bytes) -> bytes:
    """The content. Raises Alterado."""
    return Lector(io.BytesIO(cifrado), clave).read()


def largo_claro(largo_cifrado: int) -> int:
    """Bytes of the content of a ciphertext of so many bytes. Raises Alterado for a length that none has."""
    segmentos = max(1, -(-largo_cifrado // TROZO))
    claro = largo_cifrado - CABEZA - segmentos * _SELLO
    # Only the single segment of an empty content holds nothing.
    if claro < 0 or (segmentos > 1 and largo_cifrado - (segmentos - 1) * TROZO <= _SELLO):
        raise Alterado("the ciphertext is cut short")
    return claro


def _cifrador(clave: bytes, sal: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - a plain folder never needs it

    return AESGCM(derivar(clave, b"", sal=sal))


def _nonce(prefijo: bytes, numero: int, *, ultimo: bool) -> bytes:
    return prefijo + struct.pack(">IB", numero, ultimo)


class Escritor(io.BufferedIOBase):
    """Enciphers what is written to it into ``salida``. Close it: without the last segment nothing can be read.

    ``con_vuelta`` it may be written back to what was not sealed yet (a ZIP mends the header of an entry when the entry
    ends): all stays in memory until ``sellar`` says that nothing so far changes any more. Else segments leave as they
    fill.
    """

    def __init__(self, salida: BinaryIO, clave: bytes, *, con_vuelta: bool = False) -> None:
        """``salida`` is not closed."""
        cabeza = nueva_cabeza()
        self._gcm, self._prefijo = _cifrador(clave, cabeza[1 : 1 + _SAL]), cabeza[1 + _SAL :]
        self._salida, self._con_vuelta = salida, con_vuelta
        self._pendiente = bytearray()
        self._base = 0  # place, in the content, of the first byte that is pending
        self._lugar = 0
        self._numero = 0
        salida.write(cabeza)

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._con_vuelta

    def tell(self) -> int:
        return self._lugar

    def seek(self, lugar: int, desde: int = io.SEEK_SET) -> int:
        """Raises ValueError where that place was sealed, or lies behind the end."""
        nuevo = lugar + {io.SEEK_SET: 0, io.SEEK_CUR: self._lugar, io.SEEK_END: self._fin}[desde]
        if not self._base <= nuevo <= self._fin:
            raise ValueError("that place was sealed or is behind the end")
        self._lugar = nuevo
        return nuevo

    @property
    def _fin(self) -> int:
        return self._base + len(self._pendiente)

    def write(self, datos: Buffer, /) -> int:
        octetos = memoryview(datos).cast("B")
        desde = self._lugar - self._base
        self._pendiente[desde : desde + len(octetos)] = octetos
        self._lugar += len(octetos)
        if not self._con_vuelta:
            self.sellar()
        return len(octetos)

    def sellar(self) -> None:
        """What was written so far changes no more: whole segments leave."""
        # The last segment is known only at the end: one that is just full waits for a byte behind it.
        while len(self._pendiente) > self._medida:
            self._sacar(self._medida, ultimo=False)

    @property
    def _medida(self) -> int:
        return _PRIMERO if self._numero == 0 else _OTROS

    def _sacar(self, cuantos: int, *, ultimo: bool) -> None:
        nonce = _nonce(self._prefijo, self._numero, ultimo=ultimo)
        self._salida.write(self._gcm.encrypt(nonce, bytes(self._pendiente[:cuantos]), None))
        del self._pendiente[:cuantos]
        self._base += cuantos
        self._numero += 1

    def close(self) -> None:
        """Write the last segment."""
        if not self.closed:
            try:
                self.sellar()
                self._sacar(len(self._pendiente), ultimo=True)
            finally:
                super().close()

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        """After a failure there is no last segment, and what was written can be read by nobody."""
        if tipo is None:
            self.close()
        else:
            super().close()


class Lector(io.RawIOBase):
    """Reads a ciphertext as if it were the content, from any place. Raises Alterado where it was not written so.

    It closes ``fuente`` with itself.
    """

    def __init__(self, fuente: BinaryIO, clave: bytes) -> None:
        self._fuente = fuente
        self._cifrado = fuente.seek(0, io.SEEK_END)
        self._largo = largo_claro(self._cifrado)
        fuente.seek(0)
        cabeza = fuente.read(CABEZA)
        if len(cabeza) != CABEZA or cabeza[0] != CABEZA:
            raise Alterado("not a ciphertext of this format")
        self._gcm = _cifrador(clave, cabeza[1 : 1 + _SAL])
        self._prefijo = cabeza[1 + _SAL :]
        self._ultimo = max(1, -(-self._cifrado // TROZO)) - 1
        self._lugar = 0
        self._abierto: tuple[int, bytes] | None = None
        if self._largo == 0:
            self._segmento(0)  # an empty content is authenticated too

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._lugar

    def seek(self, lugar: int, desde: int = io.SEEK_SET) -> int:
        nuevo = lugar + {io.SEEK_SET: 0, io.SEEK_CUR: self._lugar, io.SEEK_END: self._largo}[desde]
        if nuevo < 0:
            raise ValueError("before the beginning")
        self._lugar = nuevo
        return nuevo

    def readinto(self, donde: Buffer, /) -> int:
        destino = memoryview(donde).cast("B")
        if self._lugar >= self._largo or not destino:
            return 0
        numero, dentro = _donde(self._lugar)
        claro = self._segmento(numero)[dentro : dentro + len(destino)]
        destino[: len(claro)] = claro
        self._lugar += len(claro)
        return len(claro)

    def _segmento(self, numero: int) -> bytes:
        """The content of one segment; the last one that was read is kept."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above

        if self._abierto is not None and self._abierto[0] == numero:
            return self._abierto[1]
        inicio = numero * TROZO + (CABEZA if numero == 0 else 0)
        self._fuente.seek(inicio)
        try:
            claro = self._gcm.decrypt(
                _nonce(self._prefijo, numero, ultimo=numero == self._ultimo),
                self._fuente.read((numero + 1) * TROZO - inicio),
                None,
            )
        except (InvalidTag, ValueError) as error:
            raise Alterado("a piece is not what was written") from error
        self._abierto = numero, claro
        return claro

    def close(self) -> None:
        if not self.closed:
            self._abierto = None
            self._fuente.close()
        super().close()


class LectorCifrante(io.RawIOBase):
    """Reads a content as if it were its ciphertext, from any place: whoever wants the ciphertext needs no room for it.

    Under one key it is of one content for ever: ``cabeza`` (of ``nueva_cabeza``) fixes every nonce, so another content
    under the same two would give both away. It closes ``fuente`` with itself.
    """

    def __init__(self, fuente: BinaryIO, clave: bytes, cabeza: bytes) -> None:
        self._fuente, self._cabeza = fuente, cabeza
        self._claro = fuente.seek(0, io.SEEK_END)
        self._largo = largo_cifrado(self._claro)
        self._gcm, self._prefijo = _cifrador(clave, cabeza[1 : 1 + _SAL]), cabeza[1 + _SAL :]
        self._lugar = 0
        self._hecho: tuple[int, bytes] | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._lugar

    def seek(self, lugar: int, desde: int = io.SEEK_SET) -> int:
        nuevo = lugar + {io.SEEK_SET: 0, io.SEEK_CUR: self._lugar, io.SEEK_END: self._largo}[desde]
        if nuevo < 0:
            raise ValueError("before the beginning")
        self._lugar = nuevo
        return nuevo

    def readinto(self, donde: Buffer, /) -> int:
        destino = memoryview(donde).cast("B")
        if self._lugar >= self._largo or not destino:
            return 0
        numero, dentro = divmod(self._lugar, TROZO)
        cifrado = self._segmento(numero)[dentro : dentro + len(destino)]
        destino[: len(cifrado)] = cifrado
        self._lugar += len(cifrado)
        return len(cifrado)

    def _segmento(self, numero: int) -> bytes:
        """One segment as it is written, the head with the first; the last one that was made is kept."""
        if self._hecho is not None and self._hecho[0] == numero:
            return self._hecho[1]
        inicio, medida = (0, _PRIMERO) if numero == 0 else (_PRIMERO + (numero - 1) * _OTROS, _OTROS)
        self._fuente.seek(inicio)
        claro = self._fuente.read(medida)
        if len(claro) != min(medida, self._claro - inicio):
            raise Alterado("the content became shorter while it was read")
        ultimo = inicio + len(claro) == self._claro
        cifrado = self._gcm.encrypt(_nonce(self._prefijo, numero, ultimo=ultimo), claro, None)
        self._hecho = numero, cifrado if numero else self._cabeza + cifrado
        return self._hecho[1]

    def close(self) -> None:
        if not self.closed:
            self._hecho = None
            self._fuente.close()
        super().close()


def nueva_cabeza() -> bytes:
    """How a ciphertext begins: by chance."""
    return bytes([CABEZA]) + secrets.token_bytes(_SAL + _PREFIJO)


def largo_cifrado(largo: int) -> int:
    """Bytes of the ciphertext of a content of so many bytes."""
    segmentos = 1 if largo <= _PRIMERO else 1 - (-(largo - _PRIMERO) // _OTROS)
    return CABEZA + largo + segmentos * _SELLO


def _donde(lugar: int) -> tuple[int, int]:
    """Segment, and place in it, of a byte of the content."""
    if lugar < _PRIMERO:
        return 0, lugar
    mas, dentro = divmod(lugar - _PRIMERO, _OTROS)
    return mas + 1, dentro


class _Medida(NamedTuple):
    st_size: int


class ArchivoCifrado:
    """A ciphertext on disk, to be read where a path is: it has what of ``Path`` reading needs (``durable.Readable``).

    ``ruta`` is the name of the content; on disk it is called so with ``.cifrado`` behind it, unless ``en_disco`` says.
    """

    def __init__(self, ruta: Path, clave: bytes, *, en_disco: Path | None = None) -> None:
        self.ruta, self.en_disco = ruta, en_disco or ruta.with_name(ruta.name + EXTENSION)
        self._clave = clave

    @property
    def name(self) -> str:
        return self.ruta.name

    def exists(self) -> bool:
        return self.en_disco.exists()

    def stat(self) -> _Medida:
        """The size of the content. Raises OSError, Alterado among them."""
        return _Medida(largo_claro(self.en_disco.stat().st_size))

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Raises OSError, Alterado among them."""
        fuente = self.en_disco.open(mode)
        try:
            return io.BufferedReader(Lector(fuente, self._clave), buffer_size=1 << 16)
        except BaseException:
            fuente.close()
            raise

    def read_bytes(self) -> bytes:
        with self.open("rb") as archivo:
            return archivo.read()

    def __str__(self) -> str:
        return str(self.ruta)


def en_disco(ruta: Path, llave: Llave | None) -> Path:
    """Where a file of the data folder that is called so stands: enciphered ones say it in their name."""
    return ruta if llave is None else ruta.with_name(ruta.name + EXTENSION)


def legible(ruta: Path, llave: Llave | None) -> Path | ArchivoCifrado:
    """A file of the data folder, to be read, by its name without ``.cifrado``."""
    return ruta if llave is None else ArchivoCifrado(ruta, llave.archivos)
