"""What changes, side by side: one question or one datum before and now, and what becomes of its answer. Read only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.versiones import Clase, Detalle, PuntoComparado
from supervisor_app.domain.traslado import Traslado
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.visita.cedulas.versiones.textos import described, fate

_SIGNS = {
    Clase.NUEVA: ("plus", "accent"),
    Clase.RETIRADA: ("minus", "warn"),
    Clase.CAMBIA: ("pencil", "na"),
    Clase.SE_MUEVE: ("repeat", "na"),
}
_NOTHING = "—"


class Note(QWidget):
    """An icon and a paragraph."""

    def __init__(self, text: str, icon: str, ink: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconMark(icon, ink=ink), 0, Qt.AlignmentFlag.AlignTop)
        self.label = WrapLabel(text, "body-medium", ink)
        line.addWidget(self.label, 1)

    def text(self) -> str:
        return self.label.text()


class _Side(QWidget):
    def __init__(self, when: str, text: str, ink: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Text(when, "small", "text3"))
        label = WrapLabel(text or _NOTHING, "body", ink)
        label.setAccessibleName(f"{when}: {text or 'nada'}")
        column.addWidget(label)


class Change(QWidget):
    """One thing that changes: its name, how it reads before and how now."""

    def __init__(self, detail: Detalle) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(WrapLabel(detail.que, "small-strong", "text2"))
        sides = [_Side("Antes", detail.antes, "text2"), _Side("Ahora", detail.despues, "text")]
        column.addWidget(Reflow(sides, under=560))


class ChangedItem(QWidget):
    """One question that is not the same in both versions."""

    def __init__(self, point: PuntoComparado, transfer: Traslado | None) -> None:
        super().__init__()
        icon, kind = _SIGNS[point.clase]
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Pill(point.clase.label, icon, kind))
        head.addWidget(Text(point.item_id, "small-strong", "text2", figures=True))
        place = WrapLabel(point.lugar, "small", "text2")
        head.addWidget(place, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 10)
        column.setSpacing(4)
        column.addLayout(head)
        worded = any(d.que == "Redacción" for d in point.detalles)
        if not worded:
            column.addWidget(WrapLabel(point.pregunta, "body"))
        only = point.despues if point.antes is None else point.antes if point.despues is None else None
        if only is not None:
            column.addWidget(WrapLabel(described(only), "small", "text2"))
        for detail in point.detalles:
            column.addWidget(Change(detail))
        said, icon, ink = fate(transfer)
        if said:
            column.addWidget(Note(said, icon, ink))
        self.setAccessibleName(f"{point.item_id}, {point.clase.label}: {point.pregunta} {said}".strip())
