"""The visited unit, as the fields of ``ui.unidad`` write it.

The place of the commission is proposed from it only while nobody wrote another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.abreviaturas import ciudad_de, lugar_de
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.unidad import UnitFields
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

_QUE = "Eligió la unidad"


class UnitCard(VisitCard):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Unidad visitada", "building-2", parent)
        self.fields = UnitFields(session.catalogos.ooad)
        self.kind, self.ooad, self.sub, self.name = (
            self.fields.kind, self.fields.ooad, self.fields.sub, self.fields.name,
        )  # fmt: skip
        self.fields.edited.connect(self._on_edited)
        self.body.addWidget(self.fields)

    def show_visit(self) -> None:
        super().show_visit()
        self.fields.set_unit(self.visita.unidad)
        self.places["unidad"] = self.fields.next_place

    def set_imported(self, imported: Sequence[UnidadMedica]) -> None:
        """The UMF and offices that the person imported, to be suggested."""
        self.fields.set_imported(imported)

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        self.fields.set_read_only(closed)

    def _on_edited(self, unit: Unidad, imported: UnidadMedica | None) -> None:
        before = self.visita.unidad or Unidad(tipo=UnitKind.SUB)
        self.change(_QUE, unidad=unit, **self._proposed(before, unit, imported))

    def _proposed(self, antes: Unidad, despues: Unidad, imported: UnidadMedica | None) -> dict[str, object]:
        """Place and city of the unit, where nothing is written or only what was proposed for the one before."""
        if imported is not None:
            wanted = imported.localidad and not self.visita.lugar.strip()
            return {"lugar": str(imported.localidad).upper()} if wanted else {}
        if despues.tipo is not UnitKind.SUB:
            return {}
        found: dict[str, object] = {}
        for campo, propose in (("lugar", lugar_de), ("ciudad", ciudad_de)):
            written = str(getattr(self.visita, campo)).strip()
            if not written or written == propose(antes):
                found[campo] = propose(despues)
        return found
