"""Frequent phrases and the cleaning of pasted text, for every field of several lines in a visit.

Ctrl+J offers the phrases of the field, the person's own first; their blanks are filled with what the visit knows, and
Alt+J goes to the next one that waits. Ctrl+Shift+J keeps what is written as an own phrase. It must never save a field
by itself: a field hands over what it holds as if it had been typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from supervisor_app.domain.catalogo import SeccionFrase
from supervisor_app.domain.frases import datos_de, rellenar, siguiente_hueco
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.settings import FraseGuardada
from supervisor_app.ui.kit.phrase_popup import PhrasePopup
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.sesion import VisitSession

_LONGEST = 1000
Insert = Callable[[str], None]
TextWidget = QPlainTextEdit | QTextEdit


class PhraseBook(QObject):
    """The phrases of one screen of a visit; ``owner`` is the screen."""

    def __init__(self, session: VisitSession, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._own: tuple[FraseGuardada, ...] = ()
        self._insert: Insert = lambda _text: None
        self.popup = PhrasePopup("Frases frecuentes", "No hay frases frecuentes para este campo.", owner)
        self.popup.picked.connect(self._on_picked)
        session.lanes.call(lambda s: s.ajustes.leer(), self._on_settings, owner=self)

    def _on_picked(self, text: str) -> None:
        self._insert(text)

    def _on_settings(self, ajustes: Ajustes) -> None:
        self._own = ajustes.frases

    def phrases(self, section: SeccionFrase) -> tuple[str, ...]:
        """Those of a section, filled as far as the visit knows; the own ones first, the latest before the others."""
        own = [f.texto for f in reversed(self._own) if f.seccion == section.value]
        stock = [f.texto for f in self._session.catalogos.frases if f.seccion is section]
        known = datos_de(self._session.expediente, self._session.today())
        return tuple(dict.fromkeys(rellenar(text, known) for text in (*own, *stock)))

    def offer(self, title: str, sections: Sequence[SeccionFrase], target: QWidget, spot: QRect, insert: Insert) -> None:
        """Open the phrases of these sections at ``spot`` of ``target``; ``insert`` gets the chosen one."""
        texts = [text for section in sections for text in self.phrases(section)]
        self.offer_texts(title, texts, target, spot, insert)

    def offer_texts(self, title: str, texts: Sequence[str], target: QWidget, spot: QRect, insert: Insert) -> None:
        """Open these texts at ``spot`` of ``target``; ``insert`` gets the chosen one."""
        self._insert = insert
        self.popup.set_phrases(title, [(text, text) for text in texts])
        self.popup.open_at(target, spot)

    def serve(self, field: TextWidget, section: SeccionFrase, *, offers: bool = True) -> None:
        """Give a field its three keys; without ``offers`` it has its own Ctrl+J."""
        keys: dict[str, Callable[[], object]] = {
            "Alt+J": lambda: next_blank(field),
            "Ctrl+Shift+J": lambda: self._keep_of(field, section),
        }
        if offers:
            keys["Ctrl+J"] = lambda: self._offer_in(field, section)
        for sequence, action in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)

    def _offer_in(self, field: TextWidget, section: SeccionFrase) -> None:
        if not field.isReadOnly():
            title = f"Frases frecuentes · {section.label}"
            self.offer(title, (section,), field.viewport(), field.cursorRect(), lambda text: put(field, text))

    def _keep_of(self, field: TextWidget, section: SeccionFrase) -> None:
        if isinstance(field, TextArea):
            # Saved after a pause, what is being typed would take away the notice that the phrase is kept.
            field.commit()
        self.keep(section, selected(field))

    def keep(self, section: SeccionFrase, text: str) -> None:
        """Keep a text as an own phrase of that section; what is there already is not kept twice."""
        text = " ".join(text.split())
        if not text:
            self._session.refused.emit("Escriba o seleccione el texto que quiere guardar como frase frecuente.")
        elif len(text) > _LONGEST:
            self._session.refused.emit(
                f"El texto es demasiado largo para una frase frecuente; seleccione hasta {_LONGEST:,} letras."
            )
        elif text in self.phrases(section):
            self._session.advised.emit("Ese texto ya está entre las frases frecuentes.")
        else:
            new = FraseGuardada(seccion=section.value, texto=text)

            def kept(ajustes: Ajustes) -> None:
                self._on_settings(ajustes)
                self._session.informed.emit("Se guardó como frase frecuente; en Ajustes puede cambiarla o quitarla.")

            self._session.lanes.call(
                lambda s: s.ajustes.guardar(
                    s.ajustes.leer().model_copy(update={"frases": (*s.ajustes.leer().frases, new)})
                ),
                kept,
                lambda error: self._session.failed.emit(str(error), "Reintentar"),
                owner=self,
            )


def put(field: TextWidget, text: str) -> None:
    """Write a phrase at the caret, apart from the word before it, and go to its first blank."""
    cursor = field.textCursor()
    start = cursor.selectionStart()
    before = cursor.block().text()[: start - cursor.block().position()]
    cursor.insertText(f" {text}" if before and not before[-1].isspace() else text)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    cursor.setPosition(start)
    field.setTextCursor(cursor)
    if not next_blank(field):
        cursor.setPosition(start + _wide(f" {text}" if before and not before[-1].isspace() else text))
        field.setTextCursor(cursor)


def next_blank(field: TextWidget) -> bool:
    """Select the next blank that waits to be filled, beginning again at the top; False where there is none."""
    text = field.toPlainText()
    cursor = field.textCursor()
    here = len(text.encode("utf-16-le")[: 2 * cursor.selectionEnd()].decode("utf-16-le", "ignore"))
    found = siguiente_hueco(text, here)
    if found is None:
        return False
    cursor.setPosition(_wide(text[: found[0]]))
    cursor.setPosition(_wide(text[: found[1]]), QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    return True


def selected(field: TextWidget) -> str:
    """What is selected; without a selection everything, of a list the line."""
    cursor = field.textCursor()
    if not cursor.hasSelection():
        return cursor.block().text() if isinstance(field, QTextEdit) else field.toPlainText()
    if isinstance(field, QTextEdit):
        return field.createMimeDataFromSelection().text()
    return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")


def _wide(text: str) -> int:
    """Length as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
