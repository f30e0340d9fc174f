"""What travels: files counted and weighed by kind. The card shows; the functions are pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from supervisor_app.domain.texto import tamano
from supervisor_app.services.entregas import Contenidos
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3

_KINDS = (
    ("registros", "Registros", "file", "Respuestas, inconsistencias, medidas e informe, como datos"),
    ("documentos", "Documentos", "file-check", "Cédulas, informe y demás emitidos en PDF, con sus firmas"),
    ("evidencia", "Evidencia", "paperclip", "Fotografías y archivos adjuntos, con su lista"),
    ("universos", "Universos", "list", "Los listados de los que se sortearon muestras, para repetir el sorteo"),
)
_ONLY_IF_ANY = frozenset({"universos"})
_MANIFEST = "Todo va en un solo paquete, con las huellas SHA-256 con las que la oficina comprueba que llegó igual."


@dataclass(frozen=True, slots=True)
class Grupo:
    """Files of one kind: how many and how many bytes."""

    nombre: str
    icono: str
    que: str
    archivos: int
    bytes: int


def grupos(contenidos: Contenidos) -> tuple[Grupo, ...]:
    """The files by kind, in fixed order. A kind without files is there with zero, but for the universes of draws."""
    return tuple(
        Grupo(name, icon, what, len(sizes), sum(sizes))
        for key, name, icon, what in _KINDS
        for sizes in [[size for path, size in contenidos.archivos if path.partition("/")[0] == key]]
        if sizes or key not in _ONLY_IF_ANY
    )


def cuenta(n: int) -> str:
    """«1 archivo», «12 archivos», «ninguno»."""
    return "ninguno" if not n else "1 archivo" if n == 1 else f"{n:,} archivos"


class ContentsCard(Card):
    """A line for each kind and the total."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Qué viaja", icon="package", parent=parent)
        self._table: QWidget | None = None
        self._spoken = ""

    def show_contents(self, contenidos: Contenidos) -> None:
        groups = grupos(contenidos)
        if self._table is not None:
            self.body.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = _table(groups, contenidos)
        self.body.addWidget(self._table)
        total = f"Total: {cuenta(len(contenidos.archivos))}, {tamano(contenidos.bytes)}."
        self._spoken = " ".join(f"{g.nombre}: {cuenta(g.archivos)}, {tamano(g.bytes)}." for g in groups) + f" {total}"
        self.setAccessibleDescription(self._spoken)

    def words(self) -> str:
        """The whole table in one piece, as a screen reader says it."""
        return self._spoken


def _table(groups: Sequence[Grupo], contenidos: Contenidos) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_3)
    grid.setVerticalSpacing(SPACE_2)
    grid.setColumnStretch(1, 1)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    for row, group in enumerate(groups):
        grid.addWidget(IconMark(group.icono, size=18), row, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(group.nombre, "body-medium"))
        words.addWidget(WrapLabel(group.que, "small", "text2"))
        grid.addLayout(words, row, 1)
        grid.addWidget(Text(cuenta(group.archivos), "body", "text2", figures=True), row, 2, right)
        grid.addWidget(Text(tamano(group.bytes) if group.archivos else "", "body", figures=True), row, 3, right)
    last = len(groups)
    grid.addWidget(Line(), last, 0, 1, 4)
    grid.addWidget(Text("Total", "body-strong"), last + 1, 1)
    grid.addWidget(Text(cuenta(len(contenidos.archivos)), "body-strong", figures=True), last + 1, 2, right)
    grid.addWidget(Text(tamano(contenidos.bytes), "body-strong", figures=True), last + 1, 3, right)
    grid.addWidget(WrapLabel(_MANIFEST, "small", "text3"), last + 2, 0, 1, 4)
    return table
