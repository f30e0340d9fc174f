"""The session shows at once, writes in order, keeps what could not be written, and tells the truth."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.store import conexion
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.wiring import abrir
from tests.ui.visit_fixtures import CEDULAS, Command, answer, prepared, settled

NO = ValorCumple(valor=Cumplimiento.NO_CUMPLE)
SI = ValorCumple(valor=Cumplimiento.CUMPLE)


def on_disk(datos: Path, e: Expediente) -> Expediente:
    with abrir(datos) as servicios:
        return servicios.visitas.abrir(e.visita.id)


@pytest.fixture
def disk_full(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Makes every transaction of the store fail as SQLite does on a full disk, until told otherwise."""
    full = False
    begin = conexion.escritura

    def refuse(db: object) -> object:
        if full:
            raise conexion.problema(sqlite.OperationalError("database or disk is full"))
        return begin(db)  # type: ignore[arg-type]  # the store's own database

    def turn(on: bool) -> None:
        nonlocal full
        full = on

    monkeypatch.setattr("supervisor_app.store.registros.escritura", refuse)
    return turn


def test_an_answer_is_shown_before_it_is_on_disk(session: VisitSession) -> None:
    session.attempt(answer("CO-02-08", NO))

    assert session.expediente.respuesta("CO-02-08") is not None
    assert session.unsaved == 1


def test_the_badge_hears_of_saved_only_when_it_is_on_disk(qtbot: QtBot, session: VisitSession, datos: Path) -> None:
    with qtbot.waitSignal(session.saved):
        session.attempt(answer("CO-02-08", NO))

    assert on_disk(datos, session.expediente) == session.expediente


def test_a_change_tells_what_kinds_changed(qtbot: QtBot, session: VisitSession) -> None:
    with qtbot.waitSignal(session.changed) as heard:
        session.attempt(answer("CO-02-08", NO))

    assert {kind.__name__ for kind in heard.args[0]} == {"Respuesta", "Inconsistencia"}


def test_an_operation_that_changes_nothing_is_not_written(session: VisitSession) -> None:
    session.attempt(lambda e: comandos.modificar_visita(e, "Nada", pliego=e.visita.pliego))

    assert session.unsaved == 0


def test_a_refused_command_changes_nothing_and_says_why(qtbot: QtBot, session: VisitSession) -> None:
    session.attempt(answer("CO-02-08", NO))
    with qtbot.waitSignal(session.refused) as heard:
        done = session.attempt(comandos.quitar_acta)

    assert not done
    assert "no tiene acta" in heard.args[0]
    assert session.expediente.visita.cedulas == CEDULAS


def test_what_a_full_disk_refused_waits_and_is_written_in_order(
    qtbot: QtBot, session: VisitSession, datos: Path, disk_full: Callable[[bool], None]
) -> None:
    disk_full(True)
    with qtbot.waitSignal(session.failed) as heard:
        session.attempt(answer("CO-02-08", NO))
    session.attempt(answer("CO-02-08", SI))
    assert "disco está lleno" in heard.args[0]
    assert session.unsaved == 2

    disk_full(False)
    session.retry()
    settled(qtbot, session)

    assert on_disk(datos, session.expediente) == session.expediente


def test_undo_takes_back_the_answer_with_its_finding(qtbot: QtBot, session: VisitSession) -> None:
    before = session.expediente
    session.attempt(answer("CO-02-08", NO))
    with qtbot.waitSignal(session.told) as heard:
        session.undo()

    assert session.expediente == before
    assert heard.args[0] == "Se deshizo: respondió CO-02-08: No cumple."


def test_redo_brings_it_back(qtbot: QtBot, session: VisitSession) -> None:
    session.attempt(answer("CO-02-08", NO))
    after = session.expediente
    with qtbot.waitSignal(session.told):
        session.undo()
    with qtbot.waitSignal(session.told):
        session.redo()

    assert session.expediente == after


def test_undo_works_after_a_restart(
    qtbot: QtBot, session_of: Callable[[Expediente], VisitSession], datos: Path
) -> None:
    first = session_of(prepared())
    before = first.expediente
    first.attempt(answer("CO-02-08", NO))
    settled(qtbot, first)
    first.lanes.close()

    with abrir(datos) as servicios:
        op = servicios.visitas.deshacer(before.visita.id)

    assert op is not None
    assert on_disk(datos, before) == before


