"""What verifying a document says: each signer, and what is wrong in whole sentences. It must never soften a problem."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import ArchivoDocumento
from supervisor_app.domain.texto import cuantos
from supervisor_app.services.firmas import Comprobado, FirmaVerificada, SelloVerificado, Verificacion
from supervisor_app.ui.kit.banner import Banner, IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.visita.documentos.renglones import momento

_VALID = "Las firmas son auténticas y el documento no cambió después de firmarse."
_VALID_MIXED = "Lo firmado con e.firma es auténtico y el documento no cambió después. La firma dibujada va abajo."
_UNKNOWN = (
    "Sin el certificado de la autoridad se comprueba que el documento no cambió, pero no que la e.firma sea de quien "
    "dice ser."
)
_UNASKED = "no comprobada"
_REVOCATION = "No se comprobó si los certificados fueron revocados: para eso se necesita red."

_DRAWN = (
    "Firma dibujada en pantalla: muestra la voluntad de quien firmó, no comprueba quién fue y no protege el documento. "
    "No es e.firma."
)
_COVERED = "La e.firma que se puso después cubre estos trazos: estaban ahí."
_ONLY_DRAWN = "Nadie ha firmado con e.firma. El archivo es el que se guardó al firmarse en este equipo."
_BY_HAND = "Firma autógrafa: está en el papel. El escaneo se guarda con el documento; nadie comprueba la tinta."


class VerificationCard(Card):
    """``wants_authorities`` when the person follows the way to the authorities in Ajustes; ``closed``."""

    wants_authorities = Signal()
    closed = Signal()

    def __init__(self, comprobado: Comprobado, parent: QWidget | None = None) -> None:
        super().__init__("Verificación", icon="shield-check", parent=parent)
        close = Button("", "ghost", icon="x", tool=True, name="Cerrar la verificación")
        close.clicked.connect(self.closed)
        assert self.heading is not None
        self.heading.add(close)
        self._said: list[str] = []
        if comprobado.efirma is not None:
            self._show_efirma(comprobado.efirma, _VALID_MIXED if comprobado.dibujadas else _VALID)
        if comprobado.dibujadas:
            self._show_drawn(comprobado.dibujadas, comprobado.efirma)
        if comprobado.escaneos:
            self._show_by_hand(comprobado.escaneos)
        self.setAccessibleDescription(self.words())

    def _show_efirma(self, verificacion: Verificacion, valid: str) -> None:
        if verificacion.valido:
            self.body.addWidget(Banner(valid, "ok", icon="circle-check"))
        asked = any(firma.revocacion != _UNASKED for firma in verificacion.firmas)
        for firma in verificacion.firmas:
            self.body.addWidget(_signer(firma, tell_revocation=asked))
        suyos = {problema for firma in verificacion.firmas for problema in firma.problemas}
        suyos |= {problema for sello in verificacion.sellos for problema in sello.problemas}
        for problema in verificacion.problemas:
            if problema not in suyos:
                self.body.addWidget(Banner(problema, "bad", icon="circle-x"))
        for sello in verificacion.sellos:
            self.body.addWidget(_seal(sello))
        if any(firma.integra and not firma.autoridad_reconocida for firma in verificacion.firmas):
            self.body.addWidget(WrapLabel(_UNKNOWN, "small", "text2"))
            link = Button("Ver las autoridades en Ajustes", "link", icon="settings")
            link.clicked.connect(self.wants_authorities)
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        notes = list(verificacion.avisos)
        if verificacion.firmas and not asked:
            notes.append(_REVOCATION)
        if verificacion.registro is not None:
            notes.append(f"Huella al pie de sus hojas: {verificacion.registro.huella}")
        for note in notes:
            self.body.addWidget(WrapLabel(note, "small", "text3", figures=True))
        self._said += [*([valid] if verificacion.valido else []), *verificacion.problemas]
        self._said += [f"{f.nombre} {f.rfc}" for f in verificacion.firmas]
        self._said += [f.revocacion_dicho for f in verificacion.firmas if f.revocacion != _UNASKED]
        self._said += [f"Sello de tiempo de {s.autoridad}" for s in verificacion.sellos] + notes

    def _show_drawn(self, dibujadas: Sequence[FirmaDibujada], efirma: Verificacion | None) -> None:
        for firma in dibujadas:
            ante = f", ante {firma.ante}" if firma.ante else ""
            line = f"Firma dibujada el {momento(firma.cuando)}{ante}"
            self.body.addWidget(_row("pen-tool", "accent", firma.nombre, [(line, "small", "text2")]))
            self._said.append(f"{firma.nombre}, {line}")
        protects = _ONLY_DRAWN if efirma is None else _COVERED if efirma.valido else ""
        for words in (_DRAWN, protects):
            if words:
                self.body.addWidget(WrapLabel(words, "small", "text2"))
                self._said.append(words)

    def _show_by_hand(self, escaneos: Sequence[ArchivoDocumento]) -> None:
        archivo = escaneos[-1]
        hojas = f"Escaneo de {cuantos(archivo.paginas, 'hoja', 'hojas')}, adjunto el {momento(archivo.cuando)}"
        coded = archivo.nota or "Las hojas llevan el código de este documento."
        lines = [(coded, "small", "warn" if archivo.nota else "text2"), (_BY_HAND, "small", "text2")]
        self.body.addWidget(_row("stamp", "text2", hojas, lines))
        self._said += [hojas, coded, _BY_HAND]

    def words(self) -> str:
        """The verdict in one piece, as a screen reader says it."""
        return " ".join(self._said)


def _signer(firma: FirmaVerificada, *, tell_revocation: bool) -> QWidget:
    icon, ink = ("circle-check", "ok") if firma.integra and firma.confiable else ("triangle-alert", "warn")
    if not firma.integra:
        icon, ink = "circle-x", "bad"
    cuando = f" · firmó con e.firma el {momento(firma.momento)}" if firma.momento else ""
    lines = [(f"RFC {firma.rfc or 'no legible'}{cuando}", "small", "text2")]
    if firma.autoridad:
        lines.append((f"Certificado {firma.numero_certificado}, {firma.autoridad}", "small", "text2"))
    if firma.antes_de:
        proven = f"Ya estaba firmado el {momento(firma.antes_de)}: lo prueba el sello de tiempo"
        lines.append((proven, "small", "text2"))
    if tell_revocation and firma.revocacion_dicho not in firma.problemas:
        ink_of_it = "text2" if firma.revocacion == "vigente" else "warn"
        lines.append((firma.revocacion_dicho, "small", ink_of_it))
    lines += [(problema, "small-medium", "warn" if firma.integra else "bad") for problema in firma.problemas]
    return _row(icon, ink, firma.nombre or "Firmante no legible", lines)


def _seal(sello: SelloVerificado) -> QWidget:
    icon, ink = ("clock", "ok") if sello.integro and sello.confiable else ("triangle-alert", "warn")
    if not sello.integro:
        icon, ink = "circle-x", "bad"
    lines = [(f"Certifica la hora {momento(sello.momento)}", "small", "text2")] if sello.momento else []
    if sello.emisor:
        lines.append((f"Lo respalda {sello.emisor}", "small", "text2"))
    lines += [(problema, "small-medium", "warn" if sello.integro else "bad") for problema in sello.problemas]
    return _row(icon, ink, f"Sello de tiempo de {sello.autoridad or 'autoridad no legible'}", lines)


def _row(icon: str, ink: str, title: str, lines: Sequence[tuple[str, str, str]]) -> QWidget:
    """A title with lines under it, each with its role and its ink."""
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(WrapLabel(title, "body-strong"))
    for text, role, line_ink in lines:
        words.addWidget(WrapLabel(text, role, line_ink, figures=True))
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_2)
    layout.addWidget(IconMark(icon, ink=ink), 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(words, 1)
    return row
