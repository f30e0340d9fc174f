"""What is pasted comes in whole or is refused in a sentence; what strangers wrote is shown as plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.labels import ElidedLabel, Text, plain_tip
from supervisor_app.ui.kit.pasting import LONGEST_PASTE
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField


def _pasted(qtbot: QtBot, field: QLineEdit | QPlainTextEdit, text: str) -> None:
    qtbot.addWidget(field)
    field.show()
    QGuiApplication.clipboard().setText(text)
    field.paste()


def test_text_that_no_answer_takes_is_refused_whole_with_a_sentence(qtbot: QtBot) -> None:
    area = TextArea("lo que ya estaba")
    _pasted(qtbot, area, "x" * (LONGEST_PASTE + 1))
    assert area.text() == "lo que ya estaba"
    assert QToolTip.text().startswith("Lo copiado tiene 100,001 caracteres y no se pegó")
    assert area.accessibleDescription() == QToolTip.text()


def test_the_longest_text_comes_in_whole(qtbot: QtBot) -> None:
    area = TextArea()
    text = "palabra " * (LONGEST_PASTE // 8)
    _pasted(qtbot, area, text)
    assert area.text() == text


def test_a_line_that_is_cut_says_so(qtbot: QtBot) -> None:
    field = TextField()
    _pasted(qtbot, field, "x" * 40_000)
    assert len(field.text()) == field.maxLength()
    assert "se cortó a 32,767 caracteres" in field.accessibleDescription()


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "\ud800b"])
@pytest.mark.parametrize("make", [TextArea, TextField])
def test_what_a_clipboard_should_not_hold_does_no_harm(
    qtbot: QtBot, make: Callable[[], QLineEdit | QPlainTextEdit], text: str
) -> None:
    _pasted(qtbot, make(), text)


@pytest.mark.parametrize("make", [Text, ElidedLabel])
def test_marks_that_steer_a_screen_are_shown_as_a_sign(qtbot: QtBot, make: Callable[[str], QWidget]) -> None:
    label = make("acta\u202efdp.exe\x07")
    qtbot.addWidget(label)
    assert isinstance(label, Text)
    assert label.text() == "acta\N{REPLACEMENT CHARACTER}fdp.exe\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("text", ["<img src='//ejemplo.invalid/x'>", "a &lt;b&gt;", "<b>x"])
def test_a_tooltip_never_fetches_what_a_text_names(text: str) -> None:
    tip = plain_tip(text)
    assert "<img" not in tip
    assert "<b>" not in tip


def test_a_tooltip_of_plain_words_stays_as_it_is() -> None:
    assert plain_tip("UMF No. 19, Colima") == "UMF No. 19, Colima"
