"""The cédulas to apply in the visit, chosen with ``ui.cedulas``; those that were taken out come back as they were."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.ui.cedulas import CedulaPicker
from supervisor_app.ui.sesion import VisitSession


class CedulasPanel(CedulaPicker):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(lambda: session.catalogos.cedulas, parent)
        self.session = session
        self.asked.connect(self._choose)

    def show_visit(self) -> None:
        visita = self.session.expediente.visita
        self.show_codes(visita.unidad.tipo if visita.unidad is not None else UnitKind.SUB, visita.cedulas)

    def _choose(self, codes: frozenset[str]) -> None:
        definitions = [d for d in self.session.catalogos.cedulas.values() if d.codigo in codes]
        taken_out = dict(self.session.taken_out.cedulas)
        self.session.attempt(lambda e: comandos.elegir_cedulas(e, definitions, taken_out))
