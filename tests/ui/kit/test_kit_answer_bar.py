"""The answer bar: one key is one answer, nothing else changes an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.answer_bar import CUMPLIMIENTO, RIESGO, VERIFICACION, AnswerBar
from supervisor_app.ui.kit.theme import Theme

Key = Qt.Key


@pytest.fixture
def bar(on_stage: Callable[[QWidget], None]) -> AnswerBar:
    bar = AnswerBar(name="Pregunta 3")
    bar.resize(bar.sizeHint())
    on_stage(bar)
    bar.setFocus()
    return bar


@pytest.mark.parametrize(("key", "value"), [("1", "cumple"), ("2", "parcial"), ("3", "no_cumple"), ("4", "no_aplica")])
def test_a_key_answers(bar: AnswerBar, qtbot: QtBot, key: str, value: str) -> None:
    with qtbot.waitSignal(bar.answered) as answered:
        qtbot.keyClicks(bar, key)
    assert answered.args == [value]
    assert bar.value() == value


def test_the_numeric_keypad_answers_too(bar: AnswerBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.answered) as answered:
        qtbot.keyClick(bar, Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert answered.args == ["no_cumple"]


def test_the_same_answer_again_is_no_answer(bar: AnswerBar, qtbot: QtBot) -> None:
    bar.set_value("cumple")
    with qtbot.assertNotEmitted(bar.answered):
        qtbot.keyClicks(bar, "1")


def test_set_value_does_not_emit(bar: AnswerBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.answered):
        bar.set_value("parcial")
    assert bar.value() == "parcial"


def test_arrows_move_without_answering(bar: AnswerBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.answered):
        qtbot.keyClick(bar, Key.Key_Right)
        qtbot.keyClick(bar, Key.Key_Right)
    assert bar.value() is None
    qtbot.keyClick(bar, Key.Key_Space)
    assert bar.value() == "no_cumple"


def test_left_from_the_first_goes_to_the_last(bar: AnswerBar, qtbot: QtBot) -> None:
    qtbot.keyClick(bar, Key.Key_Left)
    qtbot.keyClick(bar, Key.Key_Return)
    assert bar.value() == "no_aplica"


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_an_answer_can_be_taken_back(bar: AnswerBar, qtbot: QtBot, key: Qt.Key) -> None:
    bar.set_value("cumple")
    with qtbot.waitSignal(bar.cleared):
        qtbot.keyClick(bar, key)
    assert bar.value() is None


def test_nothing_to_take_back_emits_nothing(bar: AnswerBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.cleared):
        qtbot.keyClick(bar, Key.Key_Delete)


def test_the_pointer_answers(bar: AnswerBar, qtbot: QtBot) -> None:
    spot = bar.access_parts()[1].rect.center()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=spot)
    assert bar.value() == "parcial"


def test_between_the_pills_nothing_happens(bar: AnswerBar, qtbot: QtBot) -> None:
    gap = bar.access_parts()[0].rect.topRight() + QPoint(2, 10)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=gap)
    assert bar.value() is None


def test_a_signed_answer_cannot_be_changed(bar: AnswerBar, qtbot: QtBot) -> None:
    bar.set_value("cumple")
    bar.set_locked(True)
    with qtbot.assertNotEmitted(bar.answered), qtbot.assertNotEmitted(bar.cleared):
        qtbot.keyClicks(bar, "234")
        qtbot.keyClick(bar, Key.Key_Delete)
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.access_parts()[3].rect.center())
    assert bar.value() == "cumple"


def test_chords_are_left_to_the_screen(bar: AnswerBar, qtbot: QtBot) -> None:
    qtbot.keyClick(bar, Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() is None


def test_an_unknown_value_is_refused(bar: AnswerBar) -> None:
    with pytest.raises(ValueError, match="quizás"):
        bar.set_value("quizás")


def test_three_options_have_no_fourth_key(qtbot: QtBot) -> None:
    bar = AnswerBar(VERIFICACION)
    qtbot.addWidget(bar)
    qtbot.keyClicks(bar, "4")
    assert bar.value() is None
    qtbot.keyClicks(bar, "3")
    assert bar.value() == "no_solventada"


def test_options_without_keys_ignore_digits(qtbot: QtBot) -> None:
    bar = AnswerBar(RIESGO)
    qtbot.addWidget(bar)
    qtbot.keyClicks(bar, "1")
    assert bar.value() is None


def test_pills_keep_their_places_whatever_is_answered(bar: AnswerBar) -> None:
    before = [part.rect for part in bar.access_parts()]
    bar.set_value("no_cumple")
    assert [part.rect for part in bar.access_parts()] == before


def test_a_narrow_bar_uses_more_rows_and_cuts_nothing(bar: AnswerBar) -> None:
    bar.resize(200, bar.heightForWidth(200))
    rects = [part.rect for part in bar.access_parts()]
    assert len({rect.top() for rect in rects}) == 2
    assert all(bar.rect().contains(rect) for rect in rects)


def test_pills_grow_with_the_text(bar: AnswerBar, theme: Theme) -> None:
    before = bar.sizeHint()
    theme.set_zoom(2.0)
    assert bar.sizeHint().width() > 1.6 * before.width()
    assert all(part.rect.height() >= 30 for part in bar.access_parts())


def test_targets_are_at_least_24_px(bar: AnswerBar) -> None:
    assert all(min(part.rect.width(), part.rect.height()) >= 24 for part in bar.access_parts())


def test_it_is_a_radio_group_to_a_screen_reader(bar: AnswerBar) -> None:
    bar.set_value("parcial")
    group = QAccessible.queryAccessibleInterface(bar)
    assert group.role() == QAccessible.Role.Grouping
    assert group.text(QAccessible.Text.Name) == "Pregunta 3"
    children = [group.child(index) for index in range(group.childCount())]
    assert [child.text(QAccessible.Text.Name) for child in children] == [option.word for option in CUMPLIMIENTO]
    assert all(child.role() == QAccessible.Role.RadioButton for child in children)
    assert [bool(child.state().checked) for child in children] == [False, True, False, False]
