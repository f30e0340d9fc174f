"""The part that opens and closes: by keyboard, and told to screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.disclosure import Disclosure


@pytest.fixture
def part(on_stage: Callable[[QWidget], None]) -> Disclosure:
    made = Disclosure("1. PROPÓSITO")
    inside = QLabel("dentro")
    inside.setObjectName("dentro")
    made.body.addWidget(inside)
    on_stage(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_open_it(part: Disclosure, qtbot: QtBot, key: Qt.Key) -> None:
    part.setFocus()
    with qtbot.waitSignal(part.toggled) as told:
        qtbot.keyClick(part.head(), key)
    assert told.args == [True]
    assert part.is_open()
    inside = part.findChild(QLabel, "dentro")
    assert inside is not None
    assert inside.isVisible()


def test_setting_it_emits_nothing(part: Disclosure, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(part.toggled):
        part.set_open(True)


def test_its_state_is_told_open_or_closed(part: Disclosure) -> None:
    part.set_state("Vacía", "triangle-alert", "warn")
    assert part.head().accessibleDescription() == "Cerrada. Vacía"
    part.set_open(True)
    assert part.head().accessibleDescription() == "Abierta. Vacía"
