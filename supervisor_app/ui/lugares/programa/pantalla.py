"""The place «Programa»: on the desk the programme is written and published, on a laptop visits are begun from it.

Everything is read anew when the place is entered and after each thing that is written. It must never decide what may be
written: the service does, and its words stand beside what they are about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.programa import PorProgramar, Programa, VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import CumplimientoDelPrograma
from supervisor_app.domain.programa.propuesta import Peticion, Propuesta
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.programa.fuente import Fuente
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.lanes import Lanes, Work
from supervisor_app.ui.lugares.oficina.detalle import DetailPage
from supervisor_app.ui.lugares.programa import lectura, teclas
from supervisor_app.ui.lugares.programa.cumplimiento import of_key
from supervisor_app.ui.lugares.programa.exportar import Export
from supervisor_app.ui.lugares.programa.ficha import VisitSheet
from supervisor_app.ui.lugares.programa.filtros import MINE
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.proponer import ProposePage
from supervisor_app.ui.lugares.programa.publicar import PublishPage
from supervisor_app.ui.lugares.programa.tablero import TABLE
from supervisor_app.ui.lugares.programa.una_visita import OneVisit
from supervisor_app.ui.lugares.programa.vacio import EmptyPage
from supervisor_app.ui.pantalla import show_page
from supervisor_app.wiring import Servicios


class ProgramaScreen(OneVisit):
    """The board with one visit at its side, and the pages that stand in front of it."""

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> None:
        super().__init__(lanes, definiciones, today=today())
        self._today = today
        self._fuente: Fuente | None = None
        self._asked = 0
        self._proposing: Work | None = None
        self._make_parts()
        self._connect()

    def _make_parts(self) -> None:
        self.empty = EmptyPage()
        self.exporting = Export(self._lanes, self.board, self.refused.emit)
        for page in (QWidget(), self.empty, self.side):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, owner, action in (
            ("Ins", self.board, self.new_visit), ("Ins", self.empty, self.new_visit), ("Ctrl+S", self, self._commit),
            ("Ctrl+E", self, self.export_shown),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), owner, context=inside).activated.connect(action)
        for source in (self.empty, self.board):
            source.asked.connect(self._on_asked)
        self.board.opened.connect(self.open_visit)
        self.board.asked_day.connect(self.new_visit)
        self.board.year_wanted.connect(self.read)
        self.board.viewed.connect(self.hints_changed)
        self.board.share.opened.connect(self._open_key)

    @cached_property
    def propose_page(self) -> ProposePage:
        page = ProposePage(self.definiciones.ooad, today=self.today)
        page.set_known(self.known[0])
        keys = QShortcut(QKeySequence("Ctrl+Return"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(page.ask)
        page.wanted.connect(self._propose)
        page.accepted.connect(self._accept)
        page.task.cancelled.connect(self._stop_proposing)
        page.left.connect(self._back_to_board)
        self.pages.addWidget(page)
        return page

    @cached_property
    def publish_page(self) -> PublishPage:
        page = PublishPage()
        page.wanted.connect(self._publish)
        page.opened.connect(self._open_from_page)
        page.to_office.connect(lambda: self.wants.emit("oficina", ""))
        page.left.connect(self._back_to_board)
        self.pages.addWidget(page)
        return page

    @cached_property
    def detail(self) -> DetailPage:
        page = DetailPage()
        page.opened.connect(lambda key: self._open_from_page(key.partition(":")[2]))
        page.left.connect(self._back_to_board)
        self.pages.addWidget(page)
        return page

    # --- reading --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self._lanes.call(
            lambda s: (s.visitas.personas_frecuentes(), s.unidades.leer()), self._know, self._ignore, owner=self
        )
        self.read()

    def _know(self, known: tuple[Sequence[Persona], Sequence[UnidadMedica]]) -> None:
        """For what is made already, and for what will be."""
        self.known = known
        made = vars(self)
        if "form" in made:
            self.form.set_known(*known)
        if "propose_page" in made:
            self.propose_page.set_known(known[0])

    def _ignore(self, error: BaseException) -> None:
        """Suggestions are a help: without them one types. What is wrong with the files is told in Ajustes."""
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error

    def read(self, year: int | None = None) -> None:
        """The programme of a year (of the one that is shown) anew, and then how its visits stand."""
        wanted = year or (self.year.year if self.year is not None else self._today().year)
        self._asked += 1
        number = self._asked
        self._lanes.call(
            lambda s: (lectura.read(s, wanted), s.programa.fuente()),
            lambda got: self._show(*got) if number == self._asked else None, self.refuse, owner=self,
        )  # fmt: skip

    def _show(self, year: Year, fuente: Fuente) -> None:
        first, before = self.year is None, self.year
        if before is not None and before.year == year.year:
            year = replace(year, situations=before.situations)
        self.year, self._fuente = year, fuente
        if first and year.received:
            self.board.set_view(TABLE)
            if any(year.is_mine(v) for v in year.visits):
                self.board.filters.whose.set_value(MINE)
        self.show_year(first=first)
        number, wanted = self._asked, year.year
        self.board.share.show_share(
            None if first or before is None or before.year != wanted else self.board.share.shown
        )
        self._lanes.free(
            lambda _work: fuente.cumplimiento(wanted),
            lambda share: self._show_share(share) if number == self._asked else None, self.refuse, owner=self,
        )  # fmt: skip

    def show_year(self, *, first: bool = False) -> None:
        year = self.year
        assert year is not None
        official = self.definiciones.feriados_oficiales
        names = {
            d: official[d].nombre if d in official else "Inhábil de la oficina" for d in self.definiciones.feriados
        }
        self.board.show_year(year, names)
        here = self.pages.currentWidget()
        if isinstance(here, PublishPage):
            here.show_year(year)
        if not isinstance(here, PublishPage | ProposePage | DetailPage):
            nothing = not year.visits and len(year.years) == 1 and self.side.shown is None
            self.empty.show_for(year.year, office=year.office)
            show_page(self.pages, self.empty if nothing else self.side)
            focus = QApplication.focusWidget()
            if first or (self.isVisible() and (focus is None or not self.isAncestorOf(focus))):
                self.empty.focus(office=year.office) if nothing else self.board.focus_view()
        if isinstance(self.side.shown, VisitSheet) and self.opened:
            self._fill_sheet(focus=False)
        self.hints_changed.emit()
        wanted, self._pending = self._pending, ()
        for id_ in wanted:
            self.open_visit(id_)

    def _show_share(self, share: CumplimientoDelPrograma) -> None:
        self.board.share.show_share(share)
        if self.year is not None and self.year.year == share.anio:
            self.year = replace(self.year, situations={r.programada.id: r.situacion for r in share.renglones})
            self.show_year()

    # --- going about ----------------------------------------------------------------------------------------------

    def _on_asked(self, what: str) -> None:
        doors: dict[str, Callable[[], object]] = {
            "sincronizar": lambda: self.wants.emit("sincronizacion", ""), "programar": self.new_visit,
            "proponer": self.open_proposals, "publicar": self.open_publishing, "exportar": self.export_shown,
        }  # fmt: skip
        doors[what]()

    def show_object(self, what: str) -> None:
        """The id of a programmed visit, also of one that came meanwhile, or of another year than the one shown."""
        if self.year is not None and self.year.visit(what) is not None:
            self.open_visit(what)
        elif not self._holds_typed():
            self._lanes.call(lambda s: s.programa.buscar(what), self._read_and_open, self.refuse, owner=self)

    def _read_and_open(self, visit: VisitaProgramada) -> None:
        self._pending = (visit.id,)
        self.read(visit.anio)

    def open_proposals(self) -> None:
        if self.year is None or self.year.closed or self._holds_typed():
            return
        self.propose_page.set_year(self.year.year)
        self.propose_page.begin()
        show_page(self.pages, self.propose_page)
        self.propose_page.focus_first()
        self.hints_changed.emit()

    def open_publishing(self) -> None:
        if self.year is None or not self.year.office or self._holds_typed():
            return
        self.publish_page.begin(self.year)
        show_page(self.pages, self.publish_page)
        self.publish_page.focus_first()
        self.hints_changed.emit()

    def _open_key(self, key: str) -> None:
        share = self.board.share.shown
        lists = of_key(share, key) if share is not None else None
        if lists is not None:
            show_page(self.pages, self.detail)
            self.detail.begin(lists)
            self.hints_changed.emit()

    def _open_from_page(self, id_: str) -> None:
        show_page(self.pages, self.side)
        self.open_visit(id_)

    def _back_to_board(self) -> None:
        self._stop_proposing()
        show_page(self.pages, self.side)
        self.show_year(first=True)
        self.board.focus_view()

    def export_shown(self) -> None:
        """What is seen, as a file."""
        here = self.pages.currentWidget()
        if isinstance(here, DetailPage):
            here.choose_file()
        elif here is self.side and self.year is not None:
            self.exporting.choose(self.year, self.board.shown, self.board.share.shown)

    # --- writing --------------------------------------------------------------------------------------------------

    def _commit(self) -> None:
        """Ctrl+S: hand over what is written where one is."""
        here = self.pages.currentWidget()
        if isinstance(here, ProposePage):
            here.offers.accept()
        elif here is self.side:
            self.commit_side()

    # --- proposing and publishing ---------------------------------------------------------------------------------

    def _propose(self, request: Peticion) -> None:
        fuente, page = self._fuente, self.propose_page
        if fuente is None or self._proposing is not None:
            return
        page.task.report(0.3, "Ordenando las unidades por lo que se sabe de ellas…")
        page.task.setFocus(Qt.FocusReason.OtherFocusReason)

        def show(proposal: Propuesta) -> None:
            self._proposing = None
            page.task.done()
            page.offers.show_proposal(proposal, request.cuantas)
            page.go.set_kind("outline")
            page.offers.focus_first()
            page.area.ensureWidgetVisible(page.offers)

        def fail(error: BaseException) -> None:
            self._proposing = None
            page.task.done()
            if isinstance(error, UserError):
                page.refuse(error.message, error.field or "")
            else:
                self.refuse(error)

        self._proposing = self._lanes.free(lambda _work: fuente.proponer(request), show, fail, owner=self)

    def _stop_proposing(self) -> None:
        if self._proposing is not None:
            self._proposing.cancel()

    def _accept(self, visits: tuple[PorProgramar, ...]) -> None:
        def kept(put: tuple[VisitaProgramada, ...]) -> None:
            self.remember(*(v.id for v in put))
            self.propose_page.offers.clear()
            show_page(self.pages, self.side)
            self.board.go_to_day(put[0].inicio)
            self.board.focus_view()
            self.read()
            self.offered.emit(f"Se programaron {cuantos(len(put), 'visita', 'visitas')}.")

        self.write(lambda s: s.programa.aceptar(visits), kept, lambda e: self.propose_page.refuse(e.message))

    def _publish(self) -> None:
        year = self.year
        if year is None:
            return

        def sent(programme: Programa) -> None:
            self.publish_page.done(programme)
            self.read()
            self.publish_page.attend.show()
            self.publish_page.attend.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda s: s.programa.publicar(year.year), sent, lambda e: self.publish_page.refuse(e.message))

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(here, PublishPage | ProposePage | DetailPage):
            here.go_back() if isinstance(here, DetailPage) else self._back_to_board()
        elif event.key() == Qt.Key.Key_Escape and here is self.side and self.side.shown is not None:
            self._leave_side()
        else:
            super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        here = self.pages.currentWidget()
        if isinstance(here, ProposePage):
            return teclas.PROPOSING
        if isinstance(here, PublishPage | DetailPage):
            return teclas.LISTS if isinstance(here, DetailPage) else teclas.PUBLISHING
        if here is self.empty or self.year is None:
            return teclas.EMPTY if self.year is not None and not self.year.closed else ()
        if self.writes_aside:
            return teclas.WRITING
        if self.side.shown is not None:
            return teclas.READING
        return teclas.board(self.board.view.value(), edits=not self.year.closed)
