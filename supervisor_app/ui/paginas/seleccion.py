"""What is selected of the words of one page, by pointer or by keyboard, and what is copied of it.

The words come from the free lane for the pages that are in view. It must never reach over a page's end.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.paginas import TextoPagina, palabra_en, texto_de_pagina
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.hojas import Band, bands_of
from supervisor_app.wiring import Servicios


class Selection(QObject):
    """``changed`` when something else is selected, or nothing."""

    changed = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._pdf = b""
        self._edition = 0
        self._pages: dict[int, TextoPagina] = {}
        self._asked: set[int] = set()
        self._page = -1
        self._from = self._to = 0
        self._bands: tuple[Band, ...] = ()

    def open(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._edition += 1
        self._pages.clear()
        self._asked.clear()
        self.clear()

    def read(self, pages: Iterable[int]) -> None:
        """Have the words of these pages ready, and of no others but that of the selection."""
        wanted = {*pages}
        self._pages = {n: page for n, page in self._pages.items() if n in wanted or n == self._page}
        for index in wanted - self._pages.keys() - self._asked:
            self._ask(index)

    def _ask(self, index: int) -> None:
        pdf, edition = self._pdf, self._edition
        self._asked.add(index)

        def done(page: TextoPagina) -> None:
            if edition == self._edition:
                self._asked.discard(index)
                self._pages[index] = page

        def failed(error: BaseException) -> None:
            # Whoever shows the pages says that the file is damaged.
            if not isinstance(error, UserError | EnvironmentProblem | Cancelled):
                raise error

        self._lanes.free(lambda _work: texto_de_pagina(pdf, index), done, failed, owner=self)

    # --- selecting ------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        if self._page >= 0:
            self._put(-1, 0, 0)

    def select(self, page: int, start: int, end: int) -> None:
        """The signs of a page from ``start`` up to ``end``."""
        self._put(page, start, end)

    def all_of(self, page: int) -> None:
        """Every word of a page, where they have been read."""
        if page in self._pages:
            self._put(page, 0, len(self._pages[page].texto))

    def over_words(self, page: int, x: float, y: float) -> bool:
        return page in self._pages and self._pages[page].en(x, y) is not None

    def press(self, page: int, x: float, y: float) -> None:
        """Begin at a point, in fractions of the page; with ``drag`` it grows."""
        at = self._pages[page].en(x, y) if page in self._pages else None
        if at is None:
            self.clear()
        else:
            self._put(page, at, at)

    def drag(self, x: float, y: float) -> None:
        """On to a point of the same page, in its fractions (also outside of it)."""
        page = self._pages.get(self._page)
        at = page.cerca_de(x, y) if page is not None else None
        if at is not None:
            self._put(self._page, self._from, at + 1 if at >= self._from else at)

    def word_at(self, page: int, x: float, y: float) -> None:
        words = self._pages.get(page)
        at = words.en(x, y) if words is not None else None
        if words is not None and at is not None:
            self._put(page, *palabra_en(words.texto, at))

    def extend(self, event: QKeyEvent) -> bool:
        """Mayús with an arrow: grow or shrink by a sign, with Ctrl by a word, up and down by a line."""
        page = self._pages.get(self._page)
        if page is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        words = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Right:
                to = _word_end(page.texto, self._to) if words else self._to + 1
            case Qt.Key.Key_Left:
                to = _word_start(page.texto, self._to) if words else self._to - 1
            case Qt.Key.Key_Down:
                to = page.texto.find("\n", self._to) + 1 or len(page.texto)
            case Qt.Key.Key_Up:
                to = page.texto.rfind("\n", 0, max(0, self._to - 1)) + 1
            case _:
                return False
        self._put(self._page, self._from, max(0, min(len(page.texto), to)))
        return True

    def _put(self, page: int, start: int, end: int) -> None:
        self._page, self._from, self._to = page, start, end
        words = self._pages.get(page)
        boxes = words.renglones(*self._span()) if words is not None else ()
        self._bands = tuple(bands_of(page, boxes, "selected"))
        self.changed.emit()

    def _span(self) -> tuple[int, int]:
        return min(self._from, self._to), max(self._from, self._to)

    # --- what it is -----------------------------------------------------------------------------------------------

    def bands(self) -> tuple[Band, ...]:
        return self._bands

    def text(self) -> str:
        """What is selected, "" where nothing is or its page has not been read yet."""
        page = self._pages.get(self._page)
        return page.copia(*self._span()) if page is not None else ""

    def copy(self) -> bool:
        """Put what is selected on the clipboard. Whether anything was."""
        text = self.text()
        if text.strip():
            QGuiApplication.clipboard().setText(text)
        return bool(text.strip())


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalnum():
        at += 1
    return palabra_en(text, at)[1] if at < len(text) else at


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isalnum():
        at -= 1
    return palabra_en(text, at - 1)[0] if at > 0 else 0
