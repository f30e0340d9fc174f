"""Strokes on paper: a drawn signature as lines, sharp at any size. It must never decide who signed."""

from __future__ import annotations

from itertools import pairwise

from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.domain.dibujada import FirmaDibujada, Punto

_LINE = 1.1  # points, as of a fine pen
_INSIDE = 6.0  # points left free around
_FOOT = 2.0  # where the line to sign on lies, as in an empty place
_LARGEST = 1.0  # of the width of the pad: a small signature is not blown up beyond how it was drawn


class Strokes(Flowable):
    """The strokes within a box whose foot is the line to sign on, whole and in proportion."""

    def __init__(self, drawn: FirmaDibujada, width: float, height: float) -> None:
        super().__init__()
        self.drawn, self.width, self.height = drawn, width, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw line and strokes."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(estilo.HAIRLINE)
        canvas.setLineWidth(estilo.HAIRLINE_WIDTH)
        canvas.line(0, _FOOT, self.width, _FOOT)
        canvas.setStrokeColor(estilo.INK)
        canvas.setLineWidth(_LINE)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        scale, dx, dy = self._place()
        for stroke in self.drawn.trazos:
            self._stroke(stroke, scale, dx, dy)
        canvas.restoreState()

    def _place(self) -> tuple[float, float, float]:
        """Scale, and where the middle of the strokes goes: the middle of the box."""
        points = [point for stroke in self.drawn.trazos for point in stroke]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        room_x, room_y = self.width - 2 * _INSIDE, self.height - _FOOT - 2 * _INSIDE
        fitting = min(room_x / max(right - left, 1), room_y / max(bottom - top, 1))
        scale = min(fitting, _LARGEST * self.width / 10_000)
        middle_x, middle_y = self.width / 2, (_FOOT + self.height) / 2
        return scale, middle_x - scale * (left + right) / 2, middle_y + scale * (top + bottom) / 2

    def _stroke(self, stroke: tuple[Punto, ...], scale: float, dx: float, dy: float) -> None:
        at = [(round(dx + scale * x, 2), round(dy - scale * y, 2)) for x, y in stroke]
        path = self.canv.beginPath()
        path.moveTo(*at[0])
        # Through the middles of its segments, each point pulling the curve: no corners where the hand made none.
        for (x0, y0), (x1, y1) in pairwise(at):
            path.curveTo(x0, y0, x0, y0, (x0 + x1) / 2, (y0 + y1) / 2)
        path.lineTo(*at[-1])
        self.canv.drawPath(path, stroke=1, fill=0)
