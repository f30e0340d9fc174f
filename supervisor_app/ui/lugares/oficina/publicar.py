"""What the office sends to laptops besides its programme: what is here, what they have, what changed, one button each.

Nothing leaves this computer by it: it goes with the next attending to the mailbox. It must never publish by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.texto import enlistar, fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.mesa.por_publicar import Ficha
from supervisor_app.services.recibido.contenidos import ANTECEDENTES, ETIQUETAS
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.flow import OneLine
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

T = TypeVar("T")
KEY = "Ctrl+U"
_INTRO = (
    "Lo que publique lo recibe cada equipo al sincronizar, después de que usted atienda el buzón, y lo pone en uso sin "
    "quitar lo que la persona tenga de lo suyo. El programa de visitas se publica en su lugar."
)
_ICONS = {
    "feriados": "calendar",
    "unidades": "building-2",
    "cedulas": "clipboard-check",
    "umbrales": "hash",
    "anclas": "shield-check",
    ANTECEDENTES: "history",
}
_WHAT = {
    "feriados": "Los que usted cambió en Ajustes.",
    "unidades": "Las que usted importó en Ajustes.",
    "cedulas": "Las que usted importó de Excel en Ajustes.",
    "umbrales": "Los días, meses y veces que dicen las preguntas. Guárdelos en un archivo, cámbielos y elíjalo.",
    "anclas": "Las que usted agregó en Ajustes. Cada persona confirma su huella antes de confiar en ellas.",
    ANTECEDENTES: (
        "Lo que otras visitas hallaron en las unidades del programa; si no hay programa, en todas: inconsistencias, "
        "medidas, últimas respuestas e indicadores. Nunca una posible irregularidad. Se ponen al día al atender."
    ),
}


class KindRow(QWidget):
    """One kind. ``wanted(what)``: publicar, archivo, guardar or dejar."""

    wanted = Signal(str)

    def __init__(self, que: str) -> None:
        super().__init__()
        self.que = que
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(IconMark(_ICONS[que]))
        head.addWidget(Text(ETIQUETAS[que], "body-medium"))
        head.addStretch(1)
        column.addLayout(head)
        self.about = WrapLabel(_WHAT[que], "small", "text2")
        self.here = WrapLabel("", "small", "text")
        self.state = Sentence("", "na")
        for part in (self.about, self.here, self.state):
            column.addWidget(part)
        self.go = Button("Publicar", "outline", icon="send", name=f"Publicar {ETIQUETAS[que].lower()}", writes=True)
        self.go.clicked.connect(lambda: self.wanted.emit("archivo" if que == "umbrales" else "publicar"))
        self.other = Button("", "ghost", parent=self)
        self.other.hide()
        buttons: list[QWidget] = [self.go]
        if que == "umbrales":
            self.go.set_text("Elegir archivo…")
            self.other.set_text("Guardar los de ahora…")
            self.other.setAccessibleName("Guardar los umbrales de ahora en un archivo")
            self.other.show()
            self.other.clicked.connect(lambda: self.wanted.emit("guardar"))
        elif que == ANTECEDENTES:
            self.other.set_text("Dejar de enviar")
            self.other.setAccessibleName("Dejar de enviar los antecedentes")
            self.other.clicked.connect(lambda: self.wanted.emit("dejar"))
        if que in ("umbrales", ANTECEDENTES):
            buttons.insert(0, self.other)
        flow = OneLine(gap=8)
        flow.set_items(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        layout.addWidget(Beside(words, flow, keep=420))

    def show_kind(self, f: Ficha) -> None:
        self.here.setText(f"Aquí: {f.ahora}" if self.que != ANTECEDENTES else f.ahora)
        if self.que == ANTECEDENTES:
            self.go.set_text("Actualizar ya" if f.activa else "Enviar")
            self.other.setVisible(f.activa)
            self.state.say(f"Se enviaron el {fecha_hora(f.publicado)}." if f.publicado else "", "ok")
            return
        self.go.setEnabled(f.se_puede or self.que == "umbrales")
        if not f.se_puede:
            self.state.say("Todavía no hay nada que publicar.", "na")
        elif f.publicado is None:
            self.state.say(f"No se ha publicado. {f.cambia}".strip(), "warn")
        elif f.cambia:
            self.state.say(f"Se publicó el {fecha_hora(f.publicado)} y ha cambiado. {f.cambia}", "warn")
        else:
            self.state.say(f"Publicado el {fecha_hora(f.publicado)}, sin cambios desde entonces.", "ok")


class PublishPage(QWidget):
    """``left()`` when a person goes back."""

    left = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._lanes = lanes
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.back.clicked.connect(self.left)
        self.all = Button("Publicar todo", "primary", icon="send", keys=KEY, writes=True)
        self.all.clicked.connect(self.publish_all)
        self.answer = Sentence()
        self.rows: dict[str, KindRow] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card("Publicar a los equipos", icon="send")
        card.flush()
        intro = WrapLabel(_INTRO, "small", "text2")
        intro.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)
        card.body.addWidget(intro)
        for que in _ICONS:
            row = self.rows[que] = KindRow(que)
            row.wanted.connect(lambda what, q=que: self._do_what(q, what))
            card.body.addWidget(Line())
            card.body.addWidget(row)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.all)
        self.area = ScrollColumn(name="Publicar")
        self.area.set_margins(20, SPACE_3, 20, SPACE_4)
        self.area.add(top)
        self.area.add(self.answer)
        self.area.add(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    # --- what is known --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.answer.say("")
        self.refresh()
        (self.all if self.all.isEnabled() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self._lanes.call(lambda s: s.por_publicar.fichas(), self.show_kinds, self._refuse, owner=self)

    def show_kinds(self, kinds: Sequence[Ficha]) -> None:
        for f in kinds:
            self.rows[f.que].show_kind(f)

    # --- what a person does ---------------------------------------------------------------------------------------

    def publish_all(self) -> None:
        def told(new: tuple[str, ...]) -> str:
            if not new:
                return "Los equipos ya tienen lo mismo: no hay nada nuevo que publicar."
            return f"{enlistar([ETIQUETAS[q] for q in new])}: irá a los equipos cuando atienda el buzón."

        self._do(lambda s: s.por_publicar.publicar_todo(quien=s.ajustes.leer().nombre), told)

    def _do_what(self, que: str, what: str) -> None:
        if what == "archivo":
            self._choose_thresholds()
        elif what == "guardar":
            self._save_thresholds()
        elif what == "dejar":
            self._do(
                lambda s: s.por_publicar.dejar_antecedentes(quien=s.ajustes.leer().nombre),
                lambda _none: "Ya no se envían antecedentes. Los que los equipos tienen siguen con ellos.",
            )
        else:
            self._do(
                lambda s: s.por_publicar.publicar(que, quien=s.ajustes.leer().nombre),
                lambda new: self._said(que) if new else "Los equipos ya tienen lo mismo: no cambió nada.",
            )

    @staticmethod
    def _said(que: str) -> str:
        if que == ANTECEDENTES:
            return "Los antecedentes se prepararán y se enviarán cuando atienda el buzón."
        return f"{ETIQUETAS[que]}: irá a los equipos cuando atienda el buzón."

    def _choose_thresholds(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Umbrales que se publican", "", "Umbrales (*.yaml *.yml)")
        if chosen:
            self.publish_thresholds(Path(chosen))

    def publish_thresholds(self, path: Path) -> None:
        self._do(
            lambda s: s.por_publicar.publicar_umbrales(path),
            lambda new: self._said("umbrales") if new else "Los equipos ya tienen esos umbrales: no cambió nada.",
        )

    def _save_thresholds(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Guardar los umbrales", "umbrales.yaml", "Umbrales (*.yaml)")
        if chosen:
            path = Path(chosen)
            self._do(lambda s: s.por_publicar.guardar_umbrales(path), lambda _none: f"Guardado en {path}.")

    def _do(self, job: Callable[[Servicios], T], told: Callable[[T], str]) -> None:
        if not self.all.isEnabled():
            return

        def done(answer: T) -> None:
            self.answer.say(told(answer), "ok")
            self.refresh()

        self._lanes.call(job, done, self._refuse, owner=self)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
