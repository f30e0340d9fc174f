"""What the page of a finding shows, as words; and the card of what it says, with its measures as they stand.

It must never work out a state, a date or a count of days: it words them.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import ClaseDeActo, EvidenciaRecibida
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.seguimiento.linea import Event

State = tuple[str, str, str]
"""Words, icon and kind of a pill."""


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """``second``: type, who answers, date, progress; ``notes``: its prórrogas, one a line; ``open``: not done yet."""

    id: str
    title: str
    second: str
    pill: State
    notes: tuple[str, ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finding as its page shows it. ``allowed``: the acts that may be written here; ``decides``: who decides, where
    that is somebody else. ``facts``: heading and words, in the order in which they are read.
    """

    id: str
    folio: str
    title: str
    unit: str
    pills: tuple[State, ...]
    about: str
    facts: tuple[tuple[str, str], ...]
    measures: tuple[MeasureSheet, ...]
    events: tuple[Event, ...]
    allowed: frozenset[ClaseDeActo] = frozenset()
    decides: str = ""
    unit_key: str = ""
    visit: str = ""
    correctable: bool = False

    @property
    def files(self) -> tuple[EvidenciaRecibida, ...]:
        """Every file that came, the newest first."""
        return tuple(f for event in self.events for f in event.files)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Its measures that are not done, for whoever chooses one."""
        return tuple((m.id, f"{n}. {m.title}") for n, m in enumerate(self.measures, start=1) if m.open)


def _fact(heading: str, words: str) -> QWidget:
    fact = QWidget()
    layout = QVBoxLayout(fact)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    layout.addWidget(Text(heading, "small-medium", "text2"))
    layout.addWidget(WrapLabel(words, "body"))
    return fact


class _MeasureRow(QWidget):
    def __init__(self, number: int, m: MeasureSheet) -> None:
        super().__init__()
        self.setAccessibleName(". ".join(p for p in (f"Medida {number}", m.title, m.second, m.pill[0]) if p))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        layout.setSpacing(3)
        layout.addWidget(WrapLabel(f"{number}. {m.title}", "body-medium"))
        layout.addWidget(WrapLabel(m.second, "small", "text2"))
        layout.addWidget(Pill(*m.pill), 0, Qt.AlignmentFlag.AlignLeft)
        for note in m.notes:
            layout.addWidget(WrapLabel(note, "small", "text2"))


class FindingCard(Card):
    """``visit_wanted()``: to the visit that raised it; ``unit_wanted()``: the cédula de seguimiento of its unit;
    ``correct_wanted()``: an observation is to be corrected.
    """

    visit_wanted = Signal()
    unit_wanted = Signal()
    correct_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._made: list[QWidget] = []
        self.visit = Button("Abrir la visita", "outline", icon="clipboard-check", tool=True)
        self.unit = Button("Cédula de seguimiento", "outline", icon="file-text", keys="Ctrl+P", tool=True)
        self.correct = Button("Corregir", "outline", icon="pencil", keys="F2", tool=True, writes=True)
        self.visit.clicked.connect(lambda _=False: self.visit_wanted.emit())
        self.unit.clicked.connect(lambda _=False: self.unit_wanted.emit())
        self.correct.clicked.connect(lambda _=False: self.correct_wanted.emit())
        self._ways = Flow(gap=SPACE_2)
        self._ways.set_items([self.unit, self.visit, self.correct])
        self.body.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_2)
        self.body.addLayout(self._column)
        self.body.addSpacing(SPACE_1)
        self.body.addWidget(self._ways)

    def show_sheet(self, sheet: Sheet) -> None:
        self.visit.setVisible(bool(sheet.visit))
        self.unit.setVisible(bool(sheet.unit_key))
        self.correct.setVisible(sheet.correctable)
        self._ways.restyle()
        if sheet == self._sheet:
            return
        self._sheet = sheet
        for gone in self._made:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._made = []
        for heading, words in sheet.facts:
            self._put(_fact(heading, words))
        if sheet.facts and sheet.measures:
            self._put(Line())
        if sheet.measures:
            several = len(sheet.measures) > 1
            self._put(Text("Medidas acordadas" if several else "Medida acordada", "small-medium", "text2"))
        for n, measure in enumerate(sheet.measures, start=1):
            self._put(_MeasureRow(n, measure))
        if not sheet.measures:
            self._put(WrapLabel("No tiene medidas acordadas.", "body", "text3"))

    def _put(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._column.addWidget(widget)
