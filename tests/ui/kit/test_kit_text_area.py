"""The height of a text area: all its lines, also of a text that it was given before it was shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.ui.kit.text_area import TextArea


def test_a_text_given_while_hidden_shows_all_its_wrapped_lines(on_stage: Callable[[QWidget], None]) -> None:
    place = QWidget()
    area = TextArea(minimum_lines=2, maximum_lines=30, name="Prueba")
    area.hide()
    QVBoxLayout(place).addWidget(area)
    place.resize(320, 700)
    on_stage(place)

    area.set_value("\n".join(["Una frase bastante larga, que no cabe en un solo renglón de este campo."] * 6))
    area.show()
    place.grab()

    last = QTextCursor(area.document())
    last.movePosition(QTextCursor.MoveOperation.End)
    assert area.document().size().height() >= 12
    assert area.cursorRect(last).bottom() <= area.viewport().height()
