"""What is known of one file of evidence, and what a person may change of it. It must never save."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.sustento import de_que, es_reservada, sitios
from supervisor_app.domain.texto import coordenadas, fecha_hora
from supervisor_app.services.evidencias import se_puede_marcar
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.visita.cedulas.evidencia import size_text

_ROWS = 200
"""Rows of a sample that are offered as places; more of them no list can show."""


class Fact(QWidget):
    """One thing that the camera wrote, with a button that forgets it."""

    dropped = Signal()

    def __init__(self, drop: str) -> None:
        super().__init__()
        self._label = WrapLabel("", "small", "text2")
        self._drop = Button("", "ghost", icon="x", tool=True, name=drop)
        self._drop.clicked.connect(lambda _=False: self.dropped.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_fact(self, words: str, *, locked: bool) -> None:
        self._label.setText(words)
        self._drop.setVisible(not locked)
        self.setVisible(bool(words))

    def words(self) -> str:
        return self._label.text()


class EvidenceCard(ScrollColumn):
    """``captioned(text)``, ``renamed(text)``, ``moved(Sitio)``, ``ordered(step)``, ``place_dropped()``,
    ``time_dropped()``, ``draw_wanted()``, ``open_wanted()``, ``removed()``.
    """

    captioned = Signal(str)
    renamed = Signal(str)
    moved = Signal(object)
    ordered = Signal(int)
    place_dropped = Signal()
    time_dropped = Signal()
    draw_wanted = Signal()
    open_wanted = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__(name="Datos de la evidencia", kind="panel")
        self.set_margins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        self.column.setSpacing(SPACE_3)
        self._places: dict[str, Sitio] = {}
        self.caption = TextArea(minimum_lines=2, maximum_lines=4, name="Leyenda", placeholder="Qué muestra")
        Binding(self.caption, self.captioned.emit)
        self.name = TextField(name="Nombre del archivo")
        Binding(self.name, self.renamed.emit)
        self.supports = Choice([], name="Sustenta")
        self.supports.chosen.connect(lambda key: self.moved.emit(self._places[key]))
        self.apart = Banner("Va aparte de lo que se comparte: sustenta una posible irregularidad.", "na", icon="lock")
        self.taken = Fact("Quitar la fecha de la foto")
        self.where = Fact("Quitar el lugar de la foto")
        self.taken.dropped.connect(self.time_dropped)
        self.where.dropped.connect(self.place_dropped)
        self.facts = WrapLabel("", "small", "text2")
        self.draw = Button("Dibujar o tachar", "outline", icon="pen-tool", keys="F2")
        self.open = Button("Abrir con otro programa", "outline", icon="external-link")
        self.before = Button("Antes", "outline", icon="arrow-up", keys="Alt+↑")
        self.after = Button("Después", "outline", icon="arrow-down", keys="Alt+↓")
        self.drop = Button("Quitar", "outline", icon="trash-2", keys="Supr")
        for button, wanted in ((self.draw, self.draw_wanted), (self.open, self.open_wanted), (self.drop, self.removed)):
            button.clicked.connect(lambda _=False, wanted=wanted: wanted.emit())
        self.before.clicked.connect(lambda _=False: self.ordered.emit(-1))
        self.after.clicked.connect(lambda _=False: self.ordered.emit(1))
        self._buttons = Flow(gap=SPACE_2)
        self._buttons.set_items([self.draw, self.open, self.before, self.after, self.drop])
        for widget in (
            self.apart,
            Field("Leyenda", self.caption),
            Field("Nombre del archivo", self.name),
            Field("Sustenta", self.supports),
            self.taken,
            self.where,
            self.facts,
            self._buttons,
        ):
            self.add(widget)

    def show_evidence(self, e: Expediente, v: Evidencia, among: Sequence[str], *, locked: bool) -> None:
        """Its values; a field in which a person is typing keeps what is typed."""
        self.caption.set_value(v.leyenda)
        self.name.set_value(v.nombre)
        self._show_places(e, v)
        self.apart.setVisible(es_reservada(e, v))
        self.taken.show_fact(f"Tomada el {fecha_hora(v.tomada)}" if v.tomada is not None else "", locked=locked)
        place = coordenadas(v.lugar.latitud, v.lugar.longitud) if v.lugar is not None else ""
        self.where.show_fact(f"Lugar: {place}" if place else "", locked=locked)
        lines = [size_text(v.bytes)]
        if v.nombre_original and v.nombre_original != v.nombre:
            lines.append(f"Llegó como «{v.nombre_original}»")
        if v.borradas:
            lines.append("Una parte está tachada para siempre")
        self.facts.setText(" · ".join(lines))
        for field in (self.caption, self.name):
            field.setReadOnly(locked)
        self.supports.setEnabled(not locked)
        at = among.index(v.id)
        self.draw.setVisible(se_puede_marcar(v.mime) and not locked)
        for button in (self.before, self.after, self.drop):
            button.setVisible(not locked and (button is self.drop or len(among) > 1))
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < len(among) - 1)

    def _show_places(self, e: Expediente, v: Evidencia) -> None:
        rows = e.filas_de(v.item_id)[:_ROWS] if v.item_id else ()
        places = [v.sitio, *(Sitio(item_id=v.item_id, fila_id=f.id) for f in rows), *sitios(e)]
        self._places = {_key(place): place for place in places}
        self.supports.set_choices([(key, de_que(e, place)) for key, place in self._places.items()])
        self.supports.set_value(_key(v.sitio))

    def commit(self) -> None:
        """Hand over what is being typed."""
        self.caption.commit()
        self.name.commit()


def _key(place: Sitio) -> str:
    return "|".join((place.item_id, place.fila_id, place.inconsistencia_id, place.medida_id))
