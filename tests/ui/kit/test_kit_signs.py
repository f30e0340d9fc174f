"""Badge, buttons, lists, labels and the other small things."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.labels import ElidedLabel, WrapLabel
from supervisor_app.ui.kit.list_rows import Row, RowList
from supervisor_app.ui.kit.pill import Avatar, KeyCap, Pill
from supervisor_app.ui.kit.progress import Meter, ProgressRing
from supervisor_app.ui.kit.saved_badge import SavedBadge
from supervisor_app.ui.kit.theme import Theme

Key = Qt.Key


@pytest.fixture
def badge(qtbot: QtBot) -> SavedBadge:
    badge = SavedBadge()
    qtbot.addWidget(badge)
    badge.show()
    return badge


def test_a_quick_save_never_says_saving(badge: SavedBadge) -> None:
    badge.saved("12:03")
    badge.saving()
    assert badge.words() == "Guardado 12:03"
    badge.saved("12:04")
    assert badge.words() == "Guardado 12:04"


def test_a_slow_save_says_so(badge: SavedBadge, qtbot: QtBot) -> None:
    badge.saving()
    qtbot.waitUntil(lambda: badge.words() == "Guardando…")


def test_a_failure_stays_until_something_is_saved(badge: SavedBadge, qtbot: QtBot) -> None:
    badge.failed("disco lleno", "Liberar espacio")
    badge._show_saving()
    assert badge.words() == "No guardado: disco lleno"
    badge.saved("12:05")
    assert badge.words() == "Guardado 12:05"


def test_a_failure_has_a_button(badge: SavedBadge, qtbot: QtBot) -> None:
    badge.failed("disco lleno", "Liberar espacio")
    (button,) = badge.findChildren(QAbstractButton)
    with qtbot.waitSignal(badge.action):
        qtbot.keyClick(button, Key.Key_Return)
    badge.saved("12:05")
    assert button.isHidden()


def test_the_badge_keeps_its_width_while_saving(badge: SavedBadge) -> None:
    badge.saved("12:03")
    before = badge.sizeHint().width()
    badge._show_saving()
    assert badge.sizeHint().width() == before


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_button_answers_to_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Firmar", "primary")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_button_without_words_has_a_name(qtbot: QtBot) -> None:
    button = Button("", icon="plus", keys="Ins", name="Agregar renglón")
    qtbot.addWidget(button)
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Agregar renglón"
    assert button.toolTip() == "Agregar renglón (Ins)"


def test_a_bare_button_keeps_its_words_for_whoever_hears_or_points(qtbot: QtBot) -> None:
    button = Button("Buscar", "ghost", icon="search", keys="Ctrl+F")
    qtbot.addWidget(button)
    whole = button.sizeHint()
    button.set_bare(True)
    assert button.sizeHint().width() == button.sizeHint().height() == whole.height()
    assert button.accessibleName() == "Buscar"
    assert button.toolTip() == "Buscar (Ctrl+F)"
    button.set_bare(False)
    assert button.sizeHint() == whole
    assert button.toolTip() == ""


def test_nobody_has_no_disc(qtbot: QtBot) -> None:
    avatar = Avatar("")
    qtbot.addWidget(avatar)
    assert avatar.sizeHint().width() == 0
    avatar.set_name("Lucía Ñandú")
    assert avatar.sizeHint().width() > 0


def test_a_bound_key_works_in_the_window(qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> None:
    window = QWidget()
    button = Button("Buscar", keys="Ctrl+F", bind=True, parent=window)
    on_stage(window)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("kind", ["primary", "outline", "ghost", "danger", "link"])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_buttons_are_targets_of_24_px(qtbot: QtBot, theme: Theme, kind: str, zoom: float) -> None:
    theme.set_zoom(zoom)
    button = Button("", kind, icon="x", name="Cerrar", tool=True)
    qtbot.addWidget(button)
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


@pytest.mark.parametrize(
    ("widget", "role", "name"),
    [
        (lambda: Pill("Con acuse", "circle-check", "ok"), QAccessible.Role.StaticText, "Con acuse"),
        (lambda: KeyCap("Ctrl+E"), QAccessible.Role.StaticText, "Ctrl+E"),
        (lambda: Avatar("Lucía Barragán Ortega"), QAccessible.Role.StaticText, "Lucía Barragán Ortega"),
        (lambda: ProgressRing(5, 8), QAccessible.Role.ProgressBar, "5 de 8"),
        (lambda: Meter(0.12), QAccessible.Role.ProgressBar, "12 %"),
        (lambda: Banner("Reincide"), QAccessible.Role.AlertMessage, "Reincide"),
    ],
)
def test_painted_signs_have_a_role_and_a_name(
    qtbot: QtBot, widget: type[QWidget], role: QAccessible.Role, name: str
) -> None:
    sign = widget()
    qtbot.addWidget(sign)
    interface = QAccessible.queryAccessibleInterface(sign)
    assert (interface.role(), interface.text(QAccessible.Text.Name)) == (role, name)


@pytest.mark.parametrize(("name", "initials"), [("Lucía Barragán Ortega", "LB"), ("Inés de la O", "IO"), ("", "")])
def test_initials(qtbot: QtBot, name: str, initials: str) -> None:
    avatar = Avatar(name)
    qtbot.addWidget(avatar)
    assert avatar.initials() == initials


ROWS = (
    Row("a", "Acta", "2 páginas", "stamp", pill="Firmado", pill_icon="file-check", pill_kind="ok"),
    Row("b", "Informe"),
)


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    rows = RowList(ROWS, "Documentos")
    qtbot.addWidget(rows)
    rows.resize(400, 300)
    rows.show()
    return rows


def test_rows_are_opened_by_enter(rows: RowList, qtbot: QtBot) -> None:
    rows.set_current("b")
    with qtbot.waitSignal(rows.opened) as opened:
        qtbot.keyClick(rows, Key.Key_Return)
    assert opened.args == ["b"]


def test_moving_is_told_but_not_when_set(rows: RowList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rows.moved):
        rows.set_current("a")
    with qtbot.waitSignal(rows.moved) as moved:
        qtbot.keyClick(rows, Key.Key_Down)
    assert moved.args == ["b"]


def test_new_rows_keep_the_current_one(rows: RowList, qtbot: QtBot) -> None:
    rows.set_current("b")
    with qtbot.assertNotEmitted(rows.moved):
        rows.set_rows((Row("c", "Cédulas"), *ROWS))
    assert rows.current() == "b"
    rows.set_rows((Row("c", "Cédulas"),))
    assert rows.current() == ""


def test_a_row_is_spoken_whole(rows: RowList) -> None:
    index = rows.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Acta. 2 páginas. Firmado"


def test_in_a_narrow_list_the_pill_goes_under_the_words(rows: RowList, theme: Theme) -> None:
    wide = rows.sizeHintForRow(0)
    rows.resize(150, 300)
    assert rows.sizeHintForRow(0) > wide


def test_an_elided_label_keeps_the_whole_text_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Depurar 22 créditos duplicados")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.is_elided()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_a_paragraph_asks_for_the_height_of_its_width(qtbot: QtBot) -> None:
    label = WrapLabel("una palabra tras otra " * 10)
    qtbot.addWidget(label)
    assert label.heightForWidth(150) > label.heightForWidth(600)
    assert label.minimumSizeHint().width() < 150


def test_words_and_control_stand_beside_or_under_each_other(qtbot: QtBot) -> None:
    control = Button("Ver la anterior")
    beside = Beside(WrapLabel("¿La bodega cuenta con extintor vigente?"), control, keep=200)
    qtbot.addWidget(beside)
    beside.resize(600, beside.heightForWidth(600))
    beside.show()
    assert not beside.is_stacked()
    assert control.geometry().right() + 1 == 600
    beside.resize(220, beside.heightForWidth(220))
    assert beside.is_stacked()
    assert control.geometry().left() == 0
    assert control.geometry().bottom() < beside.height()


def test_a_choice_emits_what_a_person_picks(qtbot: QtBot) -> None:
    choice = Choice((("cg", "Ciudad Guzmán"), ("hi", "Hidalgo")), name="Unidad")
    qtbot.addWidget(choice)
    assert choice.value() == ""
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_value("cg")
    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.keyClick(choice, Key.Key_Down)
    assert chosen.args == ["hi"]


def test_other_choices_keep_what_was_chosen(qtbot: QtBot) -> None:
    choice = Choice((("cg", "Ciudad Guzmán"), ("hi", "Hidalgo")))
    qtbot.addWidget(choice)
    choice.set_value("hi")
    choice.set_choices((("hi", "Hidalgo"), ("ju", "Juárez")))
    assert choice.value() == "hi"
    choice.set_choices((("ju", "Juárez"),))
    assert choice.value() == ""


def test_a_check_is_ticked_by_space(qtbot: QtBot) -> None:
    check = Check("CO-01 Productos de emisión")
    qtbot.addWidget(check)
    with qtbot.waitSignal(check.toggled) as toggled:
        qtbot.keyClick(check, Key.Key_Space)
    assert toggled.args == [True]


def test_an_empty_place_says_what_to_do_first(qtbot: QtBot) -> None:
    empty = EmptyState("Aún no hay medidas", "Escriba la primera medida.", "Medida nueva", keys="Ctrl+M")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.action):
        qtbot.mouseClick(empty.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert empty.accessibleName() == "Aún no hay medidas. Escriba la primera medida."


def test_a_banner_has_one_button(qtbot: QtBot) -> None:
    banner = Banner("Reincide", button="Ver la anterior")
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(banner)
    window.show()
    with qtbot.waitSignal(banner.action):
        qtbot.mouseClick(banner.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    banner.set_message("Guardado", "ok", "circle-check")
    assert not banner.findChildren(Button)[0].isVisible()
