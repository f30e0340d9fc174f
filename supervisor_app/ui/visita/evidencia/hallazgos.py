"""The evidence of findings, their measures and the verification of earlier ones, on the screen of the inconsistencias.

It must never decide what a file proves: it goes where the person is, or where it was dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.evidencia import EvidenceSection
from supervisor_app.ui.visita.cedulas.miniaturas import EvidenceFiles
from supervisor_app.ui.visita.evidencia.entrada import EvidenceIntake
from supervisor_app.ui.visita.evidencia.puerta import EvidenceDoor, climb
from supervisor_app.ui.visita.inconsistencias.columnas import FindingsLayout
from supervisor_app.ui.visita.inconsistencias.medida import MeasureRow


class FindingsEvidence(EvidenceDoor):
    """The door of the inconsistencias. ``current`` gives the finding or verification that is being looked at."""

    def __init__(
        self, session: VisitSession, view: FindingsLayout, screen: QWidget, current: Callable[[], Sitio | None]
    ) -> None:
        super().__init__(session, EvidenceFiles(session.lanes, screen), view)
        self._current = current
        self._files.refused.connect(session.refused)
        self._files.told.connect(session.informed)
        self.section = EvidenceSection(self._files, per_line=6)
        self.intake = EvidenceIntake(session, screen, self._place, self._at)
        view.editor.add_evidence(self.section)
        view.prior_detail.file_opened.connect(self._open_file)
        view.prior_detail.files_wanted.connect(self.intake.choose)
        self.section.add_wanted.connect(self.intake.choose)
        self.section.folder_wanted.connect(self.intake.choose_folder)
        self.section.cancelled.connect(session.evidence.cancel)
        self.section.tiles.opened.connect(lambda v: self.open(Sitio(inconsistencia_id=v.inconsistencia_id), v))
        self.section.tiles.removed.connect(lambda key: session.attempt(lambda e: comandos.quitar_evidencia(e, key)))
        session.evidence.progressed.connect(self.section.show_progress)
        session.evidence.idle.connect(lambda: self.section.show_progress(0, 0, ""))
        for keys, action in (
            ("Ctrl+E", self.intake.choose),
            ("Ctrl+Shift+E", self.intake.choose_folder),
            ("Ctrl+V", self.intake.paste),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda action=action: action())

    def show_finding(self, inconsistencia_id: str) -> None:
        """The files of a finding and of its measures."""
        e = self._session.expediente
        self.section.show_files(e.evidencias_de_hallazgo(inconsistencia_id), locked=self._session.locked)

    def _open_file(self, key: str) -> None:
        v: Evidencia | None = self._session.expediente.evidencias.get(key)
        if v is not None:
            self.open(Sitio(inconsistencia_id=v.inconsistencia_id), v)

    def _place(self) -> Sitio | None:
        if self.is_open() and self.desk is not None:
            return self.desk.place
        return self._of_measure(QApplication.focusWidget()) or self._current()

    def _at(self, point: QPoint) -> Sitio | None:
        return self._of_measure(QApplication.widgetAt(point))

    def _of_measure(self, widget: QWidget | None) -> Sitio | None:
        """The measure that a widget belongs to; the empty row of a new one is none."""
        row = climb(widget, MeasureRow)
        m = self._session.expediente.medidas.get(row.measure_id) if isinstance(row, MeasureRow) else None
        return Sitio(inconsistencia_id=m.inconsistencia_id, medida_id=m.id) if m is not None else None
