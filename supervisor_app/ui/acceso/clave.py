"""The recovery key, shown this once: to be printed, saved or copied, and confirmed by typing one group of it.

It must never be shown while it is asked, nor stay in a widget once it was confirmed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.services.acceso import Acceso, Llave, Sello
from supervisor_app.services.hoja_recuperacion import NOMBRE, es_el_grupo, grupos, guardar_hoja, hoja
from supervisor_app.ui.acceso.marco import buttons
from supervisor_app.ui.acceso.palabra import Spelled
from supervisor_app.ui.acceso.portapapeles import SECONDS, SecretClipboard
from supervisor_app.ui.acceso.rejilla import KeyGrid
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print

SIN_CLAVE = "sin clave"
CERTIFICADOS = "Certificado o llave pública (*.cer *.crt *.pem *.der)"
_SKIP = (
    "Si olvida su frase y no tiene esta clave, nadie podrá abrir sus visitas: ni usted, ni la oficina, ni quien hizo "
    "la aplicación. Podrá hacer otra clave en Ajustes › Seguridad mientras recuerde la frase."
)


class KeyPanel(QWidget):
    """``kept()`` once a group was typed rightly; ``skipped()`` by whoever typed that they go without."""

    kept = Signal()
    skipped = Signal()

    def __init__(
        self,
        lanes: Lanes[Any],
        acceso: Acceso,
        *,
        today: Callable[[], date],
        pick: Callable[[int], int] = secrets.randbelow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._acceso, self._today, self._pick = lanes, acceso, today, pick
        self._clave, self._llave = "", Llave(bytes(32))
        self.asked = 1
        self.clipboard = SecretClipboard(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._shown, self._check = self._build_shown(), self._build_check()
        layout.addWidget(self._shown)
        layout.addWidget(self._check)
        self._check.hide()

    def _build_shown(self) -> QWidget:
        self.grid = KeyGrid()
        self.print_it = Button("Imprimir", "outline", icon="printer", tool=True)
        self.save = Button("Guardar PDF…", "outline", icon="download", tool=True)
        self.copy = Button("Copiar", "outline", icon="copy", tool=True)
        self.seal = Button("Sellarla para la oficina…", "outline", icon="building-2", tool=True)
        self.told = Sentence("", "ok")
        self.have_it = Button("Ya la guardé", "primary", icon="check")
        self.skip = Spelled("Seguir sin guardarla…", _SKIP, SIN_CLAVE, "Seguir sin clave")
        for button, act in (
            (self.print_it, self._print),
            (self.save, self._choose_file),
            (self.copy, self._copy),
            (self.seal, self._choose_seal),
            (self.have_it, self._ask),
        ):
            button.clicked.connect(act)
        self.skip.said.connect(self._skip)
        ways = Flow(gap=SPACE_2)
        ways.set_items((self.print_it, self.save, self.copy, self.seal))
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        for widget in (self.grid, ways, self.told):
            layout.addWidget(widget)
        layout.addSpacing(SPACE_2)
        layout.addLayout(buttons(self.have_it))
        layout.addWidget(self.skip)
        return page

    def _build_check(self) -> QWidget:
        self.typed = TextField()
        self.check_field = Field("", self.typed)
        self.confirm, self.again = Button("Confirmar", "primary", keys="Enter"), Button("Volver a verla", "ghost")
        self.confirm.clicked.connect(self._confirm)
        self.again.clicked.connect(self._show_again)
        self.typed.returnPressed.connect(self._confirm)
        self.typed.textEdited.connect(lambda _text: self.check_field.set_error(""))
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        said = "La clave ya no está a la vista. Tome su hoja y escriba un grupo, para saber que la tiene."
        layout.addWidget(WrapLabel(said, "body", "text2"))
        layout.addWidget(self.check_field)
        layout.addLayout(buttons(self.confirm, self.again))
        return page

    # --- showing --------------------------------------------------------------------------------------------------

    def show_key(self, clave: str, llave: Llave) -> None:
        """Show a new key of the folder that ``llave`` opens."""
        self._clave, self._llave = clave, llave
        self.grid.set_groups(grupos(clave))
        self._turn(self._shown)
        self.print_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of it stays: neither here nor on the clipboard."""
        self._clave, self._llave = "", Llave(bytes(32))
        self.grid.set_groups(())
        self.typed.set_value("")
        self.told.say("")
        self.clipboard.clear()

    def _turn(self, page: QWidget) -> None:
        other = self._check if page is self._shown else self._shown
        page.show()
        other.hide()

    # --- taking it away -------------------------------------------------------------------------------------------

    def _print(self) -> None:
        clave, llave, day = self._clave, self._llave.id, self._today()
        self.told.say("Preparando la hoja…", "text3")
        self._lanes.free(lambda _work: hoja(clave, llave, day), self._open_print, self._fail, owner=self)

    def _open_print(self, pdf: bytes) -> None:
        self.told.say("")
        job = ask_and_print(self, self._lanes, pdf, "Clave de recuperación")
        job.finished.connect(lambda: self._tell("La hoja se envió a la impresora. Recójala usted."))
        for refused in (job.failed, job.stopped):
            refused.connect(lambda sentence: self.told.say(sentence, "bad"))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Guardar la hoja en…", NOMBRE, "Documento PDF (*.pdf)")
        if name:
            path = Path(name)
            self.save_in(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def save_in(self, path: Path) -> None:
        """The sheet as a file."""
        clave, llave, day = self._clave, self._llave.id, self._today()
        self._lanes.free(
            lambda _work: guardar_hoja(clave, llave, day, path),
            lambda made: self._tell(
                f"Se guardó «{made.name}». No está cifrada: llévela a una memoria y bórrela de este equipo."
            ),
            self._fail,
            owner=self,
        )

    def _copy(self) -> None:
        self.clipboard.put(self._clave)
        self._tell(f"Copiada. Se borra del portapapeles en {SECONDS} segundos; péguela ahora en su gestor de claves.")

    def _choose_seal(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Certificado de la oficina", "", CERTIFICADOS)
        if name:
            self.seal_to(Path(name))

    def seal_to(self, path: Path) -> None:
        """Seal another recovery key to the public key of the office."""
        llave = self._llave
        self._lanes.free(lambda _work: self._acceso.sellar(llave, path), self._sealed, self._fail, owner=self)

    def _sealed(self, sello: Sello) -> None:
        self._tell(
            f"Sellada para «{sello.para}»: con su llave privada, la oficina podrá decirle una clave si olvida la frase."
        )

    def _tell(self, sentence: str) -> None:
        self.told.say(sentence, "ok")

    def _fail(self, error: BaseException) -> None:
        self.told.say(words_of(error), "bad")

    # --- having it ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.asked = self._pick(len(grupos(self._clave))) + 1
        self.check_field.set_label(f"Grupo {self.asked} de su clave")
        self.check_field.set_error("")
        self.typed.set_value("")
        self._turn(self._check)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        if es_el_grupo(self._clave, self.asked, self.typed.text()):
            self.forget()
            self.kept.emit()
            return
        self.check_field.set_error(f"No es el grupo {self.asked}. Compárelo con la hoja, o vuelva a ver la clave.")
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.selectAll()

    def _show_again(self) -> None:
        self._turn(self._shown)
        self.have_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _skip(self) -> None:
        self.forget()
        self.skipped.emit()
