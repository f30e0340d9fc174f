"""A column that scrolls downwards only. Must never hide its right edge: ``cut_columns`` finds those that would."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4


class _Content(QWidget):
    """As high as its width asks for. Its least height is reckoned at its least width, where paragraphs are towers: a
    scroll area that heeded it would scroll over nothing.
    """

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class ScrollColumn(QScrollArea):
    """Add widgets to ``column``, a vertical layout that ends in a stretch."""

    def __init__(self, *, name: str = "", kind: str = "column", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The column itself takes no focus: Tab goes through what it holds.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        content = self._content = _Content()
        content.setProperty("kind", kind)
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(content)
        outer.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        outer.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_3)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)

    def content(self) -> QWidget:
        return self._content

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        layout = self._content.layout()
        assert layout is not None
        layout.setContentsMargins(left, top, right, bottom)

    def add(self, item: QWidget | QLayout) -> None:
        if isinstance(item, QWidget):
            self.column.addWidget(item)
        else:
            self.column.addLayout(item)

    def overflow(self) -> int:
        """Px by which the content would be cut at the right at the present width; 0 when it fits."""
        return max(0, self._content.minimumSizeHint().width() - self.viewport().width())


def bring_into_view(widget: QWidget) -> None:
    """Scroll what holds ``widget`` until it is seen, once the layout has given it its place.

    For what appears under the fold: an answer, a form that opens. Nothing where nothing scrolls.
    """

    def scroll() -> None:
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and widget.isVisible():
            above.ensureWidgetVisible(widget, 0, SPACE_4)

    QTimer.singleShot(0, widget, scroll)


def cut_columns(root: QWidget) -> list[str]:
    """Visible scroll columns under ``root`` whose content is wider than they are, each with its widest row.

    Screens assert that this is empty at 1366 px and at each zoom.
    """
    cut = []
    for column in root.findChildren(ScrollColumn):
        if column.isVisible() and column.overflow():
            widgets = column.content().findChildren(QWidget)
            widest = max(widgets, key=lambda widget: widget.minimumSizeHint().width())
            cut.append(f"{column.accessibleName() or 'column'}: {column.overflow()} px ({type(widest).__name__})")
    return cut
