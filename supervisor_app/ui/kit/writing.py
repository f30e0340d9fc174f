"""What writes is shut inside a window that only reads, and says why. It must never decide what only reads.

Whoever makes a control says that it writes (:func:`writes`); whoever knows that a window only reads says so of the
window (:func:`only_reads`). Nobody else has to know.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.labels import plain_tip

_WHY = "whyItOnlyReads"


def writes(*controls: QWidget) -> None:
    """These do what changes the data. What is shown inside one of them goes with it."""
    for control in controls:
        _Shutter(control)


def only_reads(window: QWidget, why: str) -> None:
    """From now on nothing inside may write, for this reason, also what is made later; «» gives everything back."""
    window.setProperty(_WHY, why)
    for shutter in window.findChildren(_Shutter):
        shutter.look()


class _Shutter(QObject):
    """Keeps one control disabled while its window only reads, whatever enables it meanwhile."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        self._why = self._tip = self._words = ""
        self._enabled = True
        control.installEventFilter(self)

    def look(self) -> None:
        why, control = _reason(self._control), self._control
        if why == self._why:
            return
        if not self._why:
            self._enabled = _is_enabled(control)
            self._tip, self._words = control.toolTip(), control.accessibleDescription()
        self._why = why
        control.setToolTip(plain_tip(why) or self._tip)
        control.setAccessibleDescription(why or self._words)
        control.setEnabled(not why and self._enabled)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self.look()  # only now it is sure in which window it is
        elif kind == QEvent.Type.EnabledChange and self._why and _is_enabled(self._control):
            self._enabled = True
            self._control.setEnabled(False)
        elif kind == QEvent.Type.ToolTipChange and self._why and self._control.toolTip() != plain_tip(self._why):
            self._tip = self._control.toolTip()
            self._control.setToolTip(plain_tip(self._why))
        return False


def _is_enabled(control: QWidget) -> bool:
    """By itself, whatever it stands in."""
    return not control.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)


def _reason(control: QWidget | None) -> str:
    while control is not None:
        if why := control.property(_WHY):
            return str(why)
        control = control.parentWidget()
    return ""
