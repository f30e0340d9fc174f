"""One visit of the programme at the side: read, written, moved, cancelled, taken out, begun.

It must never close over something that was typed and not handed over: it says so first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget

from supervisor_app.domain.base import Persona
from supervisor_app.domain.programa import PorProgramar, VisitaProgramada
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.programa.verbos import Hecho
from supervisor_app.services.unidades import UnidadMedica
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.programa.al_lado import SidePanel
from supervisor_app.ui.lugares.programa.escribe import ProgrammeWriter
from supervisor_app.ui.lugares.programa.ficha import VisitSheet
from supervisor_app.ui.lugares.programa.formulario import VisitForm
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.mover import MovePanel
from supervisor_app.ui.lugares.programa.tablero import TABLE, ProgrammeBoard
from supervisor_app.ui.pantalla import show_page
from supervisor_app.wiring import Servicios

_TYPED = "Hay algo escrito sin guardar: Ctrl+S lo guarda; otra vez Esc lo descarta."
_HALF = "En Programa quedó algo escrito sin guardar: guárdelo con Ctrl+S o descártelo con Esc, y cierre otra vez."


class OneVisit(ProgrammeWriter):
    """``year`` is what is shown, None before the first answer; ``opened`` the id of the visit at the side."""

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, *, today: date) -> None:
        super().__init__(lanes)
        self.year: Year | None = None
        self._pending: tuple[str, ...] = ()
        self._warned = False
        self.pages = QStackedWidget()
        self.board = ProgrammeBoard(today=today)
        self.side = SidePanel(self.board)
        self.definiciones, self.today = definiciones, today
        self.known: tuple[Sequence[Persona], Sequence[UnidadMedica]] = ((), ())
        """People and units to be suggested."""

    # Each part is made when it is first wanted: all of them at once would be felt when the place is opened.

    @cached_property
    def sheet(self) -> VisitSheet:
        sheet = VisitSheet(self.definiciones.cedulas)
        sheet.asked.connect(self._on_sheet)
        sheet.left.connect(self._leave_side)
        return sheet

    @cached_property
    def form(self) -> VisitForm:
        form = VisitForm(self.definiciones, today=self.today)
        form.set_known(*self.known)
        form.saved.connect(self._save)
        form.left.connect(self._leave_side)
        return form

    @cached_property
    def move_panel(self) -> MovePanel:
        panel = MovePanel(today=self.today)
        panel.moved.connect(self._move)
        panel.cancelled.connect(self._cancel)
        panel.left.connect(self._leave_side)
        return panel

    def read(self, year: int | None = None) -> None:
        """The programme of a year (of the one that is shown) anew."""
        raise NotImplementedError

    def show_year(self, *, first: bool = False) -> None:
        """Show what was read; ``first``: with the focus where work goes on."""
        raise NotImplementedError

    def refuse(self, error: BaseException) -> None:
        """Let the window say what could not be."""
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.refused.emit(error.message)

    # --- opening and closing --------------------------------------------------------------------------------------

    def open_visit(self, id_: str) -> None:
        """Show one visit at the side; one of another year once that was read."""
        if self.year is None or self.year.visit(id_) is None:
            return
        if self._holds_typed():
            return
        self.opened = id_
        show_page(self.pages, self.side)
        self.side.show_side(self.sheet)
        self._fill_sheet(focus=True)
        self.hints_changed.emit()

    def _fill_sheet(self, *, focus: bool) -> None:
        id_ = self.opened

        def show(got: tuple[Sequence[Hecho], Sequence[str]]) -> None:
            year = self.year
            visit = year.visit(id_) if year is not None else None
            if id_ != self.opened or year is None or not isinstance(self.side.shown, VisitSheet):
                return
            if visit is None:
                self._close_side()
                return
            self.sheet.show_visit(visit, year, *got)
            if focus:
                self.sheet.focus_first()

        def ask(s: Servicios) -> tuple[Sequence[Hecho], Sequence[str]]:
            visit = self.year.visit(id_) if self.year is not None else None
            return s.programa.historia(id_), s.programa.sin_cedula(visit) if visit is not None else ()

        self._lanes.call(ask, show, self.refuse, owner=self)

    def new_visit(self, day: date | None = None) -> None:
        """The empty form, of one day where one was chosen."""
        year = self.year
        if year is None or self._holds_typed():
            return
        if year.closed:
            self.refused.emit(year.closed)
            return
        self.opened = ""
        show_page(self.pages, self.side)
        self.form.begin(year.year, year.visits, None, day=day)
        self.side.show_side(self.form)
        self.form.focus_first()
        self.hints_changed.emit()

    def _on_sheet(self, what: str) -> None:
        year, visit = self.year, self.year.visit(self.opened) if self.year is not None else None
        if year is None or visit is None:
            return
        if what == "abrir":
            self.wants.emit("visita", year.begun[visit.id])
        elif what == "iniciar":
            self._lanes.call(
                lambda s: s.programa.iniciar(visit.id).visita.id, lambda id_: self.wants.emit("visita", id_),
                self.refuse, owner=self,
            )  # fmt: skip
        elif what == "quitar":
            self.write(lambda s: s.programa.quitar(visit.id), lambda _v: self._removed(visit))
        elif what == "cambiar":
            self.form.begin(year.year, year.visits, visit, sent=year.is_sent(visit))
            self.side.show_side(self.form)
            self.form.focus_first()
        else:
            self.move_panel.begin(visit, what)
            self.side.show_side(self.move_panel)
            self.move_panel.focus_first()
        self.hints_changed.emit()

    def _holds_typed(self) -> bool:
        """Whether something is typed at the side that nobody handed over; the first time it is said."""
        typed = self.side.shown
        if not isinstance(typed, VisitForm | MovePanel) or self._warned or not typed.changed:
            self._warned = False
            return False
        self._warned = True
        typed.answer.say(_TYPED, "warn")
        return True

    def _leave_side(self) -> None:
        if self._holds_typed():
            return
        if isinstance(self.side.shown, VisitForm | MovePanel) and self.opened:
            self.side.show_side(self.sheet)
            self._fill_sheet(focus=True)
            self.hints_changed.emit()
            return
        self._close_side()

    def _close_side(self) -> None:
        id_, self.opened, self._warned = self.opened, "", False
        self.side.close_side()
        if self.year is not None and not self.year.visits and len(self.year.years) == 1:
            self.show_year(first=True)
        elif not (id_ and self.board.view.value() != TABLE and self.board.month.focus_bar(id_)):
            self.board.focus_view()
        self.hints_changed.emit()

    # --- writing --------------------------------------------------------------------------------------------------

    @property
    def writes_aside(self) -> bool:
        """Whether something can be typed at the side."""
        return isinstance(self.side.shown, VisitForm | MovePanel)

    @property
    def unsaved(self) -> int:
        return super().unsaved + int(self._is_typed())

    def retry(self) -> None:
        """Only a person can say what becomes of what is half written."""
        super().retry()
        if self._is_typed():
            self.refused.emit(_HALF)

    def _is_typed(self) -> bool:
        typed = self.side.shown
        return isinstance(typed, VisitForm | MovePanel) and typed.changed

    def commit_side(self) -> None:
        """Hand over what is written at the side."""
        if isinstance(self.side.shown, VisitForm | MovePanel):
            self.side.shown.commit_form()

    def _save(self, visit: PorProgramar) -> None:
        def kept(saved: VisitaProgramada) -> None:
            self.remember(saved.id)
            self._to_sheet(saved)

        if isinstance(visit, VisitaProgramada):
            self.write(lambda s: s.programa.cambiar(visit), kept, self._refuse_form)
        else:
            self.write(lambda s: s.programa.programar(visit), kept, self._refuse_form)

    def _move(self, start: date, end: date, motive: str) -> None:
        id_ = self.opened
        self.write(lambda s: s.programa.reprogramar(id_, start, end, motive), self._written, self._refuse_form)

    def _cancel(self, motive: str) -> None:
        id_ = self.opened
        self.write(lambda s: s.programa.cancelar(id_, motive), self._written, self._refuse_form)

    def _written(self, visit: VisitaProgramada) -> None:
        self.remember(visit.id)
        self._to_sheet(visit)

    def _to_sheet(self, visit: VisitaProgramada) -> None:
        """Show what was written, as it reads now, and the month in which it stands."""
        self._warned = False
        self.opened = visit.id
        if self.year is not None and visit.inicio.year == self.year.year:
            self.board.go_to_day(visit.inicio)
        self.side.show_side(self.sheet)
        self._pending = (visit.id,)
        self.read()

    def _refuse_form(self, error: UserError) -> None:
        typed = self.side.shown
        if isinstance(typed, VisitForm | MovePanel):
            typed.refuse(error.message, error.field or "")
        else:
            self.refuse(error)

    def _removed(self, visit: VisitaProgramada) -> None:
        self.remember(visit.id)
        self._close_side()
        self.read()
        self.offered.emit(f"{visit.unidad.titulo}, {visit.folio}: se quitó del programa.")

    def undo(self) -> None:
        """While something is written at the side, what was typed in its field; else the last thing that was done."""
        if not self.writes_aside:
            super().undo()
            return
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.undo()

    def after_undo(self) -> None:
        self.read()
