"""The finding that is being worked on: title, origin, facts, description, cause, risk, basis, and its measures.

It shows one finding and emits single fields; it saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Origen, Riesgo
from supervisor_app.domain.redaccion import descripcion, sustentada
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit import paint
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
from supervisor_app.ui.kit.roving import RovingButton
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import quiet
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CONTROL, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.kit.value_edit import MoneyEdit
from supervisor_app.ui.visita.inconsistencias.fundamento import BasisField
from supervisor_app.ui.visita.inconsistencias.tabla import MeasuresTable
from supervisor_app.ui.visita.inconsistencias.textos import birth, facts, of_another_version, shown_title

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


class LinkPill(RovingButton):
    """The item from which the finding was born; it leads there."""

    access_role = QAccessible.Role.Link

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_item(self, item_id: str, question: str) -> None:
        self.setText(item_id)
        self.setToolTip(question)
        self.setAccessibleName(f"Ir a la respuesta {item_id}")
        self.restyle()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.pill_width(self.theme, self.text(), "link-2")
        return QSize(round(width), max(24, paint.pill_height(self.theme)))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.pill(rect, self.text(), icon="link-2", kind="accent", outlined=self.underMouse())
        if self.hasFocus():
            canvas.box(rect, RADIUS_CONTROL - 1, line="accent", width=LINE_FOCUS)


class FindingEditor(ScrollColumn):
    """``changed(fields)`` with a dict of fields; ``item_wanted(item)`` to see the answer; ``removed``."""

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
        self.link = LinkPill()
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
        origin.addWidget(self.link, 0, Qt.AlignmentFlag.AlignVCenter)
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
        self._free_row = Reflow([Field("Importe", self.amount), Field("Origen", self.origin)], under=_STACK_UNDER)
        self.add(self._free_row)
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
        self.link.clicked.connect(lambda: self.item_wanted.emit(self._item))
        self.unsustained.action.connect(self.removed)
        self.drop.clicked.connect(self.removed)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_finding(self, e: Expediente, h: Inconsistencia) -> None:
        """Its values; a field in which a person is typing keeps what is typed."""
        casos = e.casos(h)
        respuesta, item = (casos[0].respuesta, casos[0].item) if casos else (None, None)
        closed = e.visita.cerrada
        self._item = first = h.items[0] if h.items else ""
        self.number.setText(f"{h.numero:02d}")
        self.title.set_value(shown_title(e, h) if h.items or h.titulo else "")
        self.irregular.blockSignals(True)
        self.irregular.setChecked(h.posible_irregularidad)
        self.irregular.blockSignals(False)
        self.apart.setVisible(h.posible_irregularidad)
        self.link.set_item(first, item.pregunta if item is not None else "")
        self.link.setVisible(bool(h.items))
        sustained = sustentada(h, casos)
        born = birth(respuesta) if h.items else "Inconsistencia libre: no nace de una respuesta."
        self.birth.setText(f"{born} {of_another_version(casos)}".strip())
        self.facts.setText(facts(respuesta) if sustained else "")
        self.unsustained.set_message(
            f"La respuesta {first} ya no la sustenta. Corrija la respuesta o quite la inconsistencia.",
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
        self.amount.set_number(h.importe)
        self.origin.set_value(h.origen.value)
        self._free_row.setVisible(h.libre)
        self.drop.setVisible((h.libre or any(c.version is not None for c in casos)) and not closed)
        n = len(e.medidas_de(h.id))
        self.measures_title.set_text("Medidas acordadas", str(n) if n else "")

    def show_recurrence(self, sentence: str) -> None:
        """That the unit had it before; "" where it had not."""
        self.recurrence.set_message(sentence, "warn", "repeat", "Ver la anterior")
        self.recurrence.setVisible(bool(sentence))

    def set_read_only(self, read_only: bool) -> None:
        for field in (self.title, self.description, self.cause, self.amount):
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
        for field in (self.title, self.description, self.cause, self.amount):
            field.commit()
        self.measures.commit()
