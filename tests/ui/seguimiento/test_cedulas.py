"""The last visit's answer beside today's, and copied by one key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import CedulasScreen
from tests.ui.seguimiento.primera import NO, primera
from tests.ui.visit_fixtures import answer, prepared
from tests.visita_ficticia import muestra


@pytest.fixture
def screen(
    datos: Path,
    session_of: Callable[[Expediente], VisitSession],
    on_stage: Callable[[QWidget], None],
    qtbot: QtBot,
) -> CedulasScreen:
    primera(datos)
    session = session_of(prepared())
    made = CedulasScreen(session)
    made.resize(1285, 550)
    on_stage(made)
    made.enter()
    qtbot.waitUntil(lambda: bool(session.pasado.respuestas))
    return made


def press_f3(qtbot: QtBot) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, Qt.Key.Key_F3)


def test_the_last_answer_is_shown_with_its_day_and_folio(screen: CedulasScreen) -> None:
    screen.show_object("CO-02-08")
    assert screen.panel.past.texts() == ["V-2025-041", "18/11/2025", "No cumple"]


def test_a_sample_is_compared_in_words(screen: CedulasScreen) -> None:
    screen.session.attempt(answer("CO-02-03", muestra(20, 4)))
    screen.show_object("CO-02-03")
    assert screen.panel.past.texts() == [
        "V-2025-041",
        "18/11/2025",
        "6 de 20 · 30.0\N{NO-BREAK SPACE}%",
        "Hoy",
        "4 de 20 · 20.0\N{NO-BREAK SPACE}%",
        "Baja 10 puntos",
        "Reincide",
    ]


def test_an_item_without_a_past_shows_none(screen: CedulasScreen) -> None:
    screen.show_object("CO-02-01")
    assert screen.panel.past.isHidden()


def test_one_key_copies_the_last_answer(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-08")
    press_f3(qtbot)
    copied = screen.session.expediente.respuesta("CO-02-08")
    assert copied is not None
    assert copied.valor == NO


def test_a_sample_is_not_copied(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-03")
    with qtbot.waitSignal(screen.session.refused) as told:
        press_f3(qtbot)
    assert told.args == ["La muestra se revisa de nuevo en cada visita; no se copia de la anterior."]
    assert screen.session.expediente.respuesta("CO-02-03") is None


def test_without_a_past_the_key_says_so(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-01")
    with qtbot.waitSignal(screen.session.refused):
        press_f3(qtbot)


def test_the_key_is_told_where_it_works(screen: CedulasScreen) -> None:
    screen.show_object("CO-02-08")
    assert ("F3", "Copiar de la visita anterior") in screen.hints()
    screen.show_object("CO-02-01")
    assert "F3" not in dict(screen.hints())


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut(screen: CedulasScreen, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    screen.session.attempt(answer("CO-02-03", muestra(20, 4)))
    screen.show_object("CO-02-03")
    assert cut_columns(screen) == []
