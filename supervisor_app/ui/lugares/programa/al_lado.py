"""What stands at the side while one visit is looked at, written or moved; over everything where it is narrow.

It must never close by itself over something that was typed: it says so first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, SPACE_3, SPACE_4, WIDTH_RAIL
from supervisor_app.ui.pantalla import show_page

_WIDTH = 476


class SidePanel(QWidget):
    """``main`` and, where ``show_side`` was called, one of the sides."""

    def __init__(self, main: QWidget) -> None:
        super().__init__()
        self.theme = follow(self)
        self._main = main
        self._pages = QStackedWidget()
        self._areas: dict[QWidget, ScrollColumn] = {}
        self._side = QFrame()
        style(self._side, kind="panel")
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._pages)
        self._line = Line(upright=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(main, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._side)
        self._shown: QWidget | None = None
        self._fit()

    @property
    def shown(self) -> QWidget | None:
        """The side that is in sight."""
        return self._shown

    def show_side(self, side: QWidget) -> None:
        self._shown = side
        if side not in self._areas:
            area = self._areas[side] = ScrollColumn(name="Visita programada")
            area.set_margins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
            area.add(side)
            self._pages.addWidget(area)
        area = self._areas[side]
        show_page(self._pages, area)
        area.verticalScrollBar().setValue(0)
        self._fit()

    def close_side(self) -> None:
        """Only the main part again; the caller gives the focus back."""
        self._shown = None
        focus = QApplication.focusWidget()
        if focus is not None and self._side.isAncestorOf(focus):
            # Hiding it, Qt would walk its focus on as Tab does.
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def narrow(self) -> bool:
        return self.width() < NARROW_WINDOW - WIDTH_RAIL or self.theme.zoom >= NARROW_ZOOM

    def _fit(self) -> None:
        opened, narrow = self._shown is not None, self.narrow
        self._main.setVisible(not (opened and narrow))
        self._side.setVisible(opened)
        self._line.setVisible(opened and not narrow)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(self.theme.px(_WIDTH))
