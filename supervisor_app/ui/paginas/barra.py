"""The bar over a :class:`PageView`: which page of how many, size, search, and what the screen adds (printing).

Where all of it does not fit in one line, the pages go to a second one; the search has one of its own. It must never
know what document is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_TOOL, SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.paginas.busqueda import FindBar
from supervisor_app.ui.paginas.mesa import ZOOMS, Fit, Zoom
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
        self.find_bar = FindBar(view)
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
        self._grid.addWidget(self.find_bar, 2, 0, 1, 3)
        self._stacked: bool | None = None
        self._arrange()
        view.page_changed.connect(self._show_page)
        view.zoom_changed.connect(self._show_size)
        self._show_page(view.page(), view.pages())
        self._show_size(view.zoom_words())

    def _build_controls(self) -> None:
        view = self._view
        self._previous = Button("", "ghost", icon="chevron-left", tool=True, name="Página anterior")
        self.number = _PageNumber(name="Ir a la página")
        self._where = Text("", "body", "text2", figures=True)
        self._next = Button("", "ghost", icon="chevron-right", tool=True, name="Página siguiente")
        self._smaller = Button("", "ghost", icon="zoom-out", tool=True, name="Página más pequeña (Ctrl+-)")
        self.size_choice = _SizeChoice(_SIZES, name="Tamaño de la página")
        self._larger = Button("", "ghost", icon="zoom-in", tool=True, name="Página más grande (Ctrl++)")
        self._find = Button("", "ghost", icon="search", tool=True, name="Buscar en el documento (Ctrl+F)")
        line = _line(self._controls, 2)
        widgets = (self._previous, self.number, self._where, self._next, self._smaller, self.size_choice, self._larger)
        for widget in (*widgets, self._find):
            line.addWidget(widget, 0, _TOP)
        self._previous.clicked.connect(lambda: view.step(-1))
        self._next.clicked.connect(lambda: view.step(1))
        self.number.asked.connect(self._go_to)
        self._smaller.clicked.connect(view.zoom_out)
        self._larger.clicked.connect(view.zoom_in)
        self.size_choice.chosen.connect(lambda key: view.set_zoom(_zoom_of(key)))
        self._find.clicked.connect(self.find_bar.ask)
        view.find_wanted.connect(self.find_bar.ask)
        view.page_wanted.connect(self.number.ask)

    def _go_to(self, page: int) -> None:
        """Led by the number that was typed, or back to the pages with 0."""
        if page:
            self._view.go_to(page)
        self._show_page(self._view.page(), self._view.pages())
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

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
        room = self.width() - self._needed() + (self._controls.sizeHint().width() if stacked else 0)
        self._remark.setVisible(bool(self._remark.text()) and room >= self._remark.sizeHint().width())
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
        self.number.show_page(page, pages)
        self._where.setText(f"de {pages}")
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < pages)
        self._controls.setVisible(pages > 0)
        if not pages:
            self.find_bar.hide()
        self._arrange()

    def _show_size(self, words: str) -> None:
        zoom = self._view.zoom()
        self.size_choice.set_value(zoom.value if isinstance(zoom, Fit) else str(zoom))
        self.size_choice.setAccessibleName(f"Tamaño de la página: {words.lower()}")
        self._arrange()


_SIZES = [*((fit.value, fit.words) for fit in Fit), *((str(zoom), f"{round(zoom * 100)} %") for zoom in ZOOMS)]


def _zoom_of(key: str) -> Zoom:
    return Fit(key) if key in set(Fit) else float(key)


class _SizeChoice(Choice):
    def sizeHint(self) -> QSize:
        widest = max(self.theme.text_width(words, "body") for _, words in _SIZES)
        return QSize(round(widest) + self.theme.px(16) + 30, self.theme.height(HEIGHT_TOOL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _PageNumber(TextField):
    """The number of the page in view. ``asked(page)`` with Enter, 0 where it is left with Esc."""

    asked = Signal(int)
    figures = True

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self._pages = 0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(6)

    def show_page(self, page: int, pages: int) -> None:
        self._pages = pages
        self.setModified(False)
        self.set_value(str(page))
        self.setAccessibleDescription(f"de {pages}")
        self.setToolTip("Escriba un número de página y pulse Enter (Ctrl+G)")
        self.updateGeometry()

    def ask(self) -> None:
        """Take the focus with the number selected, to be typed over."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        digits = max(2, len(str(self._pages)))
        return QSize(
            round(self.theme.text_width("0" * digits, "body", figures=True)) + 24, self.theme.height(HEIGHT_TOOL)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.text().strip()
            self.asked.emit(int(typed) if typed.isascii() and typed.isdigit() else 0)
        elif event.key() == Qt.Key.Key_Escape:
            self.asked.emit(0)
        else:
            super().keyPressEvent(event)


def _line(holder: QWidget, spacing: int) -> QHBoxLayout:
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
