"""Room on the disk: the ballast, its return, and what the person is told."""

from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.errors import DiskFull
from supervisor_app.store import espacio
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.espacio import MIB, POCO, URGE, Espacio
from tests.disco import disco_propio
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, CONTROL, expediente


@pytest.fixture
def lugar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Espacio:
    """A folder whose disk has as much room as ``lugar.quedan``, a small ballast."""
    monkeypatch.setattr(espacio, "TAMANO", MIB)
    libres = {"n": 2 * POCO}
    monkeypatch.setattr("supervisor_app.durable.free_space", lambda _: libres["n"])
    uno = Espacio(tmp_path)
    uno.quedan = lambda n: libres.update(n=n)  # type: ignore[attr-defined]
    return uno


def quedan(lugar: Espacio, octetos: int) -> None:
    lugar.quedan(octetos)  # type: ignore[attr-defined]


def test_with_room_nothing_is_said_and_the_ballast_is_put(lugar: Espacio) -> None:
    assert (lugar.cuidar().frase, lugar.con_lastre) == ("", True)


def test_the_ballast_takes_the_room_it_names(lugar: Espacio, tmp_path: Path) -> None:
    lugar.cuidar()
    dato = (tmp_path / espacio.LASTRE).stat()
    assert dato.st_blocks * 512 >= dato.st_size == MIB


def test_with_little_room_it_is_said_quietly_and_no_ballast_is_put(lugar: Espacio) -> None:
    quedan(lugar, POCO - 1)
    aviso = lugar.cuidar()
    assert ("Queda poco espacio" in aviso.frase, aviso.urge, lugar.con_lastre) == (True, False, False)


def test_with_hardly_any_room_it_is_said_insistently(lugar: Espacio) -> None:
    quedan(lugar, URGE - 1)
    aviso = lugar.cuidar()
    assert ("casi lleno" in aviso.frase, "reserva" in aviso.frase, aviso.urge) == (True, False, True)


def test_it_is_told_that_the_ballast_is_in_use(lugar: Espacio) -> None:
    lugar.cuidar()
    quedan(lugar, URGE - 1)
    assert "reserva" not in lugar.cuidar().frase
    lugar.soltar()
    assert "ya usa su reserva" in lugar.cuidar().frase


def test_the_ballast_that_was_let_go_comes_back_with_room(lugar: Espacio) -> None:
    lugar.cuidar()
    assert (lugar.soltar(), lugar.con_lastre, lugar.soltar()) == (True, False, False)
    quedan(lugar, URGE)
    lugar.cuidar()
    assert not lugar.con_lastre
    quedan(lugar, 2 * POCO)
    lugar.cuidar()
    assert lugar.con_lastre


def test_who_only_reads_leaves_the_ballast_to_who_writes(lugar: Espacio, tmp_path: Path) -> None:
    Almacen(tmp_path, ahora=AHORA).cerrar()
    lugar.cuidar()
    quedan(lugar, 0)
    Almacen(tmp_path, ahora=AHORA, solo_lectura=True).cerrar()
    assert lugar.con_lastre


def test_a_disk_that_does_not_say_how_full_it_is_is_no_trouble(lugar: Espacio) -> None:
    quedan(lugar, None)  # type: ignore[arg-type]
    assert lugar.cuidar().frase == ""


def test_a_full_disk_gives_the_ballast_for_what_is_being_saved(tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco", "size=6m") as disco:
        almacen = Almacen(disco / "datos", ahora=AHORA)
        (disco / "datos" / espacio.LASTRE).write_bytes(bytes(MIB))
        libro = Libro(almacen, expediente())
        n = 0
        while (disco / "datos" / espacio.LASTRE).exists():
            n += 1
            libro.hacer(comandos.anotar(libro.e, CONTROL, f"{n} " + "x" * 20_000))
        assert libro.en_disco == libro.e
        almacen.cerrar()


def test_closing_on_a_full_disk_moves_the_log_into_the_database(tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco", "size=8m") as disco:
        almacen = Almacen(disco / "datos", ahora=AHORA)
        libro = Libro(almacen, expediente())
        libro.hacer(comandos.anotar(libro.e, CONTROL, "x" * 100_000))
        (disco / "datos" / espacio.LASTRE).write_bytes(bytes(3 * MIB))
        with (disco / "relleno").open("wb", buffering=0) as relleno, pytest.raises(OSError):
            while True:
                relleno.write(bytes(4096))
        almacen.cerrar()
        assert not (disco / "datos" / "supervisor.db-wal").exists()
        with Almacen(disco / "datos", ahora=AHORA) as otra:
            assert otra.expediente(libro.id) == libro.e


def test_without_ballast_a_full_disk_is_told(tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco", "size=2m") as disco, Almacen(disco / "datos", ahora=AHORA) as almacen:
        libro = Libro(almacen, expediente())
        with pytest.raises(DiskFull, match="Lo ya guardado está a salvo"):
            for n in range(200):
                libro.hacer(comandos.anotar(libro.e, CONTROL, f"{n} " + "x" * 20_000))
        assert libro.en_disco == libro.e
