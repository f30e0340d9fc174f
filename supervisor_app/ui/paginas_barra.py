"""The bar over a :class:`PageView`: which page of how many, size, and what the screen adds (printing).

It must never know what document is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.paginas import PageView


class PageBar(QFrame):
    """Title and remark at the left, pages and size at the right. ``add`` puts a button at the end."""

    def __init__(self, view: PageView, title: str = "", remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        style(self, kind="desk")
        self._previous = Button("", "ghost", icon="chevron-left", tool=True, name="Página anterior")
        self._where = Text("", "body", "text2", figures=True)
        self._next = Button("", "ghost", icon="chevron-right", tool=True, name="Página siguiente")
        self._smaller = Button("", "ghost", icon="zoom-out", tool=True, name="Página más pequeña")
        self._size = Button("Al ancho", "ghost", tool=True)
        self._larger = Button("", "ghost", icon="zoom-in", tool=True, name="Página más grande")
        self._title = Text(title, "body-strong")
        self._remark = ElidedLabel(remark, "small", "text2")
        self._remark.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(SPACE_4, 7, SPACE_3, 7)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._title)
        self._layout.addSpacing(SPACE_2)
        self._layout.addWidget(self._remark, 1)
        for widget in (self._previous, self._where, self._next, self._smaller, self._size, self._larger):
            self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._previous.clicked.connect(lambda: view.step(-1))
        self._next.clicked.connect(lambda: view.step(1))
        self._smaller.clicked.connect(view.zoom_out)
        self._larger.clicked.connect(view.zoom_in)
        self._size.clicked.connect(lambda: view.set_zoom(None if not view.fits_width() else 1.0))
        view.page_changed.connect(self._show_page)
        view.zoom_changed.connect(self._show_size)
        self._show_page(view.page(), view.pages())
        self._show_size(view.zoom_words())

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._layout.addSpacing(SPACE_2)
        self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_title(self, title: str, remark: str = "") -> None:
        self._title.setText(title)
        self._remark.setText(remark)

    def _show_page(self, page: int, pages: int) -> None:
        self._where.setText(f"Página {page} de {pages}" if pages else "Sin páginas")
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < pages)
        for control in (self._smaller, self._size, self._larger):
            control.setEnabled(pages > 0)

    def _show_size(self, words: str) -> None:
        self._size.set_text(words)
        other = "tamaño real" if self._view.fits_width() else "al ancho"
        self._size.setToolTip(f"Cambiar a {other}")
        self._size.setAccessibleName(f"Tamaño de la página: {words.lower()}. Cambiar a {other}")
