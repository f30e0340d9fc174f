"""What leaves the office as files: everything behind the figures, the transparency table, public versions of informes.

All of it with the filter of the board. Long writing goes on the free lane and can be stopped. It must never send
anything anywhere: files are written where a person says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.transparencia import (
    COLUMNAS,
    Comision,
    DatosDeComision,
    ReglasDeTransparencia,
    RenglonDeTransparencia,
    por_visita,
)
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.oficina.datos import Forma, exportar_todo
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.services.transparencia import publicas
from supervisor_app.services.transparencia.verbos import de_indice, escribir, lo_que_falta, renglones
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.lugares.oficina.lectura import Source
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table
from supervisor_app.ui.lugares.oficina.tabla import TableView
from supervisor_app.ui.lugares.oficina.transparencia import CommissionForm, SharedForm
from supervisor_app.wiring import Servicios, reloj_local

T = TypeVar("T")
KEY = "Ctrl+Mayús+E"
_ALL = (
    "Visitas, cédulas, inconsistencias, medidas, verificaciones, indicadores y entregas, con el filtro de la oficina. "
    "Ninguna celda es una fórmula."
)
_PUBLIC = (
    "La versión pública de un informe se hace en la laptop de quien hizo la visita. Elija la carpeta donde las fueron "
    "dejando: aquí se dice de qué visitas hay y de cuáles no, y se copian con nombres para publicarse."
)
_NAMED = 6
"""Folios that are named before the others are only counted."""


class ExitsPage(QWidget):
    """``begin`` with where the index is and the filter. ``left()`` when a person goes back."""

    left = Signal()

    def __init__(
        self, lanes: Lanes[Servicios], *, today: Callable[[], date], holidays: Callable[[], Collection[date]]
    ) -> None:
        super().__init__()
        self._lanes, self._today, self._holidays = lanes, today, holidays
        self._source: Source | None = None
        self._filter = Filtro()
        self._work: Work | None = None
        self._rows: tuple[RenglonDeTransparencia, ...] = ()
        self._found: publicas.Revisadas | None = None
        self._folder = ""
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.about = WrapLabel("", "body", "text2")
        area = self.area = ScrollColumn(name="Exportar y publicar")
        area.set_margins(20, SPACE_3, 20, SPACE_4)
        area.column.setSpacing(SPACE_3)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(self.about, 1, Qt.AlignmentFlag.AlignVCenter)
        area.add(top)
        for card in (self._make_export(), self._make_rows(), self._make_public()):
            area.add(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _make_export(self) -> Card:
        card = Card("Exportar los datos", icon="download")
        self.book = Button("Libro de Excel…", "primary")
        self.folder = Button("Archivos csv…", "outline")
        self.json = Button("JSON…", "outline")
        for button, form in ((self.book, Forma.XLSX), (self.folder, Forma.CSV), (self.json, Forma.JSON)):
            button.clicked.connect(lambda _=False, f=form: self.export(f))
        self.task = TaskRow()
        self.task.cancelled.connect(self._stop)
        self.answer = Sentence()
        buttons = Flow(gap=SPACE_2)
        buttons.set_items([self.book, self.folder, self.json])
        for part in (WrapLabel(_ALL, "body", "text2"), buttons, self.task, self.answer):
            card.body.addWidget(part)
        return card

    def _make_rows(self) -> Card:
        card = Card("Transparencia", count="0", icon="file-text")
        self.rows_card = card
        self.missing = WrapLabel("", "body", "text2")
        self.rows_answer = Sentence()
        self.table = TableView("Personas comisionadas", whole=True)
        self.table.opened.connect(self._open_row)
        self.shared_button = Button("Lo que comparten todos…", "outline", icon="settings")
        self.shared_button.clicked.connect(lambda _=False: self._open_shared())
        self.write_rows = Button("Exportar csv o xlsx…", "primary", icon="download")
        self.write_rows.clicked.connect(lambda _=False: self.export_rows())
        buttons = Flow(gap=SPACE_2)
        buttons.set_items([self.write_rows, self.shared_button])
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for part in (self.missing, buttons, self.rows_answer, self.table):
            column.addWidget(part)
        self.form, self.shared = CommissionForm(today=self._today), SharedForm()
        self.form.saved.connect(self._save_row)
        self.shared.saved.connect(self._save_shared)
        for form in (self.form, self.shared):
            form.left.connect(self._to_rows)
        self.faces = (listing, self.form, self.shared)
        for face in self.faces:
            card.body.addWidget(face)
        self._face(listing)
        return card

    def _make_public(self) -> Card:
        card = Card("Versiones públicas de los informes", icon="eye")
        self.look = Button("Buscar en una carpeta…", "outline", icon="search")
        self.look.clicked.connect(lambda _=False: self.look_for())
        self.gather = Button("Reunir en otra carpeta…", "outline", icon="copy")
        self.gather.clicked.connect(lambda _=False: self.gather_in())
        self.gather.setEnabled(False)
        self.public = WrapLabel("", "body", "text")
        self.public.hide()
        self.public_answer = Sentence()
        buttons = Flow(gap=SPACE_2)
        buttons.set_items([self.look, self.gather])
        for part in (WrapLabel(_PUBLIC, "body", "text2"), buttons, self.public, self.public_answer):
            card.body.addWidget(part)
        return card

    def _face(self, which: QWidget) -> None:
        for face in self.faces:
            face.setVisible(face is which)

    # --- reading --------------------------------------------------------------------------------------------------

    def begin(self, source: Source, f: Filtro, scope: str) -> None:
        """``scope``: what the filter is about, in words."""
        self._source, self._filter, self._found = source, f, None
        self.about.setText(scope)
        for sentence in (self.answer, self.rows_answer, self.public_answer):
            sentence.say("")
        self.public.hide()
        self.gather.setEnabled(False)
        self.book.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_rows()

    def _ask(self, question: Callable[[Panorama], T], then: Callable[[T | None], object], sink: Sentence) -> None:
        where, today = self._source, self._today()
        if where is not None:
            self._lanes.free(
                lambda _work: where.ask(question, today=today, feriados=self._days()),
                lambda answer: (then(answer), None)[1],
                lambda error: self._refuse(error, sink),
                owner=self,
            )

    def _days(self) -> frozenset[date]:
        return frozenset(self._holidays())

    def _read_rows(self) -> None:
        f, today, found = self._filter, self._today(), self._found
        names = found.nombres if found is not None else None

        def asked(commissions: tuple[Comision, ...] | None) -> None:
            def known(said: tuple[ReglasDeTransparencia, Mapping[str, DatosDeComision]]) -> None:
                rules, added = said
                self._show_rows(renglones(commissions or (), added, rules, f, hoy=today, publicos=names))

            self._lanes.call(
                lambda s: (s.transparencia.reglas(), s.transparencia.datos()),
                known,
                lambda error: self._refuse(error, self.rows_answer),
                owner=self,
            )

        self._ask(lambda p: de_indice(p, f), asked, self.rows_answer)

    def _show_rows(self, rows: tuple[RenglonDeTransparencia, ...]) -> None:
        self._rows = rows
        assert self.rows_card.heading is not None
        self.rows_card.heading.set_text("Transparencia", f"{len(rows):,}")
        if rows:
            people = cuantos(len(rows), "persona comisionada", "personas comisionadas")
            visits = cuantos(por_visita(rows), "visita", "visitas")
            self.missing.setText(f"{people} en {visits}. {lo_que_falta(rows) or 'No falta nada.'}")
        else:
            self.missing.setText("Ninguna visita de este filtro tiene número de pliego.")
        self.table.show_table(rows_table(rows))
        self.table.setVisible(bool(rows))
        self.write_rows.setEnabled(bool(rows))

    def _refuse(self, error: BaseException, sink: Sentence) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        sink.say(error.message, "bad")

    # --- everything -----------------------------------------------------------------------------------------------

    def export(self, form: Forma) -> None:
        """Ask where to, and write all lists there."""
        where = self._source
        if self._work is not None or where is None:
            return
        if form is Forma.CSV:
            chosen = QFileDialog.getExistingDirectory(self, "Carpeta para los archivos csv")
        else:
            title = "Exportar los datos de la oficina"
            chosen, _kind = QFileDialog.getSaveFileName(self, title, f"Oficina.{form.value}", f"(*.{form.value})")
        if not chosen:
            return
        path = Path(chosen)
        if form is not Forma.CSV and path.suffix.casefold() != f".{form.value}":
            path = path.with_name(f"{path.name}.{form.value}")
        f, today, days = self._filter, self._today(), self._days()
        when = reloj_local().isoformat(timespec="seconds")

        def job(work: Work) -> int | None:
            def pulse(which: str) -> None:
                work.report(0, 1, f"Escribiendo: {which.casefold()}")

            return where.ask(
                lambda p: exportar_todo(p, f, path, form, cuando=when, pulso=pulse), today=today, feriados=days
            )

        self.answer.say("")
        self.task.report(0.0, "Leyendo el índice…")
        self._work = self._lanes.free(
            job,
            lambda rows: self._end(f"Se escribieron {cuantos(rows or 0, 'renglón', 'renglones')} en «{path}».", "ok"),
            self._stopped,
            progress=lambda _done, _total, words: self.task.report(0.5, words),
            owner=self,
        )

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _stopped(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._end("Se detuvo; no quedó ningún archivo a medias.", "na")
            return
        self._end("", "")
        self._refuse(error, self.answer)

    def _end(self, sentence: str, ink: str) -> None:
        self._work = None
        self.task.done()
        self.answer.say(sentence, ink or "na")

    # --- transparency ---------------------------------------------------------------------------------------------

    def export_rows(self) -> None:
        """Ask where to, and write the table."""
        kinds = "Valores separados por comas (*.csv);;Libro de Excel (*.xlsx)"
        chosen, kind = QFileDialog.getSaveFileName(self, "Exportar transparencia", "Transparencia.csv", kinds)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() not in (".csv", ".xlsx"):
            path = path.with_name(f"{path.name}{'.xlsx' if 'xlsx' in kind else '.csv'}")
        try:
            escribir(self._rows, path)
        except EnvironmentProblem as problem:
            self.rows_answer.say(problem.message, "bad")
            return
        self.rows_answer.say(f"Guardado en «{path}».", "ok")

    def _open_row(self, key: str) -> None:
        self.form.show_row(self._rows[int(key)])
        self._face(self.form)
        self.form.spent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_shared(self) -> None:
        def show(rules: ReglasDeTransparencia) -> None:
            self.shared.show_rules(rules)
            self._face(self.shared)
            self.shared.texts["area"].setFocus(Qt.FocusReason.OtherFocusReason)

        self._lanes.call(
            lambda s: s.transparencia.reglas(), show, lambda e: self._refuse(e, self.rows_answer), owner=self
        )

    def _save_row(self) -> None:
        said, row = self.form.said(), self.form.row
        if said is None or row is None:
            return
        self._save(lambda s: s.transparencia.guardar(said, row.comision), self.form.answer)

    def _save_shared(self) -> None:
        said = self.shared.said()
        self._save(lambda s: s.transparencia.guardar_reglas(said), self.shared.answer)

    def _save(self, verb: Callable[[Servicios], None], sink: Sentence) -> None:
        def done(_none: object) -> None:
            self._to_rows()
            self.rows_answer.say("Guardado.", "ok")
            self._read_rows()

        self._lanes.call(verb, done, lambda error: self._refuse(error, sink), owner=self)

    def _to_rows(self) -> None:
        self._face(self.faces[0])
        (self.table if self._rows else self.shared_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- public versions ------------------------------------------------------------------------------------------

    def look_for(self) -> None:
        """Ask in which folder, and tell which visits have one."""
        chosen = QFileDialog.getExistingDirectory(self, "Carpeta de las versiones públicas")
        if not chosen:
            return
        f, folder = self._filter, Path(chosen)
        self.public_answer.say("Buscando…", "na")
        self._ask(
            lambda p: publicas.revisar(folder, [e.folio for e in p.entregas(f)]), self._show_found, self.public_answer
        )

    def _show_found(self, found: publicas.Revisadas | None) -> None:
        self._found = found
        if found is None:
            return
        self.public_answer.say("")
        self.public.setText(found_words(found))
        self.public.show()
        self.gather.setEnabled(bool(found.publicas))
        self._read_rows()

    def gather_in(self) -> None:
        """Ask where to, and copy them there."""
        found = self._found
        chosen = QFileDialog.getExistingDirectory(self, "Carpeta para publicar") if found is not None else ""
        if not chosen or found is None:
            return
        self._lanes.free(
            lambda _work: publicas.reunir(found, Path(chosen)),
            lambda n: self.public_answer.say(
                f"{cuantos(n, 'archivo', 'archivos')} en «{chosen}». Su enlace se llena con la dirección de la carpeta "
                "que puso en «Lo que comparten todos».",
                "ok",
            ),
            lambda error: self._refuse(error, self.public_answer),
            owner=self,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def rows_table(rows: Sequence[RenglonDeTransparencia]) -> Table:
    """Who, which visit, and what nobody filled yet."""
    columns = (Column("Persona comisionada"), Column("Visita"), Column("Pliego"), Column("Unidad", flex=2),
               Column("Le falta", flex=3))  # fmt: skip
    lines = []
    for n, row in enumerate(rows):
        missing = ", ".join(c[0].lower() + c[1:] for c in COLUMNAS if c in row.faltan)
        state = Cell(f"{len(row.faltan)}: {missing}", ink="warn") if missing else Cell("Completo", ink="ok")
        c = row.comision
        cells = (Cell(c.persona, strong=True), Cell(c.folio), Cell(c.pliego), Cell(c.unidad), state)
        lines.append(Line(cells, str(n)))
    return Table(columns, tuple(lines))


def found_words(found: publicas.Revisadas) -> str:
    """Of which visits there is one, plainly."""
    total = len(found.publicas) + len(found.faltan)
    said = [f"Hay versión pública de {len(found.publicas):,} de {cuantos(total, 'visita', 'visitas')}."]
    if found.faltan:
        named = ", ".join(found.faltan[:_NAMED])
        more = f" y {len(found.faltan) - _NAMED:,} más" if len(found.faltan) > _NAMED else ""
        said.append(f"Falta la de: {named}{more}.")
    if found.sin_visita:
        others = cuantos(len(found.sin_visita), "es de una visita", "son de visitas")
        said.append(f"{others} que no están en este filtro.")
    return " ".join(said)
