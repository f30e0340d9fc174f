"""The places of the application, at the left edge. Must never hold more than places: actions live in the header.

Where the window is too low for all of them they move together first, and then leave their icons out: never a word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CARD, WIDTH_RAIL

_GAPS = {"roomy": (18, 8), "close": (8, 2), "words": (12, 2)}
"""Px round the icon and word of a place, and between two places, by how much room there is."""
_MARGIN = 10
_FAINT = 0.45
"""How much is left of a place that cannot be opened yet; it says so in words too."""


@dataclass(frozen=True, slots=True)
class Place:
    """``at_bottom`` for what is needed seldom; ``keys`` only tell how to get there; ``closed`` says why it cannot be
    opened, where that can be.
    """

    key: str
    name: str
    icon: str
    keys: str = ""
    at_bottom: bool = False
    closed: str = ""


PLACES = (
    Place("inicio", "Inicio", "house", "Alt+1"),
    Place("programa", "Programa", "calendar-days", "Alt+6"),
    Place("visita", "Visita", "clipboard-check", "Alt+2"),
    Place("seguimiento", "Seguimiento", "list-todo", "Alt+7"),
    Place("oficina", "Oficina", "chart-column", "Alt+5"),
    Place("ajustes", "Ajustes", "settings", "Alt+3", at_bottom=True),
)


class _PlaceButton(RovingButton):
    access_role = QAccessible.Role.PageTab

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.theme = follow(self)
        self.setAccessibleName(place.name)
        self._tell()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.here = False
        self.room = "roomy"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _tell(self) -> None:
        """The key that leads there, or why nothing does."""
        shut = "" if self.isEnabled() else self.place.closed
        self.setAccessibleDescription(shut or self.place.keys)
        self.setToolTip(shut or (f"{self.place.name} ({self.place.keys})" if self.place.keys else self.place.name))

    def set_available(self, available: bool) -> None:
        self.setEnabled(available)
        self._tell()

    def set_here(self, here: bool) -> None:
        self.here = here
        self.setAccessibleName(f"{self.place.name}, lugar actual" if here else self.place.name)
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_room(self, room: str) -> None:
        """One of :data:`_GAPS`."""
        if room != self.room:
            self.room = room
            self.restyle()

    def tall(self, room: str) -> int:
        icon = 0 if room == "words" else self.theme.px(20) + 4
        return icon + self.theme.line("micro") + _GAPS[room][0] - 4

    def sizeHint(self) -> QSize:
        label = math.ceil(self.theme.text_width(self.place.name, "micro"))
        return QSize(max(68, label + 2), self.tall(self.room))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        if self.here:
            canvas.box(rect, RADIUS_CARD, fill="accent_soft")
        elif self.underMouse() and self.isEnabled():
            canvas.box(rect, RADIUS_CARD, fill="hover")
        ink = "accent" if self.here else "text2"
        if not self.isEnabled():
            canvas.painter.setOpacity(_FAINT)
        side, line = self.theme.px(20), self.theme.line("micro")
        words = rect
        if self.room != "words":
            top = (rect.height() - side - line - 4) / 2
            canvas.icon(self.place.icon, (rect.width() - side) / 2, top + side / 2, size=20, ink=ink)
            words = QRectF(0, top + side + 4, rect.width(), line)
        canvas.write(words, self.place.name, "micro", ink=ink, align=paint.CENTER)
        if self.hasFocus():
            canvas.box(rect, RADIUS_CARD, line="accent", width=2)


class NavRail(QWidget):
    """``chosen(key)`` when a person asks for a place; the owner answers with ``set_here``.

    One stop of Tab; up and down go from place to place.
    """

    chosen = Signal(str)
    access_role = QAccessible.Role.PageTabList

    def __init__(self, places: Sequence[Place] = PLACES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setAccessibleName("Lugares")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, _MARGIN, 7, _MARGIN)
        layout.setSpacing(_GAPS["roomy"][1])
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._buttons = [_PlaceButton(place, self) for place in places]
        top = [button for button in self._buttons if not button.place.at_bottom]
        bottom = [button for button in self._buttons if button.place.at_bottom]
        for button in top:
            layout.addWidget(button)
        layout.addStretch(1)
        for button in bottom:
            layout.addWidget(button)
        for button in self._buttons:
            button.clicked.connect(lambda _=False, b=button: self.chosen.emit(b.place.key))
        self.set_here(places[0].key)

    def set_here(self, key: str) -> None:
        """Show which place is open; ``""`` for none."""
        for index, button in enumerate(self._buttons):
            here = button.place.key == key
            button.set_here(here)
            stop = here or (not key and index == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        self.update()

    def here(self) -> str:
        return next((button.place.key for button in self._buttons if button.here), "")

    def set_available(self, key: str, available: bool) -> None:
        for button in self._buttons:
            if button.place.key == key:
                button.set_available(available)

    def restyle(self) -> None:
        self._fit()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _tall(self, room: str) -> int:
        """The height of all places with this room."""
        gap = _GAPS[room][1]
        return sum(b.tall(room) + gap for b in self._buttons) + gap + 2 * _MARGIN

    def _fit(self) -> None:
        room = next((r for r in _GAPS if self._tall(r) <= self.height()), "words")
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(_GAPS[room][1])
        for button in self._buttons:
            button.set_room(room)
        # At once: the layout was asked before this.
        layout.activate()

    def sizeHint(self) -> QSize:
        width = max(button.sizeHint().width() for button in self._buttons) + 13
        return QSize(max(WIDTH_RAIL, width), self._tall("roomy"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self._tall("words"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk(self._buttons, event, Qt.Key.Key_Up, Qt.Key.Key_Down)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.fill(QRectF(self.rect()), "window")
        canvas.rule(self.width() - 1, 0, self.height(), upright=True)
        for button in self._buttons:
            if button.here:
                spot = button.geometry()
                air = 10 if button.room == "roomy" else 5
                canvas.box(QRectF(-3, spot.top() + air, 6, spot.height() - 2 * air), 2, fill="accent")
