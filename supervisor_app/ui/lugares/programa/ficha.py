"""One programmed visit to be read: what it is, why it was chosen, what happened to it, and what can be done with it.

It must never change anything: its buttons ask the owner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.programa import Reprogramacion, VisitaProgramada
from supervisor_app.domain.texto import cuantos, fecha_hora, periodo
from supervisor_app.services.programa.verbos import Hecho
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import ElidedLabel, Text, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.palabras import days, departments, place, state_of, team

_PILLS = {"text2": "na", "accent": "accent", "ok": "ok", "bad": "bad", "na": "na", "warn": "warn"}


class Struck(ElidedLabel):
    """One line that holds no more: struck through, and told so to who hears it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "small", "text3")
        self.setAccessibleName(f"Antes: {text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        middle = self.contentsRect().center().y() + 1
        painter.drawLine(0, middle, min(self.width(), self.fontMetrics().horizontalAdvance(self.text())), middle)


class VisitSheet(QWidget):
    """``asked(what)``: cambiar, reprogramar, cancelar, quitar, iniciar, abrir; ``left()``."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, cedulas: Mapping[str, CedulaDefinition]) -> None:
        super().__init__()
        self._cedulas = cedulas
        self.title = WrapLabel("", "title")
        self.about = WrapLabel("", "body", "text2")
        self.pill = Pill("")
        self.buttons: dict[str, Button] = {}
        for what, words, icon, kind in (
            ("iniciar", "Iniciar la visita", "play", "primary"),
            ("abrir", "Abrir la visita", "clipboard-check", "primary"),
            ("cambiar", "Cambiar", "pencil", "outline"),
            ("reprogramar", "Reprogramar", "history", "outline"),
            ("cancelar", "Cancelarla", "circle-x", "outline"),
            ("quitar", "Quitar", "trash-2", "ghost"),
        ):
            button = self.buttons[what] = Button(words, kind, icon=icon, writes=what != "abrir")
            button.clicked.connect(lambda _=False, w=what: self.asked.emit(w))
        close = self.close_button = Button("", "ghost", icon="x", name="Cerrar", tool=True)
        close.clicked.connect(self.left)
        self.note = Sentence("", "text3")
        actions = Flow(gap=SPACE_2)
        actions.set_items(tuple(self.buttons.values()))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._rest = QVBoxLayout()
        self._rest.setContentsMargins(0, 0, 0, 0)
        self._rest.setSpacing(SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self.pill)
        for part in (self.about, self.note, actions):
            layout.addWidget(part)
        layout.addLayout(self._rest)
        self._parts: list[QWidget] = []

    def texts(self) -> str:
        """Everything that it says, for who looks for a word."""
        labels = [w for part in (self, *self._parts) for w in part.findChildren(Text)]
        return "\n".join(dict.fromkeys(w.text() for w in labels if w.text()))

    def show_visit(self, v: VisitaProgramada, year: Year, past: Sequence[Hecho], missing: Sequence[str]) -> None:
        """``past``: what happened to it, the oldest first; ``missing``: its cédulas that are not on this laptop."""
        state = state_of(v, year)
        self.title.setText(v.unidad.titulo)
        self.pill.set_state(state.words, state.icon, _PILLS[state.ink])
        long = (v.fin - v.inicio).days + 1
        self.about.setText(f"{v.folio} · {v.tipo.label} · {periodo(v.inicio, v.fin)}, {cuantos(long, 'día', 'días')}")
        self._show_buttons(v, year)
        for part in self._parts:
            self._rest.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._add_cancelled(v)
        for move in reversed(v.reprogramaciones):
            self._add(_moved(move))
        for warning in year.warnings.get(v.id, ()):
            self._say(warning.texto, "warn")
        if missing:
            words = f"En este equipo no está {', '.join(missing)}; la visita se inicia sin ella." if len(missing) == 1 \
                else f"En este equipo no están {', '.join(missing)}; la visita se inicia sin ellas."  # fmt: skip
            self._say(words, "warn")
        self._add_facts(v)
        self._add_reasons(v)
        self._add_past(past)

    def _show_buttons(self, v: VisitaProgramada, year: Year) -> None:
        edits, sent, begun = not year.closed, year.is_sent(v), v.id in year.begun
        shown = {
            "iniciar": not begun and not v.cancelada,
            "abrir": begun,
            "cambiar": edits and not v.cancelada,
            "reprogramar": edits and not v.cancelada,
            "cancelar": edits and not v.cancelada,
            "quitar": edits and not sent and not v.cancelada,
        }
        for what, button in self.buttons.items():
            button.setVisible(shown[what])
        # On the desk one begins seldom, on a laptop that is what it is for.
        self.buttons["iniciar"].set_kind("outline" if year.office else "primary")
        self.note.say(year.closed, "text3")

    def focus_first(self) -> None:
        order = ("abrir", "iniciar") if not self.buttons["cambiar"].isVisibleTo(self) else ("cambiar",)
        target = next((self.buttons[w] for w in order if self.buttons[w].isVisibleTo(self)), self.close_button)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _add(self, part: QWidget) -> None:
        self._rest.addWidget(part)
        self._parts.append(part)

    def _say(self, words: str, ink: str) -> None:
        sentence = Sentence("", ink)
        self._add(sentence)
        # Once it has its place: shown before, it would flash up as a window of its own.
        sentence.say(words)

    def _add_cancelled(self, v: VisitaProgramada) -> None:
        c = v.cancelacion
        if c is not None:
            who = f" por {c.quien}" if c.quien else ""
            self._say(f"Cancelada el {fecha_hora(c.cuando)}{who}. Motivo: {c.motivo}", "na")

    def _add_facts(self, v: VisitaProgramada) -> None:
        facts = [
            ("OOAD", place(v.unidad)),
            ("Departamentos", departments(v.departamentos, short=False)),
            ("Equipo", team(v.equipo)),
            ("Cédulas", "\n".join(self._cedula(c) for c in v.cedulas) or "Ninguna"),
            ("Objeto", v.objeto),
            ("Nota", v.nota),
        ]
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate((n, w) for n, w in facts if w.strip()):
            grid.addWidget(Text(name, "small-medium", "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(WrapLabel(words, "small"), row, 1)
        self._add(holder)

    def _cedula(self, code: str) -> str:
        known = self._cedulas.get(code)
        return f"{code} {known.proceso}" if known is not None else code

    def _add_reasons(self, v: VisitaProgramada) -> None:
        if not v.razones:
            return
        self._add(Line())
        self._add(Text(f"Por qué se eligió: {cuantos(v.riesgo, 'punto', 'puntos')} de riesgo", "small-strong", "text2"))
        for r in sorted(v.razones, key=lambda r: -r.puntos):
            self._add(WrapLabel(f"{r.texto} · {cuantos(r.puntos, 'punto', 'puntos')}", "small"))

    def _add_past(self, past: Sequence[Hecho]) -> None:
        if not past:
            return
        self._add(Line())
        self._add(Text("Historia", "small-strong", "text2"))
        for n in reversed(range(len(past))):
            done = past[n]
            who = f" · {done.quien}" if done.quien else ""
            self._add(WrapLabel(f"{fecha_hora(done.cuando)}{who}: {done.que}.", "small", "text2"))
            before = past[n - 1].valor if n else None
            if before is not None and done.valor is not None and before.inicio != done.valor.inicio:
                self._add(Struck(days(before.inicio, before.fin)))


def _moved(move: Reprogramacion) -> QWidget:
    """The old days struck out, the new ones and why."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    line = QHBoxLayout()
    line.setSpacing(SPACE_2)
    line.addWidget(Struck(days(move.antes_inicio, move.antes_fin)))
    line.addWidget(Text("→", "small", "text2"))
    line.addWidget(ElidedLabel(days(move.inicio, move.fin), "small-medium"))
    line.addStretch(1)
    column.addLayout(line)
    who = f" {move.quien}." if move.quien else ""
    column.addWidget(
        WrapLabel(f"Reprogramada el {fecha_hora(move.cuando)}.{who} Motivo: {move.motivo}", "small", "text2")
    )
    return holder
