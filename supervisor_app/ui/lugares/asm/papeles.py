"""What goes out of an ASM table, and its past: paper, emissions, files, earlier versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from supervisor_app.errors import UserError
from supervisor_app.services.asm.exporta import TIPOS, exportar
from supervisor_app.services.asm.verbos import Emitida
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.wiring import Servicios

if TYPE_CHECKING:
    from supervisor_app.ui.lugares.asm.pantalla import AsmScreen


class Papers:
    """Joins the pages of it to the open table of the screen."""

    def __init__(self, screen: AsmScreen) -> None:
        self._s = screen

    def show_past(self) -> None:
        session = self._s.session
        if session is None:
            return
        session.when_saved(
            lambda: self._s.lanes.call(
                lambda s: s.asm.historia(session.id),
                lambda steps: self._s.past.show_steps(steps, self._s.today()),
                self._s.refuse,
                owner=self._s,
            )
        )
        self._s.turn_to(self._s.past)

    def go_to_version(self, version: int) -> None:
        if self._s.session is not None:
            self._s.session.go_to_version(version)
            self._s.go_back()

    def show_paper(self, *, newest: bool = False) -> None:
        session = self._s.session
        if session is None:
            return

        def show(read: tuple[tuple[Emitida, ...], str]) -> None:
            if self._s.session is session:  # another table may be open by now
                self._s.paper.show_table(session.tabla, *read, newest=newest, unread=palabras.unread(session.held))
                self._s.hints_changed.emit()

        def ask(s: Servicios) -> tuple[tuple[Emitida, ...], str]:
            return s.asm.emisiones(session.id), s.asm.folio(session.id)

        session.when_saved(lambda: self._s.lanes.call(ask, show, self._s.refuse, owner=self._s))
        self._s.turn_to(self._s.paper)

    def emit_paper(self, folio: str) -> None:
        session = self._s.session
        if session is None:
            return

        def done(emitted: Emitida) -> None:
            self._s.busy(-1)
            self._s.saved.emit(emitted.cuando)
            if self._s.session is session and self._s.has("paper") and self._s.page is self._s.paper:
                self.show_paper(newest=True)
            else:  # nobody is taken from where they went meanwhile
                self._s.told.emit(f"Se emitió «{emitted.emision.folio}», versión {emitted.emision.version}.")

        def failed(error: BaseException) -> None:
            self._s.busy(-1)
            self._s.paper.refuse(words_of(error), error.field or "" if isinstance(error, UserError) else "")

        def emit() -> None:
            self._s.lanes.call(lambda s: s.asm.emitir(session.id, folio), done, failed, owner=self._s)

        self._s.busy(1)
        self._s.saving.emit()
        session.when_saved(emit)

    def go_to_missing(self) -> None:
        session = self._s.session
        if session is None:
            return
        row, field = next(iter(session.held), None) or palabras.first_missing(session.tabla)
        self._s.turn_to(self._s.editor, way=[self._s.tables])
        if field:
            self._s.editor.go_to(row, field)
        else:
            self._s.editor.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_export(self) -> None:
        session = self._s.session
        if session is None:
            return
        name = f"{palabras.programme(session.tabla)[:60]}.xlsx".replace("/", "-")
        kinds = "Libro de Excel (*.xlsx);;CSV (*.csv);;Datos JSON (*.json)"
        chosen, kind = QFileDialog.getSaveFileName(self._s, "Exportar la tabla", name, kinds)
        if chosen:
            path = Path(chosen)
            ending = next((t for t in TIPOS if t in kind), TIPOS[0])
            self.export_to(path if path.suffix.casefold() in TIPOS else path.with_name(f"{path.name}{ending}"))

    def export_to(self, path: Path) -> None:
        """Write the open table as it is shown."""
        assert self._s.session is not None
        tabla = self._s.session.tabla
        self._s.lanes.free(
            lambda _work: exportar(tabla, path),
            lambda done: self._s.told.emit(f"Se guardó «{done.name}» en {done.parent}."),
            self._s.refuse,
            owner=self._s,
        )
