"""What an item rests on: functions of the manuals with their gist, other basis, and the evidence that is suggested.

What is not verified says so. It must never invent a text: where the catalogue has none, none is shown.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.errors import UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.kit.card import SectionTitle
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.pill import Pill


class BasisSection(QWidget):
    """The basis of one item. Built anew when another item is shown: there are few lines."""

    def __init__(self, catalogues: Definiciones) -> None:
        super().__init__()
        self._catalogues = catalogues
        self._item_id = ""
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(SectionTitle("Fundamento", icon="scale"))

    def show_item(self, item: ItemDefinition) -> None:
        if item.id == self._item_id:
            return
        self._item_id = item.id
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for ref in item.fundamento:
            self._add(_pill_row(Pill(ref.label, "", "accent")))
            self._add(WrapLabel(self._gist(ref), "small", "text2"))
        for clave in item.otro_fundamento:
            self._add_legal(clave)
        self._add(Text("Evidencia sugerida", "small-medium", "text2"))
        self._add(WrapLabel(item.evidencia, "small", "text2"))

    def _gist(self, ref: object) -> str:
        try:
            return self._catalogues.funcion(str(ref)).gist
        except UserError as error:
            return error.message

    def _add_legal(self, clave: str) -> None:
        legal = self._catalogues.fundamentos.get(clave)
        self._add(_pill_row(Pill(clave)))
        if legal is None:
            self._add(WrapLabel("No está en el catálogo de fundamentos.", "small", "text3"))
            return
        self._add(WrapLabel(legal.gist or legal.nombre, "small", "text2"))
        if not legal.verificado:
            self._add(WrapLabel("Texto por confirmar.", "small-medium", "warn"))

    def _add(self, line: QWidget) -> None:
        self._lines.append(line)
        self._column.addWidget(line)

    def texts(self) -> list[str]:
        """Everything that is read in it, in order."""
        labels = (w for line in self._lines for w in (line, *line.findChildren(QWidget)))
        return [w.text() for w in labels if isinstance(w, Text | Pill)]


def _pill_row(pill: Pill) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 2, 0, 0)
    layout.addWidget(pill)
    layout.addStretch(1)
    return row
