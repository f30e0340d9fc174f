"""The page of all keys names those of every screen, fits, and is left by Esc."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.avance import Paso
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lugares.teclas import TeclasScreen, named
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas.teclas import Where, hints

TOGETHER = {"Alt 1 … 3": {"Alt+1", "Alt+2", "Alt+3"}, "1 2 3 4": {"1", "2", "3", "4"}}
"""Hints of several keys at once, and how the page names them one by one."""


def test_every_hint_of_the_places_is_named(window: MainWindow) -> None:
    shown = [
        h
        for place in ("inicio", "buscar", "ajustes", "teclas", "soporte", "respaldos", "papelera", "asm")
        for h in window.place(place).hints()
    ]

    assert {k for keys, _ in shown for k in TOGETHER.get(keys, {keys})} <= named()


@pytest.mark.parametrize("where", Where)
def test_every_hint_of_the_cedulas_is_named(where: Where) -> None:
    assert {k for keys, _ in hints(where) for k in TOGETHER.get(keys, {keys})} <= named()


def test_every_hint_of_the_steps_is_named(qtbot: QtBot, window: MainWindow) -> None:
    window.open_visit("V-2026-001")
    qtbot.waitUntil(lambda: window.workspace is not None and not window.lanes.is_busy())
    assert window.workspace is not None
    shown = set()
    for step in Paso:
        window.workspace.open_step(step)
        qtbot.waitUntil(lambda: not window.lanes.is_busy())
        shown |= {(step.label, k) for keys, _ in window.workspace.hints() for k in TOGETHER.get(keys, {keys})}

    assert {(step, k) for step, k in shown if k not in named()} == set()


def test_every_shortcut_of_the_window_is_named(window: MainWindow) -> None:
    shown = {s.key().toString() for s in window.findChildren(QShortcut) if s.parent() is window}
    spanish = {"PgDown": "AvPág", "PgUp": "RePág"}
    plain = {k.replace("PgDown", spanish["PgDown"]).replace("PgUp", spanish["PgUp"]) for k in shown}

    # The second way to say the same is not listed, nor the way back of a key that names it.
    assert plain - {"Ctrl+=", "Ctrl+Shift+Z", "Shift+F8"} <= named()


def test_escape_goes_back(qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> None:
    screen = TeclasScreen()
    on_stage(screen)
    screen.enter()
    got: list[str] = []
    screen.wants.connect(lambda place, _what: got.append(place))

    qtbot.keyClick(screen, Qt.Key.Key_Escape)

    assert got == ["atras"]


def test_the_arrows_scroll(qtbot: QtBot, on_stage: Callable[[QWidget], None], theme: Theme) -> None:
    theme.set_zoom(2.0)
    screen = TeclasScreen()
    screen.resize(1200, 400)
    on_stage(screen)
    screen.enter()

    qtbot.keyClick(screen, Qt.Key.Key_PageDown)

    assert screen._area.verticalScrollBar().value() > 100


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_nothing_is_cut(qtbot: QtBot, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    screen = TeclasScreen()
    qtbot.addWidget(screen)
    screen.resize(1270, 560)
    screen.show()

    assert cut_columns(screen) == []
