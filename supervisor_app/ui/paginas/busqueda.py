"""The line where the words to be found in a shown document are typed, with how many there are and where one is.

It must never search by itself: the view's finder does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.paginas.vista import PageView


class _Words(TextField):
    """``stepped(by)`` with Enter, F3 and the arrows; ``left`` with Esc."""

    stepped = Signal(int)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        # Ctrl+F and F3 mean the window's elsewhere.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            again = event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if again or event.key() == Qt.Key.Key_F3:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F3:
                self.stepped.emit(-1 if back else 1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_F if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.selectAll()
            case _:
                super().keyPressEvent(event)


class FindBar(QWidget):
    """Hidden until ``ask``; Esc or its button hide it, and the focus goes back to the pages."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.words = _Words(placeholder="Buscar en el documento", name="Buscar en el documento")
        self.count = Text("", "small", "text2", figures=True)
        self.previous = Button("", "ghost", icon="chevron-up", tool=True, name="El anterior (Mayús+F3)")
        self.next = Button("", "ghost", icon="chevron-down", tool=True, name="El siguiente (F3)")
        shut = Button("", "ghost", icon="x", tool=True, name="Cerrar la búsqueda (Esc)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_1)
        layout.setSpacing(SPACE_2)
        layout.addWidget(self.words, 1)
        for widget in (self.count, self.previous, self.next, shut):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        finder = view.finder
        self.words.textEdited.connect(lambda text: finder.look_for(text, max(0, view.page() - 1)))
        self.words.stepped.connect(finder.step)
        self.words.left.connect(self.leave)
        self.previous.clicked.connect(lambda: finder.step(-1))
        self.next.clicked.connect(lambda: finder.step(1))
        shut.clicked.connect(self.leave)
        finder.changed.connect(self._show)
        self._show()
        self.hide()

    def ask(self) -> None:
        """Show the line, with what was looked for last, or what is selected."""
        chosen = " ".join(self._view.selection.text().split())
        if chosen and len(chosen) <= 100:  # a person searches for words, not for a paragraph
            self.words.setText(chosen)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        if self.words.text() != self._view.finder.words():
            self._view.finder.look_for(self.words.text(), max(0, self._view.page() - 1))

    def leave(self) -> None:
        """Take the line and the marks away; the one that was shown stays selected, to be copied."""
        found = self._view.finder.current()
        if found is not None:
            self._view.selection.select(found.pagina, found.desde, found.hasta)
        self._view.finder.close()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _show(self) -> None:
        finder = self._view.finder
        result = finder.result()
        self.count.setText(result)
        self.words.setAccessibleDescription(result)
        self.words.set_invalid(bool(finder.words()) and not finder.is_busy() and finder.current() is None)
        for button in (self.previous, self.next):
            button.setEnabled(finder.current() is not None)
