"""The acta by keyboard: begun, written, previewed, withdrawn; and the views of the step of the informe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.acta import Acta
from supervisor_app.domain.avance import Paso
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.acta import ActaScreen
from supervisor_app.ui.visita.espacio import VisitWorkspace
from supervisor_app.ui.visita.indicadores import IndicadoresScreen
from supervisor_app.ui.visita.informe import InformeScreen
from tests.ui.visit_fixtures import Command, prepared, settled

CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., ActaScreen]


@pytest.fixture
def open_screen(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> Open:
    def make(*commands: Command, **campos: object) -> ActaScreen:
        screen = ActaScreen(session_of(prepared(*commands, **campos)))
        screen.resize(1285, 590)
        on_stage(screen)
        screen.enter()
        return screen

    return make


def acta(screen: ActaScreen) -> Acta:
    found = screen.session.expediente.acta
    assert found is not None
    return found


def test_enter_begins_the_acta_and_leads_to_what_is_missing(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    assert screen.column.empty.isVisible() and not screen.column.form.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert acta(screen).por_supervision == screen.session.expediente.visita.equipo
    assert screen.column.form.isVisible()
    assert screen.column.pill.text().startswith("Falta")


def test_what_is_typed_is_saved_and_what_is_missing_is_told_beside_its_field(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.show_object("inicio")
    assert screen.column.fields["inicio"].error() == "Escriba la hora en que inició la reunión."
    qtbot.keyClicks(QApplication.focusWidget(), "1230")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settled(qtbot, screen.session)
    assert acta(screen).inicio == time(12, 30)
    assert screen.column.fields["inicio"].error() == ""


def test_a_person_is_added_by_keyboard(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.show_object("testigos")
    qtbot.keyClicks(QApplication.focusWidget(), "Carmen Ficticia")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Auxiliar")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert acta(screen).testigos == (Persona(nombre="Carmen Ficticia", cargo="Auxiliar"),)


def test_what_it_leads_to_is_scrolled_into_sight(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.show_object("acuerdos")
    field = screen.column.fields["acuerdos"].control
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())


def test_what_the_unit_said_is_written_in_several_lines(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.show_object("manifestaciones")
    area = QApplication.focusWidget()
    qtbot.keyClicks(area, "Comparte los resultados.")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    qtbot.keyClicks(area, "Agradece.")
    screen.commit()
    assert acta(screen).manifestaciones == "Comparte los resultados.\nAgradece."


def test_a_frequent_phrase_is_offered_for_what_the_unit_said(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.show_object("manifestaciones")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_J, CTRL)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    screen.commit()
    assert acta(screen).manifestaciones


def test_the_page_is_drawn_beside_what_is_written(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    qtbot.waitUntil(screen.preview.view.is_drawn)
    assert screen.preview.view.pages() >= 1


def test_it_can_be_withdrawn_and_brought_back(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.column.withdraw.setFocus()
    qtbot.keyClick(screen.column.withdraw, Qt.Key.Key_Return)
    assert screen.session.expediente.acta is None and screen.column.empty.isVisible()
    settled(qtbot, screen.session)
    screen.session.undo()
    qtbot.waitUntil(screen.column.form.isVisible)


def _close(e: Expediente) -> Operacion:
    return comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA))


def test_a_closed_visit_is_only_read(open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta, _close)
    assert screen.column.closed.isVisible() and not screen.column.withdraw.isVisible()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_any_size_of_text(open_screen: Open, theme: Theme, zoom: float) -> None:
    screen = open_screen(comandos.empezar_acta)
    theme.set_zoom(zoom)
    QApplication.processEvents()
    assert cut_columns(screen) == []


def test_out_of_sight_nothing_is_drawn_and_coming_back_brings_it_up_to_date(open_screen: Open) -> None:
    screen = open_screen(comandos.empezar_acta)
    screen.hide()
    screen.session.attempt(lambda e: comandos.modificar_acta(e, "Cambió el lugar", lugar="Otro lugar"))
    lugar = screen.column.fields["lugar"].control
    assert isinstance(lugar, TextField) and lugar.text() != "Otro lugar"
    screen.show()
    screen.enter()
    assert lugar.text() == "Otro lugar"


# --- the views of the step ------------------------------------------------------------------------------------------


@pytest.fixture
def workspace(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> VisitWorkspace:
    made = VisitWorkspace(session_of(prepared(comandos.empezar_acta)))
    made.resize(1285, 700)
    on_stage(made)
    made.open_step(Paso.INFORME)
    return made


def test_control_tab_goes_through_the_views_and_comes_back(qtbot: QtBot, workspace: VisitWorkspace) -> None:
    seen = []
    for _ in range(4):
        seen.append(type(workspace.shown))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, CTRL)
    assert seen == [InformeScreen, IndicadoresScreen, ActaScreen, InformeScreen]


def test_the_arrows_choose_in_the_names_and_the_focus_stays_there(qtbot: QtBot, workspace: VisitWorkspace) -> None:
    tabs = workspace.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    name = next(w for w in tabs if w.accessibleName() == "Informe de la comisión" and w.focusPolicy())
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Right)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.accessibleName() == "Indicadores"
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    assert isinstance(workspace.shown, ActaScreen)


def test_what_is_missing_in_the_acta_leads_to_its_field(workspace: VisitWorkspace) -> None:
    workspace.open_step(Paso.INFORME, "acta:manifestaciones")
    assert isinstance(workspace.shown, ActaScreen)
    assert workspace.shown.column.fields["manifestaciones"].control.hasFocus()
