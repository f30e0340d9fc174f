"""A short list of sentences that opens beside the caret and is chosen from by keyboard. Must never insert by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CELL, SPACE_1, SPACE_2

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WIDTH, _TALLEST, _PAD = 520, 360, 8


class _Phrase(RovingButton):
    """One sentence with the figure that chooses it."""

    access_role = QAccessible.Role.ListItem

    def __init__(self, key: str, text: str, cap: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.cap = key, cap
        self.theme = follow(self)
        self.setText(text)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _indent(self) -> int:
        return 2 * _PAD + self.theme.px(18)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(self.theme.font("body", figures=False))
        room = QRect(0, 0, max(1, width - self._indent() - _PAD), 10_000)
        return metrics.boundingRect(room, int(_WRAP), self.text()).height() + 2 * _PAD

    def sizeHint(self) -> QSize:
        width = self.theme.px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._indent() + self.theme.px(80), self.theme.height(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        if self.hasFocus() or self.underMouse():
            canvas.box(rect, RADIUS_CELL, fill="accent_soft" if self.hasFocus() else "hover")
        if self.cap:
            canvas.caps(_PAD, _PAD + self.theme.line("body") / 2, self.cap)
        canvas.painter.setFont(self.theme.font("body", figures=False))
        canvas.painter.setPen(self.theme.color("text"))
        canvas.painter.drawText(rect.adjusted(self._indent(), 0, -_PAD, 0), int(_WRAP), self.text())
        if self.hasFocus():
            canvas.box(rect, RADIUS_CELL, line="accent", width=2)


class PhrasePopup(QFrame):
    """``picked(key)`` by Enter, by the figure of the line or by a click; Esc closes. Up and down walk."""

    picked = Signal(str)

    def __init__(self, title: str, nothing: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = follow(self)
        style(self, kind="popup")
        self.setAccessibleName(title)
        self._lines: list[_Phrase] = []
        self._title = Text(title, "small-medium", "text2")
        self._nothing = WrapLabel(nothing, "body", "text2")
        self._area = ScrollColumn(name=title)
        self._area.set_margins(0, 0, 0, 0)
        self._area.column.setSpacing(2)
        self._area.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._title)
        layout.addWidget(self._nothing)
        layout.addWidget(self._area)

    def set_phrases(self, title: str, phrases: Sequence[tuple[str, str]]) -> None:
        """Lines as (key, words)."""
        self._title.setText(title)
        for line in self._lines:
            self._area.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_Phrase(key, words, str(n) if n <= 9 else "") for n, (key, words) in enumerate(phrases, start=1)]
        for line in self._lines:
            line.clicked.connect(lambda _=False, key=line.key: self._pick(key))
            self._area.add(line)
        self._nothing.setVisible(not phrases)
        self._area.setVisible(bool(phrases))

    def open_at(self, owner: QWidget, spot: QRect) -> None:
        """Open under ``spot`` of ``owner``, or over it where the screen ends."""
        width = min(self.theme.px(_WIDTH) + 32, owner.window().width() - 32)
        inner = width - 2 * SPACE_2 - 2
        lines = sum(line.heightForWidth(inner) + 2 for line in self._lines) or self._nothing.heightForWidth(inner)
        height = min(self.theme.px(_TALLEST), lines) + self._title.sizeHint().height() + SPACE_1 + 2 * SPACE_2 + 2
        self.resize(width, height)
        place = QRect(owner.mapToGlobal(QPoint(spot.left(), spot.bottom() + 4)), self.size())
        screen = owner.screen().availableGeometry()
        if place.bottom() > screen.bottom():
            place.moveBottom(owner.mapToGlobal(QPoint(0, spot.top() - 4)).y())
        place.moveRight(min(place.right(), screen.right() - 8))
        place.moveLeft(max(place.left(), screen.left()))
        self.move(place.topLeft())
        self.show()
        (self._lines[0] if self._lines else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def phrases(self) -> tuple[str, ...]:
        return tuple(line.text() for line in self._lines)

    def _pick(self, key: str) -> None:
        self.close()
        self.picked.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk from line to line; the scrolling column would take them for itself."""
        if watched is self._area and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by_figure = next((line for line in self._lines if line.cap and line.cap == event.text()), None)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif by_figure is not None:
            self._pick(by_figure.key)
        else:
            target = walk(self._lines, event, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if target is not None:
                self._area.ensureWidgetVisible(target)
