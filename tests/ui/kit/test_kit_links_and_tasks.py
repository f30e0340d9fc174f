"""Lines that lead somewhere, and work that takes its time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.theme import Theme

OnStage = Callable[[QWidget], None]
LONG = "Inconsistencia 03: complete la medida con texto, responsable y fecha, y adjunte lo que la sustenta"


@pytest.fixture
def links(on_stage: OnStage) -> LinkList:
    made = LinkList("Para cerrar falta")
    made.set_links([("a", "Elija la unidad visitada"), ("b", LONG), ("c", "Firmar el informe")])
    made.resize(220, 200)
    on_stage(made)
    return made


def test_enter_on_a_line_tells_its_key(links: LinkList, qtbot: QtBot) -> None:
    links.lines()[0].setFocus()
    with qtbot.waitSignal(links.chosen) as told:
        qtbot.keyClick(links.lines()[0], Qt.Key.Key_Return)
    assert told.args == ["a"]


def test_the_arrows_walk_and_tab_stops_once(links: LinkList, qtbot: QtBot) -> None:
    first, second, _ = links.lines()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    stops = [line for line in links.lines() if line.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [first]


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_a_long_line_wraps_and_is_not_cut(links: LinkList, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    short, long, _ = links.lines()
    assert long.heightForWidth(200) >= 2 * theme.line("body")
    assert long.heightForWidth(200) > short.heightForWidth(10_000)


def test_a_wrapped_line_has_all_its_height(links: LinkList) -> None:
    long = links.lines()[1]
    assert long.height() >= long.heightForWidth(long.width())


def test_the_line_with_the_focus_keeps_it_among_others(links: LinkList) -> None:
    links.lines()[2].setFocus()
    links.set_links([("c", "Firmar el informe"), ("d", "Emitir la cédula")])
    assert links.lines()[0].hasFocus()


def test_a_task_is_seen_from_its_first_report_until_it_is_done(on_stage: OnStage) -> None:
    task = TaskRow()
    assert task.isHidden()
    task.report(0.25, "Copiando 1 de 4")
    assert (task.words(), task.share()) == ("Copiando 1 de 4", 0.25)
    task.done()
    assert task.isHidden()


def test_escape_cancels_once_and_what_is_on_its_way_does_not_hide_it(on_stage: OnStage, qtbot: QtBot) -> None:
    task = TaskRow()
    on_stage(task)
    task.report(0.25, "Copiando 1 de 4")
    asked: list[bool] = []
    task.cancelled.connect(lambda: asked.append(True))
    qtbot.keyClick(task, Qt.Key.Key_Escape)
    qtbot.keyClick(task, Qt.Key.Key_Escape)
    task.report(0.5, "Copiando 2 de 4")
    assert asked == [True]
    assert task.words() == "Cancelando…"


def test_what_cannot_be_cancelled_is_not(on_stage: OnStage, qtbot: QtBot) -> None:
    task = TaskRow()
    on_stage(task)
    task.report(0.5, "Cerrando la visita", can_cancel=False)
    with qtbot.assertNotEmitted(task.cancelled):
        qtbot.keyClick(task, Qt.Key.Key_Escape)
