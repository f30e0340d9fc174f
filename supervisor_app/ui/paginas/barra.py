"""The bar over a :class:`PageView`: which page of how many, size, and what the screen adds (printing).

Where all of it does not fit in one line, the pages go to a second one. It must never know what document is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.paginas.vista import PageView

_TOP = Qt.AlignmentFlag.AlignVCenter


class PageBar(QFrame):
    """Title and remark at the left, pages and size at the right. ``add`` puts a button at the end."""

    def __init__(self, view: PageView, title: str = "", remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.theme = follow(self)
        style(self, kind="desk")
        self._title = Text(title, "body-strong")
        self._remark = ElidedLabel(remark, "small", "text2")
        self._remark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words, self._controls, self._extra = QWidget(), QWidget(), QWidget()
        words = _line(self._words, SPACE_2)
        words.addWidget(self._title)
        words.addWidget(self._remark, 1)
        self._build_controls()
        self._added = _line(self._extra, SPACE_2)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE_4, 7, SPACE_3, 7)
        self._grid.setHorizontalSpacing(SPACE_2)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._stacked: bool | None = None
        self._arrange()
        view.page_changed.connect(self._show_page)
        view.zoom_changed.connect(self._show_size)
        self._show_page(view.page(), view.pages())
        self._show_size(view.zoom_words())

    def _build_controls(self) -> None:
        view = self._view
        self._previous = Button("", "ghost", icon="chevron-left", tool=True, name="Página anterior")
        self._where = Text("", "body", "text2", figures=True)
        self._next = Button("", "ghost", icon="chevron-right", tool=True, name="Página siguiente")
        self._smaller = Button("", "ghost", icon="zoom-out", tool=True, name="Página más pequeña")
        self._size = Button("Al ancho", "ghost", tool=True)
        self._larger = Button("", "ghost", icon="zoom-in", tool=True, name="Página más grande")
        line = _line(self._controls, 0)
        for widget in (self._previous, self._where, self._next, self._smaller, self._size, self._larger):
            line.addWidget(widget, 0, _TOP)
        self._previous.clicked.connect(lambda: view.step(-1))
        self._next.clicked.connect(lambda: view.step(1))
        self._smaller.clicked.connect(view.zoom_out)
        self._larger.clicked.connect(view.zoom_in)
        self._size.clicked.connect(lambda: view.set_zoom(None if not view.fits_width() else 1.0))

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._added.addWidget(widget, 0, _TOP)
        self._arrange()

    def set_title(self, title: str, remark: str = "") -> None:
        self._title.setText(title)
        self._remark.setText(remark)
        self._arrange()

    def remark(self) -> str:
        return self._remark.text()

    # --- one line or two ------------------------------------------------------------------------------------------

    def _needed(self) -> int:
        """Px for title, pages, size and what was added in one line; the remark may be cut."""
        parts = (self._title, self._controls, self._extra)
        return sum(part.sizeHint().width() + SPACE_2 for part in parts) + SPACE_4 + SPACE_3

    def _arrange(self) -> None:
        stacked = self.width() < self._needed()
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for part in (self._words, self._controls, self._extra):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._words, 0, 0)
        if stacked:
            self._grid.addWidget(self._extra, 0, 1, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(self._controls, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._controls, 0, 1)
            self._grid.addWidget(self._extra, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # In two lines: beside each other the parts would hold the bar open and never be stacked.
        first = self._title.sizeHint().width() + self._extra.sizeHint().width() + SPACE_2
        width = max(first, self._controls.sizeHint().width()) + SPACE_4 + SPACE_3
        return QSize(width, super().minimumSizeHint().height())

    # --- following the view ---------------------------------------------------------------------------------------

    def _show_page(self, page: int, pages: int) -> None:
        self._where.setText(f"Página {page} de {pages}")
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < pages)
        self._controls.setVisible(pages > 0)
        self._arrange()

    def _show_size(self, words: str) -> None:
        self._size.set_text(words)
        other = "tamaño real" if self._view.fits_width() else "al ancho"
        self._size.setToolTip(f"Cambiar a {other}")
        self._size.setAccessibleName(f"Tamaño de la página: {words.lower()}. Cambiar a {other}")
        self._arrange()


def _line(holder: QWidget, spacing: int) -> QHBoxLayout:
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
