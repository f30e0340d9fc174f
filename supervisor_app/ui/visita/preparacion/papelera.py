"""The visit goes to the bin from its first step, and what was taken out of it is found there.

Nothing is asked: whoever did it by mistake takes it back at once, or from the bin.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.papelera import DIAS
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

_ABOUT = (
    f"Si ya no la necesita, envíe la visita a la papelera: sale de sus listas y puede restaurarla {DIAS} días de uso."
)
_PRACTICE = "Sus datos son ficticios. Cuando ya no la necesite, envíela a la papelera y no quedará entre sus visitas."
_CLOSED = "Lo firmado o cerrado que falte entregar se queda en la papelera hasta que lo entregue; no se borra."


class BinCard(VisitCard):
    """``removed(sentence)`` once the visit is in the bin, with what to tell; ``opened()``: show the bin."""

    removed = Signal(str)
    opened = Signal()

    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Papelera", "trash-2", parent)
        self.about = WrapLabel(_ABOUT, "small", "text2")
        self.answer = Sentence()
        self.remove = Button("Enviar la visita a la papelera", "outline", icon="trash-2", tool=True, writes=True)
        self.remove.clicked.connect(lambda _=False: self._remove())
        self.open = Button("Ver la papelera", "ghost", icon="arrow-right", tool=True)
        self.open.clicked.connect(lambda _=False: self.opened.emit())
        self._buttons = Flow(gap=SPACE_2)
        self._buttons.set_items((self.remove, self.open))
        self.body.setSpacing(SPACE_2)
        for widget in (self.about, self.answer, self._buttons):
            self.body.addWidget(widget)

    def show_visit(self) -> None:
        super().show_visit()
        self.about.setText(
            _PRACTICE if self.visita.ficticia else f"{_ABOUT} {_CLOSED}" if self.visita.cerrada else _ABOUT
        )

    def _remove(self) -> None:
        visit_id = self.visita.id
        self.session.when_saved(
            lambda: self.session.lanes.call(
                lambda s: s.papelera.enviar(visit_id), self.removed.emit, self._refused, owner=self
            )
        )

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
