"""The sign beside an answer: drawn lines, so that no font has to have it, and distinct in black and white.

A sign is an artifact: the words beside it say the same. It must never stand alone.
"""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, TaggedParagraph, tagged
from supervisor_app.documents.modelos import Signo
from supervisor_app.documents.tipografia import marcado

_RADIUS = 4.1
_STROKE = 0.9
_COLOURS: dict[Signo, Color] = {
    Signo.CUMPLE: HexColor("#1B6B39"),
    Signo.PARCIAL: HexColor("#7D4F00"),
    Signo.NO_CUMPLE: HexColor("#B3261E"),
    Signo.NO_APLICA: HexColor("#515C67"),
    Signo.DATO: HexColor("#0B5C73"),
    Signo.SIN_RESPUESTA: HexColor("#515C67"),
}


class _SignedParagraph(TaggedParagraph):
    """Text that hangs from its sign; a piece that goes on in the next page has none."""

    sign: Signo | None = None

    def draw(self) -> None:
        """Draw the sign at the height of the first line, then the text."""
        if self.sign is not None:
            canvas = tagged(self.canv)
            with canvas.marked(None):
                canvas.saveState()
                canvas.translate(_RADIUS + 0.5, self.height - self.style.fontSize + 3.0)
                draw_sign(canvas, self.sign)
                canvas.restoreState()
        super().draw()

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's own parameter names
        """Only the first half keeps the sign."""
        parts = super().split(aW, aH)
        first = parts[0] if parts else None
        if isinstance(first, _SignedParagraph):
            first.sign = self.sign
        return parts


def signed(sign: Signo, text: str, style: ParagraphStyle, parent: Node) -> TaggedParagraph:
    """The words of an answer with their sign."""
    made = _SignedParagraph(marcado(text) or "&nbsp;", estilo.hanging(style))
    made.node = parent.add("P")
    made.sign = sign
    return made


def draw_sign(canvas: Canvas, sign: Signo) -> None:
    """The sign, centred on the origin."""
    colour = _COLOURS[sign]
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(_STROKE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _DRAWINGS[sign](canvas)


def _complies(canvas: Canvas) -> None:
    canvas.circle(0, 0, _RADIUS)
    _polyline(canvas, (-1.9, 0.1), (-0.5, -1.5), (2.0, 1.6))


def _partly(canvas: Canvas) -> None:
    canvas.circle(0, 0, _RADIUS)
    half = canvas.beginPath()
    half.moveTo(0, _RADIUS)
    half.arcTo(-_RADIUS, -_RADIUS, _RADIUS, _RADIUS, startAng=90, extent=180)
    half.close()
    canvas.drawPath(half, stroke=0, fill=1)


def _does_not(canvas: Canvas) -> None:
    canvas.circle(0, 0, _RADIUS, stroke=1, fill=1)
    canvas.setStrokeColor(white)
    canvas.line(-1.6, -1.6, 1.6, 1.6)
    canvas.line(-1.6, 1.6, 1.6, -1.6)


def _not_applicable(canvas: Canvas) -> None:
    canvas.circle(0, 0, _RADIUS)
    canvas.line(-1.9, 0, 1.9, 0)


def _figure(canvas: Canvas) -> None:
    canvas.rect(-1.6, -1.6, 3.2, 3.2, stroke=0, fill=1)


def _unanswered(canvas: Canvas) -> None:
    canvas.setDash(1.4, 1.6)
    canvas.circle(0, 0, _RADIUS)


def _polyline(canvas: Canvas, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


_DRAWINGS: dict[Signo, Callable[[Canvas], None]] = {
    Signo.CUMPLE: _complies,
    Signo.PARCIAL: _partly,
    Signo.NO_CUMPLE: _does_not,
    Signo.NO_APLICA: _not_applicable,
    Signo.DATO: _figure,
    Signo.SIN_RESPUESTA: _unanswered,
}
