"""Screens outside visits that save what is done in them by themselves, and what the window does for all of them.

The badge tells the truth of them, closing waits for them, Ctrl+Z and Ctrl+Y are theirs while they are shown. It must
never know what they write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal

from supervisor_app.ui.aviso import Notice
from supervisor_app.ui.kit.saved_badge import SavedBadge
from supervisor_app.ui.pantalla import Screen


class WritingScreen(Screen):
    """``saving()``; ``saved(moment)`` once it is on disk; ``failed(sentence, action)`` where the disk refused it, which
    ``retry`` writes again; ``refused(sentence)`` where what was asked cannot be; ``told(sentence)`` what was done where
    it may not be in sight; ``offered(sentence)`` what was taken out, once that is on disk, to be offered back.
    """

    saving = Signal()
    saved = Signal(object)
    failed = Signal(str, str)
    refused = Signal(str)
    told = Signal(str)
    offered = Signal(str)

    @property
    def unsaved(self) -> int:
        """How much is not on disk yet."""
        return 0

    def retry(self) -> None:
        """Write what is waiting, if anything is."""

    def undo(self) -> None:
        """Take back the last thing done here."""

    def redo(self) -> None:
        """Do again what was taken back."""


def tell(screen: WritingScreen, badge: SavedBadge, notice: Notice, undo: Callable[[], object]) -> None:
    """Let the window say what the screen tells."""
    screen.saving.connect(badge.saving)
    screen.told.connect(notice.tell_undone)
    screen.offered.connect(lambda told: notice.offer_undo(told, undo))


def waiting(screens: Iterable[Screen]) -> int:
    """How much of these is not on disk yet."""
    return sum(s.unsaved for s in screens if isinstance(s, WritingScreen))


def send(screens: Iterable[Screen]) -> None:
    """Write again what waits in them."""
    for screen in screens:
        if isinstance(screen, WritingScreen):
            screen.retry()


def undo(screen: Screen, otherwise: Callable[[], object]) -> None:
    """Take back the last thing done there, what is half typed handed over first; elsewhere ``otherwise``."""
    if isinstance(screen, WritingScreen):
        screen.commit()
        screen.undo()
    else:
        otherwise()
