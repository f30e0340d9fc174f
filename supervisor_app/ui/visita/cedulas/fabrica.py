"""Makes the answer of each kind of item, with what all text of the screen has in common. It shows nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.definition import ItemDefinition, Kind
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.otras import CalculatedAnswer, ChoiceAnswer, ChoicesAnswer, TextAnswer
from supervisor_app.ui.visita.cedulas.respuesta import Answer, CumpleAnswer, ValueAnswer


class AnswerFactory:
    """One per screen."""

    def __init__(self, session: VisitSession, guard: LetCommandsThrough) -> None:
        self._session, self._guard = session, guard

    def adopt(self, text: QWidget) -> None:
        """Commands win over editing keys, and a file dropped on a text is evidence, not a path to be typed."""
        text.installEventFilter(self._guard)
        text.setAcceptDrops(False)

    def make(self, item: ItemDefinition, name: str) -> Answer:
        """The answer of an item; ``name`` is read out with it."""
        if item.calculo is not None:
            return CalculatedAnswer(item, name)
        if item.tipo is Kind.CUMPLE:
            return CumpleAnswer(item, name)
        if item.tipo is Kind.OPCION:
            return ChoiceAnswer(item, name)
        if item.tipo is Kind.OPCIONES:
            return ChoicesAnswer(item, name)
        if item.tipo is Kind.TEXTO:
            written = TextAnswer(item, name)
            self.adopt(written.area)
            return written
        if item.tipo is Kind.MUESTRA:
            visita_id = self._session.expediente.visita.id
            return MuestraAnswer(item, name, visita_id=visita_id, new_id=self._session.new_id, guard=self._guard)
        answer = ValueAnswer(item, name, self._session.today)
        self.adopt(answer.field)
        return answer
