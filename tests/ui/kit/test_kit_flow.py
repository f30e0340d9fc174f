"""Things that go on in the next line, and fields whose outline shows only while they are used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField, quiet


def test_what_does_not_fit_goes_to_the_next_line(qtbot: QtBot) -> None:
    flow = Flow()
    qtbot.addWidget(flow)
    flow.set_items([Pill("JSAC 7.1.3 · núm. 3") for _ in range(3)])
    one_line = flow.heightForWidth(2000)
    assert flow.heightForWidth(200) > 2 * one_line


def test_a_hidden_thing_takes_no_room(qtbot: QtBot) -> None:
    flow = Flow()
    qtbot.addWidget(flow)
    flow.set_items([Pill("uno"), Pill("dos")])
    flow.items()[1].hide()
    assert flow.heightForWidth(60) == flow.items()[0].sizeHint().height()


def edge(field: QWidget) -> QColor:
    image: QImage = field.grab().toImage()
    return image.pixelColor(image.width() // 2, 0)


def test_a_quiet_field_has_an_outline_only_with_the_focus(on_stage: Callable[[QWidget], None]) -> None:
    stage = QWidget()
    layout = QHBoxLayout(stage)
    field, other = TextField("uno"), TextField("dos")
    quiet(field)
    layout.addWidget(field)
    layout.addWidget(other)
    on_stage(stage)
    other.setFocus()
    at_rest = edge(field)
    field.setFocus()
    assert edge(field) != at_rest
    assert edge(field) == field.theme.color("accent")


def test_a_text_known_already_does_not_take_what_is_typed(on_stage: Callable[[QWidget], None], qtbot: QtBot) -> None:
    area = TextArea("uno")
    on_stage(area)
    area.setFocus()
    qtbot.keyClicks(area, "x")
    area.set_value("uno")
    assert area.text() == "xuno"
    area.set_value("otra cosa")
    assert area.text() == "otra cosa"
