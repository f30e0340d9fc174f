"""The card of who signs now: the person, the turn, and the three ways of signing. It must never sign by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.turnos import cierra, como_se_firmo, impide_dibujar, impide_efirma, ya_no_se_dibuja
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.pill import Avatar, Pill
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.tokens import SPACE_1
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.documentos.dibujo import DrawingForm
from supervisor_app.ui.visita.documentos.efirma import EfirmaForm
from supervisor_app.ui.visita.documentos.renglones import Lugar
from supervisor_app.ui.visita.documentos.tinta import InkForm
from supervisor_app.wiring import Servicios

_NOT_MIXED = ", que no se mezcla con la autógrafa. Para firmarlo a mano, emita una versión nueva."
_WAYS = (("efirma", "e.firma"), ("dibujada", "Dibujada"), ("tinta", "Tinta"))


class SigningCard(Card):
    """``alone`` when the person wants to sign only the document that is shown."""

    alone = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._avatar = Avatar("")
        self._name = WrapLabel("", "body-strong")
        self._post = WrapLabel("", "small", "text2")
        self._place = Pill("", "pen-line", "accent")
        self.ways = Segmented(_WAYS, "Forma de firmar")
        self.form = EfirmaForm()
        self.drawing = DrawingForm()
        self.ink = InkForm(lanes)
        self._barred = Banner("", "na", icon="clock")
        self._closes = Banner("", "warn", icon="triangle-alert")
        self._batch = WrapLabel("", "small-medium", "text2")
        self.alone_button = Button("Firmar sólo éste", "link")
        self.alone_button.clicked.connect(self.alone)
        self.body.addLayout(self._heading())
        self.body.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(SPACE_1)
        self._pages = {"efirma": self._efirma_page(), "dibujada": self.drawing, "tinta": self.ink}
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
        layout.addWidget(self._barred)
        layout.addWidget(self._closes)
        layout.addWidget(self._batch)
        layout.addWidget(self.alone_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)
        self.set_batch("")
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

    def show_place(self, lugar: Lugar, *, primary: bool) -> None:
        """Whose place it is, whether it is its turn, and what each way of signing has to say of it."""
        documento, campo = lugar.documento, lugar.campo
        place = f"{len(documento.firmados) + 1} de {len(documento.campos)}" if campo.obligatorio else "Opcional"
        self.set_person(campo.nombre, campo.cargo, place)
        self.set_turn(impide_efirma(documento, campo), cierra(documento, campo), ya_no_se_dibuja(documento, campo))
        self.drawing.show_place(lugar, impide_dibujar(documento, campo))
        self.drawing.set_primary(primary)
        mixed = f"Ya se firmó {como_se_firmo(documento)}{_NOT_MIXED}" if documento.firmados else ""
        self.ink.show_document(documento, closed=False, barred=mixed)

    def set_turn(self, barred: str, closes: str, ends_drawing: str) -> None:
        """``barred``: why nobody signs here with e.firma now; ``closes``: whose place an e.firma here closes;
        ``ends_drawing``: that it is the end of drawing, which is told where it closes nobody's place.
        """
        self._barred.set_message(barred, "na", "clock")
        self._barred.setVisible(bool(barred))
        kind, icon = ("warn", "triangle-alert") if closes else ("na", "info")
        self._closes.set_message(closes or ends_drawing, kind, icon)
        self._closes.setVisible(bool(closes or ends_drawing) and not barred)
        self.form.setVisible(not barred)

    def turn(self) -> tuple[str, str]:
        """What is said of the turn: why not now, and what signing puts an end to."""
        barred = "" if self._barred.isHidden() else self._barred.text()
        return barred, "" if self._closes.isHidden() else self._closes.text()

    def set_batch(self, words: str) -> None:
        """Which other documents are signed with the same e.firma; "" for only the one that is shown."""
        self._batch.setText(words)
        self._batch.setVisible(bool(words))
        self.alone_button.setVisible(bool(words))

    def set_way(self, way: str) -> None:
        self.ways.set_value(way)
        self._show_way(way)
