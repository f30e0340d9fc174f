"""A figure against its goal: a bar as long as the figure, and an upright mark where the goal is.

Nothing is told by colour alone: an unfavourable bar is hatched. Must never be the only place of the figures.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QBrush, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.theme import follow

_HEIGHT, _OVER = 8, 3


class GoalBar(QWidget):
    """``set_figures(real, goal, favourable, words)``: shares of the whole width (0.0 to 1.0), ``None`` where there is
    none; ``words`` say the same to a screen reader.
    """

    access_role = QAccessible.Role.ProgressBar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._real: float | None = None
        self._goal: float | None = None
        self._favourable: bool | None = None
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figures(self, real: float | None, goal: float | None, favourable: bool | None, words: str) -> None:
        self._real, self._goal, self._favourable = real, goal, favourable
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def figures(self) -> tuple[float | None, float | None, bool | None]:
        return self._real, self._goal, self._favourable

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(140), self.theme.px(_HEIGHT + 2 * _OVER))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(48), self.theme.px(_HEIGHT + 2 * _OVER))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        over = self.theme.px(_OVER)
        track = QRectF(self.rect()).adjusted(0, over, 0, -over)
        if self._real is None and self._goal is None:
            return
        canvas.box(track, 2, fill="track")
        if self._real is not None:
            self._paint_figure(canvas, QRectF(track))
        if self._goal is not None:
            x = min(max(1.0, self.width() * self._goal), self.width() - 1.0)
            canvas.fill(QRectF(x - 1, 0, 2, self.height()), "text")

    def _paint_figure(self, canvas: paint.Canvas, bar: QRectF) -> None:
        bar.setWidth(max(3.0, bar.width() * (self._real or 0.0)))
        if self._favourable is not False:
            canvas.box(bar, 2, fill="na" if self._favourable is None else "ok")
            return
        painter, colour = canvas.painter, self.theme.color("bad")
        canvas.box(bar, 2, fill="surface", line="bad")
        painter.setPen(Qt.PenStyle.NoPen)
        brush = QBrush(colour, Qt.BrushStyle.BDiagPattern)
        painter.setBrush(brush)
        painter.drawRect(bar)
        painter.setPen(QPen(colour, canvas.crisp(1.0)))