def test_with_nothing_to_undo_it_says_so(qtbot: QtBot, session: VisitSession) -> None:
    with qtbot.waitSignal(session.refused) as heard:
        session.undo()

    assert heard.args[0] == "No hay nada que deshacer."


def test_a_visit_closed_elsewhere_shows_what_is_on_disk(qtbot: QtBot, session: VisitSession, datos: Path) -> None:
    e = session.expediente
    closing = comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA))
    session.lanes.call(lambda s: s.visitas.guardar(closing))
    with qtbot.waitSignal(session.refused) as heard:
        session.attempt(answer("CO-02-08", NO))
    qtbot.waitUntil(lambda: session.expediente.visita.cerrada)

    assert "está cerrada" in heard.args[0]
    assert session.expediente.respuesta("CO-02-08") is None


@pytest.fixture
def other_window(session: VisitSession, datos: Path) -> Callable[[Command], None]:
    """Does something to the same visit on disk, as another window over the same folder would."""
    before = session.expediente

    def do(command: Command) -> None:
        with abrir(datos) as servicios:
            servicios.visitas.guardar(command(before))

    return do


def test_what_another_window_changed_meanwhile_is_shown_and_what_was_lost_is_told(
    qtbot: QtBot, session: VisitSession, datos: Path, other_window: Callable[[Command], None]
) -> None:
    other_window(answer("CO-02-08", NO))
    with qtbot.waitSignal(session.refused) as heard:
        session.attempt(answer("CO-02-08", SI))

    assert heard.args == [
        "Otra ventana cambió el mismo dato; se muestra lo que quedó guardado. No se guardó: respondió CO-02-08: Cumple."
    ]
    assert session.unsaved == 0
    assert session.expediente == on_disk(datos, session.expediente)
    respuesta = session.expediente.respuesta("CO-02-08")
    assert respuesta is not None and respuesta.valor == NO


def test_what_is_about_something_else_is_written_all_the_same(
    qtbot: QtBot, session: VisitSession, datos: Path, other_window: Callable[[Command], None]
) -> None:
    other_window(answer("CO-02-08", NO))
    with qtbot.waitSignal(session.refused):
        session.attempt(answer("CO-02-08", SI))
        session.attempt(lambda e: comandos.modificar_visita(e, "Escribió el pliego", pliego="9/2026"))

    assert on_disk(datos, session.expediente) == session.expediente
    assert session.expediente.visita.pliego == "9/2026"


def test_after_another_window_the_work_goes_on(
    qtbot: QtBot, session: VisitSession, datos: Path, other_window: Callable[[Command], None]
) -> None:
    other_window(answer("CO-02-08", NO))
    with qtbot.waitSignal(session.refused):
        session.attempt(answer("CO-02-08", SI))
    session.attempt(answer("CO-02-08", SI))
    settled(qtbot, session)

    assert on_disk(datos, session.expediente) == session.expediente


def test_files_are_attached_to_their_item(qtbot: QtBot, session: VisitSession, tmp_path: Path) -> None:
    acta = tmp_path / "Acta 12.txt"
    acta.write_text("Acta ficticia", encoding="utf-8")
    with qtbot.waitSignal(session.saved):
        session.attach([acta], item_id="CO-02-03")

    assert [v.nombre for v in session.expediente.evidencias_de("CO-02-03")] == ["Acta 12.txt"]


def test_one_bad_file_is_told_and_the_others_are_attached(qtbot: QtBot, session: VisitSession, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "vacio.txt"
    good.write_text("x", encoding="utf-8")
    bad.touch()
    with qtbot.waitSignal(session.informed) as heard:
        session.attach([good, bad], item_id="CO-02-03")

    assert "Se adjuntaron 1 de 2 archivos." in heard.args[0]
    assert "está vacío" in heard.args[0]
    assert [v.nombre for v in session.expediente.evidencias.values()] == ["a.txt"]


def test_a_data_folder_that_vanishes_is_told_and_nothing_typed_is_dropped(
    qtbot: QtBot, session: VisitSession, datos: Path, tmp_path: Path
) -> None:
    shutil.rmtree(datos / "archivos", ignore_errors=True)
    (datos / "archivos").write_text("no es una carpeta", encoding="utf-8")
    acta = tmp_path / "acta.txt"
    acta.write_text("x", encoding="utf-8")
    with qtbot.waitSignal(session.failed):
        session.attach([acta], item_id="CO-02-03")

    session.attempt(answer("CO-02-08", SI))
    settled(qtbot, session)
    assert session.expediente.respuesta("CO-02-08") is not None
