"""The bar of an indicator against its goal, in vectors: how long it is says the figure, a mark says the goal.

It is an artifact, as the words of its row say the same. Nothing is told by colour alone: an unfavourable bar is
hatched.
"""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import tagged
from supervisor_app.documents.modelo_acta import BarraImpresa

_HEIGHT = 7.0
_OVER = 2.0  # how far the mark of the goal stands out above and below
_STEP = 3.2  # between one line of the hatch and the next
_TRACK: Color = HexColor("#E3E7EB")
_GOOD: Color = HexColor("#1B6B39")
_BAD: Color = HexColor("#B3261E")
_PLAIN: Color = HexColor("#515C67")


class GoalBar(Flowable):
    """The bar, as wide as its cell lets it be."""

    def __init__(self, bar: BarraImpresa) -> None:
        super().__init__()
        self._bar = bar
        self.spaceBefore = 3

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """The width of the cell, and room for the mark of the goal."""
        self.width, self.height = aW, _HEIGHT + 2 * _OVER
        return self.width, self.height

    def draw(self) -> None:
        """Track, figure, goal."""
        canvas = tagged(self.canv)
        with canvas.marked(None):
            canvas.saveState()
            self._figure(canvas)
            if self._bar.meta is not None:
                canvas.setStrokeColor(estilo.INK)
                canvas.setLineWidth(1.2)
                x = min(max(self.width * self._bar.meta, 0.6), self.width - 0.6)
                canvas.line(x, 0, x, self.height)
            canvas.restoreState()

    def _figure(self, canvas: Canvas) -> None:
        canvas.setFillColor(_TRACK)
        canvas.rect(0, _OVER, self.width, _HEIGHT, stroke=0, fill=1)
        length = self.width * self._bar.real
        if length < 0.5:
            return
        favourable = self._bar.favorable
        colour = _PLAIN if favourable is None else _GOOD if favourable else _BAD
        canvas.setFillColor(colour)
        if favourable is not False:
            canvas.rect(0, _OVER, length, _HEIGHT, stroke=0, fill=1)
            return
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.9)
        canvas.rect(0.45, _OVER + 0.45, max(length - 0.9, 0.1), _HEIGHT - 0.9, stroke=1, fill=0)
        clip = canvas.beginPath()
        clip.rect(0, _OVER, length, _HEIGHT)
        canvas.clipPath(clip, stroke=0, fill=0)
        x = -_HEIGHT
        while x < length:
            canvas.line(x, _OVER, x + _HEIGHT, _OVER + _HEIGHT)
            x += _STEP
        canvas.restoreState()
