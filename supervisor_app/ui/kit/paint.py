"""Strokes shared by every painted widget: rounded boxes, rings, icons, key caps, pills, on whole device pixels.

A :class:`Canvas` is made for one paint event and thrown away; it knows colours by ink only and holds no state.
"""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPainter, QPen

from supervisor_app.ui.kit import icons
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import HEIGHT_KEY, HEIGHT_PILL, LINE_FOCUS, RADIUS_CELL, RADIUS_CONTROL

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
FOCUS_ROOM = 3
"""Room in px that a widget leaves round a control for its focus ring (1 px of air, 2 px of line)."""
_PILL_PAD, _PILL_ICON, _PILL_GAP = 7, 14, 5


class Canvas:
    """A painter and the theme. Rects are in px of the widget; sizes of icons and caps are given at 100 % text."""

    def __init__(self, target: QPaintDevice | QPainter, theme: Theme) -> None:
        self.painter = target if isinstance(target, QPainter) else QPainter(target)
        self.theme = theme
        device = self.painter.device()
        self.ratio = device.devicePixelRatio() if device is not None else 1.0
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def crisp(self, width: float) -> float:
        """Line width that is a whole number of device pixels where it is a whole number of px."""
        return max(1.0, math.floor(width * self.ratio)) / self.ratio if width == int(width) else width

    def snapped(self, rect: QRectF) -> QRectF:
        """``rect`` with its edges on whole device pixels (a translation of the painter is taken into account)."""
        move = self.painter.transform()

        def near(value: float, shift: float) -> float:
            return round((value + shift) * self.ratio) / self.ratio - shift

        return QRectF(
            QPointF(near(rect.left(), move.dx()), near(rect.top(), move.dy())),
            QPointF(near(rect.right(), move.dx()), near(rect.bottom(), move.dy())),
        )

    def box(self, rect: QRectF, radius: float, *, fill: str = "", line: str = "", width: float = 1.0) -> None:
        """A rounded box whose line lies wholly inside ``rect``. ``fill`` and ``line`` are inks; "" is none."""
        outer = self.snapped(rect)
        self.painter.setBrush(self.theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
        if not line:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.drawRoundedRect(outer, radius, radius)
            return
        width = self.crisp(width)
        self.painter.setPen(QPen(self.theme.color(line), width))
        half = width / 2
        radius = max(0.0, radius - half)
        self.painter.drawRoundedRect(outer.adjusted(half, half, -half, -half), radius, radius)

    def focus_ring(self, rect: QRectF, radius: float = RADIUS_CONTROL) -> None:
        """2 px of accent round a control, with 1 px of air; the caller leaves ``FOCUS_ROOM``."""
        ring = rect.adjusted(-FOCUS_ROOM, -FOCUS_ROOM, FOCUS_ROOM, FOCUS_ROOM)
        self.box(ring, radius + FOCUS_ROOM, line="accent", width=LINE_FOCUS)

    def rule(self, x: float, y: float, length: float, *, ink: str = "border", upright: bool = False) -> None:
        """One crisp hairline that starts at (x, y) and goes right, or down when ``upright``."""
        width = self.crisp(1.0)
        rect = QRectF(x, y, width, length) if upright else QRectF(x, y, length, width)
        self.fill(rect, ink)

    def fill(self, rect: QRectF, ink: str) -> None:
        self.painter.fillRect(self.snapped(rect), self.theme.color(ink))

    def write(
        self,
        rect: QRectF,
        text: str,
        role: str,
        *,
        ink: str = "text",
        align: Qt.AlignmentFlag = LEFT,
        figures: bool = False,
    ) -> None:
        """One line of text, elided at the right when it does not fit. ``figures`` of equal width for columns."""
        font = self.theme.font(role, figures=figures)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(ink))
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) > rect.width() + 0.5:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), text)

    def icon(self, name: str, x: float, middle: float, *, size: float = 16, ink: str = "text2") -> None:
        """An icon with its left edge at ``x``, centred on the height ``middle``."""
        side = self.theme.px(size)
        spot = self.snapped(QRectF(x, middle - side / 2, side, side)).topLeft()
        self.painter.drawPixmap(spot, icons.pixmap(name, ink, side, self.ratio))

    def caps(self, x: float, middle: float, keys: str, *, on_accent: bool = False) -> float:
        """Key caps from ``x`` on, centred on ``middle``; returns the x after the last one."""
        height = self.theme.px(HEIGHT_KEY)
        for cap in caps_of(keys):
            rect = QRectF(x, middle - height / 2, cap_width(self.theme, cap), height)
            self._cap(self.snapped(rect), cap, on_accent=on_accent)
            x += rect.width() + 2
        return x - 2

    def _cap(self, rect: QRectF, cap: str, *, on_accent: bool) -> None:
        if on_accent:
            self.box(rect, RADIUS_CELL, line="on_accent")
            self.write(rect, cap, "micro", ink="on_accent", align=CENTER)
            return
        # The thicker foot is the edge colour that shows under a face one px shorter.
        self.box(rect, RADIUS_CELL, fill="edge")
        line = self.crisp(1.0)
        face = rect.adjusted(line, line, -line, -self.crisp(2.0))
        self.box(face, RADIUS_CELL - 1, fill="surface")
        self.write(face, cap, "micro", ink="text2", align=CENTER)

    def pill(self, rect: QRectF, text: str, *, icon: str = "", kind: str = "na", outlined: bool = False) -> None:
        """A state: soft fill, icon and word in the ink of ``kind`` (ok, warn, bad, na, accent). Outlined on a selected
        row, where a soft fill would drown.
        """
        ink = kind
        if outlined:
            self.box(rect, RADIUS_CONTROL - 1, fill="surface", line="accent")
            ink = "accent" if kind == "na" else kind
        else:
            self.box(rect, RADIUS_CONTROL - 1, fill=f"{kind}_soft")
        x = rect.left() + self.theme.px(_PILL_PAD)
        if icon:
            self.icon(icon, x, rect.center().y(), size=_PILL_ICON, ink=ink)
            x += self.theme.px(_PILL_ICON) + self.theme.px(_PILL_GAP)
        self.write(QRectF(x, rect.top(), rect.right() - x, rect.height()), text, "small-medium", ink=ink)


def caps_of(keys: str) -> list[str]:
    """Key caps of a key text: ``"Ctrl+E"`` gives two, ``"1 2 3 4"`` four, ``"Ctrl++"`` Ctrl and plus."""
    return re.findall(r"\+(?=$|\s)|[^+\s]+", keys)


def cap_width(theme: Theme, cap: str) -> float:
    return max(float(theme.px(HEIGHT_KEY)), math.ceil(theme.text_width(cap, "micro")) + 2.0 * theme.px(5))


def caps_width(theme: Theme, keys: str) -> float:
    parts = caps_of(keys)
    return sum(cap_width(theme, cap) for cap in parts) + 2.0 * max(0, len(parts) - 1)


def pill_width(theme: Theme, text: str, icon: str) -> float:
    side = theme.px(_PILL_ICON) + theme.px(_PILL_GAP) if icon else 0
    return math.ceil(theme.text_width(text, "small-medium")) + side + 2.0 * theme.px(_PILL_PAD)


def pill_height(theme: Theme) -> int:
    return theme.px(HEIGHT_PILL)
