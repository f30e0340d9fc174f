"""The first start: choose a passphrase, keep the recovery key. It must never open the folder itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Acceso, Llave
from supervisor_app.ui.acceso.clave import KeyPanel
from supervisor_app.ui.acceso.frase import NewPhrase
from supervisor_app.ui.acceso.marco import CalmPage, Points, buttons, headed
from supervisor_app.ui.acceso.palabra import Spelled
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.lanes import Lanes

SIN_CIFRAR = "sin cifrar"
_WHY = (
    ("lock", "Cifrado siempre", "Visitas, fotos y documentos quedan cifrados en este equipo. Si lo pierde o se lo "
     "roban, nadie podrá leerlos."),
    ("key-round", "Una frase que sólo usted sabe", "Abre sus datos al empezar. No se envía ni se guarda en ninguna "
     "parte: ni la oficina ni quien hizo la aplicación la conocen."),
    ("printer", "Una clave por si la olvida", "En el paso siguiente la imprime y la guarda aparte del equipo."),
)  # fmt: skip
_PLAIN = (
    "Sin cifrar, cualquiera que tenga este equipo o su disco puede leer las visitas, las fotos y los datos personales "
    "que contienen, aunque no conozca su contraseña de Windows. Sirve para practicar con datos ficticios. Podrá "
    "cifrarlos después en Ajustes › Seguridad."
)
_KEY_POINTS = (
    ("printer", "Imprímala o cópiela a mano", "Sólo se muestra esta vez. La hoja no lleva ningún dato de las visitas."),
    ("lock", "Guárdela aparte del equipo", "Bajo llave, en la oficina o en su casa. Nunca en la funda de la "
     "computadora."),
    ("building-2", "También la oficina puede ayudar", "Si la Jefatura le dio su certificado, se puede sellar otra "
     "clave que sólo ella abre. También después, en Ajustes › Seguridad."),
)  # fmt: skip


class FirstPage(CalmPage):
    """``made(key, recovery key, remember)`` once the folder has its lock; ``plain()`` where the person wants none;
    ``restore()`` where there is a backup to go on from.
    """

    made = Signal(object, str, bool)
    plain = Signal()
    restore = Signal()

    def __init__(self, acceso: Acceso, lanes: Lanes[Any], parent: QWidget | None = None) -> None:
        self._acceso, self._lanes = acceso, lanes
        self.phrase = NewPhrase()
        self.remember = Check("Recordar en este equipo")
        self._remember_words = WrapLabel(
            "El llavero de su cuenta la guarda: se abrirá sin escribirla mientras usted esté en su sesión.",
            "small",
            "text3",
        )
        self.go = Button("Continuar", "primary", keys="Enter")
        self.told = Sentence("", "bad")
        self.bring = Button("Restaurar un respaldo…", "link")
        self.without = Spelled("Trabajar sin cifrar…", _PLAIN, SIN_CIFRAR, "Trabajar sin cifrar")
        card = headed("Elija su frase de acceso", "Varias palabras que usted recuerde y nadie adivine.")
        for widget in (self.phrase, self.remember, self._remember_words, self.told):
            card.body.addWidget(widget)
        card.body.addLayout(buttons(self.go))
        card.body.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.without)
        why = Points(
            "Sus visitas, sólo para usted",
            "Antes de la primera visita, proteja lo que va a capturar. Toma un minuto y se hace una sola vez.",
            _WHY,
        )
        super().__init__(card, why, name="Primer inicio", parent=parent)
        self.remember.hide()
        self._remember_words.hide()
        self.go.clicked.connect(self._create)
        self.phrase.entered.connect(self._create)
        self.phrase.changed.connect(lambda: self.told.say(""))
        self.bring.clicked.connect(self._leave)
        self.without.said.connect(self.plain)
        # Asking the system for its keyring may take seconds.
        lanes.free(lambda _work: acceso.puede_recordar(), self._offer, owner=self)

    def start(self) -> None:
        self.phrase.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, can: bool) -> None:
        self.remember.setVisible(can)
        self._remember_words.setVisible(can)

    def _create(self) -> None:
        if not self.go.isEnabled() or not self.phrase.check():
            return
        self._busy(True)
        frase = self.phrase.phrase()
        self._lanes.free(lambda _work: self._acceso.crear(frase), self._made, self._fail, owner=self)

    def _leave(self) -> None:
        self.phrase.wipe()
        self.restore.emit()

    def _made(self, made: tuple[Llave, str]) -> None:
        self.phrase.wipe()
        self.made.emit(*made, self.remember.isChecked())

    def _fail(self, error: BaseException) -> None:
        self._busy(False)
        if isinstance(error, UserError) and error.field == "frase":
            self.phrase.refuse(error.message)
        else:
            self.told.say(words_of(error), "bad")

    def _busy(self, busy: bool) -> None:
        self.go.set_text("Protegiendo la carpeta…" if busy else "Continuar")
        self.go.setEnabled(not busy)
        for other in (self.bring, self.without):
            other.setEnabled(not busy)


class KeyPage(CalmPage):
    """The recovery key of a new folder. ``done(kept)``."""

    done = Signal(bool)

    def __init__(
        self, acceso: Acceso, lanes: Lanes[Any], *, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        self.panel = KeyPanel(lanes, acceso, today=today)
        card = headed("Su clave de recuperación")
        card.body.addWidget(self.panel)
        beside = Points(
            "Por si olvida la frase", "Estos nueve grupos abren sus datos cuando nada más lo hace.", _KEY_POINTS
        )
        super().__init__(card, beside, name="Clave de recuperación", parent=parent)
        self.panel.kept.connect(lambda: self.done.emit(True))
        self.panel.skipped.connect(lambda: self.done.emit(False))

    def show_key(self, clave: str, llave: Llave) -> None:
        self.panel.show_key(clave, llave)
