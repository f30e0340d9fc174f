"""The preview of the acta: its pages as they will be printed, a moment after what is typed.

The newest wins: while one is being drawn the next one waits. Of a closed visit it shows what was emitted.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.wiring import Servicios

_LIVE, _EMITTED = "se actualiza sola", "como se emitió"


class ActaPreview(QFrame):
    """Page bar and pages. Out of sight nothing is drawn; coming into sight it draws the newest."""

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="desk")
        self._lanes = lanes
        self._active = False
        self._drawing = False
        self._wanted: Expediente | None = None
        self.view = PageView(lanes, name="Vista previa del acta de cierre")
        self.bar = PageBar(self.view, "Vista previa", _LIVE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def set_active(self, active: bool) -> None:
        self._active = active
        self._draw()

    def show_visit(self, e: Expediente) -> None:
        """Draw the acta of this visit as soon as the one before is done."""
        self._wanted = e
        self._draw()

    def _draw(self) -> None:
        e = self._wanted
        if e is None or not self._active or self._drawing:
            return
        self._wanted = None
        if e.acta is None and not e.visita.cerrada:
            self.view.clear("Todavía no hay acta que mostrar.")
            return
        self._drawing = True
        self.bar.set_title("Acta" if e.visita.cerrada else "Vista previa", _EMITTED if e.visita.cerrada else _LIVE)
        if not self.view.pages():
            self.view.clear("Preparando la vista previa…")
        self._lanes.call(lambda s: _pdf(s, e), self._on_drawn, self._on_failed, owner=self)

    def _on_drawn(self, pdf: bytes) -> None:
        self._drawing = False
        if pdf:
            self.view.set_pdf(pdf)
        else:
            self.view.clear("La visita se cerró sin emitir un acta.")
        self._draw()

    def _on_failed(self, error: BaseException) -> None:
        self._drawing = False
        if isinstance(error, UserError | EnvironmentProblem):
            self.view.clear(error.message)
        elif not isinstance(error, Cancelled):
            raise error


def _pdf(s: Servicios, e: Expediente) -> bytes:
    if not e.visita.cerrada:
        return s.documentos.vista_previa_acta(e)
    emitted = next((d for d in s.documentos.vigentes(e.visita.id) if d.tipo is TipoDocumento.ACTA), None)
    return s.documentos.leer(emitted) if emitted is not None else b""
