"""The place «Seguimiento»: the lists, the page of one finding, its evidence, the cédula de seguimiento of a unit,
observations and training. It asks and hands over; what follows from an act is the domain's.

Everything is read anew when the place is entered, when a filter changes and after each act. It must never keep an act
that was not registered but as a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.desahogo.valores import Detalle
from supervisor_app.ui.escritura import WritingScreen
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.seguimiento import lectura, palabras
from supervisor_app.ui.lugares.seguimiento.borrador import Draft, Drafts
from supervisor_app.ui.lugares.seguimiento.capacitacion import TrainingPage
from supervisor_app.ui.lugares.seguimiento.cedula_unidad import UnitSheetPage
from supervisor_app.ui.lugares.seguimiento.escritorio import DeskPages
from supervisor_app.ui.lugares.seguimiento.guardado import DraftKeeper, FormKeeper
from supervisor_app.ui.lugares.seguimiento.hallazgo import FindingPage
from supervisor_app.ui.lugares.seguimiento.listas import ListPage, ask_file, save_list
from supervisor_app.ui.lugares.seguimiento.observacion import ObservationPage
from supervisor_app.ui.lugares.seguimiento.pegado import PastePage
from supervisor_app.ui.lugares.seguimiento.registro import Registry
from supervisor_app.ui.lugares.seguimiento.visor import EvidencePage
from supervisor_app.ui.pantalla import show_page
from supervisor_app.wiring import Servicios

REVIEWED = frozenset({ClaseDeActo.SOLVENTADA, ClaseDeActo.DEVUELTA, ClaseDeActo.NO_SOLVENTADA})
"""After one of these the next evidence that waits is shown."""


PAGES = (ListPage, FindingPage, EvidencePage, UnitSheetPage, ObservationPage, PastePage, TrainingPage)


class SeguimientoScreen(WritingScreen):
    """``detail``: the finding whose page is shown, or None."""

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._lanes, self._definiciones, self._today = lanes, definiciones, today
        self._asked = self._opening = 0
        self._busy = self._again = False
        self._wanted = ""
        self._walk: tuple[str, ...] = ()
        self._from = self._tell_next = ""
        self._all: lectura.All | None = None
        self.detail: Detalle | None = None
        self.drafts = Drafts()
        self.keeper = DraftKeeper(lanes, self.drafts, self)
        self.lists = ListPage()
        self.registry = Registry(lanes, self, today=today)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._connect()

    def _connect(self) -> None:
        for keys, action in (("Ctrl+E", self.export), ("Ctrl+P", self._open_sheet), ("Ctrl+Shift+O", self._observe)):
            shortcut = QShortcut(QKeySequence(keys), self.lists, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        lists = self.lists
        for button, action in (
            (lists.export, self.export),
            (lists.asm, lambda: self.wants.emit("asm", "")),
            (lists.observe, self._observe),
            (lists.training, self._train),
            (lists.filters.sheet, self._open_sheet),
        ):
            button.clicked.connect(lambda _=False, a=action: a())
        lists.opened.connect(self.open_row)
        lists.changed.connect(self.pick)
        lists.view_changed.connect(self.hints_changed)
        self._tell_of(self.keeper)
        self.registry.done.connect(self._on_registered)
        self.registry.refused.connect(self._on_refused)

    # --- pages, each made when it is first wanted -----------------------------------------------------------------

    @cached_property
    def finding(self) -> FindingPage:
        page = FindingPage(self.drafts, today=self._today)
        page.left.connect(self._back_to_lists)
        page.walked.connect(self._step)
        page.turned.connect(self.hints_changed)
        page.registered.connect(self.registry.register)
        page.file_wanted.connect(self._open_file)
        page.card.visit_wanted.connect(self._open_visit)
        page.card.unit_wanted.connect(self._open_sheet)
        page.card.correct_wanted.connect(lambda: self.desk.correct(self.here()))
        return page

    @cached_property
    def evidence(self) -> EvidencePage:
        page = EvidencePage(self._lanes)
        page.left.connect(lambda: self._show(self.finding))
        return page

    @cached_property
    def paper(self) -> UnitSheetPage:
        page = UnitSheetPage(self._lanes, today=self._today)
        page.left.connect(self._leave)
        return page

    @cached_property
    def desk(self) -> DeskPages:
        desk = DeskPages(self._lanes, self._definiciones.ooad, self, today=self._today)
        desk.shown.connect(self._show)
        desk.left.connect(self._leave)
        desk.written.connect(self._on_written)
        desk.turned.connect(self.hints_changed)
        self._tell_of(desk.keeper)
        return desk

    def _show(self, page: QWidget) -> None:
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        show_page(self.pages, page)
        self.hints_changed.emit()

    def _leave(self) -> None:
        """Back to the finding, where one was open, or to the lists."""
        if self.detail is not None:
            self._show(self.finding)
            self.open_finding(self.detail.asunto.id)
            return
        self._show(self.lists)
        self.lists.focus()
        self.refresh()

    # --- reading --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.keeper.read(self._take_up)
        self.refresh()
        if self.detail is not None:
            self.open_finding(self.detail.asunto.id)

    def refresh(self) -> None:
        """Read everything anew; while one reading is under way the next one waits."""
        if self._busy:
            self._again = True
            return
        self._busy, practice = True, self.lists.filters.filtro().ficticias
        self._lanes.call(lambda s: lectura.read(s, ficticias=practice), self._take, self._refuse_read, owner=self)

    def _take(self, everything: lectura.All) -> None:
        self._busy = False
        self._all = everything
        if self._again:
            self._again = False
            self.refresh()
        else:
            self.pick()

    def pick(self) -> None:
        """What the filters ask for of what was read; of two pickings only the last is shown."""
        everything, f = self._all, self.lists.filters.filtro()
        if everything is None or everything.ficticias != f.ficticias:
            self.refresh()
            return
        number = self._asked = self._asked + 1
        today, holidays, begun = self._today(), self._definiciones.feriados, self.drafts.findings()

        def show(read: lectura.Read) -> None:
            if number == self._asked:
                self._show_read(read)

        self._lanes.free(
            lambda _work: lectura.pick(everything, f, today, holidays, begun), show, self._refuse, owner=self
        )

    def _show_read(self, read: lectura.Read) -> None:
        first = self.lists.read is None
        self.lists.show_read(read)
        if first and read.only_practice:
            self.refresh()
            return
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.open_finding(wanted)
        elif self.pages.currentWidget() is self.lists and not self._has_focus():
            self.lists.focus()
        self.hints_changed.emit()

    def _has_focus(self) -> bool:
        here = self.window().focusWidget()
        return here is not None and here.isVisible() and self.isAncestorOf(here)

    def _refuse_read(self, error: BaseException) -> None:
        self._busy = self._again = False
        self._refuse(error)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return  # the window is closing
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if isinstance(self.pages.currentWidget(), FindingPage):
            self.finding.answer.say(error.message, "bad")
        else:
            self.lists.answer.say(error.message, "bad")

    # --- one finding ----------------------------------------------------------------------------------------------

    def open_row(self, key: str) -> None:
        """The finding of a row, or of a measure's row; its list is what one walks along."""
        table = self.lists.table()
        self._walk = tuple(dict.fromkeys(k.partition("\n")[0] for k in table.row_keys()))
        self._from = key
        self.open_finding(key.partition("\n")[0])

    def open_finding(self, finding: str) -> None:
        """Read one and show its page; of two only the last."""
        number = self._opening = self._opening + 1

        def show(d: Detalle) -> None:
            if number == self._opening:
                self._show_detail(d)

        self._lanes.call(lambda s: s.desahogo.detalle(finding), show, self._refuse, owner=self)

    def _show_detail(self, d: Detalle) -> None:
        self.detail = d
        read = self.lists.read
        sheet = palabras.sheet_of(d, office=read is not None and read.office)
        at = self._walk.index(sheet.id) if sheet.id in self._walk else -1
        where = f"{at + 1} de {len(self._walk)}" if at >= 0 and len(self._walk) > 1 else ""
        if isinstance(self.pages.currentWidget(), ListPage | FindingPage):
            self._show(self.finding)
        self.finding.show_sheet(sheet, where, first=at <= 0, last=at < 0 or at == len(self._walk) - 1)
        if self._tell_next:
            self.finding.answer.say(self._tell_next, "ok")
            self._tell_next = ""
        self.hints_changed.emit()

    def _step(self, by: int) -> None:
        here = self.finding.sheet.id if self.finding.sheet is not None else ""
        if here in self._walk:
            self.open_finding(self._walk[max(0, min(len(self._walk) - 1, self._walk.index(here) + by))])

    def _back_to_lists(self) -> None:
        here = self.finding.sheet.id if self.finding.sheet is not None else ""
        self._to_lists()
        table = self.lists.table()
        if self._from.partition("\n")[0] == here:
            here = self._from
        table.go_to(here)
        self.lists.focus()
        self.refresh()

    def _open_file(self, sha256: str) -> None:
        if self.finding.sheet is not None:
            self._show(self.evidence)
            self.evidence.open(self.finding.sheet.files, sha256)

    def _open_visit(self) -> None:
        if self.detail is not None and self.detail.asunto.visita:
            self.wants.emit("visita", self.detail.asunto.visita)

    # --- what only a desk writes ----------------------------------------------------------------------------------

    def _open_sheet(self) -> None:
        """The cédula de seguimiento of the unit of the finding, of the filter, or of the row that is current."""
        unit = self.detail.asunto.unidad_clave if self.detail is not None else self.lists.unit()
        if unit:
            self._show(self.paper)
            self.paper.begin(unit, practice=self.lists.filters.filtro().ficticias)
            self.paper.focus()

    def _observe(self) -> None:
        self.desk.begin_observation(practice=self.lists.filters.filtro().ficticias)

    def _train(self) -> None:
        self.desk.open_training(practice=self.lists.filters.filtro().ficticias)

    def _on_written(self, finding: str, told: str) -> None:
        if finding:
            self._walk = ()
            self._tell_next = told
            self._show(self.finding)
            self.open_finding(finding)
            self.refresh()
            return
        self.detail = None
        self._show(self.lists)
        self.lists.answer.say(told, "ok")
        self.refresh()

    # --- acts -----------------------------------------------------------------------------------------------------

    def _on_registered(self, finding: str, draft: Draft) -> None:
        """Shown at once in its life; in the queue the next one follows."""
        told = palabras.DONE[draft.clase]
        self.finding.done(finding, draft.clase, told)
        self.refresh()
        if self.here() != finding:
            return  # the person went on meanwhile
        reviewed = self.lists.here() == "revisar" and draft.clase in REVIEWED
        following = self._next_in_queue(finding) if reviewed else ""
        if following:
            folio = self.finding.sheet.folio if self.finding.sheet is not None else ""
            self._tell_next = f"{folio}: {told[0].lower()}{told[1:]} Sigue ésta."
            self.open_finding(following)
        else:
            self.open_finding(finding)

    def _on_refused(self, sentence: str, field: str | None) -> None:
        self.finding.refuse(sentence, field)

    def _next_in_queue(self, finding: str) -> str:
        """The one after this in the walk that still waits; it leaves the walk."""
        at = self._walk.index(finding) if finding in self._walk else -1
        self._walk = tuple(k for k in self._walk if k != finding)
        return self._walk[min(at, len(self._walk) - 1)] if self._walk and at >= 0 else ""

    # --- out ------------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """The list that is shown, as the file that the person chooses."""
        read, answer = self.lists.read, self.lists.answer
        if read is None or not self.lists.export.isEnabled() or not self.lists.table().row_keys():
            return
        path = ask_file(self, self.lists.file_title())
        if path is None:
            return
        here = self.lists.here()
        self._lanes.free(
            lambda _work: save_list(read, here, path),
            lambda _none: answer.say(f"Guardado en «{path}».", "ok"),
            self._refuse,
            owner=self,
        )

    # --- what was begun -------------------------------------------------------------------------------------------

    def _tell_of(self, keeper: DraftKeeper | FormKeeper) -> None:
        for told, tell in ((keeper.saving, self.saving), (keeper.saved, self.saved), (keeper.failed, self.failed)):
            told.connect(tell)

    def _keepers(self) -> list[DraftKeeper | FormKeeper]:
        return [self.keeper, *([self.desk.keeper] if "desk" in self.__dict__ else [])]

    def _take_up(self) -> None:
        """What was begun before this window is known: rows and page say so."""
        self.pick()
        if self.detail is not None:
            self.open_finding(self.detail.asunto.id)

    @property
    def unsaved(self) -> int:
        return sum(k.unsaved for k in self._keepers())

    def commit(self) -> None:
        for keeper in self._keepers():
            keeper.flush()

    retry = commit

    # --- Screen ---------------------------------------------------------------------------------------------------

    def show_object(self, what: str) -> None:
        """«vencidas», «medidas», «unidad:…», or the id of a finding."""
        if what in ("medidas", "vencidas"):
            self._to_lists()
            self.lists.turn_to("medidas")
            self.lists.focus()
        elif what.startswith("unidad:"):
            self._to_lists()
            self.lists.filters.show_unit(what.partition(":")[2])
        elif what:
            self._wanted = what
            self.refresh()

    def _to_lists(self) -> None:
        self.detail = None
        self._opening += 1
        self._show(self.lists)

    def here(self) -> str:
        page = self.pages.currentWidget()
        return page.sheet.id if isinstance(page, FindingPage) and page.sheet is not None else ""

    def hints(self) -> Sequence[Hint]:
        page = self.pages.currentWidget()
        assert isinstance(page, PAGES)
        return page.hints()
