"""Where the pages of a document lie on the desk: sizes, places, which are in view. Pure geometry, no widget.

Places are in px of the view, before scrolling; pages count from 0.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize

from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4

ZOOMS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Sizes that can be chosen besides the width of the view; 1.0 is the size of the paper at 96 dots an inch."""

LETTER_RATIO = 11 / 8.5
"""Height by width, until a page has been drawn and says its own."""

_LETTER_WIDTH = 816  # px of letter paper at 1.0
_NARROWEST = 120.0


class Desk:
    """Pages one under another, centred, as wide as the view (``zoom`` None) or as the zoom says."""

    def __init__(self) -> None:
        self.ratios: list[float] = []
        self.zoom: float | None = None
        self.view = QSize()

    def set_count(self, count: int) -> None:
        """Have ``count`` pages; new ones are taken to be like the first."""
        ratio = self.ratios[0] if self.ratios else LETTER_RATIO
        self.ratios = [*self.ratios[:count], *([ratio] * (count - len(self.ratios)))]

    def fit_width(self) -> float:
        return max(_NARROWEST, self.view.width() - 2.0 * SPACE_4)

    def page_width(self) -> float:
        return self.fit_width() if self.zoom is None else _LETTER_WIDTH * self.zoom

    def larger(self) -> float:
        """The next zoom up from what is shown."""
        scale = self.page_width() / _LETTER_WIDTH
        return next((z for z in ZOOMS if z > scale + 0.01), ZOOMS[-1])

    def smaller(self) -> float | None:
        """The next zoom down; under the width of the view there is only that width."""
        scale, fit = self.page_width() / _LETTER_WIDTH, self.fit_width() / _LETTER_WIDTH
        lower = [z for z in ZOOMS if z < scale - 0.01]
        return lower[-1] if lower and lower[-1] > fit else None

    def rect(self, index: int) -> QRectF:
        width = self.page_width()
        top = SPACE_3 + sum(width * ratio + SPACE_4 for ratio in self.ratios[:index])
        left = max(float(SPACE_4), (self.view.width() - width) / 2)
        return QRectF(left, top, width, width * self.ratios[index])

    def extent(self) -> tuple[int, int]:
        """Width and height of the whole desk."""
        tall = self.rect(len(self.ratios) - 1).bottom() + SPACE_3 if self.ratios else 0
        return round(self.page_width() + 2 * SPACE_4), round(tall)

    def visible(self, scroll: int) -> list[int]:
        """The pages in view when the view starts at ``scroll``."""
        bottom = scroll + self.view.height()
        rects = ((index, self.rect(index)) for index in range(len(self.ratios)))
        return [index for index, rect in rects if rect.bottom() > scroll and rect.top() < bottom]

    def main_page(self, scroll: int) -> int:
        """The page that fills most of the view, from 1; the first of equals. 0 without pages."""
        best, most = 0, -1.0
        for index in range(len(self.ratios)):
            rect = self.rect(index)
            seen = min(scroll + self.view.height(), rect.bottom()) - max(scroll, rect.top())
            if best == 0 or seen > most:
                best, most = index + 1, seen
        return best

    def anchor(self, scroll: int) -> tuple[int, float]:
        """The page at the top edge of the view, and how far down in it the edge is."""
        for index in range(len(self.ratios)):
            rect = self.rect(index)
            if rect.bottom() > scroll:
                return index, (scroll - rect.top()) / rect.height()
        return 0, 0.0

    def scroll_to(self, anchor: tuple[int, float]) -> int:
        """The scroll at which ``anchor`` is at the top edge again."""
        index, fraction = anchor
        if not 0 <= index < len(self.ratios):
            return 0
        rect = self.rect(index)
        return round(rect.top() + fraction * rect.height())
