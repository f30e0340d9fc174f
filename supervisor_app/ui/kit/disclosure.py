"""A part of a form that opens and closes under its heading. Must never hide its state, open or closed."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.roving import RovingButton
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CELL, SPACE_2, SPACE_3, SPACE_4

_HEIGHT = 40
_GAP = 10


class StateMark(QWidget):
    """A state as icon and word in its ink, without a box: for rows that already stand on a surface of their own."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, text: str = "", icon: str = "", kind: str = "na", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, icon, kind)

    def set_state(self, text: str, icon: str = "", kind: str = "na") -> None:
        self._text, self._icon, self._kind = text, icon, kind
        self.setAccessibleName(text)
        self.restyle()

    def text(self) -> str:
        return self._text

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        icon = self.theme.px(16) + 6 if self._icon else 0
        width = math.ceil(self.theme.text_width(self._text, "small-medium")) + 1 if self._text else 0
        return QSize(icon + width, self.theme.height(20, "small"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        left = 0
        if self._icon:
            canvas.icon(self._icon, 0, self.height() / 2, size=16, ink=self._kind)
            left = self.theme.px(16) + 6
        room = QRectF(left, 0, self.width() - left, self.height())
        canvas.write(room, self._text, "small-medium", ink=self._kind)


class _Head(RovingButton):
    """The painted line that opens and closes: chevron, title, summary."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.open, self.summary = False, ""
        self.theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        title = math.ceil(self.theme.text_width(self.text(), "body-strong"))
        return QSize(self.theme.px(16) + _GAP + title + 8, self.theme.height(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        middle, tall = self.height() / 2, float(self.height())
        ink = "accent" if self.underMouse() else "text2"
        canvas.icon("chevron-down" if self.open else "chevron-right", 0, middle, ink=ink)
        left = self.theme.px(16) + _GAP
        room = self.width() - left
        title = min(room, math.ceil(self.theme.text_width(self.text(), "body-strong")) + 1)
        canvas.write(QRectF(left, 0, title, tall), self.text(), "body-strong")
        rest = room - title - _GAP
        if self.summary and not self.open and rest > self.theme.px(40):
            canvas.write(QRectF(left + title + _GAP, 0, rest, tall), self.summary, "small", ink="text2")
        if self.hasFocus():
            canvas.box(QRectF(0, 4, self.width(), tall - 8), RADIUS_CELL, line="accent", width=2)


class Disclosure(QFrame):
    """``toggled(open)`` when a person opens or closes it, ``opened(open)`` whoever does. ``body`` is what opens.

    ``add`` puts a control into the heading, before the state. The heading is one stop of Tab.
    """

    toggled = Signal(bool)
    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="side")
        self._head = _Head(self)
        self._head.clicked.connect(lambda: self._toggle(not self.is_open()))
        self._state = StateMark()
        self._line = QHBoxLayout()
        self._line.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        self._line.setSpacing(SPACE_3)
        self._line.addWidget(self._head, 1)
        self._line.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._panel = QWidget()
        self.body = QVBoxLayout(self._panel)
        self.body.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_4)
        self.body.setSpacing(SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._line)
        layout.addWidget(self._panel)
        layout.addWidget(Line())
        self.setFocusProxy(self._head)
        self.set_title(title)
        self.set_open(False)

    def set_title(self, title: str) -> None:
        self._head.setText(title)
        self._head.restyle()
        self._tell()

    def title(self) -> str:
        return self._head.text()

    def set_summary(self, summary: str) -> None:
        """What is in it, in few words, shown while it is closed."""
        self._head.summary = summary
        self._head.update()

    def set_state(self, text: str, icon: str, kind: str) -> None:
        self._state.set_state(text, icon, kind)
        self._tell()

    def state(self) -> str:
        return self._state.text()

    def add(self, widget: QWidget) -> None:
        self._line.insertWidget(self._line.count() - 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def head(self) -> QWidget:
        """What has the focus while a person is on the heading."""
        return self._head

    def is_open(self) -> bool:
        return self._head.open

    def set_open(self, opened: bool) -> None:
        """Open or close without emitting ``toggled``."""
        self._head.open = opened
        self._panel.setVisible(opened)
        style(self, kind="panel" if opened else "side")
        self._tell()
        self.opened.emit(opened)

    def _toggle(self, opened: bool) -> None:
        self.set_open(opened)
        self.toggled.emit(opened)

    def _tell(self) -> None:
        self._head.setAccessibleName(self._head.text())
        said = ("Abierta" if self.is_open() else "Cerrada", self._state.text(), self._head.summary)
        self._head.setAccessibleDescription(". ".join(part for part in said if part))
        self._head.update()
