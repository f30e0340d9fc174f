"""Serves a ``Disco`` by FUSE and takes a picture of what a power cut would leave, at every moment that matters.

    python -m tests.tortura.montaje BASE MOUNT PICTURES SEED

A picture is taken after every flush and at every acknowledgement (the strict cut), and at random moments (the other
kind). What the program under test writes into «/.acuses» is an acknowledgement: FUSE serves one call at a time, so its
place among the flushes is certain. ``leer_fotos`` gives the pictures back. Needs mfusepy and libfuse (`make torture`).
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.tortura.disco_olvidadizo import Arbol, Archivo, Carpeta, Disco

ACUSES = "/.acuses"
_AL_AZAR = 0.25
"""How often a call that changes something is followed by a random cut."""


@dataclass(frozen=True)
class Foto:
    """What one cut leaves, and what had been acknowledged before it."""

    por: str
    acuses: tuple[str, ...]
    arbol: dict[str, str | None]
    """Path -> SHA-256 of the content in the pool; None for a folder."""


class Camara:
    """Keeps pictures in a folder; the same picture with the same acknowledgements is kept once."""

    def __init__(self, carpeta: Path, disco: Disco, azar: Random) -> None:
        self._carpeta, self._disco, self._azar = carpeta, disco, azar
        self._vistas: set[str] = set()
        self.acuses: list[str] = []
        (carpeta / "contenidos").mkdir(parents=True)

    def estricta(self, por: str) -> None:
        self._guardar(por, self._disco.tras_el_corte())

    def quiza(self, por: str) -> None:
        if self._azar.random() < _AL_AZAR:
            self._guardar(f"azar, {por}", self._disco.tras_el_corte(self._azar))

    def _guardar(self, por: str, arbol: Arbol) -> None:
        nombres = {ruta: None if dato is None else self._contenido(dato) for ruta, dato in arbol.items()}
        foto = json.dumps([self.acuses, nombres])
        if foto not in self._vistas:
            self._vistas.add(foto)
            with (self._carpeta / "fotos.jsonl").open("a", encoding="utf-8") as salida:
                salida.write(json.dumps({"por": por, "acuses": self.acuses, "arbol": nombres}) + "\n")

    def _contenido(self, dato: bytes) -> str:
        sha256 = hashlib.sha256(dato).hexdigest()
        lugar = self._carpeta / "contenidos" / sha256
        if not lugar.exists():
            lugar.write_bytes(dato)
        return sha256


class Servicio:
    """The calls of FUSE over a ``Disco``."""

    use_ns = True

    def __init__(self, disco: Disco, camara: Camara) -> None:
        self._disco, self._camara = disco, camara
        self._abiertos: dict[int, Archivo] = {}
        self._ultimo = 0

    def _abrir(self, archivo: Archivo) -> int:
        self._ultimo += 1
        self._abiertos[self._ultimo] = archivo
        return self._ultimo

    def getattr(self, path: str, fh: int | None = None) -> dict[str, int]:
        nodo = self._abiertos[fh] if fh in self._abiertos else self._disco.nodo(path)
        clase, tamano = (
            (stat.S_IFDIR | 0o755, 0) if isinstance(nodo, Carpeta) else (stat.S_IFREG | 0o644, len(nodo.vivo))
        )
        quien = {"st_uid": os.getuid(), "st_gid": os.getgid()}
        return {"st_mode": clase, "st_size": tamano, "st_nlink": 1, **quien}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *self._disco.carpeta(path).vivo]

    def mkdir(self, path: str, mode: int) -> None:
        self._disco.hacer_carpeta(path)
        self._camara.quiza(f"mkdir {path}")

    def rmdir(self, path: str) -> None:
        self._disco.borrar(path)

    def create(self, path: str, mode: int, fi: object = None) -> int:
        if path == ACUSES:
            return self._abrir(Archivo())
        archivo = self._disco.crear(path)
        self._camara.quiza(f"create {path}")
        return self._abrir(archivo)

    def open(self, path: str, flags: int) -> int:
        archivo = self._disco.archivo(path)
        if flags & os.O_TRUNC:
            archivo.cortar(0)
        return self._abrir(archivo)

    def release(self, path: str, fh: int) -> None:
        self._abiertos.pop(fh, None)

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._abiertos[fh].vivo[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        if path == ACUSES:
            self._camara.acuses += data.decode().split("\n")[:-1]
            self._camara.estricta("acuse")
        else:
            self._abiertos[fh].escribir(data, offset)
            self._camara.quiza(f"write {path}")
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        archivo = self._abiertos[fh] if fh in self._abiertos else self._disco.archivo(path)
        archivo.cortar(length)
        self._camara.quiza(f"truncate {path}")

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        self._abiertos[fh].afirmar()
        self._camara.estricta(f"fsync {path}")

    def fsyncdir(self, path: str, datasync: int, fh: int) -> None:
        self._disco.afirmar_carpeta(path)
        self._camara.estricta(f"fsync {path}/")

    def unlink(self, path: str) -> None:
        self._disco.borrar(path)
        self._camara.quiza(f"unlink {path}")

    def link(self, target: str, source: str) -> None:
        self._disco.enlazar(source, target)
        self._camara.quiza(f"link {target}")

    def rename(self, old: str, new: str) -> None:
        self._disco.renombrar(old, new)
        self._camara.quiza(f"rename {new}")

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 22, "f_bfree": 1 << 21, "f_bavail": 1 << 21}

    def chmod(self, path: str, mode: int) -> None:
        """Rights do not matter to the model."""

    def utimens(self, path: str, times: Any = None) -> None:
        """Nor do times."""


def cargar(base: Path) -> Disco:
    """A disk on which everything under ``base`` has stood for long."""
    disco = Disco()
    for uno in sorted(base.rglob("*")):
        ruta = "/" + uno.relative_to(base).as_posix()
        if uno.is_dir():
            disco.hacer_carpeta(ruta)
        else:
            disco.crear(ruta).escribir(uno.read_bytes(), 0)
    disco.afirmar_todo()
    return disco


def leer_fotos(carpeta: Path) -> Iterator[Foto]:
    """The pictures that a mount took, in order."""
    for linea in (carpeta / "fotos.jsonl").read_text(encoding="utf-8").splitlines():
        leida = json.loads(linea)
        yield Foto(leida["por"], tuple(leida["acuses"]), leida["arbol"])


def revelar(foto: Foto, carpeta: Path, destino: Path) -> None:
    """Lay what a picture shows out as files."""
    destino.mkdir()
    for ruta, sha256 in foto.arbol.items():
        lugar = destino / ruta.lstrip("/")
        if sha256 is None:
            lugar.mkdir(exist_ok=True)
        else:
            lugar.write_bytes((carpeta / "contenidos" / sha256).read_bytes())


def main() -> None:
    import mfusepy

    base, punto, fotos = (Path(uno) for uno in sys.argv[1:4])
    disco = cargar(base)
    camara = Camara(fotos, disco, Random(int(sys.argv[4])))
    camara.estricta("principio")
    # hard_remove: what is deleted while open is gone, not kept under a hidden name.
    mfusepy.FUSE(Servicio(disco, camara), str(punto), foreground=True, nothreads=True, hard_remove=True)


if __name__ == "__main__":
    main()
