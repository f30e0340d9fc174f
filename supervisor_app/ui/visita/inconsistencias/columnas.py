"""Where the parts of the step stand: list at the left, finding at the right; with little room, a narrow list under one
heading. It knows no visit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line, SectionTitle
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, SPACE_2, SPACE_3, SPACE_4, SPACE_6, WIDTH_RAIL
from supervisor_app.ui.visita.inconsistencias.anterior import PriorDetail
from supervisor_app.ui.visita.inconsistencias.anteriores import PriorList
from supervisor_app.ui.visita.inconsistencias.filtro import LONG, kinds
from supervisor_app.ui.visita.inconsistencias.hallazgo import FindingEditor
from supervisor_app.ui.visita.inconsistencias.lista import FindingList

_LIST, _COMPACT = 432, 104
_CLOSED = (
    "La visita está cerrada y sus inconsistencias ya no se modifican. Para corregirlas, use «Reabrir para corregir» "
    "en Entrega."
)


class FindingsLayout(QWidget):
    """``added`` for a free finding, ``prior_wanted`` for the earlier ones where their list has no room;
    ``answers_wanted`` and ``delivery_wanted`` lead elsewhere.
    """

    added = Signal()
    prior_wanted = Signal()
    answers_wanted = Signal()
    delivery_wanted = Signal()

    def __init__(
        self,
        today: Callable[[], date],
        holidays: Callable[[], Collection[date]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._narrow: bool | None = None
        self.list = FindingList()
        self.editor = FindingEditor(today)
        self.prior = PriorList()
        self.prior_detail = PriorDetail(holidays)
        self.prior_button = Button("", "ghost", icon="history")
        self.prior_button.clicked.connect(lambda _=False: self.prior_wanted.emit())
        self._any_finding = self._any_prior = False
        self.filter = Segmented((("todas", "Todas"), ("sin", "Sin medida")), "Qué inconsistencias se ven")
        self.heading = SectionTitle("De esta visita")
        self.heading.add(self.filter)
        self.kinds = Choice(placeholder="Todo riesgo, estado y origen", name="Filtro por riesgo, estado u origen")
        self.kinds.hide()
        self.add_free = Button("Inconsistencia libre", "ghost", icon="plus", keys="Ctrl+Mayús+I")
        self.add_free.clicked.connect(self.added)
        self.closed = Banner(_CLOSED, "na", icon="lock", button="Ir a Entrega")
        self.closed.action.connect(self.delivery_wanted)
        self._build()
        self._arrange()

    def _build(self) -> None:
        self._top = QFrame()
        style(self._top, kind="side")
        top = QVBoxLayout(self._top)
        top.setContentsMargins(SPACE_4, 7, SPACE_4, 7)
        top.addWidget(self.heading)
        top.addWidget(self.kinds)
        self._left_foot = QFrame()
        style(self._left_foot, kind="side")
        foot = QHBoxLayout(self._left_foot)
        foot.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        foot.addWidget(self.add_free)
        foot.addWidget(self.prior_button)
        foot.addStretch(1)
        self._left = QFrame()
        style(self._left, kind="side")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        self._left_line = Line()
        left.addWidget(self._left_line)
        left.addWidget(self.list, 1)
        left.addWidget(self.prior)
        self._right = QStackedWidget()
        self._right.addWidget(self._finding_page())
        self._right.addWidget(self._empty_page())
        self._right.addWidget(self._prior_page())
        self._rule = Line(upright=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def _finding_page(self) -> QWidget:
        page = QFrame()
        style(page, kind="panel")
        self.closed.hide()
        banner = QVBoxLayout()
        banner.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, 0)
        banner.addWidget(self.closed)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(banner)
        column.addWidget(self.editor, 1)
        return page

    def _prior_page(self) -> QWidget:
        page = QFrame()
        style(page, kind="panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.prior_detail)
        return page

    def _empty_page(self) -> QWidget:
        page = QFrame()
        style(page, kind="panel")
        self._empty = EmptyState(
            "Todavía no hay inconsistencias",
            "Nacen de las respuestas: un «no cumple», un «parcial» o una muestra con casos levanta la suya. Aquí se "
            "describen y se acuerdan las medidas. También puede agregar una que no venga de ninguna pregunta.",
            button="Ir a las cédulas",
            icon="arrow-right",
        )
        self._empty.action.connect(self.answers_wanted)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        column.addWidget(self._empty)
        column.addStretch(1)
        return page

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_counts(self, total: int, without: int) -> str:
        """The counts of heading and filter; returns the filter in force."""
        self.heading.set_text("De esta visita", str(total) if total else "todavía ninguna")
        self.filter.set_text("todas", f"Todas {total}")
        self.filter.set_text("sin", f"Sin medida {without}")
        return self.filter.value()

    def show_presence(self, *, any_finding: bool, closed: bool, prior: bool) -> None:
        """``prior``: an earlier finding is the one being worked on."""
        self._any_finding = any_finding
        self._right.setCurrentIndex(2 if prior else 0 if any_finding else 1)
        self.filter.setVisible(any_finding)
        self.closed.setVisible(closed)
        self.add_free.setVisible(not closed)
        self.editor.following.setVisible(not closed)

    def show_kinds(self, findings: Sequence[Inconsistencia]) -> str:
        """Offer to see only some where the list is long; returns what is chosen, "" for all."""
        self.kinds.set_choices(kinds(findings))
        self.kinds.setVisible(len(findings) > LONG)
        return self.kinds.value() if len(findings) > LONG else ""

    def show_prior_count(self, done: int, total: int) -> None:
        """How many of the earlier findings are verified; no list where there is none."""
        self._any_prior = total > 0
        self.prior_button.set_text(f"Anteriores: {done} de {total}")
        self.prior_button.setAccessibleName(f"Hallazgos anteriores por verificar: {done} de {total}")
        self._arrange_prior()

    def _arrange_prior(self) -> None:
        """Under the findings of the visit, at most half of the height; with little room only a button leads there."""
        self.prior_button.setVisible(self._any_prior and bool(self._narrow))
        self.prior.setVisible(self._any_prior and not self._narrow)
        room = self._left.height() // 2 if self._any_finding else self._left.height()
        self.prior.setFixedHeight(max(self.theme.px(120), min(self.prior.wanted_height(), room)))

    def focus_empty(self) -> None:
        """The focus on what can be done where there is no finding yet."""
        button = self._empty.findChild(Button)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- room -----------------------------------------------------------------------------------------------------

    def is_narrow(self) -> bool:
        return bool(self._narrow)

    def restyle(self) -> None:
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        narrow = width < NARROW_WINDOW - WIDTH_RAIL or self.theme.zoom >= NARROW_ZOOM
        self._top.setMinimumHeight(self.theme.height(43, "small"))
        self._left.setFixedWidth(self.theme.px(_COMPACT) if narrow else round(_LIST * min(1.3, max(1.0, width / 1285))))
        if narrow == self._narrow:
            self._arrange_prior()
            return
        self._narrow = narrow
        self._arrange_prior()
        self.list.set_compact(narrow)
        parts = (self._top, self._left, self._left_foot, self._rule, self._right)
        for part in parts:
            self._grid.removeWidget(part)
        if narrow:
            self._grid.addWidget(self._top, 0, 0, 1, 3)
            self._grid.addWidget(self._left, 1, 0)
            self._grid.addWidget(self._rule, 1, 1)
            self._grid.addWidget(self._right, 1, 2)
            self._grid.addWidget(self._left_foot, 2, 0, 1, 3)
        else:
            self._grid.addWidget(self._top, 0, 0)
            self._grid.addWidget(self._left, 1, 0)
            self._grid.addWidget(self._left_foot, 2, 0)
            self._grid.addWidget(self._rule, 0, 1, 3, 1)
            self._grid.addWidget(self._right, 0, 2, 3, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
