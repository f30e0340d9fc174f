"""Every test of the window runs without a screen, with the theme applied, and leaves nothing behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.theme import Theme, current
from tests.ui.paciencia import qtbot

__all__ = ["qtbot"]

# Said by the offscreen platform itself for size hints and popups; it says nothing about our code.
_PLATFORM_CHATTER = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_PLATFORM_CHATTER, extend=True))


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.apply(qapp)
    return theme


@pytest.fixture(autouse=True)
def theme(one_theme: Theme, qapp: QApplication) -> Iterator[Theme]:
    """The theme of the application, light and at 100 % whatever a test did to it."""
    yield one_theme
    if current() is not one_theme:
        one_theme.apply(qapp)
    one_theme.set_scheme("claro")
    one_theme.set_zoom(1.0)


@pytest.fixture
def on_stage(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Show a widget as the active window, so that focus and shortcuts work in it."""

    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return show


@pytest.fixture(autouse=True)
def leaves_nothing_behind(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """Fail a test that leaves a window, a thread or a running timer. Widgets given to ``qtbot`` are closed before."""
    before = _alive()
    threads = set(threading.enumerate())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [f"{type(thing).__name__} {thing.objectName()}".strip() for thing in _alive() if thing not in before]
    left += [thread.name for thread in threading.enumerate() if thread not in threads]
    assert not left, f"left behind: {', '.join(left)}"


def _alive() -> list[QObject]:
    """Windows, running timers and running threads of Qt that Python knows."""
    objects = [thing for thing in shiboken6.getAllValidWrappers() if isinstance(thing, QObject)]
    timers = [thing for thing in objects if isinstance(thing, QTimer) and thing.isActive()]
    threads = [thing for thing in objects if isinstance(thing, QThread) and thing.isRunning()]
    main = [thread for thread in threads if thread is QThread.currentThread()]
    return [*QApplication.topLevelWidgets(), *timers, *(thread for thread in threads if thread not in main)]
