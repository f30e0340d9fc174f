"""Where the index of the office is, in this computer or on a server, and what whoever enters there may see.

A password goes to the system's keyring, or stays in this process where there is none. It must never be written
elsewhere, nor shown again.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.oficina.comprobar import Comprobado, comprobar
from supervisor_app.services.oficina.lugar import Indices, LugarDelIndice
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.password_field import PasswordField
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.wiring import Servicios

HERE, SERVER = "aqui", "servidor"
_WHAT = "De aquí salen el tablero, el programa y el seguimiento. Cambiarlo no mueve ni borra nada del otro."


class IndexCard(Card):
    """``saved()``: another index is asked from now on."""

    saved = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__("Índice de la oficina", icon="hard-drive")
        self._lanes = lanes
        self._shown: str | None = None
        self.where = Segmented(((HERE, "En este equipo"), (SERVER, "En un servidor")), name="Dónde está el índice")
        self.where.chosen.connect(lambda _key: self._show_fields())
        self.address = TextField(name="Dirección de la base", placeholder="postgresql://usuario@servidor/base")
        self.address_field = Field(
            "Dirección de la base", self.address, hint="Pídala a quien administra la base. Sin contraseña."
        )
        self.address.textEdited.connect(lambda _text: self.address_field.set_error(""))
        self.address.returnPressed.connect(self.keep)
        self.password = PasswordField(name="Contraseña de la base", placeholder="Se conserva la que ya está")
        self.password_field = Field("Contraseña", self.password)
        self.save = Button("Guardar", "outline", icon="check", writes=True)
        self.save.clicked.connect(self.keep)
        self.check = Button("Comprobar", "outline", icon="refresh-cw")
        self.check.clicked.connect(self.try_it)
        self.answer = Sentence()
        self.found = WrapLabel("", "body", "text2")
        self.warning = WrapLabel("", "small", "warn")
        ways = Flow(gap=SPACE_2)
        ways.set_items((self.save, self.check))
        for part in (
            WrapLabel(_WHAT, "small", "text2"), self.where, self.address_field, self.password_field, ways, self.answer,
            self.found, self.warning,
        ):  # fmt: skip
            self.body.addWidget(part)
        writes(self.address, self.password)
        self._clear()
        self._show_fields()

    def show_place(self, place: LugarDelIndice) -> None:
        """What is kept, where it is not what was shown already: what a person is changing stays."""
        if place.direccion == self._shown:
            return
        self._shown = place.direccion
        self.address.set_value(place.direccion)
        self.where.set_value(HERE if place.de_aqui else SERVER)
        self._show_fields()

    def _show_fields(self) -> None:
        on_server = self.where.value() == SERVER
        for field in (self.address_field, self.password_field):
            field.setVisible(on_server)

    def _clear(self) -> None:
        self.answer.say("")
        for part in (self.found, self.warning):
            part.setText("")
            part.hide()

    # --- keeping --------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is chosen: the setting on the store lane, the password in the keyring."""
        if not self.save.isEnabled():
            return
        on_server = self.where.value() == SERVER
        address, password = (self.address.text().strip(), self.password.text()) if on_server else ("", "")
        self._clear()
        if on_server and not address:
            self.address_field.set_error("Escriba la dirección de la base, o elija «En este equipo».")
            return
        self.password.wipe()

        def job(s: Servicios) -> Indices:
            s.indices.configurar(address)
            return s.indices

        def kept(indices: Indices) -> None:
            if not password:
                self._told("")
                return
            # A keyring may ask, and take its time.
            self._lanes.free(
                lambda _work: indices.recordar(address, password), lambda there: self._told(_of(there)), self._refuse,
                owner=self,
            )  # fmt: skip

        self._lanes.call(job, kept, self._refuse, owner=self)

    def _told(self, words: str) -> None:
        self.answer.say(f"Guardado. {words}".strip(), "ok")
        self.saved.emit()

    # --- looking --------------------------------------------------------------------------------------------------

    def try_it(self) -> None:
        """Connect to the index that is kept, and say what is there."""
        if not self.check.isEnabled():
            return
        if self.where.value() == SERVER and self.address.text().strip() != self._shown:
            self._clear()
            self.answer.say("Guarde primero la dirección: se comprueba la que está guardada.", "warn")
            return
        self._clear()
        self.check.setEnabled(False)
        self.answer.say("Conectando…", "text3")

        def ask(place: LugarDelIndice) -> None:
            self._lanes.free(lambda _work: comprobar(place), self.show_found, self._refuse, owner=self)

        self._lanes.call(lambda s: s.indices.lugar(), ask, self._refuse, owner=self)

    def show_found(self, found: Comprobado) -> None:
        """What an index said of itself."""
        self.check.setEnabled(True)
        self.answer.say("Responde." if found.escribe else "Responde. Desde aquí sólo se consulta.", "ok")
        self.found.setText("\n".join((found.version, found.papel, found.ve)))
        self.found.show()
        self.warning.setText("\n".join(found.avisos))
        self.warning.setVisible(bool(found.avisos))

    def _refuse(self, error: BaseException) -> None:
        self.check.setEnabled(True)
        if isinstance(error, Cancelled):
            return  # the window is closing
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say("")
        if isinstance(error, UserError) and error.field == "indice" and self.address_field.isVisible():
            self.address_field.set_error(error.message)
        else:
            self.answer.say(error.message, "bad")


def _of(in_keyring: bool) -> str:
    if in_keyring:
        return "La contraseña quedó en el llavero de este equipo."
    return "Este equipo no tiene un llavero que la guarde: escriba aquí la contraseña cada vez que abra la aplicación."
