"""One operation, cut everywhere: killed at every call that changes the disk, refused there, or without power.

Each way gives the number of points and the violations in words; none is the only good answer. What the start state is
copied from is made once for each operation.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from supervisor_app.errors import EnvironmentProblem, UserError
from tests.tortura import montaje
from tests.tortura.hijos import (
    BIEN,
    FALLO,
    Acusar,
    Fin,
    Hijo,
    NoSePuede,
    Punto,
    en_un_hijo,
    fallar_en,
    matar_en,
    puntos,
    trazar,
)
from tests.tortura.operaciones import Entorno, Operacion

RAIZ = Path(__file__).parents[2]
Dano = Callable[[], None]
"""What a child does first to be worse than the product: for showing that a proof has teeth."""


def sin_dano() -> None:
    """The product as it is."""


@dataclass
class Cuenta:
    """What one proof of one operation found."""

    puntos: int = 0
    cortados: int = 0
    """Of them, where the child did not come to its end."""
    violaciones: list[str] = field(default_factory=list)
    acuses: int = 0
    """How many writes were acknowledged, where that is counted."""


class Taller:
    """One operation in one environment, with its start state, in a folder for work."""

    def __init__(self, op: Operacion, entorno: Entorno, trabajo: Path) -> None:
        self.op, self._entorno, self._trabajo = op, entorno, trabajo
        self._base, self._raiz = trabajo / "base", trabajo / "raiz"
        self._base.mkdir(parents=True)
        fin = en_un_hijo(lambda _: op.preparar(self._base, entorno))
        if fin.codigo != BIEN:
            raise RuntimeError(f"{op.nombre}: its start could not be made: {fin.dicho}")

    def _nueva(self) -> Path:
        shutil.rmtree(self._raiz, ignore_errors=True)
        shutil.copytree(self._base, self._raiz)
        return self._raiz

    def _hacer(self, acusar: Acusar) -> None:
        self.op.hacer(self._raiz, self._entorno, acusar)

    def _revisar(self, raiz: Path, acuses: Sequence[str], *, entera: bool = False) -> str:
        """What is wrong after a cut; empty where nothing is. Done again it is where it did not come to its end."""
        mirar = self.op.mirar if entera else self.op.revisar
        fin = en_un_hijo(lambda _: mirar(raiz, self._entorno, acuses))
        return "" if fin.codigo == BIEN else _ultima(fin.dicho)

    def puntos(self) -> list[Punto]:
        """The calls of a whole run that change something."""
        self._nueva()
        return puntos(self._hacer, self._raiz, self._trabajo / "notas")

    # --- killed -----------------------------------------------------------------------------------------------------

    def matar(self, cuales: Iterable[Punto]) -> Cuenta:
        """SIGKILL on entering each of these calls."""
        cuenta = Cuenta()
        for punto in cuales:
            self._nueva()
            fin = trazar(self._hacer, matar_en(punto))
            self._anotar(cuenta, punto, fin, self._raiz)
        return cuenta

    def _anotar(self, cuenta: Cuenta, punto: Punto, fin: Fin, raiz: Path) -> None:
        cuenta.puntos += 1
        cuenta.cortados += fin.codigo != BIEN
        falta = (
            fin.dicho
            if fin.codigo == FALLO
            else (_en_otra_lengua(fin.dicho) or self._revisar(raiz, fin.acuses, entera=fin.codigo == BIEN))
        )
        if falta:
            cuenta.violaciones.append(f"{punto.llamada} {punto.n} ({punto.que}): {_ultima(falta)}")

    # --- refused ----------------------------------------------------------------------------------------------------

    def negar(self, cuales: Iterable[Punto], error: str, *, siempre: bool = False) -> Cuenta:
        """The system answers ``error`` at each of these calls, once or from then on. What the person reads must be a
        sentence; where it was once, the same process does it again and comes to its end.
        """
        cuenta = Cuenta()
        for punto in cuales:
            if siempre and punto.llamada == "openat":
                continue  # from there on reading would be refused too, which no full disk does
            self._nueva()
            fin = trazar(self._hacer if siempre else self._insistir, fallar_en(punto, error, siempre=siempre))
            self._anotar(cuenta, punto, fin, self._raiz)
        return cuenta

    def _insistir(self, acusar: Acusar) -> None:
        try:
            self._hacer(acusar)
        except (EnvironmentProblem, UserError):
            self._hacer(acusar)

    def a_medias(self) -> Cuenta:
        """Every write of Python takes only a part of what it is given: one byte, half, all but one."""
        cuenta = Cuenta()
        for nombre, parte in (("1", lambda n: 1), ("half", lambda n: (n + 1) // 2), ("n-1", lambda n: max(1, n - 1))):
            self._nueva()

            def hacer(acusar: Acusar, parte: Callable[[int], int] = parte) -> None:
                escribir = os.write
                os.write = lambda fd, dato: escribir(fd, memoryview(dato)[: parte(memoryview(dato).nbytes)])
                self._hacer(acusar)

            fin = en_un_hijo(hacer)
            self._anotar(cuenta, Punto("short write", 0, nombre), fin, self._raiz)
        return cuenta

    # --- without power ------------------------------------------------------------------------------------------------

    def apagar(self, semilla: int, dano: Dano = sin_dano) -> Cuenta:
        """A power cut after each flush, at each acknowledgement and at random moments."""
        fotos, punto = self._trabajo / "fotos", self._trabajo / "punto"
        shutil.rmtree(fotos, ignore_errors=True)
        punto.mkdir(exist_ok=True)

        def hacer(_acusar: Acusar) -> None:
            fd = os.open(f"{punto}{montaje.ACUSES}", os.O_WRONLY | os.O_CREAT)
            dano()
            self.op.hacer(punto, self._entorno, lambda paso: _todo(fd, f"{paso}\n"))

        with montado(self._base, punto, fotos, semilla):
            fin = en_un_hijo(hacer)
        if fin.codigo != BIEN:
            raise RuntimeError(f"{self.op.nombre} on the forgetful disk: {fin.dicho}")
        cuenta = Cuenta()
        for foto in montaje.leer_fotos(fotos):
            cuenta.puntos += 1
            shutil.rmtree(self._raiz, ignore_errors=True)
            montaje.revelar(foto, fotos, self._raiz)
            falta = self._revisar(self._raiz, foto.acuses)
            if falta:
                cuenta.violaciones.append(f"{foto.por}: {falta}")
        return cuenta

    def matar_al_azar(self, veces: int, dormir: Callable[[], float]) -> Cuenta:
        """SIGKILL from outside, after a time that ``dormir`` gives in seconds."""
        cuenta = Cuenta()
        for _ in range(veces):
            self._nueva()
            hijo = Hijo(self._hacer)
            hijo.soltar()
            time.sleep(dormir())
            hijo.matar()
            self._anotar(cuenta, Punto("kill", cuenta.puntos), hijo.esperar(), self._raiz)
        return cuenta


def _en_otra_lengua(dicho: str) -> str:
    """A refusal that speaks the language of the machine."""
    ajenas = ("disk I/O", "error", "Errno", "No space", "Input/output", "database", "denied")
    return f"not a sentence for people: {dicho}" if any(a in dicho for a in ajenas) else ""


def _todo(fd: int, texto: str) -> None:
    os.write(fd, texto.encode())


def _ultima(dicho: str) -> str:
    return dicho.strip().splitlines()[-1].split("Violacion: ")[-1] if dicho.strip() else "it ended without a word"


@contextmanager
def montado(base: Path, punto: Path, fotos: Path, semilla: int) -> Iterator[None]:
    """The forgetful disk with what is under ``base``, mounted at ``punto``; unmounted at the end."""
    orden = [sys.executable, "-m", "tests.tortura.montaje", str(base), str(punto), str(fotos), str(semilla)]
    with subprocess.Popen(orden, cwd=RAIZ) as servicio:
        while not os.path.ismount(punto):
            if servicio.poll() is not None:
                raise NoSePuede("the forgetful disk could not be mounted")
            time.sleep(0.01)
        try:
            yield
        finally:
            subprocess.run(["fusermount3", "-u", str(punto)], check=False, capture_output=True)
            if os.path.ismount(punto):
                subprocess.run(["umount", "-l", str(punto)], check=True)
