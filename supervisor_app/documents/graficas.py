"""Charts in vectors, for paper: the heat map and a figure by month. They only paint; who holds them says what they say.

Tones darken with what they mean and each carries its figure, so that a grey print says the same. It must never smooth
nor draw what has no figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.documents.modelo_ejecutivo import CasillaImpresa, MapaImpreso, PuntoImpreso
from supervisor_app.documents.pagina import shortened
from supervisor_app.documents.tipografia import BOLD, REGULAR

TONES: tuple[Color, ...] = tuple(map(HexColor, ("#F1F4F6", "#D5E5EA", "#A3C8D2", "#3F7F93", "#0B4458")))
"""From what complies best to what complies worst; those from ``_ON_DARK`` carry white figures."""
_ON_DARK = 3
_LINE: Color = HexColor("#0B5A73")
_AREA: Color = HexColor("#DFEBEF")
_WHITE: Color = HexColor("#FFFFFF")

_ROW, _HEAD, _GAP = 15.0, 46.0, 1.6
_NAMES, _CHANGE, _WIDEST = 84.0, 30.0, 40.0
_TILT, _TITLE_ROOM = 40, 66.0
_FIGURE, _HEADING, _TINY = 7.6, 6.6, 5.9


class HeatMap(Flowable):
    """Places down, processes across: at most ``rows`` and ``columns`` of them."""

    def __init__(self, mapa: MapaImpreso, rows: int, columns: Sequence[int]) -> None:
        super().__init__()
        self._map, self._columns = mapa, columns
        self._rows = mapa.renglones[:rows]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """The whole width, and a line for each place."""
        self.width, self.height = aW, _HEAD + _ROW * len(self._rows)
        return self.width, self.height

    def draw(self) -> None:
        """Headings, then line by line."""
        canvas = self.canv
        canvas.saveState()
        wide = min(_WIDEST, (self.width - _NAMES - _CHANGE) / max(len(self._columns), 1))
        self._headings(canvas, wide)
        for n, row in enumerate(self._rows):
            y = self.height - _HEAD - (n + 1) * _ROW
            canvas.setFillColor(estilo.INK)
            canvas.setFont(REGULAR, _FIGURE)
            canvas.drawString(0, y + 4.6, shortened(row.nombre, REGULAR, _FIGURE, _NAMES - 4))
            for k, column in enumerate(self._columns):
                _cell(canvas, row.casillas[column], _NAMES + k * wide, y, wide - _GAP, _ROW - _GAP)
            if row.cambio:
                canvas.setFillColor(estilo.INK)
                canvas.setFont(BOLD, _FIGURE)
                right = _NAMES + len(self._columns) * wide + _CHANGE
                canvas.drawRightString(right - 3, y + 4.6, row.cambio)
        canvas.restoreState()

    def _headings(self, canvas: Canvas, wide: float) -> None:
        """Slanted, so that whole words have room over narrow columns."""
        foot = self.height - _HEAD + 3.5
        for k, column in enumerate(self._columns):
            code, word = self._map.columnas[column]
            canvas.saveState()
            canvas.translate(_NAMES + k * wide + (wide - _GAP) / 2 + 1, foot)
            canvas.rotate(_TILT)
            canvas.setFillColor(estilo.INK)
            canvas.setFont(BOLD, _HEADING)
            canvas.drawString(0, 0, code)
            after = stringWidth(code, BOLD, _HEADING) + 2.5
            canvas.setFillColor(estilo.SOFT)
            canvas.setFont(REGULAR, _HEADING)
            canvas.drawString(after, 0, shortened(word, REGULAR, _HEADING, _TITLE_ROOM - after))
            canvas.restoreState()
        if self._map.contra:
            canvas.setFillColor(estilo.SOFT)
            canvas.setFont(REGULAR, _TINY)
            canvas.drawRightString(_NAMES + len(self._columns) * wide + _CHANGE, foot - 0.5, self._map.contra)


def _cell(canvas: Canvas, cell: CasillaImpresa, x: float, y: float, wide: float, high: float) -> None:
    canvas.setLineWidth(0.5)
    if cell.paso < 0:
        canvas.setStrokeColor(estilo.RULE)
        canvas.setDash(1.6, 1.6)
        canvas.roundRect(x + 0.3, y + 0.3, wide - 0.6, high - 0.6, 1.8, stroke=1, fill=0)
        canvas.setDash()
    else:
        canvas.setFillColor(TONES[cell.paso])
        canvas.setStrokeColor(estilo.RULE if cell.paso == 0 else TONES[cell.paso])
        canvas.roundRect(x + 0.3, y + 0.3, wide - 0.6, high - 0.6, 1.8, stroke=1, fill=1)
    ink = _WHITE if cell.paso >= _ON_DARK else estilo.SOFT if cell.paso < 0 else estilo.INK
    font, size = (REGULAR, _TINY + 0.4) if cell.paso < 0 else (BOLD, _FIGURE)
    canvas.setFillColor(ink)
    canvas.setFont(font, size)
    canvas.drawCentredString(x + wide / 2, y + (high - size * 0.72) / 2, cell.texto)
    if cell.reincide:
        half = stringWidth(cell.texto, font, size) / 2
        canvas.circle(min(x + wide / 2 + half + 3.4, x + wide - 2), y + high / 2, 1.35, stroke=0, fill=1)


_CHART, _AXIS, _DOT, _LAST = 30.0, 9.0, 1.9, 34.0


class TrendChart(Flowable):
    """A line over a soft area, its last value, and the names of its months as far as they have room."""

    def __init__(self, points: Sequence[PuntoImpreso]) -> None:
        super().__init__()
        self._points = points

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """The whole width."""
        self.width, self.height = aW, _CHART + _AXIS
        return self.width, self.height

    def draw(self) -> None:
        """Area, line, last point and its value; the months below."""
        canvas = self.canv
        at = self._places()
        canvas.saveState()
        canvas.setStrokeColor(estilo.RULE)
        canvas.setLineWidth(0.5)
        canvas.line(0, _AXIS, self.width, _AXIS)
        if len(at) > 1:
            area = canvas.beginPath()
            area.moveTo(at[0][0], _AXIS)
            for x, y in at:
                area.lineTo(x, y)
            area.lineTo(at[-1][0], _AXIS)
            area.close()
            canvas.setFillColor(_AREA)
            canvas.drawPath(area, stroke=0, fill=1)
            line = canvas.beginPath()
            line.moveTo(*at[0])
            for x, y in at[1:]:
                line.lineTo(x, y)
            canvas.setStrokeColor(_LINE)
            canvas.setLineWidth(1.3)
            canvas.setLineJoin(1)
            canvas.drawPath(line, stroke=1, fill=0)
        x, y = at[-1]
        canvas.setFillColor(_LINE)
        canvas.circle(x, y, _DOT, stroke=0, fill=1)
        canvas.setFillColor(estilo.INK)
        canvas.setFont(BOLD, _FIGURE)
        canvas.drawString(x + 4.5, min(y - 2.6, _AXIS + _CHART - 6), self._points[-1].texto)
        self._months(canvas, [x for x, _ in at])
        canvas.restoreState()

    def _places(self) -> list[tuple[float, float]]:
        """From the least value, a little over the axis, to the greatest; a month without a figure leaves its room."""
        first, last = self._points[0].lugar, self._points[-1].lugar
        low, high = min(p.valor for p in self._points), max(p.valor for p in self._points)
        across = (self.width - _LAST - 4) / max(last - first, 1)
        up = (_CHART - 12) / (high - low) if high > low else 0.0
        base = _AXIS + (5.0 if high > low else _CHART / 2 - 4)
        return [(4 + (p.lugar - first) * across, base + (p.valor - low) * up) for p in self._points]

    def _months(self, canvas: Canvas, places: Sequence[float]) -> None:
        canvas.setFillColor(estilo.SOFT)
        canvas.setFont(REGULAR, _TINY)
        free = 0.0
        last_half = stringWidth(self._points[-1].mes, REGULAR, _TINY) / 2
        for n, (point, x) in enumerate(zip(self._points, places, strict=True)):
            half = stringWidth(point.mes, REGULAR, _TINY) / 2
            start = max(x - half, 0.0)
            is_last = n == len(places) - 1
            if start < free or (not is_last and x + half + 3 > places[-1] - last_half):
                continue
            canvas.drawString(start, 1.5, point.mes)
            free = start + 2 * half + 3
