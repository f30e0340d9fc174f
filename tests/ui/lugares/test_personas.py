"""People are added, named, moved and taken away by keyboard, and an empty row is nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.personas import Pair, PeopleRows, PersonFields

Show = Callable[[QWidget], None]
ANA, RAUL, INES = ("Ana Luna", "Jefa"), ("Raul Vega", "Analista"), ("Ines Soto", "Titular")
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rows(on_stage: Show) -> PeopleRows:
    rows = PeopleRows("del equipo", "Agregar persona")
    rows.resize(600, 300)
    on_stage(rows)
    return rows


def told(rows: PeopleRows) -> list[tuple[Pair, ...]]:
    got: list[tuple[Pair, ...]] = []
    rows.edited.connect(got.append)
    return got


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def write(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def test_two_people_are_written_without_leaving_the_keyboard(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.focus_first()
    for name, post in (ANA, RAUL):
        write(qtbot, name)
        press(qtbot, Qt.Key.Key_Tab)
        write(qtbot, post)
        press(qtbot, Qt.Key.Key_Return)

    assert rows.people() == (ANA, RAUL)
    assert len(rows._rows) == 3


def test_as_what_somebody_signs_is_typed_after_the_post(qtbot: QtBot, on_stage: Show) -> None:
    rows = PeopleRows("de quien firma", "Agregar firmante", roles=("Elaboró", "Autorizó"))
    on_stage(rows)
    got: list[object] = []
    rows.edited.connect(got.append)
    rows.focus_first()
    for text in ANA:
        write(qtbot, text)
        press(qtbot, Qt.Key.Key_Tab)
    write(qtbot, "Dio fe")
    press(qtbot, Qt.Key.Key_Return)

    assert got[-1] == ((*ANA, "Dio fe"),)
    assert len(rows._rows) == 2


def test_an_empty_row_is_nobody(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA])
    got = told(rows)

    rows.add_row()
    rows.add_row()

    assert (got, rows.people(), len(rows._rows)) == ([], (ANA,), 2)


def test_alt_and_the_arrows_move_and_keep_the_focus(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA, RAUL, INES])
    got = told(rows)
    rows._rows[2].post.setFocus()

    press(qtbot, Qt.Key.Key_Up, ALT)

    assert got == [(ANA, INES, RAUL)]
    assert rows._rows[1].post.hasFocus()


def test_nobody_moves_over_the_edge(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA, RAUL])
    got = told(rows)
    rows.focus_first()

    press(qtbot, Qt.Key.Key_Up, ALT)

    assert got == []


def test_ctrl_delete_takes_away_and_goes_to_the_next(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA, RAUL])
    got = told(rows)
    rows.focus_first()

    press(qtbot, Qt.Key.Key_Delete, CTRL)

    assert got == [(RAUL,)]
    assert rows._rows[0].name.hasFocus()


def test_taking_the_last_one_away_leaves_an_empty_row(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA])
    got = told(rows)
    rows.focus_first()

    press(qtbot, Qt.Key.Key_Delete, CTRL)

    assert (got, len(rows._rows)) == ([()], 1)


def test_the_same_people_again_keep_rows_and_focus(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA, RAUL])
    rows._rows[1].post.setFocus()

    rows.set_people([ANA, RAUL])

    assert rows._rows[1].post.hasFocus()


def test_other_people_do_not_take_what_is_being_typed(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA])
    rows.focus_first()
    write(qtbot, "X")

    rows.set_people([RAUL])

    assert "X" in rows._rows[0].name.text()


def test_a_known_person_brings_the_post_in_one_go(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_suggestions([ANA, RAUL])
    got = told(rows)
    rows.focus_first()

    write(qtbot, "veg")
    qtbot.keyClick(rows._rows[0].name._view, Qt.Key.Key_Down)
    qtbot.keyClick(rows._rows[0].name._view, Qt.Key.Key_Return)

    assert got == [(RAUL,)]


def test_a_closed_list_is_read_only(qtbot: QtBot, rows: PeopleRows) -> None:
    rows.set_people([ANA, RAUL])
    rows.set_read_only(True)
    got = told(rows)
    rows.focus_first()

    press(qtbot, Qt.Key.Key_Delete, CTRL)
    press(qtbot, Qt.Key.Key_Down, ALT)
    write(qtbot, "X")

    assert (got, rows.people()) == ([], (ANA, RAUL))
    assert not rows.add.isVisible()


def test_each_field_says_whose_it_is(rows: PeopleRows) -> None:
    rows.set_people([ANA, RAUL])

    assert rows._rows[1].post.accessibleName() == "Cargo del equipo, 2"
    assert rows._rows[1].out.accessibleName() == "Quitar a Raul Vega"


def test_a_space_at_the_end_stays_while_a_name_is_typed(qtbot: QtBot, on_stage: Show) -> None:
    person = PersonFields("de quien recibe")
    on_stage(person)
    person.name.setFocus()
    qtbot.keyClicks(person.name, "Ana ")
    person.name.commit()

    person.set_pair(("Ana", ""))
    qtbot.keyClicks(person.name, "Luna")

    assert person.name.text() == "Ana Luna"
