"""What the informe asks of others: a first draft, another visit's text, frequent phrases, the printer.

Each answer comes later and is taken as it then fits; what somebody wrote is never replaced.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.catalogo import SeccionFrase
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.frases import PhraseBook, next_blank
from supervisor_app.ui.kit.phrase_popup import PhrasePopup
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.informe.columna import InformeColumn
from supervisor_app.ui.visita.informe.otra_visita import Loan, loans
from supervisor_app.ui.visita.informe.relleno import fill, fill_sections, with_sections

_NOTHING_EMPTY = "No había nada vacío que llenar; se conservó todo lo escrito."


class Requests(QObject):
    """``drafted`` when there is a draft where there was none, or more of it."""

    drafted = Signal()

    def __init__(self, session: VisitSession, column: InformeColumn, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._column, self._owner = session, column, owner
        self._section = ""
        self._loans: dict[str, Loan] = {}
        self.book = PhraseBook(session, owner)
        self.others = PhrasePopup("Usar el informe de", "Ninguna otra visita tiene un informe escrito.", owner)
        self.others.picked.connect(self._take_loan)
        column.composed.connect(self.compose)
        column.borrowed.connect(self.ask_loans)
        for key, section in column.sections.items():
            section.phrase_wanted.connect(self.offer_phrases)
            self.book.serve(section.editor, SeccionFrase(key), offers=False)

    def on_problem(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self._column.tell(error.message, "bad")

    # --- drafts ---------------------------------------------------------------------------------------------------

    def compose(self) -> None:
        """Compose from the visit: all of it the first time, later only what is empty."""
        e = self._session.expediente
        self._session.lanes.call(
            lambda s: s.documentos.componer_informe(e), self._on_composed, self.on_problem, owner=self
        )

    def _on_composed(self, made: InformeBorrador) -> None:
        here = self._session.expediente.informe
        self._keep(made if here is None else fill(here, made.datos), "Compuso el informe")

    def _keep(self, borrador: InformeBorrador, que: str) -> None:
        if borrador == self._session.expediente.informe:
            self._column.tell(_NOTHING_EMPTY)
            return
        self._column.hide_notice()
        if self._session.attempt(lambda e: comandos.guardar_informe(e, borrador, que)):
            self.drafted.emit()

    def ask_loans(self) -> None:
        """Look for other visits' informes and let the person choose one."""
        own = self._session.expediente.visita.id
        self._session.lanes.call(lambda s: loans(s.visitas, own), self._on_loans, self.on_problem, owner=self)

    def _on_loans(self, found: tuple[Loan, ...]) -> None:
        self._loans = {loan.visita_id: loan for loan in found}
        self.others.set_phrases("Usar el informe de", [(loan.visita_id, loan.words) for loan in found])
        area = self._column.area
        self.others.open_at(area, QRect(24, 24, 1, 1))

    def _take_loan(self, visita_id: str) -> None:
        """The text of another visit: into the empty sections, or with this visit's header where there is no draft."""
        datos = self._loans[visita_id].datos
        here = self._session.expediente.informe
        que = "Usó el informe de otra visita"
        if here is not None:
            self._keep(fill_sections(here, datos), que)
            return
        e = self._session.expediente
        self._session.lanes.call(
            lambda s: s.documentos.componer_informe(e),
            lambda made: self._keep(with_sections(made, datos), que),
            self.on_problem,
            owner=self,
        )

    # --- phrases and printer --------------------------------------------------------------------------------------

    def offer_phrases(self, section: str) -> None:
        """Open the frequent phrases of a section under the caret."""
        self._section = section
        editor = self._column.sections[section].editor
        title = f"Frases frecuentes · {self._column.sections[section].name_in_words()}"
        spot = editor.cursorRect()
        self.book.offer(title, (SeccionFrase(section),), editor.viewport(), spot, self._insert_phrase)

    def _insert_phrase(self, text: str) -> None:
        editor = self._column.sections[self._section].editor
        editor.insert_phrase(text)
        editor.setFocus()
        next_blank(editor)

    def print_draft(self) -> None:
        """Print the newest draft, marked as such; the emitted one is printed where it is signed."""
        e = self._session.expediente
        borrador = e.informe
        if borrador is not None:
            self._session.lanes.call(
                lambda s: s.documentos.vista_previa_informe(borrador, e.visita.folio),
                lambda pdf: self._open_print_dialog(pdf, "el borrador", f"Informe {e.visita.folio} (borrador)"),
                self.on_problem,
                owner=self,
            )

    def print_emitted(self, pdf: bytes) -> None:
        """Print the informe as it was emitted."""
        if pdf:
            self._open_print_dialog(pdf, "el informe", f"Informe {self._session.expediente.visita.folio}")

    def _open_print_dialog(self, pdf: bytes, what: str, title: str) -> None:
        job = ask_and_print(self._owner, self._session.lanes, pdf, title)
        job.progress.connect(lambda _page, _pages, words: self._column.tell(words))
        job.finished.connect(lambda: self._column.tell(f"Se envió {what} a la impresora.", "ok"))
        job.failed.connect(lambda sentence: self._column.tell(sentence, "bad"))
