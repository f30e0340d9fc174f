"""Signing the whole package with one's e.firma, for whoever wants to: one quiet button, and the form behind it.

The key and the password live in the closures of the running job and go with it. It must never put them elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.documento import FirmaDelPaquete
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.firmas import Efirma, leer_efirma
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.documentos.efirma import EfirmaForm
from supervisor_app.wiring import Servicios

_WHAT = (
    "Si lo desea, firme también el paquete entero con su e.firma: la firma va junto a él, y quien lo reciba sabe de "
    "quién es y que nada cambió."
)


class PackageSignCard(Card):
    """``signed`` when the store has it. Hidden while the visit is open; ``what`` says which visit."""

    signed = Signal()

    def __init__(self, lanes: Lanes[Servicios], what: Callable[[], Expediente], parent: QWidget | None = None) -> None:
        super().__init__("Firma del paquete", icon="pen-line", parent=parent)
        self._lanes, self._what = lanes, what
        self._busy, self._signed = False, False
        self.state = WrapLabel(_WHAT, "small")
        self.button = Button("Firmar el paquete con mi e.firma", "outline", icon="pen-line", writes=True)
        self.button.clicked.connect(self.open_form)
        self.form = EfirmaForm()
        self.form.set_action("Firmar el paquete", primary=False)
        self.form.sign.connect(lambda _confirmed: self._read())
        self.form.hide()
        self.body.addWidget(self.state)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.hide()

    def show_signature(self, firma: FirmaDelPaquete | None, *, closed: bool) -> None:
        """Of the present package. What a person is typing stays."""
        self._signed = firma is not None
        self.setVisible(closed)
        self.button.setVisible(not self._signed and self.form.isHidden())
        if firma is None:
            self.state.setText(_WHAT)
            return
        self._forget()
        self.state.setText(
            f"Lo firmó {firma.firmante} (RFC {firma.rfc}) el {fecha_hora(firma.cuando)}. La firma va junto al paquete "
            "al entregarlo o al sincronizar."
        )

    def is_busy(self) -> bool:
        return self._busy

    def open_form(self) -> None:
        self.button.hide()
        self.form.show()
        self.form.focus_first()

    def _forget(self) -> None:
        self.form.wipe()
        self.form.hide()
        self.button.setVisible(not self._signed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves, or is locked out, leaves no password behind."""
        super().hideEvent(event)
        if not self._busy:
            self._forget()

    def _read(self) -> None:
        given = self.form.given()
        if given is None or self._busy:
            return
        cer, key, password = given
        self._busy = True
        self.form.set_busy(True)
        self._lanes.free(lambda _work: leer_efirma(cer, key, password), self._sign, self._on_failed, owner=self)

    def _sign(self, efirma: Efirma) -> None:
        e = self._what()
        self.form.task.report(0.3, "Firmando el paquete…", can_cancel=False)
        self._lanes.call(lambda s: s.firma_de_paquetes.firmar(e, efirma), self._on_signed, self._on_failed, owner=self)

    def _on_signed(self, _firma: FirmaDelPaquete) -> None:
        self._end()
        self._forget()
        self.signed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, UserError):
            self.form.show_error(error)
        elif isinstance(error, EnvironmentProblem):
            self.form.show_problem(error.message)
        else:
            raise error

    def _end(self) -> None:
        self._busy = False
        self.form.set_busy(False)
