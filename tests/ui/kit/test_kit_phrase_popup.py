"""The list of phrases: chosen by figure, by Enter after walking, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.phrase_popup import PhrasePopup


@pytest.fixture
def popup(on_stage: Callable[[QWidget], None]) -> Iterator[PhrasePopup]:
    owner = QLineEdit()
    owner.resize(800, 40)
    on_stage(owner)
    made = PhrasePopup("Frases", "No hay frases.", owner)
    made.set_phrases("Frases", [("a", "Una frase larga. " * 8), ("b", "Otra.")])
    made.open_at(owner, QRect(0, 0, 10, 20))
    yield made


def test_a_figure_chooses_its_line(popup: PhrasePopup, qtbot: QtBot) -> None:
    with qtbot.waitSignal(popup.picked) as told:
        qtbot.keyClicks(popup, "2")
    assert told.args == ["b"]
    assert not popup.isVisible()


def test_down_and_enter_choose(popup: PhrasePopup, qtbot: QtBot) -> None:
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(popup.picked) as told:
        qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    assert told.args == ["b"]


def test_escape_chooses_nothing(popup: PhrasePopup, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(popup.picked):
        qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_without_phrases_it_says_so(popup: PhrasePopup) -> None:
    popup.set_phrases("Frases", [])
    assert popup.phrases() == ()
