"""One cédula of which a newer version has come: what it changes, and the two answers to it. It must change nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.services.versiones import titulo_de_version
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.visita.cedulas.versiones.punto import Change, ChangedItem, Note
from supervisor_app.ui.visita.cedulas.versiones.textos import (
    Offer,
    consequences,
    follow_words,
    stay_words,
    stayed_words,
)


class OfferCard(Card):
    """``followed()`` and ``stayed()``: what the person chose. The changes unfold under it."""

    followed = Signal()
    stayed = Signal()

    def __init__(self, offer: Offer, *, first: bool, unfolded: bool) -> None:
        c = offer.comparison
        super().__init__(c.despues.titulo, icon="file-clock")
        self._offer = offer
        self.follow = Button(follow_words(c), "primary" if first else "outline", icon="check")
        self.follow.setAccessibleName(f"{follow_words(c)} de {offer.code}")
        self.follow.clicked.connect(lambda _=False: self.followed.emit())
        self.stay = Button(stay_words(c), "outline")
        self.stay.setAccessibleName(f"{stay_words(c)} de {offer.code}")
        self.stay.clicked.connect(lambda _=False: self.stayed.emit())
        self.unfold = Button("", "ghost")
        self.unfold.clicked.connect(lambda _=False: self.set_unfolded(self._changes is None))
        self._changes: QWidget | None = None
        self.body.addWidget(WrapLabel(f"{titulo_de_version(c)}. {c.resumen}.", "body"))
        said = consequences(offer)
        icon, ink = ("circle-alert", "warn") if offer.takes else ("circle-check", "ok")
        self.consequences = Note(said, icon, ink)
        self.body.addWidget(self.consequences)
        if offer.left:
            self.body.addWidget(WrapLabel(stayed_words(c), "small", "text2"))
        actions = Flow(gap=8)
        actions.set_items([self.follow, self.stay, self.unfold])
        self.stay.setVisible(not offer.left)
        self.body.addWidget(actions)
        self.set_unfolded(unfolded)

    def set_unfolded(self, unfolded: bool) -> None:
        """Show the changes, or only what they come to."""
        if unfolded and self._changes is None:
            self._changes = self._make_changes()
            self.body.addWidget(self._changes)
        elif not unfolded and self._changes is not None:
            self._changes.hide()
            self._changes.deleteLater()
            self._changes = None
        self.unfold.set_text("Ocultar los cambios" if unfolded else "Ver los cambios")
        self.unfold.setAccessibleName(f"{self.unfold.text()} de {self._offer.code}")
        self.unfold.set_icon("chevron-down" if unfolded else "chevron-right")

    def _make_changes(self) -> QWidget:
        changes = QWidget()
        column = QVBoxLayout(changes)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        c = self._offer.comparison
        for point in c.puntos:
            column.addWidget(Line())
            column.addWidget(ChangedItem(point, self._offer.transfer(point.item_id)))
        if c.datos:
            column.addWidget(Line())
            title = WrapLabel("Datos de la cédula", "body-strong")
            title.setContentsMargins(0, 8, 0, 2)
            column.addWidget(title)
        for detail in c.datos:
            column.addWidget(Change(detail))
        return changes
