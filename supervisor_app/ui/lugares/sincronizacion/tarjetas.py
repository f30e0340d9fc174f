"""Cards of the place of synchronising: the one glance, who has to be recognised, this laptop, and the log.

They show and hold their buttons; what those do is the screen's. They must never load anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.services.sincronia.conexion import ServidorPorConfirmar
from supervisor_app.services.sincronia.verbos import Anotado, PorConfirmar, Vida
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.sincronizacion import palabras
from supervisor_app.ui.lugares.sincronizacion.estado import Estado
from supervisor_app.ui.lugares.sincronizacion.renglones import LogList, log_rows
from supervisor_app.ui.lugares.sincronizacion.vidas import LifeTable

_LOG_HEIGHT = 330


def row_of(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


class GlanceCard(Card):
    """Whether anything waits, the one big button, how far it is, and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = IconMark("circle-check", size=28, ink="ok")
        self.headline = WrapLabel("", "display")
        self.about = WrapLabel("", "small", "text2")
        self.go = Button("Sincronizar ahora", "primary", icon="refresh-cw", keys="Ctrl+R", writes=True)
        self.task = TaskRow()
        self.answer = Sentence()
        self.let_be = Button("No intentar más por sí sola", "link", icon="x")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(SPACE_3)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.body.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self.body.setSpacing(SPACE_3)
        self.body.addLayout(top)
        self.body.addWidget(self.task)
        self.body.addWidget(self.answer)
        self.body.addLayout(row_of(self.go, self.let_be))
        self.let_be.hide()

    def show_state(self, e: Estado) -> None:
        words, icon, ink = palabras.titular(e)
        self._mark.set_icon(icon, ink)
        self.headline.setText(words)
        self.about.setText(palabras.detalle(e))
        self.setAccessibleName(words)

    def show_words(self, dicho: palabras.Dicho) -> None:
        self.answer.say(dicho[0], dicho[2])


class RecognizeCard(Card):
    """Something that a person has to recognise before it is believed: large words, and two answers."""

    accepted = Signal()
    refused = Signal()

    def __init__(self, title: str, yes: str, no: str) -> None:
        super().__init__(title, icon="shield-alert")
        self.about = WrapLabel("", "body", "text")
        self.name = WrapLabel("", "title")
        self.large = LargeWords()
        self.after = WrapLabel("", "small", "text2")
        self.yes = Button(yes, "primary", icon="check", writes=True)
        self.no = Button(no, "outline", icon="x")
        self.yes.clicked.connect(lambda _=False: self.accepted.emit())
        self.no.clicked.connect(lambda _=False: self.refused.emit())
        for part in (self.about, self.name, self.large, self.after):
            self.body.addWidget(part)
        self.body.addLayout(row_of(self.yes, self.no))
        self.hide()

    def ask_office(self, quien: PorConfirmar) -> None:
        self.about.setText("En el buzón hay una oficina que este equipo todavía no conoce:")
        self.name.setText(quien.nombre)
        self.large.say(quien.palabras)
        self.after.setText(
            "Llame a su oficina y pida que le lean sus palabras. Si son éstas, es la suya. Si no coinciden, no la "
            "acepte: lo que usted envió está a salvo, y lo de ella no se recibe."
        )
        self.show()

    def ask_server(self, servidor: ServidorPorConfirmar) -> None:
        self.about.setText("Es la primera vez que este equipo se conecta con este servidor:")
        self.name.setText(servidor.servidor)
        self.large.say(servidor.huella)
        self.after.setText(
            "Compare esta huella con la que le dé quien administra el servidor. Hasta que la acepte no se envía nada, "
            "tampoco su contraseña."
        )
        self.show()


