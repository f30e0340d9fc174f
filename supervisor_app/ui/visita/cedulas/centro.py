"""The middle of the screen: notices, header, data and questions of the open cédula, or what to do where there is none.

It puts the parts together and shows what it is given. It must never read the visit.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.visita.cedulas.datos import CedulaData
from supervisor_app.ui.visita.cedulas.encabezado import CedulaHeader
from supervisor_app.ui.visita.cedulas.pregunta import QuestionState
from supervisor_app.ui.visita.cedulas.preguntas import QuestionList

_CLOSED = (
    "La visita está cerrada y sus respuestas ya no se modifican. "
    "Para corregirlas, use «Reabrir para corregir» en Entrega."
)
_NOTHING_LEFT = "No queda ninguna pregunta sin contestar en la visita"


class Centre(QWidget):
    """``delivery_wanted()``, ``findings_wanted()``, ``mend_wanted(item)``, ``choice_wanted()``, ``versions_wanted()``:
    the buttons of its notices.
    """

    versions_wanted = Signal()
    delivery_wanted = Signal()
    findings_wanted = Signal()
    mend_wanted = Signal(str)
    choice_wanted = Signal()

    def __init__(self, header: CedulaHeader, data: CedulaData, questions: QuestionList) -> None:
        super().__init__()
        self.header, self.data, self.questions = header, data, questions
        self.closed = Banner(_CLOSED, "na", icon="lock", button="Ir a Entrega")
        self.closed.action.connect(self.delivery_wanted)
        self.done = Banner(f"{_NOTHING_LEFT}.", "ok", icon="circle-check", button="Ir a Inconsistencias")
        self.done.action.connect(self._go_on)
        self._to_mend = ""
        self.unreadable = Banner("", "bad", icon="circle-alert")
        self.versions = Banner("", "accent", icon="file-clock", button="Ver qué cambia")
        self.versions.action.connect(self.versions_wanted)
        self.empty = EmptyState(
            "Esta visita todavía no tiene cédulas",
            "Elija en Preparación las que va a aplicar; aquí aparecerán sus preguntas.",
            "Elegir las cédulas",
            icon="list-plus",
        )
        self.empty.action.connect(self.choice_wanted)
        self._rule = Line()
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(12, 0, 12, 0)
        self._notices.setSpacing(8)
        for notice in (self.closed, self.versions, self.done, self.unreadable):
            notice.hide()
            self._notices.addWidget(notice)
        header.data_toggled.connect(self._toggle_data)
        questions.set_header(data)
        data.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._notices)
        for widget in (header, self._rule, questions, self.empty):
            column.addWidget(widget, 1 if widget is questions else 0)
        column.addStretch(0)
        self._show_margin()

    def beside(self, side: QWidget, first: QWidget) -> QWidget:
        """Both in one row, with a line between them; ``first`` takes the focus of the whole."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(Line(upright=True))
        row.addWidget(self, 1)
        both.setFocusProxy(first)
        return both

    def show_kind(self, codigo: str, *, readable: bool) -> None:
        """A cédula, one whose definition cannot be read, or (without ``codigo``) none applied yet."""
        for widget in (self.header, self._rule, self.questions):
            widget.setVisible(readable)
        self.empty.setVisible(not codigo)
        self.unreadable.setVisible(bool(codigo) and not readable)
        if not readable:
            sentence = f"No se puede leer la definición de {codigo}. Revísela con «supervisor-app cedulas validar»."
            self.unreadable.set_message(sentence, "bad", "circle-alert")
        self._show_margin()

    def show_cedula(
        self, definition: CedulaDefinition, result: Resultado, states: Mapping[str, QuestionState], *, locked: bool
    ) -> None:
        """Show another cédula."""
        self.header.show_definition(definition)
        self.header.show_result(result)
        self.data.show_cedula(definition.codigo)
        self.questions.show_cedula(definition, states, locked=locked)

    def refresh(self, result: Resultado, states: Mapping[str, QuestionState], *, locked: bool) -> None:
        """Show what became of the present one."""
        self.header.show_result(result)
        self.data.refresh()
        self.questions.refresh(states, locked=locked)

    def _toggle_data(self) -> None:
        shown = self.data.isHidden()
        self.data.setVisible(shown)
        self.header.data_button.setChecked(shown)
        if shown:
            self.questions.verticalScrollBar().setValue(0)
            self.data.fields["nombre"].setFocus(Qt.FocusReason.TabFocusReason)

    def stops(self) -> list[QWidget]:
        """The stops of Tab over the questions, in order: notices, views, data."""
        notices = (self.closed, self.versions, self.done, self.unreadable, self.empty)
        said = (w for w in notices if not w.isHidden())
        buttons: list[QWidget] = [b for w in said for b in w.findChildren(Button) if not b.isHidden()]
        if self.questions.isHidden():
            return buttons
        return [*buttons, *self.header.stops(), *self.data.stops()]

    def show_closed(self, closed: bool) -> None:
        self.closed.setVisible(closed)
        self._show_margin()

    def show_done(self, done: bool, to_mend: str = "") -> None:
        """Say that no question is left; it stays until something changes. ``to_mend``: the first item whose answer
        breaks a rule that keeps the visit from closing.
        """
        self._to_mend = to_mend
        if to_mend:
            sentence = f"{_NOTHING_LEFT}, pero la respuesta de {to_mend} no cumple una regla y hay que corregirla."
            self.done.set_message(sentence, "bad", "circle-alert", f"Ir a {to_mend}")
        else:
            self.done.set_message(f"{_NOTHING_LEFT}.", "ok", "circle-check", "Ir a Inconsistencias")
        self.done.setVisible(done)
        self._show_margin()

    def _go_on(self) -> None:
        if self._to_mend:
            self.mend_wanted.emit(self._to_mend)
        else:
            self.findings_wanted.emit()

    def show_versions(self, notice: str) -> None:
        """Say that newer versions have come; "" where none waits for an answer."""
        if notice:
            self.versions.set_message(notice, "accent", "file-clock", "Ver qué cambia")
        self.versions.setVisible(bool(notice))
        self._show_margin()

    def _show_margin(self) -> None:
        any_notice = any(not w.isHidden() for w in (self.closed, self.versions, self.done, self.unreadable))
        self._notices.setContentsMargins(12, 8 if any_notice else 0, 12, 0)
