"""Delivering the turnado of possible irregularities: apart from the visit, to a folder of its own.

The folder is asked for each time and remembered nowhere. It must never deliver with the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.domain.documento import Entrega, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.entregas import Acuse, EntregaCancelada
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.wiring import Servicios

_WHAT = (
    "Lo marcado como posible irregularidad va en su propio paquete y no en el de la visita. "
    "Entréguelo en una carpeta a la que sólo entren sus destinatarios."
)


class ReservedCard(Card):
    """``delivered`` when the store has a new receipt. Hidden where there is nothing to turn over."""

    delivered = Signal()

    def __init__(self, lanes: Lanes[Servicios], what: Callable[[], Expediente], parent: QWidget | None = None) -> None:
        super().__init__("Turnado · reservado", icon="lock", parent=parent)
        self._lanes, self._what = lanes, what
        self._work: Work | None = None
        self.state = WrapLabel("", "small", "text2")
        self.button = Button("Entregar el turnado en…", "outline", icon="folder-open", writes=True)
        self.button.clicked.connect(self.choose)
        self.task = TaskRow()
        self.task.cancelled.connect(self.cancel)
        self.result = Banner("", "ok", icon="circle-check")
        self.result.hide()
        self.body.addWidget(WrapLabel(_WHAT, "small"))
        self.body.addWidget(self.state)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.task)
        self.body.addWidget(self.result)
        self.hide()

    def cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def is_busy(self) -> bool:
        return self._work is not None

    def show_packages(self, packages: Sequence[PaqueteCerrado], deliveries: Sequence[Entrega]) -> None:
        self.setVisible(bool(packages))
        if not packages:
            return
        last = packages[-1].revision
        where = [d for d in deliveries if d.revision == last]
        self.state.setText(
            f"Entregado el {where[0].cuando:%d/%m/%Y %H:%M} en {where[0].destino}."
            if where
            else "Todavía sin entregar."
        )

    def choose(self) -> None:
        """The system's dialog; the turnado goes to the folder that is picked."""
        dialog = QFileDialog(self, "Carpeta para el turnado")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.deliver)
        dialog.open()

    def deliver(self, folder: str) -> None:
        if self._work is not None:
            return
        e = self._what()
        self.result.hide()
        self.task.report(0.0, "Entregando el turnado…")
        self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        self.button.setEnabled(False)
        self._work = self._lanes.call_long(
            lambda s, work: _deliver(s, work, e, folder),
            self._on_delivered,
            self._on_failed,
            progress=self._on_progress,
            owner=self,
        )

    def _on_progress(self, done: int, total: int, _words: str) -> None:
        self.task.report(done / total if total else 0.0, "Entregando el turnado…")

    def _rest(self) -> None:
        self._work = None
        self.button.setEnabled(True)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.task.done()

    def _on_delivered(self, acuse: Acuse) -> None:
        self._rest()
        words = "Ya estaba entregado en esa carpeta." if acuse.ya_estaba else "Turnado entregado y comprobado."
        self.result.set_message(" ".join((words, *acuse.avisos)), "ok", "circle-check")
        self.result.show()
        self.delivered.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, EntregaCancelada | Cancelled):
            words, kind = "Entrega cancelada; no quedó nada a medias.", "na"
        elif isinstance(error, UserError | EnvironmentProblem):
            words, kind = error.message, "bad"
        else:
            raise error
        self.result.set_message(words, kind, "circle-alert")
        self.result.show()


def _deliver(s: Servicios, work: Work, e: Expediente, folder: str) -> Acuse:
    def progress(done: int, total: int) -> None:
        # Only ``cancelar`` may stop it: it is asked where stopping leaves nothing half done.
        with suppress(Cancelled):
            work.report(done, total)

    return s.entregas.entregar_turnado(e, folder, progreso=progress, cancelar=lambda: work.is_cancelled)
