"""The laptops that the office heard of: enrolled by words read over the telephone, struck off with a reason.

It must never show the words of a laptop that is not enrolled: who enrols has to hear them, not to copy them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.texto import cuantos, fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.mesa.equipos import EquipoVisto, EstadoEquipo
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn, bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4
from supervisor_app.ui.kit.whole_list import WholeList
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina.hoja import SheetCard
from supervisor_app.ui.lugares.oficina.indice import IndexCard
from supervisor_app.ui.lugares.oficina.lectura import Desk
from supervisor_app.wiring import Servicios

_LOOKS = {
    EstadoEquipo.POR_INSCRIBIR: ("Por inscribir", "triangle-alert", "warn"),
    EstadoEquipo.INSCRITO: ("Inscrito", "circle-check", "ok"),
    EstadoEquipo.DE_BAJA: ("De baja", "circle-minus", "na"),
}
_ENROL = (
    "Llame a quien lo usa y pídale las palabras de su equipo, que están en su pantalla de Sincronización. Escríbalas "
    "como las oye: si son las suyas, lo que envíe contará y se le acusará recibo."
)
_WORDS = "Si se lo preguntan, las palabras de esta oficina son: {}. Por ellas la reconocen los supervisores."


class LaptopsPage(QWidget):
    """``changed()`` when one was enrolled or struck off; ``left()`` when a person goes back."""

    changed = Signal()
    left = Signal()

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date]) -> None:
        super().__init__()
        self._lanes = lanes
        self.sheet = SheetCard(lanes, today=today)
        self.index = IndexCard(lanes)
        self._laptops: dict[str, EquipoVisto] = {}
        self._chosen = ""
        self._make_controls()
        self._lay_out()

    def _make_controls(self) -> None:
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.back.clicked.connect(self.left)
        self.answer = Sentence()
        self.ours = WrapLabel("", "small", "text2")
        self.rows = WholeList(name="Equipos")
        self.rows.opened.connect(self.choose)
        self.none = EmptyState(
            "Todavía no se ha oído de ningún equipo",
            "Aparecen aquí cuando alguien sincroniza con el buzón de la oficina y usted lo atiende.",
        )
        self.about = WrapLabel("", "body", "text2")
        self.words = TextField(name="Palabras que le leen por teléfono")
        self.words_field = Field("Palabras que le leen por teléfono", self.words)
        self.words.returnPressed.connect(self.enrol)
        self.enrol_button = Button("Inscribir el equipo", "primary", icon="circle-check", writes=True)
        self.enrol_button.clicked.connect(self.enrol)
        self.reason = TextField(name="Por qué se da de baja")
        self.reason_field = Field(
            "Por qué se da de baja", self.reason, hint="Perdido, robado, reemplazado… Lo que envíe después no contará."
        )
        self.strike = Button("Dar de baja", "danger", icon="circle-minus", writes=True)
        self.strike.clicked.connect(self.strike_off)

    def _lay_out(self) -> None:
        heard = self.heard = Card("Equipos", icon="monitor")
        heard.flush()
        heard.body.addWidget(self.none)
        heard.body.addWidget(self.rows)
        self.one = Card("Equipo")
        for part in (self.about, self.words_field, self.reason_field):
            self.one.body.addWidget(part)
        for button in (self.enrol_button, self.strike):
            self.one.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self.one)
        column.addWidget(self.ours)
        column.addWidget(self.sheet)
        column.addWidget(self.index)
        area = self.area = ScrollColumn(name="Equipos")
        area.set_margins(20, SPACE_3, 20, SPACE_4)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        area.add(top)
        area.add(self.answer)
        area.add(Reflow((heard, right), under=820, shares=(3, 2), stacked_gap=SPACE_3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.one.hide()

    # --- what is known --------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        """Where there is no office, the index alone."""
        for card in (self.heard, self.sheet):
            card.setVisible(desk.oficina is not None)
        self._laptops = {e.equipo: e for e in desk.equipos}
        self.rows.set_rows(laptop_rows(desk.equipos))
        self.rows.setVisible(bool(desk.equipos))
        self.none.setVisible(not desk.equipos)
        self.ours.setText(_WORDS.format(desk.palabras) if desk.palabras else "")
        self._show_one()

    def enter(self) -> None:
        """With the first that waits, where there is one."""
        self.answer.say("")
        waiting = [e.equipo for e in self._laptops.values() if e.estado is EstadoEquipo.POR_INSCRIBIR]
        if waiting:
            self.choose(waiting[0])
        elif self.sheet.isHidden():
            self.index.where.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._laptops:
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, laptop: str) -> None:
        """Show one, with what can be done about it."""
        self._chosen = laptop
        self.words.clear()
        self.reason.clear()
        self._show_one()
        target = next((w for w in (self.words, self.reason) if w.isVisibleTo(self)), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.one)

    def _show_one(self) -> None:
        e = self._laptops.get(self._chosen)
        self.one.setVisible(e is not None)
        if e is None:
            return
        assert self.one.heading is not None
        self.one.heading.set_text(e.nombre or "Sin nombre")
        waiting, enrolled = e.estado is EstadoEquipo.POR_INSCRIBIR, e.estado is EstadoEquipo.INSCRITO
        post = f"{e.cargo}. " if e.cargo else ""
        if waiting:
            about = f"{post}{_ENROL}"
        elif enrolled:
            about = f"{post}Las palabras de su llave: {e.palabras}."
        else:
            about = f"{post}Se dio de baja: {e.motivo}. Lo que envió después de eso no cuenta."
        self.about.setText(about)
        for field in (self.words_field, self.reason_field):
            field.set_error("")
        for part in (self.words_field, self.enrol_button):
            part.setVisible(waiting)
        for part in (self.reason_field, self.strike):
            part.setVisible(enrolled)

    # --- what a person does ---------------------------------------------------------------------------------------

    def enrol(self) -> None:
        laptop, words = self._chosen, self.words.text()
        told = "Quedó inscrito. Lo sabrá cuando sincronice después de que usted atienda otra vez el buzón."
        self._do(lambda s: s.mesa.inscribir(laptop, words), self.words_field, told)

    def strike_off(self) -> None:
        laptop, reason = self._chosen, self.reason.text()
        told = "Quedó de baja. Lo que envíe desde ahora no cuenta."
        self._do(lambda s: s.mesa.dar_de_baja(laptop, reason), self.reason_field, told)

    def _do(self, job: Callable[[Servicios], object], field: Field, told: str) -> None:
        field.set_error("")

        def done(_said: object) -> None:
            self.answer.say(told, "ok")
            self.changed.emit()
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            if isinstance(error, UserError) and error.field:
                field.set_error(error.message)
            else:
                self.answer.say(error.message, "bad")

        self._lanes.call(job, done, failed, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def laptop_rows(laptops: Sequence[EquipoVisto]) -> list[Row]:
    """Those that wait first."""
    order = list(_LOOKS)
    found = []
    for e in sorted(laptops, key=lambda e: (order.index(e.estado), e.nombre.casefold(), e.equipo)):
        words, icon, kind = _LOOKS[e.estado]
        sent = cuantos(e.paquetes, "paquete", "paquetes")
        second = f"{e.cargo + ' · ' if e.cargo else ''}{sent} · lo último, {fecha_hora(e.ultimo)}"
        found.append(Row(e.equipo, e.nombre or "Sin nombre", second, "monitor", "text2", words, icon, kind))
    return found
