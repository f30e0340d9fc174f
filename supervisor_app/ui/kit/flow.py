"""Things in a line that go on in the next one where there is no room. Must never cut one nor change their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit.theme import follow


class Flow(QWidget):
    """``add`` and ``set_items`` give it its children; hidden ones take no room. As high as its width asks for."""

    def __init__(
        self, *, gap: int = 6, line_gap: int = 6, to_right: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gap, self._line_gap, self._to_right = gap, line_gap, to_right
        self._items: list[QWidget] = []
        self.theme = follow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_items(self, items: Sequence[QWidget]) -> None:
        """Hold these, in this order. Those that were here and are not any more are thrown away."""
        for gone in (item for item in self._items if item not in items):
            gone.hide()
            gone.deleteLater()
        new = [item for item in items if item not in self._items]
        self._items = list(items)
        for item in new:
            put_away = item.isHidden() and item.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            item.setParent(self)
            item.setVisible(not put_away)
        self._renew()

    def add(self, widget: QWidget) -> None:
        """One more, at the end."""
        self.set_items([*self._items, widget])

    def items(self) -> tuple[QWidget, ...]:
        return tuple(self._items)

    def restyle(self) -> None:
        self._renew()

    def _renew(self) -> None:
        self._place(self.width(), move=True)
        self.updateGeometry()

    def _place(self, width: int, *, move: bool) -> int:
        """Lay out for ``width``, moving the children or only measuring; returns the height."""
        y = 0
        for line in self._lines(width):
            if move:
                self._place_line(line, y, width)
            y += max(item.sizeHint().height() for item in line) + self._line_gap
        return max(0, y - self._line_gap)

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        used = 0
        for item in (i for i in self._items if not i.isHidden()):
            wide = min(item.sizeHint().width(), width)
            if not lines or used + self._gap + wide > width:
                lines.append([])
                used = wide
            else:
                used += self._gap + wide
            lines[-1].append(item)
        return lines

    def _place_line(self, line: Sequence[QWidget], y: int, width: int) -> None:
        sizes = [item.sizeHint() for item in line]
        whole = sum(min(s.width(), width) for s in sizes) + self._gap * (len(line) - 1)
        x = width - whole if self._to_right else 0
        for item, size in zip(line, sizes, strict=True):
            wide = min(size.width(), width)
            item.setGeometry(QRect(x, y, wide, size.height()))
            x += wide + self._gap

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        width = self.theme.px(280)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        widest = max((i.minimumSizeHint().width() for i in self._items if not i.isHidden()), default=0)
        return QSize(widest, self.heightForWidth(max(widest, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width(), move=True)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._renew()
        return super().event(event)


class OneLine(Flow):
    """Things that want one line, and take more where there is no room for it."""

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self.items() if not item.isHidden()]
        width = sum(widths) + self._gap * max(0, len(widths) - 1)
        return QSize(width, self.heightForWidth(width))

    def _place_line(self, line: Sequence[QWidget], y: int, width: int) -> None:
        """Low ones stand in the middle of the line."""
        super()._place_line(line, y, width)
        tall = max(item.height() for item in line)
        for item in line:
            item.move(item.x(), y + (tall - item.height()) // 2)
