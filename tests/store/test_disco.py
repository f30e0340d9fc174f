"""A disk that is full or protected: a sentence, nothing lost, and work goes on once it is mended."""

import os
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import Almacen
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, ITEMS, MUESTRA, expediente, fila


def llenar(libro: Libro) -> EnvironmentProblem:
    """Write notes until the disk refuses; what it said. ``libro.e`` holds what was acknowledged."""
    for n in range(2_000):
        try:
            libro.hacer(comandos.anotar(libro.e, list(ITEMS.values())[n % 9], f"{n} " + "x" * 20_000))
        except EnvironmentProblem as problema:
            return problema
    pytest.fail("the disk never filled up")


@pytest.fixture
def lleno(disco_chico: Path) -> tuple[Path, Libro, EnvironmentProblem]:
    """A full disk with ballast to let go of, the visit on it, and what the store said."""
    lastre = disco_chico / "lastre"
    lastre.write_bytes(bytes(600_000))
    almacen = Almacen(disco_chico / "datos", ahora=AHORA)
    libro = Libro(almacen, expediente())
    return lastre, libro, llenar(libro)


def test_a_full_disk_is_a_sentence_that_says_that_nothing_was_lost(
    lleno: tuple[Path, Libro, EnvironmentProblem],
) -> None:
    _, libro, problema = lleno
    libro.almacen.cerrar()
    assert (problema.action, "Lo ya guardado está a salvo" in problema.message) == ("Liberar espacio", True)


def test_a_full_disk_loses_nothing_that_was_acknowledged(lleno: tuple[Path, Libro, EnvironmentProblem]) -> None:
    _, libro, _ = lleno
    assert libro.en_disco == libro.e
    libro.almacen.cerrar()


def test_writing_goes_on_once_there_is_space(lleno: tuple[Path, Libro, EnvironmentProblem]) -> None:
    lastre, libro, _ = lleno
    lastre.unlink()
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1, True)], "Pegó renglones"))
    assert libro.en_disco == libro.e
    libro.almacen.cerrar()


def test_a_disk_that_was_full_holds_a_whole_database(lleno: tuple[Path, Libro, EnvironmentProblem]) -> None:
    lastre, libro, _ = lleno
    lastre.unlink()
    libro.almacen.cerrar()
    with Almacen(lastre.parent / "datos", ahora=AHORA) as otro:
        assert (otro.comprobar(), otro.expediente(libro.id)) == ((), libro.e)


def test_a_disk_too_small_for_a_new_store_is_a_sentence(disco_chico: Path) -> None:
    (disco_chico / "lastre").write_bytes(bytes(2 * 1024 * 1024 - 80 * 1024))
    with pytest.raises(EnvironmentProblem, match="disco está lleno"):
        Almacen(disco_chico / "datos", ahora=AHORA)


def test_a_protected_disk_is_a_sentence(disco_protegido: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="es de sólo lectura"):
        Almacen(disco_protegido, ahora=AHORA)


def test_a_folder_that_cannot_be_made_is_a_sentence(disco_protegido: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No se puede crear la carpeta"):
        Almacen(disco_protegido / "datos", ahora=AHORA)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere; see the protected disk")
def test_a_folder_without_permission_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(EnvironmentProblem, match="sólo lectura"):
        Almacen(tmp_path, ahora=AHORA)
