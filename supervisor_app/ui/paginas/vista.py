"""Pages of a PDF on a desk: drawn off the main lane, only those in view, at the pixels of the screen.

The pages stay white in every theme: they are paper. It must never keep more pages in memory than are near the view,
and it must never take the reader away from where they are when the document is replaced by a newer one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QSizePolicy, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.paginas import Hallado, medir_paginas
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import LINE_FOCUS, SPACE_3, SPACE_4
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.dibujante import Drawer, Wish
from supervisor_app.ui.paginas.hallazgos import Finder
from supervisor_app.ui.paginas.hojas import Band, draw_page, paint_sheet
from supervisor_app.ui.paginas.mesa import Desk, Fit, Zoom
from supervisor_app.ui.paginas.puntero import Pointer
from supervisor_app.ui.paginas.seleccion import Selection
from supervisor_app.ui.paginas.teclado import is_ours, pressed
from supervisor_app.wiring import Servicios

__all__ = ["Band", "PageView", "draw_page"]

_SETTLE_MS = 40
_NEAR = 1  # pages drawn ahead on each side of those in view


class PageView(QAbstractScrollArea):
    """Shows the pages of a PDF one under another; its words can be searched (``finder``) and copied (``selection``).

    ``page_changed(page, pages)``, both from 1, when another page is in view or the document has other pages;
    ``zoom_changed(words)``; ``problem(sentence)`` when the bytes are no readable PDF; ``find_wanted`` and
    ``page_wanted`` when the person asks for the field where words, or the number of a page, are typed. Keys: `teclado`.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(str)
    problem = Signal(str)
    find_wanted = Signal()
    page_wanted = Signal()
    focus_changed = Signal()
    access_role = QAccessible.Role.Document

    def __init__(self, lanes: Lanes[Servicios], *, name: str = "Documento", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._name = name
        self._pdf = b""
        self._edition = 0
        self._desk = Desk()
        self._bands: tuple[Band, ...] = ()
        self._words = ""
        self._shown = (0, 0)
        self.theme = follow(self)
        style(self, kind="desk")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        self._drawer = Drawer(lanes, self)
        self._drawer.drawn.connect(lambda _index: self.viewport().update())
        self._drawer.failed.connect(self.problem)
        self.selection = Selection(lanes, self)
        self.selection.changed.connect(self.viewport().update)
        self._pointer = Pointer(self)
        self.finder = Finder(lanes, self)
        self.finder.changed.connect(self.viewport().update)
        self.finder.reached.connect(self._show_found)
        # Fires while one scrolls on, not only at the end: pages come as one passes.
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask_for_visible)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.horizontalScrollBar().valueChanged.connect(self._on_scroll)
        self._tell()

    # --- the document ---------------------------------------------------------------------------------------------

    def set_pdf(self, pdf: bytes, *, other: bool = False) -> None:
        """Show these bytes. The pages shown before stay until the new ones are drawn, and so does the position; but
        those of an ``other`` document go at once, and it begins at its top.
        """
        if pdf == self._pdf:
            return
        self._pdf = pdf
        self._edition += 1
        edition = self._edition
        self._lanes.free(
            lambda _work: medir_paginas(pdf),
            lambda sizes: self._on_measured(edition, sizes, other=other),
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
        self._open(())

    def _on_measured(self, edition: int, sizes: Sequence[tuple[float, float]], *, other: bool) -> None:
        if edition == self._edition:
            self._words = ""
            if other:
                self._open(())
            self._open(sizes)
            self._ask_for_visible()

    def _on_failed(self, edition: int, error: BaseException) -> None:
        if isinstance(error, Cancelled) or edition != self._edition:
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self._words = error.message
        self._open(())
        self.problem.emit(error.message)

    def _open(self, sizes: Sequence[tuple[float, float]]) -> None:
        here = self._desk.anchor(self._scroll()) if self.pages() else None
        self._drawer.open(self._pdf)
        self._drawer.forget(len(sizes))
        self._desk.set_sizes(sizes)
        self.selection.open(self._pdf)
        if sizes:
            self.finder.open(self._pdf, len(sizes))
        else:
            self.finder.close()
        # There as long as there are pages: were it to come and go with their height, their width would change with it.
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if sizes else off)
        self._fit_bars()
        if here is not None:
            self.verticalScrollBar().setValue(self._desk.scroll_to(here))
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
        return self._desk.count

    def page(self) -> int:
        """The page that fills most of the view, from 1; 0 without a document."""
        return self._desk.main_page(self._scroll())

    def go_to(self, page: int) -> None:
        """Bring the top of ``page`` (from 1, taken to the ends) into view."""
        if self.pages():
            index = max(0, min(self.pages(), page) - 1)
            self.verticalScrollBar().setValue(round(self._desk.rect(index).top() - SPACE_3))

    def step(self, by: int) -> None:
        """``by`` pages further or back."""
        self.go_to(self.page() + by)

    def show_band(self) -> None:
        """Scroll only as far as needed for the first marked stretch to be in view."""
        band = next((b for b in self._bands if b.page < self.pages()), None)
        if band is not None:
            self._bring(band.page, band.left, band.top, band.right, band.bottom)

    def _show_found(self, hallado: Hallado) -> None:
        if hallado.cajas:
            self._bring(hallado.pagina, *hallado.cajas[0])

    def _bring(self, page: int, left: float, top: float, right: float, bottom: float) -> None:
        """Scroll as little as needed for a stretch of a page, in fractions of it, to be in view."""
        rect, view = self._desk.rect(page), self.viewport()
        _reveal(self.verticalScrollBar(), rect.top(), rect.height(), top, bottom, view.height())
        _reveal(self.horizontalScrollBar(), rect.left(), rect.width(), left, right, view.width())

    def _scroll(self) -> int:
        return self.verticalScrollBar().value()

    def _on_scroll(self) -> None:
        self._tell()
        self.viewport().update()
        if not self._settle.isActive():
            self._settle.start()

    def _tell(self) -> None:
        here = (self.page(), self.pages())
        where = f"Página {here[0]} de {here[1]}" if here[1] else "Sin páginas"
        self.setAccessibleName(where)
        self.setAccessibleDescription(self._words or self._name)
        if here != self._shown:
            self._shown = here
            self.page_changed.emit(*here)

    # --- size -----------------------------------------------------------------------------------------------------

    def zoom(self) -> Zoom:
        return self._desk.zoom

    def zoom_words(self) -> str:
        zoom = self._desk.zoom
        return zoom.words if isinstance(zoom, Fit) else f"{round(zoom * 100)} %"

    def zoom_in(self) -> None:
        if self.pages():
            self.set_zoom(self._desk.larger(self.page() - 1))

    def zoom_out(self) -> None:
        if self.pages():
            self.set_zoom(self._desk.smaller(self.page() - 1))

    def set_zoom(self, zoom: Zoom) -> None:
        """A size out of ``ZOOMS``, or one that follows the view."""
        if zoom == self._desk.zoom:
            return
        page = self.page()
        here = self._desk.anchor(self._scroll())
        self._desk.set_zoom(zoom)
        self._fit_bars()
        self.verticalScrollBar().setValue(self._desk.scroll_to(here))
        if zoom is Fit.PAGE:
            self.go_to(page)
        self.zoom_changed.emit(self.zoom_words())
        self._settle.start()

    def _fit_bars(self) -> None:
        view = self.viewport()
        wide, tall = self._desk.extent()
        side = self.horizontalScrollBar()
        middle = (side.value() + side.pageStep() / 2) / max(1, side.maximum() + side.pageStep())
        for bar, content, room in ((self.verticalScrollBar(), tall, view.height()), (side, wide, view.width())):
            bar.setRange(0, max(0, content - room))
            bar.setPageStep(room)
            bar.setSingleStep(self.theme.px(40))
        side.setValue(round(middle * wide - view.width() / 2))
        view.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        here = self._desk.anchor(self._scroll())
        self._desk.set_view(self.viewport().size())
        self._fit_bars()
        self.verticalScrollBar().setValue(self._desk.scroll_to(here))
        self._tell()
        self._settle.start()

    def restyle(self) -> None:
        self.viewport().update()

    # --- drawing pages --------------------------------------------------------------------------------------------

    def _wish(self, index: int) -> Wish:
        fine = self.devicePixelRatioF()
        rect = self._place(index)
        seen = rect.intersected(QRectF(self.viewport().rect())).translated(-rect.topLeft())
        part = QRectF(seen.topLeft() * fine, seen.size() * fine).toAlignedRect() if not seen.isEmpty() else QRect()
        width, height = round(rect.width() * fine), round(rect.height() * fine)
        return Wish(index, width, height, part & QRect(0, 0, width, height))

    def _place(self, index: int) -> QRectF:
        """Where a page is in the viewport now."""
        return self._desk.rect(index).translated(-self.horizontalScrollBar().value(), -self._scroll())

    def _ask_for_visible(self) -> None:
        visible = self._desk.visible(self._scroll())
        around = range(max(0, visible.start - _NEAR), min(self.pages(), visible.stop + _NEAR))
        self._drawer.want([self._wish(n) for n in visible], [self._wish(n) for n in around if n not in visible])
        self.selection.read(visible)

    def is_drawn(self) -> bool:
        """Whether every page in view is drawn from the newest bytes at the present size."""
        visible = self._desk.visible(self._scroll())
        return (
            bool(visible)
            and self._drawer.draws(self._pdf)
            and all(self._drawer.has(self._wish(index)) for index in visible)
        )

    def image(self, page: int) -> QImage | None:
        """What is drawn of a page (from 1) as a whole at this moment."""
        whole = self._drawer.whole(page - 1)
        return whole.image if whole is not None else None

    # --- keys, pointer, wheel -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Ctrl+F and the keys of the size mean the window's, unless the pages have the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed(self, event):
            event.ignore()

    def copy_words(self) -> None:
        """Copy what is selected; else what the search found."""
        found = self.finder.current()
        if not self.selection.text() and found is not None:
            self.selection.select(found.pagina, found.desde, found.hasta)
        self.selection.copy()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def spot(self, point: QPointF, page: int | None = None) -> tuple[int, float, float] | None:
        """The page under a point of the viewport (or ``page``, from 0, wherever the point is), and where in it."""
        for index in self._desk.visible(self._scroll()) if page is None else (page,):
            rect = self._place(index)
            if page is not None or rect.contains(point):
                return index, (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        view = QRectF(self.viewport().rect())
        canvas = paint.Canvas(self.viewport(), self.theme)
        canvas.fill(view, "desk")
        if not self.pages() and self._words:
            canvas.painter.setFont(self.theme.font("body", figures=False))
            canvas.painter.setPen(self.theme.color("text2"))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            canvas.painter.drawText(view.adjusted(SPACE_4, SPACE_4, -SPACE_4, -SPACE_4), flags, self._words)
        for index in self._desk.visible(self._scroll()):
            bands = [band for band in (*self._bands, *self.selection.bands()) if band.page == index]
            bands += self.finder.bands(index)
            paint_sheet(canvas, self._place(index), self._drawer.whole(index), self._drawer.part(index), bands)
        if self.hasFocus():
            canvas.box(view, 0, line="accent", width=LINE_FOCUS)


def _reveal(bar: QScrollBar, origin: float, length: float, low: float, high: float, room: int) -> None:
    """Scroll as little as needed for a stretch, in shares of a ``length`` that begins at ``origin``, to be in view."""
    start, end = origin + low * length - SPACE_4, origin + high * length + SPACE_4
    if start < bar.value() or end - start > room:
        bar.setValue(round(start))
    elif end > bar.value() + room:
        bar.setValue(round(end - room))
