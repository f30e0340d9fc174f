"""Where the mailbox is, who asks there and by which certificate its server is believed.

A password goes to the system's keyring, or stays in this window where there is none. It must never be written
elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from supervisor_app.domain.texto import cantidad
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.sincronia.conexion import Conexiones, Lugar
from supervisor_app.settings import Ajustes
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.password_field import PasswordField
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.sincronizacion.tarjetas import row_of
from supervisor_app.wiring import Servicios

_EXAMPLES = (
    "Una carpeta o memoria, sftp://servidor/ruta, https://servidor/ruta (WebDAV), smb://servidor/recurso o "
    "s3+https://servidor/cubeta"
)
_RATES = (
    ("0", "Sin límite"),
    ("128", "128 kB/s, para redes lentas"),
    ("512", "512 kB/s"),
    ("2000", "2,000 kB/s"),
)
_SEALED = (
    "Sellado, quien administre el buzón no puede leer las visitas: sólo la oficina. Necesita que ella haya publicado "
    "su llave; mientras no, no se envía nada sin sellar."
)
_LARGEST = 1_000_000
_MARK = "-----BEGIN CERTIFICATE-----"


class MailboxCard(Card):
    """``saved(place, password)``: it is kept. The place is None where no password was typed, and the password "" where
    the keyring took it; where there is none it is handed on.
    """

    saved = Signal(object, str)

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__("Buzón de la oficina", icon="package")
        self._lanes = lanes
        self._authority: str | None = None
        self.address = TextField(placeholder="Pídala a su oficina")
        self.address_field = Field("Dirección", self.address, hint=_EXAMPLES)
        self.user = TextField(placeholder="Sólo si el buzón lo pide")
        self.password = PasswordField(name="Contraseña del buzón", placeholder="Se conserva la que ya está")
        self.choose = Button("Elegir carpeta…", "outline", icon="folder-open", tool=True)
        self.choose.clicked.connect(self._choose_folder)
        self.rate = Choice(_RATES, name="Velocidad máxima de envío")
        self.seal = Check("Sellar para la oficina lo que se envía")
        self.certificate = Button("Certificado de la institución…", "ghost", icon="shield-check", tool=True)
        self.certificate.clicked.connect(self._choose_certificate)
        self.trust = WrapLabel("", "small", "text3")
        self.save = Button("Guardar", "outline", icon="check", writes=True)
        self.save.clicked.connect(self.keep)
        self.answer = Sentence()
        for part in (
            self.address_field,
            Field("Usuario", self.user),
            Field("Contraseña", self.password),
            Field("Velocidad máxima de envío por la red", self.rate),
            self.seal,
            WrapLabel(_SEALED, "small", "text3"),
        ):
            self.body.addWidget(part)
        self.body.addWidget(self.trust)
        self.body.addWidget(self.answer)
        self.body.addLayout(row_of(self.save, self.choose))
        self.body.addLayout(row_of(self.certificate))
        writes(self.address, self.user, self.password, self.rate, self.seal, self.choose, self.certificate)
        self._shown: Ajustes | None = None
        self.address.textEdited.connect(lambda _text: self.address_field.set_error(""))
        self.address.returnPressed.connect(self.keep)

    def show_settings(self, a: Ajustes) -> None:
        """What is kept, where it is not what was shown already: what a person is changing stays."""
        if a == self._shown:
            return
        self._shown = a
        self.address.set_value(a.buzon or a.destino)
        self.user.set_value(a.buzon_usuario)
        rates = dict(_RATES)
        own = () if str(a.buzon_kbs) in rates else ((str(a.buzon_kbs), f"{cantidad(a.buzon_kbs)} kB/s"),)
        self.rate.set_choices((*_RATES, *own))
        self.rate.set_value(str(a.buzon_kbs))
        self.seal.setChecked(a.sellar_envios)
        self._tell_trust(has=bool(a.buzon_autoridad))

    def lead_to(self, field: str) -> None:
        """To where a person mends it: ``buzon`` or ``credencial``; others are passed over."""
        who = self.password if self.user.text().strip() else self.user
        target = {"buzon": self.address, "credencial": who}.get(field)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_trust(self, *, has: bool) -> None:
        self.trust.setText("Con un certificado de la institución." if has else "")
        self.trust.setVisible(has)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Carpeta del buzón", "")
        if chosen:
            self.address.setText(chosen)
            self.address_field.set_error("")

    def _choose_certificate(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Certificado de la institución", "", "PEM (*.pem *.crt *.cer)")
        if chosen:
            self.take_certificate(Path(chosen))

    def take_certificate(self, path: Path) -> None:
        """The institution's own authority, in PEM; kept with the rest."""
        try:
            with path.open("rb") as opened:
                text = opened.read(_LARGEST).decode("ascii", "replace")
        except OSError as error:
            self.answer.say(f"No se pudo leer «{path.name}»: {motivo(error)}.", "bad")
            return
        if _MARK not in text:
            self.answer.say(f"«{path.name}» no es un certificado en formato PEM. Pídalo así a quien administra.", "bad")
            return
        self._authority = text
        self._tell_trust(has=True)
        self.answer.say(f"«{path.name}» se usará cuando guarde.", "text3")

    def keep(self) -> None:
        """Keep what is typed: settings on the store lane, the password in the keyring."""
        if not self.save.isEnabled():
            return
        address, user, password = self.address.text().strip(), self.user.text().strip(), self.password.text()
        authority, kbs, seal = self._authority, int(self.rate.value() or 0), self.seal.isChecked()
        self.password.wipe()

        def job(s: Servicios) -> Conexiones:
            s.conexiones.configurar(buzon=address, usuario=user, autoridad=authority, kbs=kbs, sellar=seal)
            return s.conexiones

        def kept(conexiones: Conexiones) -> None:
            self._authority = self._shown = None
            if not password:
                self._told("", None, "")
                return
            self._lanes.free(lambda _work: _remember(conexiones, password), lambda told: self._told(*told),
                             self._refuse, owner=self)  # fmt: skip

        self.answer.say("")
        self._lanes.call(job, kept, self._refuse, owner=self)

    def _told(self, words: str, place: Lugar | None, password: str) -> None:
        self.answer.say(f"Guardado. {words}".strip(), "ok")
        self.saved.emit(place, password)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if isinstance(error, UserError) and error.field == "buzon":
            self.address_field.set_error(error.message)
        else:
            self.answer.say(error.message, "bad")


def _remember(conexiones: Conexiones, password: str) -> tuple[str, Lugar, str]:
    """What to tell, where it is, and the password where nobody else keeps it. On the free lane: a keyring may ask."""
    place = conexiones.lugar()
    if not conexiones.hay_llavero():
        return "Este equipo no tiene llavero: la contraseña se pedirá cada vez que abra la aplicación.", place, password
    try:
        conexiones.recordar(place, password)
    except UserError:
        return "El llavero no guardó la contraseña: se pedirá cada vez que abra la aplicación.", place, password
    return "La contraseña quedó en el llavero de este equipo.", place, ""
