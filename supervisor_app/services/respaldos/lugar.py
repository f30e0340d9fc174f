"""A place where backups stand: a folder for each, and one store of contents that all of them share.

A name here is whole or not there: everything is written under a temporary name first. When in doubt nothing is let go:
while one backup cannot say what it holds, no content is deleted. It must never follow a link out of the place.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.respaldos import manifiesto as escritura
from supervisor_app.services.respaldos.manifiesto import Manifiesto
from supervisor_app.services.respaldos.piezas import hacer_carpeta
from supervisor_app.store.cerrojos import Cerrojo

MARCA, CONTENIDOS, RETIRADOS, CANDADO = "LUGAR.json", "contenidos", "retirados.json", "lugar.lock"
DENTRO = "respaldos-supervision"
"""The folder that is made in a chosen one; in it each data folder has a place of its own."""
_JUEGO = re.compile(r"\d{8}-\d{6}-(\d{4,9})")
_LEEME = (
    "Respaldos de la aplicación de supervisión. No cambie ni borre nada aquí: varios respaldos comparten archivos.\n"
    "Para recuperarlos: Ajustes, «Respaldos…», o la orden «supervisor-app respaldos listar --en CARPETA».\n"
)


@dataclass(frozen=True)
class Juego:
    """One backup of a place. Without ``manifiesto`` it cannot be used, and ``falla`` says why."""

    lugar: Lugar
    ruta: Path
    numero: int
    manifiesto: Manifiesto | None
    falla: str = ""

    @property
    def id(self) -> str:
        """How people and commands name it: «20261121-195500-0012»."""
        return self.ruta.name


@dataclass(frozen=True)
class Lugar:
    """``propio``: the one inside the data folder, on the same disk."""

    raiz: Path
    propio: bool = False

    @property
    def nombre(self) -> str:
        return "este equipo" if self.propio else str(self.raiz.parent.parent)

    # --- what stands there ----------------------------------------------------------------------------------------

    def id(self) -> str:
        """Sixteen hex digits that tell this place from others; empty where it is none. Raises OSError."""
        dicho = self._dicho(MARCA)
        lugar = dicho.get("lugar") if isinstance(dicho, dict) else None
        return lugar if isinstance(lugar, str) and re.fullmatch(r"[0-9a-f]{16}", lugar) else ""

    def juegos(self) -> tuple[Juego, ...]:
        """The backups, the newest first. Raises OSError where the place cannot be read."""
        return tuple(self._juego(carpeta, numero) for numero, carpeta in self._carpetas())

    def ultimo(self) -> Manifiesto | None:
        """The newest that has everything and can say so; the manifests of the others are not read. Raises OSError."""
        manifiestos = (self._juego(carpeta, numero).manifiesto for numero, carpeta in self._carpetas())
        return next((m for m in manifiestos if m is not None and m.completo), None)

    def _carpetas(self) -> list[tuple[int, Path]]:
        if not self.raiz.is_dir():
            return []
        hallados = [(int(n[1]), c) for c in self.raiz.iterdir() if (n := _JUEGO.fullmatch(c.name))]
        return sorted(((n, c) for n, c in hallados if c.is_dir() and not c.is_symlink()), reverse=True)

    def _juego(self, carpeta: Path, numero: int) -> Juego:
        try:
            m = escritura.leer(carpeta)
        except UserError as error:
            return Juego(self, carpeta, numero, None, error.message)
        if m.numero != numero:
            return Juego(self, carpeta, numero, None, "El respaldo no es el que dice su nombre.")
        return Juego(self, carpeta, numero, m)

    def guardados(self) -> Mapping[str, int]:
        """The contents of the store: SHA-256 -> bytes. Raises OSError."""
        hallados: dict[str, int] = {}
        with contextlib.suppress(FileNotFoundError):
            for grupo in os.scandir(self.raiz / CONTENIDOS):
                if len(grupo.name) == 2 and grupo.is_dir(follow_symlinks=False):
                    with contextlib.suppress(FileNotFoundError):
                        hallados |= {e.name: e.stat(follow_symlinks=False).st_size for e in os.scandir(grupo.path)}
        return {n: b for n, b in hallados.items() if len(n) == 64}

    def contenido(self, sha256: str) -> Path:
        return self.raiz / CONTENIDOS / sha256[:2] / sha256

    def retirados(self) -> frozenset[str]:
        """SHA-256 of contents of this place that were blacked out for good and let go from here too (ADR 0010)."""
        dicho = self._dicho(RETIRADOS)
        return frozenset(str(s) for s in dicho) if isinstance(dicho, list) else frozenset()

    def _dicho(self, nombre: str) -> object:
        """A file of the place that says something; None where it says nothing that can be understood."""
        try:
            return json.loads((self.raiz / nombre).read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
            return None

    def faltas(self, juego: Juego, guardados: Mapping[str, int]) -> tuple[str, ...]:
        """What of a backup is missing or has another size, at a glance; nothing is read."""
        m = juego.manifiesto
        if m is None:
            return (juego.falla,)
        faltan = [n for n, p in m.sueltos.items() if _bytes(juego.ruta / n) != p.bytes]
        retirados = self.retirados()
        faltan += [
            n for n, p in m.contenidos.items() if guardados.get(p.sha256) != p.bytes and p.sha256 not in retirados
        ]
        return tuple(f"Falta «{n}» o no está completo." for n in faltan)

    def ocupa(self) -> int:
        """Bytes of everything in the place, each shared content once. Raises OSError."""
        propios = sum(sum(p.bytes for p in j.manifiesto.sueltos.values()) for j in self.juegos() if j.manifiesto)
        return propios + sum(self.guardados().values())

    # --- changing it ----------------------------------------------------------------------------------------------

    @contextmanager
    def tomado(self) -> Iterator[None]:
        """Alone in the place; what a broken run left is cleared away first. The one of the data folder is made.

        Raises EnvironmentProblem where another window is at work in it, OSError where the folder refuses.
        """
        if self.propio:
            hacer_carpeta(self.raiz, self.raiz.parent)
        candado = Cerrojo(self.raiz / CANDADO)
        if not _intentar(candado):
            raise EnvironmentProblem(
                "Otra ventana está respaldando en este momento. Espere un poco y vuelva a intentar.",
                action="Reintentar",
            )
        try:
            self._preparar()
            yield
        finally:
            candado.soltar()

    def _preparar(self) -> None:
        for resto in self.raiz.iterdir():
            if durable.PART_NAME.search(resto.name):
                _borrar(resto)
        if not self.id():
            self.marcar(secrets.token_hex(8))

    def marcar(self, lugar: str) -> None:
        """Write the mark by which this place is found again under another letter."""
        dicho = {"tipo": "supervisor-app/lugar-de-respaldos", "lugar": lugar}
        durable.write_atomic(self.raiz / "LEEME.txt", _LEEME.encode("utf-8-sig"))
        durable.write_atomic(self.raiz / MARCA, json.dumps(dicho).encode())

    def nombre_nuevo(self, ahora: datetime) -> tuple[int, Path]:
        """The number and the folder of the next backup; numbers only go up, whatever the clock says."""
        numero = 1 + max((n for n, _ in self._carpetas()), default=0)
        return numero, self.raiz / f"{ahora:%Y%m%d-%H%M%S}-{numero:04d}"

    def soltar(self, juegos: Iterable[Juego]) -> None:
        """Let backups go, and then the contents that no other one holds. The caller holds the place."""
        for juego in juegos:
            # Under a temporary name at once: half a backup is never seen.
            aparte = juego.ruta.with_name(durable.part_name(juego.ruta.name))
            durable.replace(juego.ruta, aparte)
            _borrar(aparte)
        self.soltar_contenidos()

    def soltar_contenidos(self) -> None:
        """Delete the contents that no backup holds. None while a backup cannot say what it holds."""
        quedan = self.juegos()
        if any(j.manifiesto is None for j in quedan):
            return
        citados = {p.sha256 for j in quedan if j.manifiesto for p in j.manifiesto.contenidos.values()}
        for sha256 in self.guardados().keys() - (citados - self.retirados()):
            self.contenido(sha256).unlink(missing_ok=True)
        for resto in (self.raiz / CONTENIDOS).glob("*.part-*"):
            _borrar(resto)

    def retirar(self, nombres: Iterable[str], presentes: Manifiesto) -> None:
        """Let contents that were blacked out go from every backup here, for good; ``nombres``: how they were called.

        Not what the data folder holds again, as its last backup ``presentes`` says: another visit has it since.
        """
        manifiestos = [j.manifiesto for j in self.juegos() if j.manifiesto]
        idos = {m.contenidos[n].sha256 for n in nombres for m in manifiestos if n in m.contenidos}
        antes = self.retirados()
        ahora = (antes | idos) - {p.sha256 for p in presentes.contenidos.values()}
        if ahora != antes:
            durable.write_atomic(self.raiz / RETIRADOS, json.dumps(sorted(ahora)).encode())
        self.soltar_contenidos()


def _intentar(candado: Cerrojo) -> bool:
    try:
        return candado.intentar(exclusivo=True)
    except EnvironmentProblem:
        # A share without locks: two laptops have places of their own there, and one window of each asks at a time.
        return True


def _borrar(ruta: Path) -> None:
    if ruta.is_dir() and not ruta.is_symlink():
        shutil.rmtree(ruta)
    else:
        ruta.unlink(missing_ok=True)


def _bytes(ruta: Path) -> int | None:
    try:
        return ruta.stat().st_size
    except OSError:
        return None
