"""One indicator on one line: its name, goal and figure to be typed, and the bar that compares them.

It emits one field at a time and saves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from supervisor_app.domain.catalogo import Indicador, UnidadIndicador
from supervisor_app.domain.indicador import DINERO, IndicadorMedido, Veredicto, en_palabras, escribir_avance
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.goal_bar import GoalBar
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.value_edit import MoneyEdit, NumberEdit

SHARES = (9, 6, 6, 8)
UNDER = 640
_MOST = 10**12
_INKS = {Veredicto.FAVORABLE: "ok", Veredicto.CERCA: "warn", Veredicto.LEJOS: "bad", Veredicto.DESFAVORABLE: "bad"}


def edit_for(unidad: UnidadIndicador, name: str) -> NumberEdit:
    """The field that reads a figure of this unit."""
    if unidad in DINERO:
        return MoneyEdit(minimum=None, name=f"{name}, en {unidad.label}")
    if unidad is UnidadIndicador.PORCENTAJE:
        return NumberEdit(decimals=2, maximum=99_999, suffix="%", name=f"{name}, en por ciento")
    return NumberEdit(maximum=_MOST, name=name)


class IndicatorRow(QWidget):
    """``measured(codigo, field, value)``; ``entered(codigo)`` when the focus comes; ``moved(codigo, field, by)`` for
    Enter and the arrows; ``block(text)`` when several cells are pasted; ``stacked(bool)`` where there is no room for
    columns, so that each field says what it is.
    """

    measured = Signal(str, str, object)
    entered = Signal(str)
    moved = Signal(str, str, int)
    block = Signal(str)
    stacked = Signal(bool)

    def __init__(self, indicador: Indicador, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codigo = indicador.codigo
        self.name = WrapLabel(indicador.nombre, "body-medium")
        self.under = WrapLabel(
            f"{indicador.codigo} · {indicador.unidad.label} · {indicador.sentido.label}", "small", "text3"
        )
        self.fields = {
            "meta": edit_for(indicador.unidad, f"Meta de {indicador.nombre}"),
            "real": edit_for(indicador.unidad, f"Real de {indicador.nombre}"),
        }
        self.bar = GoalBar()
        self.words = Text("", "small-medium", "text2", figures=True)
        self._labels = [Text(word, "small-medium", "text2") for word in ("Meta", "Real")]
        for label in self._labels:
            label.hide()
        self._error = WrapLabel("", "small-medium", "bad")
        self._error.hide()
        for field, edit in self.fields.items():
            edit.setPlaceholderText("")
            edit.changed.connect(lambda value, field=field: self.measured.emit(self.codigo, field, value))
            edit.problem.connect(self._tell)
            edit.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        holder.setSpacing(SPACE_1)
        figures = (_column(*pair) for pair in zip(self._labels, self.fields.values(), strict=True))
        parts = (_column(self.name, self.under), *figures, _column(self.words, self.bar))
        self._parts = Reflow(parts, under=UNDER, shares=SHARES, gap=SPACE_3, stacked_gap=SPACE_1)
        holder.addWidget(self._parts)
        holder.addWidget(self._error)
        layout.addLayout(holder)
        layout.addWidget(Line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self._parts.is_stacked()
        for label in self._labels:
            label.setVisible(stacked)
        self.stacked.emit(stacked)

    def show_measure(self, m: IndicadorMedido | None) -> None:
        """The figures as they are; what is being typed is not taken away."""
        for field, edit in self.fields.items():
            edit.set_number(getattr(m, field) if m is not None else None)
        if m is None:
            self.words.setText("")
            self.bar.set_figures(None, None, None, "Sin dato")
            return
        shares = m.barra
        real, goal = (float(shares[0]), float(shares[1])) if shares is not None else (None, None)
        self.bar.set_figures(real, goal, m.favorable, en_palabras(m))
        veredicto = m.veredicto
        self.words.setText(" · ".join(part for part in (escribir_avance(m), veredicto.label) if part))
        self.words.set_ink(_INKS.get(veredicto, "text2"))

    def set_read_only(self, read_only: bool) -> None:
        for edit in self.fields.values():
            edit.setReadOnly(read_only)

    def focus(self, field: str = "meta") -> None:
        self.fields[field].setFocus(Qt.FocusReason.TabFocusReason)

    def error(self) -> str:
        return self._error.text()

    def _tell(self, _sentence: str) -> None:
        sentences = [edit.sentence() for edit in self.fields.values() if edit.sentence()]
        self._error.setText(" ".join(sentences))
        self._error.setVisible(bool(sentences))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field = next((name for name, edit in self.fields.items() if edit is watched), "")
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.codigo)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not field:
            return False
        if event.matches(QKeySequence.StandardKey.Paste) and is_block(QApplication.clipboard().text()):
            self.block.emit(QApplication.clipboard().text())
            return True
        by = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if not by or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.fields[field].commit()
        self.moved.emit(self.codigo, field, by)
        return True


def is_block(text: str) -> bool:
    """Whether a text is several cells of a sheet, and not one figure."""
    return "\t" in text.strip("\n") or "\n" in text.strip()


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_1)
    for part in parts:
        layout.addWidget(part)
    return holder


def headings(words: Sequence[str]) -> QWidget:
    """The names of the columns, over the rows."""
    labels = [Text(word, "small-strong", "text2") for word in words]
    for label in labels[1:3]:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
    layout.addWidget(Reflow(labels, under=UNDER, shares=SHARES, gap=SPACE_3))
    return holder
