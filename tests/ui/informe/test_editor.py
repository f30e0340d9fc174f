"""The list editor by keyboard: what each key does to the rows, when it is said, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.informe import Marcador
from supervisor_app.ui.visita.informe.editor import ListEditor
from supervisor_app.ui.visita.informe.lista import ListRow, Rows

N, L, P = Marcador.NUMERO, Marcador.LETRA, Marcador.PARRAFO
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LISTA = (ListRow(1, N, "uno"), ListRow(1, N, "dos"), ListRow(2, L, "a"), ListRow(2, L, "be"), ListRow(1, N, "tres"))


@pytest.fixture
def editor(on_stage: Callable[[QWidget], None]) -> ListEditor:
    made = ListEditor("Actividades", N)
    made.resize(500, 300)
    on_stage(made)
    made.setFocus()
    return made


@pytest.fixture
def full(editor: ListEditor) -> ListEditor:
    editor.set_rows(LISTA)
    return editor


def told(editor: ListEditor) -> list[str]:
    return [f"{row.nivel} {row.texto}" for row in editor.rows()]


def select(editor: ListEditor, first: tuple[int, int], last: tuple[int, int]) -> None:
    editor.go_to_row(*first)
    start = editor.textCursor().position()
    editor.go_to_row(*last)
    cursor = editor.textCursor()
    cursor.setPosition(start)
    editor.go_to_row(*last)
    cursor.setPosition(editor.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def test_a_list_is_written_by_keyboard_alone(editor: ListEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor, "Evaluar:")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.keyClicks(editor, "cobro")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Backtab, SHIFT)
    qtbot.keyClicks(editor, "Cierre")
    assert editor.rows() == (ListRow(1, N, "Evaluar:"), ListRow(2, L, "cobro"), ListRow(1, N, "Cierre"))


def test_typing_is_said_after_a_pause(editor: ListEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.edited) as said:
        qtbot.keyClicks(editor, "hola")
    assert said.args == [(ListRow(1, N, "hola"),)]


def test_a_movement_is_said_at_once(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(0)
    said: list[Rows] = []
    full.edited.connect(said.append)
    qtbot.keyClick(full, Qt.Key.Key_Down, ALT)
    assert said == [full.rows()]
    assert told(full)[0] == "1 dos"
    assert full.row() == 3


def test_leaving_says_what_was_typed(editor: ListEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor, "hola")
    with qtbot.waitSignal(editor.edited):
        editor.clearFocus()


def test_escape_asks_to_leave(editor: ListEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.left):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_backspace_in_an_empty_row_takes_it_away(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(0)
    qtbot.keyClick(full, Qt.Key.Key_Return)
    qtbot.keyClick(full, Qt.Key.Key_Backspace)
    assert full.rows() == LISTA
    assert (full.row(), full.place()) == (0, 3)


def test_backspace_at_the_start_of_a_sub_item_raises_it(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(2, 0)
    qtbot.keyClick(full, Qt.Key.Key_Backspace)
    assert told(full)[1:4] == ["1 dos", "1 a", "2 be"]


def test_backspace_at_the_start_of_a_row_joins_it_to_the_one_above(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(1, 0)
    qtbot.keyClick(full, Qt.Key.Key_Backspace)
    assert told(full)[0] == "1 uno dos"
    assert (full.row(), full.place()) == (0, 4)


def test_delete_at_the_end_joins_the_next_row(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(2)
    qtbot.keyClick(full, Qt.Key.Key_Delete)
    assert told(full)[2:] == ["2 a be", "1 tres"]


def test_delete_at_the_very_end_does_nothing(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(4)
    qtbot.keyClick(full, Qt.Key.Key_Delete)
    assert full.rows() == LISTA


def test_typing_over_a_selection_of_rows_leaves_one_row(full: ListEditor, qtbot: QtBot) -> None:
    select(full, (0, 1), (3, 1))
    qtbot.keyClicks(full, "x")
    assert full.rows() == (ListRow(1, N, "uxe"), ListRow(1, N, "tres"))


def test_what_is_cut_comes_back_with_its_markers(full: ListEditor, qtbot: QtBot) -> None:
    select(full, (1, 0), (3, 2))
    qtbot.keyClick(full, Qt.Key.Key_X, CTRL)
    assert told(full) == ["1 uno", "1 ", "1 tres"]
    qtbot.keyClick(full, Qt.Key.Key_V, CTRL)
    assert full.rows() == LISTA


def test_pasted_lines_become_rows(editor: ListEditor, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("a) emisión;\r\nb) cobro;\r\n• otros.")
    qtbot.keyClick(editor, Qt.Key.Key_V, CTRL)
    assert editor.rows() == (ListRow(1, L, "emisión;"), ListRow(1, L, "cobro;"), ListRow(1, L, "otros."))


def test_one_pasted_line_goes_on_in_its_row(full: ListEditor, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(" y medio\n")
    full.go_to_row(0)
    qtbot.keyClick(full, Qt.Key.Key_V, CTRL)
    assert told(full)[0] == "1 uno y medio"


def test_a_phrase_is_put_where_the_caret_is(full: ListEditor) -> None:
    full.go_to_row(0)
    full.insert_phrase("más.")
    assert told(full)[0] == "1 uno más."


def test_the_marker_changes_for_the_whole_list(full: ListEditor) -> None:
    full.go_to_row(2)
    full.set_marker(P)
    assert [row.marcador for row in full.rows()] == [N, N, P, P, N]
    assert full.row() == 2


def test_rows_that_were_known_do_not_touch_what_is_being_typed(full: ListEditor, qtbot: QtBot) -> None:
    full.go_to_row(0)
    qtbot.keyClicks(full, " y")
    full.set_rows(LISTA)
    assert told(full)[0] == "1 uno y"


def test_rows_from_elsewhere_are_shown_and_the_caret_stays(full: ListEditor) -> None:
    full.go_to_row(1, 1)
    full.set_rows((ListRow(1, P, "nuevo"), ListRow(1, P, "otro")))
    assert told(full) == ["1 nuevo", "1 otro"]
    assert (full.row(), full.place()) == (1, 1)


def test_line_breaks_inside_a_row_are_kept(editor: ListEditor) -> None:
    rows = (ListRow(1, P, "una\ndos"), ListRow(1, P, "tres"))
    editor.set_rows(rows)
    assert editor.rows() == rows


def test_figures_outside_the_basic_plane_do_not_shift_the_caret(editor: ListEditor, qtbot: QtBot) -> None:
    editor.set_rows((ListRow(1, P, "🗂🗂 archivo"),))
    editor.go_to_row(0, 3)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told(editor) == ["1 🗂🗂", "1 archivo"]


def test_long_text_makes_the_editor_taller(editor: ListEditor, qtbot: QtBot) -> None:
    before = editor.height()
    editor.set_rows((ListRow(1, P, "palabra " * 60),))
    assert editor.height() > before * 3


def test_a_row_is_told_to_screen_readers(full: ListEditor) -> None:
    full.go_to_row(3)
    assert full.accessibleDescription() == "Renglón 4 de 5, b), nivel 2"


def test_a_row_is_dragged_by_its_grip(full: ListEditor, qtbot: QtBot) -> None:
    last = full.height() - 4
    qtbot.mousePress(full.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(6, 10))
    qtbot.mouseMove(full.viewport(), QPoint(6, last))
    qtbot.mouseRelease(full.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(6, last))
    assert told(full) == ["1 dos", "2 a", "2 be", "1 tres", "1 uno"]


def test_read_only_rows_are_walked_and_not_changed(full: ListEditor, qtbot: QtBot) -> None:
    full.set_read_only(True)
    full.go_to_row(1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_X):
        qtbot.keyClick(full, key)
    assert full.rows() == LISTA
