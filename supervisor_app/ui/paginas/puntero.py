"""The pointer over shown pages: it selects words, a whole one with two clicks. It must never move the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from supervisor_app.ui.paginas.vista import PageView

_STILL = 3
"""Px that a hand moves without meaning to."""


class Pointer:
    """Over one view."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._grip: tuple[int, QPoint] | None = None  # the page where a selection began, and where

    def press(self, event: QMouseEvent) -> None:
        spot = self._view.spot(event.position())
        if event.button() != Qt.MouseButton.LeftButton or spot is None:
            self._view.selection.clear()
            return
        self._view.selection.press(*spot)
        self._grip = (spot[0], event.position().toPoint())

    def move(self, event: QMouseEvent) -> None:
        point, view = event.position(), self._view
        if self._grip is None:
            spot = view.spot(point)
            words = spot is not None and view.selection.over_words(*spot)
            view.viewport().setCursor(Qt.CursorShape.IBeamCursor if words else Qt.CursorShape.ArrowCursor)
            return
        page, start = self._grip
        spot = view.spot(point, page)
        if spot is not None and (point.toPoint() - start).manhattanLength() > _STILL:
            view.selection.drag(*spot[1:])

    def release(self) -> None:
        self._grip = None

    def double_click(self, event: QMouseEvent) -> None:
        spot = self._view.spot(event.position())
        if spot is not None:
            self._view.selection.word_at(*spot)
