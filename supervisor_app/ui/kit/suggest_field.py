"""One line of text that offers known values while it is typed: freely (people), or strictly (a catalogue).

Accents, case and the order of words do not matter for finding. It must never replace what is typed by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from supervisor_app.ui.kit.paint import RIGHT, Canvas
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import current, style

_Index = QModelIndex | QPersistentModelIndex
_SUGGESTION = Qt.ItemDataRole.UserRole
_MOST = 200
_SHOWN = 8
NOT_IN_LIST = "No está en la lista. Escriba parte del nombre y elija con ↓ y Enter."


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``text`` is what goes into the field, ``second`` stands beside it in the list, ``also`` finds it too."""

    key: str
    text: str
    second: str = ""
    also: str = ""


def plain(text: str) -> str:
    """Lower case without accents, words with one space between: for finding, never for showing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def matching(suggestions: Sequence[Suggestion], typed: str) -> list[Suggestion]:
    """Those of which every typed word begins a word, in their order; those whose text begins as typed come first."""
    wanted = plain(typed)
    words = wanted.split()
    found = [s for s in suggestions if all(_begins(plain(f"{s.text} {s.second} {s.also}"), w) for w in words)]
    return sorted(found, key=lambda s: not plain(s.text).startswith(wanted))[:_MOST]


def _begins(words: str, prefix: str) -> bool:
    return any(word.startswith(prefix) for word in words.split())


class _SuggestionDelegate(QStyledItemDelegate):
    """The text, and at the right what it belongs to."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current()
        item = index.data(_SUGGESTION)
        width = theme.text_width(item.text, "body") + theme.text_width(item.second, "small") + 44
        return QSize(round(width), theme.height(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = index.data(_SUGGESTION)
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            canvas.fill(rect, "accent_soft" if option.state & QStyle.StateFlag.State_Selected else "hover")
        inner = rect.adjusted(10, 0, -10, 0)
        second = min(canvas.theme.text_width(item.second, "small") + 1, inner.width() / 2)
        if item.second:
            beside = QRectF(inner.right() - second, inner.top(), second, inner.height())
            canvas.write(beside, item.second, "small", ink="text2", align=RIGHT)
            inner.setRight(beside.left() - 12)
        canvas.write(inner, item.text, "body")
        painter.restore()


class SuggestField(TextField):
    """``picked(key)`` when a person takes a suggestion, before its text is committed: what belongs to it (the post of a
    person) can be filled in and is then saved together.

    Suggestions open while typing and with ↓; Enter takes the marked one, Esc closes them.
    """

    picked = Signal(str)

    def __init__(self, text: str = "", *, placeholder: str = "", name: str = "", parent: QWidget | None = None) -> None:
        self._suggestions: tuple[Suggestion, ...] = ()
        super().__init__(text, placeholder=placeholder, name=name, parent=parent)
        self._rows = QStandardItemModel(self)
        self._completer = QCompleter(self._rows, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        view = QListView()
        style(view, kind="framed")
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(view)
        # The completer gives its popup a delegate of its own, so ours comes after.
        view.setItemDelegate(_SuggestionDelegate(view))
        view.clicked.connect(lambda index: self._take(index.data(_SUGGESTION)))
        self._view = view
        self.textEdited.connect(self._offer)

    # --- suggestions ----------------------------------------------------------------------------------------------

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        self._suggestions = tuple(suggestions)

    def suggestions(self) -> tuple[Suggestion, ...]:
        return self._suggestions

    def offered(self) -> tuple[str, ...]:
        """The texts that the open list offers; nothing while it is closed."""
        if not self._view.isVisible():
            return ()
        return tuple(self._rows.item(row).text() for row in range(self._rows.rowCount()))

    def open_suggestions(self) -> None:
        """Open the list of everything that can be chosen."""
        self._show_rows(self._suggestions[:_MOST], mark=False)

    def _offer(self, typed: str) -> None:
        self._show_rows(matching(self._suggestions, typed) if typed.strip() else [], mark=False)

    def _show_rows(self, found: Sequence[Suggestion], *, mark: bool) -> None:
        if self.isReadOnly() or not self.isEnabled() or not found:
            self._view.hide()
            return
        self._rows.clear()
        for suggestion in found:
            item = QStandardItem(suggestion.text)
            item.setData(suggestion, _SUGGESTION)
            item.setAccessibleText(f"{suggestion.text}. {suggestion.second}".rstrip(". "))
            self._rows.appendRow(item)
        widest = max(self._view.sizeHintForColumn(0) + 24, self.width())
        self._completer.complete(QRect(0, 2, min(widest, self.screen().availableGeometry().width()), self.height()))
        first = self._completer.completionModel().index(0, 0)
        self._view.setCurrentIndex(first if mark else QModelIndex())

    def _marked(self) -> Suggestion | None:
        if not self._view.isVisible():
            return None
        found = self._view.currentIndex().data(_SUGGESTION)
        return found if isinstance(found, Suggestion) else None

    def _take(self, suggestion: Suggestion) -> None:
        self._view.hide()
        self.picked.emit(suggestion.key)
        self._set_taken(suggestion)

    def _set_taken(self, suggestion: Suggestion) -> None:
        self.setText(suggestion.text)
        self.setModified(True)
        self.commit()

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marked = self._marked()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and marked is not None:
            self._take(marked)
            return
        if event.key() == Qt.Key.Key_Down and not self._view.isVisible():
            self.open_suggestions()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._view.isVisible() and not self.text():
            self.open_suggestions()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._view.hide()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._view.hide()
        super().hideEvent(event)


class PickField(SuggestField):
    """A choice of a long catalogue by typing. ``chosen(key)`` when a person chooses another, "" for none.

    What is typed and is not in the list stays, marked, and is told by ``problem``.
    """

    chosen = Signal(str)
    problem = Signal(str)

    def __init__(self, *, placeholder: str = "", name: str = "", parent: QWidget | None = None) -> None:
        self._key = ""
        self._sentence = ""
        super().__init__(placeholder=placeholder, name=name, parent=parent)
        self.add_tool("chevron-down", "Abrir la lista (↓)").clicked.connect(self._open_by_tool)
        self.textEdited.connect(lambda _text: self._tell(""))

    def key(self) -> str:
        return self._key

    def set_key(self, key: str, text: str = "") -> None:
        """Show a choice without emitting; ``text`` for one that is no longer in the list."""
        if self._sentence and key == self._key:
            # What could not be chosen stays as it was typed, until it is mended or something else is chosen.
            return
        if key != self._key and not self.hasFocus():
            self.setModified(False)  # what was typed in vain gives way to what was chosen elsewhere
        self._key = key
        self.set_value(next((s.text for s in self._suggestions if s.key == key), text))
        if not self.isModified():
            self._tell("")

    def sentence(self) -> str:
        """What is wrong with the text as it stands, or ""."""
        return self._sentence

    def open_suggestions(self) -> None:
        super().open_suggestions()
        chosen = next((n for n, s in enumerate(self._suggestions) if s.key == self._key), 0)
        self._view.setCurrentIndex(self._completer.completionModel().index(chosen, 0))

    def _open_by_tool(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.open_suggestions()

    def _offer(self, typed: str) -> None:
        self._show_rows(matching(self._suggestions, typed), mark=bool(typed.strip()))

    def _set_taken(self, suggestion: Suggestion) -> None:
        self.setText(suggestion.text)
        self.setModified(False)
        self._known = suggestion.text
        self._tell("")
        self._choose(suggestion.key)

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self.chosen.emit(key)

    def commit(self) -> None:
        """Take the suggestion that is meant, or say that there is none."""
        if self.text() == self._known:
            return
        if not self.text().strip():
            self._set_taken(Suggestion("", ""))
            return
        meant = self._meant()
        if meant is None:
            self._tell(NOT_IN_LIST)
            return
        self._view.hide()
        self._set_taken(meant)

    def _meant(self) -> Suggestion | None:
        marked = self._marked()
        if marked is not None:
            return marked
        exact = [s for s in self._suggestions if plain(s.text) == plain(self.text())]
        found = exact or matching(self._suggestions, self.text())
        return found[0] if len(found) == 1 else None

    def _tell(self, sentence: str) -> None:
        if sentence != self._sentence:
            self._sentence = sentence
            self.set_invalid(bool(sentence))
            self.problem.emit(sentence)
