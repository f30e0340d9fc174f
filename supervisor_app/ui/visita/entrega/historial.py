"""The life of the visit: each closing with its package, and where it was delivered whole. It must never say «entregada»
of what was not read back.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.documento import Entrega, PaqueteCerrado
from supervisor_app.domain.texto import tamano
from supervisor_app.services.sincronia.verbos import Etapa, Vida
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.labels import WrapLabel, plain_tip
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.visita.documentos.renglones import momento

_NOT_YET = "Aún no se entrega"
_SAID = {
    Etapa.ENVIADA: ("send", "accent"),
    Etapa.ACUSADA: ("shield-check", "ok"),
    Etapa.APARTADA: ("circle-x", "bad"),
    Etapa.RETIRADA: ("circle-minus", "na"),
}
"""How far a package is beyond being delivered: icon and ink."""


class LifeCard(Card):
    """Newest first: closed, then each place where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Vida de la visita", icon="history", parent=parent)
        self.body.setSpacing(SPACE_3)
        self._blocks: list[QWidget] = []
        self._spoken = ""

    def show_life(
        self,
        paquetes: Sequence[PaqueteCerrado],
        entregas: Sequence[Entrega],
        motivo: str = "",
        vidas: Sequence[Vida] = (),
    ) -> None:
        """``motivo``: why the newest revision was reopened. ``vidas``: what the office said of each package."""
        for old in self._blocks:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._blocks = []
        said: list[str] = []
        newest_first = sorted(paquetes, key=lambda p: p.revision, reverse=True)
        for n, paquete in enumerate(newest_first):
            if n:
                self._add(Line())
            lines = _lines(paquete, [d for d in entregas if d.revision == paquete.revision])
            if n == 0 and motivo and paquete.revision > 1:
                lines.insert(1, ("pencil", "text2", f"Se reabrió: {motivo}", ""))
            lines += [_of_office(v) for v in vidas if v.revision == paquete.revision and v.etapa in _SAID]
            self._add(_block(lines))
            said += [f"{first}. {second}".strip() for _, _, first, second in lines]
        self._spoken = " ".join(said)
        self.setAccessibleDescription(self._spoken)
        self.setVisible(bool(paquetes))

    def words(self) -> str:
        """Everything it says, in one piece."""
        return self._spoken

    def _add(self, widget: QWidget) -> None:
        self._blocks.append(widget)
        self.body.addWidget(widget)


_Sign = tuple[str, str, str, str]
"""Icon, ink, first line, second line."""


def _lines(paquete: PaqueteCerrado, entregas: Sequence[Entrega]) -> list[_Sign]:
    which = "Visita cerrada" if paquete.revision == 1 else f"Corrección {paquete.revision - 1} cerrada"
    lines: list[_Sign] = [
        (
            "lock",
            "text2",
            f"{which} el {momento(paquete.creado)}",
            f"{tamano(paquete.bytes)} · SHA-256 {paquete.sha256[:16]}…",
        )
    ]
    for entrega in entregas:
        when = f"Entregada el {momento(entrega.cuando)} · releída completa"
        what = f"{entrega.destino} · {tamano(entrega.bytes)} · SHA-256 {entrega.sha256[:16]}…"
        lines.append(("circle-check", "ok", when, what))
    if not entregas:
        lines.append(("triangle-alert", "warn", _NOT_YET, ""))
    return lines


def _of_office(vida: Vida) -> _Sign:
    icon, ink = _SAID[vida.etapa]
    when = f" el {momento(vida.acusada)}" if vida.acusada is not None else ""
    return icon, ink, f"{vida.etapa.label}{when}", vida.motivo


def _block(lines: Sequence[_Sign]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_3)
    for icon, ink, first, second in lines:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(first, "body-medium"))
        if second:
            # A path has no spaces to break at; a zero-width space lets it wrap after each separator.
            label = WrapLabel(_breakable(second), "small", "text2")
            label.setToolTip(plain_tip(second))
            label.setAccessibleName(second)
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(IconMark(icon, ink=ink), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column.addLayout(row)
    return block


def _breakable(path: str) -> str:
    return path.replace("/", "/\N{ZERO WIDTH SPACE}").replace("\\", "\\\N{ZERO WIDTH SPACE}")
