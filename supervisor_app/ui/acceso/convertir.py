"""A plain folder becomes an enciphered one: a passphrase, what it takes, and how far it is. The folder must not be open
while this works; whoever holds it lets go of it when ``starting`` is told.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.texto import cuantos, tamano
from supervisor_app.errors import UserError
from supervisor_app.services.cifrar_carpeta import Cifrada, Previa, cifrar, examinar
from supervisor_app.ui.acceso.frase import NewPhrase
from supervisor_app.ui.acceso.marco import CalmPage, Points, buttons, headed
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.progress import Meter
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.wiring import reloj_local

_POINTS = (
    ("shield-check", "Nada se pierde", "Se hace una copia cifrada, se comprueba, y sólo entonces se quita la legible. "
     "Si se interrumpe, queda una de las dos entera."),
    ("clock", "Mientras tanto no se puede capturar", "Puede cancelar hasta el último momento. Al final se abre "
     "aquí mismo."),
    ("hard-drive", "Lo borrado puede dejar rastro", "Un disco puede conservar restos de lo que estuvo sin cifrar. Para "
     "datos muy sensibles, pida a informática cifrar también el disco."),
)  # fmt: skip


class ConvertPage(CalmPage):
    """``starting()`` before it works, ``done(Cifrada)``, ``left()`` where the person goes back."""

    starting = Signal()
    done = Signal(object)
    left = Signal()

    def __init__(
        self,
        carpeta: Path,
        lanes: Lanes[Any],
        *,
        cipher: Callable[..., Cifrada] = cifrar,
        parent: QWidget | None = None,
    ) -> None:
        self._carpeta, self._lanes, self._cipher = carpeta, lanes, cipher
        self._work: Work | None = None
        self.may_start = True
        self.phrase = NewPhrase()
        self.takes = Sentence("", "text3")
        self.told = Sentence("", "bad")
        self.meter, self.words = Meter(), Text("", "small", "text2", figures=True)
        self.go = Button("Cifrar ahora", "primary", icon="lock", keys="Enter")
        self.leave = Button("Ahora no", "ghost", keys="Esc")
        card = headed("Cifre los datos de este equipo", "Elija la frase con la que se abrirán de ahora en adelante.")
        for widget in (self.phrase, self.takes, self.told, self.meter, self.words):
            card.body.addWidget(widget)
        card.body.addLayout(buttons(self.go, self.leave))
        beside = Points("Sus visitas, sólo para usted", "Lo que ya capturó también queda protegido.", _POINTS)
        super().__init__(card, beside, name="Cifrar los datos", parent=parent)
        self.meter.hide()
        self.words.hide()
        self.go.clicked.connect(self._start)
        self.leave.clicked.connect(self._leave)
        self.phrase.entered.connect(self._start)

    def start(self) -> None:
        self.phrase.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.takes.say("Viendo cuánto hay que cifrar…", "text3")
        self._lanes.free(lambda _work: examinar(self._carpeta), self._show_takes, self._fail, owner=self)

    def _show_takes(self, previa: Previa) -> None:
        said = f"Son {cuantos(previa.archivos, 'archivo', 'archivos')}, {tamano(previa.bytes)}."
        if not previa.cabe:
            said += f" Hacen falta {tamano(previa.necesarios)} libres y quedan {tamano(previa.libres or 0)}."
        if previa.quedan:
            some = ", ".join(f"«{name}»" for name in previa.quedan[:3])
            more = " y otros" if len(previa.quedan) > 3 else ""
            said += f" Se quedan como están, porque no son de la aplicación: {some}{more}."
        self.takes.say(said, "text3" if previa.cabe else "bad")

    def _start(self) -> None:
        if self._work is not None or not self.phrase.check():
            return
        self.starting.emit()
        if not self.may_start:
            return
        frase = self.phrase.phrase()
        self._busy(True)
        self._work = self._lanes.free(
            lambda work: self._cipher(self._carpeta, frase, ahora=reloj_local(), progreso=work.report),
            self._done,
            self._fail,
            progress=self._on_progress,
            owner=self,
        )

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.meter.set_share(done / total if total else 1.0, words)
        self.words.setText(f"{words} {tamano(done)} de {tamano(total)}")

    def _done(self, made: Cifrada) -> None:
        self._work = None
        self.phrase.wipe()
        self.done.emit(made)

    def _fail(self, error: BaseException) -> None:
        self._work = None
        self._busy(False)
        if isinstance(error, Cancelled):
            self.told.say("Se canceló. Los datos siguen como estaban, sin cifrar.", "text3")
        elif isinstance(error, UserError) and error.field == "frase":
            self.phrase.refuse(error.message)
        else:
            self.told.say(words_of(error), "bad")

    def _busy(self, busy: bool) -> None:
        self.told.say("")
        self.phrase.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self.leave.set_text("Cancelar" if busy else "Ahora no")
        self.meter.setVisible(busy)
        self.words.setVisible(busy)
        self.words.setText("Preparando…" if busy else "")
        if busy:
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self.words.setText("Cancelando…")
            return
        self.phrase.wipe()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
