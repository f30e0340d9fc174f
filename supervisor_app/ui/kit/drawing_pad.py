"""A place to draw a signature with mouse, pen or finger, as strokes. Must never make a picture of it, nor keep it.

Whoever uses the keyboard alone cannot draw: the owner has to offer another way beside it, and this pad says so to a
screen reader. Its keys only take back (Ctrl+Z) and clear (Supr).
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QEventPoint,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.text_field import paint_frame
from supervisor_app.ui.kit.theme import follow

Point = tuple[int, int]
Stroke = tuple[Point, ...]

UNITS = 10_000
"""The width of the pad in the units of its points; a unit is as high as it is wide."""
HEIGHT = 4_200
_LINE_AT = 0.68
_NEAR = 15
"""Units within which a point says nothing new: a third of a px on the narrowest pad."""
_PEN = 2.0
_PAD = 10
_NO_KEYS = "Con el teclado no se puede dibujar. Ctrl+Z quita el último trazo y Supr borra todos."


class DrawingPad(QWidget):
    """``changed`` when there are other strokes. ``most``: points in all; what is drawn beyond them is not taken."""

    changed = Signal()
    access_role = QAccessible.Role.Canvas

    def __init__(self, *, name: str, prompt: str, most: int = 20_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompt, self._most = prompt, most
        self._person = self._post = ""
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self._with: list[str] = []
        self.theme = follow(self)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_NO_KEYS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # --- what is drawn --------------------------------------------------------------------------------------------

    def strokes(self) -> tuple[Stroke, ...]:
        """From the left and the top, ``UNITS`` wide and ``HEIGHT`` high."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def drawn_with(self) -> str:
        """«ratón», «lápiz», «dedo», or several of them; "" where nothing is drawn."""
        return ", ".join(dict.fromkeys(self._with[: len(self._strokes)]))

    def is_empty(self) -> bool:
        return not self._strokes

    def set_person(self, name: str, post: str) -> None:
        """Who signs: written under the line, as on paper."""
        self._person, self._post = name, post
        self.update()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes and not self._drawing:
            self._strokes.pop()
            self._with.pop()
            self._tell()

    def clear(self) -> None:
        if self._strokes:
            self._strokes.clear()
            self._with.clear()
            self._drawing = False
            self._tell()

    def _tell(self) -> None:
        # While something is drawn, Ctrl+Z is of the drawing and not of what holds it.
        self.setProperty("ownUndo", bool(self._strokes))
        self.update()
        self.changed.emit()

    # --- the hand -------------------------------------------------------------------------------------------------

    def _begin(self, at: QPointF, tool: str) -> None:
        if self.isEnabled() and self._count() < self._most:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._strokes.append([self._unit(at)])
            self._with.append(tool)
            self._drawing = True
            self.update()

    def _go_on(self, at: QPointF) -> None:
        if not self._drawing or self._count() >= self._most:
            return
        stroke, point = self._strokes[-1], self._unit(at)
        (x, y), (x0, y0) = point, stroke[-1]
        if (x - x0) ** 2 + (y - y0) ** 2 >= _NEAR**2:
            stroke.append(point)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._tell()

    def _count(self) -> int:
        return sum(len(stroke) for stroke in self._strokes)

    def _unit(self, at: QPointF) -> Point:
        scale = UNITS / max(1, self.width())
        return min(max(0, round(at.x() * scale)), UNITS), min(max(0, round(at.y() * scale)), HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not _made_up(event):
            self._begin(event.position(), "ratón")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not _made_up(event):
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not _made_up(event):
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind is QEvent.Type.TabletPress and event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), "lápiz")
        elif kind is QEvent.Type.TabletMove:
            self._go_on(event.position())
        elif kind is QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touched(event)
            return True
        key = event if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) else None
        if key is not None and self._strokes and key.matches(QKeySequence.StandardKey.Undo):
            # Here Ctrl+Z is of the drawing, not of the visit.
            event.accept()
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        """The first finger draws; others, and the hand that rests, do not."""
        points = event.points()
        if event.type() is QEvent.Type.TouchCancel:
            self._end()
        elif points:
            first = points[0]
            if first.state() is QEventPoint.State.Pressed and len(points) == 1:
                self._begin(first.position(), "dedo")
            elif first.state() is QEventPoint.State.Released:
                self._end()
            elif first.state() is QEventPoint.State.Updated:
                self._go_on(first.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    # --- looks ----------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT / UNITS)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.heightForWidth(self.theme.px(320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        paint_frame(canvas, self, focused=self.hasFocus())
        pad = self.theme.px(_PAD)
        line = round(self.height() * _LINE_AT)
        canvas.rule(pad, line, self.width() - 2 * pad, ink="control")
        under = [(self._person, "small-medium", "text"), (self._post, "small", "text2")]
        words = [part for part in under if part[0]]
        height = (self.height() - line - 6) / 2
        top = line + 3 + (height / 2 if len(words) == 1 else 0)
        for n, (text, role, ink) in enumerate(words):
            room = QRectF(pad, top + n * height, self.width() - 2 * pad, height)
            canvas.write(room, text, role, ink=ink, align=paint.CENTER)
        if self.is_empty():
            above = QRectF(pad, pad, self.width() - 2 * pad, line - 2 * pad)
            canvas.write(above, self._prompt, "body", ink="text3", align=paint.CENTER)
        painter = canvas.painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = max(_PEN, self.width() * 0.006)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(self.theme.color("text"), width, Qt.PenStyle.SolidLine, cap, join))
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))

    def _path(self, stroke: list[Point]) -> QPainterPath:
        """Through the middles of its segments, as it will be on paper."""
        scale = self.width() / UNITS
        at = [QPointF(x * scale, y * scale) for x, y in stroke]
        path = QPainterPath(at[0])
        for here, there in pairwise(at):
            path.quadTo(here, (here + there) / 2)
        path.lineTo(at[-1] + QPointF(0.01, 0.01))  # a point alone is a dot
        return path


def _made_up(event: QMouseEvent) -> bool:
    """Whether the system made it of a touch, which was seen already."""
    return event.source() is not Qt.MouseEventSource.MouseEventNotSynthesized
