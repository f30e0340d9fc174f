"""What a screen reader is told about painted widgets. Must never paint and never change a value by itself.

A widget that paints one thing says its role in the class attribute ``access_role``; its name is its accessible name.
A widget that paints several things of which one may be chosen is :class:`Parted` and lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@dataclass(frozen=True, slots=True)
class Part:
    """One painted choice: what it is called, where it is (in the widget), whether it is chosen, has the focus, can
    still be chosen.
    """

    name: str
    rect: QRect
    checked: bool
    focused: bool
    enabled: bool


class Parted:
    """Mixin of widgets with painted radio choices."""

    def access_parts(self) -> list[Part]:
        raise NotImplementedError


class _PartInterface(QAccessibleInterface):
    def __init__(self, widget: QWidget, index: int) -> None:
        super().__init__()
        self._widget = widget
        self._index = index

    def _part(self) -> Part:
        assert isinstance(self._widget, Parted)
        return self._widget.access_parts()[self._index]

    def isValid(self) -> bool:
        return shiboken6.isValid(self._widget)

    # Qt allows a null pointer in the answers typed Any below; the stubs do not say so.

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._widget.window().windowHandle()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.RadioButton

    def text(self, t: QAccessible.Text) -> str:
        return self._part().name if t == QAccessible.Text.Name else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:
        return None

    def rect(self) -> QRect:
        local = self._part().rect
        return QRect(self._widget.mapToGlobal(local.topLeft()), local.size())

    def state(self) -> QAccessible.State:
        part = self._part()
        state = QAccessible.State()
        state.checkable = True
        state.checked = part.checked
        state.focusable = True
        state.focused = part.focused
        state.disabled = not part.enabled
        return state

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._widget)

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1


class _PartedInterface(QAccessibleWidget):
    def __init__(self, widget: QWidget, count: int) -> None:
        super().__init__(widget, QAccessible.Role.Grouping)
        self._parts = [_PartInterface(widget, index) for index in range(count)]
        for part in self._parts:
            QAccessible.registerAccessibleInterface(part)

    def childCount(self) -> int:
        return len(self._parts)

    def child(self, index: int) -> Any:
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def childAt(self, x: int, y: int) -> Any:
        return next((part for part in self._parts if part.rect().contains(x, y)), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._parts.index(child) if child in self._parts else -1

    def focusChild(self) -> Any:
        return next((part for part in self._parts if part.state().focused), None)


def _interface(key: str, target: QObject) -> QAccessibleInterface | None:
    if not isinstance(target, QWidget):
        return None
    if isinstance(target, Parted):
        return _PartedInterface(target, len(target.access_parts()))
    role = getattr(target, "access_role", None)
    return QAccessibleWidget(target, role) if role is not None else None


def install() -> None:
    """Teach Qt the painted widgets. Once per application."""
    factory: Callable[[str, QObject], QAccessibleInterface | None] = _interface
    QAccessible.installFactory(factory)


def tell(widget: QWidget, what: QAccessible.Event, part: int = -1) -> None:
    """Tell screen readers that ``widget`` (or one of its parts) changed."""
    event = QAccessibleEvent(widget, what)
    if part >= 0:
        event.setChild(part)
    QAccessible.updateAccessibility(event)
