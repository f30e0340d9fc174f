"""Delivering: one button, how far it is, and what came of it in a sentence. It must never say more than the receipt."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import tamano
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.entregas import Acuse, EntregaCancelada
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.wiring import Servicios

_OTHER = "Elegir otra carpeta"


class Delivery(QWidget):
    """``delivered`` when the store has a new receipt; ``refused`` when the folder did not take it; ``other_wanted``
    when another folder is the way out.
    """

    delivered = Signal()
    refused = Signal()
    other_wanted = Signal()

    def __init__(
        self,
        lanes: Lanes[Servicios],
        what: Callable[[], Expediente],
        where: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._what, self._where = lanes, what, where
        self._work: Work | None = None
        self._action = ""
        self.button = Button("Entregar", "primary", icon="send", keys="Enter", writes=True)
        self.button.clicked.connect(self.deliver)
        self.task = TaskRow()
        self.task.cancelled.connect(self.cancel)
        self.result = Banner("", "ok", icon="circle-check")
        self.result.action.connect(self._on_action)
        self.advice = Banner("", "warn")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.task, self.result, self.advice):
            layout.addWidget(widget)
        self.result.hide()
        self.advice.hide()

    def is_busy(self) -> bool:
        return self._work is not None

    def deliver(self) -> None:
        """Copy what the folder lacks and read it back, on the store lane."""
        if self._work is not None:
            return
        e, folder = self._what(), self._where()
        self.result.hide()
        self.advice.hide()
        self.task.report(0.0, "Entregando…")
        # Before the button is disabled: Qt would hand the focus to the next field and scroll there.
        self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        self.button.setEnabled(False)
        self._work = self._lanes.call_long(
            lambda s, work: _deliver(s, work, e, folder),
            lambda acuse: self._on_delivered(acuse, folder),
            self._on_failed,
            progress=self._on_progress,
            owner=self,
        )

    def cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _on_progress(self, done: int, total: int, _words: str) -> None:
        share = done / total if total else 0.0
        self.task.report(share, f"Copiando y releyendo {tamano(total // 2)}: {int(share * 100)} %")

    def _end(self) -> None:
        self._work = None
        waits = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.button.setEnabled(True)
        if waits:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.task.done()

    def _on_delivered(self, acuse: Acuse, folder: str) -> None:
        self._end()
        if acuse.ya_estaba:
            words = f"No se envió nada: ya estaba completa en «{folder}». Se releyó y es idéntica."
        else:
            words = f"Se entregó en «{folder}»: {tamano(acuse.bytes)}, releídos completos."
        self._tell(words, "ok", "circle-check")
        self.advice.set_message(" ".join(acuse.avisos), "warn", "triangle-alert")
        self.advice.setVisible(bool(acuse.avisos))
        self.button.set_text("Entregar de nuevo")
        self.button.set_kind("outline")
        self.delivered.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        self.refused.emit()
        if isinstance(error, EntregaCancelada | Cancelled):
            self._tell(EntregaCancelada().message, "na", "info")
        elif isinstance(error, EnvironmentProblem):
            self._tell(error.message, "bad", "circle-alert", error.action or "Reintentar")
        elif isinstance(error, UserError):
            self._tell(error.message, "bad", "circle-alert", _OTHER if error.field == "destino" else "")
        else:
            raise error

    def _tell(self, words: str, kind: str, icon: str, button: str = "") -> None:
        self._action = button
        self.result.set_message(words, kind, icon, button)
        self.result.show()

    def _on_action(self) -> None:
        if self._action == _OTHER:
            self.other_wanted.emit()
        else:
            self.deliver()

    def forget(self) -> None:
        """Another folder or another revision: what was said of the last delivery no longer holds."""
        if self._work is None:
            self.result.hide()
            self.advice.hide()

    def set_delivered(self, delivered: bool) -> None:
        """Whether the present revision is delivered somewhere: the first time is the one primary action."""
        self.button.set_text("Entregar de nuevo" if delivered else "Entregar")
        self.button.set_kind("outline" if delivered else "primary")


def _deliver(s: Servicios, work: Work, e: Expediente, folder: str) -> Acuse:
    def progress(done: int, total: int) -> None:
        # Only ``cancelar`` may stop it: it is asked where stopping leaves nothing half done.
        with suppress(Cancelled):
            work.report(done, total)

    return s.entregas.entregar(e, folder, progreso=progress, cancelar=lambda: work.is_cancelled)
