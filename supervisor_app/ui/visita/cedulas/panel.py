"""The right panel: basis, last visit, evidence, note and history of the item being answered.

It saves the note of the item it shows; everything else it asks of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.catalogo import SeccionFrase
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.services.visitas import Entrada
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.frases import PhraseBook
from supervisor_app.ui.kit.card import Line, SectionTitle
from supervisor_app.ui.kit.pill import KeyCap
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.anterior import PastSection
from supervisor_app.ui.visita.cedulas.evidencia import EvidenceSection
from supervisor_app.ui.visita.cedulas.fundamento import BasisSection
from supervisor_app.ui.visita.cedulas.historial import HistorySection
from supervisor_app.ui.visita.cedulas.miniaturas import EvidenceFiles
from supervisor_app.ui.visita.cedulas.notas import NoteArea
from supervisor_app.wiring import Servicios

_HISTORY_PAUSE_MS = 120


class ItemPanel(QFrame):
    """``add_wanted()``, ``folder_wanted()``: choose evidence; ``opened(Evidencia)``: see it large; ``copy_wanted()``:
    answer as in the last visit. Shows nothing of an item until ``show_item``.
    """

    add_wanted = Signal()
    folder_wanted = Signal()
    opened = Signal(object)
    copy_wanted = Signal()

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        style(self, kind="panel")
        self._session = session
        self._item: ItemDefinition | None = None
        self._history_of = ""
        self.files = EvidenceFiles(session.lanes, self)
        self.files.refused.connect(session.refused)
        self.files.told.connect(session.informed)
        self.basis = BasisSection(session.catalogos)
        self.past = PastSection()
        self.past.copy_wanted.connect(self.copy_wanted)
        self._past_line = Line()
        session.recalled.connect(self.refresh)
        self.evidence = EvidenceSection(self.files)
        self.evidence.add_wanted.connect(self.add_wanted)
        self.evidence.folder_wanted.connect(self.folder_wanted)
        self.evidence.cancelled.connect(session.evidence.cancel)
        self.evidence.tiles.opened.connect(self.opened)
        session.evidence.progressed.connect(self.evidence.show_progress)
        session.evidence.idle.connect(lambda: self.evidence.show_progress(0, 0, ""))
        self.evidence.tiles.removed.connect(self._remove)
        self.note = NoteArea(placeholder="Lo que convenga explicar de esta respuesta.", name="Nota de la respuesta")
        Binding(self.note, self._save_note)
        PhraseBook(session, self).serve(self.note, SeccionFrase.NOTA)
        self.history = HistorySection()
        # Walking quickly over items must not ask the store for the history of each.
        self._ask = QTimer(self, singleShot=True, interval=_HISTORY_PAUSE_MS)
        self._ask.timeout.connect(self._ask_history)
        session.saved.connect(lambda _moment: self._ask.start())
        self._build()

    def _build(self) -> None:
        title = SectionTitle("Nota", icon="pencil")
        title.add(KeyCap("F4"))
        note = QWidget()
        lines = QVBoxLayout(note)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(title)
        lines.addWidget(self.note)
        self.column = ScrollColumn(name="Fundamento, evidencia y nota")
        self.column.set_margins(12, 10, 12, 12)
        self.column.column.setSpacing(10)
        for place, section in enumerate((self.basis, self.past, self.evidence, note, self.history)):
            if place:
                self.column.add(self._past_line if section is self.past else Line())
            self.column.add(section)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.column)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_item(self, item: ItemDefinition) -> None:
        """Show another item; a note being typed is saved to the one it was typed for."""
        if self._item is None or item.id != self._item.id:
            self.commit()
            self._item = item
            self.basis.show_item(item)
            self._ask.start()
        self.refresh()

    def refresh(self) -> None:
        """Show what the visit has of the present item."""
        if self._item is None:
            return
        e = self._session.expediente
        answer = e.respuesta(self._item.id)
        locked = self._session.locked
        self._show_past(self._item)
        self.note.show_text(answer.nota if answer is not None else "")
        self.note.setReadOnly(locked)
        self.evidence.show_files(e.evidencias_de(self._item.id), locked=locked)
        self.setFocusProxy(self.stops()[0])

    def _show_past(self, item: ItemDefinition) -> None:
        e, past = self._session.expediente, self._session.pasado
        answer, before = e.respuesta(item.id), past.respuestas.get(item.id)
        self.past.show_past(
            item,
            before,
            answer.valor if answer is not None else None,
            past.levantadas.get(item.id) if e.inconsistencia_de(item.id) is not None else None,
            locked=self._session.locked,
        )
        self._past_line.setVisible(before is not None)

    def show_nothing(self, nothing: bool) -> None:
        """There is no item to speak of."""
        self.setEnabled(not nothing)
        self.column.setVisible(not nothing)

    def commit(self) -> None:
        self.note.commit()

    def _save_note(self, text: str) -> None:
        item = self._item
        if item is not None:
            self._session.attempt(lambda e: comandos.anotar(e, item, text))

    def _remove(self, evidence_id: str) -> None:
        self._session.attempt(lambda e: comandos.quitar_evidencia(e, evidence_id))

    # --- history --------------------------------------------------------------------------------------------------

    def _ask_history(self) -> None:
        item, e = self._item, self._session.expediente
        if item is None:
            return
        records = [f"{e.visita.id}:{item.id}", *(v.id for v in e.evidencias_de(item.id))]

        def read(s: Servicios) -> list[Entrada]:
            entries = [entry for record in records for entry in s.visitas.historia(record)]
            return sorted(entries, key=lambda entry: entry.operacion, reverse=True)

        self._session.lanes.call(read, lambda entries: self._show_history(item.id, entries), owner=self)

    def _show_history(self, item_id: str, entries: Sequence[Entrada]) -> None:
        if self._item is not None and self._item.id == item_id:
            self.history.show_entries(entries, self._session.today(), other_item=item_id != self._history_of)
            self._history_of = item_id

    # --- focus ----------------------------------------------------------------------------------------------------

    def stops(self) -> list[QWidget]:
        """The stops of Tab, in order."""
        more = [] if self.history.more.isHidden() else [self.history.more]
        copy = [] if self.past.isHidden() or self.past.copy.isHidden() else [self.past.copy]
        return [*copy, *self.evidence.stops(), self.note, *more]

    def reveal(self, stop: QWidget) -> None:
        """Scroll so that one of them is seen."""
        self.column.ensureWidgetVisible(stop, 0, 12)
