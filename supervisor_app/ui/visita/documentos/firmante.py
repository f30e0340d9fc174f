"""One person of the list of signers: signed, and how, or to sign, and when. It must never offer what is refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.documento import ArchivoDocumento, CampoDeFirma, Documento, Metodo
from supervisor_app.domain.turnos import impide_dibujar, impide_efirma, le_siguio
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.pill import Avatar, Pill
from supervisor_app.ui.visita.documentos.nombres import same_person
from supervisor_app.ui.visita.documentos.renglones import momento


class SignerRow(QWidget):
    """``sign_now(campo)`` when the person asks to sign in this place before the one that comes first."""

    sign_now = Signal(str)

    def __init__(
        self, documento: Documento, campo: CampoDeFirma, *, can_sign: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        archivo = next((a for a in documento.archivos if a.campo == campo.campo), None)
        name = campo.nombre or (archivo.firmante if archivo is not None else "Sin nombre en el documento")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(name, "body-strong"))
        lines = _lines(documento, campo, archivo)
        for line in lines:
            words.addWidget(WrapLabel(line, "small", "text2", figures=True))
        only_draws = bool(impide_efirma(documento, campo))
        what = "Firmar dibujando" if only_draws else "Firmar en este lugar"
        self.button = Button(what, "link", name=f"{what}, en el lugar de {name}", writes=True)
        self.button.clicked.connect(lambda: self.sign_now.emit(campo.campo))
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        pill = _pill(documento, campo, archivo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Avatar(name), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        self.button.setVisible(can_sign and (not only_draws or not impide_dibujar(documento, campo)))
        self.setAccessibleName(". ".join((name, *lines, pill.text())))


def _lines(documento: Documento, campo: CampoDeFirma, archivo: ArchivoDocumento | None) -> tuple[str, ...]:
    if archivo is None:
        waits = "" if documento.para_tinta else impide_efirma(documento, campo)
        return tuple(line for line in (campo.cargo, waits) if line)
    drawn = archivo.metodo is Metodo.DIBUJADA
    how = f"{'firma dibujada' if drawn else 'e.firma'}, {momento(archivo.cuando)}"
    first = f"{campo.cargo} · {how}" if campo.cargo else how
    if same_person(campo.nombre, archivo.firmante) or not campo.nombre:
        return (first,)
    return (first, f"Con la e.firma de {archivo.firmante}")


def _pill(documento: Documento, campo: CampoDeFirma, archivo: ArchivoDocumento | None) -> Pill:
    if archivo is not None and archivo.metodo is Metodo.DIBUJADA:
        return Pill("Dibujó", "pen-tool", "accent")
    if archivo is not None:
        return Pill("e.firma", "shield-check", "ok")
    if documento.para_tinta:
        return Pill("A mano", "stamp", "ok" if documento.escaneos else "na")
    if le_siguio(documento, campo) is not None:
        return Pill("No firmó", "circle-minus")
    return Pill("Sigue", "clock") if campo.obligatorio else Pill("Opcional", "clock")
