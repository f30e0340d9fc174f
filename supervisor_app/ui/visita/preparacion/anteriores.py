"""What the unit brings from its earlier visits: the findings still open, the most overdue first. It only leads."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import HallazgoAnterior
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.kit.whole_list import WholeList
from supervisor_app.ui.lugares import frases
from supervisor_app.ui.sesion import VisitSession

FEW = 4


class PriorCard(Card):
    """``opened(id)``: a finding, to verify it. Hidden where the unit brings nothing."""

    opened = Signal(str)

    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__("Hallazgos anteriores", icon="history", count=" ", parent=parent)
        self._session = session
        self._all = False
        self.flush()
        self.list = WholeList(name="Hallazgos anteriores de la unidad")
        self.list.opened.connect(self.opened)
        self.body.addWidget(self.list)
        assert self.heading is not None
        self.more = Button("", "ghost", icon="list", tool=True)
        self.more.clicked.connect(lambda _=False: self._show_all())
        self.heading.add(self.more)
        self.hide()
        session.recalled.connect(self.show_past)

    def show_past(self) -> None:
        """The findings as they are known now."""
        past = self._session.pasado
        findings = past.anteriores
        self.setVisible(bool(findings))
        if not findings:
            return
        assert self.heading is not None
        overdue = sum(a.vencido(self._session.today()) for a in findings)
        count = f"{past.verificados} de {len(findings)} verificados" if past.verificados else str(len(findings))
        if overdue:
            count += f" · {frases.plural(overdue, 'vencido', 'vencidos')}"
        self.heading.set_text("Hallazgos anteriores", count)
        self.list.set_rows([self._row(a) for a in (findings if self._all else findings[:FEW])])
        self.more.setVisible(len(findings) > FEW)
        self.more.set_text("Ver menos" if self._all else f"Ver los {len(findings)}")

    def _show_all(self) -> None:
        self._all = not self._all
        self.show_past()

    def _row(self, a: HallazgoAnterior) -> Row:
        today = self._session.today()
        late = a.vencido(today)
        second = f"{a.folio} · {fecha_corta(a.fecha)} · {a.estado.label}"
        if a.verificado:
            solved = a.estado is EstadoHallazgo.SOLVENTADA
            pill, icon, kind = "Verificado", "circle-check", "ok" if solved else "na"
        elif a.plazo is None:
            pill, icon, kind = "Sin plazo", "circle-dashed", "na"
        else:
            left = (a.plazo - today).days
            pill, icon, kind = frases.plazo(left), "clock", "bad" if late else "warn" if not left else "na"
        ink = "bad" if late and not a.verificado else "text2"
        mark = "circle-alert" if late and not a.verificado else "clipboard-check"
        return Row(a.hallazgo.id, a.titulo, second, mark, ink, pill, icon, kind)
