"""Lines that lead somewhere, each as long as it needs: «what is missing» and the like. Must never cut a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QEnterEvent, QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CELL

_GAP, _PAD = 8, 4
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LinkLine(RovingButton):
    """An arrow and a sentence in the accent that wraps; ``clicked``."""

    access_role = QAccessible.Role.Link

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.theme = follow(self)
        self.setText(text)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def restyle(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()

    def _indent(self) -> int:
        return _PAD + self.theme.px(14) + _GAP

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(self.theme.font("body-medium", figures=False))
        room = QRect(0, 0, max(1, width - self._indent() - _PAD), 10_000)
        return max(24, metrics.boundingRect(room, int(_WRAP), self.text()).height() + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A layout that does not ask for the height of its width would cut the second line."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(self.heightForWidth(event.size().width()))

    def sizeHint(self) -> QSize:
        words = self.theme.text_width(self.text(), "body-medium")
        width = round(min(words + 2, self.theme.px(320))) + self._indent() + _PAD
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self._indent() + self.theme.px(96)
        return QSize(width, 24)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            canvas.box(rect, RADIUS_CELL, fill="hover")
        ink = "accent" if self.isEnabled() else "text3"
        # The arrow stands at the first line, however many there are.
        canvas.icon("arrow-right", _PAD, 3 + self.theme.line("body") / 2, size=14, ink=ink)
        canvas.painter.setFont(self.theme.font("body-medium", figures=False))
        canvas.painter.setPen(self.theme.color(ink))
        canvas.painter.drawText(rect.adjusted(self._indent(), 0, -_PAD, 0), int(_WRAP), self.text())
        if self.hasFocus():
            canvas.box(rect, RADIUS_CELL, line="accent", width=2)


class LinkList(QWidget):
    """``chosen(key)`` by Enter, Space or a click. One stop of Tab; up and down go from line to line."""

    chosen = Signal(str)
    access_role = QAccessible.Role.List

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._lines: list[LinkLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def set_links(self, links: Sequence[tuple[str, str]]) -> None:
        """Other lines, as (key, words). Emits nothing; the line with the focus keeps it if it is still there."""
        if [(line.key, line.text()) for line in self._lines] == list(links):
            return
        focused = next((line.key for line in self._lines if line.hasFocus()), None)
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [LinkLine(key, words, self) for key, words in links]
        for index, line in enumerate(self._lines):
            line.clicked.connect(lambda _=False, key=line.key: self.chosen.emit(key))
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == 0 else Qt.FocusPolicy.ClickFocus)
            self._layout.addWidget(line)
            line.show()
            if line.key == focused:
                line.setFocus()

    def lines(self) -> tuple[LinkLine, ...]:
        return tuple(self._lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk(self._lines, event, Qt.Key.Key_Up, Qt.Key.Key_Down)
