"""Sealing the signed documents of a visit, when there is network: how many lack a time stamp, and one button.

Reading and keeping files is the store lane's; waiting for the network, the free lane's, so that nothing that is written
meanwhile waits too. Each document is sealed by itself: what went well stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.documento import Documento
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.sellado import Sellada, SelladoPdf
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

_WHAT = (
    "Un sello de tiempo prueba cuándo estaban firmados y deja con cada documento lo que haga falta para verificarlo "
    "durante años. Lo firmado no cambia."
)


class SealCard(Card):
    """``sealed`` when the store has a new file. Hidden where nothing lacks a seal or no authority is set."""

    sealed = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__("Sello de tiempo", icon="clock", parent=parent)
        self._lanes = lanes
        self._waiting: list[Documento] = []
        self._total = 0
        self._stop = False
        self._notes: list[str] = []
        self.state = WrapLabel("", "small", "text2")
        self.button = Button("Sellar", "outline", icon="clock", writes=True)
        self.button.clicked.connect(self.seal)
        self.task = TaskRow()
        self.task.cancelled.connect(self.cancel)
        self.result = Banner("", "ok", icon="circle-check")
        self.result.hide()
        self.advice = Banner("", "warn", icon="triangle-alert")
        self.advice.hide()
        self.body.addWidget(WrapLabel(_WHAT, "small"))
        self.body.addWidget(self.state)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.task, self.result, self.advice):
            self.body.addWidget(widget)
        self.hide()

    def show_pending(self, pending: Sequence[Documento], *, address: bool) -> None:
        """``address``: an authority of time stamps is set in the settings."""
        if self.is_busy():
            return
        self._waiting = list(pending)
        told = not self.result.isHidden()
        self.setVisible(address and (bool(pending) or told))
        self.button.setVisible(bool(pending))
        missing = cuantos(len(pending), "documento firmado", "documentos firmados")
        self.state.setText(f"Sin sello: {missing}." if pending else "Todos los documentos firmados tienen sello.")

    def is_busy(self) -> bool:
        return self._total > 0

    def seal(self) -> None:
        """One after another; the first that fails ends it, for the next would meet the same."""
        if self.is_busy() or not self._waiting:
            return
        self._total, self._stop, self._notes = len(self._waiting), False, []
        self.result.hide()
        self.advice.hide()
        self._next()
        self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        self.button.setEnabled(False)

    def cancel(self) -> None:
        """Stop after the document that is being sealed."""
        self._stop = True

    def _next(self) -> None:
        done = self._total - len(self._waiting)
        if not self._waiting or self._stop:
            self._end(done, "")
            return
        documento = self._waiting[0]
        self.task.report(done / self._total, f"Sellando {done + 1} de {self._total}: {documento.titulo}")
        self._lanes.call(
            lambda s: (s.sellado.leer(documento), s.sellado.sin_base()),
            lambda read: self._ask(documento, *read),
            self._on_failed,
            owner=self,
        )

    def _ask(self, documento: Documento, pdf: bytes, sellado: SelladoPdf) -> None:
        self._lanes.free(
            lambda _work: sellado.sellar_pdf(pdf),
            lambda hecha: self._keep(documento, hecha),
            self._on_failed,
            owner=self,
        )

    def _keep(self, documento: Documento, hecha: Sellada) -> None:
        self._lanes.call(
            lambda s: s.sellado.guardar(documento, hecha),
            lambda kept: self._on_kept(kept[1]),
            self._on_failed,
            owner=self,
        )

    def _on_kept(self, notes: tuple[str, ...]) -> None:
        self._notes += notes
        self._waiting.pop(0)
        self._next()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self._end(self._total - len(self._waiting), error.message)

    def _end(self, done: int, problem: str) -> None:
        self._total = 0
        self.task.done()
        self.button.setEnabled(True)
        words = f"Se puso el sello de tiempo a {cuantos(done, 'documento', 'documentos')}." if done else ""
        if problem:
            which = f" {self._waiting[0].titulo}: " if done else ""
            self.result.set_message(f"{words}{which}{problem}", "bad", "circle-alert")
        elif done:
            self.result.set_message(words, "ok", "circle-check")
        self.result.setVisible(bool(problem or done))
        self.advice.set_message(" ".join(dict.fromkeys(self._notes)), "warn", "triangle-alert")
        self.advice.setVisible(bool(self._notes))
        if done:
            self.sealed.emit()
