"""The window: places, visits, the keys that work everywhere, and closing without losing anything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from supervisor_app.domain.avance import Paso
from supervisor_app.errors import DiskFull, EnvironmentProblem
from supervisor_app.services.visitas import Visitas
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import current
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.preparacion.papelera import BinCard
from supervisor_app.wiring import Servicios, abrir
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes, prepared, stored
from tests.visita_ficticia import AJUSTES


@pytest.fixture
def window(qtbot: QtBot, datos: Path, on_stage: Callable[[MainWindow], MainWindow]) -> Iterator[MainWindow]:
    """The real window over a folder with the fictitious visit in it."""
    stored(datos, prepared())
    lanes: Lanes[Servicios] = open_lanes(datos)
    made = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    made.resize(1366, 768)
    on_stage(made)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    yield made
    lanes.close()


def visiting(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.open_visit("V-2026-001")
    qtbot.waitUntil(lambda: window.workspace is not None and not window.lanes.is_busy())
    return window


def test_it_opens_at_inicio(window: MainWindow) -> None:
    assert (window.rail.here(), window.header.title()) == ("inicio", "Inicio")


def test_the_visit_place_cannot_be_opened_before_a_visit_is(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert window.rail.here() == "inicio"


def test_a_visit_opens_by_its_folio(qtbot: QtBot, window: MainWindow) -> None:
    visiting(qtbot, window)

    assert window.rail.here() == "visita"
    assert window.header.title() == "Subdelegación Colima"


def test_ctrl_n_makes_a_visit_and_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.workspace is not None)

    assert window.workspace is not None
    assert window.workspace.session.expediente.visita.folio == "V-2026-002"


def test_a_visit_that_is_not_there_is_told_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    window.open_visit("V-1999-001")
    qtbot.waitUntil(window.notice.isVisible)

    assert "No hay ninguna visita" in window.notice.text()


def test_escape_takes_the_notice_away(qtbot: QtBot, window: MainWindow) -> None:
    window.notice.refuse("Algo que saber.")
    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert not window.notice.isVisible()


def test_the_text_grows_and_shrinks_by_key(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    grown = current().zoom
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    assert grown > 1.0
    assert current().zoom == 1.0


def test_steps_are_walked_by_key(qtbot: QtBot, window: MainWindow) -> None:
    visiting(qtbot, window)
    assert window.workspace is not None
    here = window.workspace.step
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)

    assert window.workspace.step is not here


def test_f8_walks_through_what_stands_in_the_way_of_closing(qtbot: QtBot, window: MainWindow) -> None:
    workspace = visiting(qtbot, window).workspace
    assert workspace is not None
    seen = []
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_F8)
        seen.append((workspace.step, window.notice.text().partition(" · ")[2]))

    assert [step for step, _ in seen] == [Paso.CEDULAS] * 4 + [Paso.INFORME]
    assert seen[0][1] == "CO-02: faltan 10 respuestas"
    assert len(set(seen)) == 5


def test_f8_leads_to_the_very_place(qtbot: QtBot, window: MainWindow) -> None:
    workspace = visiting(qtbot, window).workspace
    assert workspace is not None
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    screen = workspace.shown
    assert isinstance(screen, CedulasScreen)
    assert screen.codigo == "CO-05"

    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert screen.codigo == "CO-02"


def test_what_is_half_typed_is_saved_when_the_step_is_left(qtbot: QtBot, window: MainWindow, datos: Path) -> None:
    visiting(qtbot, window)
    assert window.workspace is not None
    window.workspace.open_step(next(iter(type(window.workspace.step))))
    field = next(f for f in window.workspace.findChildren(TextField) if f.accessibleName() == "Número de pliego")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "321/2026")
    window.open_place("inicio")
    session = window.workspace.session
    qtbot.waitUntil(lambda: session.unsaved == 0)

    with abrir(datos) as servicios:
        assert servicios.visitas.abrir("V-2026-001").visita.pliego == "321/2026"


def test_ctrl_z_in_a_field_is_the_undo_of_the_visit(qtbot: QtBot, window: MainWindow) -> None:
    visiting(qtbot, window)
    assert window.workspace is not None
    window.workspace.open_step(next(iter(type(window.workspace.step))))
    session = window.workspace.session
    field = next(f for f in window.workspace.findChildren(TextField) if f.accessibleName() == "Número de pliego")
    before = session.expediente.visita.pliego
    field.setFocus()
    qtbot.keyClicks(field, "9")
    with qtbot.waitSignal(session.told):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert session.expediente.visita.pliego == before
    assert isinstance(field, QLineEdit)
    assert field.text() == before


def test_a_visit_opened_in_a_low_window_has_its_steps_on_one_line(qtbot: QtBot, window: MainWindow) -> None:
    visiting(qtbot, window)
    assert window.workspace is not None
    high = window.workspace.stepper.height()
    window.resize(1366, 690)
    visiting(qtbot, window)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.stepper.height() < high)


def test_coming_back_to_the_cedulas_finds_the_question_that_was_left(qtbot: QtBot, window: MainWindow) -> None:
    visiting(qtbot, window)
    assert window.workspace is not None
    window.workspace.open_step(Paso.CEDULAS)
    cedulas = window.workspace.shown
    assert isinstance(cedulas, CedulasScreen)
    left = cedulas.questions.current()
    for there, back in ((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp), (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)):
        for key in (there, back):
            qtbot.keyClick(window.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    window.open_place("inicio")
    window.open_place("visita")

    assert cedulas.questions.current() == left


@pytest.mark.parametrize(("width", "zoom", "bare"), [(1366, 1.0, False), (1366, 1.5, True), (1100, 1.0, True)])
def test_with_little_room_the_header_keeps_its_title(
    qtbot: QtBot, window: MainWindow, width: int, zoom: float, bare: bool
) -> None:
    visiting(qtbot, window)
    current().set_zoom(zoom)
    window.resize(width, 768)
    search, undo = window.header.findChildren(Button)[:2]
    qtbot.waitUntil(lambda: (search.width() < 60) is bare)
    assert (undo.width() < 60) is bare
    assert (search.accessibleName(), undo.accessibleName()) == ("Buscar", "Deshacer")


def test_tab_reaches_the_people_where_they_stand(qtbot: QtBot, window: MainWindow) -> None:
    visiting(qtbot, window)
    assert window.workspace is not None
    window.workspace.open_step(Paso.PREPARACION)
    fields = {f.accessibleName(): f for f in window.workspace.findChildren(TextField)}
    fields["Objeto de la comisión"].setFocus()
    qtbot.keyClick(fields["Objeto de la comisión"], Qt.Key.Key_Tab)
    assert fields["Nombre de quien supervisa, 1"].hasFocus()
    qtbot.keyClick(fields["Nombre de quien supervisa, 1"], Qt.Key.Key_Backtab)
    assert fields["Objeto de la comisión"].hasFocus()


def test_a_folder_that_cannot_be_opened_is_told_and_nothing_else_works(window: MainWindow) -> None:
    window.show_fatal(EnvironmentProblem("Instale la versión más reciente."))

    assert not window.rail.isEnabled()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("height", [690, 768])
def test_no_step_is_cut_at_the_size_of_the_laptop(qtbot: QtBot, window: MainWindow, zoom: float, height: int) -> None:
    current().set_zoom(zoom)
    window.resize(1366, height)
    visiting(qtbot, window)
    assert window.workspace is not None
    cut = []
    for step in type(window.workspace.step):
        window.workspace.open_step(step)
        qtbot.waitUntil(lambda: not window.lanes.is_busy())
        cut += [f"{step.label}: {c}" for c in cut_columns(window)]

    assert cut == []
    assert window.minimumSizeHint().width() <= 1366


def test_a_visit_that_went_to_the_bin_leaves_its_place(qtbot: QtBot, window: MainWindow) -> None:
    workspace = visiting(qtbot, window).workspace
    assert workspace is not None
    window.lead("quitada", f"{workspace.session.expediente.visita.id}#Está en la papelera.")

    assert (window.workspace, window.rail.here(), window.header.title()) == (None, "inicio", "Inicio")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.rail.here() == "inicio"


def test_a_visit_comes_back_from_the_notice_with_the_key_of_undo(qtbot: QtBot, window: MainWindow) -> None:
    workspace = visiting(qtbot, window).workspace
    assert workspace is not None
    workspace.open_step(Paso.PREPARACION)
    folio = workspace.session.expediente.visita.folio
    (card,) = workspace.findChildren(BinCard)
    card.remove.click()
    qtbot.waitUntil(lambda: window.workspace is None)
    assert "puede restaurarla" in window.notice.text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.session.expediente.visita.folio == folio
    assert window.notice.isHidden()


def test_what_was_told_of_a_step_goes_when_another_is_opened(qtbot: QtBot, window: MainWindow) -> None:
    workspace = visiting(qtbot, window).workspace
    assert workspace is not None
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.notice.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert not window.notice.isVisible()


def typed(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Half a word in a field of the visit."""
    workspace = visiting(qtbot, window).workspace
    assert workspace is not None
    workspace.open_step(Paso.PREPARACION)
    field = next(f for f in workspace.findChildren(TextField) if f.accessibleName() == "Número de pliego")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_closing_waits_for_what_is_on_its_way_to_disk(qtbot: QtBot, window: MainWindow, datos: Path) -> None:
    typed(qtbot, window, "77/2026")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())

    assert window.unsaved == 0


def test_what_the_disk_refuses_keeps_the_window_also_while_other_work_goes_on(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("El disco está lleno.")

    typed(qtbot, window, "77/2026")
    monkeypatch.setattr(Visitas, "guardar", full)
    gate = Event()
    window.lanes.free(lambda _work: gate.wait(20))
    for _ in range(2):
        window.close()
        qtbot.waitUntil(lambda: "vuelva a cerrar" in window.notice.text())
        assert window.isVisible() and window.unsaved == 1
    gate.set()


def test_no_key_leads_away_from_why_the_folder_does_not_open(qtbot: QtBot, window: MainWindow) -> None:
    window.show_fatal(EnvironmentProblem("Instale la versión más reciente."))
    told = window.shown
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.shown is told
