"""A practice visit, or one begun by mistake, can be thrown away.

It must never be offered where anything was captured on site.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada
from supervisor_app.domain.expediente import Entidad
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

_ABOUT = "Sus datos son ficticios. Cuando ya no la necesite, quítela: no quedará entre sus visitas."
_EMPTY = "Todavía no tiene nada capturado. Si la creó por error, quítela y no quedará entre sus visitas."
_SURE = "Se borra de este equipo con todo lo que tenga. Esto no se puede deshacer."


class PracticeCard(VisitCard):
    """``removed()`` once nothing of the visit is left on this laptop."""

    removed = Signal()

    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Visita de práctica", "flask-conical", parent)
        self.about = WrapLabel(_ABOUT, "small", "text2")
        self.answer = Sentence()
        self.remove = Button("Quitar la visita…", "outline", icon="trash-2", tool=True)
        self.remove.clicked.connect(lambda _=False: self._ask(asking=True))
        # Undo cannot bring it back, so this one thing is asked; what keeps it has the focus.
        self.keep = Button("Conservarla", "outline", icon="x", tool=True)
        self.keep.clicked.connect(lambda _=False: self._ask(asking=False))
        self.sure = Button("Sí, quitarla", "danger", icon="trash-2", tool=True)
        self.sure.clicked.connect(lambda _=False: self._remove())
        self._buttons = Flow(gap=SPACE_2)
        self._buttons.set_items((self.remove, self.keep, self.sure))
        self.body.setSpacing(SPACE_2)
        for widget in (self.about, self.answer, self._buttons):
            self.body.addWidget(widget)
        self._ask(asking=False)

    def show_visit(self) -> None:
        super().show_visit()
        practice = self.visita.ficticia
        empty = all(_as_chosen(r) for r in self.session.expediente.registros())
        assert self.heading is not None
        self.heading.set_text("Visita de práctica" if practice else "Visita sin capturar")
        self.setVisible(practice or (empty and not self.visita.cerrada))
        if not self.sure.isVisibleTo(self):
            self.about.setText(self._about())

    def _about(self) -> str:
        return _ABOUT if self.visita.ficticia else _EMPTY

    def _ask(self, *, asking: bool) -> None:
        had_focus = any(b.hasFocus() for b in (self.remove, self.keep, self.sure))
        self.about.setText(_SURE if asking else self._about())
        self.answer.say("")
        self.remove.setVisible(not asking)
        for button in (self.keep, self.sure):
            button.setVisible(asking)
        if had_focus:
            (self.keep if asking else self.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        visit_id = self.visita.id
        self.session.when_saved(
            lambda: self.session.lanes.call(
                lambda s: s.visitas.quitar_visita(visit_id), lambda _: self.removed.emit(), self._refused, owner=self
            )
        )

    def _refused(self, error: BaseException) -> None:
        self._ask(asking=False)
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")


def _as_chosen(record: Entidad) -> bool:
    """Whether a record only says that a cédula was chosen, with nothing written in its heading."""
    if isinstance(record, Aplicada):
        return record == Aplicada(id=record.id, visita_id=record.visita_id, codigo=record.codigo)
    return isinstance(record, CedulaFijada)
