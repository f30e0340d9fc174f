"""Two processes on one folder, and processes that die: nothing acknowledged is ever lost.

A kill proves nothing about a power cut (it passes even without flushing); that FULL is on is asserted apart.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import BASE, Almacen
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


def test_a_window_waits_for_another_that_is_making_the_same_folder(datos: Path) -> None:
    """The change of journal is refused at once while anybody reads, however long the store is willing to wait."""
    datos.mkdir()
    otra = sqlite.connect(str(datos / BASE), isolation_level=None)
    otra.execute("create table recien_hecha (x)")
    otra.execute("begin")
    otra.execute("select * from recien_hecha").fetchall()
    errores: list[EnvironmentProblem] = []

    def abrir() -> None:
        try:
            Almacen(datos, ahora=AHORA).cerrar()
        except EnvironmentProblem as problema:
            errores.append(problema)

    ventana = Thread(target=abrir)
    ventana.start()
    ventana.join(0.3)
    otra.close()
    ventana.join()
    assert errores == []
