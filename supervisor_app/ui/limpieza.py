"""«Limpiar texto pegado»: before and after side by side, the repairs to take, and nothing changed until Enter.

It must never change a field that the person did not confirm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from supervisor_app.domain.limpieza import Tramo, diferencias, limpiar, utiles
from supervisor_app.ui.frases import TextWidget, selected
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3

Replace = Callable[[str], None]


class CleanPopup(QFrame):
    """Opened on a text; ``replace`` gets the cleaned one when the person takes it."""

    def __init__(self, text: str, replace: Replace, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = follow(self)
        style(self, kind="popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Limpiar texto pegado")
        self._text, self._replace = text, replace
        self.ticks = {a: Check(a.label, checked=True) for a in utiles(text)}
        self.before = TextArea(text, name="Antes", minimum_lines=6, maximum_lines=14)
        self.after = TextArea(name="Después", minimum_lines=6, maximum_lines=14)
        for area in (self.before, self.after):
            area.setReadOnly(True)
        self.take = Button("Usar el texto limpio", "primary", keys="Enter")
        self.take.clicked.connect(self._take)
        self.leave = Button("Dejarlo como está", "ghost", keys="Esc")
        self.leave.clicked.connect(self.close)
        self._lay_out()
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self._show())
        self._show()

    def _lay_out(self) -> None:
        self._choices = Flow(gap=SPACE_3)
        self._choices.set_items(tuple(self.ticks.values()))
        self._title = Text("Limpiar texto pegado", "body-medium")
        self._texts = texts = QHBoxLayout()
        texts.setSpacing(SPACE_3)
        texts.addWidget(Field("Antes", self.before))
        texts.addWidget(Field("Después", self.after))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # its height is worked out when it opens
        layout.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(self._title)
        layout.addWidget(self._choices)
        layout.addLayout(texts)
        layout.addLayout(buttons)

    def cleaned(self) -> str:
        return limpiar(self._text, [a for a, tick in self.ticks.items() if tick.isChecked()])

    def _show(self) -> None:
        cleaned = self.cleaned()
        self.after.set_value(cleaned)
        gone, new = diferencias(self._text, cleaned)
        self._mark(self.before, gone, "bad_soft")
        self._mark(self.after, new, "ok_soft")
        self.take.setEnabled(cleaned != self._text)

    def _mark(self, area: QPlainTextEdit, spans: Sequence[Tramo], fill: str) -> None:
        """Colour what is taken away or new; the words beside it say the same without colour."""
        selections = []
        for start, end in spans:
            if start == end:
                continue
            selection = QTextEdit.ExtraSelection()
            wash = QTextCharFormat()
            wash.setBackground(self.theme.color(fill))
            wash.setFontStrikeOut(area is self.before)
            cursor = QTextCursor(area.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = wash
            selection.cursor = cursor
            selections.append(selection)
        area.setExtraSelections(selections)

    def open_at(self, owner: QWidget, spot: QRect) -> None:
        """Open under ``spot`` of ``owner``, wide as the window lets it, within the screen."""
        window = owner.window()
        width = min(self.theme.px(840), window.width() - 32)
        parts = (self._title.sizeHint(), self._texts.sizeHint(), self.take.sizeHint())
        words = self._choices.heightForWidth(width - 2 * SPACE_3) + sum(part.height() for part in parts)
        self.resize(width, words + 5 * SPACE_3)
        screen = owner.screen().availableGeometry()
        place = QRect(owner.mapToGlobal(QPoint(spot.left(), spot.bottom() + 4)), self.size())
        place.moveBottom(min(place.bottom(), screen.bottom() - 8))
        place.moveRight(min(place.right(), screen.right() - 8))
        place.moveLeft(max(place.left(), screen.left() + 8))
        place.moveTop(max(place.top(), screen.top() + 8))
        self.move(place.topLeft())
        self.show()
        first = next(iter(self.ticks.values()), self.leave)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self) -> None:
        if self.take.isEnabled():
            cleaned = self.cleaned()
            self.close()
            self._replace(cleaned)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)


def clean_focused(owner: QWidget) -> CleanPopup | str:
    """Open the popup on the selection of the field with the focus inside ``owner``, or on all of it.

    Returns a sentence instead where there is nothing to clean.
    """
    field = QApplication.focusWidget()
    if not isinstance(field, QPlainTextEdit | QTextEdit) or field.isReadOnly() or not owner.isAncestorOf(field):
        return "Ponga el cursor en el texto que quiere limpiar."
    text = selected(field)
    if not utiles(text):
        return "El texto no tiene nada que limpiar."
    popup = CleanPopup(text, lambda cleaned: replace_text(field, cleaned), owner)
    popup.open_at(field.viewport(), field.cursorRect())
    return popup


def replace_text(field: TextWidget, text: str) -> None:
    """Write ``text`` over the selection, or over all, as if it had been typed."""
    cursor = field.textCursor()
    is_list = isinstance(field, QTextEdit)
    if not cursor.hasSelection():
        first, last = (
            (QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveOperation.EndOfBlock)
            if is_list
            else (QTextCursor.MoveOperation.Start, QTextCursor.MoveOperation.End)
        )
        cursor.movePosition(first)
        cursor.movePosition(last, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    if is_list:  # its lines are the editor's own matter, as when they are pasted
        lines = QMimeData()
        lines.setText(text)
        field.insertFromMimeData(lines)
    else:
        cursor.insertText(text)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
