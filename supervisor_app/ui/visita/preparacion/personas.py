"""The people of the visit: who supervises, who received it, who heads the unit, and the superior that signs last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.personas import Pair, PeopleRows, PersonFields
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

_APPROVED = {TipoDocumento.INFORME.value: "El informe", TipoDocumento.CEDULA.value: "Las cédulas"}


class PeopleCard(VisitCard):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Personas", "users", parent)
        self.team = PeopleRows("de quien supervisa", "Agregar persona")
        self.team.edited.connect(self._on_team)
        self.received = PersonFields("de quien recibió la visita")
        self.received.edited.connect(lambda pair: self.change("Cambió quién recibió la visita", recibio=_persona(pair)))
        self.head = PersonFields("de quien es titular")
        self.head.edited.connect(lambda pair: self.change("Cambió al titular", titular=_persona(pair)))
        self.superior = PersonFields("de quien da el visto bueno")
        self.superior.edited.connect(self._on_superior)
        self.approves = {tipo: Check(que) for tipo, que in _APPROVED.items()}
        for check in self.approves.values():
            check.setAccessibleName(f"El superior firma {check.text().lower()}")
            check.toggled.connect(lambda _on: self._on_approves())
        self.places |= {"recibio": self.received.name, "titular": self.head.name, "superior": self.superior.name}
        self.body.setSpacing(SPACE_1)
        self.body.addWidget(Text("Equipo que supervisa", "small-strong", "text2"))
        self.body.addWidget(self.team)
        self.body.addSpacing(SPACE_2)
        others = (_titled("Recibió la visita", self.received), _titled("Titular de la unidad", self.head))
        self.body.addWidget(Reflow(others, under=700, gap=SPACE_4))
        self.body.addSpacing(SPACE_2)
        approves = Flow(gap=SPACE_3)
        approves.set_items(tuple(self.approves.values()))
        superior = _titled("Superior que da el visto bueno (opcional)", self.superior)
        self.body.addWidget(Reflow((superior, _below(approves)), under=700, gap=SPACE_4))

    def focus_team(self) -> None:
        self.team.focus_first()

    def set_known(self, people: Sequence[Persona]) -> None:
        """People of the settings and of earlier visits, to be suggested."""
        pairs = [_pair(p) for p in people]
        self.team.set_suggestions(pairs)
        for fields in (self.received, self.head, self.superior):
            fields.set_suggestions(pairs)

    def show_visit(self) -> None:
        super().show_visit()
        v = self.visita
        self.team.set_people([_pair(p) for p in v.equipo])
        self.received.set_pair(_pair(v.recibio))
        self.head.set_pair(_pair(v.titular))
        self.superior.set_pair(_pair(v.superior))
        for tipo, check in self.approves.items():
            check.blockSignals(True)
            check.setChecked(tipo in v.visto_bueno)
            check.blockSignals(False)

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        self.team.set_read_only(closed)
        for fields in (self.received, self.head, self.superior):
            fields.set_read_only(closed)
        for check in self.approves.values():
            check.setEnabled(not closed)

    def _on_superior(self, pair: Pair) -> None:
        campos: dict[str, object] = {"superior": _persona(pair)}
        if pair[0] and not self.visita.superior.nombre.strip() and not self.visita.visto_bueno:
            # Whoever is named has something to sign: the informe, until another thing is chosen.
            campos["visto_bueno"] = (TipoDocumento.INFORME.value,)
        self.change("Cambió quién da el visto bueno", **campos)

    def _on_approves(self) -> None:
        chosen = tuple(tipo for tipo, check in self.approves.items() if check.isChecked())
        self.change("Cambió qué firma el superior", visto_bueno=chosen)

    def _on_team(self, people: tuple[Pair, ...]) -> None:
        self.change("Cambió el equipo", equipo=tuple(_persona(pair) for pair in people))


def _persona(pair: Pair) -> Persona:
    return Persona(nombre=pair[0], cargo=pair[1])


def _pair(persona: Persona) -> Pair:
    return persona.nombre.strip(), persona.cargo.strip()


def _titled(title: str, fields: PersonFields) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_1)
    column.addWidget(Text(title, "small-strong", "text2"))
    column.addWidget(fields)
    return holder


def _below(field: QWidget) -> QWidget:
    """Beside titled fields, with the air that their titles and labels take."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_1)
    column.addWidget(Text("Qué firma, al final", "small-strong", "text2"))
    column.addWidget(field)
    column.addStretch(1)
    return holder
