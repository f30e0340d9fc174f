"""What every screen of the window is: it tells its keys, takes the focus, and can be led to a place in it. And how one
takes the place of another.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from supervisor_app.ui.kit import tab_order
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField


class Screen(QWidget):
    """One screen. ``wants(place, what)`` leads the person elsewhere: to a place («inicio»), or to a step of the visit
    («cedulas») and the item, finding or field to show there. ``hints_changed()``: the keys are others now.
    """

    wants = Signal(str, str)
    hints_changed = Signal()

    def hints(self) -> Sequence[Hint]:
        """Keys and words for the hint bar, most used first. Only keys that do something here."""
        return ()

    def enter(self) -> None:
        """The screen was opened: bring it up to date and put the focus where work goes on."""

    def show_object(self, what: str) -> None:
        """Lead to ``what`` (an item id, a finding id, a field) and focus it. Unknown ones are passed over."""

    def here(self) -> str:
        """What ``show_object`` leads back to here; empty where that is the screen itself."""
        return ""

    def commit(self) -> None:
        """Hand over what is being typed, before leaving, undoing or closing."""
        field = QApplication.focusWidget()
        if isinstance(field, TextField | TextArea) and self.isAncestorOf(field):
            field.commit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as things stand. Inside the window, the window sees to it."""
        if self.isWindow() and tab_order.go(self, forward=forward):
            return True
        return super().focusNextPrevChild(forward)


def show_page(stack: QStackedWidget, page: QWidget) -> None:
    """Show another page of a stack; the focus goes back to where it was in that page.

    Hiding a page, Qt walks its focus on as Tab does, and whoever comes back would find the next field open.
    """
    focus = stack.window().focusWidget()
    inside = focus is not None and stack.isAncestorOf(focus) and stack.currentWidget() is not page
    if inside:
        stack.setFocus(Qt.FocusReason.OtherFocusReason)
    stack.setCurrentWidget(page)
    before = page.focusWidget()
    if inside and before is not None:
        before.setFocus(Qt.FocusReason.TabFocusReason)  # as one arrives by keyboard, with the text selected
