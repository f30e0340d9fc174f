"""Work that takes its time: words, bar and «Cancelar», where it was asked for. Must never be without words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.progress import Meter
from supervisor_app.ui.kit.tokens import SPACE_2


class TaskRow(QWidget):
    """``cancelled`` when the person asks to stop, also with Esc. Hidden until the first ``report`` and after ``done``.

    It takes the focus itself and not its button, so that one Enter too many does not cancel what the first one began.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = WrapLabel("", "small-medium", "text2")
        self._meter = Meter()
        self._cancel = Button("Cancelar", "outline", keys="Esc", tool=True)
        self._cancel.clicked.connect(self._on_cancel)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._meter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addLayout(column, 1)
        layout.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def report(self, share: float, words: str, *, can_cancel: bool = True) -> None:
        """Show how far the work is, 0.0 to 1.0, and what is being done."""
        # What is still on its way after «Cancelar» must not look as if nobody had heard it.
        if self._cancel.isEnabled():
            self._words.setText(words)
        self._meter.set_share(share, self._words.text())
        self.setAccessibleName(self._words.text())
        self._cancel.setVisible(can_cancel)
        self.show()

    def done(self) -> None:
        """The work ended, well or not: go away until the next one."""
        self.hide()
        self._cancel.setEnabled(True)
        self._meter.set_share(0.0)

    def words(self) -> str:
        return self._words.text()

    def share(self) -> float:
        return self._meter.share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._cancel.isVisible() and self._cancel.isEnabled():
            self._on_cancel()
            return
        super().keyPressEvent(event)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText("Cancelando…")
        self.cancelled.emit()
