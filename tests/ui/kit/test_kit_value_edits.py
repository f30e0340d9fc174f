"""Date, number and money fields: what is emitted, what is refused, what stays as typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.value_edit import DateEdit, MoneyEdit, NumberEdit

TODAY = dt.date(2026, 6, 10)
Key = Qt.Key


@pytest.fixture
def date(on_stage: Callable[[QWidget], None]) -> DateEdit:
    edit = DateEdit(name="Cierre", today=lambda: TODAY)
    on_stage(edit)
    edit.setFocus()
    return edit


def test_a_date_is_emitted_when_it_is_finished(date: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(date, "5/6/26")
    with qtbot.waitSignal(date.changed) as changed:
        qtbot.keyClick(date, Key.Key_Return)
    assert changed.args == [dt.date(2026, 6, 5)]
    assert date.text() == "05/06/2026"


def test_a_wrong_date_is_told_and_stays_as_typed(date: DateEdit, qtbot: QtBot) -> None:
    date.set_date(TODAY)
    date.selectAll()
    qtbot.keyClicks(date, "310226")
    with qtbot.assertNotEmitted(date.changed), qtbot.waitSignal(date.problem) as problem:
        qtbot.keyClick(date, Key.Key_Return)
    assert "no existe" in problem.args[0]
    assert (date.text(), date.date()) == ("310226", TODAY)


def test_typing_again_takes_the_complaint_away(date: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(date, "99")
    qtbot.keyClick(date, Key.Key_Return)
    assert date.sentence()
    qtbot.keyClick(date, Key.Key_Backspace)
    assert not date.sentence()


def test_an_emptied_date_emits_none(date: DateEdit, qtbot: QtBot) -> None:
    date.set_date(TODAY)
    date.selectAll()
    qtbot.keyClick(date, Key.Key_Delete)
    with qtbot.waitSignal(date.changed) as changed:
        qtbot.keyClick(date, Key.Key_Return)
    assert changed.args == [None]


def test_the_same_date_typed_otherwise_is_no_change(date: DateEdit, qtbot: QtBot) -> None:
    date.set_date(dt.date(2026, 6, 5))
    date.selectAll()
    qtbot.keyClicks(date, "5/6/26")
    with qtbot.assertNotEmitted(date.changed):
        qtbot.keyClick(date, Key.Key_Return)
    assert date.text() == "05/06/2026"


def test_the_calendar_opens_by_key_and_gives_a_date(date: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(date, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = date.calendar()
    assert calendar is not None
    assert calendar.isVisible()
    days = calendar.month.findChild(QAbstractItemView)
    qtbot.keyClick(days, Key.Key_Right)
    with qtbot.waitSignal(date.changed) as changed:
        qtbot.keyClick(days, Key.Key_Return)
    assert changed.args == [dt.date(2026, 6, 11)]
    assert not calendar.isVisible()


def test_escape_closes_the_calendar_without_a_date(date: DateEdit, qtbot: QtBot) -> None:
    date.open_calendar()
    calendar = date.calendar()
    assert calendar is not None
    with qtbot.assertNotEmitted(date.changed):
        qtbot.keyClick(calendar.month.findChild(QAbstractItemView), Key.Key_Escape)
    assert not calendar.isVisible()


def test_the_calendar_opens_above_where_the_screen_ends(date: DateEdit, qtbot: QtBot) -> None:
    screen = date.screen().availableGeometry()
    date.move(0, screen.bottom() - date.height())
    date.open_calendar()
    calendar = date.calendar()
    assert calendar is not None
    assert calendar.geometry().bottom() < date.mapToGlobal(QPoint(0, 0)).y()
    calendar.close()


def test_a_read_only_date_has_no_calendar(date: DateEdit, qtbot: QtBot) -> None:
    date.setReadOnly(True)
    date.open_calendar()
    assert date.calendar() is None


def test_a_value_from_outside_does_not_take_what_is_being_typed(date: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(date, "5/")
    date.set_date(TODAY)
    assert date.text() == "5/"


@pytest.mark.parametrize(
    ("edit", "typed", "value", "shown"),
    [
        (MoneyEdit, "48210.5", Decimal("48210.50"), "$48,210.50"),
        (NumberEdit, "1,234", Decimal(1234), "1,234"),
    ],
)
def test_numbers_are_emitted_and_dressed(
    qtbot: QtBot, edit: type[NumberEdit], typed: str, value: Decimal, shown: str
) -> None:
    field = edit()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    with qtbot.waitSignal(field.changed) as changed:
        qtbot.keyClick(field, Key.Key_Return)
    assert changed.args == [value]
    assert field.text() == shown


@pytest.mark.parametrize(("typed", "sentence"), [("101", "100 o menos"), ("-1", "0 o más"), ("x", "no es un número")])
def test_limits_are_told(qtbot: QtBot, typed: str, sentence: str) -> None:
    field = NumberEdit(maximum=100)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Key.Key_Return)
    assert sentence in field.sentence()
    assert field.number() is None


def test_a_field_shows_the_complaint_of_its_control(qtbot: QtBot) -> None:
    money = MoneyEdit()
    field = Field("Importe", money)
    qtbot.addWidget(field)
    qtbot.keyClicks(money, "mucho")
    qtbot.keyClick(money, Key.Key_Return)
    assert "no es un importe" in field.error()
    assert money.property("invalid") is True
    assert money.accessibleName() == "Importe"
    assert "no es un importe" in money.accessibleDescription()
    field.set_error("")
    assert money.property("invalid") is False


def test_a_text_field_commits_once(qtbot: QtBot) -> None:
    field = TextField("Colima")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, " y Tonila")
    with qtbot.waitSignal(field.committed) as committed:
        qtbot.keyClick(field, Key.Key_Return)
    assert committed.args == ["Colima y Tonila"]
    with qtbot.assertNotEmitted(field.committed):
        qtbot.keyClick(field, Key.Key_Return)


def test_what_was_typed_is_not_overwritten_before_it_is_handed_over(qtbot: QtBot) -> None:
    field = TextField("Colima")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, " y")
    field.set_value("Colima")
    assert field.text() == "Colima y"
    field.commit()
    field.set_value("Tecomán")
    assert field.text() == "Tecomán"


def test_a_suffix_leaves_room_for_the_text(qtbot: QtBot) -> None:
    field = NumberEdit(suffix="días hábiles")
    qtbot.addWidget(field)
    assert field.textMargins().right() > 50


def test_a_tool_grows_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    field = DateEdit(today=lambda: TODAY)
    qtbot.addWidget(field)
    before = field.textMargins().right()
    theme.set_zoom(2.0)
    assert field.textMargins().right() > before


def test_a_text_area_grows_and_then_scrolls(qtbot: QtBot) -> None:
    area = TextArea(minimum_lines=2, maximum_lines=4)
    qtbot.addWidget(area)
    area.resize(300, 10)
    area.show()
    two = area.height()
    area.set_value("uno\ndos\ntres")
    three = area.height()
    area.set_value("\n" * 9)
    assert two < three < area.height()
    assert area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_tab_leaves_a_text_area_and_commits_it(qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    area, after = TextArea(), TextField()
    layout.addWidget(area)
    layout.addWidget(after)
    on_stage(window)
    area.setFocus()
    qtbot.keyClicks(area, "Falta el acuse")
    with qtbot.waitSignal(area.committed) as committed:
        qtbot.keyClick(area, Key.Key_Tab)
    assert committed.args == ["Falta el acuse"]
    assert after.hasFocus()


def test_set_value_of_a_text_area_is_not_typing(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    with qtbot.assertNotEmitted(area.typed):
        area.set_value("Texto")
    with qtbot.waitSignal(area.typed):
        qtbot.keyClicks(area, "x")


@pytest.mark.parametrize("text", ["Se encontró en 4 (16.0\u00a0%).", "Uno\r\ndos", "Uno\u2028dos"])
def test_a_text_that_was_shown_and_not_touched_is_not_committed(qtbot: QtBot, text: str) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    area.set_value(text)

    with qtbot.assertNotEmitted(area.committed):
        area.commit()


def test_a_fixed_space_is_kept(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    area.set_value("12.5\u00a0%")

    assert area.text() == "12.5\u00a0%"
