"""The measures agreed on one finding: a table whose last line begins a new one. It emits and saves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.hallazgo import Medida
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.labels import ElidedLabel
from supervisor_app.ui.kit.pill import KeyCap
from supervisor_app.ui.kit.text_field import TextField, quiet
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CARD, SPACE_3
from supervisor_app.ui.visita.inconsistencias.medida import EDGE, SHARES, TITLES, MeasureRow

_STACK_UNDER = 660


class _Head(QWidget):
    """The titles of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, 6, EDGE, 6)
        grid.setHorizontalSpacing(2)
        for column, share in enumerate(SHARES):
            grid.setColumnStretch(column, share)
            title = ElidedLabel(TITLES[column] if column < len(TITLES) else "", "small-medium", "text2")
            title.setContentsMargins(8, 0, 0, 0)
            title.setMinimumWidth(1)
            grid.addWidget(title, 0, column)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.box(rect.adjusted(0, 0, 0, RADIUS_CARD), RADIUS_CARD - 1, fill="sunken")
        canvas.rule(0, rect.bottom() - 1, rect.width())


class MeasuresTable(QFrame):
    """``changed(id, fields)``, ``removed(id)``, ``copied(id)``, ``extended(id, said)``; ``begun(text)`` when a new
    one is being written.
    """

    changed = Signal(str, object)
    removed = Signal(str)
    copied = Signal(str)
    begun = Signal(str)
    extended = Signal(str, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="card")
        self._today = today
        self.theme = follow(self)
        self.rows: list[MeasureRow] = []
        self._people: tuple[Persona, ...] = ()
        self._read_only = False
        self._head = _Head()
        self.entry = TextField(
            placeholder="Escriba una medida o elija una frase frecuente…", name="Medida nueva (Ctrl+M)"
        )
        quiet(self.entry)
        self.entry.textEdited.connect(self._on_entry)
        self._entry_row = QWidget()
        line = QHBoxLayout(self._entry_row)
        line.setContentsMargins(SPACE_3 + 2, 3, SPACE_3, 4)
        line.setSpacing(2)
        line.addWidget(IconMark("plus", ink="accent"))
        line.addWidget(self.entry, 1)
        line.addWidget(KeyCap("Ctrl+M"))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addLayout(self._column)
        layout.addWidget(self._entry_row)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_measures(self, medidas: Sequence[Medida], remarks: Mapping[str, str]) -> None:
        """Those of the finding, in order. Lines that stay keep their focus and what is being typed in them."""
        known = {row.measure_id: row for row in self.rows}
        wanted = [m.id for m in medidas]
        for row in [r for r in self.rows if r.measure_id not in wanted]:
            self._throw_away(row)
        self.rows = [known.get(m.id) or self._new_row(m.id) for m in medidas]
        for position, (row, medida) in enumerate(zip(self.rows, medidas, strict=True)):
            if self._column.indexOf(row) != position:
                self._column.insertWidget(position, row)
            row.show_measure(medida, position + 1, remarks.get(medida.id, ""))
            row.show()
        self._order_tabs()
        self._head.setVisible(bool(medidas) and not self._is_stacked())
        self._entry_row.setVisible(not self._read_only)

    def _new_row(self, measure_id: str) -> MeasureRow:
        row = MeasureRow(measure_id, self._today, self)
        row.changed.connect(self.changed)
        row.removed.connect(self.removed)
        row.copied.connect(self.copied)
        row.extended.connect(self.extended)
        row.set_people(self._people)
        row.set_read_only(self._read_only)
        row.set_stacked(self._is_stacked())
        return row

    def _throw_away(self, row: MeasureRow) -> None:
        had_focus = row.isAncestorOf(self.window().focusWidget() or self)
        row.blockSignals(True)  # what was being typed in it goes with it
        self._column.removeWidget(row)
        if had_focus:
            self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        row.hide()
        row.deleteLater()

    def _order_tabs(self) -> None:
        stops = [control for row in self.rows for control in row.controls()] + [self.entry]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def set_people(self, people: Sequence[Persona]) -> None:
        """Who is offered as responsible."""
        if tuple(people) != self._people:
            self._people = tuple(people)
            for row in self.rows:
                row.set_people(people)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for row in self.rows:
            row.set_read_only(read_only)
        self._entry_row.setVisible(not read_only)

    def row_of(self, measure_id: str) -> MeasureRow | None:
        return next((row for row in self.rows if row.measure_id == measure_id), None)

    def focused_row(self) -> MeasureRow | None:
        """The line in which the focus is."""
        focused = self.window().focusWidget()
        return next((row for row in self.rows if focused is not None and row.isAncestorOf(focused)), None)

    def commit(self) -> None:
        for row in self.rows:
            row.commit()

    def _on_entry(self, text: str) -> None:
        """The first letter begins the measure: from then on it is written in its own line, and saved like any other."""
        if text.strip():
            self.entry.set_value("")
            self.entry.setText("")
            self.begun.emit(text)

    # --- line or card ---------------------------------------------------------------------------------------------

    def _is_stacked(self) -> bool:
        return self.width() < self.theme.px(_STACK_UNDER)

    def _arrange(self) -> None:
        for row in self.rows:
            row.set_stacked(self._is_stacked())
        self._head.setVisible(bool(self.rows) and not self._is_stacked())

    def restyle(self) -> None:
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
