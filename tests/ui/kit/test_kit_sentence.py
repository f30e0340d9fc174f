"""One sentence under a control, and the side panel of a fixed width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.theme import Theme


def test_a_sentence_is_shown_while_it_says_something(qtbot: QtBot) -> None:
    sentence = Sentence()
    qtbot.addWidget(sentence)
    assert sentence.isHidden()
    sentence.say("Escriba un número entero.", "bad")
    assert not sentence.isHidden()
    assert sentence.accessibleName() == "Escriba un número entero."
    sentence.say("")
    assert sentence.isHidden()


@pytest.mark.parametrize(("zoom", "width"), [(1.0, 270), (1.25, 270), (2.0, 540)])
def test_a_side_part_of_fixed_width_grows_only_as_a_drawer(
    on_stage: Callable[[QWidget], None], theme: Theme, zoom: float, width: int
) -> None:
    theme.set_zoom(zoom)
    side = QWidget()
    both = WithDrawer(QWidget(), side, side_width=270)
    both.resize(1285, 500)
    on_stage(both)
    both.set_open(True)
    assert side.width() == width
