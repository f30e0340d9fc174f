"""Frequent phrases of a finding: of its description and cause, and of its measures. It must never agree a measure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from supervisor_app.domain.catalogo import SeccionFrase
from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.ui.frases import PhraseBook, next_blank, put
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias.hallazgo import FindingEditor

SECTIONS = {
    TipoMedida.CORRECTIVA: SeccionFrase.CORRECTIVA,
    TipoMedida.PREVENTIVA: SeccionFrase.PREVENTIVA,
    TipoMedida.MEJORA: SeccionFrase.MEJORA,
}
Begin = Callable[[str, TipoMedida], object]


class FindingPhrases(QObject):
    """``begin(text, type)`` starts a measure with a phrase; ``reveal()`` puts the focus where a new one is begun."""

    def __init__(
        self, session: VisitSession, editor: FindingEditor, owner: QWidget, *, begin: Begin, reveal: Callable[[], None]
    ) -> None:
        super().__init__(owner)
        self._session, self._editor, self._table = session, editor, editor.measures
        self._begin, self._reveal = begin, reveal
        self.book = PhraseBook(session, owner)
        for field in (editor.description, editor.cause):
            self.book.serve(field, SeccionFrase.HALLAZGO, offers=False)

    def offer(self) -> None:
        """The phrases of the field with the focus; elsewhere those of measures, with which one is begun."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QPlainTextEdit) and focus in (self._editor.description, self._editor.cause):
            self._offer_for_text(focus)
        else:
            self._offer_for_measure()

    def _offer_for_text(self, field: QPlainTextEdit) -> None:
        title = f"Frases frecuentes · {SeccionFrase.HALLAZGO.label}"
        spot = field.cursorRect()
        self.book.offer(title, (SeccionFrase.HALLAZGO,), field.viewport(), spot, lambda text: put(field, text))

    def _offer_for_measure(self) -> None:
        row = self._table.focused_row()
        if row is not None:
            field, section = row.text, SECTIONS[TipoMedida(row.type.value())]
            title = f"Frases frecuentes · {section.label}"

            def write(text: str) -> None:
                put(field, text)
                field.commit()

            self.book.offer(title, (section,), field, field.rect(), write)
            return
        self._reveal()
        kinds = {f"{kind.label}: {text}": (text, kind) for kind, s in SECTIONS.items() for text in self.book.phrases(s)}
        target = self._table.entry
        self.book.offer_texts(
            "Frases frecuentes", tuple(kinds), target, target.rect(), lambda key: self._start(*kinds[key])
        )

    def _start(self, text: str, kind: TipoMedida) -> None:
        self._begin(text, kind)
        row = self._table.focused_row()
        if row is not None:
            row.text.setFocus(Qt.FocusReason.OtherFocusReason)
            next_blank(row.text)
