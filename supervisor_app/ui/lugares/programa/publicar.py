"""What laptops do not know yet of the programme of a year, and the one button that sends it with the next attending."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.programa import Programa, VisitaProgramada
from supervisor_app.domain.texto import cuantos, enlistar, fecha_hora
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.whole_list import WholeList
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.palabras import days, scope

_PARTS = {
    "tipo": "tipo", "departamentos": "departamentos", "unidad": "unidad", "equipo": "equipo", "cedulas": "cédulas",
    "objeto": "objeto", "nota": "nota",
}  # fmt: skip
_GOES = "Saldrá a los equipos con el siguiente «Atender el buzón», en Oficina."


def news(year: Year) -> list[Row]:
    """What would go, one row each: the new ones, the changed ones, the cancelled ones."""
    known = {v.id: v for v in year.sent.visitas} if year.sent is not None else {}
    return [row for v in year.visits if (row := _row(v, known.get(v.id))) is not None]


def _row(v: VisitaProgramada, before: VisitaProgramada | None) -> Row | None:
    title = f"{v.unidad.titulo} · {v.folio}"
    if before is None:
        if v.cancelada:
            return Row(v.id, title, "Se canceló antes de publicarse", "circle-x", "na", "Cancelada", "circle-x", "na")
        second = f"{days(v.inicio, v.fin)} · {scope(v)}"
        return Row(v.id, title, second, "plus", "ok", "Nueva", "plus", "ok")
    if v == before:
        return None
    if v.cancelada and not before.cancelada:
        motive = v.cancelacion.motivo if v.cancelacion is not None else ""
        return Row(v.id, title, f"Motivo: {motive}", "circle-x", "bad", "Cancelada", "circle-x", "bad")
    if (v.inicio, v.fin) != (before.inicio, before.fin):
        moved = f"Del {days(before.inicio, before.fin)} al {days(v.inicio, v.fin)}"
        motive = f". Motivo: {v.reprogramaciones[-1].motivo}" if v.reprogramaciones else ""
        return Row(v.id, title, moved + motive, "history", "warn", "Reprogramada", "history", "warn")
    changed = [words for field, words in _PARTS.items() if getattr(v, field) != getattr(before, field)]
    back = "Se reactivó" if before.cancelada else f"Cambió: {enlistar(changed)}" if changed else "Cambió"
    return Row(v.id, title, back, "pencil", "accent", "Cambió", "pencil", "accent")


class PublishPage(QWidget):
    """``wanted()``: publish; ``opened(id)`` of a visit; ``to_office()``; ``left()``."""

    wanted = Signal()
    opened = Signal(str)
    to_office = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        back = self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        back.clicked.connect(self.left)
        self.card = Card("Publicar el programa", icon="send", count=" ")
        self.about = WrapLabel("", "body", "text2")
        self.issues = Sentence("", "warn")
        self.answer = Sentence("", "ok")
        self.list = WholeList(name="Lo que se publicaría")
        self.list.opened.connect(self.opened)
        self.go = Button("Publicar", "primary", icon="send", writes=True)
        self.go.clicked.connect(self.wanted)
        self.attend = Button("Ir a Oficina", "outline", icon="chart-column", keys="Alt+5")
        self.attend.clicked.connect(self.to_office)
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.go, self.attend))
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_3)
        inner.setSpacing(SPACE_2)
        for part in (self.about, self.issues, self.answer, buttons):
            inner.addWidget(part)
        self.card.flush()
        self.card.body.addWidget(words)
        self.card.body.addWidget(self.list)
        top = QHBoxLayout()
        top.addWidget(back)
        top.addStretch(1)
        self.area = ScrollColumn(name="Publicar el programa")
        self.area.set_margins(20, SPACE_3, 20, SPACE_4)
        self.area.add(top)
        self.area.add(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def show_year(self, year: Year) -> None:
        rows = news(year)
        assert self.card.heading is not None
        self.card.heading.set_text(f"Publicar el programa de {year.year}", f"{len(rows)} por publicar")
        sent = year.sent
        before = (
            f"La última publicación fue la versión {sent.version}, el {fecha_hora(sent.publicado)}."
            if sent is not None
            else "Todavía no se ha publicado ninguna vez."
        )
        what = f"{cuantos(len(rows), 'novedad', 'novedades')}. {_GOES}" if rows else "No hay novedades que publicar."
        self.about.setText(f"{before} {what}")
        issues = sum(v.id in year.warnings for v in year.visits)
        with_issues = (
            f"{cuantos(issues, 'visita tiene', 'visitas tienen')} algo que conviene ver antes; no impide publicar."
        )
        self.issues.say(with_issues if issues and rows else "", "warn")
        self.go.setVisible(bool(rows))
        self.go.set_text(f"Publicar {cuantos(len(rows), 'novedad', 'novedades')}")
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.attend.setVisible(bool(self.answer.text()))

    def begin(self, year: Year) -> None:
        self.answer.say("")
        self.show_year(year)

    def focus_first(self) -> None:
        target: QWidget = (
            self.go if self.go.isVisibleTo(self) else self.attend if self.attend.isVisibleTo(self) else self
        )
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, programme: Programa) -> None:
        live: Sequence[VisitaProgramada] = [v for v in programme.visitas if not v.cancelada]
        self.answer.say(
            f"Publicada la versión {programme.version}, con {cuantos(len(live), 'visita', 'visitas')}. {_GOES}", "ok"
        )

    def refuse(self, sentence: str) -> None:
        self.answer.say(sentence, "bad")
