"""Draws the pages in view, off the main lane and at the pixels of the screen, and forgets the others.

A page is drawn whole up to ``WHOLE`` pixels; of one that is larger (enlarged, or on a fine screen) the part in view is
drawn besides, so that a page of four times its size needs no more memory than the window. It must never hold more
pages than are near the view.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.paginas.hojas import Drawn, draw_page
from supervisor_app.wiring import Servicios

WHOLE = 3_000_000
"""Pixels of a page that is drawn whole: 12 MB, a letter page at 180 dots an inch."""
_ROUND = 0.35
"""How much more than the part in view is drawn on each side, as a share of it: scrolling does not meet its edge."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A page to be drawn: its pixels as a whole, and which of them are in view (none where it is only near)."""

    index: int
    width: int
    height: int
    part: QRect

    @property
    def whole_width(self) -> int:
        """Pixels across at which it is drawn whole."""
        return min(self.width, max(1, math.floor(math.sqrt(WHOLE * self.width / max(1, self.height)))))

    @property
    def is_large(self) -> bool:
        return self.whole_width < self.width


@dataclass(slots=True)
class Asked:
    width: int
    part: QRect | None
    work: Work


class Drawer(QObject):
    """``drawn(index)`` when there is more of a page to be seen; ``failed(sentence)`` where it cannot be drawn."""

    drawn = Signal(int)
    failed = Signal(str)

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._pdf = b""
        self._edition = 0
        self._wholes: dict[int, Drawn] = {}
        self._parts: dict[int, Drawn] = {}
        self._asked: dict[tuple[int, bool], Asked] = {}

    def open(self, pdf: bytes) -> None:
        """Another document. What is drawn of the one before stays to be seen until it is drawn anew."""
        self._pdf = pdf
        self._edition += 1
        self._cancel(set())
        self._parts.clear()

    def draws(self, pdf: bytes) -> bool:
        """Whether these are the bytes that are drawn now."""
        return pdf is self._pdf

    def forget(self, count: int) -> None:
        """There are ``count`` pages now."""
        self._wholes = {index: whole for index, whole in self._wholes.items() if index < count}
        self._parts = {index: part for index, part in self._parts.items() if index < count}

    def whole(self, index: int) -> Drawn | None:
        return self._wholes.get(index)

    def part(self, index: int) -> Drawn | None:
        return self._parts.get(index)

    def has(self, wish: Wish) -> bool:
        """Whether all that is wished for is drawn from the newest bytes at its size."""
        return self._has_whole(wish) and (not wish.is_large or self._has_part(wish))

    def want(self, wishes: Sequence[Wish], near: Sequence[Wish]) -> None:
        """Draw these, first what is in view; let everything else go."""
        kept = {wish.index for wish in (*wishes, *near)}
        self._wholes = {index: whole for index, whole in self._wholes.items() if index in kept}
        large = {wish.index for wish in wishes if wish.is_large}
        self._parts = {index: part for index, part in self._parts.items() if index in large}
        asked: set[tuple[int, bool]] = {(wish.index, False) for wish in (*wishes, *near)}
        asked |= {(index, True) for index in large}
        self._cancel(asked)
        for wish in wishes:
            self._ask_whole(wish)
        for wish in wishes:
            if wish.is_large and not wish.part.isEmpty():
                self._ask_part(wish)
        for wish in near:
            self._ask_whole(wish)

    def _cancel(self, kept: set[tuple[int, bool]]) -> None:
        for key in [key for key in self._asked if key not in kept]:
            self._asked.pop(key).work.cancel()

    def _has_whole(self, wish: Wish) -> bool:
        whole = self._wholes.get(wish.index)
        return whole is not None and (whole.edition, whole.width) == (self._edition, wish.whole_width)

    def _has_part(self, wish: Wish) -> bool:
        part = self._parts.get(wish.index)
        return (
            part is not None
            and part.part is not None
            and (part.edition, part.width) == (self._edition, wish.width)
            and part.part.contains(wish.part)
        )

    def _ask_whole(self, wish: Wish) -> None:
        if not self._has_whole(wish):
            self._ask(wish.index, wish.whole_width, None)

    def _ask_part(self, wish: Wish) -> None:
        if self._has_part(wish):
            return
        asked = self._asked.get((wish.index, True))
        if asked is not None and asked.part is not None and asked.width == wish.width:
            coming = asked.part
            if coming.contains(wish.part):
                return
        across, down = round(wish.part.width() * _ROUND), round(wish.part.height() * _ROUND)
        page = QRect(0, 0, wish.width, wish.height)
        self._ask(wish.index, wish.width, wish.part.adjusted(-across, -down, across, down) & page)

    def _ask(self, index: int, width: int, part: QRect | None) -> None:
        key = (index, part is not None)
        asked = self._asked.get(key)
        if asked is not None:
            if (asked.width, asked.part) == (width, part):
                return
            asked.work.cancel()
        pdf, edition = self._pdf, self._edition
        work = self._lanes.free(
            lambda _work: draw_page(pdf, index, width, part),
            lambda image: self._on_drawn(index, Drawn(image, edition, width, part)),
            self._on_failed,
            owner=self,
        )
        self._asked[key] = Asked(width, part, work)

    def _on_drawn(self, index: int, drawn: Drawn) -> None:
        key = (index, drawn.part is not None)
        asked = self._asked.get(key)
        if asked is None or drawn.edition != self._edition or (asked.width, asked.part) != (drawn.width, drawn.part):
            return
        del self._asked[key]
        (self._wholes if drawn.part is None else self._parts)[index] = drawn
        self.drawn.emit(index)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.failed.emit(error.message)
