"""Where Tab goes on the screen, and what kind of thing has the focus. It must never move the focus itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from supervisor_app.ui.visita.cedulas.centro import Centre
from supervisor_app.ui.visita.cedulas.lateral import CedulaSide
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.otras import CalculatedAnswer, ChoiceAnswer, ChoicesAnswer
from supervisor_app.ui.visita.cedulas.panel import ItemPanel
from supervisor_app.ui.visita.cedulas.tabla import RowsTable
from supervisor_app.ui.visita.cedulas.teclas import Where

_KINDS = (
    (MuestraAnswer, Where.SAMPLE),
    (ChoiceAnswer, Where.LIST),
    (ChoicesAnswer, Where.TICKS),
    (CalculatedAnswer, Where.CALCULATED),
)


class FocusMap:
    """Tab goes round the questions and the panel and never out of the form. What stands before them (tree, notices,
    views, data of the cédula) is reached with Shift+Tab from the first question, and leads into it with Tab.
    """

    def __init__(self, side: CedulaSide, centre: Centre, panel: ItemPanel) -> None:
        self._side, self._centre, self._panel = side, centre, panel

    def before(self) -> list[QWidget]:
        """The stops before the first question."""
        return [*self._side.stops(), *self._centre.stops()]

    def next(self, focus: QWidget | None, *, forward: bool, panel_shown: bool) -> QWidget | None:
        """The stop after (or before) the one that has the focus; None where that is no stop."""
        before = self.before()
        panel = self._panel.stops() if panel_shown and self._panel.isEnabled() else []
        form = [*self._centre.questions.stops(), *panel]
        stops = [*before, *form]
        if focus not in stops:
            return None
        place = stops.index(focus) + (1 if forward else -1)
        return (form or before)[0] if place == len(stops) else stops[place]

    def kind_of(self, focus: QWidget, *, locked: bool) -> Where:
        """What kind of thing has the focus, which decides on the hints."""
        if not self._centre.questions.current():
            return Where.NOTHING
        if locked:
            return Where.LOCKED
        if self._panel.isAncestorOf(focus):
            return Where.PANEL
        if self._side.isAncestorOf(focus):
            return Where.TREE
        return self._kind_in_centre(focus)

    def _kind_in_centre(self, focus: QWidget) -> Where:
        row = self._centre.questions.current_row()
        tables: Sequence[RowsTable] = row.findChildren(RowsTable) if row is not None else ()
        if any(focus is table or table.isAncestorOf(focus) for table in tables):
            return Where.GRID
        if self._centre.data.isAncestorOf(focus):
            return Where.DATA
        if not self._centre.questions.isAncestorOf(focus):
            return Where.ABOVE
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            return Where.FIELD
        return next((where for kind, where in _KINDS if row is not None and isinstance(row.answer, kind)), Where.CHOICE)
