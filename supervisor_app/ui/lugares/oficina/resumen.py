"""The executive summary before it goes to the titular: seen as on paper, saved, printed, signed with an e.firma.

What was signed is shown in place of what was not. The key and the password live in the closures of the running job and
go with it; it must never put them elsewhere, nor keep a summary that nobody saved.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.firmas import Efirma, leer_efirma
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.seguimiento.cedula import PaperPage
from supervisor_app.ui.visita.documentos.efirma import EfirmaForm
from supervisor_app.wiring import Servicios

KEY = "Ctrl+T"
_SIGN = "Ctrl+Enter"


class SummaryPage(PaperPage):
    """``expect`` before it is asked for; then what it returns shows the page."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__(lanes)
        self._busy = False
        self.sign_button = Button("Firmar…", "primary", icon="pen-line", keys=_SIGN)
        self.sign_button.clicked.connect(lambda _=False: self.open_form())
        self.tools.add(self.sign_button)
        for keys in ("Ctrl+Return", _SIGN):
            self.bind(keys, self.open_form)
        self.form = EfirmaForm()
        self.form.set_action("Firmar el resumen", primary=False)
        self.form.sign.connect(lambda _confirmed: self._read())
        self._around = QWidget()
        column = QVBoxLayout(self._around)
        column.setContentsMargins(20, 0, 20, SPACE_3)
        column.addWidget(self.form)
        self._around.hide()
        self.add_under_tools(self._around)
        self._enable(ready=False)

    def _enable(self, ready: bool) -> None:
        super()._enable(ready)
        if hasattr(self, "sign_button"):
            self.sign_button.setEnabled(ready and not self._busy)

    def open_form(self) -> None:
        """Ask for the e.firma, above the page."""
        if self._pdf and not self._busy:
            self._around.show()
            self.form.focus_first()

    def _wipe(self) -> None:
        self.form.wipe()
        self._around.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves, or is locked out, leaves no password behind."""
        super().hideEvent(event)
        if not self._busy:
            self._wipe()

    def _read(self) -> None:
        given = self.form.given()
        if given is None or self._busy:
            return
        cer, key, password = given
        self._busy = True
        self.form.set_busy(True)
        self._lanes.free(lambda _work: leer_efirma(cer, key, password), self._sign, self._failed, owner=self)

    def _sign(self, efirma: Efirma) -> None:
        pdf = self._pdf
        self.form.task.report(0.3, "Firmando el resumen…", can_cancel=False)
        self._lanes.call(lambda s: s.firmas.firmar_pdf(pdf, efirma), self._signed, self._failed, owner=self)

    def _signed(self, pdf: bytes) -> None:
        self._not_busy()
        self._wipe()
        name = self._name.removesuffix(".pdf").removesuffix(" firmado")
        self._after_open = ("Quedó firmado. Guárdelo: aquí no se conserva.", "ok")
        self.expect(self._title, f"{name} firmado.pdf")(pdf)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self._not_busy()
        if isinstance(error, UserError):
            self.form.show_error(error)
        elif isinstance(error, EnvironmentProblem):
            self.form.show_problem(error.message)
        else:
            raise error

    def _not_busy(self) -> None:
        self._busy = False
        self.form.set_busy(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._around.isVisible() and not self._busy:
            self._wipe()
            self.sign_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        return (("Ctrl+S", "Guardar"), ("Ctrl+P", "Imprimir"), (_SIGN, "Firmar"), ("Esc", "Volver"))
