"""Two windows on one data folder: the second one only reads, says why, and takes over when the first is gone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.errors import EnvironmentProblem, ReadOnly
from supervisor_app.store import cerrojos, conexion, turno
from supervisor_app.store.almacen import BASE, Almacen
from tests.disco import disco_propio
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE, ITEMS, VISITA_ID, expediente, visita

RAIZ = Path(__file__).parents[2]


def ventana(datos: Path) -> Almacen:
    return Almacen(datos, ahora=AHORA, ventana=True)


@pytest.fixture
def primera(datos: Path) -> Iterator[Libro]:
    """The window that writes, with a visit."""
    with ventana(datos) as almacen:
        yield Libro(almacen, expediente())


@pytest.fixture
def segunda(primera: Libro, datos: Path) -> Iterator[Almacen]:
    with ventana(datos) as almacen:
        yield almacen


def test_the_first_window_writes(primera: Libro) -> None:
    assert primera.almacen.turno.solo_lectura == ""


def test_the_second_window_says_why_it_only_reads(segunda: Almacen) -> None:
    assert segunda.turno.solo_lectura == turno.OTRA_VENTANA


def test_the_second_window_shows_what_the_first_one_saves(primera: Libro, segunda: Almacen) -> None:
    primera.hacer(comandos.responder(primera.e, CONTROL, CUMPLE))
    assert segunda.expediente(primera.id) == primera.e


ESCRITURAS = {
    "an answer": lambda a: a.escribir(comandos.anotar(expediente(), CONTROL, "x"), quien="", cuando=AHORA),
    "undo": lambda a: a.deshacer(VISITA_ID, quien="", cuando=AHORA),
    "redo": lambda a: a.rehacer(VISITA_ID, quien="", cuando=AHORA),
    "a file": lambda a: a.archivos.guardar(b"algo"),
    "letting a file go": lambda a: a.archivos.borrar("0" * 64),
    "a visit to the bin": lambda a: a.a_la_papelera(VISITA_ID, quien="", cuando=AHORA),
    "a visit out of the bin": lambda a: a.de_la_papelera(VISITA_ID, quien="", cuando=AHORA),
    "deleting a visit": lambda a: a.borrar_visitas([VISITA_ID], hecho="borrada", quien="", cuando=AHORA),
    "emptying": lambda a: a.vaciar_quitados(),
    "counting a day": lambda a: a.notar_dia(AHORA.date()),
}


@pytest.mark.parametrize("que", ESCRITURAS)
def test_the_second_window_refuses_to_write(segunda: Almacen, que: str) -> None:
    with pytest.raises(ReadOnly, match="otra ventana"):
        ESCRITURAS[que](segunda)


def test_even_past_the_door_the_database_of_the_second_window_refuses(segunda: Almacen) -> None:
    with pytest.raises(EnvironmentProblem), conexion.escritura(segunda._db) as db:
        db.conn.execute("DELETE FROM visita")


def test_the_second_window_does_not_get_the_turn_while_the_first_has_it(segunda: Almacen) -> None:
    assert not segunda.tomar_turno()


def test_the_second_window_writes_once_the_first_one_closed(primera: Libro, segunda: Almacen) -> None:
    primera.almacen.cerrar()
    assert segunda.tomar_turno()
    primera.almacen = segunda
    primera.hacer(comandos.responder(primera.e, CONTROL, CUMPLE))
    assert primera.en_disco == primera.e


def test_what_takes_over_writes_as_durably(primera: Libro, segunda: Almacen) -> None:
    primera.almacen.cerrar()
    segunda.tomar_turno()
    assert [conexion.filas(segunda._db, f"pragma {p}") for p in ("journal_mode", "synchronous")] == [[("wal",)], [(2,)]]


def test_the_command_line_writes_beside_a_window(primera: Libro, datos: Path) -> None:
    with Almacen(datos, ahora=AHORA) as orden:
        nueva = visita(id="1b" * 16, folio="V-2026-002")
        orden.escribir(Operacion(nueva.id, "Creó la visita", (Cambio(None, nueva),)), quien="", cuando=AHORA)
    assert [v.folio for v in primera.almacen.visitas()] == ["V-2026-002", "V-2026-001"]


def test_a_window_that_was_killed_leaves_no_lock(datos: Path) -> None:
    orden = "from pathlib import Path; import sys, os\n" + (
        "from supervisor_app.store.almacen import Almacen\nfrom tests.visita_ficticia import AHORA\n"
        "a = Almacen(Path(sys.argv[1]), ahora=AHORA, ventana=True)\nprint(a.turno.solo_lectura == '', flush=True)\n"
        "sys.stdin.read()"
    )
    muerta = subprocess.Popen(
        [sys.executable, "-c", orden, str(datos)], cwd=RAIZ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert muerta.stdout is not None
    assert muerta.stdout.readline() == "True\n"
    with ventana(datos) as otra:
        assert otra.turno.solo_lectura
        muerta.kill()
        muerta.communicate()
        assert otra.tomar_turno()


def test_reading_can_be_asked_for(primera: Libro, datos: Path) -> None:
    with Almacen(datos, ahora=AHORA, solo_lectura=True) as otra:
        assert (otra.turno.solo_lectura, otra.expediente(primera.id)) == (turno.PEDIDA, primera.e)


def test_asked_for_reading_it_never_takes_the_turn(datos: Path) -> None:
    ventana(datos).cerrar()
    with Almacen(datos, ahora=AHORA, solo_lectura=True) as otra:
        assert not otra.tomar_turno()


def test_a_window_of_another_version_beside_it_is_a_sentence(primera: Libro, datos: Path) -> None:
    conexion.filas(primera.almacen._db, "pragma user_version=1")
    with pytest.raises(EnvironmentProblem, match="otra versión"):
        ventana(datos)


def test_nothing_to_read_is_a_sentence(datos: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="vacía"):
        Almacen(datos, ahora=AHORA, solo_lectura=True)


# --- folders that nobody may write in, or that are elsewhere --------------------------------------------------------


def test_a_folder_on_a_read_only_disk_is_shown(tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco", "size=4m") as disco:
        with ventana(disco) as almacen:
            libro = Libro(almacen, expediente())
        subprocess.run(["mount", "-o", "remount,ro", disco], check=True)
        with ventana(disco) as otra:
            assert (otra.turno.solo_lectura, otra.expediente(libro.id)) == (turno.SIN_PERMISO, libro.e)
            with pytest.raises(ReadOnly, match="sólo lectura"):
                otra.archivos.guardar(b"algo")


def test_a_read_only_disk_that_was_not_closed_well_is_a_sentence(tmp_path: Path) -> None:
    with disco_propio(tmp_path / "disco", "size=4m") as disco:
        with ventana(disco):
            (disco / "supervisor.db-wal").exists()
        (disco / f"{BASE}-wal").write_bytes(b"x" * 64)
        subprocess.run(["mount", "-o", "remount,ro", disco], check=True)
        with pytest.raises(EnvironmentProblem, match="no se cerró bien"):
            ventana(disco)


def test_a_folder_on_the_network_is_refused_and_nothing_is_made(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cerrojos, "_esta_en_red", lambda _: True)
    with pytest.raises(EnvironmentProblem, match="unidad de red"):
        ventana(datos)
    assert list(datos.iterdir()) == []


def test_a_disk_of_this_machine_is_not_the_network(tmp_path: Path) -> None:
    cerrojos.exigir_disco_propio(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="flock")
def test_a_lock_is_freed_when_its_holder_lets_go(tmp_path: Path) -> None:
    uno, otro = cerrojos.Cerrojo(tmp_path / "x.lock"), cerrojos.Cerrojo(tmp_path / "x.lock")
    assert (uno.intentar(exclusivo=True), otro.intentar(exclusivo=False)) == (True, False)
    uno.soltar()
    assert otro.intentar(exclusivo=False)
    otro.soltar()


def test_several_share_what_one_does_not_want_alone(tmp_path: Path) -> None:
    uno, otro = cerrojos.Cerrojo(tmp_path / "x.lock"), cerrojos.Cerrojo(tmp_path / "x.lock")
    assert uno.intentar(exclusivo=False) and otro.intentar(exclusivo=False)
    assert not uno.intentar(exclusivo=True)
    uno.soltar()
    otro.soltar()


def test_who_is_alone_knows_it(datos: Path) -> None:
    with Almacen(datos, ahora=AHORA) as almacen:
        with almacen.turno.a_solas() as solo:
            assert solo
        with Almacen(datos, ahora=AHORA), almacen.turno.a_solas() as solo:
            assert not solo


def test_items_are_still_answered_after_being_alone(datos: Path) -> None:
    with Almacen(datos, ahora=AHORA) as almacen:
        libro = Libro(almacen, expediente())
        with almacen.turno.a_solas():
            pass
        libro.hacer(comandos.anotar(libro.e, ITEMS["CO-90-01"], "Después"))
        assert libro.en_disco == libro.e


@pytest.mark.parametrize("con", ["archivos/ab", "paquetes"])
def test_a_base_that_vanished_is_not_made_anew_beside_what_is_left(tmp_path: Path, con: str) -> None:
    (tmp_path / con).mkdir(parents=True)
    (tmp_path / con / "contenido").write_bytes(b"x")
    with pytest.raises(EnvironmentProblem, match=r"falta su base de datos «supervisor\.db»"):
        Almacen(tmp_path, ahora=AHORA)
    assert not (tmp_path / "supervisor.db").exists()
