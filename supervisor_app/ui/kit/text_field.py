"""One line of text in a painted frame: the base of every single-line control. Must never judge what is typed."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.pasting import say_at
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_CONTROL, LINE_FOCUS, LINE_SELECTED, RADIUS_CELL, RADIUS_CONTROL


def quiet(widget: QWidget) -> None:
    """Show the outline of a control only while it is used: for fields that stand in a table or are a title."""
    widget.setProperty("quiet", True)
    widget.setAttribute(Qt.WidgetAttribute.WA_Hover)


def paint_frame(canvas: paint.Canvas, widget: QWidget, *, focused: bool) -> None:
    """The outline of a control in its present state: rest, focus, wrong (property ``invalid``), read-only, disabled;
    none at rest where it is ``quiet``.
    """
    rect = QRectF(widget.rect())
    still = not widget.isEnabled() or bool(widget.property("readOnly"))
    if widget.property("quiet") and not focused and not widget.property("invalid"):
        if widget.underMouse() and not still:
            canvas.box(rect, RADIUS_CONTROL, line="edge")
        return
    fill = "sunken" if still else "surface"
    line, width = ("border" if still else "control"), 1.0
    if widget.property("invalid"):
        line, width = "bad", LINE_SELECTED
    if focused:
        line, width = ("bad" if widget.property("invalid") else "accent"), LINE_FOCUS
    canvas.box(rect, RADIUS_CONTROL, fill=fill, line=line, width=width)


class FieldTool(QAbstractButton):
    """An icon button inside a field; ``clicked``."""

    def __init__(self, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.theme = follow(self)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            canvas.box(rect, RADIUS_CELL, fill="hover")
        side = self.theme.px(16)
        canvas.icon(self._icon, (rect.width() - side) / 2, rect.center().y(), ink="text2")


class TextField(QLineEdit):
    """``committed(text)`` when a person leaves the field or presses Enter after a change. ``suffix`` is shown at the
    right in secondary ink and is no part of the text.
    """

    committed = Signal(str)
    figures = False
    """Whether what is typed are figures, which then are of equal width."""

    def __init__(
        self, text: str = "", *, placeholder: str = "", suffix: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.theme = follow(self)
        self._suffix = suffix
        self._tools: list[FieldTool] = []
        self._known = text
        self.setText(text)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        style(self, role="body", figures=self.figures)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self.commit)
        self.inputRejected.connect(self._say_cut)
        self._fit_insides()

    def _say_cut(self) -> None:
        """Qt cuts what is pasted at the longest that one line takes, without a word."""
        if len(self.text()) >= self.maxLength():
            most = f"{self.maxLength():,} caracteres"
            say_at(self, f"Lo que se pegó no cabe en este renglón y se cortó a {most}. Ctrl+Z lo quita.")

    def set_value(self, text: str) -> None:
        """Show ``text`` without emitting. What a person typed and was not handed over yet is not taken from them."""
        self._known = text
        # The same text again (it was just saved) must not move the cursor of who goes on typing.
        if text != self.text() and not self.isModified():
            self.setText(text)
            self.setCursorPosition(0)

    def value(self) -> str:
        return self.text()

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)
        self.update()

    def add_tool(self, icon: str, name: str) -> FieldTool:
        """A small button inside, at the right. It is no stop of Tab, so what it does must also have a key."""
        tool = FieldTool(icon, name, self)
        self._tools.append(tool)
        self._fit_insides()
        return tool

    def commit(self) -> None:
        """Emit what has been written since the last time, if anything."""
        if self.text() != self._known:
            self._known = self.text()
            self.setModified(False)
            self.committed.emit(self.text())

    def restyle(self) -> None:
        self._fit_insides()
        self.updateGeometry()
        self.update()

    def _fit_insides(self) -> None:
        room = math.ceil(self.theme.text_width(self._suffix, "small")) + 6 if self._suffix else 0
        self.setTextMargins(0, 0, room + self._tools_width(), 0)
        x = self.width() - 4
        for tool in reversed(self._tools):
            side = self._tool_side()
            x -= side
            tool.setGeometry(x, (self.height() - side) // 2, side, side)

    def _tool_side(self) -> int:
        return max(24, self.theme.px(16) + 8)

    def _tools_width(self) -> int:
        return len(self._tools) * self._tool_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_insides()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(150), self.theme.height(HEIGHT_CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(72), self.theme.height(HEIGHT_CONTROL))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is no text: its path would be written. Whoever is around takes it, or nobody."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        paint_frame(canvas, self, focused=self.hasFocus())
        if self._suffix:
            words = QRectF(self.rect()).adjusted(0, 0, -10 - self._tools_width(), 0)
            canvas.write(words, self._suffix, "small", ink="text2", align=paint.RIGHT)
        del canvas
        super().paintEvent(event)
