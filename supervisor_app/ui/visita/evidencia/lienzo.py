"""The picture at any size, and the marks that are being put on it. It must never change the picture itself.

Places are in points of the picture, as :mod:`supervisor_app.services.imagenes.trazos` burns them in. What the pointer
does, the keyboard does too: the arrows lead a cross over the picture, Enter begins and ends a mark.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.services.imagenes.trazos import (
    ROJO,
    TINTA,
    Cuadro,
    Flecha,
    Letrero,
    Tachado,
    Trazo,
    cuerpo,
    grosor,
    puntas,
)
from supervisor_app.ui.kit.paint import Canvas
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.visita.evidencia.imagen import Picture

_STEP, _FINE = 1 / 40, 1 / 400
"""How far an arrow key leads the cross, as a share of the long side; with Ctrl, finely."""
_LARGEST = 8.0
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class Tool(StrEnum):
    """What the pointer and Enter do."""

    ARROW = "flecha"
    BOX = "cuadro"
    TEXT = "texto"
    BLACK = "tachar"


class PictureCanvas(QWidget):
    """``drawn()``: there are more or fewer marks. ``text_wanted()``: words are to be put at the cross."""

    drawn = Signal()
    text_wanted = Signal()
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(200, 160))
        self.picture: Picture | None = None
        self.marks: tuple[Trazo, ...] = ()
        self.tool: Tool | None = None
        self._begun: QPointF | None = None
        self._cross = QPointF()
        self._zoom = 1.0
        self._centre = QPointF()
        self._grabbed: QPointF | None = None
        self._words = ""

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_picture(self, picture: Picture | None, name: str, words: str = "") -> None:
        """Another picture, whole, without marks; ``words`` where there is none to be seen."""
        self.picture, self._words = picture, words
        self.setAccessibleName(name)
        self.clear_marks()
        self.fit()

    def fit(self) -> None:
        """The whole picture."""
        self._zoom = 1.0
        self._centre = QPointF(self._size().width() / 2, self._size().height() / 2)
        self._changed_view()

    def zoom_by(self, factor: float) -> None:
        self._zoom = max(1.0, min(_LARGEST, self._zoom * factor))
        self._changed_view()

    @property
    def percent(self) -> int:
        """How large it is shown: 100 is point by point."""
        return round(self._scale() * 100 * self.devicePixelRatioF())

    def _changed_view(self) -> None:
        self.zoomed.emit()
        self.update()

    def _size(self) -> QSize:
        return self.picture.size if self.picture is not None else QSize(1, 1)

    def _scale(self) -> float:
        """Logical pixels for each point of the picture. What fits is not made larger than it is."""
        size = self._size()
        whole = min((self.width() - 16) / size.width(), (self.height() - 16) / size.height(), 1.0)
        return max(0.001, whole * self._zoom)

    def _corner(self) -> QPointF:
        """Where the upper left corner of the picture is; it never leaves more room at one side than at the other."""
        scale, size = self._scale(), self._size()
        x, y = self.width() / 2 - self._centre.x() * scale, self.height() / 2 - self._centre.y() * scale
        return QPointF(_kept(x, self.width(), size.width() * scale), _kept(y, self.height(), size.height() * scale))

    def _to_screen(self, x: float, y: float) -> QPointF:
        return self._corner() + QPointF(x, y) * self._scale()

    def _to_picture(self, point: QPointF) -> QPointF:
        return self._inside((point - self._corner()) / self._scale())

    def _inside(self, point: QPointF) -> QPointF:
        size = self._size()
        return QPointF(min(max(point.x(), 0), size.width()), min(max(point.y(), 0), size.height()))

    # --- marks ----------------------------------------------------------------------------------------------------

    def set_tool(self, tool: Tool | None) -> None:
        """Draw with it; None only looks. The cross begins in the middle of what is seen."""
        self.tool, self._begun = tool, None
        self._cross = self._to_picture(QPointF(self.width() / 2, self.height() / 2))
        self.setCursor(Qt.CursorShape.CrossCursor if tool is not None else Qt.CursorShape.ArrowCursor)
        self._tell_where()
        self.update()

    def clear_marks(self) -> None:
        self.marks, self._begun = (), None
        self.tool = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.drawn.emit()
        self.update()

    def put_text(self, text: str) -> None:
        """Words at the cross."""
        words = " ".join(text.split())
        if words:
            self._add(Letrero(self._cross.x(), self._cross.y(), words))

    def take_back(self) -> bool:
        """The mark that was begun, or the last one; False where there is none."""
        if self._begun is not None:
            self._begun = None
        elif self.marks:
            self.marks = self.marks[:-1]
            self.drawn.emit()
        else:
            return False
        self._tell_where()
        self.update()
        return True

    def _add(self, mark: Trazo) -> None:
        self.marks = (*self.marks, mark)
        self._begun = None
        self.drawn.emit()
        self._tell_where()
        self.update()

    def _unfinished(self) -> Trazo | None:
        if self._begun is None or self.tool is None:
            return None
        ends = (self._begun.x(), self._begun.y(), self._cross.x(), self._cross.y())
        made: dict[Tool, Trazo] = {
            Tool.ARROW: Flecha(*ends),
            Tool.BOX: Cuadro(*ends),
            Tool.BLACK: Tachado(*ends),
        }
        return made.get(self.tool)

    def _press(self) -> None:
        """Begin a mark at the cross, or end it there."""
        if self.tool is Tool.TEXT:
            self.text_wanted.emit()
        elif self._begun is None:
            self._begun = QPointF(self._cross)
            self._tell_where()
        else:
            self._end()
        self.update()

    def _end(self) -> None:
        mark, begun = self._unfinished(), self._begun
        far = begun is not None and (self._cross - begun).manhattanLength() > 2 / self._scale()
        if mark is not None and far:
            self._add(mark)
        self._begun = None
        self.update()

    def _tell_where(self) -> None:
        """For whoever does not see the cross."""
        if self.tool is None:
            self.setAccessibleDescription("")
            return
        size = self._size()
        across, down = self._cross.x() / size.width(), self._cross.y() / size.height()
        where = f"{100 * across:.0f} % a la derecha y {100 * down:.0f} % abajo"
        step = "Enter termina" if self._begun is not None else "Enter comienza"
        self.setAccessibleDescription(f"Cruz al {where}. {step}. {len(self.marks)} marcas.")

    # --- keys and pointer -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and (self.tool is not None or self._zoom > 1):
            self._lead(_ARROWS[key], fine=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.tool is not None:
            self._press()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.tool is not None:
            self.take_back()
        elif event.text() == "+":
            self.zoom_by(1.25)
        elif event.text() == "-":
            self.zoom_by(0.8)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def _lead(self, way: QPointF, *, fine: bool) -> None:
        size = self._size()
        step = max(size.width(), size.height()) * (_FINE if fine else _STEP)
        if self.tool is None:
            self._centre = self._inside(self._centre + way * step * 2)
        else:
            self._cross = self._inside(self._cross + way * step)
            self._tell_where()
            seen = QRectF(self.rect()).adjusted(12, 12, -12, -12)
            if not seen.contains(self._to_screen(self._cross.x(), self._cross.y())):
                self._centre = self._inside(self._centre + way * step)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self.picture is None:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.tool is None:
            self._grabbed = event.position()
            return
        self._cross = self._to_picture(event.position())
        self._begun = None
        self._press()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._centre = self._inside(self._centre - (event.position() - self._grabbed) / self._scale())
            self._grabbed = event.position()
        elif self._begun is not None:
            self._cross = self._to_picture(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._grabbed = None
        elif self._begun is not None:
            self._cross = self._to_picture(event.position())
            self._end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(1.25 if event.angleDelta().y() > 0 else 0.8)
        event.accept()

    # --- look -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        canvas = Canvas(painter, self.theme)
        canvas.fill(QRectF(self.rect()), "desk")
        if self.picture is None:
            painter.setFont(self.theme.font("body"))
            painter.setPen(self.theme.color("text2"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(16, 16, -16, -16), int(wrapped), self._words)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            size = QRectF(0, 0, self._size().width(), self._size().height())
            painter.drawImage(QRectF(self._corner(), size.size() * self._scale()), self.picture.image)
            unfinished = self._unfinished()
            for mark in (*self.marks, *([unfinished] if unfinished is not None else ())):
                self._paint_mark(painter, mark)
            if self.tool is not None and self.hasFocus():
                self._paint_cross(painter)
        if self.hasFocus():
            canvas.focus_ring(QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def _paint_mark(self, painter: QPainter, mark: Trazo) -> None:
        size, scale = self._size(), self._scale()
        width, red = grosor(size.width(), size.height()) * scale, QColor(*ROJO)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(red, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
        if isinstance(mark, Flecha):
            head = [self._to_screen(*p) for p in puntas(mark, grosor(size.width(), size.height()))]
            painter.drawLine(self._to_screen(mark.x1, mark.y1), (head[1] + head[2]) / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(red)
            painter.drawPolygon(QPolygonF(head))
        elif isinstance(mark, Letrero):
            self._paint_words(painter, mark)
        else:
            box = QRectF(self._to_screen(mark.x1, mark.y1), self._to_screen(mark.x2, mark.y2)).normalized()
            if isinstance(mark, Tachado):
                painter.fillRect(box, QColor(0, 0, 0))
                painter.setPen(QPen(QColor(*TINTA), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box)

    def _paint_words(self, painter: QPainter, mark: Letrero) -> None:
        height = cuerpo(self._size().width(), self._size().height()) * self._scale()
        font = self.theme.font("body-medium")
        font.setPixelSize(max(1, round(height)))
        painter.setFont(font)
        words = painter.fontMetrics().boundingRect(mark.texto)
        plate = QRectF(self._to_screen(mark.x, mark.y), words.size().toSizeF())
        plate.adjust(0, 0, height * 0.7, height * 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(*ROJO))
        painter.drawRoundedRect(plate, height * 0.2, height * 0.2)
        painter.setPen(QColor(*TINTA))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, mark.texto)

    def _paint_cross(self, painter: QPainter) -> None:
        """Light on dark and dark on light, so that it is seen on every picture."""
        at = self._to_screen(self._cross.x(), self._cross.y())
        for ink, width in ((QColor("white"), 3.0), (QColor("black"), 1.0)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(at - QPointF(12, 0), at + QPointF(12, 0))
            painter.drawLine(at - QPointF(0, 12), at + QPointF(0, 12))


def _kept(start: float, room: float, length: float) -> float:
    """Centred where there is room for all of it, else without a gap at either side."""
    return (room - length) / 2 if length <= room else min(0.0, max(room - length, start))
