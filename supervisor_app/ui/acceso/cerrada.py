"""The closed folder: it asks for the passphrase, counts the wait down, and leads whoever forgot it to the recovery key.

It must never show anything of what is inside, nor try anything on the main thread.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.acceso import Acceso, FraseIncorrecta, Llave
from supervisor_app.ui.acceso.frase import NewPhrase, OnePhrase
from supervisor_app.ui.acceso.marco import CalmPage, Points, buttons, headed
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.lanes import Lanes, Work

_SECONDS = re.compile(r" Podrá intentarlo de nuevo en [^.]+\.")
_WHERE = (
    ("printer", "En la hoja impresa", "Nueve grupos de cuatro letras o números, que imprimió al crear la carpeta o en "
     "Ajustes › Seguridad."),
    ("building-2", "En su Jefatura", "Si la selló para la oficina, envíele el archivo «llave.json» de la carpeta de "
     "datos: con su llave privada puede decirle una clave que abre."),
    ("shield-check", "Nada se pierde", "Mientras busca la clave, sus visitas siguen completas y cifradas aquí."),
)  # fmt: skip


def waiting(seconds: int) -> str:
    """The wait in words, as it is counted down."""
    if seconds >= 60:
        minutes, rest = divmod(seconds, 60)
        said = "1 minuto" if minutes == 1 else f"{minutes} minutos"
        return f"{said} y {_seconds(rest)}" if rest else said
    return _seconds(seconds)


def _seconds(seconds: int) -> str:
    return "1 segundo" if seconds == 1 else f"{seconds} segundos"


def without_wait(sentence: str) -> str:
    """What was wrong, without the seconds that it took then: they are counted down beside it."""
    return _SECONDS.sub("", sentence)


class Countdown(QTimer):
    """Counts the wait after wrong attempts. ``told(sentence)``, empty when it is over."""

    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, interval=1000)
        self.left = 0
        self.timeout.connect(self._tick)

    def begin(self, seconds: int) -> None:
        self.left = seconds
        if seconds > 0:
            self.start()
        self._tell()

    def _tick(self) -> None:
        self.left -= 1
        self._tell()

    def _tell(self) -> None:
        if self.left <= 0:
            self.stop()
        self.told.emit(f"Podrá intentarlo de nuevo en {waiting(self.left)}." if self.left > 0 else "")


class AskPage(CalmPage):
    """``opened(key)``; ``forgot()`` leads to the recovery key."""

    opened = Signal(object)
    forgot = Signal()

    def __init__(self, acceso: Acceso, lanes: Lanes[Any], parent: QWidget | None = None) -> None:
        self._acceso, self._lanes = acceso, lanes
        self.phrase = OnePhrase()
        self.state = Sentence("", "text3")
        self.go = Button("Abrir", "primary", icon="lock", keys="Enter")
        self.lost = Button("Olvidé mi frase", "link")
        self.wait = Sentence("", "warn")
        card = headed("Escriba su frase de acceso", "Sus visitas están cifradas en este equipo.")
        for widget in (self.state, self.phrase, self.wait):
            card.body.addWidget(widget)
        card.body.addLayout(buttons(self.go))
        card.body.addWidget(self.lost, 0, Qt.AlignmentFlag.AlignLeft)
        super().__init__(card, name="Datos cerrados", parent=parent)
        self._working = False
        self._asked = 0
        self._countdown = Countdown(self)
        self._countdown.told.connect(self._on_wait)
        self.go.clicked.connect(self._try)
        self.phrase.entered.connect(self._try)
        self.lost.clicked.connect(self.forgot)

    def start(self, *, keyring: bool) -> None:
        """Ask, as at the beginning; with ``keyring`` what the system keeps is tried meanwhile."""
        self._asked += 1
        asked = self._asked
        self.phrase.take()
        self.phrase.field.set_error("")
        self.state.say("")
        self.phrase.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lanes.free(lambda _work: self._acceso.espera(), self._countdown.begin, owner=self)
        if keyring:
            self._lanes.free(
                self._from_keyring,
                # A keyring may answer late, and must not lift a lock that came meanwhile.
                lambda llave: self._on_keyring(llave if asked == self._asked else None),
                self._no_keyring,
                progress=lambda _done, _total, words: self.state.say(words, "text3"),
                owner=self,
            )

    def _from_keyring(self, work: Work) -> Llave | None:
        if not self._acceso.recordada:
            return None
        work.report(0, 1, "Preguntando al llavero de este equipo… También puede escribir la frase.")
        return self._acceso.abrir_con_llavero()

    def _on_keyring(self, llave: Llave | None) -> None:
        self.state.say("")
        if llave is not None and self.isVisible() and not self._working:
            self.phrase.take()
            self.opened.emit(llave)

    def _no_keyring(self, error: BaseException) -> None:
        self.state.say(words_of(error), "bad")

    def _try(self) -> None:
        if self._working or self._countdown.left > 0:
            return
        frase = self.phrase.secret.text()
        if not frase:
            self.phrase.field.set_error("Escriba su frase de acceso.")
            self.phrase.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy(True)
        self._lanes.free(lambda _work: self._acceso.abrir(frase), self._on_opened, self._fail, owner=self)

    def _on_opened(self, llave: Llave) -> None:
        self._busy(False)
        self.phrase.take()
        self.opened.emit(llave)

    def _fail(self, error: BaseException) -> None:
        self._busy(False)
        self.phrase.field.set_error(without_wait(words_of(error)))
        if isinstance(error, FraseIncorrecta):
            self._countdown.begin(error.espera)
        self.phrase.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self.phrase.secret.selectAll()

    def _busy(self, busy: bool) -> None:
        self._working = busy
        self.phrase.secret.setReadOnly(busy)
        self.go.set_text("Abriendo…" if busy else "Abrir")
        self._enable()

    def _on_wait(self, sentence: str) -> None:
        if not sentence and self.wait.text():
            self.phrase.field.set_error("")
        self.wait.say(sentence, "warn")
        self._enable()

    def _enable(self) -> None:
        self.go.setEnabled(not self._working and self._countdown.left <= 0)

    def hush(self) -> None:
        """Nothing goes on behind another page."""
        self._countdown.stop()


class RecoverPage(CalmPage):
    """``recovered(key)`` by a recovery key; ``back()``."""

    recovered = Signal(object)
    back = Signal()

    def __init__(self, acceso: Acceso, lanes: Lanes[Any], parent: QWidget | None = None) -> None:
        self._acceso, self._lanes = acceso, lanes
        self.typed = TextField(placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self._field = Field("Clave de recuperación", self.typed, hint="No importan los guiones ni las mayúsculas.")
        self.wait = Sentence("", "warn")
        self.go = Button("Continuar", "primary", keys="Enter")
        self.leave = Button("Volver", "ghost", keys="Esc")
        card = headed("Abrir con la clave de recuperación", "Después elegirá una frase nueva.")
        card.body.addWidget(self._field)
        card.body.addWidget(self.wait)
        card.body.addLayout(buttons(self.go, self.leave))
        super().__init__(
            card,
            Points("¿Olvidó su frase?", "Nadie puede decírsela, pero otra clave abre lo mismo.", _WHERE),
            name="Recuperar el acceso",
            parent=parent,
        )
        self._countdown = Countdown(self)
        self._countdown.told.connect(self._on_wait)
        self.go.clicked.connect(self._try)
        self.typed.returnPressed.connect(self._try)
        self.typed.textEdited.connect(lambda _text: self._field.set_error(""))
        self.leave.clicked.connect(self._leave)

    def start(self) -> None:
        self._field.set_error("")
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lanes.free(lambda _work: self._acceso.espera(), self._countdown.begin, owner=self)

    def _try(self) -> None:
        if not self.go.isEnabled():
            return
        clave = self.typed.text()
        self.go.set_text("Abriendo…")
        self.go.setEnabled(False)
        self._lanes.free(lambda _work: self._acceso.recuperar(clave), self._on_opened, self._fail, owner=self)

    def _on_opened(self, llave: Llave) -> None:
        self._wipe()
        self.recovered.emit(llave)

    def _fail(self, error: BaseException) -> None:
        self._field.set_error(without_wait(words_of(error)))
        if isinstance(error, FraseIncorrecta):
            self._countdown.begin(error.espera)
        self._ready()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wait(self, sentence: str) -> None:
        self.wait.say(sentence, "warn")
        self._ready()

    def _ready(self) -> None:
        self.go.set_text("Continuar")
        self.go.setEnabled(self._countdown.left <= 0)

    def _wipe(self) -> None:
        self.typed.setText("")
        self._countdown.stop()
        self._ready()

    def _leave(self) -> None:
        self._wipe()
        self.back.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


class RenewPage(CalmPage):
    """A new passphrase for who came in with a recovery key; ``renewed(another)``: whether they want another key too."""

    renewed = Signal(bool)

    def __init__(self, acceso: Acceso, lanes: Lanes[Any], parent: QWidget | None = None) -> None:
        self._acceso, self._lanes = acceso, lanes
        self._llave: Llave | None = None
        self.phrase = NewPhrase("Frase nueva")
        self.told = Sentence("", "bad")
        self.both = Button("Guardar y hacer otra clave", "primary", keys="Enter")
        self.only = Button("Guardar y conservar la clave", "outline")
        card = headed("Elija una frase nueva", "La anterior deja de servir en cuanto guarde ésta.")
        card.body.addWidget(self.phrase)
        card.body.addWidget(self.told)
        card.body.addLayout(buttons(self.both, self.only))
        why = (
            ("circle-check", "Sus datos están abiertos", "La clave de recuperación es la correcta."),
            ("key-round", "Conviene hacer otra clave", "Si la dictó, la escribió en otro equipo o alguien la vio. La "
             "de la hoja anterior dejará de servir."),
        )  # fmt: skip
        super().__init__(
            card,
            Points("Casi listo", "Falta la frase con la que abrirá de ahora en adelante.", why),
            name="Frase nueva",
        )
        self.both.clicked.connect(lambda: self._save(another=True))
        self.phrase.entered.connect(lambda: self._save(another=True))
        self.only.clicked.connect(lambda: self._save(another=False))

    def start(self, llave: Llave) -> None:
        self._llave = llave
        self.phrase.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, *, another: bool) -> None:
        llave = self._llave
        if llave is None or not self.both.isEnabled() or not self.phrase.check():
            return
        frase = self.phrase.phrase()
        self._busy(True)
        self._lanes.free(
            lambda _work: self._acceso.poner_frase(llave, frase),
            lambda _none: self._saved(another),
            self._fail,
            owner=self,
        )

    def _saved(self, another: bool) -> None:
        self._busy(False)
        self.phrase.wipe()
        self._llave = None
        self.renewed.emit(another)

    def _fail(self, error: BaseException) -> None:
        self._busy(False)
        if isinstance(error, EnvironmentProblem):
            self.told.say(error.message, "bad")
        else:
            self.phrase.refuse(words_of(error))

    def _busy(self, busy: bool) -> None:
        self.told.say("Guardando la frase…" if busy else "", "text3")
        for button in (self.both, self.only):
            button.setEnabled(not busy)
