"""Parts that stack, lists as high as their rows, ticks that ask, times of day, and warnings beside a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.errors import UserError
from supervisor_app.ui.kit.check_list import CheckList, CheckRow
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.time_edit import TimeEdit, read_time, write_time
from supervisor_app.ui.kit.whole_list import WholeList

ROWS = (CheckRow("CO-01", "CO-01", "Productos de emisión", "8 preg."), CheckRow("CO-02", "CO-02", "Notificación"))
Show = Callable[[QWidget], None]


# --- Reflow -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "stacked"), [(600, False), (400, True)])
def test_parts_stack_where_there_is_no_room(qtbot: QtBot, width: int, stacked: bool) -> None:
    one, other = TextField(), TextField()
    reflow = Reflow((one, other), under=500)
    qtbot.addWidget(reflow)
    reflow.resize(width, 200)
    reflow.show()

    assert reflow.is_stacked() is stacked
    assert (one.x() == other.x()) is stacked


def test_larger_text_stacks_sooner(qtbot: QtBot, theme: Theme) -> None:
    reflow = Reflow((TextField(), TextField()), under=400)
    qtbot.addWidget(reflow)
    reflow.resize(600, 200)
    reflow.show()
    theme.set_zoom(2.0)

    assert reflow.is_stacked()


def test_stacked_parts_may_be_as_narrow_as_one(qtbot: QtBot) -> None:
    one, other = TextField(), TextField()
    reflow = Reflow((one, other), under=100)
    qtbot.addWidget(reflow)
    reflow.resize(600, 100)

    assert reflow.minimumSizeHint().width() == one.minimumSizeHint().width()


def test_a_column_does_not_scroll_over_nothing(qtbot: QtBot) -> None:
    column = ScrollColumn(name="Columna")
    qtbot.addWidget(column)
    column.add(WrapLabel("palabras " * 40))
    column.resize(900, 300)
    column.show()

    assert column.verticalScrollBar().maximum() == 0


# --- WholeList --------------------------------------------------------------------------------------------------------


def test_a_whole_list_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    rows = WholeList([Row(str(n), f"Renglón {n}", "Segunda línea") for n in range(30)], "Lista")
    qtbot.addWidget(rows)
    rows.resize(400, 100)

    assert rows.sizeHint().height() == rows.content_height() > 1000


def test_one_click_opens_once(qtbot: QtBot, on_stage: Show) -> None:
    rows = WholeList([Row("a", "Uno"), Row("b", "Dos")], "Lista")
    on_stage(rows)
    opened: list[str] = []
    rows.opened.connect(opened.append)
    spot = rows.visualRect(rows.model().index(1, 0)).center()

    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert opened == ["b"]


def test_the_keyboard_opens_the_current_row(qtbot: QtBot, on_stage: Show) -> None:
    rows = WholeList([Row("a", "Uno"), Row("b", "Dos")], "Lista")
    on_stage(rows)
    opened: list[str] = []
    rows.opened.connect(opened.append)
    rows.setFocus(Qt.FocusReason.TabFocusReason)

    assert rows.current() == "a"
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened == ["b"]


def test_nothing_looks_selected_once_the_list_is_left(on_stage: Show) -> None:
    rows = WholeList([Row("a", "Uno")], "Lista")
    on_stage(rows)
    rows.setFocus()
    rows.clearFocus()

    assert rows.current() == ""


# --- CheckList --------------------------------------------------------------------------------------------------------


@pytest.fixture
def ticks(on_stage: Show) -> CheckList:
    ticks = CheckList("Cédulas")
    ticks.set_rows(ROWS)
    ticks.resize(360, 300)
    on_stage(ticks)
    ticks.setFocus()
    return ticks


def asked(ticks: CheckList) -> list[tuple[str, bool]]:
    got: list[tuple[str, bool]] = []
    ticks.asked.connect(lambda key, checked: got.append((key, checked)))
    return got


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_tick_is_asked_for_and_not_taken(qtbot: QtBot, ticks: CheckList, key: Qt.Key) -> None:
    got = asked(ticks)

    qtbot.keyClick(ticks, key)

    assert (got, ticks.rows()[0].checked) == ([("CO-01", True)], False)


def test_a_click_asks(qtbot: QtBot, ticks: CheckList) -> None:
    got = asked(ticks)
    spot = ticks.visualRect(ticks.model().index(1, 0)).center()

    qtbot.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert got == [("CO-02", True)]


def test_new_rows_keep_the_current_one(qtbot: QtBot, ticks: CheckList) -> None:
    qtbot.keyClick(ticks, Qt.Key.Key_Down)
    ticks.set_rows([CheckRow("CO-02", "CO-02", "Notificación", checked=True), *ROWS[:1]])

    assert ticks.current() == "CO-02"


def test_a_read_only_list_asks_nothing(qtbot: QtBot, ticks: CheckList) -> None:
    got = asked(ticks)
    ticks.set_read_only(True)

    qtbot.keyClick(ticks, Qt.Key.Key_Space)

    assert got == []


def test_a_row_says_everything_to_a_screen_reader(ticks: CheckList) -> None:
    index = ticks.model().index(0, 0)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "CO-01 Productos de emisión. 8 preg."
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


# --- TimeEdit ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["9:30", "09:30", "09.30", "930", "0930", " 9:30 h", "9h30", "09:30 hrs"])
def test_a_time_is_read_as_people_write_it(text: str) -> None:
    assert read_time(text) == dt.time(9, 30)


@pytest.mark.parametrize(("text", "hour"), [("17", 17), ("17 h", 17), ("0", 0)])
def test_a_whole_hour_needs_no_minutes(text: str, hour: int) -> None:
    assert read_time(text) == dt.time(hour)


@pytest.mark.parametrize("text", ["24:00", "9:60", "nueve", "9:3", "5 pm", "12345", "-1"])
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(UserError, match="24 horas"):
        read_time(text)


def test_nothing_is_no_time() -> None:
    assert (read_time("  "), write_time(None), write_time(dt.time(9, 5))) == (None, "", "09:05")


def test_a_time_field_tells_its_value_once(qtbot: QtBot, on_stage: Show) -> None:
    field = TimeEdit(name="Hora")
    on_stage(field)
    got: list[object] = []
    field.changed.connect(got.append)
    field.setFocus()

    qtbot.keyClicks(field, "930")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.commit()

    assert (got, field.text(), field.time()) == ([dt.time(9, 30)], "09:30", dt.time(9, 30))


# --- Field ------------------------------------------------------------------------------------------------------------


def test_a_warning_leaves_the_value_right(qtbot: QtBot) -> None:
    field = Field("Pliego", TextField())
    qtbot.addWidget(field)

    field.set_warning("El pliego ya se usó.")

    assert (field.error(), bool(field.control.property("invalid"))) == ("El pliego ya se usó.", False)


def test_an_error_after_a_warning_marks_the_field(qtbot: QtBot) -> None:
    field = Field("Pliego", TextField())
    qtbot.addWidget(field)
    field.set_warning("El pliego ya se usó.")

    field.set_error("No se reconoce.")

    assert (field.error(), field.control.property("invalid")) == ("No se reconoce.", True)


def test_the_same_text_again_does_not_move_the_cursor(qtbot: QtBot, on_stage: Show) -> None:
    field = TextField(name="Nombre")
    on_stage(field)
    field.setFocus()
    qtbot.keyClicks(field, "Lucia")
    field.commit()

    field.set_value("Lucia")
    qtbot.keyClicks(field, " B")

    assert field.text() == "Lucia B"
