"""Where this folder is no office: what one is, that supervisors need nothing here, and how to open it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina.indice import IndexCard
from supervisor_app.wiring import Servicios

_WHAT = (
    "La oficina es la mesa de la Jefatura: recibe del buzón las visitas que cierran todos los supervisores, les acusa "
    "recibo, y las muestra juntas: cumplimiento, inconsistencias, medidas vencidas y quién ha entregado."
)
_WHO = (
    "Si usted supervisa y no lleva la oficina, aquí no necesita nada: sus visitas salen y sus acuses llegan por "
    "Sincronización."
)
_READER = (
    "Si la oficina lleva su índice en un servidor y usted sólo lo consulta, no abra otra: diga en «Índice de la "
    "oficina» dónde está."
)
_ONCE = (
    "Se abre una sola vez, en la computadora de quien la lleva. Guarda una llave propia por la que los equipos la "
    "reconocen, así que respalde esta carpeta de datos: con ella sigue siendo la misma oficina."
)


class OpeningPage(QWidget):
    """``wanted(name)``. ``index``: whoever only reads the index of a server needs no office here."""

    wanted = Signal(str)

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self.index = IndexCard(lanes)
        card = Card("Todavía no hay una oficina aquí", icon="chart-column")
        self.name = TextField(name="Nombre de la oficina")
        self.field = Field(
            "Nombre de la oficina", self.name, hint="Como la reconocerán los supervisores: la Jefatura y su OOAD."
        )
        self.name.returnPressed.connect(self._want)
        self.open = Button("Abrir la oficina", "primary", icon="key-round", writes=True)
        self.open.clicked.connect(self._want)
        self.answer = Sentence()
        for words in (_WHAT, _WHO, _READER):
            card.body.addWidget(WrapLabel(words, "body", "text2"))
        card.body.addSpacing(8)
        card.body.addWidget(self.field)
        card.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.answer)
        card.body.addWidget(WrapLabel(_ONCE, "small", "text3"))
        area = self.area = ScrollColumn(name="Oficina")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.add(Reflow((card, self.index), under=880, shares=(3, 2), stacked_gap=SPACE_4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def refuse(self, sentence: str, field: str = "") -> None:
        if field == "nombre":
            self.field.set_error(sentence)
        else:
            self.answer.say(sentence, "bad")

    def _want(self) -> None:
        self.field.set_error("")
        self.answer.say("")
        self.wanted.emit(self.name.text())

    def focus(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
