"""The curtain: nothing of the visit is seen, heard or reached while the window is locked, and all of it is as it was
after.

The window itself is hidden whole behind another page; this sees to what stands beside it: lists, calendars, dialogs and
what work that goes on would open meanwhile. It must never close what a person had open, unless Qt lets it do no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QToolTip,
    QWidget,
)


@dataclass
class _Caret:
    """Where typing went on."""

    field: QWidget
    position: int = 0
    start: int = -1
    length: int = 0
    view: QAbstractItemView | None = None
    """Where ``field`` is the editor of a cell, which Qt closes when it is left; what it held is handed over."""


class Curtain(QObject):
    """``draw`` over everything that is no part of ``window``, ``lift`` again. ``may_show`` tells what belongs to the
    lock itself.
    """

    def __init__(self, window: QWidget, may_show: Callable[[QWidget], bool]) -> None:
        super().__init__(window)
        self._window, self._may_show = window, may_show
        self._hidden: list[QWidget] = []
        self._caret: _Caret | None = None

    def draw(self) -> None:
        """Hide the others, and keep hidden what opens from now on."""
        self._caret = _caret_of(self._window.focusWidget())
        QToolTip.hideText()
        active = QApplication.activeWindow() or QApplication.activePopupWidget()
        while (popup := QApplication.activePopupWidget()) is not None and popup.isVisible():
            self._take(popup)
        for other in QApplication.topLevelWidgets():
            if other is not self._window and other.isVisible():
                self._take(other)
        if active is not None:
            self._window.activateWindow()  # only where the person is here: another application keeps the keyboard
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def _take(self, other: QWidget) -> None:
        """Hide one; what is only a way to something is closed, as it would open of itself no more."""
        owner = other.parentWidget()
        if isinstance(other, QMenu):
            other.close()
        elif isinstance(other, QFileDialog):
            other.reject()  # it waits in a loop of its own; nothing was chosen yet
        elif isinstance(owner, QComboBox):
            owner.hidePopup()
        elif isinstance(other, QAbstractItemView):
            other.hide()  # suggestions for what is being typed: they come with the next letter
        else:
            other.hide()
            if other not in self._hidden:
                self._hidden.append(other)

    def lift(self) -> None:
        """Everything as it was: other windows in their order, the caret where it stood."""
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        caret, hidden = self._caret, self._hidden
        self._caret, self._hidden = None, []
        if caret is not None:
            _put_back(caret)
        for other in hidden:
            if _alive(other):
                other.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
            and not self._may_show(watched)
        ):
            self._take(watched)
        return False


def _alive(widget: QWidget) -> bool:
    import shiboken6  # noqa: PLC0415 - asked once, after a lock

    return shiboken6.isValid(widget)


def _caret_of(field: QWidget | None) -> _Caret | None:
    if field is None:
        return None
    around = field.parentWidget()
    view = around.parentWidget() if around is not None else None
    cell = view if isinstance(view, QAbstractItemView) and around is view.viewport() else None
    if isinstance(field, QLineEdit):
        return _Caret(field, field.cursorPosition(), field.selectionStart(), field.selectionLength(), cell)
    return _Caret(field, view=cell)


def _put_back(caret: _Caret) -> None:
    field: QWidget | None = caret.field
    if caret.view is not None and _alive(caret.view):
        caret.view.setFocus(Qt.FocusReason.OtherFocusReason)
        caret.view.edit(caret.view.currentIndex())
        field = caret.view.window().focusWidget()
    elif field is None or not _alive(field):
        return
    else:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(field, QLineEdit):
        if caret.start >= 0:
            field.setSelection(caret.start, caret.length)
        else:
            field.deselect()
            field.setCursorPosition(caret.position)
