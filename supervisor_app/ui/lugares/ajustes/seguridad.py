"""How the data of this machine are kept, and who gets in: state, lock by itself, keyring, and what else opens them.

It must never do anything with a passphrase on the main thread, nor keep one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.acceso import Acceso, Llave
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes.llaves import ChangePhrase, OfficeSeal, RecoveryKey, Ways
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard
from supervisor_app.wiring import Servicios

_TIMES = (("5", "5 minutos"), ("10", "10 minutos"), ("15", "15 minutos"), ("30", "30 minutos"), ("0", "Nunca"))
_LOCKED = "Los datos de este equipo están cifrados. Sin su frase de acceso nadie puede leerlos."
_PLAIN = (
    "Los datos de este equipo no están cifrados: quien lo tenga en las manos puede leer las visitas, las fotos y los "
    "datos personales que contienen."
)
_TIME_HINT = "Cuenta desde la última tecla o el último movimiento, también con el equipo suspendido. Nada se pierde."
_NEVER = "Si deja el equipo solo y abierto, cualquiera puede ver las visitas. Bloquee usted con Ctrl+B."


class SecurityCard(SettingsCard):
    """``bloqueo`` and ``recuperacion_pendiente``. ``wants_lock()``, ``wants_cipher()``: the window sees to it."""

    wants_lock = Signal()
    wants_cipher = Signal()

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Seguridad", icon="lock", parent=parent)
        self._lanes = lanes
        self._ways: Ways | None = None
        self._leading = False
        self.flush()
        self.state = Sentence("", "ok")
        self.cipher = Button("Cifrar los datos…", "primary", icon="lock", writes=True)
        self.cipher.clicked.connect(self.wants_cipher)
        self._inside = self._build_inside()
        self.change = ChangePhrase(lanes)
        self.recovery = RecoveryKey(lanes, today=today)
        self.office = OfficeSeal(lanes)
        self.recovery.done.connect(lambda kept: self.edited.emit({"recuperacion_pendiente": not kept}))
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_3)
        column.addWidget(self.state)
        column.addWidget(self.cipher, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.body.addWidget(top)
        self._forms = (self.change, self.recovery, self.office)
        writes(self.minutes, self.remember, *self._forms)
        for form in self._forms:
            self.body.addWidget(form)
        for shown in (self.cipher, self._inside, *self._forms):
            shown.hide()

    def _build_inside(self) -> QWidget:
        self.minutes = Choice(_TIMES, name="Bloquear la ventana sola")
        self.minutes.chosen.connect(self._choose_time)
        self.never = Sentence("", "warn")
        self.lock_now = Button("Bloquear ahora", "outline", icon="lock", keys="Ctrl+B", tool=True)
        self.lock_now.clicked.connect(self.wants_lock)
        self.remember = Check("Recordar la frase en este equipo")
        self.remember.toggled.connect(self._remember)
        self.remember_told = Sentence("", "bad")
        self._remember_words = WrapLabel(
            "La guarda el llavero de su cuenta: la ventana se abre sin escribirla. Al bloquear sí la pide.",
            "small",
            "text3",
        )
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(Field("Bloquear la ventana sola, sin uso durante", self.minutes, hint=_TIME_HINT))
        layout.addWidget(self.never)
        layout.addWidget(self.lock_now, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(SPACE_2)
        for widget in (self.remember, self._remember_words, self.remember_told):
            layout.addWidget(widget)
            widget.hide()
        return inside

    # --- showing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask what opens the folder, and whether the system can remember it: that may take a while."""
        self._lanes.call(
            lambda s: (s.acceso, s.llave),
            lambda found: self._show_ways(*found),
            lambda error: self.state.say(words_of(error), "bad"),
            owner=self,
        )

    def _show_ways(self, acceso: Acceso, llave: Llave | None) -> None:
        self.state.say(_PLAIN if llave is None else _LOCKED, "warn" if llave is None else "ok")
        self.cipher.setVisible(llave is None)
        self._inside.setVisible(llave is not None)
        self._ways = Ways(acceso, llave) if llave is not None else None
        for form in self._forms:
            form.setVisible(llave is not None)
            form.set_ways(self._ways)
        if self._leading:
            self.lead_here()
        if llave is not None:
            self._lanes.free(
                lambda _work: (acceso.puede_recordar(), acceso.recordada), self._show_keyring, self._fail, owner=self
            )

    def lead_here(self) -> None:
        """Put the focus on what there is to do here, once it is known."""
        known = bool(self.state.text())
        self._leading = not known
        if known:
            target = self.minutes if self._ways is not None else self.cipher
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self)

    def _show_keyring(self, found: tuple[bool, bool]) -> None:
        can, does = found
        self._set_remembered(does)
        self.remember.setVisible(can or does)
        self._remember_words.setVisible(can or does)

    def show_settings(self, ajustes: Ajustes) -> None:
        keys = [key for key, _ in _TIMES if key != "0"]
        known = str(ajustes.bloqueo) if ajustes.bloqueo else "0"
        # A time written by hand in the file shows as the next one that is offered.
        near = known if known in {key for key, _ in _TIMES} else min(keys, key=lambda k: abs(int(k) - ajustes.bloqueo))
        self.minutes.set_value(near)
        self.never.say(_NEVER if ajustes.bloqueo == 0 else "")
        self.recovery.set_pending(ajustes.recuperacion_pendiente)

    # --- changing -------------------------------------------------------------------------------------------------

    def _choose_time(self, key: str) -> None:
        self.never.say(_NEVER if key == "0" else "")
        self.edited.emit({"bloqueo": int(key)})

    def _remember(self, on: bool) -> None:
        ways = self._ways
        if ways is None:
            return
        self.remember.setEnabled(False)
        self.remember_told.say("Guardando en el llavero…" if on else "Quitando del llavero…", "text3")
        job = ways.acceso.recordar if on else ways.acceso.olvidar
        self._lanes.free(
            lambda _work: job(ways.llave),
            lambda _none: self._remembered(on),
            lambda error: self._not_remembered(error, on=on),
            owner=self,
        )

    def _remembered(self, on: bool) -> None:
        self.remember.setEnabled(True)
        self.remember_told.say("Recordada en este equipo." if on else "Olvidada: desde ahora la pedirá siempre.", "ok")

    def _not_remembered(self, error: BaseException, *, on: bool) -> None:
        self.remember.setEnabled(True)
        self._set_remembered(not on)
        self._fail(error)

    def _set_remembered(self, on: bool) -> None:
        self.remember.blockSignals(True)
        self.remember.setChecked(on)
        self.remember.blockSignals(False)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.remember_told.say(error.message, "bad")
