"""Over the questions: code and process, the view of them, and how far the cédula is. It must never count anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.domain.texto import porcentaje
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import ElidedLabel, Text, WrapLabel
from supervisor_app.ui.kit.progress import Meter
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.ajena import OwnerLine
from supervisor_app.ui.visita.cedulas.preguntas import Filter


class CedulaHeader(QWidget):
    """``filtered(Filter)``; ``data_toggled()``: show or hide the data of the cédula; ``panel_wanted()``: open the
    drawer, where there is one.
    """

    filtered = Signal(object)
    data_toggled = Signal()
    panel_wanted = Signal()

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.theme = follow(self)
        self.owner = OwnerLine(session)
        self._code = Text("", "title", "accent", figures=True)
        self._process = WrapLabel("", "title")
        self._own = ElidedLabel("", "small", "text3")
        self.data_button = Button("Datos de la cédula", "ghost", icon="user", tool=True)
        self.data_button.setCheckable(True)
        self.data_button.clicked.connect(lambda _=False: self.data_toggled.emit())
        self.panel_button = Button("", "ghost", icon="scale", keys="F6", tool=True, name="Fundamento, evidencia y nota")
        self.panel_button.clicked.connect(lambda _=False: self.panel_wanted.emit())
        self.segments = Segmented([(f.value, "") for f in Filter], "Preguntas que se muestran")
        self.segments.chosen.connect(lambda key: self.filtered.emit(Filter(key)))
        self._count = Text("", "small-strong", "text2", figures=True)
        self._meter = Meter()
        # In plain ink: a share is neither good nor bad by itself, and green beside «40 %» would say so.
        self._result = Text("", "small-strong", "text", figures=True)
        self._build()

    def _build(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(10)
        words = QHBoxLayout()
        words.setContentsMargins(0, 4, 0, 0)
        words.setSpacing(10)
        words.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._process, 1, Qt.AlignmentFlag.AlignTop)
        title.addLayout(words, 1)
        for button in (self.data_button, self.panel_button):
            title.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        progress = QWidget()
        row = QHBoxLayout(progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._count)
        row.addWidget(self._meter)
        row.addWidget(self._result)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 9)
        column.setSpacing(6)
        column.addLayout(title)
        column.addWidget(self.owner)
        views = QWidget()
        left = QHBoxLayout(views)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.segments)
        left.addWidget(self._own, 1)
        left.addStretch(0)
        column.addWidget(Beside(views, progress, keep=340))
        self.restyle()

    def restyle(self) -> None:
        self._meter.setFixedWidth(self.theme.px(96))

    def show_definition(self, definition: CedulaDefinition) -> None:
        self._code.setText(definition.codigo)
        self._process.setText(definition.proceso)
        self.owner.show_cedula(definition.codigo)
        # Under the questions it stands in full; here it reminds.
        self._own.setText(definition.etiqueta.partition(";")[0])
        self._own.setAccessibleName(definition.etiqueta)
        self.setAccessibleName(definition.titulo)

    def show_result(self, r: Resultado) -> None:
        """Counts of the views, the meter, and the result once nothing is missing."""
        self.segments.set_text(Filter.ALL.value, f"Todas {r.total}")
        self.segments.set_text(Filter.PENDING.value, f"Sin contestar {r.total - r.contestadas}")
        self.segments.set_text(Filter.FOUND.value, f"Con inconsistencia {r.con_inconsistencia}")
        answered = f"{r.contestadas} de {r.total} contestadas"
        # Complete, the result stands beside the count and says the rest.
        self._count.setText(f"{r.contestadas} de {r.total}" if r.completa else answered)
        self._count.setAccessibleName(answered)
        self._meter.set_share(r.contestadas / r.total, answered)
        share = f"Cumplimiento {porcentaje(r.porcentaje)}" if r.porcentaje is not None else "Completa"
        self._result.setText(share)
        self._result.setVisible(r.completa)
        self._meter.setVisible(not r.completa)

    def result_text(self) -> str:
        """The result as it is read, or "" while something is missing."""
        return "" if self._result.isHidden() else self._result.text()

    def progress_text(self) -> str:
        return self._count.text()

    def set_narrow(self, narrow: bool) -> None:
        """Less words, and a button for the drawer."""
        self._own.setVisible(not narrow)
        self.panel_button.setVisible(narrow)
        self.data_button.set_text("" if narrow else "Datos de la cédula")
        self.data_button.setAccessibleName("Datos de la cédula")
        self.data_button.setToolTip("Datos de la cédula" if narrow else "")

    def stops(self) -> Sequence[QWidget]:
        """The stops of Tab, in order: the view that is chosen, then the data."""
        segment = next(
            (w for w in self.segments.findChildren(QWidget) if w.focusPolicy() == Qt.FocusPolicy.StrongFocus), None
        )
        return [w for w in (segment, self.data_button, self.panel_button) if w is not None and w.isVisible()]
