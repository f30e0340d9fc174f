"""The side part: beside the main one, or a drawer that F6 opens and Esc closes, giving the focus back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.drawer import WithDrawer


class Parts:
    def __init__(self) -> None:
        main, self.side = QWidget(), QLineEdit()
        self.field = QLineEdit()
        QVBoxLayout(main).addWidget(self.field)
        self.both = WithDrawer(main, self.side, share=0.5)


@pytest.fixture
def parts(on_stage: Callable[[QWidget], None]) -> Parts:
    made = Parts()
    made.both.resize(1285, 500)
    on_stage(made.both)
    made.field.setFocus()
    return made


def test_with_room_both_are_shown_and_f6_goes_over_and_back(parts: Parts) -> None:
    assert parts.side.isVisible()
    parts.both.switch()
    assert parts.side.hasFocus()
    parts.both.switch()
    assert parts.field.hasFocus()
    assert parts.side.isVisible()


def test_narrow_the_drawer_is_closed_until_it_is_asked_for(parts: Parts, qtbot: QtBot) -> None:
    parts.both.resize(900, 500)
    assert not parts.side.isVisible()
    with qtbot.waitSignal(parts.both.turned) as told:
        parts.both.switch()
    assert told.args == [True]
    assert parts.side.isVisible()
    assert parts.side.hasFocus()


def test_escape_closes_the_drawer_and_gives_the_focus_back(parts: Parts, qtbot: QtBot) -> None:
    parts.both.resize(900, 500)
    parts.both.switch()
    qtbot.keyClick(parts.side, Qt.Key.Key_Escape)
    assert not parts.side.isVisible()
    assert parts.field.hasFocus()


def test_large_text_makes_it_a_drawer_too(parts: Parts) -> None:
    parts.both.theme.set_zoom(1.5)
    assert parts.both.is_narrow()
