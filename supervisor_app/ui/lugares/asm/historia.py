"""The past of an ASM table in words, and the way back to any version. Going back is one version more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.asm_guardada import Paso
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row, RowList
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

_WHAT = "Todo lo que se hizo en la tabla, lo último primero. Volver a una versión no borra las que siguieron."


class HistoryPage(QWidget):
    """``wanted(version)``; ``left()``."""

    wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList(name="Historia de la tabla", kind="framed")
        self.list.opened.connect(lambda _key: self._press())
        self.back = Button("Volver a esta versión", "outline", icon="rotate-ccw", keys="Enter", writes=True)
        self.back.clicked.connect(lambda _=False: self._go())
        leave = Button("Cerrar", "ghost", icon="arrow-left", keys="Esc")
        leave.clicked.connect(lambda _=False: self.left.emit())
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.back, leave))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_3)
        layout.addWidget(WrapLabel(_WHAT, "body", "text2"))
        layout.addWidget(buttons)
        layout.addWidget(self.list, 1)

    def show_steps(self, steps: Sequence[Paso], today: date) -> None:
        newest = steps[-1].version if steps else 0
        rows = []
        for step in reversed(steps):
            day = f"{step.cuando:%H:%M}" if step.cuando.date() == today else f"{fecha_corta(step.cuando.date())}"
            second = " · ".join(p for p in (f"Versión {step.version}", day, step.quien) if p)
            pill = "La de ahora" if step.version == newest else ""
            rows.append(Row(str(step.version), step.que, second, "history", pill=pill, pill_kind="accent"))
        self.list.set_rows(rows)
        if rows:
            self.list.set_current(rows[0].key)

    def focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        return (("↑ ↓", "Recorrer"), ("Enter", "Volver a esta versión"), ("Esc", "Cerrar"))

    def _press(self) -> None:
        self.back.click()  # shut where the window only reads

    def _go(self) -> None:
        if self.list.current():
            self.wanted.emit(int(self.list.current()))
