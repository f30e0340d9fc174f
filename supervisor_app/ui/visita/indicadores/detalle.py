"""What else is known of one indicator: what follows from its figures, the last visit's, source, cut date and comment.

It emits one field at a time and saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.domain.catalogo import Indicador
from supervisor_app.domain.indicador import (
    IndicadorMedido,
    Periodo,
    en_palabras,
    escribir_avance,
    escribir_periodo,
    escribir_porcentual,
    escribir_variacion,
)
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.domain.visita import Visita
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.kit.value_edit import DateEdit

_FACTS = ("Periodo", "Variación", "Variación %", "Avance", "Resultado")


class IndicatorPanel(QFrame):
    """``measured(field, value)`` for the indicator that is shown."""

    measured = Signal(str, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="panel")
        self.title = WrapLabel("", "section")
        self.note = WrapLabel("", "small", "text2")
        self.facts = {name: WrapLabel("", "body") for name in _FACTS}
        self.before = WrapLabel("", "small", "text2")
        self.source = TextField(placeholder="Sistema o reporte del que sale")
        self.cut = DateEdit(today=today)
        self.comment = TextArea(placeholder="A qué se debe la variación", minimum_lines=3)
        Binding(self.source, lambda text: self.measured.emit("fuente", text.strip()))
        self.cut.changed.connect(lambda day: self.measured.emit("corte", day))
        Binding(self.comment, lambda text: self.measured.emit("comentario", text.strip()))
        self._cut_field = Field("Fecha de corte", self.cut)
        area = ScrollColumn(name="Detalle del indicador")
        area.add(self.title)
        area.add(self.note)
        for name, label in self.facts.items():
            area.add(_fact(name, label))
        area.add(self.before)
        for field in (Field("Fuente", self.source), self._cut_field, Field("Comentario de la variación", self.comment)):
            area.add(field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self.source)

    def show_indicator(
        self,
        indicador: Indicador,
        periodo: Periodo,
        medido: IndicadorMedido | None,
        anterior: IndicadorMedido | None,
        visita: Visita,
    ) -> None:
        """Everything about one indicator; what is being typed is not taken away."""
        corte = (medido.corte if medido is not None else None) or visita.fecha_corte
        self.title.setText(f"{indicador.codigo} · {indicador.nombre}")
        self.note.setText(indicador.notas or "")
        self.note.setVisible(bool(indicador.notas))
        values = (
            escribir_periodo(periodo, corte),
            escribir_variacion(medido) if medido is not None else "",
            escribir_porcentual(medido) if medido is not None else "",
            escribir_avance(medido) if medido is not None else "",
            medido.veredicto.label if medido is not None else "Sin dato",
        )
        for label, value in zip(self.facts.values(), values, strict=True):
            label.setText(value or "—")
        self.before.setText(_before(anterior))
        self.before.setVisible(anterior is not None)
        self._show_text(self.source, medido.fuente if medido is not None else "")
        self.cut.set_date(medido.corte if medido is not None else None)
        self.cut.setPlaceholderText(
            f"{fecha_corta(visita.fecha_corte)} (de la visita)" if visita.fecha_corte else "dd/mm/aaaa"
        )
        self._show_text(self.comment, medido.comentario if medido is not None else "")

    @staticmethod
    def _show_text(field: TextField | TextArea, text: str) -> None:
        # A space at the end is on its way to a second word: what was saved without it must not take it.
        if field.text().strip() != text:
            field.set_value(text)

    def commit(self) -> None:
        """Hand over what is typed, before another indicator is shown."""
        for field in (self.source, self.cut, self.comment):
            field.commit()

    def set_read_only(self, read_only: bool) -> None:
        for field in (self.source, self.cut, self.comment):
            field.setReadOnly(read_only)


def _before(anterior: IndicadorMedido | None) -> str:
    if anterior is None:
        return ""
    corte = f" (corte {fecha_corta(anterior.corte)})" if anterior.corte is not None else ""
    return f"Visita anterior{corte}: {en_palabras(anterior)}"


def _fact(name: str, label: WrapLabel) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_2 // 4)
    layout.addWidget(Text(name, "small", "text3"))
    layout.addWidget(label)
    return holder
