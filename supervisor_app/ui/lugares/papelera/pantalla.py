"""The bin: what can come back and for how long, and the one thing that is asked, since nothing brings it back.

It reads everything anew each time it is entered; it must never delete without the answer to its question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.expediente import Operacion
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.papelera import Contenido, Hecho
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.papelera import renglones
from supervisor_app.ui.lugares.papelera.lista import BinCard
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

_SHOWN = 10
"""Deleted visits that are told of."""


class PapeleraScreen(Screen):
    """``loaded`` is what is shown, or None before the first answer of the store."""

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._lanes = lanes
        self._today = today
        self._wanted = ""
        self._of = ""
        self._asked = 0
        self.loaded: Contenido | None = None
        self.failure = Banner("", "bad", icon="circle-alert", button="Reintentar")
        self.failure.action.connect(self.refresh)
        self.answer = Sentence()
        self.nothing = EmptyState(
            "La papelera está vacía", "Aquí podrá restaurar lo que quite, también visitas enteras."
        )
        self.about = WrapLabel(renglones.ABOUT, "body", "text2")
        self.visits = BinCard("Visitas", can_discard=True)
        self.visits.restored.connect(self._restore_visit)
        self.visits.discarded.connect(self._ask_for_one)
        self.parts: list[BinCard] = []
        self._make_question()
        self.gone = Card("Borradas para siempre", icon="history", count=" ")
        self._gone = WrapLabel("", "small", "text2")
        self.gone.body.addWidget(self._gone)
        self._lay_out()

    def _make_question(self) -> None:
        """Emptying cannot be undone: it is the one thing that is asked, and what keeps all has the focus."""
        self.question = Banner("", "warn", icon="triangle-alert")
        self.keep = Button("Conservar", "outline", icon="x")
        self.keep.clicked.connect(lambda _=False: self._ask("", None))
        self.sure = Button("Sí, borrar para siempre", "danger", icon="trash-2", writes=True)
        self.sure.clicked.connect(lambda _=False: self._delete())
        self._answers = Flow(gap=SPACE_2)
        self._answers.set_items((self.keep, self.sure))
        self.empty = Button("Vaciar la papelera…", "outline", icon="trash-2", writes=True)
        self.empty.clicked.connect(lambda _=False: self._ask_for_all())
        self._deleting: Callable[[Servicios], Sequence[Hecho]] | None = None
        self._asked_from: QWidget = self.empty

    def _lay_out(self) -> None:
        area = self._area = ScrollColumn(name="Papelera")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.column.setSpacing(SPACE_4)
        self._parts = QWidget()
        self._parts_column = QVBoxLayout(self._parts)
        self._parts_column.setContentsMargins(0, 0, 0, 0)
        self._parts_column.setSpacing(SPACE_4)
        around = QWidget()
        foot = QVBoxLayout(around)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (
            self.failure, self.about, self.answer, self.nothing, self.question, self._answers, self.visits,
            self._parts, around, self.gone,
        ):  # fmt: skip
            area.add(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        for hidden in (self.failure, self.nothing, self.question, self._answers, self.visits, self.empty, self.gone):
            hidden.hide()

    # --- reading --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.answer.say("")
        self._ask("", None)
        self._of = ""
        self.refresh()

    def show_object(self, what: str) -> None:
        """Lead to what was taken out of a visit, once it is read."""
        self._wanted = self._of = what
        self.refresh()

    def refresh(self) -> None:
        self._asked += 1
        number, of = self._asked, self._of

        def show(read: Contenido) -> None:
            if number == self._asked:
                self._show(read)

        self._lanes.call(lambda s: s.papelera.leer(of), show, self._fail, owner=self)

    def _show(self, read: Contenido) -> None:
        self.loaded = read
        hoy = self._today()
        self.failure.hide()
        self.nothing.setVisible(read.vacia)
        self.about.setVisible(not read.vacia)
        self.visits.set_rows("Visitas", [renglones.visita(p, hoy) for p in read.visitas])
        self.visits.setVisible(bool(read.visitas))
        self._show_parts(read)
        self.empty.setVisible(bool(renglones.pregunta_por_todo(read)))
        told = [renglones.borrada(h, hoy) for h in read.borradas[:_SHOWN]]
        self._gone.setText("\n".join(told))
        assert self.gone.heading is not None
        self.gone.heading.set_text("Borradas para siempre", str(len(read.borradas)))
        self.gone.setVisible(bool(told))
        self._take_focus()
        self.hints_changed.emit()

    def _show_parts(self, read: Contenido) -> None:
        while len(self.parts) > len(read.de_visitas):
            gone = self.parts.pop()
            self._parts_column.removeWidget(gone)
            gone.deleteLater()
        while len(self.parts) < len(read.de_visitas):
            card = BinCard("Quitado")
            card.restored.connect(self._restore_part)
            self.parts.append(card)
            self._parts_column.addWidget(card)
        hoy = self._today()
        for card, de in zip(self.parts, read.de_visitas, strict=True):
            rows = [renglones.quitado(q, quedan, hoy) for q, quedan in de.quitados]
            card.set_rows(renglones.titulo_de_la_tarjeta(de), rows)
        self._parts.setVisible(bool(self.parts))

    def _take_focus(self) -> None:
        if self.loaded is None or not self.isVisible():
            return
        wanted, self._wanted = self._wanted, ""
        of_visit = [c for c, de in zip(self.parts, self.loaded.de_visitas, strict=True) if de.visita.id == wanted]
        if of_visit:
            of_visit[0].list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(of_visit[0])
        elif self.focusWidget() is None or not self.focusWidget().isVisible() or not self.focusWidget().hasFocus():
            lists = [c.list for c in (self.visits, *self.parts) if not c.isHidden()]
            (lists[0] if lists else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.failure.set_message(error.message, "bad", "circle-alert", "Reintentar")
        self.failure.show()

    # --- back -----------------------------------------------------------------------------------------------------

    def _restore_visit(self, visit_id: str) -> None:
        def back(visita: Visita) -> None:
            self.answer.say(f"La visita {visita.folio} volvió a sus listas, como estaba.", "ok")
            self.refresh()

        self._lanes.call(lambda s: s.papelera.restaurar_visita(visit_id), back, self._refused, owner=self)

    def _restore_part(self, key: str) -> None:
        visit_id, _, clave = key.partition("#")

        def back(op: Operacion) -> None:
            self.answer.say(f"{op.que.partition(': ')[2]} está otra vez en la visita.", "ok")
            self.wants.emit("releer", visit_id)
            self.refresh()

        self._lanes.call(lambda s: s.papelera.restaurar(visit_id, clave), back, self._refused, owner=self)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
        self._area.ensureWidgetVisible(self.answer)
        self.refresh()

    # --- for good -------------------------------------------------------------------------------------------------

    def _ask_for_one(self, visit_id: str) -> None:
        assert self.loaded is not None
        p = next((p for p in self.loaded.visitas if p.visita.id == visit_id), None)
        if p is None:
            return
        if p.por_que_se_queda:
            self.answer.say(p.por_que_se_queda, "bad")
            return
        self._asked_from = self.visits.list
        self._ask(renglones.pregunta_por_una(p), lambda s: (s.papelera.borrar(visit_id),))

    def _ask_for_all(self) -> None:
        assert self.loaded is not None
        self._asked_from = self.empty
        self._ask(renglones.pregunta_por_todo(self.loaded), lambda s: s.papelera.vaciar())

    def _ask(self, words: str, deleting: Callable[[Servicios], Sequence[Hecho]] | None) -> None:
        asking = deleting is not None
        back = self._deleting is not None and not asking
        self._deleting = deleting
        self.question.setVisible(asking)
        self._answers.setVisible(asking)
        if asking:
            self.answer.say("")
            self.question.set_message(words, "warn", "triangle-alert")
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self.question)
        elif back and self._asked_from.isVisible():
            self._asked_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete(self) -> None:
        deleting = self._deleting
        if deleting is None:
            return
        self._ask("", None)

        def done(hechos: Sequence[Hecho]) -> None:
            folios = ", ".join(h.folio for h in hechos)
            self.answer.say(f"Se borró para siempre: {folios}." if folios else "Se vació la papelera.", "ok")
            self.refresh()

        self._lanes.call(deleting, done, self._refused, owner=self)

    # --- Screen ---------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Nothing is typed here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._deleting is not None:
                self._ask("", None)
            else:
                self.wants.emit("atras", "")
            return
        super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        if self.loaded is None or self.loaded.vacia:
            return (("Esc", "Volver"),)
        discard = (("Supr", "Borrar la visita…"),) if self.loaded.visitas else ()
        return (("↑ ↓", "Recorrer"), ("Enter", "Restaurar"), *discard, ("Esc", "Volver"))
