"""A field that suggests takes what is marked, and one that must be of a list says when it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.suggest_field import NOT_IN_LIST, PickField, SuggestField, Suggestion, matching

OOAD = (
    Suggestion("06", "Colima", "06", "OOAD Delegación COLIMA"),
    Suggestion("14", "Jalisco", "14", "OOAD Delegación JALISCO"),
    Suggestion("17", "Michoacán", "17", "OOAD Delegación MICHOACAN"),
    Suggestion("31", "Veracruz Norte", "31", "OOAD Delegación VERACRUZ NORTE"),
    Suggestion("32", "Veracruz Sur", "32", "OOAD Delegación VERACRUZ SUR"),
)
PEOPLE = (Suggestion("a", "Inés Camarena Soto", "Encargada"), Suggestion("b", "Raúl Montaño Vega", "Jefe"))
Show = Callable[[QWidget], None]


def staged(on_stage: Show, field: QWidget) -> None:
    on_stage(field)
    field.setFocus()


@pytest.fixture
def pick(on_stage: Show) -> PickField:
    field = PickField(name="OOAD")
    field.set_suggestions(OOAD)
    staged(on_stage, field)
    return field


@pytest.fixture
def free(on_stage: Show) -> SuggestField:
    field = SuggestField(name="Nombre")
    field.set_suggestions(PEOPLE)
    staged(on_stage, field)
    return field


def emitted(signal: SignalInstance) -> list[str]:
    got: list[str] = []
    signal.connect(got.append)
    return got


@pytest.mark.parametrize("typed", ["colima", "COL", "06", "delegacion colima", "ooad colima", "Delegación  Colima"])
def test_a_row_is_found_by_any_of_its_words(typed: str) -> None:
    assert [s.key for s in matching(OOAD, typed)] == ["06"]


def test_accents_do_not_matter() -> None:
    assert [s.key for s in matching(OOAD, "michoacan")] == ["17"]


def test_those_that_begin_as_typed_come_first() -> None:
    rows = (Suggestion("1", "Ciudad Juárez"), Suggestion("2", "Juárez"))

    assert [s.key for s in matching(rows, "juar")] == ["2", "1"]


def test_typing_and_enter_choose(qtbot: QtBot, pick: PickField) -> None:
    chosen = emitted(pick.chosen)

    qtbot.keyClicks(pick, "jal")
    qtbot.keyClick(pick, Qt.Key.Key_Return)

    assert (chosen, pick.key(), pick.text()) == (["14"], "14", "Jalisco")
    assert pick.offered() == ()


def test_the_list_is_walked_with_the_arrows(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClicks(pick, "vera")
    assert pick.offered() == ("Veracruz Norte", "Veracruz Sur")
    qtbot.keyClick(pick._view, Qt.Key.Key_Down)
    qtbot.keyClick(pick._view, Qt.Key.Key_Return)

    assert pick.key() == "32"


def test_the_arrow_opens_everything(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClick(pick, Qt.Key.Key_Down)

    assert len(pick.offered()) == len(OOAD)


def test_escape_closes_the_list_and_keeps_the_text(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClicks(pick, "vera")
    qtbot.keyClick(pick._view, Qt.Key.Key_Escape)

    assert (pick.offered(), pick.text()) == ((), "vera")


def test_leaving_takes_the_only_one_that_is_meant(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClicks(pick, "delegacion colima")
    pick._view.hide()
    pick.commit()

    assert (pick.key(), pick.text(), pick.sentence()) == ("06", "Colima", "")


def test_what_is_not_in_the_list_is_told_and_stays(qtbot: QtBot, pick: PickField) -> None:
    chosen, told = emitted(pick.chosen), emitted(pick.problem)

    qtbot.keyClicks(pick, "atlantis")
    pick.commit()

    assert (chosen, told, pick.text()) == ([], [NOT_IN_LIST], "atlantis")


def test_what_may_be_several_is_told(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClicks(pick, "veracruz")
    pick._view.hide()
    pick.commit()

    assert pick.sentence() == NOT_IN_LIST


def test_typing_on_forgives(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClicks(pick, "atlantis")
    pick.commit()
    qtbot.keyClick(pick, Qt.Key.Key_Backspace)

    assert pick.sentence() == ""


def test_emptying_chooses_nothing(qtbot: QtBot, pick: PickField) -> None:
    pick.set_key("06")
    chosen = emitted(pick.chosen)

    pick.selectAll()
    qtbot.keyClick(pick, Qt.Key.Key_Delete)
    pick.commit()

    assert (chosen, pick.key()) == ([""], "")


def test_showing_a_choice_emits_nothing(pick: PickField) -> None:
    chosen = emitted(pick.chosen)

    pick.set_key("99", "OOAD de otra versión")

    assert (chosen, pick.text(), pick.key()) == ([], "OOAD de otra versión", "99")


def test_what_was_typed_in_vain_gives_way_to_what_is_chosen_elsewhere(qtbot: QtBot, pick: PickField) -> None:
    qtbot.keyClicks(pick, "Sonora")
    pick.commit()
    pick.clearFocus()
    pick.set_key("14")
    assert pick.text() == "Jalisco"
    assert pick.sentence() == ""


def test_a_read_only_field_offers_nothing(qtbot: QtBot, pick: PickField) -> None:
    pick.setReadOnly(True)
    qtbot.keyClick(pick, Qt.Key.Key_Down)

    assert pick.offered() == ()


def test_a_free_field_keeps_what_is_typed(qtbot: QtBot, free: SuggestField) -> None:
    committed = emitted(free.committed)

    qtbot.keyClicks(free, "Ines X")
    qtbot.keyClick(free, Qt.Key.Key_Return)

    assert committed == ["Ines X"]


def test_a_free_field_marks_nothing_by_itself(qtbot: QtBot, free: SuggestField) -> None:
    committed = emitted(free.committed)

    qtbot.keyClicks(free, "Ines")
    assert free.offered() == ("Inés Camarena Soto",)
    qtbot.keyClick(free._view, Qt.Key.Key_Return)

    assert committed == ["Ines"]


def test_taking_a_suggestion_tells_first_and_commits_then(qtbot: QtBot, free: SuggestField) -> None:
    told: list[str] = []
    free.picked.connect(lambda key: told.append(f"picked {key}"))
    free.committed.connect(lambda text: told.append(f"committed {text}"))

    qtbot.keyClicks(free, "mont")
    qtbot.keyClick(free._view, Qt.Key.Key_Down)
    qtbot.keyClick(free._view, Qt.Key.Key_Return)

    assert told == ["picked b", "committed Raúl Montaño Vega"]
