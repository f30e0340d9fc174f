"""Two widgets side by side while there is room, else one under the other. Must never squeeze the first to a ribbon."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit.theme import follow


class Beside(QWidget):
    """``words`` takes what ``control`` leaves, at least ``keep`` px at 100 % text; under that, ``control`` goes below.

    For a question and its answer, a paragraph and its button.
    """

    def __init__(
        self, words: QWidget, control: QWidget, *, keep: int = 200, gap: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._control, self._keep, self._gap = words, control, keep, gap
        self.theme = follow(self)
        for child in (words, control):
            child.setParent(self)
            child.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def is_stacked(self, width: int | None = None) -> bool:
        room = (self.width() if width is None else width) - self._control.sizeHint().width() - self._gap
        return room < self.theme.px(self._keep)

    def restyle(self) -> None:
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        width = self.theme.px(self._keep) + self._gap + self._control.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = max(self._words.minimumSizeHint().width(), self._control.minimumSizeHint().width())
        return QSize(width, self._control.minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:
        control = min(width, self._control.sizeHint().width())
        if self.is_stacked(width):
            return _height(self._words, width) + 6 + _height(self._control, control)
        return max(_height(self._words, width - control - self._gap), _height(self._control, control))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.restyle()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.restyle()
        return super().event(event)

    def _place(self) -> None:
        control = min(self.width(), self._control.sizeHint().width())
        tall = _height(self._control, control)
        if self.is_stacked():
            words = _height(self._words, self.width())
            self._words.setGeometry(0, 0, self.width(), words)
            self._control.setGeometry(0, words + 6, control, tall)
            return
        room = self.width() - control - self._gap
        words = min(self.height(), _height(self._words, room))
        self._words.setGeometry(0, (self.height() - words) // 2, room, words)
        self._control.setGeometry(self.width() - control, (self.height() - tall) // 2, control, tall)


def _height(widget: QWidget, width: int) -> int:
    tall = widget.heightForWidth(width) if widget.hasHeightForWidth() else -1
    return tall if tall >= 0 else widget.sizeHint().height()
