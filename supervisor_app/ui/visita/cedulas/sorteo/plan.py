"""The second card of a draw: method, purpose and size, strata and seed. It says what the size is for in a sentence."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from supervisor_app.domain.lectura import leer_monto, leer_numero, leer_porcentaje
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, tamano_de
from supervisor_app.domain.muestreo.registro import Calculo, Proposito
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_ZOOM
from supervisor_app.ui.visita.cedulas.sorteo.lectura import Reading

_PURPOSES = {
    Proposito.DADO: "Lo escribo",
    Proposito.ESTIMAR: "Para estimar una tasa con un margen",
    Proposito.DESCARTAR: "Para descartar una tasa tolerable",
    Proposito.IMPORTE: "Para descartar un importe tolerable",
}
_LABELS = {
    Proposito.ESTIMAR: ("Tasa que espera (%)", "Margen a cada lado (puntos)"),
    Proposito.DESCARTAR: ("Tasa que espera (%)", "Tasa tolerable (%)"),
    Proposito.IMPORTE: ("Error que espera ($)", "Error tolerable ($)"),
    Proposito.DADO: ("", ""),
}
_DEFAULTS = {
    Proposito.ESTIMAR: ("50", "5"),
    Proposito.DESCARTAR: ("1", "5"),
    Proposito.IMPORTE: ("0", ""),
    Proposito.DADO: ("", ""),
}


class PlanCard(Card):
    """``changed()`` when a person asks for something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("2 · Método y tamaño", icon="filter")
        self._reading: Reading | None = None
        self.theme = follow(self)
        self.method = Choice([(m.value, m.label) for m in Metodo], name="Método")
        self.purpose = Choice(name="Tamaño de la muestra")
        self.cases = TextField(name="Casos")
        self.confidence = TextField("95", name="Confianza de la estimación (%)")
        self.expected = TextField(name="Lo que espera")
        self.tolerable = TextField(name="Lo tolerable")
        self.column = Choice(name="Columna de los estratos")
        self.seed = TextField(name="Semilla")
        self.explained = Sentence()
        self._fields = {
            "metodo": Field("Método", self.method),
            "columna": Field("Estratos por", self.column),
            "proposito": Field("Tamaño de la muestra", self.purpose),
            "tamano": Field("Casos", self.cases),
            "esperado": Field("", self.expected),
            "tolerable": Field("", self.tolerable),
            "confianza": Field("Confianza (%)", self.confidence),
            "semilla": Field("Semilla", self.seed),
        }
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.body.addWidget(holder)
        self.body.addWidget(self.explained)
        # All have their place before any is shown: one without would come up as a window of its own.
        for place, framed in enumerate(self._fields.values()):
            self._grid.addWidget(framed, place // 4, place % 4)
        self.method.set_value(Metodo.SIMPLE.value)
        self.method.chosen.connect(lambda _key: self._arrange())
        self.purpose.chosen.connect(self._other_purpose)
        self.column.chosen.connect(lambda _key: self._explain())
        for field in (self.cases, self.confidence, self.expected, self.tolerable, self.seed):
            field.committed.connect(lambda _text: self._explain())
        self._arrange()

    def restyle(self) -> None:
        columns = 2 if self.theme.zoom >= NARROW_ZOOM else 4
        shown = [f for f in self._fields.values() if not f.isHidden()]
        for place, field in enumerate(shown):
            self._grid.addWidget(field, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def show_universe(self, reading: Reading | None) -> None:
        """Offer what this universe allows."""
        self._reading = reading
        columns = reading.estratos if reading is not None else ()
        self.column.set_choices([(c.clave, c.label) for c in columns])
        self._arrange()

    def _method(self) -> Metodo:
        return Metodo(self.method.value() or Metodo.SIMPLE)

    def _purpose(self) -> Proposito:
        return Proposito(self.purpose.value() or Proposito.DADO)

    def _other_purpose(self, _key: str) -> None:
        self.expected.set_value(_DEFAULTS[self._purpose()][0])
        self.tolerable.set_value(_DEFAULTS[self._purpose()][1])
        self._arrange()

    def _arrange(self) -> None:
        """Show only what the method and the purpose ask for."""
        metodo = self._method()
        allowed = {
            Metodo.MAYORES: (Proposito.DADO,),
            Metodo.UNIDAD_MONETARIA: (Proposito.DADO, Proposito.IMPORTE),
        }.get(metodo, (Proposito.DADO, Proposito.ESTIMAR, Proposito.DESCARTAR))
        self.purpose.set_choices([(p.value, _PURPOSES[p]) for p in allowed])
        if not self.purpose.value():
            self.purpose.set_value(Proposito.DADO.value)
        given = self._purpose() is Proposito.DADO
        shown = {
            "columna": metodo is Metodo.ESTRATIFICADO,
            "tamano": given,
            "esperado": not given,
            "tolerable": not given,
            "confianza": metodo.al_azar,
            "semilla": metodo.al_azar,
        }
        for key, visible in shown.items():
            self._fields[key].setVisible(visible)
        for key, label in zip(("esperado", "tolerable"), _LABELS[self._purpose()], strict=True):
            self._fields[key].set_label(label)
        self.restyle()
        self._explain()

    # --- reading --------------------------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """What is asked for. Raises UserError with the field that cannot be read."""
        proposito = self._purpose()
        texts = {"confianza": self.confidence, "esperado": self.expected, "tolerable": self.tolerable}
        read: dict[str, Decimal | None] = {}
        for key, field in texts.items():
            reader = leer_monto if proposito is Proposito.IMPORTE and key != "confianza" else leer_porcentaje
            used = key == "confianza" or proposito is not Proposito.DADO
            read[key] = _in_field(key, reader, field.text()) if used and field.text().strip() else None
        confianza = read["confianza"] if read["confianza"] is not None else Decimal(95)
        if not 50 <= confianza < 100:
            raise UserError("Escriba una confianza de 50 a 99.9 %.", field="confianza")
        if read["tolerable"] is not None and read["tolerable"] <= 0:
            raise UserError("Debe ser mayor que cero.", field="tolerable")
        given = proposito is Proposito.DADO and self.cases.text().strip()
        return Plan(
            metodo=self._method(),
            calculo=Calculo(
                proposito=proposito, confianza=confianza, esperado=read["esperado"], tolerable=read["tolerable"]
            ),
            tamano=int(_in_field("tamano", leer_numero, self.cases.text())) if given else None,
            semilla=self.seed.text(),
            columna=self.column.value(),
        )

    def tell(self, error: UserError) -> None:
        """Show a refusal beside its field, or under all of them."""
        field = self._fields.get(error.field or "")
        if field is not None and not field.isHidden():
            field.set_error(error.message)
            field.setFocus()
        else:
            self.explained.say(error.message, "bad")

    def _explain(self) -> None:
        for field in self._fields.values():
            field.set_error("")
        self.explained.say("")
        if self._reading is not None and (self._purpose() is not Proposito.DADO or self.cases.text().strip()):
            try:
                plan = self.plan()
                tamano = tamano_de(self._reading.armado.universo, plan)
                self.explained.say(frases.del_tamano(plan.calculo, tamano), "text3")
            except UserError as error:
                self.tell_quietly(error)
        self.changed.emit()

    def tell_quietly(self, error: UserError) -> None:
        """The same while the person is elsewhere: the focus stays."""
        field = self._fields.get(error.field or "")
        if field is not None and not field.isHidden():
            field.set_error(error.message)
        else:
            self.explained.say(error.message, "bad")


def _in_field(key: str, reader: object, text: str) -> Decimal:
    assert callable(reader)
    try:
        return Decimal(reader(text))
    except UserError as error:
        raise UserError(error.message, field=key) from None
