"""The paper as it will come out of the printer, one page at a time. It must never print anything."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.impresion import Escala
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LIGHT, SPACE_3
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.paginas.hojas import draw_page
from supervisor_app.ui.paginas.papel import LETTER, REACH, place_on


class PaperView(QWidget):
    """One sheet of letter paper with a page on it. ``problem(sentence)`` where the page cannot be drawn."""

    problem = Signal(str)
    access_role = QAccessible.Role.Graphic

    def __init__(self, lanes: Lanes[Any], pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._pdf = lanes, pdf
        self._page: tuple[int, QSizeF] | None = None
        self._scale, self._grey = Escala.AJUSTAR, False
        self._image: QImage | None = None
        self._wanted = (-1, 0)
        self._work: Work | None = None
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, index: int, size: QSizeF, scale: Escala, *, grey: bool) -> None:
        """Page ``index`` (from 0), of a size in points."""
        self._page, self._scale, self._grey = (index, size), scale, grey
        self.setAccessibleName(f"Así se imprimirá la página {index + 1}")
        self._draw()
        self.update()

    def clear(self) -> None:
        self._page, self._image = None, None
        self.setAccessibleName("No hay qué imprimir")
        self.update()

    def is_drawn(self) -> bool:
        return self._page is not None and self._image is not None and self._wanted[0] == self._page[0]

    def sizeHint(self) -> QSize:
        return QSize(340, 440)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 233)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _paper(self) -> QRectF:
        """The sheet, as large as there is room for."""
        room = QRectF(self.rect()).adjusted(SPACE_3, SPACE_3, -SPACE_3, -SPACE_3)
        size = LETTER.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRectF(room.topLeft(), size)
        sheet.moveCenter(room.center())
        return sheet

    def _draw(self) -> None:
        if self._page is None:
            return
        index, size = self._page
        across = self._paper().width() / LETTER.width() * size.width()
        wanted = (index, max(1, round(across * self.devicePixelRatioF())))
        if wanted == self._wanted:
            return
        if self._work is not None:
            self._work.cancel()
        if wanted[0] != self._wanted[0]:
            self._image = None
        self._wanted = wanted
        pdf = self._pdf
        self._work = self._lanes.free(
            lambda _work: draw_page(pdf, *wanted),
            lambda image: self._on_drawn(wanted, image),
            self._on_failed,
            owner=self,
        )

    def _on_drawn(self, wanted: tuple[int, int], image: QImage) -> None:
        if wanted == self._wanted:
            self._image = image
            self.update()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.problem.emit(error.message)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.fill(QRectF(self.rect()), "desk")
        sheet = canvas.snapped(self._paper())
        canvas.box(sheet.adjusted(-1, -1, 1, 1), 0, fill="paper", line="border")
        if self._page is None or self._image is None:
            return
        painter = canvas.painter
        unit = sheet.width() / LETTER.width()
        edges = QRectF(0, 0, LETTER.width(), LETTER.height()).adjusted(REACH, REACH, -REACH, -REACH)
        placing = place_on(LETTER, edges, self._page[1], self._scale)
        painter.save()
        painter.setClipRect(sheet)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(sheet.topLeft())
        painter.scale(unit, unit)
        target = QRectF(placing.rect)
        painter.translate(target.topLeft())
        if placing.turned:
            painter.translate(target.width(), 0)
            painter.rotate(90)
            target = QRectF(0, 0, target.height(), target.width())
        image = self._image.convertToFormat(QImage.Format.Format_Grayscale8) if self._grey else self._image
        painter.drawImage(QRectF(0, 0, target.width(), target.height()), image)
        painter.restore()
        # What the printer does not reach; on paper, which is white in every theme.
        pen = QPen(QColor(LIGHT.edge), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet.adjusted(REACH * unit, REACH * unit, -REACH * unit, -REACH * unit))
