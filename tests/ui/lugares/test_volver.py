"""Places that one looks into are left the way one came, and the size of the text is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes import AjustesScreen
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios


def here(window: MainWindow) -> str:
    return window._here


def opened(qtbot: QtBot, window: MainWindow) -> None:
    """Open the visit of the week."""
    window.open_visit("V-2026-007", "preparacion")
    qtbot.waitUntil(lambda: window.workspace is not None)


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_escape_leaves_the_search_to_the_visit(qtbot: QtBot, window: MainWindow) -> None:
    opened(qtbot, window)

    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert here(window) == "buscar"
    press(qtbot, window, Qt.Key.Key_Escape)

    assert window.shown is window.workspace


def test_the_keys_are_left_to_the_search_and_the_search_to_the_beginning(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, Qt.Key.Key_F1)
    assert here(window) == "teclas"

    press(qtbot, window, Qt.Key.Key_Escape)
    assert here(window) == "buscar"
    press(qtbot, window, Qt.Key.Key_Escape)

    assert isinstance(window.shown, InicioScreen)


def test_asking_twice_for_the_search_does_not_lengthen_the_way_back(qtbot: QtBot, window: MainWindow) -> None:
    window.open_search()
    window.open_search()

    window.go_back()

    assert here(window) == "inicio"


def test_another_place_begins_anew(qtbot: QtBot, window: MainWindow) -> None:
    window.open_search()
    window.open_place("ajustes")
    window.open_place("teclas")

    window.go_back()

    assert here(window) == "ajustes"


def test_a_visit_is_found_and_opened_at_its_place_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "duplicados")
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None)

    workspace = window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.step.value == "inconsistencias")
    assert workspace.session.expediente.visita.folio == "V-2026-004"


def test_enter_on_the_first_screen_goes_on_with_the_visit(qtbot: QtBot, window: MainWindow) -> None:
    inicio = window.shown
    assert isinstance(inicio, InicioScreen)
    qtbot.waitUntil(inicio.go_on.button.hasFocus)

    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None)

    assert window.workspace is not None
    assert window.workspace.step.value == "cedulas"


def test_coming_back_to_the_first_screen_goes_on_with_enter(qtbot: QtBot, window: MainWindow) -> None:
    window.open_place("ajustes")
    ajustes = window.shown
    assert isinstance(ajustes, AjustesScreen)
    qtbot.waitUntil(ajustes.identity.nombre.hasFocus)

    press(qtbot, window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)

    inicio = window.shown
    assert isinstance(inicio, InicioScreen)
    qtbot.waitUntil(inicio.go_on.button.hasFocus)


def test_the_size_of_the_text_is_kept_for_the_next_start(
    qtbot: QtBot, window: MainWindow, week: Lanes[Servicios], theme: Theme
) -> None:
    press(qtbot, window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    kept: list[int] = []
    week.call(lambda s: s.ajustes.leer().texto, kept.append)
    qtbot.waitUntil(lambda: bool(kept))

    assert kept == [110]
    assert theme.zoom == 1.1
