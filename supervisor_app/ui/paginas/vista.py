"""Pages of a PDF on a desk: drawn off the main lane, only those in view, at the pixels of the screen.

The pages stay white in every theme: they are paper. It must never keep more pages in memory than are near the view,
and it must never take the reader away from where they are when the document is replaced by a newer one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.documentos import contar_paginas
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import LINE_FOCUS, SPACE_3, SPACE_4
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.hojas import Band, Sheet, draw_page, paint_sheet
from supervisor_app.ui.paginas.mesa import Desk
from supervisor_app.wiring import Servicios

__all__ = ["Band", "PageView", "draw_page"]

_SETTLE_MS = 60
_NEAR = 2  # pages kept on each side of those in view


class PageView(QAbstractScrollArea):
    """Shows the pages of a PDF one under another.

    ``page_changed(page, pages)``, both from 1, when another page is in view or the document has other pages;
    ``zoom_changed(words)``; ``problem(sentence)`` when the bytes are no readable PDF.
    Keys: PgUp, PgDn, Home, End, the arrows, + and -; Ctrl with the wheel zooms.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(str)
    problem = Signal(str)
    access_role = QAccessible.Role.Document

    def __init__(self, lanes: Lanes[Servicios], *, name: str = "Documento", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._name = name
        self._pdf = b""
        self._edition = 0
        self._desk = Desk()
        self._sheets: list[Sheet] = []
        self._bands: tuple[Band, ...] = ()
        self._words = ""
        self._shown = (0, 0)
        self.theme = follow(self)
        style(self, kind="desk")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_visible)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self._tell()

    # --- the document ---------------------------------------------------------------------------------------------

    def set_pdf(self, pdf: bytes) -> None:
        """Show these bytes. The pages shown before stay until the new ones are drawn, and so does the position."""
        if pdf == self._pdf:
            return
        self._pdf = pdf
        self._edition += 1
        edition = self._edition
        self._lanes.free(
            lambda _work: contar_paginas(pdf),
            lambda pages: self._on_counted(edition, pages),
            lambda error: self._on_failed(edition, error),
            owner=self,
        )

    def pdf(self) -> bytes:
        """The bytes last given, empty where there are none."""
        return self._pdf

    def clear(self, words: str = "") -> None:
        """Show no document, only ``words`` that say why or what is being done."""
        self._pdf = b""
        self._edition += 1
        self._words = words
        self._set_count(0)

    def _on_counted(self, edition: int, pages: int) -> None:
        if edition == self._edition:
            self._words = ""
            self._set_count(pages)
            self._ask_for_visible()

    def _on_failed(self, edition: int, error: BaseException) -> None:
        if isinstance(error, Cancelled) or edition != self._edition:
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self._words = error.message
        self._set_count(0)
        self.problem.emit(error.message)

    def _set_count(self, count: int) -> None:
        for sheet in self._sheets[count:]:
            sheet.cancel()
        self._sheets = [*self._sheets[:count], *(Sheet() for _ in range(count - len(self._sheets)))]
        self._desk.set_count(count)
        # There as long as there are pages: were it to come and go with their height, their width would change with it.
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if count else off)
        self._fit_bars()
        self._tell()
        self.viewport().update()

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Mark these stretches with a pale band, as what is being edited."""
        if tuple(bands) != self._bands:
            self._bands = tuple(bands)
            self.viewport().update()

    def bands(self) -> tuple[Band, ...]:
        return self._bands

    # --- where the reader is --------------------------------------------------------------------------------------

    def pages(self) -> int:
        return len(self._sheets)

    def page(self) -> int:
        """The page that fills most of the view, from 1; 0 without a document."""
        return self._desk.main_page(self._scroll())

    def go_to(self, page: int) -> None:
        """Bring the top of ``page`` (from 1, taken to the ends) into view."""
        if self._sheets:
            index = max(0, min(len(self._sheets), page) - 1)
            self.verticalScrollBar().setValue(round(self._desk.rect(index).top() - SPACE_3))

    def step(self, by: int) -> None:
        """``by`` pages further or back."""
        self.go_to(self.page() + by)

    def show_band(self) -> None:
        """Scroll only as far as needed for the first marked stretch to be in view."""
        band = next((b for b in self._bands if b.page < len(self._sheets)), None)
        if band is None:
            return
        rect = self._desk.rect(band.page)
        top = rect.top() + band.top * rect.height() - SPACE_4
        bottom = rect.top() + band.bottom * rect.height() + SPACE_4
        room = self.viewport().height()
        if top < self._scroll() or bottom - top > room:
            self.verticalScrollBar().setValue(round(top))
        elif bottom > self._scroll() + room:
            self.verticalScrollBar().setValue(round(bottom - room))

    def _scroll(self) -> int:
        return self.verticalScrollBar().value()

    def _on_scroll(self) -> None:
        self._tell()
        self.viewport().update()
        self._settle.start()

    def _tell(self) -> None:
        here = (self.page(), len(self._sheets))
        where = f"Página {here[0]} de {here[1]}" if here[1] else "Sin páginas"
        self.setAccessibleName(where)
        self.setAccessibleDescription(self._words or self._name)
        if here != self._shown:
            self._shown = here
            self.page_changed.emit(*here)

    # --- size -----------------------------------------------------------------------------------------------------

    def fits_width(self) -> bool:
        return self._desk.zoom is None

    def zoom_words(self) -> str:
        return "Al ancho" if self._desk.zoom is None else f"{round(self._desk.zoom * 100)} %"

    def zoom_in(self) -> None:
        self.set_zoom(self._desk.larger())

    def zoom_out(self) -> None:
        self.set_zoom(self._desk.smaller())

    def set_zoom(self, zoom: float | None) -> None:
        """A size out of ``ZOOMS``, or None to fit the width of the view."""
        if zoom != self._desk.zoom:
            here = self._desk.anchor(self._scroll())
            self._desk.zoom = zoom
            self._fit_bars()
            self.verticalScrollBar().setValue(self._desk.scroll_to(here))
            self.zoom_changed.emit(self.zoom_words())
            self._settle.start()

    def _fit_bars(self) -> None:
        view = self.viewport()
        wide, tall = self._desk.extent()
        for bar, content, room in (
            (self.verticalScrollBar(), tall, view.height()),
            (self.horizontalScrollBar(), wide, view.width()),
        ):
            bar.setRange(0, max(0, content - room))
            bar.setPageStep(room)
            bar.setSingleStep(self.theme.px(40))
        view.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        here = self._desk.anchor(self._scroll())
        self._desk.view = self.viewport().size()
        self._fit_bars()
        self.verticalScrollBar().setValue(self._desk.scroll_to(here))
        self._tell()
        self._settle.start()

    def restyle(self) -> None:
        self.viewport().update()

    # --- drawing pages --------------------------------------------------------------------------------------------

    def _wanted(self) -> tuple[int, int]:
        return self._edition, round(self._desk.page_width() * self.devicePixelRatioF())

    def _ask_for_visible(self) -> None:
        visible = self._desk.visible(self._scroll())
        for index, sheet in enumerate(self._sheets):
            if index in visible:
                self._ask(index, sheet)
                continue
            sheet.cancel()
            if not visible or not visible[0] - _NEAR <= index <= visible[-1] + _NEAR:
                sheet.image, sheet.drawn = None, (0, 0)

    def _ask(self, index: int, sheet: Sheet) -> None:
        wanted = self._wanted()
        if wanted in (sheet.drawn, sheet.asked):
            return
        sheet.cancel()
        sheet.asked = wanted
        pdf, width = self._pdf, wanted[1]
        sheet.work = self._lanes.free(
            lambda _work: draw_page(pdf, index, width),
            lambda image: self._on_drawn(index, wanted, image),
            lambda error: self._on_failed(wanted[0], error),
            owner=self,
        )

    def _on_drawn(self, index: int, wanted: tuple[int, int], image: QImage) -> None:
        if index >= len(self._sheets) or self._sheets[index].asked != wanted:
            return
        sheet = self._sheets[index]
        sheet.image, sheet.drawn, sheet.asked, sheet.work = image, wanted, (0, 0), None
        ratio = image.height() / image.width()
        if abs(ratio - self._desk.ratios[index]) > 0.01:
            here = self._desk.anchor(self._scroll())
            self._desk.ratios[index] = ratio
            self._fit_bars()
            self.verticalScrollBar().setValue(self._desk.scroll_to(here))
            self._settle.start()
        self.viewport().update()

    def is_drawn(self) -> bool:
        """Whether every page in view is drawn from the newest bytes at the present size."""
        visible = self._desk.visible(self._scroll())
        return bool(visible) and all(self._sheets[index].drawn == self._wanted() for index in visible)

    def image(self, page: int) -> QImage | None:
        """What is drawn of a page (from 1) at this moment."""
        return self._sheets[page - 1].image

    # --- keys, wheel, paint ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, side = self.verticalScrollBar(), self.horizontalScrollBar()
        page = bar.pageStep() - bar.singleStep()
        moves = {
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Space: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        sideways = {Qt.Key.Key_Right: side.singleStep(), Qt.Key.Key_Left: -side.singleStep()}
        zooms = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and key in moves:
            bar.setValue(bar.value() + moves[key])
        elif plain and key in sideways and side.maximum():
            side.setValue(side.value() + sideways[key])
        elif plain and key in zooms:
            zooms[key]()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        view = QRectF(self.viewport().rect())
        canvas = paint.Canvas(self.viewport(), self.theme)
        canvas.fill(view, "desk")
        if not self._sheets and self._words:
            canvas.painter.setFont(self.theme.font("body", figures=False))
            canvas.painter.setPen(self.theme.color("text2"))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            canvas.painter.drawText(view.adjusted(SPACE_4, SPACE_4, -SPACE_4, -SPACE_4), flags, self._words)
        shift = QPoint(self.horizontalScrollBar().value(), self._scroll())
        for index in self._desk.visible(self._scroll()):
            bands = [band for band in self._bands if band.page == index]
            paint_sheet(canvas, self._desk.rect(index).translated(-shift), self._sheets[index].image, bands)
        if self.hasFocus():
            canvas.box(view, 0, line="accent", width=LINE_FOCUS)
