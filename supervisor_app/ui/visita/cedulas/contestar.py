"""What a person says of the items of the open cédula, done as commands on the visit. It must never show anything but a
refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Fila, Valor
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.anterior import to_copy
from supervisor_app.ui.visita.cedulas.preguntas import QuestionList


class AnswerDesk:
    """``definition`` gives the open cédula, None where there is none to be read."""

    def __init__(
        self, session: VisitSession, questions: QuestionList, definition: Callable[[], CedulaDefinition | None]
    ) -> None:
        self._session, self._questions, self._definition = session, questions, definition

    def item(self) -> ItemDefinition | None:
        """The item being answered."""
        definition = self._definition()
        return definition.item(self._questions.current()) if definition is not None else None

    def answer(self, item: ItemDefinition, valor: Valor | None) -> None:
        """Answer an item; where that is refused, what the visit has is shown again."""
        if not self._session.attempt(lambda e: comandos.responder(e, item, valor)):
            self._questions.show_again(item.id)

    def save_rows(self, item: ItemDefinition, rows: Sequence[Fila], phrase: str) -> None:
        self._session.attempt(lambda e: comandos.guardar_filas(e, item, rows, phrase))

    def no_aplica(self) -> None:
        """Only from within the item: from the note or the data of the cédula it would answer what is not looked at."""
        row = self._questions.current_row()
        if row is not None and row.is_inside() and not self._session.locked:
            row.answer.no_aplica()

    def can_copy(self) -> bool:
        """Whether the last visit has an answer to copy for the item."""
        return self._previous() is not None

    def _previous(self) -> tuple[ItemDefinition, Valor] | None:
        """The item being answered with its answer in the last visit, where that is one to copy."""
        definition, item = self._definition(), self.item()
        before = self._session.pasado.respuestas.get(item.id) if item is not None else None
        if definition is None or item is None or before is None:
            return None
        valor = to_copy(before.valor, item, definition)
        return (item, valor) if valor is not None else None

    def copy_previous(self) -> None:
        """Answer what was answered in the last visit; a sample is looked at anew each time."""
        found, current = self._previous(), self._questions.current()
        if found is not None:
            self.answer(*found)
        elif current:
            self._session.refused.emit(
                f"{current} no tiene una respuesta que copiar de la visita anterior."
                if current not in self._session.pasado.respuestas
                else "La muestra se revisa de nuevo en cada visita; no se copia de la anterior."
            )


__all__ = ["AnswerDesk"]
