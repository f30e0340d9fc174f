"""What the unit answered to the item in its last visit, beside today's answer. It must never copy by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.acomodo import repartir
from supervisor_app.domain.cedula.answers import Valor, ValorMuestra
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.seguimiento import Reincidencia, RespuestaAnterior, comparar
from supervisor_app.domain.texto import cantidad, fecha_corta, porcentaje
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import SectionTitle
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.progress import Meter

TRENDS = {"Baja": ("trending-down", "ok"), "Sube": ("trending-up", "bad"), "Sin": ("minus", "text2")}
"""Fewer cases with inconsistency are better. Icon and ink by the first word."""


def words_of(valor: Valor, item: ItemDefinition) -> str:
    """The value as it is read, with its unit; of a muestra its counts and share."""
    if isinstance(valor, ValorMuestra):
        counts = f"{cantidad(valor.con_inconsistencia)} de {cantidad(valor.revisados)}"
        return f"{counts} · {porcentaje(valor.proporcion)}" if valor.proporcion is not None else counts
    return f"{como_texto(valor)} {item.unidad or ''}".strip()


def to_copy(before: Valor, item: ItemDefinition, definition: CedulaDefinition) -> Valor | None:
    """The earlier value as an answer to the question as it is asked now; None where it is none to copy.

    The question may have changed its kind since then, or offer other choices; a sample is looked at anew each time.
    """
    if isinstance(before, ValorMuestra) or item.calculo is not None:
        return None
    parted = repartir(before, item, item, definition)
    return parted.queda if parted.sale is None else None


class _Measured(QWidget):
    """When, how many, and the bar of their share."""

    def __init__(self, ink: str) -> None:
        super().__init__()
        self._when, self._words = Text("", "small", "text2", figures=True), Text("", "small-strong", figures=True)
        self._bar = Meter(ink=ink)
        line = QHBoxLayout()
        line.addWidget(self._when)
        line.addStretch(1)
        line.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._bar)

    def show_value(self, when: str, words: str, share: float | None) -> None:
        self._when.setText(when)
        self._words.setText(words)
        self._bar.setVisible(share is not None)
        self._bar.set_share(share or 0.0, f"{when}: {words}")

    def texts(self) -> list[str]:
        return [self._when.text(), self._words.text()]


class PastSection(QWidget):
    """``copy_wanted()``: answer today what was answered then."""

    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = SectionTitle("Visita anterior", icon="history")
        self._folio = Text("", "small", "text2", figures=True)
        self.title.add(self._folio)
        self._before, self._today = _Measured("text3"), _Measured("accent")
        self._note = WrapLabel("", "small", "text2")
        self._trend_icon = IconMark("minus", size=14)
        self._trend = Text("", "small-medium")
        self._recurs_icon = IconMark("repeat", size=14, ink="warn")
        self._recurs = Text("Reincide", "small-medium", "warn")
        self.copy = Button("Copiar la respuesta", "link", keys="F3")
        self.copy.clicked.connect(lambda _=False: self.copy_wanted.emit())
        signs = QHBoxLayout()
        signs.setSpacing(5)
        for sign in (self._trend_icon, self._trend):
            signs.addWidget(sign)
        signs.addStretch(1)
        for sign in (self._recurs_icon, self._recurs):
            signs.addWidget(sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.title, self._before, self._note, self._today):
            column.addWidget(part)
        column.addLayout(signs)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def show_past(
        self,
        item: ItemDefinition,
        before: RespuestaAnterior | None,
        today: Valor | None,
        recurs: Reincidencia | None,
        *,
        locked: bool,
    ) -> None:
        """``recurs``: the earlier inconsistencia that today's repeats."""
        self.setVisible(before is not None)
        if before is None:
            return
        self._folio.setText(before.visita.folio)
        self._before.show_value(fecha_corta(before.fecha), words_of(before.valor, item), _share(before.valor))
        self._note.setText(before.nota.strip())
        self._note.setVisible(bool(before.nota.strip()))
        self._today.setVisible(today is not None)
        if today is not None:
            self._today.show_value("Hoy", words_of(today, item), _share(today))
        trend = ""
        if isinstance(today, ValorMuestra) and isinstance(before.valor, ValorMuestra):
            trend = comparar(today, before.valor)
        icon, ink = TRENDS[trend.split(" ", 1)[0]] if trend else ("minus", "text2")
        self._trend.setText(trend)
        self._trend.set_ink(ink)
        self._trend_icon.set_icon(icon, ink)
        for sign in (self._trend_icon, self._trend):
            sign.setVisible(bool(trend))
        for sign in (self._recurs_icon, self._recurs):
            sign.setVisible(recurs is not None)
        # A sample is looked at anew in each visit; its counts are not carried over.
        self.copy.setVisible(not locked and not isinstance(before.valor, ValorMuestra))

    def texts(self) -> list[str]:
        """What is read in it, in order."""
        signs = [sign.text() for sign in (self._trend, self._recurs) if not sign.isHidden()]
        today = [] if self._today.isHidden() else self._today.texts()
        return [self._folio.text(), *self._before.texts(), *today, *signs]


def _share(valor: Valor) -> float | None:
    if isinstance(valor, ValorMuestra) and valor.proporcion is not None:
        return float(valor.proporcion) / 100
    return None
