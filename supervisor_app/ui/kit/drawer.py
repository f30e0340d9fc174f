"""A main part and a side part: beside each other while there is room, else the side part is a drawer over the main one.

Must never open the drawer by itself, nor leave the focus in one that closes.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, WIDTH_RAIL


class WithDrawer(QWidget):
    """``share`` is the part of the width that ``main`` takes while both are shown; with ``side_width`` the side part
    has that width instead (in px, the same at every zoom; as a drawer it grows with the text).

    ``turned(shown)`` when the side part appears or goes. ``switch`` is for F6: it goes over to the side part, opening
    the drawer where there is one, and back to where the focus was. Esc in the drawer closes it.
    """

    turned = Signal(bool)

    def __init__(
        self, main: QWidget, side: QWidget, *, share: float = 0.5, side_width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._main, self._side, self._share, self._side_width = main, side, share, side_width
        self._rule = Line(upright=True, parent=self)
        self._open = False
        self._narrow: bool | None = None
        self._back: QWidget | None = None
        self.theme = follow(self)
        for part in (main, side):
            part.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._place()

    def is_narrow(self) -> bool:
        """Whether the side part is a drawer now."""
        return bool(self._narrow)

    def shows_side(self) -> bool:
        return self._open or not self._narrow

    def set_open(self, opened: bool) -> None:
        """Open or close the drawer; where there is none it only remembers."""
        if opened == self._open:
            return
        self._open = opened
        self._place()
        if self._narrow:
            self._side.raise_()
            self._rule.raise_()
            self.turned.emit(opened)

    def switch(self) -> None:
        """Go over to the side part, or back."""
        here = QApplication.focusWidget()
        if here is not None and (here is self._side or self._side.isAncestorOf(here)):
            self._return()
            return
        self._back = here if here is not None and self._main.isAncestorOf(here) else None
        self.set_open(True)
        self._side.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _return(self) -> None:
        back = self._back if self._back is not None and self._back.isVisible() else self._main
        back.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._narrow:
            self.set_open(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._narrow and self._open:
            self._return()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        self._place()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        narrow = width < NARROW_WINDOW - WIDTH_RAIL or self.theme.zoom >= NARROW_ZOOM
        room = self._drawer_width() if narrow else self._side_width or width - round(width * self._share)
        main = width if narrow else width - room
        self._main.setGeometry(0, 0, main, height)
        self._side.setGeometry(width - room, 0, room, height)
        self._rule.setGeometry(width - room, 0, 1, height)
        shown = self._open or not narrow
        for part in (self._side, self._rule):
            part.setVisible(shown)
        if narrow != self._narrow:
            self._narrow = narrow
            self._rule.raise_()
            self.turned.emit(shown)

    def _drawer_width(self) -> int:
        wanted = self.theme.px(self._side_width) or max(self.theme.px(360), round(self.width() * 0.62))
        return min(self.width() - 48, wanted)

    def minimumSizeHint(self) -> QSize:
        main, side = self._main.minimumSizeHint(), self._side.minimumSizeHint()
        return QSize(main.width(), max(main.height(), side.height()))

    def sizeHint(self) -> QSize:
        main, side = self._main.sizeHint(), self._side.sizeHint()
        return QSize(main.width() + side.width(), max(main.height(), side.height()))
