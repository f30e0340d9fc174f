"""Tab goes as things stand on the screen, whenever they were made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit import tab_order
from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.scroll_column import ScrollColumn


def field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


class Stage(QWidget):
    """A window that sends Tab on as the application's does."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)

    def add(self, name: str, at: int = -1) -> QLineEdit:
        made = field(name)
        self.column.insertWidget(at, made)
        return made

    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_order.go(self, forward=forward) or super().focusNextPrevChild(forward)


@pytest.fixture
def stage(on_stage: Callable[[QWidget], None]) -> Stage:
    made = Stage()
    for name in ("uno", "tres"):
        made.add(name)
    on_stage(made)
    return made


def tabs(qtbot: QtBot, stage: Stage, times: int, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Where the focus comes by, from the first field on."""
    # A layout shows what is put into it a moment later.
    QApplication.sendPostedEvents()
    first = stage.findChild(QLineEdit, "uno")
    assert first is not None
    first.setFocus()
    seen = []
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
    return seen


def test_a_field_that_came_later_is_reached_where_it_stands(qtbot: QtBot, stage: Stage) -> None:
    stage.add("dos", at=1)
    assert tabs(qtbot, stage, 3) == ["dos", "tres", "uno"]


def test_backwards_it_is_the_same_way_back(qtbot: QtBot, stage: Stage) -> None:
    stage.add("dos", at=1)
    assert tabs(qtbot, stage, 3, Qt.Key.Key_Backtab) == ["tres", "dos", "uno"]


def test_what_is_hidden_or_disabled_is_passed_over(qtbot: QtBot, stage: Stage) -> None:
    stage.add("oculto", at=1).hide()
    stage.add("apagado", at=1).setEnabled(False)
    assert tabs(qtbot, stage, 2) == ["tres", "uno"]


def test_of_a_stack_only_the_page_in_sight_counts(qtbot: QtBot, stage: Stage) -> None:
    pages = QStackedWidget()
    for name in ("atrás", "delante"):
        pages.addWidget(field(name))
    stage.column.insertWidget(1, pages)
    pages.setCurrentIndex(1)
    assert tabs(qtbot, stage, 2) == ["delante", "tres"]


def test_a_grid_goes_row_by_row(qtbot: QtBot, stage: Stage) -> None:
    holder = QWidget()
    grid = QGridLayout(holder)
    for name, row, column in (("d", 1, 1), ("a", 0, 0), ("c", 1, 0), ("b", 0, 1)):
        grid.addWidget(field(name), row, column)
    stage.column.insertWidget(1, holder)
    assert tabs(qtbot, stage, 4) == ["a", "b", "c", "d"]


def test_what_scrolls_is_walked_into(qtbot: QtBot, stage: Stage) -> None:
    area = ScrollColumn(name="Columna")
    area.add(field("dentro"))
    stage.column.insertWidget(1, area)
    assert tabs(qtbot, stage, 2) == ["dentro", "tres"]


def test_a_field_that_hands_its_focus_on_is_no_stop(qtbot: QtBot, stage: Stage) -> None:
    holder, inside = QWidget(), field("dentro")
    holder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    inside.setParent(holder)
    holder.setFocusProxy(inside)
    stage.column.insertWidget(1, holder)
    assert tabs(qtbot, stage, 2) == ["dentro", "tres"]


def test_links_made_anew_keep_their_place(qtbot: QtBot, stage: Stage) -> None:
    links = LinkList("Falta")
    stage.column.insertWidget(1, links)
    links.set_links([("a", "Una cosa"), ("b", "Otra")])
    links.lines()[0].setObjectName("enlace")
    assert tabs(qtbot, stage, 2) == ["enlace", "tres"]


def test_from_a_place_that_is_no_stop_it_goes_on_to_the_next(qtbot: QtBot, stage: Stage) -> None:
    only_click = stage.add("clic", at=1)
    only_click.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    QApplication.sendPostedEvents()
    only_click.setFocus()
    qtbot.keyClick(only_click, Qt.Key.Key_Tab)
    assert stage.focusWidget().objectName() == "tres"
