"""What the office sent, kind by kind: whether it is in use, what is a person's own, and whom to recognise first.

It shows and holds its buttons; what those do is the screen's. It must never put anything to use.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.texto import fecha_hora
from supervisor_app.services.recibido.valores import AutoridadPorConfirmar, Estado, Ficha
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4

_SIGNS = {
    Estado.EN_USO: ("circle-check", "ok"),
    Estado.EN_PARTE: ("circle-alert", "warn"),
    Estado.POR_CONFIRMAR: ("shield-alert", "warn"),
    Estado.APARTADA: ("circle-x", "bad"),
    Estado.LLEGO: ("download", "accent"),
}
_FOR = {"firmas": "Responde por quienes firman", "sellos": "Responde por la hora"}
_COMPARE = (
    "Llame a su oficina y compare la huella, letra por letra. Si es la misma, confíe; si no, no haga nada y avise."
)


class KindRow(QWidget):
    """One kind. ``taken(kind)``: the office's in place of one's own; ``trusted(sha256)``: somebody is recognised."""

    taken = Signal(str)
    trusted = Signal(str)

    def __init__(self, f: Ficha) -> None:
        super().__init__()
        self.ficha = f
        icon, ink = _SIGNS[f.estado]
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(IconMark(icon, ink=ink))
        head.addWidget(Text(f.titulo, "body-medium"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(WrapLabel(f"{f.estado.label} · {fecha_hora(f.cuando)}", "small", "text2"))
        column.addWidget(WrapLabel(f.dicho, "small", "text"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        layout.setSpacing(SPACE_2)
        self.take: Button | None = None
        if f.tomable:
            name = f"Usar lo de la oficina: {f.titulo.lower()}"
            take = self.take = Button("Usar lo de la oficina", "outline", icon="download", name=name, writes=True)
            take.clicked.connect(lambda: self.taken.emit(f.que))
            layout.addWidget(Beside(words, take, keep=320))
        else:
            layout.addWidget(words)
        self.trust: dict[str, Button] = {}
        if f.por_confirmar:
            layout.addWidget(WrapLabel(_COMPARE, "small", "text2"))
        for authority in f.por_confirmar:
            layout.addWidget(self._authority(authority))

    def _authority(self, a: AutoridadPorConfirmar) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(WrapLabel(a.nombre, "body-medium"))
        column.addWidget(WrapLabel(f"{_FOR.get(a.para, '')}. Huella SHA-256:", "small", "text2"))
        prints = WrapLabel(grouped(a.sha256), "body", figures=True)
        prints.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(prints)
        button = Button("Confiar", "outline", icon="shield-check", name=f"Confiar en {a.nombre}", writes=True)
        button.clicked.connect(lambda: self.trusted.emit(a.sha256))
        self.trust[a.sha256] = button
        return Beside(words, button, keep=320)


class ReceivedCard(Card):
    """Hidden until something came. ``taken(kind)`` and ``trusted(sha256)`` as a row says them."""

    taken = Signal(str)
    trusted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Lo que envió la oficina", icon="download")
        self.flush()
        self.answer = Sentence()
        self.answer.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        self.body.addWidget(self.answer)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.rows: dict[str, KindRow] = {}
        self._shown: tuple[Ficha, ...] = ()
        self.hide()

    def show_kinds(self, kinds: Sequence[Ficha]) -> None:
        """Made anew only where something is other: focus stays where it is."""
        self.setVisible(bool(kinds))
        if tuple(kinds) == self._shown:
            return
        self._shown = tuple(kinds)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for f in kinds:
            row = self.rows[f.que] = KindRow(f)
            row.taken.connect(self.taken)
            row.trusted.connect(self.trusted)
            self._rows.addWidget(Line())
            self._rows.addWidget(row)


def grouped(fingerprint: str) -> str:
    """In fours, as it is read aloud."""
    return " ".join(fingerprint[n : n + 4].upper() for n in range(0, len(fingerprint), 4))
