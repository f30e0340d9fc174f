"""What is about to be sent to an S3 store, known before the first byte leaves: its digests, whole and part by part.

It must never send bytes that are not the ones it took the digests of: an object appears the moment its last byte is
there.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from supervisor_app.durable import Readable
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes import fallas
from supervisor_app.exchange.transportes.conexion_http import PIEZA, Cuerpo
from supervisor_app.exchange.transportes.por_partes import trozos

ENTERO = 8 << 20
"""Up to this size, in bytes, content travels in one request."""
_PARTE_MINIMA = 5 << 20  # what S3 demands of every part but the last
_PARTES = 10_000  # and the most parts it takes
_MIB = 1 << 20


def tamano_de_parte(tamano: int) -> int:
    """Always the same for the same size, so that whoever goes on cuts where it was cut before."""
    return max(_PARTE_MINIMA, -(-tamano // (_PARTES * _MIB)) * _MIB)


@dataclass(frozen=True)
class Parte:
    """A stretch of the content, from 1 on."""

    numero: int
    tamano: int
    md5: str
    sha256: str

    @property
    def content_md5(self) -> str:
        return base64.b64encode(bytes.fromhex(self.md5)).decode("ascii")


@dataclass(frozen=True)
class Contenido:
    """What one ``put_atomic`` was asked for, read once. ``partes``: a single one up to ``ENTERO`` bytes."""

    clave: str
    origen: Readable | bytes
    sha256: str
    tamano: int
    pulso: Pulso
    partes: tuple[Parte, ...]

    @property
    def nombre(self) -> str:
        return self.clave.rpartition("/")[2]

    @property
    def etag(self) -> str:
        """What a store answers that names objects by the MD5 of what it keeps; others answer something else."""
        if len(self.partes) == 1:
            return self.partes[0].md5
        juntos = b"".join(bytes.fromhex(parte.md5) for parte in self.partes)
        return f"{hashlib.md5(juntos, usedforsecurity=False).hexdigest()}-{len(self.partes)}"


def leer(clave: str, origen: Readable | bytes, sha256: str, tamano: int, pulso: Pulso) -> Contenido:
    """Take the digests. EnvironmentProblem where it is not what was announced or cannot be read."""
    huella, partes = hashlib.sha256(), list[Parte]()
    lector = _Lector(origen)
    cada = tamano if tamano <= ENTERO else tamano_de_parte(tamano)
    while not partes or sum(parte.tamano for parte in partes) < tamano:
        md5, sha, largo = hashlib.md5(usedforsecurity=False), hashlib.sha256(), 0
        for trozo in lector.tomar(cada):
            pulso(0)
            for una in (huella, md5, sha):
                una.update(trozo)
            largo += len(trozo)
        partes.append(Parte(len(partes) + 1, largo, md5.hexdigest(), sha.hexdigest()))
        if largo < cada:
            break
    if sum(parte.tamano for parte in partes) != tamano or huella.hexdigest() != sha256 or not lector.agotado():
        raise fallas.origen_danado()
    return Contenido(clave, origen, sha256, tamano, pulso, tuple(partes))


class Envio:
    """The content a second time, part by part and in order."""

    def __init__(self, contenido: Contenido) -> None:
        self._contenido, self._lector = contenido, _Lector(contenido.origen)

    def cuerpo(self, parte: Parte) -> Cuerpo:
        return Cuerpo(self._vigilados(parte), parte.tamano)

    def saltar(self, parte: Parte) -> None:
        """It is there already."""
        for _ in self._lector.tomar(parte.tamano):
            self._contenido.pulso(0)
        self._contenido.pulso(parte.tamano)

    def _vigilados(self, parte: Parte) -> Iterator[bytes]:
        """The last piece is held back until it is certain that nothing changed since the digests were taken."""
        huella, quedan = hashlib.sha256(), parte.tamano
        for trozo in self._lector.tomar(parte.tamano):
            huella.update(trozo)
            quedan -= len(trozo)
            if not quedan and huella.hexdigest() != parte.sha256:
                break
            yield trozo
            self._contenido.pulso(len(trozo))
        if quedan or huella.hexdigest() != parte.sha256:
            raise fallas.origen_danado()


class _Lector:
    """Content in pieces, cut where somebody asks for it."""

    def __init__(self, origen: Readable | bytes) -> None:
        self._trozos, self._resto = trozos(origen), b""

    def tomar(self, cuantos: int) -> Iterator[bytes]:
        while cuantos:
            trozo = self._resto or next(self._trozos, b"")
            if not trozo:
                return
            trozo, self._resto = trozo[:cuantos], trozo[cuantos:]
            cuantos -= len(trozo)
            for inicio in range(0, len(trozo), PIEZA):
                yield trozo[inicio : inicio + PIEZA]

    def agotado(self) -> bool:
        self._resto = self._resto or next(self._trozos, b"")
        return not self._resto
