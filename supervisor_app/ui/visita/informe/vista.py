"""The preview of the informe: its pages as they will be printed, a moment after what is typed.

The newest draft wins: while one is being drawn the next one waits, and those in between are never drawn. Of a closed
visit it shows what was emitted, signatures included.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.informe import SECCIONES, marcas
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.lugares_informe import TITULO, Lugares, lugares_del_informe
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.vista import Band, PageView
from supervisor_app.wiring import Servicios

_BAND_AIR, _EDGE = 0.004, 0.01  # of the height and width of the page, round what is marked
_MARKER_ROOM = 0.045  # of its width, for the marker that stands before a row
_LIVE, _EMITTED = "se actualiza sola", "como se emitió"


class InformePreview(QFrame):
    """Page bar and pages. ``show_draft`` redraws; ``mark`` shows which row is being edited."""

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="desk")
        self._lanes = lanes
        self._active = True
        self._drawing = False
        self._next: tuple[InformeBorrador, str] | None = None
        self._newest: tuple[InformeBorrador, str] | None = None
        self._places: Lugares = {}
        self._with_marker: frozenset[tuple[str, int]] = frozenset()
        self._marked: tuple[str, int] | None = None
        self.view = PageView(lanes, name="Vista previa del informe")
        self.bar = PageBar(self.view, "Vista previa", _LIVE)
        self.printing = Button("Imprimir", "outline", icon="printer", keys="Ctrl+P", tool=True)
        self.bar.add(self.printing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.clear()

    def clear(self) -> None:
        """There is no informe yet."""
        self._next = self._newest = None
        self.view.clear("Todavía no hay informe que mostrar.")
        self.printing.setEnabled(False)

    def set_active(self, active: bool) -> None:
        """While it is out of sight nothing is drawn; coming into sight it draws the newest."""
        self._active = active
        if active and self._newest is not None:
            self.show_draft(*self._newest)

    def show_draft(self, borrador: InformeBorrador, folio: str) -> None:
        """Draw this draft as soon as the one before is done."""
        self._newest = (borrador, folio)
        if not self._active:
            return
        self.bar.set_title("Vista previa", _LIVE)
        if self._drawing:
            self._next = (borrador, folio)
            return
        self._drawing = True
        if not self.view.pages():
            self.view.clear("Preparando la vista previa…")
        self._lanes.call(
            lambda s: (s.documentos.vista_previa_informe(borrador, folio), s.documentos.textos().secciones),
            lambda drawn: self._on_drawn(borrador, *drawn),
            self._on_failed,
            owner=self,
        )

    def show_emitted(self, visita_id: str) -> None:
        """The emitted informe of a closed visit, as it was signed."""
        self._next = self._newest = None
        self.bar.set_title("Informe", _EMITTED)

        def read(s: Servicios) -> bytes:
            found = (d for d in s.documentos.vigentes(visita_id) if d.tipo is TipoDocumento.INFORME)
            documento = next(found, None)
            return s.documentos.leer(documento) if documento is not None else b""

        self._lanes.call(read, self._on_emitted, self._on_failed, owner=self)

    def _on_emitted(self, pdf: bytes) -> None:
        self.unmark()
        if pdf:
            self.view.set_pdf(pdf)
        else:
            self.view.clear("La visita se cerró sin emitir el informe.")
        self.printing.setEnabled(bool(pdf))

    def _on_drawn(self, borrador: InformeBorrador, pdf: bytes, titles: Mapping[str, str]) -> None:
        self._drawing = False
        if self._newest is None:
            return
        self.view.set_pdf(pdf)
        self.printing.setEnabled(True)
        rows = ((name, n, row) for name in SECCIONES for n, row in enumerate(marcas(borrador.datos.seccion(name))))
        self._with_marker = frozenset((name, n) for name, n, row in rows if row.marca)
        self._lanes.free(
            lambda _work: lugares_del_informe(pdf, borrador.datos, titles),
            lambda places: self._on_places(pdf, places),
            self._on_failed,
            owner=self,
        )
        if self._next is not None:
            following, self._next = self._next, None
            self.show_draft(*following)

    def _on_places(self, pdf: bytes, places: Lugares) -> None:
        if pdf == self.view.pdf():
            self._places = places
            self._show_mark()

    def _on_failed(self, error: BaseException) -> None:
        self._drawing = False
        if isinstance(error, UserError | EnvironmentProblem):
            self.view.clear(error.message)
        elif not isinstance(error, Cancelled):
            raise error

    # --- what is being edited -------------------------------------------------------------------------------------

    def mark(self, section: str, row: int) -> None:
        """Mark a row, or the title of its section while the row is not on paper yet, and keep it in view."""
        self._marked = (section, row)
        self._show_mark()

    def unmark(self) -> None:
        self._marked = None
        self.view.set_bands(())

    def _show_mark(self) -> None:
        if self._marked is None:
            return
        lines = self._places.get(self._marked) or self._places.get((self._marked[0], TITULO), ())
        right = max((line.derecha for found in self._places.values() for line in found), default=0.9)
        bands = []
        for page in sorted({line.pagina for line in lines}):
            own = [line for line in lines if line.pagina == page]
            left = min(line.izquierda for line in own) - (_MARKER_ROOM if self._marked in self._with_marker else _EDGE)
            top, bottom = min(line.arriba for line in own), max(line.abajo for line in own)
            bands.append(Band(page, left, top - _BAND_AIR, right + _EDGE, bottom + _BAND_AIR))
        self.view.set_bands(bands)
        self.view.show_band()
