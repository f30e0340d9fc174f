"""The proposed visits, the most risk first: each with its points, every reason in words, its days and team.

It must never hide a reason, nor tick by itself what a person unticked.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.programa import PorProgramar, Razon
from supervisor_app.domain.programa.propuesta import Propuesta
from supervisor_app.domain.texto import cuantos, enlistar
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.flow import OneLine
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.programa.palabras import days, departments, place, team

_AT_ONCE = 60
"""Offers that are laid out; more of them wait for a button."""
_NAMED = 12


class _Offer(QWidget):
    """One proposed visit."""

    def __init__(self, rank: int, visit: PorProgramar) -> None:
        super().__init__()
        self.visit = visit
        self.check = Check(f"{rank}. {visit.unidad.titulo}, {place(visit.unidad)}", checked=True)
        self.points = Text(cuantos(visit.riesgo, "punto", "puntos"), "small-strong", "text", figures=True)
        parts = [days(visit.inicio, visit.fin), departments(visit.departamentos), team(visit.equipo)]
        if visit.cedulas:
            parts.append(cuantos(len(visit.cedulas), "cédula", "cédulas"))
        reasons = [f"{r.texto} ({cuantos(r.puntos, 'punto', 'puntos')})" for r in _heaviest(visit)]
        self.check.setAccessibleDescription(". ".join((self.points.text(), *parts, *reasons)))
        top = QHBoxLayout()
        top.addWidget(self.check, 1)
        top.addWidget(self.points)
        words = QVBoxLayout()
        words.setContentsMargins(28, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(WrapLabel(" · ".join(parts), "small", "text2"))
        for reason in reasons:
            words.addWidget(WrapLabel(f"– {reason}", "small"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        layout.setSpacing(1)
        layout.addLayout(top)
        layout.addLayout(words)


def _heaviest(visit: PorProgramar) -> list[Razon]:
    return sorted(visit.razones, key=lambda r: -r.puntos)


class OfferList(Card):
    """``accepted(tuple of PorProgramar)``: those that are ticked."""

    accepted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Propuesta", count=" ")
        self._visits: tuple[PorProgramar, ...] = ()
        self.offers: list[_Offer] = []
        self.out = Sentence("", "warn")
        self.take = Button("", "primary", icon="check", keys="Ctrl+S", writes=True)
        self.take.clicked.connect(self.accept)
        self.all = Button("Elegir todas", "ghost", icon="check-check", tool=True)
        self.none = Button("Ninguna", "ghost", icon="minus", tool=True)
        self.all.clicked.connect(lambda: self._tick(on=True))
        self.none.clicked.connect(lambda: self._tick(on=False))
        self.more = Button("Ver más", "outline", icon="chevron-down")
        self.more.clicked.connect(self._show_more)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        buttons = OneLine(gap=SPACE_2)
        buttons.set_items((self.take, self.all, self.none))
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_3)
        head.addWidget(buttons)
        head.addWidget(self.out)
        self.flush()
        self.body.addLayout(head)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def clear(self) -> None:
        self.hide()
        self._throw_away()

    def _throw_away(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.offers = []

    def show_proposal(self, proposal: Propuesta, asked: int) -> None:
        """``asked``: how many were wanted."""
        self._throw_away()
        self._visits = tuple(sorted(proposal.visitas, key=lambda v: (-v.riesgo, v.inicio, v.unidad.titulo)))
        assert self.heading is not None
        self.heading.set_text("Propuesta", cuantos(len(self._visits), "visita", "visitas"))
        self.out.say(_left_out(proposal, asked), "warn")
        self._show_more()
        self._count()
        self.show()

    def _show_more(self) -> None:
        start = len(self.offers)
        for n, visit in enumerate(self._visits[start : start + _AT_ONCE], start=start + 1):
            offer = _Offer(n, visit)
            offer.check.toggled.connect(lambda _on: self._count())
            self._rows.addWidget(Line())
            self._rows.addWidget(offer)
            self.offers.append(offer)
        left = len(self._visits) - len(self.offers)
        self.more.setVisible(left > 0)
        self.more.set_text(f"Ver {cuantos(left, 'más', 'más')}")

    def chosen(self) -> tuple[PorProgramar, ...]:
        """By their days, as they go into the programme."""
        found = [o.visit for o in self.offers if o.check.isChecked()]
        return tuple(sorted(found, key=lambda v: (v.inicio, v.unidad.titulo)))

    def _count(self) -> None:
        many = len(self.chosen())
        self.take.setEnabled(bool(many))
        self.take.set_text(f"Aceptar {cuantos(many, 'visita', 'visitas')}" if many else "Elija al menos una")

    def _tick(self, *, on: bool) -> None:
        for offer in self.offers:
            offer.check.setChecked(on)

    def accept(self) -> None:
        if self.isVisible() and self.chosen():
            self.accepted.emit(self.chosen())

    def focus_first(self) -> None:
        target: QWidget = self.offers[0].check if self.offers else self.take
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from visit to visit."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = next((n for n, o in enumerate(self.offers) if o.check.hasFocus()), None)
        if step is None or here is None or not 0 <= here + step < len(self.offers):
            super().keyPressEvent(event)
            return
        self.offers[here + step].check.setFocus(Qt.FocusReason.TabFocusReason)


def _left_out(proposal: Propuesta, asked: int) -> str:
    """Which units had no room, in a sentence."""
    out = proposal.sin_lugar
    if not proposal.visitas and not out:
        return "No hay unidades que proponer: las de esos departamentos ya tienen visita en esos meses."
    if not out:
        less = len(proposal.visitas) < asked
        few = f"Se pidieron {asked}: las demás unidades ya tienen visita de esos departamentos en esos meses."
        return few if less else ""
    named = [r.unidad.corto or r.unidad.titulo for r in out[:_NAMED]]
    if len(out) > _NAMED:
        named.append(f"{len(out) - _NAMED} más")
    return (
        f"{cuantos(len(out), 'unidad no cupo', 'unidades no cupieron')} en los días libres de esos meses con ese "
        f"equipo: {enlistar(named)}."
    )
