"""Opens the page of the draw over the cédulas and comes back from it. The page is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.muestreo.proyeccion import proyectar_muestra
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.pregunta import QuestionRow
from supervisor_app.ui.visita.cedulas.sorteo.pantalla import SamplePage

HINTS: Sequence[Hint] = (
    ("Ctrl+O", "Elegir archivo"),
    ("Ctrl+V", "Pegar listado"),
    ("Ctrl+Enter", "Sortear"),
    ("Esc", "Volver"),
)


class SampleDoor(QStackedWidget):
    """``main`` is what is shown while nothing is drawn. ``turned()`` when the page opens or closes."""

    turned = Signal()

    def __init__(self, session: VisitSession, main: QWidget) -> None:
        super().__init__()
        self._session = session
        self.page: SamplePage | None = None
        self._returning = False
        self.addWidget(main)

    def is_open(self) -> bool:
        return self.page is not None and self.currentWidget() is self.page

    def open(self, row: QuestionRow | None) -> None:
        """Show the page for the muestra of a question; in a closed visit, or for another kind, nothing happens."""
        if row is None or not isinstance(row.answer, MuestraAnswer) or self._session.locked:
            return
        if self.page is None:
            self.page = SamplePage(self._session)
            self.page.left.connect(self.close_page)
            self.addWidget(self.page)
        self.setCurrentWidget(self.page)
        self.page.show_item(row.answer.item)
        self.turned.emit()

    def take_focus(self) -> bool:
        """Give the open page the focus again, after another place was looked at; False where none is open."""
        if self.page is None or not self.is_open():
            return False
        self.page.draw.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def close_page(self) -> None:
        """Back to the questions."""
        if self.is_open():
            self.setCurrentIndex(0)
            self._returning = True
            self.turned.emit()
            self._returning = False

    def go_to_rows(self, row: QuestionRow | None) -> None:
        """Coming from the page: what was drawn is reviewed next."""
        if self._returning and row is not None and isinstance(row.answer, MuestraAnswer):
            row.answer.focus_rows()

    def tell_under(self, row: QuestionRow | None) -> None:
        """Say under the rows of a muestra how they were drawn and what they prove."""
        if row is not None and isinstance(row.answer, MuestraAnswer):
            row.answer.show_draw(_words(self._session.expediente, row.answer.item.id))


def _words(e: Expediente, item_id: str) -> str:
    m = e.muestreos.get(item_id)
    if m is None:
        return ""
    proyectado = frases.de_la_proyeccion(m, proyectar_muestra(m, e.filas_de(item_id)))
    return f"{frases.del_metodo(m)}\n{proyectado}"
