"""The order of Tab: as things stand on the screen.

Qt goes in the order in which widgets were made, so rows that come later would be reached last, wherever they stand.
This module must never leave the root that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QGridLayout, QLayout, QWidget

from supervisor_app.ui.kit.flow import Flow

_TAB = Qt.FocusPolicy.TabFocus.value


def go(root: QWidget, *, forward: bool) -> bool:
    """Move the focus to the stop after the one that has it, or before it; False where Qt has to find one."""
    target = neighbour(root, QApplication.focusWidget(), forward=forward)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def neighbour(root: QWidget, here: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after ``here`` (or before it) inside ``root``, going round; None where ``here`` is not in sight."""
    order = [widget for widget in walk(root) if widget is here or is_stop(widget)]
    if here is None or here not in order:
        return None
    at = order.index(here)
    turned = order[at + 1 :] + order[:at]
    stops = [widget for widget in turned if is_stop(widget)]
    if not stops:
        return None
    return stops[0 if forward else -1]


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops here: one that hands its focus on is no stop of its own."""
    takes = bool(widget.focusPolicy().value & _TAB)
    return takes and widget.isEnabled() and widget.focusProxy() is None


def walk(root: QWidget) -> Iterator[QWidget]:
    """Every widget in sight inside ``root``, in reading order: what its layout says, and then the others as made."""
    if root.isHidden():
        return
    yield root
    placed = list(_placed(root))
    for child in (*placed, *(c for c in root.children() if isinstance(c, QWidget) and c not in placed)):
        if not child.isWindow():
            yield from walk(child)


def _placed(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QAbstractScrollArea):
        yield widget.viewport()
    if isinstance(widget, Flow):
        yield from widget.items()
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in _places(layout):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _places(layout: QLayout) -> list[int]:
    """The items by their place: in a grid rows from the top, each from the left."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        # row, column, row span, column span; the stubs only say that it is an object
        places.sort(key=lambda place: cast("tuple[int, int, int, int]", layout.getItemPosition(place)))
    return places


__all__ = ["go", "is_stop", "neighbour", "walk"]
