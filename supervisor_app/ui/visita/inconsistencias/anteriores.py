"""The earlier findings of the unit, each with its three answers, under the findings of the visit.

It shows and emits; what an answer needs to be taken is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import HallazgoAnterior
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.answer_bar import VERIFICACION, AnswerBar
from supervisor_app.ui.kit.card import Line, SectionTitle
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_4

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PriorRow(QWidget):
    """One earlier finding. ``chosen(key)`` when it is gone to; ``answered(key, value)``, "" where taken back;
    ``walked(key, by)`` to the one above or below.
    """

    chosen = Signal(str)
    answered = Signal(str, str)
    walked = Signal(str, int)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._current = False
        self.theme = follow(self)
        self.folio = Text("", "small-medium", "text2", figures=True)
        self.title = ElidedLabel("", "body")
        self.bar = AnswerBar(VERIFICACION, "Verificación")
        self.bar.installEventFilter(self)
        self.bar.answered.connect(lambda value: self.answered.emit(self.key, value))
        self.bar.cleared.connect(lambda: self.answered.emit(self.key, ""))
        words = QHBoxLayout()
        words.setSpacing(SPACE_2)
        words.addWidget(self.folio)
        words.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, 6, SPACE_4, 6)
        column.setSpacing(2)
        column.addLayout(words)
        column.addWidget(self.bar)

    def show_finding(self, a: HallazgoAnterior, *, current: bool, locked: bool) -> None:
        self.folio.setText(f"{a.visita.folio} · {a.hallazgo.numero:02d}")
        self.title.setText(a.titulo)
        self.bar.setAccessibleName(f"Verificación de {a.folio}, {a.titulo}")
        self.bar.set_value(a.propia.resultado.value if a.propia and a.propia.resultado else None)
        self.bar.set_locked(locked)
        self._current = current
        self.update()

    def restyle(self) -> None:
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.bar and event.type() == QEvent.Type.FocusIn:
            self.chosen.emit(self.key)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            self.walked.emit(self.key, step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.bar.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        if self._current:
            canvas.fill(QRectF(self.rect()), "accent_soft")
            canvas.fill(QRectF(0, 0, 3, self.height()), "accent")
        canvas.rule(0, self.height() - 1, self.width())


class PriorList(QFrame):
    """``chosen(key)`` and ``answered(key, value)`` of its rows. Hidden where the unit brings nothing."""

    chosen = Signal(str)
    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="side")
        self.theme = follow(self)
        self._rows: list[PriorRow] = []
        self.heading = SectionTitle("Hallazgos anteriores por verificar")
        self.heading.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        self._column = ScrollColumn(name="Hallazgos anteriores por verificar", kind="side")
        self._column.set_margins(0, 0, 0, 0)
        self._column.column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Line())
        layout.addWidget(self.heading)
        layout.addWidget(Line())
        layout.addWidget(self._column, 1)

    def rows(self) -> Sequence[PriorRow]:
        return self._rows

    def row_of(self, key: str) -> PriorRow | None:
        return next((row for row in self._rows if row.key == key), None)

    def show_findings(self, findings: Sequence[HallazgoAnterior], current: str, *, locked: bool) -> None:
        if [row.key for row in self._rows] != [a.hallazgo.id for a in findings]:
            self._rebuild([a.hallazgo.id for a in findings])
        done = sum(a.verificado for a in findings)
        self.heading.set_text("Hallazgos anteriores por verificar", f"{done} de {len(findings)}")
        for row, a in zip(self._rows, findings, strict=True):
            row.show_finding(a, current=row.key == current, locked=locked)
        self._one_stop(current)

    def _one_stop(self, current: str) -> None:
        """Tab goes through one row and on to the rest of the screen, however many there are; arrows go among them."""
        stop = self.row_of(current) or next(iter(self._rows), None)
        for row in self._rows:
            row.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)

    def _walk(self, key: str, by: int) -> None:
        keys = [row.key for row in self._rows]
        row = self._rows[max(0, min(len(keys) - 1, keys.index(key) + by))]
        row.bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(row.key)

    def _rebuild(self, keys: Sequence[str]) -> None:
        for row in self._rows:
            self._column.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [PriorRow(key) for key in keys]
        for row in self._rows:
            row.chosen.connect(self.chosen)
            row.answered.connect(self.answered)
            row.walked.connect(self._walk)
            self._column.add(row)

    def wanted_height(self) -> int:
        """What it needs to show every row."""
        return self.heading.sizeHint().height() + 2 + sum(row.sizeHint().height() for row in self._rows)

    def reveal(self, key: str) -> None:
        row = self.row_of(key)
        if row is not None:
            self._column.ensureWidgetVisible(row, 0, 0)
