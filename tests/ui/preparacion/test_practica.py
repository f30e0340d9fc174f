"""A practice visit can be thrown away from its first step, after being asked once; a real one offers nothing of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.visita_ficticia import CO_90, CONTROL, CUMPLE, aplicar, expediente, responder


def contestable() -> Expediente:
    e = expediente(ficticia=False, cedulas=())
    return aplicar(e, comandos.elegir_cedulas(e, [CO_90]))


ScreenOf = Callable[[Expediente], PreparacionScreen]


def test_a_real_visit_with_an_answer_offers_no_way_to_throw_it_away(screen_of: ScreenOf) -> None:
    assert screen_of(responder(contestable(), CONTROL.id, CUMPLE)).practice.isHidden()


def test_one_begun_by_mistake_does_until_something_is_captured(screen_of: ScreenOf) -> None:
    screen = screen_of(contestable())
    assert "error" in screen.practice.about.text()
    assert not screen.practice.isHidden()
    screen.session.do(comandos.responder(screen.session.expediente, CONTROL, CUMPLE))
    assert screen.practice.isHidden()


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
