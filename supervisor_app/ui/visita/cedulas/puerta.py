"""The way to the panel and back, whether it stands beside the questions or is a drawer over them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.visita.cedulas.panel import ItemPanel


class PanelDoor:
    """``back`` puts the focus where the item is answered."""

    def __init__(self, drawer: WithDrawer, panel: ItemPanel, back: Callable[[], None]) -> None:
        self._drawer, self._panel, self._back = drawer, panel, back

    def is_inside(self) -> bool:
        """Whether the focus is in the panel."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self._panel or self._panel.isAncestorOf(focus))

    def shows(self) -> bool:
        """Whether the panel can be seen."""
        return self._drawer.shows_side()

    def go_to(self, stop: QWidget) -> None:
        """Put the focus on something of the panel, opening the drawer where there is one."""
        if not self._panel.isEnabled():
            return
        if not self.is_inside():
            self._drawer.switch()
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._panel.reveal(stop)

    def switch(self) -> None:
        """Into the panel, or back to the item."""
        if self.is_inside():
            self._drawer.set_open(False)
            self._back()
        else:
            self.go_to(self._panel.stops()[0])
