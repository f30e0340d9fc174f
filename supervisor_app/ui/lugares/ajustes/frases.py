"""The person's own frequent phrases: read, changed, taken away. Those of the application are edited in its forms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.catalogo import SeccionFrase
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.settings import FraseGuardada
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard

_SECTIONS = tuple((s.value, s.label) for s in SeccionFrase)


class _PhraseRow(QWidget):
    """``edited()`` where the phrase or its place changed; ``removed()``."""

    edited = Signal()
    removed = Signal()

    def __init__(self, phrase: FraseGuardada, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = Choice(_SECTIONS, name=f"Dónde se ofrece la frase {number}")
        self.text = TextArea(minimum_lines=1, maximum_lines=6, name=f"Frase {number}")
        self.remove = Button("", "ghost", icon="x", tool=True, name=f"Quitar la frase {number}")
        self.show_phrase(phrase)
        self.section.chosen.connect(lambda _key: self.edited.emit())
        Binding(self.text, lambda _text: self.edited.emit())
        self.remove.clicked.connect(self.removed)
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(self.section, 1)
        top.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addLayout(top)
        layout.addWidget(self.text)

    def phrase(self) -> FraseGuardada:
        return FraseGuardada(seccion=self.section.value(), texto=" ".join(self.text.text().split()))

    def show_phrase(self, phrase: FraseGuardada) -> None:
        self.section.set_value(phrase.seccion)
        if phrase.texto != " ".join(self.text.text().split()):
            self.text.set_value(phrase.texto)


class PhrasesCard(SettingsCard):
    """What Ctrl+J offers before the phrases of the application."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Frases frecuentes propias", icon="file-text", parent=parent)
        self._rows: list[_PhraseRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_3)
        self.add = Button("Agregar frase", "ghost", icon="plus", tool=True)
        self.add.clicked.connect(self._begin)
        self.undo = Button("Deshacer: regresar la frase quitada", "outline", icon="undo-2", tool=True)
        self.undo.clicked.connect(self._bring_back)
        self._lost: tuple[int, FraseGuardada] | None = None
        self.body.setSpacing(SPACE_3)
        self.body.addWidget(
            WrapLabel(
                "Ctrl+J las ofrece al escribir. Entre llaves, {unidad}, {periodo}, {titular} o {hoy} se llenan solos; "
                "otros, como {número de oficio}, quedan marcados para que usted los escriba.",
                "small",
                "text3",
            )
        )
        self.body.addLayout(self._column)
        for button in (self.undo, self.add):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.undo.hide()

    def rows(self) -> tuple[_PhraseRow, ...]:
        return tuple(self._rows)

    def show_settings(self, ajustes: Ajustes) -> None:
        written = tuple(row.phrase() for row in self._rows if row.phrase().texto)
        if written != ajustes.frases:
            self._show(ajustes.frases)

    def _show(self, phrases: Sequence[FraseGuardada]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for phrase in phrases:
            self._append(phrase)

    def _append(self, phrase: FraseGuardada) -> _PhraseRow:
        row = _PhraseRow(phrase, len(self._rows) + 1)
        row.edited.connect(self._tell)
        row.removed.connect(self._drop)
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()
        return row

    def _begin(self) -> None:
        row = self._append(FraseGuardada(seccion=SeccionFrase.NOTA.value, texto=""))
        row.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        sender: QObject | None = self.sender()
        at = next((n for n, row in enumerate(self._rows) if row is sender), 0)
        phrase = self._rows[at].phrase()
        self._show([row.phrase() for row in self._rows if row is not sender])
        self._tell()
        # One that was empty is no loss.
        self._lost = (at, phrase) if phrase.texto else None
        self.undo.setVisible(self._lost is not None)
        (self.undo if self._lost else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_back(self) -> None:
        """What was taken out last, in its place."""
        if self._lost is None:
            return
        at, phrase = self._lost
        self._lost = None
        phrases = [row.phrase() for row in self._rows]
        phrases.insert(at, phrase)
        self._show(phrases)
        self._tell()
        self.undo.hide()
        self.rows()[min(at, len(phrases) - 1)].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self.edited.emit({"frases": tuple(row.phrase() for row in self._rows if row.phrase().texto)})
