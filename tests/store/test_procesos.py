"""Two processes on one folder, and processes that die: nothing acknowledged is ever lost.

A kill proves nothing about a power cut (it passes even without flushing); that FULL is on is asserted apart.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.store.almacen import Almacen
from tests.store.escritor import visita_de
from tests.visita_ficticia import AHORA

RAIZ = Path(__file__).parents[2]
Lanzar = Callable[[str, int], "subprocess.Popen[str]"]


@pytest.fixture
def lanzar(datos: Path) -> Lanzar:
    def uno(quien: str, cuantas: int) -> subprocess.Popen[str]:
        orden = [sys.executable, "-m", "tests.store.escritor", str(datos), quien, str(cuantas)]
        return subprocess.Popen(orden, cwd=RAIZ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return uno


def renglones(datos: Path, quien: str) -> set[int]:
    """The rows of that writer that are on disk, in a database with nothing wrong."""
    with Almacen(datos, ahora=AHORA) as almacen:
        assert almacen.comprobar() == ()
        e = almacen.expediente(visita_de(quien))
        return {f.orden for f in e.filas.values()} if e else set()


def test_what_was_acknowledged_is_there_after_a_kill(datos: Path, lanzar: Lanzar) -> None:
    confirmados: set[int] = set()
    for leidos in (1, 7, 40, 3, 90):
        proceso = lanzar("A", 100_000)
        assert proceso.stdout is not None
        confirmados |= {int(proceso.stdout.readline()) for _ in range(leidos)}
        proceso.kill()
        # What was written to the pipe before the kill counts too.
        resto, _ = proceso.communicate()
        confirmados |= {int(linea) for linea in resto.splitlines(keepends=True) if linea.endswith("\n")}
        assert confirmados <= renglones(datos, "A")


def test_two_processes_that_write_at_once_lose_nothing(datos: Path, lanzar: Lanzar) -> None:
    procesos = {quien: lanzar(quien, 150) for quien in ("A", "B")}
    salidas = {quien: proceso.communicate(timeout=60) for quien, proceso in procesos.items()}
    assert [error for _, error in salidas.values()] == ["", ""]
    assert (renglones(datos, "A"), renglones(datos, "B")) == (set(range(150)), set(range(150)))


def test_many_processes_that_open_a_new_folder_at_once_make_one_store(datos: Path, lanzar: Lanzar) -> None:
    procesos = {quien: lanzar(quien, 1) for quien in "ABCD"}
    errores = [proceso.communicate(timeout=60)[1] for proceso in procesos.values()]
    assert errores == ["", "", "", ""]


def test_windows_that_open_a_new_folder_in_the_same_instant_all_open_it(tmp_path: Path) -> None:
    orden = [sys.executable, "-m", "tests.store.carrera", str(tmp_path), "60"]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, check=True)
    assert (hecho.stdout, hecho.stderr) == ("", "")
