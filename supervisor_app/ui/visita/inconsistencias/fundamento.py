"""The legal basis of a finding as removable pills, added by typing, from what is known or freely.

It emits the whole list and saves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.suggest_field import SuggestField, Suggestion
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CONTROL, SPACE_1


class BasisPill(RovingButton):
    """One basis. Supr, or its cross, asks to take it away."""

    removed = Signal()

    def __init__(self, text: str, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._removable = removable
        self.setText(text)
        self.setAccessibleName(f"Fundamento {text}")
        self.setAccessibleDescription("Supr lo quita" if removable else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _cross(self) -> int:
        return self.theme.px(14) + 4 if self._removable else 0

    def sizeHint(self) -> QSize:
        width = paint.pill_width(self.theme, self.text(), "") + self._cross()
        return QSize(round(width), max(24, paint.pill_height(self.theme)))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.theme.px(96)), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._removable and event.position().x() > self.width() - self._cross() - 4:
            self.removed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.box(rect, RADIUS_CONTROL - 1, fill="accent_soft")
        words = rect.adjusted(self.theme.px(7), 0, -self._cross() - 4, 0)
        canvas.write(words, self.text(), "small-medium", ink="accent")
        if self._removable:
            canvas.icon("x", rect.right() - self._cross() - 1, rect.center().y(), size=14, ink="accent")
        if self.hasFocus():
            canvas.box(rect, RADIUS_CONTROL - 1, line="accent", width=2)


class BasisField(QWidget):
    """``changed(tuple)`` when a person adds or takes away a basis. Arrows walk the pills; Esc leaves the entry."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basis: tuple[str, ...] = ()
        self._read_only = False
        self.pills: list[BasisPill] = []
        self.more = Button("", "ghost", icon="plus", tool=True, name="Agregar fundamento")
        self.more.clicked.connect(self.ask)
        self._flow = Flow()
        self._flow.set_items([self.more])
        self.entry = SuggestField(placeholder="JSAC 7.1.3 · núm. 3, CFF 134…", name="Fundamento nuevo")
        for watched in (self.more, self.entry):
            watched.installEventFilter(self)
        self.entry.committed.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._flow)
        layout.addWidget(self.entry)
        self.entry.hide()
        self.setFocusProxy(self.more)

    def set_basis(self, basis: Sequence[str]) -> None:
        """Show these without emitting; where the focus was on a pill it stays near."""
        if tuple(basis) == self._basis:
            return
        focused = next((n for n, pill in enumerate(self.pills) if pill.hasFocus()), None)
        self._basis = tuple(basis)
        self._make_pills()
        if focused is not None:
            target = self.pills[min(focused, len(self.pills) - 1)] if self.pills else self.more
            target.setFocus()

    def _make_pills(self) -> None:
        self.pills = [BasisPill(text, removable=not self._read_only) for text in self._basis]
        for index, pill in enumerate(self.pills):
            pill.removed.connect(lambda index=index: self._take_away(index))
        self._flow.set_items([*self.pills, self.more])
        stops = [*self.pills, self.more, self.entry]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def basis(self) -> tuple[str, ...]:
        return self._basis

    def set_known(self, known: Sequence[tuple[str, str]]) -> None:
        """What is offered while typing: basis and what it says."""
        self.entry.set_suggestions([Suggestion(key, key, words, also=words) for key, words in known])

    def set_read_only(self, read_only: bool) -> None:
        if read_only != self._read_only:
            self._read_only = read_only
            self.more.setVisible(not read_only)
            self._make_pills()

    def ask(self) -> None:
        """Open the field in which another basis is typed."""
        self.entry.set_value("")
        self.entry.show()
        self.entry.setFocus()

    def _add(self, text: str) -> None:
        new = " ".join(text.split())
        if self.entry.hasFocus():
            self.more.setFocus()
        self.entry.hide()
        if new and new not in self._basis:
            self._become((*self._basis, new))

    def _take_away(self, index: int) -> None:
        self._become((*self._basis[:index], *self._basis[index + 1 :]))

    def _become(self, basis: tuple[str, ...]) -> None:
        self.set_basis(basis)
        self.changed.emit(basis)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk([*self.pills, self.more], event, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk from the plus sign too, which as a button would take them; Esc leaves the entry."""
        if watched is self.more and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.keyPressEvent(event)
                return True
            return False
        if watched is self.entry and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.entry.set_value("")
                self.entry.setText("")
                self.entry.hide()
                self.more.setFocus()
                return True
        elif watched is self.entry and event.type() == QEvent.Type.FocusOut and not self.entry.text().strip():
            self.entry.hide()
        return super().eventFilter(watched, event)
