"""A practice visit can be thrown away from its first step, after being asked once; a real one offers nothing of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.visita_ficticia import expediente

ScreenOf = Callable[[Expediente], PreparacionScreen]


def test_a_real_visit_offers_no_way_to_throw_it_away(screen_of: ScreenOf) -> None:
    assert screen_of(expediente(ficticia=False)).practice.isHidden()


def test_it_is_asked_once_with_the_focus_on_keeping_it(qtbot: QtBot, screen_of: ScreenOf) -> None:
    card = screen_of(expediente()).practice
    card.remove.setFocus()
    qtbot.keyClick(card.remove, Qt.Key.Key_Space)
    assert "no se puede deshacer" in card.about.text()
    assert QApplication.focusWidget() is card.keep
    qtbot.keyClick(card.keep, Qt.Key.Key_Space)
    assert card.sure.isHidden()
    assert QApplication.focusWidget() is card.remove


def test_it_goes_with_all_that_belongs_to_it(qtbot: QtBot, screen_of: ScreenOf) -> None:
    screen = screen_of(expediente())
    visita_id = screen.session.expediente.visita.id
    wanted: list[tuple[str, str]] = []
    screen.wants.connect(lambda place, what: wanted.append((place, what)))
    screen.practice.remove.click()
    screen.practice.sure.setFocus()
    with qtbot.waitSignal(screen.practice.removed):
        qtbot.keyClick(screen.practice.sure, Qt.Key.Key_Space)
    assert wanted == [("quitada", visita_id)]
    left: list[object] = []
    screen.session.lanes.call(lambda s: s.visitas.lista(), left.append)
    qtbot.waitUntil(lambda: bool(left))
    assert left == [()]
