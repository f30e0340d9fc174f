"""The search: one field, and under it what was found, from the store lane. It must never show an old answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.visitas import Hallazgo
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares import frases
from supervisor_app.ui.lugares.buscar.hallados import clave, filas_de_hallazgos, filas_de_visitas, lugar_de
from supervisor_app.ui.lugares.buscar.lista import HitList
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

PAUSE_MS = 150
_LIMIT = 100
_Answer = tuple[tuple[Hallazgo, ...], tuple[Visita, ...] | None]


class _SearchField(TextField):
    """Keeps the focus while the arrows walk the list under it. ``walked(rows)``, ``entered()``, ``escaped()``."""

    walked = Signal(int)
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.walked.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class BuscarScreen(Screen):
    """Search as one types; Enter opens at the exact place, Esc goes back."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes = lanes
        self._asked = 0
        self._shown = 0
        self._open_at_once = False
        self._hits: dict[str, Hallazgo] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.field = _SearchField(
            placeholder="Unidad, folio, pliego, persona, crédito, palabra de una nota…",
            name="Buscar en todas las visitas",
        )
        self.field.textEdited.connect(lambda _text: self._pause.start())
        self.field.entered.connect(self._on_enter)
        self.field.escaped.connect(self._leave)
        self.count = Text("", "small", "text3", figures=True)
        self.list = HitList()
        self.list.opened.connect(self._open)
        self.field.walked.connect(self.list.walk)
        self.nothing = EmptyState(
            "Nada con esas palabras", "Pruebe con menos palabras, con el folio o con parte del nombre de la unidad."
        )
        self.first = EmptyState(
            "Todavía no hay visitas", "Empiece por su primera visita; aquí podrá buscar en todas.",
            button="Visita nueva", keys="Ctrl+N", icon="plus",
        )  # fmt: skip
        self.first.action.connect(lambda: self.wants.emit("nueva", ""))
        self.failure = Banner("", "bad", icon="circle-alert", button="Reintentar")
        self.failure.action.connect(self.search)
        self._lay_out()

    def _lay_out(self) -> None:
        card = QFrame()
        style(card, kind="card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        for widget in (self.nothing, self.first):
            inside.addWidget(widget)
            widget.hide()
        inside.addWidget(self.list, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_2)
        for part in (self.failure, self.field, self.count):
            layout.addWidget(part)
        layout.addSpacing(SPACE_3 - SPACE_2)
        layout.addWidget(card, 1)
        self.failure.hide()

    # --- searching ------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self.search()

    def show_object(self, what: str) -> None:
        """Search for these words."""
        self.field.set_value(what)
        self.search()

    def commit(self) -> None:
        """What is typed here is no value to be saved."""

    def search(self) -> None:
        """Ask for what is written now; with nothing written, for all visits."""
        self._pause.stop()
        self._asked += 1
        number, words = self._asked, self.field.text().strip()

        def ask(s: Servicios) -> _Answer:
            return (s.visitas.buscar(words, _LIMIT), None) if words else ((), s.visitas.lista())

        self._lanes.call(ask, lambda answer: self._show(number, answer), self._fail, owner=self)

    def _show(self, number: int, answer: _Answer) -> None:
        if number != self._asked:
            return
        self._shown = number
        hallazgos, visitas = answer
        rows = filas_de_hallazgos(hallazgos) if visitas is None else filas_de_visitas(visitas)
        self._hits = {clave(h): h for h in hallazgos}
        self.failure.hide()
        self.list.set_hits(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows and visitas is None)
        self.first.setVisible(not rows and visitas is not None)
        self.count.setText(_count(len(hallazgos)) if visitas is None else "")
        self.count.setVisible(bool(self.count.text()))
        if self._open_at_once:
            self._open_at_once = False
            self.list.open_current()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.failure.set_message(error.message, "bad", "circle-alert", "Reintentar")
        self.failure.show()

    # --- leaving --------------------------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        """Open the current row; typed faster than answered, the first one of what was typed."""
        if self._pause.isActive() or self._shown != self._asked:
            self._open_at_once = True
            self.search()
        else:
            self.list.open_current()

    def _open(self, key: str) -> None:
        kind, _, record = key.partition(":")
        if kind == "visita":
            self.wants.emit("visita", record)
            return
        visita_id = self._hits[key].visita.id
        self._lanes.call(
            lambda s: lugar_de(s.visitas.abrir(visita_id), kind, record),
            lambda place: self.wants.emit("visita", place),
            self._fail,
            owner=self,
        )

    def _leave(self) -> None:
        self._pause.stop()
        self.wants.emit("atras", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        return (("↑ ↓", "Recorrer"), ("Enter", "Abrir"), ("Esc", "Volver"))


def _count(n: int) -> str:
    if n >= _LIMIT:
        return f"Los primeros {_LIMIT} resultados; escriba otra palabra para acotar"
    return frases.plural(n, "resultado", "resultados") if n else ""
