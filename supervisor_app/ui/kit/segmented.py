"""A choice of views of the same thing, in one track. Must never hold more than four, nor an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_TOOL, RADIUS_CONTROL


class _Segment(RovingButton):
    access_role = QAccessible.Role.RadioButton

    def __init__(self, key: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.theme = follow(self)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.theme.text_width(self.text(), "small-strong")
        return QSize(math.ceil(words) + 22, self.theme.height(HEIGHT_TOOL - 4, "small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen:
            canvas.box(rect, RADIUS_CONTROL - 1, fill="surface", line="control")
        elif self.underMouse():
            canvas.box(rect, RADIUS_CONTROL - 1, fill="hover")
        role, ink = ("small-strong", "text") if chosen else ("small-medium", "text2")
        canvas.write(rect, self.text(), role, ink=ink, align=paint.CENTER)
        if self.hasFocus():
            canvas.box(rect, RADIUS_CONTROL - 1, line="accent", width=2)


class Segmented(QWidget):
    """``chosen(key)`` when a person changes the view. One stop of Tab; left and right choose."""

    chosen = Signal(str)
    access_role = QAccessible.Role.Grouping

    def __init__(self, choices: Sequence[tuple[str, str]], name: str = "Vista", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        self._segments = [_Segment(key, text, self) for key, text in choices]
        for segment in self._segments:
            layout.addWidget(segment)
            segment.clicked.connect(lambda _=False, s=segment: self._choose(s))
        self.set_value(choices[0][0])

    def value(self) -> str:
        return next(segment.key for segment in self._segments if segment.isChecked())

    def set_value(self, key: str) -> None:
        for segment in self._segments:
            segment.setChecked(segment.key == key)
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if segment.key == key else Qt.FocusPolicy.ClickFocus)
            if segment.key == key:
                self.setFocusProxy(segment)

    def set_text(self, key: str, text: str) -> None:
        """New words of one choice, for example with another count: ``"Sin contestar 3"``."""
        for segment in self._segments:
            if segment.key == key:
                segment.setText(text)
                segment.setAccessibleName(text)
                segment.restyle()

    def _choose(self, segment: _Segment) -> None:
        before = [other for other in self._segments if other.isChecked() and other is not segment]
        self.set_value(segment.key)
        if before:
            self.chosen.emit(segment.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = walk(self._segments, event, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if target is not None:
            self._choose(target)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.Canvas(self, self.theme).box(QRectF(self.rect()), RADIUS_CONTROL, fill="sunken")
