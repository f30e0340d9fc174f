"""The finding that is being worked on: title, origin, facts, description, cause, risk, basis, and its measures.

It shows one finding and emits single fields; it saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Origen, Riesgo
from supervisor_app.domain.redaccion import descripcion, importe, sustentada
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.answer_bar import RIESGO, AnswerBar
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import SectionTitle
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField, quiet
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.kit.value_edit import MoneyEdit
from supervisor_app.ui.visita.inconsistencias.estado import StateBox
from supervisor_app.ui.visita.inconsistencias.fundamento import BasisField
from supervisor_app.ui.visita.inconsistencias.puntos import ItemsField
from supervisor_app.ui.visita.inconsistencias.tabla import MeasuresTable
from supervisor_app.ui.visita.inconsistencias.textos import birth, facts, of_another_version, shown_title, unsustained

_UNTITLED = "Escriba el título"
_APART = "Se turna por separado: no se imprime en la cédula ni en el informe que se comparten con la unidad."
_STACK_UNDER = 560


class TitleArea(TextArea):
    """The name of the finding in large letters, over as many lines as it needs. Enter goes on to the next field."""

    def __init__(self) -> None:
        super().__init__(minimum_lines=1, maximum_lines=4, placeholder=_UNTITLED, name="Título de la inconsistencia")
        style(self, role="display")
        quiet(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class FindingEditor(ScrollColumn):
    """``changed(fields)`` with a dict of fields; ``item_wanted(item)`` to see the answer; ``removed``. What the parts
    ``items`` and ``state`` want, they say.
    """

    changed = Signal(object)
    item_wanted = Signal(str)
    removed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name="Inconsistencia", kind="surface", parent=parent)
        self.set_margins(SPACE_6, SPACE_2, SPACE_6, SPACE_4)
        self._item = ""
        self.number = Text("", "display", "accent", figures=True)
        self.title = TitleArea()
        self.irregular = Check("Posible irregularidad")
        self.items = ItemsField()
        self.link = self.items.first
        self.state = StateBox()
        self.birth = WrapLabel("", "small", "text2")
        self.facts = Text("", "small-strong", figures=True)
        self.unsustained = Banner("", "bad", icon="circle-alert", button="Quitar la inconsistencia")
        self.recurrence = Banner("", "warn", icon="repeat", button="Ver la anterior", button_icon="arrow-up-right")
        self.apart = Banner(_APART, "na", icon="lock")
        self.description = TextArea(minimum_lines=3, name="Descripción")
        self.back = Button("Volver al texto de la respuesta", "link", icon="rotate-ccw")
        self.cause = TextArea(minimum_lines=3, name="Causa", placeholder="Por qué ocurrió")
        self.risk = AnswerBar(RIESGO, "Riesgo")
        self.risk.set_clearable(False)
        self.basis = BasisField()
        self.amount = MoneyEdit(name="Importe")
        self.origin = Choice([(o.value, o.label) for o in Origen], name="Origen")
        self.body_name = TextField(name="Órgano", placeholder="Quién hizo la observación")
        self.reference = TextField(name="Número de la observación", placeholder="Número u oficio")
        self._body_field = Field("Órgano", self.body_name)
        self._reference_field = Field("Número de la observación", self.reference)
        self.measures = MeasuresTable(today)
        self.measures_title = SectionTitle("Medidas acordadas")
        self.drop = Button("Quitar esta inconsistencia", "ghost", icon="trash-2")
        self.previous = Button("Anterior", "outline", icon="chevron-left", keys="Alt+↑")
        self.following = Button("Siguiente sin medida", "primary", icon="chevron-right", keys="Alt+N")
        self._revealed: QWidget | None = None
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._show_revealed)
        self._lay_out()
        self._connect()

    # --- building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        heading = QWidget()
        line = QHBoxLayout(heading)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_1)
        self.number.setContentsMargins(0, 5, 0, 0)
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.title, 1)
        self.add(Beside(heading, self.irregular, keep=320))
        self._origin_line = QWidget()
        origin = QHBoxLayout(self._origin_line)
        origin.setContentsMargins(0, 0, 0, 0)
        origin.setSpacing(SPACE_3)
        origin.addWidget(self.items, 3, Qt.AlignmentFlag.AlignVCenter)
        origin.addWidget(self.birth, 1, Qt.AlignmentFlag.AlignVCenter)
        self.add(Beside(self._origin_line, self.facts, keep=300))
        for banner in (self.unsustained, self.recurrence, self.apart):
            banner.hide()
            self.add(banner)
        described = QWidget()
        column = QVBoxLayout(described)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Field("Descripción", self.description))
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(Reflow([described, Field("Causa", self.cause)], under=_STACK_UNDER))
        self.add(
            Reflow([Field("Riesgo", self.risk), Field("Fundamento", self.basis)], under=_STACK_UNDER, shares=(4, 5))
        )
        origin_fields = [Field("Origen", self.origin), self._body_field, self._reference_field]
        self.add(Reflow([Field("Importe", self.amount), *origin_fields], under=_STACK_UNDER))
        self.add(Field("Estado", self.state))
        self.column.addSpacing(SPACE_2)
        self.add(self.measures_title)
        self.add(self.measures)
        self._walk = Flow(gap=SPACE_2, to_right=True)
        self._walk.set_items([self.drop, self.previous, self.following])
        self.add(self._walk)

    def add_evidence(self, section: QWidget) -> None:
        """The files that prove it stand under its measures."""
        self.column.insertWidget(self.column.indexOf(self._walk), section)

    def _connect(self) -> None:
        Binding(self.title, lambda text: self.changed.emit({"titulo": " ".join(text.split())}))
        Binding(self.description, lambda text: self.changed.emit({"descripcion": text}))
        Binding(self.cause, lambda text: self.changed.emit({"causa": text}))
        self.irregular.toggled.connect(lambda on: self.changed.emit({"posible_irregularidad": on}))
        self.back.clicked.connect(lambda: self.changed.emit({"descripcion": None}))
        self.risk.answered.connect(lambda value: self.changed.emit({"riesgo": Riesgo(value)}))
        self.basis.changed.connect(lambda basis: self.changed.emit({"fundamento": basis}))
        self.amount.changed.connect(lambda value: self.changed.emit({"importe": value}))
        self.origin.chosen.connect(lambda key: self.changed.emit({"origen": Origen(key)}))
        Binding(self.body_name, lambda text: self.changed.emit({"organo": " ".join(text.split())}))
        Binding(self.reference, lambda text: self.changed.emit({"referencia": " ".join(text.split())}))
        self.items.wanted.connect(self.item_wanted)
        self.unsustained.action.connect(self.removed)
        self.drop.clicked.connect(self.removed)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_finding(self, e: Expediente, h: Inconsistencia, *, locked: bool) -> None:
        """Its values; a field in which a person is typing keeps what is typed."""
        casos = e.casos(h)
        respuesta = casos[0].respuesta if len(casos) == 1 else None
        closed = locked
        self.number.setText(f"{h.numero:02d}")
        self.title.set_value(shown_title(e, h) if h.items or h.titulo else "")
        self.irregular.blockSignals(True)
        self.irregular.setChecked(h.posible_irregularidad)
        self.irregular.blockSignals(False)
        self.apart.setVisible(h.posible_irregularidad)
        self.items.set_items([(c.item_id, c.item.pregunta if c.item is not None else "", c.sustenta) for c in casos])
        others = [o for o in e.inconsistencias_en_orden() if o.id != h.id]
        known = [(i.id, i.pregunta) for d in e.definiciones.values() for i in d.items if i.id not in h.items]
        self.items.set_known(known, [(o.id, f"{o.numero:02d} {shown_title(e, o)}") for o in others])
        self.items.set_read_only(closed)
        self.state.show_finding(h, closed=closed)
        sustained = sustentada(h, casos)
        born = birth(len(h.items), respuesta)
        self.birth.setText(f"{born} {of_another_version(casos)}".strip())
        self.facts.setText(facts(respuesta) if sustained else "")
        self.unsustained.set_message(
            f"{unsustained(h)} Corrija la respuesta o quite la inconsistencia.",
            "bad",
            "circle-alert",
            "" if closed else "Quitar la inconsistencia",
        )
        self.unsustained.setVisible(not sustained)
        self.description.set_value(descripcion(h, casos))
        self.back.setVisible(bool(h.items) and h.descripcion is not None and not closed)
        self.cause.set_value(h.causa)
        self.risk.set_value(h.riesgo.value)
        self.basis.set_basis(h.fundamento)
        self.amount.set_number(importe(h, casos))
        self.origin.set_value(h.origen.value)
        self.body_name.set_value(h.organo)
        self._body_field.setVisible(h.origen is Origen.OTRA)
        self.reference.set_value(h.referencia)
        self._reference_field.setVisible(h.origen is not Origen.SUPERVISION)
        self.drop.setVisible((h.libre or any(c.version is not None for c in casos)) and not closed)
        n = len(e.medidas_de(h.id))
        self.measures_title.set_text("Medidas acordadas", str(n) if n else "")

    def show_recurrence(self, sentence: str) -> None:
        """That the unit had it before; "" where it had not."""
        self.recurrence.set_message(sentence, "warn", "repeat", "Ver la anterior")
        self.recurrence.setVisible(bool(sentence))

    def set_read_only(self, read_only: bool) -> None:
        for field in (self.title, self.description, self.cause, self.amount, self.body_name, self.reference):
            field.setReadOnly(read_only)
        for control in (self.irregular, self.origin):
            control.setEnabled(not read_only)
        self.risk.set_locked(read_only)
        self.basis.set_read_only(read_only)
        self.measures.set_read_only(read_only)

    def reveal(self, widget: QWidget) -> None:
        """Bring it into view once what is new has its place."""
        self._revealed = widget
        self._settle.start()

    def _show_revealed(self) -> None:
        if self._revealed is not None and isValid(self._revealed):
            self.ensureWidgetVisible(self._revealed, 0, SPACE_4)
        self._revealed = None

    def commit(self) -> None:
        """Hand over what is being typed, here and in the measures."""
        for field in (self.title, self.description, self.cause, self.amount, self.body_name, self.reference):
            field.commit()
        self.measures.commit()
