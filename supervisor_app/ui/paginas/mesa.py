"""Where the pages of a document lie on the desk: sizes, places, which are in view. Pure geometry, no widget.

Places are in px of the view, before scrolling; pages count from 0.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, QSizeF

from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4


class Fit(StrEnum):
    """A size that follows the view."""

    WIDTH = "ancho"
    PAGE = "pagina"

    @property
    def words(self) -> str:
        return "Al ancho" if self is Fit.WIDTH else "Página entera"


Zoom = Fit | float
"""How large pages are shown; 1.0 is the size of the paper at 96 dots an inch."""

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Sizes that can be chosen besides those that follow the view."""

_PX_PER_POINT = 96 / 72
_NARROWEST = 120.0
_SAME = 0.02  # sizes nearer than this are one size


class Desk:
    """Pages one under another, centred. ``sizes``: width and height of each, in points."""

    def __init__(self) -> None:
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom: Zoom = Fit.WIDTH
        self._view = QSize()
        self._tops: list[float] = []
        self._bottom = 0.0

    # --- what lies there ------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        return len(self._sizes)

    @property
    def zoom(self) -> Zoom:
        return self._zoom

    @property
    def view(self) -> QSize:
        return self._view

    def set_sizes(self, sizes: Sequence[tuple[float, float]]) -> None:
        # A file that says its page has no size must not divide by it.
        self._sizes = tuple((max(1.0, wide), max(1.0, tall)) for wide, tall in sizes)
        self._lay()

    def set_zoom(self, zoom: Zoom) -> None:
        self._zoom = zoom
        self._lay()

    def set_view(self, view: QSize) -> None:
        self._view = view
        self._lay()

    def _lay(self) -> None:
        self._tops, top = [], float(SPACE_3)
        for index in range(self.count):
            self._tops.append(top)
            top += self.size(index).height() + SPACE_4
        self._bottom = top - SPACE_4 + SPACE_3 if self._tops else 0.0

    # --- sizes ----------------------------------------------------------------------------------------------------

    def scale(self, index: int, zoom: Zoom | None = None) -> float:
        """How large page ``index`` is shown, 1.0 being paper at 96 dots an inch."""
        zoom = self._zoom if zoom is None else zoom
        if not isinstance(zoom, Fit):
            return zoom
        wide, tall = self._sizes[index]
        room = max(_NARROWEST, self._view.width() - 2.0 * SPACE_4)
        across = room / (wide * _PX_PER_POINT)
        if zoom is Fit.WIDTH:
            return across
        return min(across, max(_NARROWEST, self._view.height() - 2.0 * SPACE_3) / (tall * _PX_PER_POINT))

    def size(self, index: int) -> QSizeF:
        scale = self.scale(index) * _PX_PER_POINT
        wide, tall = self._sizes[index]
        return QSizeF(wide * scale, tall * scale)

    def larger(self, index: int) -> Zoom:
        """The next size up from that of page ``index``; the width of the view is one of them."""
        scale = self.scale(index)
        return next((z for z in self._steps(index) if self.scale(index, z) > scale + _SAME), ZOOMS[-1])

    def smaller(self, index: int) -> Zoom:
        """The next size down from that of page ``index``."""
        scale = self.scale(index)
        return next((z for z in reversed(self._steps(index)) if self.scale(index, z) < scale - _SAME), ZOOMS[0])

    def _steps(self, index: int) -> list[Zoom]:
        fit = self.scale(index, Fit.WIDTH)
        fixed: list[Zoom] = [z for z in ZOOMS if abs(z - fit) > _SAME]
        if ZOOMS[0] < fit < ZOOMS[-1]:
            fixed.append(Fit.WIDTH)
        return sorted(fixed, key=lambda zoom: self.scale(index, zoom))

    # --- places ---------------------------------------------------------------------------------------------------

    def rect(self, index: int) -> QRectF:
        size = self.size(index)
        left = max(float(SPACE_4), (self._view.width() - size.width()) / 2)
        return QRectF(left, self._tops[index], size.width(), size.height())

    def extent(self) -> tuple[int, int]:
        """Width and height of the whole desk."""
        if not self.count:
            return 0, 0
        widest = max(self.size(index).width() for index in range(self.count))
        return round(widest + 2 * SPACE_4), round(self._bottom)

    def visible(self, scroll: int) -> range:
        """The pages in view when the view starts at ``scroll``."""
        first = max(0, bisect.bisect_right(self._tops, scroll) - 1)
        last = bisect.bisect_left(self._tops, scroll + self._view.height())
        if first < last and self.rect(first).bottom() <= scroll:
            first += 1
        return range(first, last)

    def main_page(self, scroll: int) -> int:
        """The page that fills most of the view, from 1; the first of equals. 0 without pages."""
        if not self.count:
            return 0
        best, most = min(self.count, bisect.bisect_right(self._tops, scroll) or 1), -1.0
        for index in self.visible(scroll):
            rect = self.rect(index)
            seen = min(scroll + self._view.height(), rect.bottom()) - max(scroll, rect.top())
            if seen > most + 0.5:
                best, most = index + 1, seen
        return best

    def anchor(self, scroll: int) -> tuple[int, float]:
        """The page at the top edge of the view, and how far down in it the edge is."""
        for index in self.visible(scroll):
            rect = self.rect(index)
            return index, (scroll - rect.top()) / rect.height()
        return 0, 0.0

    def scroll_to(self, anchor: tuple[int, float]) -> int:
        """The scroll at which ``anchor`` is at the top edge again."""
        index, fraction = anchor
        if not 0 <= index < self.count:
            return 0
        rect = self.rect(index)
        return round(rect.top() + fraction * rect.height())
