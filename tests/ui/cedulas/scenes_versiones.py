"""The page of versions in the whole window: the notice, what comes, and what became of the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas import CedulasScreen
from tests.ui.cedulas.versiones_nuevas import answered, newer_forms
from tests.ui.visit_fixtures import stored
from tests.ui.window_scenes import window_over


def _window(then: Callable[[CedulasScreen], None]) -> MainWindow:
    e = answered()
    newer = newer_forms(Path(mkdtemp()))

    def show(window: MainWindow) -> None:
        window.show()
        window.activateWindow()
        window.lead("visita", f"{e.visita.id}#cedulas#CO-02-02")

    def write(carpeta: Path) -> None:
        stored(carpeta, e)

    window = window_over(write, show)
    screen = window.findChild(CedulasScreen)
    assert screen is not None
    screen.versions._on_known(tuple(newer.cedula(c) for c in ("CO-02", "CO-05")))
    then(screen)
    QTest.qWait(250)
    return window


def _notice(screen: CedulasScreen) -> None:
    """Only the notice."""


def _open(screen: CedulasScreen) -> None:
    screen.versions.open()


def _further(screen: CedulasScreen) -> None:
    screen.versions.open()
    QTest.qWait(50)
    page = screen.versions.page
    assert page is not None
    page.area.verticalScrollBar().setValue(230)


def _followed(screen: CedulasScreen) -> None:
    screen.versions.open()
    page = screen.versions.page
    assert page is not None
    page.follow_all.click()


def _lost(screen: CedulasScreen) -> None:
    _followed(screen)
    screen.versions.close_page()


SCENES: dict[str, Callable[[], QWidget]] = {
    "visita-versiones-aviso": lambda: _window(_notice),
    "visita-versiones": lambda: _window(_open),
    "visita-versiones-cambios": lambda: _window(_further),
    "visita-versiones-seguidas": lambda: _window(_followed),
    "visita-versiones-sin-lugar": lambda: _window(_lost),
}
