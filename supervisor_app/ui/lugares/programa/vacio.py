"""Where there is no programme: how it arrives, that visits need none to be begun, and that one can be written here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_4, SPACE_6

_LAPTOP = (
    "El programa de visitas lo publica la oficina. Llega a este equipo por Sincronización, la primera vez que la "
    "oficina lo publique y usted sincronice."
)
_WITHOUT = "No lo necesita para trabajar: puede iniciar visitas desde Inicio, con o sin programa."
_OWN = (
    "Si nadie le envía un programa, puede llevar aquí el suyo: programe sus visitas y, cuando llegue el de la oficina, "
    "se verán juntos."
)
_OFFICE = (
    "Aquí se programan las visitas del año: qué unidad, qué días, quién va y con qué cédulas. Puede escribirlas una "
    "por una, o pedir una propuesta por riesgo y aceptar las que quiera. Nada llega a los equipos hasta que se publica."
)


class EmptyPage(QWidget):
    """``asked(what)``: sincronizar, programar, proponer."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.card = Card("Todavía no hay programa", icon="calendar-days")
        self.about, self.without, self.own = (WrapLabel("", "body", "text2") for _ in range(3))
        self.sync = Button("Ir a Sincronización", "primary", icon="refresh-cw", keys="F10")
        self.write = Button("Programar una visita", "outline", icon="plus", keys="Ins", writes=True)
        self.propose = Button("Proponer por riesgo", "outline", icon="list-plus", writes=True)
        for button, what in ((self.sync, "sincronizar"), (self.write, "programar"), (self.propose, "proponer")):
            button.clicked.connect(lambda _=False, w=what: self.asked.emit(w))
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.sync, self.write, self.propose))
        for part in (self.about, self.without, self.own):
            self.card.body.addWidget(part)
        self.card.body.addSpacing(8)
        self.card.body.addWidget(buttons)
        area = ScrollColumn(name="Programa")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        # Beside nothing: lines over the whole width are hard to read.
        area.add(Reflow((self.card, QWidget()), under=880, shares=(3, 2), stacked_gap=0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_for(self, year: int, *, office: bool) -> None:
        assert self.card.heading is not None
        self.card.heading.set_text(f"Todavía no hay programa de {year}")
        self.about.setText(_OFFICE if office else _LAPTOP)
        self.without.setText(_WITHOUT)
        self.own.setText(_OWN)
        for part in (self.without, self.own, self.sync):
            part.setVisible(not office)
        self.write.set_kind("primary" if office else "outline")

    def focus(self, *, office: bool) -> None:
        (self.write if office else self.sync).setFocus(Qt.FocusReason.OtherFocusReason)