class LargeWords(WrapLabel):
    """To be read over the telephone: large, in figures of equal width, and copied with the keyboard."""

    def __init__(self) -> None:
        super().__init__("", "figure", "text", figures=True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._said = ""

    def say(self, words: str) -> None:
        self._said = words
        # A line ends between groups, and a long fingerprint anywhere.
        spaced = words.replace("-", " - ") if len(words) < 40 else "\N{ZERO WIDTH SPACE}".join(words)
        self.setText(spaced)
        self.setAccessibleName(words)

    def said(self) -> str:
        return self._said


class LaptopCard(Card):
    """Who this laptop is to the office."""

    def __init__(self) -> None:
        super().__init__("Este equipo ante la oficina", icon="monitor")
        self.state = Sentence()
        self.words = LargeWords()
        self.office = WrapLabel("", "small", "text2")
        self.body.addWidget(self.words)
        self.body.addWidget(self.state)
        self.body.addWidget(self.office)

    def show_state(self, e: Estado) -> None:
        words, _, ink = palabras.situacion(e)
        self.words.say(e.palabras)
        self.words.setVisible(bool(e.palabras))
        self.state.say(words, ink)
        known = f"Oficina: {e.oficina}." if e.oficina else "Todavía no se ha reconocido a ninguna oficina."
        self.office.setText(f"{known} Nombre de este equipo: {e.equipo}.")


class LivesCard(Card):
    """The lines of life of all packages."""

    def __init__(self) -> None:
        super().__init__("De cerrada a recibida", icon="list")
        self.flush()
        self.table = LifeTable()
        self._empty = WrapLabel("Todavía no se ha cerrado ninguna visita en este equipo.", "small", "text2")
        self._empty.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)
        self.reason = Sentence()
        self.reason.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        for part in (self.table, self._empty, self.reason):
            self.body.addWidget(part)
        self.table.moved.connect(self._tell_reason)

    def show_lives(self, vidas: Sequence[Vida]) -> None:
        self.table.show_lives(vidas)
        self.table.setVisible(bool(vidas))
        self._empty.setVisible(not vidas)
        self._tell_reason()

    def _tell_reason(self) -> None:
        """Why, whole, of the row that is current."""
        here = self.table.current()
        ink = "bad" if here is not None and palabras.SIGNOS[here.etapa][1] == "bad" else "text3"
        self.reason.say(here.motivo if here is not None else "", ink)


class LogCard(Card):
    """What happened, newest first; of all visits or of one."""

    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Registro", icon="history")
        self.flush()
        self.which = Choice(name="Visita", placeholder="Todas las visitas")
        self.export = Button("Guardar…", "ghost", icon="download", tool=True, name="Guardar el registro")
        self.export.clicked.connect(self.export_wanted)
        self.rows = LogList(_LOG_HEIGHT)
        self.answer = Sentence()
        self._empty = WrapLabel("Todavía no ha pasado nada.", "small", "text2")
        self._empty.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)
        tools = QHBoxLayout()
        tools.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)
        tools.setSpacing(SPACE_2)
        tools.addWidget(Text("De", "small", "text2"))
        tools.addWidget(self.which, 1)
        tools.addWidget(self.export)
        self.body.addLayout(tools)
        for part in (self.rows, self._empty, self.answer):
            self.body.addWidget(part)
        self.answer.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        self._registro: tuple[Anotado, ...] = ()
        self._folios: Mapping[str, str] = {}
        self.which.chosen.connect(lambda _key: self._show())

    def show_log(self, registro: Sequence[Anotado], folios: Mapping[str, str]) -> None:
        self._registro, self._folios = tuple(registro), folios
        seen = dict.fromkeys(a.visita_id for a in registro if a.visita_id in folios)
        self.which.set_choices([("", "Todas las visitas"), *((v, folios[v]) for v in seen)])
        self._show()

    def shown(self) -> tuple[Anotado, ...]:
        """The lines that are shown, as they are exported."""
        key = self.which.value()
        return tuple(a for a in self._registro if not key or a.visita_id == key)

    @property
    def folios(self) -> Mapping[str, str]:
        return self._folios

    def _show(self) -> None:
        shown = self.shown()
        self.rows.set_rows(log_rows(shown, self._folios))
        self.rows.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self.export.setEnabled(bool(shown))
