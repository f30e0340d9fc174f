"""A figure by month: line, soft area, the last value, and whether it got better. A month opens what it is made of.

Whether up is good is said by the caller. It must never smooth, nor draw a month that has no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit.access import tell
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.paint import CENTER, LEFT, RIGHT, Canvas
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CELL

_CHART, _AIR, _SIDE, _DOT = 38, 6, 14, 3.5
"""Px at 100 % text: the height of the drawing, the air over it, the room at its left, the radius of a point."""


@dataclass(frozen=True, slots=True)
class Point:
    """``key``: what opening it leads to; ``at``: its month, counted through the years; ``label`` stands under it;
    ``words``: the value as it is written.
    """

    key: str
    at: int
    label: str
    name: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """``change`` in words from the first to the last point, and whether that is good (None: neither); ``brief``: the
    same in fewer words, for where it has no room.
    """

    title: str
    points: tuple[Point, ...]
    change: str = ""
    rises: bool = False
    good: bool | None = None
    brief: str = ""


class Trend(QWidget):
    """``opened(key)`` by Enter or a click on a month. Left and right go from month to month."""

    opened = Signal(str)
    access_role = QAccessible.Role.Chart

    def __init__(self) -> None:
        super().__init__()
        self.series = Series("", ())
        self._at = -1
        self.theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_series(self, series: Series) -> None:
        self.series = series
        self._at = len(series.points) - 1
        self.setVisible(bool(series.points))
        said = ", ".join(f"{p.name} {p.words}" for p in series.points)
        self.setAccessibleName(f"{series.title} por mes: {said}" if said else series.title)
        self._tell()
        self.update()

    def current(self) -> Point | None:
        return self.series.points[self._at] if 0 <= self._at < len(self.series.points) else None

    def _tell(self) -> None:
        point = self.current()
        self.setAccessibleDescription(f"{point.name}: {point.words}. {self.series.change}" if point else "")
        tell(self, QAccessible.Event.DescriptionChanged)

    # --- size -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _head(self) -> int:
        """The title takes one line, and the change another where both have no room in it."""
        return (self.theme.line("small") + 4) * (2 if self._stacked() else 1)

    def _stacked(self) -> bool:
        return bool(self.series.change) and not self._beside(self._change())

    def _change(self) -> str:
        """As many words of it as stand beside the title; all of them where even few do not."""
        series = self.series
        return series.brief if not self._beside(series.change) and self._beside(series.brief) else series.change

    def _beside(self, change: str) -> bool:
        width = self.theme.text_width(self.series.title, "small") + self.theme.text_width(change, "small")
        return bool(change) and width + self.theme.px(40) <= max(self.width(), 1)

    def sizeHint(self) -> QSize:
        chart = self.theme.px(_AIR) + self.theme.px(_CHART)
        return QSize(self.theme.px(240), self._head() + chart + self.theme.line("micro") + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(150), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    # --- hands ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._go(self._at + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _go(self, where: int) -> None:
        if 0 <= where < len(self.series.points) and where != self._at:
            self._at = where
            self._tell()
            self.update()

    def _open(self) -> None:
        point = self.current()
        if point is not None:
            self.opened.emit(point.key)

    def _nearest(self, x: float) -> int:
        return min(range(len(self.series.points)), key=lambda n: abs(self._x(n) - x), default=-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        n = self._nearest(event.position().x())
        if n >= 0:
            point = self.series.points[n]
            self.setToolTip(plain_tip(f"{point.name}: {point.words}"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._go(self._nearest(event.position().x()))
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._at = len(self.series.points) - 1
        self.update()

    # --- drawing --------------------------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        top = self._head() + self.theme.px(_AIR)
        last = self.series.points[-1].words if self.series.points else ""
        words = self.theme.text_width(last, "small-strong", figures=True) + 14
        left = float(self.theme.px(_SIDE))
        return QRectF(left, top, max(1.0, self.width() - left - words), self.theme.px(_CHART))

    def _x(self, n: int) -> float:
        plot, points = self._plot(), self.series.points
        whole = points[-1].at - points[0].at
        return plot.left() + plot.width() * (points[n].at - points[0].at) / whole if whole else plot.right()

    def _spots(self) -> list[QPointF]:
        plot, values = self._plot(), [p.value for p in self.series.points]
        low, high = min(values), max(values)
        span, room = high - low, plot.height() - 2 * _DOT - 6
        if not span:
            return [QPointF(self._x(n), plot.center().y()) for n in range(len(values))]
        return [QPointF(self._x(n), plot.bottom() - 6 - _DOT - room * (v - low) / span) for n, v in enumerate(values)]

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.series.points:
            return
        canvas = Canvas(self, self.theme)
        self._paint_head(canvas)
        plot, spots = self._plot(), self._spots()
        self._paint_line(canvas, plot, spots)
        self._paint_months(canvas, plot)
        point, spot = self.series.points[-1], spots[-1]
        tall = self.theme.line("small") + 2
        top = min(max(spot.y() - tall / 2, self._head()), plot.bottom() - tall)
        words = QRectF(spot.x() + 8, top, self.width() - spot.x() - 8, tall)
        canvas.write(words, point.words, "small-strong", align=LEFT, figures=True)
        if self.hasFocus():
            self._paint_focus(canvas, plot, spots)

    def _paint_head(self, canvas: Canvas) -> None:
        series, line = self.series, self.theme.line("small") + 4
        ink = "text2" if series.good is None else "ok" if series.good else "bad"
        stacked = self._stacked()
        canvas.write(QRectF(0, 0, self.width(), line), series.title, "small", ink="text2")
        if not series.change:
            return
        change = self._change()
        width = min(self.theme.text_width(change, "small-medium") + 1, self.width() - self.theme.px(20))
        room = QRectF(self.width() - width, line if stacked else 0, width, line)
        if stacked:
            room.moveLeft(self.theme.px(20))
        canvas.write(room, change, "small-medium", ink=ink, align=LEFT if stacked else RIGHT)
        icon = "trending-up" if series.rises else "trending-down"
        canvas.icon(icon, room.left() - self.theme.px(14) - 5, room.center().y(), size=14, ink=ink)

    def _paint_line(self, canvas: Canvas, plot: QRectF, spots: Sequence[QPointF]) -> None:
        painter, accent = canvas.painter, self.theme.color("accent")
        path = QPainterPath(spots[0])
        for spot in spots[1:]:
            path.lineTo(spot)
        area = QPainterPath(path)
        area.lineTo(spots[-1].x(), plot.bottom())
        area.lineTo(spots[0].x(), plot.bottom())
        area.closeSubpath()
        painter.fillPath(area, self.theme.color("accent_soft"))
        canvas.rule(0, plot.bottom(), self.width(), ink="border")
        painter.setPen(QPen(QColor(accent), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(spots[-1], _DOT, _DOT)

    def _paint_months(self, canvas: Canvas, plot: QRectF) -> None:
        """As many names as stand apart; the last one always."""
        points, line = self.series.points, self.theme.line("micro")
        wide = max(self.theme.text_width(p.label, "micro") for p in points) + 10
        free = self.width() + wide
        for n in reversed(range(len(points))):
            point = points[n]
            if self._x(n) + wide / 2 <= free:
                free = self._x(n) - wide / 2
                spot = QRectF(self._x(n) - wide / 2, plot.bottom() + 4, wide, line)
                spot.moveLeft(min(max(0.0, spot.left()), self.width() - wide))
                canvas.write(spot, point.label, "micro", ink="text2", align=CENTER)

    def _paint_focus(self, canvas: Canvas, plot: QRectF, spots: Sequence[QPointF]) -> None:
        point = self.current()
        if point is None:
            return
        canvas.box(QRectF(self.rect()), RADIUS_CELL, line="accent", width=2)
        spot = spots[self._at]
        canvas.rule(spot.x(), plot.top(), plot.height(), ink="accent", upright=True)
        if self._at == len(spots) - 1:
            return
        width = self.theme.text_width(point.words, "small-strong", figures=True) + 12
        tag = QRectF(spot.x() - width / 2, plot.top(), width, self.theme.line("small") + 4)
        tag.moveLeft(min(max(2.0, tag.left()), self.width() - width - 2))
        canvas.box(tag, RADIUS_CELL, fill="surface", line="accent")
        canvas.write(tag, point.words, "small-strong", align=CENTER, figures=True)
