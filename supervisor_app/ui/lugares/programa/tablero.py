"""The programme of a year in front: which year, how it is looked at, what is left out, and the views themselves.

It must never write nor ask anything: it tells what a person wants.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.texto import cuantos
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.flow import OneLine
from supervisor_app.ui.kit.labels import ElidedLabel, Text, WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.oficina.tabla import TableView
from supervisor_app.ui.lugares.programa.anio import LEGEND, YearView, sums
from supervisor_app.ui.lugares.programa.cumplimiento import CompliancePage
from supervisor_app.ui.lugares.programa.dias import other_month
from supervisor_app.ui.lugares.programa.filtros import VisitFilters
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.mes import MonthView
from supervisor_app.ui.lugares.programa.palabras import month
from supervisor_app.ui.lugares.programa.renglones import bar, clashes, visits_table

YEAR, MONTH, TABLE, SHARE = "anio", "mes", "tabla", "cumplimiento"


class ProgrammeBoard(QWidget):
    """``opened(id)`` of a visit; ``asked(what)``: programar, proponer, publicar, exportar; ``asked_day(day)``: a visit
    on that day; ``year_wanted(year)``; ``viewed()``: another view.
    """

    opened = Signal(str)
    asked = Signal(str)
    asked_day = Signal(object)
    year_wanted = Signal(int)
    viewed = Signal()

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self._today = today
        self._holidays: Mapping[date, str] = {}
        self.year = Year(today.year, (today.year,), ())
        self.shown: list[VisitaProgramada] = []
        self._make_bar()
        self._make_views()
        self._lay_out()
        self._connect()
        self._show_view()

    def _make_bar(self) -> None:
        self.which = Choice(name="Año")
        self.view = Segmented(((YEAR, "Año"), (MONTH, "Mes"), (TABLE, "Tabla"), (SHARE, "Cumplimiento")))
        self.view.set_value(MONTH)
        self.write = Button("Programar", "primary", icon="plus", keys="Ins", writes=True)
        self.propose = Button("Proponer", "outline", icon="list-plus", writes=True)
        self.publish = Button("Publicar", "outline", icon="send", writes=True)
        self.export = Button("Exportar", "outline", icon="download", keys="Ctrl+E")
        self.filters = VisitFilters()
        self.answer = Sentence()
        self.told = Banner("", "accent", icon="info")
        self.told.hide()

    def _make_views(self) -> None:
        self.month = MonthView()
        self.month.show_month(self._today.year, self._today.month, (), today=self._today, holidays={}, clashes={})
        self.back, self.forth = (
            Button("", "ghost", icon=icon, name=f"{name} ({keys})", tool=True)
            for icon, name, keys in (
                ("chevron-left", "Mes anterior", "RePág"), ("chevron-right", "Mes siguiente", "AvPág"),
            )
        )  # fmt: skip
        self.month_title = Text("", "section")
        self.month_sum = ElidedLabel("", "small", "text2", figures=True)
        self.now = Button("Hoy", "ghost", tool=True)
        self.now.setToolTip("El día de hoy (Inicio)")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE_2, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_2)
        for part in (self.back, self.month_title, self.forth, self.month_sum):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.now)
        self.month_card = Card()
        self.month_card.flush()
        self.month_card.body.addWidget(head)
        self.month_card.body.addWidget(self.month)
        self.twelve = YearView()
        self.legend = WrapLabel(LEGEND, "small", "text3")
        self.table = TableView("Visitas programadas", whole=True)
        self.table_card = Card()
        self.table_card.flush()
        self.table_card.body.addWidget(self.table)
        self.none = WrapLabel("Ninguna visita del programa es así. Cambie los filtros.", "body", "text3")
        self.share = CompliancePage()

    def _lay_out(self) -> None:
        left = OneLine(gap=SPACE_2)
        left.set_items((self.which, self.view))
        right = OneLine(gap=SPACE_2, to_right=True)
        right.set_items((self.export, self.propose, self.publish, self.write))
        self.area = ScrollColumn(name="Programa")
        self.area.set_margins(20, SPACE_3, 20, SPACE_4)
        self.area.column.setSpacing(SPACE_3)
        bar_ = Beside(left, right, keep=360, gap=SPACE_3)
        for part in (bar_, self.filters, self.answer, self.told, self.none, self.twelve, self.legend, self.month_card,
                     self.table_card, self.share):  # fmt: skip
            self.area.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def _connect(self) -> None:
        self.which.chosen.connect(lambda key: self.year_wanted.emit(int(key)))
        self.view.chosen.connect(lambda _key: self.set_view(self.view.value()))
        for button, what in (
            (self.write, "programar"), (self.propose, "proponer"), (self.publish, "publicar"),
            (self.export, "exportar"),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, w=what: self.asked.emit(w))
        self.filters.changed.connect(self._fill)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forth.clicked.connect(lambda: self._turn(1))
        self.now.clicked.connect(lambda: self.go_to_day(self._today))
        self.month.turned.connect(self.go_to_day)
        self.month.opened.connect(self.opened)
        self.month.asked.connect(self.asked_day)
        self.month.walked.connect(lambda rect: self._bring(self.month, rect))
        self.twelve.opened.connect(self._open_month)
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentChanged.connect(
            # Once the layout has given the row its place.
            lambda _new, _old: QTimer.singleShot(0, self, self._bring_row)
        )

    # --- showing --------------------------------------------------------------------------------------------------

    def show_year(self, year: Year, holidays: Mapping[date, str]) -> None:
        self.year, self._holidays = year, holidays
        years = sorted({*year.years, year.year, self._today.year, self._today.year + 1})
        self.which.set_choices([(str(y), str(y)) for y in years])
        self.which.set_value(str(year.year))
        if self.month.year != year.year:
            self._show_month(year.year, self._today.month if year.year == self._today.year else 1)
        self.filters.set_year(year)
        self.share.say_whose(received=year.received)
        edits = not year.closed
        self.write.setVisible(edits)
        self.propose.setVisible(edits)
        self.publish.setVisible(year.office and bool(year.to_publish or year.sent))
        self.publish.set_text(f"Publicar {year.to_publish}" if year.to_publish else "Publicado")
        self.publish.set_kind("outline" if year.to_publish else "ghost")
        self._fill()

    def set_view(self, which: str) -> None:
        self.view.set_value(which)
        self._show_view()
        self._fill()
        self.viewed.emit()

    def _show_view(self) -> None:
        which = self.view.value()
        for part, of in (
            (self.twelve, YEAR), (self.legend, YEAR), (self.month_card, MONTH), (self.table_card, TABLE),
            (self.share, SHARE),
        ):  # fmt: skip
            part.setVisible(which == of)
        self.filters.setVisible(which != SHARE)
        self.filters.offer_order(which == TABLE)

    def _fill(self) -> None:
        """Show what the filters leave, in the view that is in sight."""
        self.shown = self.filters.take(self.year)
        which = self.view.value()
        self.none.setVisible(not self.shown and which == TABLE)
        if which == TABLE:
            self.table.show_table(visits_table(self.shown, self.year))
            self.table_card.setVisible(bool(self.shown))
        elif which == MONTH:
            self._show_month(self.month.year, self.month.month)
        elif which == YEAR:
            live = [v for v in self.shown if not v.cancelada]
            told = sums(
                self.year.year, [bar(v, self.year) for v in live], set(self.year.warnings),
                {v.id for v in live if v.reprogramada},
            )  # fmt: skip
            self.twelve.show_year(self.year.year, told, today=self._today, holidays=self._holidays)
            self.twelve.set_stop(self.month.month)

    def _show_month(self, year: int, number: int) -> None:
        bars = [bar(v, self.year) for v in self.shown]
        self.month.show_month(
            year, number, bars, today=self._today, holidays=self._holidays, clashes=clashes(self.year)
        )
        here = [v for v in self.shown if (v.inicio.year, v.inicio.month) == (year, number) and not v.cancelada]
        issues = sum(v.id in self.year.warnings for v in here)
        words = cuantos(len(here), "visita", "visitas") if here else "Sin visitas"
        self.month_title.setText(month(year, number))
        self.month_sum.setText(f"{words} · {issues} con aviso" if issues else words)

    # --- going about ----------------------------------------------------------------------------------------------

    def go_to_day(self, day: date) -> None:
        """The month of a day, and the day in it; another year is asked for."""
        self._show_month(day.year, day.month)
        self.month.set_day(day)
        if day.year != self.year.year:
            self.year_wanted.emit(day.year)

    def _turn(self, by: int) -> None:
        self.go_to_day(date(*other_month(self.month.year, self.month.month, by), 1))

    def _open_month(self, number: int) -> None:
        self._show_month(self.year.year, number)
        self.set_view(MONTH)
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_row(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._bring(self.table, self.table.visualRect(index))

    def _bring(self, part: QWidget, rect: QRect) -> None:
        """Scroll what a person walked to into sight."""
        if not part.isVisible() or rect.isEmpty():
            return
        middle = part.mapTo(self.area.content(), rect.center())
        self.area.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + SPACE_4)

    def focus_view(self) -> None:
        """Where work goes on; in the list, at what is not over yet."""
        if self.view.value() == TABLE and not self.table.currentIndex().isValid():
            row = next((n for n, v in enumerate(self.shown) if v.fin >= self._today and not v.cancelada), 0)
            self.table.setCurrentIndex(self.table.model().index(row, self.table.table().main))
        target: dict[str, QWidget] = {YEAR: self.twelve, MONTH: self.month, TABLE: self.table, SHARE: self.share}
        target[self.view.value()].setFocus(Qt.FocusReason.OtherFocusReason)
