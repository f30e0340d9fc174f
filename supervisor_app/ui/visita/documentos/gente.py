"""Everybody who signs a document, in their order, the card of who signs now among them. It must never choose who."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.documento import CampoDeFirma, Documento
from supervisor_app.domain.turnos import en_orden
from supervisor_app.ui.visita.documentos.firmante import SignerRow
from supervisor_app.ui.visita.documentos.tarjeta import SigningCard


class People(QWidget):
    """``chosen(campo)`` when somebody of the rows is to sign now."""

    chosen = Signal(str)

    def __init__(self, card: SigningCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self._shown: tuple[Documento | None, CampoDeFirma | None] = (None, None)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(card)
        card.hide()

    def show_people(self, documento: Documento | None, actual: CampoDeFirma | None) -> None:
        """The rows of a document; the card stands in the place of ``actual``, and is hidden where there is none."""
        self._card.setVisible(actual is not None)
        if (documento, actual) == self._shown:
            return
        self._shown = (documento, actual)
        # ``removeWidget`` and not ``takeAt``: while Python still held the card's old item, the layout would go on
        # measuring the card as it was.
        self._column.removeWidget(self._card)
        for row in self.rows():
            self._column.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        if documento is None:
            return
        for campo in en_orden(documento):
            if actual is not None and campo.campo == actual.campo:
                self._column.addWidget(self._card)
                continue
            row = SignerRow(documento, campo, can_sign=actual is not None)
            row.sign_now.connect(self.chosen)
            self._column.addWidget(row)

    def rows(self) -> list[SignerRow]:
        """Who signed or will, but for the person of the card, from top to bottom."""
        return self.findChildren(SignerRow)
