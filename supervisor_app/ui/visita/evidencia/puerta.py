"""Opens the evidence large over a screen and comes back from it. The desk is made when it is first asked for.

It also knows what of the screen a file is attached to. It must never decide what a file proves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.miniaturas import EvidenceFiles
from supervisor_app.ui.visita.cedulas.panel import ItemPanel
from supervisor_app.ui.visita.cedulas.pregunta import QuestionRow
from supervisor_app.ui.visita.cedulas.tabla import RowsTable
from supervisor_app.ui.visita.evidencia.entrada import EvidenceIntake
from supervisor_app.ui.visita.evidencia.mesa import EvidenceDesk


class EvidenceDoor(QStackedWidget):
    """``main`` is what is shown while no evidence is. ``turned()`` when the desk opens or closes, and when its
    keys are others."""

    turned = Signal()

    def __init__(self, session: VisitSession, files: EvidenceFiles, main: QWidget) -> None:
        super().__init__()
        self._session, self._files = session, files
        self._from: QWidget | None = None
        self.desk: EvidenceDesk | None = None
        self.addWidget(main)

    def is_open(self) -> bool:
        return self.desk is not None and self.currentWidget() is self.desk

    def open(self, place: Sitio, evidence: Evidencia) -> None:
        """Show the files of a place, beginning with this one."""
        if self.desk is None:
            self.desk = EvidenceDesk(self._session, self._files)
            self.desk.left.connect(self.close_page)
            self.desk.hints_changed.connect(self.turned)
            self.addWidget(self.desk)
        self._from = QApplication.focusWidget()
        self.setCurrentWidget(self.desk)
        self.desk.open(place, evidence.id)
        self.turned.emit()

    def close_page(self) -> None:
        """Back to where the person was."""
        if self.is_open():
            self.setCurrentIndex(0)
            self.turned.emit()
            if self._from is not None and not self._from.isHidden():
                self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        return self.desk.hints() if self.desk is not None else ()

    def commit(self) -> None:
        if self.desk is not None:
            self.desk.commit()


class CedulaEvidence(EvidenceDoor):
    """The door of the cédulas: a file goes to the item being answered, or to the row of its sample that has the focus;
    dropped, to the item or row under the pointer.
    """

    def __init__(
        self, session: VisitSession, files: EvidenceFiles, main: QWidget, screen: QWidget, item: Callable[[], str]
    ) -> None:
        super().__init__(session, files, main)
        self._item = item
        self.intake = EvidenceIntake(session, screen, self._place, place_at)

    def take_from(self, panel: ItemPanel) -> None:
        """What the panel of the item asks for."""
        panel.add_wanted.connect(self.intake.choose)
        panel.folder_wanted.connect(self.intake.choose_folder)
        panel.opened.connect(lambda v: self.open(Sitio(item_id=v.item_id), v))

    def _place(self) -> Sitio | None:
        if self.is_open() and self.desk is not None:
            return self.desk.place
        here = climb(QApplication.focusWidget(), RowsTable)
        if isinstance(here, RowsTable) and here.hasFocus():
            row = here.currentIndex().row()
            if 0 <= row < len(here.rows.rows()):
                return Sitio(item_id=self._item(), fila_id=here.rows.rows()[row].id)
        return Sitio(item_id=self._item()) if self._item() else None


def place_at(point: QPoint) -> Sitio | None:
    """The item or the row of a sample that is seen at a global point, or None."""
    widget = QApplication.widgetAt(point)
    question, table = climb(widget, QuestionRow), climb(widget, RowsTable)
    if not isinstance(question, QuestionRow):
        return None
    if isinstance(table, RowsTable):
        row = table.rowAt(table.viewport().mapFromGlobal(point).y())
        if 0 <= row < len(table.rows.rows()):
            return Sitio(item_id=question.item.id, fila_id=table.rows.rows()[row].id)
    return Sitio(item_id=question.item.id)


def climb(widget: QWidget | None, kind: type[QWidget]) -> QWidget | None:
    """The widget itself or the nearest around it of that class."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget
