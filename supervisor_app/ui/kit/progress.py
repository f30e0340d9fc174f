"""How much is done: the ring beside a cédula and the thin bar. Must never be the only place of the count."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import Theme, follow

RING = 22


def draw_ring(painter: QPainter, theme: Theme, rect: QRectF, done: int, total: int, *, alert: str = "") -> None:
    """The ring inside ``rect`` (square): dashed at nothing, an arc from 12 o'clock clockwise, a disc with a check when
    all is done. ``alert``: something of it is wrong (``bad``, told in any state) or to be looked at again (``warn``,
    told instead of the check). Also for delegates.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = rect.width() / RING
    width = 2.5 * scale
    if alert == "bad" or (alert and total > 0 and done >= total):
        _draw_alert(painter, theme, rect, alert)
        painter.restore()
        return
    if total > 0 and done >= total:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ok"))
        painter.drawEllipse(rect)
        draw_check(painter, theme, rect)
        painter.restore()
        return
    circle = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if done <= 0:
        pen = QPen(theme.color("control"), 1.5 * scale)
        pen.setDashPattern([2.2, 2.2])
        painter.setPen(pen)
        painter.drawEllipse(circle)
    else:
        painter.setPen(QPen(theme.color("track"), width))
        painter.drawEllipse(circle)
        painter.setPen(QPen(theme.color("accent"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(circle, 90 * 16, -round(360 * 16 * done / total))
    painter.restore()


def draw_check(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """The check of a disc that says "done", in the colour of the surface."""
    scale = rect.width() / RING
    pen = QPen(theme.color("surface"), 2 * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [rect.topLeft() + QPointF(x, y) * scale for x, y in ((6.6, 11.4), (9.7, 14.4), (15.4, 8.2))]
    painter.drawPolyline(points)


def _draw_alert(painter: QPainter, theme: Theme, rect: QRectF, ink: str) -> None:
    """An exclamation mark: on a full disc what is wrong, in a circle what is to be looked at; no colour is needed."""
    scale, full = rect.width() / RING, ink == "bad"
    width = 0 if full else 2 * scale
    painter.setPen(Qt.PenStyle.NoPen if full else QPen(theme.color(ink), width))
    painter.setBrush(theme.color(ink) if full else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    pen = QPen(theme.color("surface" if full else ink), 2.2 * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    top, foot, dot = (rect.topLeft() + QPointF(11, y) * scale for y in (6.2, 12, 15.8))
    painter.drawLine(top, foot)
    painter.drawPoint(dot)


class ProgressRing(QWidget):
    """``done`` of ``total``; ``size`` px at 100 % text."""

    access_role = QAccessible.Role.ProgressBar

    def __init__(self, done: int = 0, total: int = 0, *, size: int = RING, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_progress(done, total)

    def set_progress(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.setAccessibleName(f"{done} de {total}")
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_ring(QPainter(self), self.theme, QRectF(self.rect()), self._done, self._total)


class Meter(QWidget):
    """A thin bar filled from the left, 0.0 to 1.0. Its words stand beside it and are its accessible name."""

    access_role = QAccessible.Role.ProgressBar

    def __init__(
        self, share: float = 0.0, name: str = "", *, ink: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(share, name)

    def set_share(self, share: float, name: str = "") -> None:
        self._share = max(0.0, min(1.0, share))
        self.setAccessibleName(name or f"{round(self._share * 100)} %")
        self.update()

    def share(self) -> float:
        return self._share

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.box(rect, 2, fill="track")
        if self._share:
            rect.setWidth(max(4.0, rect.width() * self._share))
            canvas.box(rect, 2, fill=self._ink)
