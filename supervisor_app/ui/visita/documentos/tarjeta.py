"""The card of who signs now: the person, and the two ways of signing. It must never sign by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.pill import Avatar, Pill
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_3
from supervisor_app.ui.visita.documentos.efirma import EfirmaForm

_INK = (
    "Imprima el documento y recabe la firma a mano. La aplicación lo registra como «Para firma autógrafa» y ya no "
    "admitirá e.firma; para firmarlo así, emita una versión nueva."
)
_MIXED = (
    "Este documento ya tiene firma electrónica, que no se mezcla con la autógrafa. Para firmarlo a mano, emita una "
    "versión nueva."
)


class SigningCard(Card):
    """``alone`` when the person wants to sign only the document that is shown; ``ink`` when it is to be printed."""

    alone = Signal()
    ink = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._avatar = Avatar("")
        self._name = WrapLabel("", "body-strong")
        self._post = WrapLabel("", "small", "text2")
        self._place = Pill("", "pen-line", "accent")
        self.ways = Segmented((("efirma", "e.firma"), ("tinta", "Tinta")), "Forma de firmar")
        self.form = EfirmaForm()
        self._batch = WrapLabel("", "small-medium", "text2")
        self.alone_button = Button("Firmar sólo éste", "link")
        self.alone_button.clicked.connect(self.alone)
        self._ink_words = WrapLabel(_INK, "body", "text2")
        self.ink_button = Button("Imprimir para firma autógrafa", "outline", icon="printer")
        self.ink_button.clicked.connect(self.ink)
        self.body.addLayout(self._heading())
        self.body.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(SPACE_1)
        self._pages = {"efirma": self._efirma_page(), "tinta": self._ink_page()}
        for page in self._pages.values():
            self.body.addWidget(page)
        self.ways.chosen.connect(self._show_way)
        self._show_way("efirma")
        self.setAccessibleName("Firma ahora")

    def _heading(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._post)
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        heading.addLayout(words, 1)
        heading.addWidget(self._place, 0, Qt.AlignmentFlag.AlignTop)
        return heading

    def _efirma_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._batch)
        layout.addWidget(self.alone_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)
        self.set_batch("")
        return page

    def _ink_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addWidget(self._ink_words)
        layout.addWidget(self.ink_button, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _show_way(self, way: str) -> None:
        for key, page in self._pages.items():
            page.setVisible(key == way)

    def set_person(self, name: str, post: str, place: str) -> None:
        """Who signs now («2 de 2»). Nothing that was given is touched."""
        shown = name or "Sin nombre en el documento"
        self._avatar.set_name(shown)
        self._name.setText(shown)
        self._post.setText(f"{post} · firma ahora" if post else "Firma ahora")
        self._place.set_state(place, "pen-line", "accent")

    def set_ink_allowed(self, allowed: bool) -> None:
        self._ink_words.setText(_INK if allowed else _MIXED)
        self.ink_button.setVisible(allowed)

    def set_batch(self, words: str) -> None:
        """Which other documents are signed with the same e.firma; "" for only the one that is shown."""
        self._batch.setText(words)
        self._batch.setVisible(bool(words))
        self.alone_button.setVisible(bool(words))

    def set_way(self, way: str) -> None:
        self.ways.set_value(way)
        self._show_way(way)
