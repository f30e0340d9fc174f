"""What verifying a document says: each signer, and what is wrong in whole sentences. It must never soften a problem."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.services.firmas import FirmaVerificada, Verificacion
from supervisor_app.ui.kit.banner import Banner, IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.visita.documentos.renglones import momento

_VALID = "Las firmas son auténticas y el documento no cambió después de firmarse."
_UNKNOWN = (
    "Sin el certificado de la autoridad se comprueba que el documento no cambió, pero no que la e.firma sea de quien "
    "dice ser."
)
_REVOCATION = "No se comprobó si los certificados fueron revocados: para eso se necesita red."


class VerificationCard(Card):
    """``wants_authorities`` when the person follows the way to the authorities in Ajustes; ``closed``."""

    wants_authorities = Signal()
    closed = Signal()

    def __init__(self, verificacion: Verificacion, parent: QWidget | None = None) -> None:
        super().__init__("Verificación", icon="shield-check", parent=parent)
        close = Button("", "ghost", icon="x", tool=True, name="Cerrar la verificación")
        close.clicked.connect(self.closed)
        assert self.heading is not None
        self.heading.add(close)
        if verificacion.valido:
            self.body.addWidget(Banner(_VALID, "ok", icon="circle-check"))
        for firma in verificacion.firmas:
            self.body.addWidget(_signer(firma))
        suyos = {problema for firma in verificacion.firmas for problema in firma.problemas}
        for problema in verificacion.problemas:
            if problema not in suyos:
                self.body.addWidget(Banner(problema, "bad", icon="circle-x"))
        if any(firma.integra and not firma.confiable for firma in verificacion.firmas):
            self.body.addWidget(WrapLabel(_UNKNOWN, "small", "text2"))
            link = Button("Ver las autoridades en Ajustes", "link", icon="settings")
            link.clicked.connect(self.wants_authorities)
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if verificacion.firmas:
            self.body.addWidget(WrapLabel(_REVOCATION, "small", "text3"))
        self._words = " ".join(
            [*([_VALID] if verificacion.valido else []), *verificacion.problemas]
            + [f"{f.nombre} {f.rfc}" for f in verificacion.firmas]
        )
        self.setAccessibleDescription(self._words)

    def words(self) -> str:
        """The verdict in one piece, as a screen reader says it."""
        return self._words


def _signer(firma: FirmaVerificada) -> QWidget:
    icon, ink = ("circle-check", "ok") if firma.integra and firma.confiable else ("triangle-alert", "warn")
    if not firma.integra:
        icon, ink = "circle-x", "bad"
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(WrapLabel(firma.nombre or "Firmante no legible", "body-strong"))
    cuando = f" · firmó el {momento(firma.momento)}" if firma.momento else ""
    words.addWidget(WrapLabel(f"RFC {firma.rfc or 'no legible'}{cuando}", "small", "text2", figures=True))
    if firma.autoridad:
        words.addWidget(WrapLabel(f"Certificado {firma.numero_certificado}, {firma.autoridad}", "small", "text2"))
    for problema in firma.problemas:
        words.addWidget(WrapLabel(problema, "small-medium", "warn" if firma.integra else "bad"))
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_2)
    layout.addWidget(IconMark(icon, ink=ink), 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(words, 1)
    return row
