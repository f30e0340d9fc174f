"""A second window on the same data: it says that it only reads, changes nothing, and takes over once it is alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes import AjustesScreen
from supervisor_app.ui.respaldador import Backups
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.vigilancia import ReadingBanner, RoomBanner
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from supervisor_app.wiring import AvisoDelDisco, Servicios, abrir, respaldos
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, prepared, stored
from tests.visita_ficticia import AJUSTES, RelojFijo


@pytest.fixture
def first(datos: Path) -> Iterator[Servicios]:
    """What the first window has open."""
    stored(datos, prepared())
    with abrir(datos, ventana=True, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as servicios:
        yield servicios


@pytest.fixture
def second(qtbot: QtBot, first: Servicios, datos: Path, on_stage: Callable[[MainWindow], None]) -> Iterator[MainWindow]:
    lanes: Lanes[Servicios] = Lanes(
        lambda: abrir(datos, ventana=True, definiciones=DEFINICIONES_REALES, reloj=RelojFijo())
    )
    made = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    made.resize(1366, 768)
    on_stage(made)
    made.watch.start()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    yield made
    made.watch.stop()
    lanes.close()


def visiting(qtbot: QtBot, window: MainWindow, paso: Paso = Paso.PREPARACION) -> MainWindow:
    window.open_visit("V-2026-001", paso.value)
    qtbot.waitUntil(lambda: window.workspace is not None and not window.lanes.is_busy())
    return window


def banner(window: MainWindow) -> ReadingBanner:
    (found,) = (b for b in window.watch.banners if isinstance(b, ReadingBanner))
    return found


def test_it_says_why_and_what_to_do(second: MainWindow) -> None:
    assert banner(second).isVisible()
    assert "Sólo consulta: otra ventana" in banner(second).text()
    assert banner(second)._button.text() == "Trabajar aquí"


def test_its_fields_are_as_in_a_closed_visit(qtbot: QtBot, second: MainWindow) -> None:
    visiting(qtbot, second)
    assert second.workspace is not None
    screen = second.workspace.shown
    assert isinstance(screen, PreparacionScreen)
    assert second.workspace.session.locked
    assert not screen.closed.isVisible(), "it is not closed, and does not say so"
    assert {field.isReadOnly() for field in screen.commission.findChildren(QLineEdit)} == {True}


def test_a_key_answers_nothing(qtbot: QtBot, second: MainWindow) -> None:
    visiting(qtbot, second, Paso.CEDULAS)
    assert second.workspace is not None
    before = second.workspace.session.expediente
    screen = second.workspace.shown
    assert isinstance(screen, CedulasScreen)
    qtbot.keyClick(screen.questions, Qt.Key.Key_1)
    assert second.workspace.session.expediente is before


def test_whatever_is_tried_is_refused_in_words(qtbot: QtBot, second: MainWindow) -> None:
    visiting(qtbot, second)
    assert second.workspace is not None
    session = second.workspace.session
    session.attempt(lambda e: comandos.modificar_visita(e, "Escribió el lugar", lugar="Sala 2"))
    assert (second.notice.isVisible(), session.unsaved) == (True, 0)
    assert "Sólo consulta" in second.notice.text()


def test_undo_is_refused_in_words_and_the_badge_says_nothing_of_it(qtbot: QtBot, second: MainWindow) -> None:
    visiting(qtbot, second)
    second.undo()
    qtbot.waitUntil(second.notice.isVisible)
    assert "Sólo consulta" in second.notice.text()
    assert second.badge.state != "failed"


def test_a_new_visit_is_refused_in_words(qtbot: QtBot, second: MainWindow) -> None:
    second.new_visit()
    qtbot.waitUntil(second.notice.isVisible)
    assert "otra ventana" in second.notice.text()


def test_asking_for_the_turn_while_the_other_is_open_is_answered(qtbot: QtBot, second: MainWindow) -> None:
    second.watch.take_over()
    qtbot.waitUntil(second.notice.isVisible)
    assert "sigue abierta" in second.notice.text()


def test_it_takes_over_and_shows_what_the_other_saved(qtbot: QtBot, first: Servicios, second: MainWindow) -> None:
    visiting(qtbot, second)
    assert second.workspace is not None
    session = second.workspace.session
    e = first.visitas.abrir("V-2026-001")
    first.visitas.guardar(comandos.modificar_visita(e, "Escribió el lugar", lugar="Sala 1"))
    first.close()
    second.watch.take_over()
    qtbot.waitUntil(lambda: session.expediente.visita.lugar == "Sala 1")
    assert (session.locked, banner(second).isVisible()) == (False, False)
    session.attempt(lambda e: comandos.modificar_visita(e, "Escribió el lugar", lugar="Sala 2"))
    qtbot.waitUntil(lambda: session.unsaved == 0)


def test_by_itself_it_notices_that_the_other_closed(qtbot: QtBot, first: Servicios, second: MainWindow) -> None:
    first.close()
    second.watch._turn.timeout.emit()
    qtbot.waitUntil(lambda: not second.watch.why)
    assert "ya puede trabajar aquí" in second.notice.text()


def test_the_size_of_the_text_changes_and_nothing_is_refused(qtbot: QtBot, second: MainWindow) -> None:
    qtbot.keyClick(second, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not second.lanes.is_busy())
    assert not second.notice.isVisible()


def test_it_closes_without_a_word(qtbot: QtBot, second: MainWindow) -> None:
    visiting(qtbot, second)
    assert second.close()


# --- how full the disk is -------------------------------------------------------------------------------------------


@pytest.fixture
def room(qtbot: QtBot) -> RoomBanner:
    made = RoomBanner()
    qtbot.addWidget(made)
    return made


def test_with_room_nothing_is_shown(room: RoomBanner) -> None:
    room.show_room(AvisoDelDisco(""))
    assert room.isHidden()


def test_a_quiet_notice_goes_once_it_was_read(room: RoomBanner) -> None:
    room.show_room(AvisoDelDisco("Queda poco espacio."))
    assert not room.isHidden()
    room.action.emit()
    room.show_room(AvisoDelDisco("Queda poco espacio."))
    assert room.isHidden()


def test_the_insistent_notice_comes_back(room: RoomBanner) -> None:
    room.show_room(AvisoDelDisco("El disco está casi lleno.", urge=True))
    room.action.emit()
    assert room.isHidden()
    room.show_room(AvisoDelDisco("El disco está casi lleno.", urge=True))
    assert not room.isHidden()


def test_after_there_was_room_it_is_told_anew(room: RoomBanner) -> None:
    room.show_room(AvisoDelDisco("Queda poco espacio."))
    room.action.emit()
    for aviso in ("", "Queda poco espacio."):
        room.show_room(AvisoDelDisco(aviso))
    assert not room.isHidden()


def test_once_it_writes_it_backs_up_too(qtbot: QtBot, first: Servicios, second: MainWindow, datos: Path) -> None:
    backups = Backups(second.lanes, second)
    backups.start()
    qtbot.waitUntil(lambda: not second.lanes.is_busy())
    assert backups.verbs is None
    first.close()
    second.watch.take_over()
    qtbot.waitUntil(lambda: backups.verbs is not None and not second.lanes.is_busy())
    assert len(respaldos(datos).listar()[0].juegos) == 1


# --- what writes is shut --------------------------------------------------------------------------------------------


def shut_and_live(widget: QWidget) -> tuple[set[str], set[str]]:
    """The names of the buttons that are shown: those that are shut with the reason, and those that work."""
    shown = [b for b in widget.findChildren(Button) if b.isVisible()]
    shut = {b.accessibleName() for b in shown if "Sólo consulta" in b.accessibleDescription() and not b.isEnabled()}
    return shut, {b.accessibleName() for b in shown if b.isEnabled()}


_PLACES = {
    "inicio": ({"Visita nueva", "Unir copia…"}, {"Buscar"}),
    "respaldos": ({"Respaldar ahora", "Elegir…"}, {"Buscar en otra carpeta…"}),
    "ajustes": ({"Cifrar los datos…"}, {"Exportar todas…", "Comprobar la base", "Respaldos…"}),
}


def test_places_keep_what_only_reads(qtbot: QtBot, second: MainWindow) -> None:
    for place, (shut, live) in _PLACES.items():
        second.open_place(place)
        qtbot.waitUntil(lambda: not second.lanes.is_busy())
        found = shut_and_live(second)
        assert shut <= found[0] and live <= found[1], place


def test_no_setting_can_be_changed_that_would_keep_the_window_open(qtbot: QtBot, second: MainWindow) -> None:
    second.open_place("ajustes")
    qtbot.waitUntil(lambda: not second.lanes.is_busy())
    screen = second.shown
    assert isinstance(screen, AjustesScreen)
    assert not screen.identity.nombre.isEnabled() and not screen.look.theme_choice.isEnabled()
    qtbot.keyClicks(screen.identity.nombre, "Otra persona")
    assert screen.unsaved == 0 and second.close()


def test_once_it_takes_over_everything_works_again(qtbot: QtBot, first: Servicios, second: MainWindow) -> None:
    second.open_place("ajustes")
    first.close()
    second.watch.take_over()
    qtbot.waitUntil(lambda: not second.watch.why and not second.lanes.is_busy())
    assert shut_and_live(second)[0] == set()
    second.open_place("inicio")
    qtbot.waitUntil(lambda: not second.lanes.is_busy())
    assert "Visita nueva" in shut_and_live(second)[1]
