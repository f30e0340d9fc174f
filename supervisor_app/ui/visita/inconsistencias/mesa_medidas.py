"""What a person does with the measures of the finding that is shown. It must never decide what a measure needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from supervisor_app.domain import comandos
from supervisor_app.errors import UserError
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias.hallazgo import FindingEditor

_COPIED = ("tipo", "texto", "responsable_cargo", "responsable_nombre", "fecha", "evidencia_esperada")


class MeasuresDesk(QObject):
    """Carries between the table of measures and the session. ``current`` gives the finding that is shown."""

    def __init__(
        self, session: VisitSession, editor: FindingEditor, current: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._editor, self._current = session, editor, current
        self._table = editor.measures
        self._table.changed.connect(self.change)
        self._table.removed.connect(self.remove)
        self._table.copied.connect(self.copy)
        self._table.begun.connect(self.begin)
        self._table.extended.connect(self.extend)

    def change(self, measure_id: str, campos: Mapping[str, Any]) -> None:
        if measure_id in self._session.expediente.medidas:
            self._session.attempt(lambda e: comandos.modificar_medida(e, measure_id, **campos))

    def remove(self, measure_id: str) -> None:
        if measure_id in self._session.expediente.medidas:
            self._session.attempt(lambda e: comandos.quitar_medida(e, measure_id))

    def extend(self, measure_id: str, said: tuple[date | None, str, str]) -> None:
        """Grant a prórroga; what it misses is told beside its fields."""
        row = self._table.row_of(measure_id)
        until, reason, who = said
        try:
            op = comandos.prorrogar_medida(
                self._session.expediente, measure_id, until, motivo=reason, autorizo=who, **self._session.signed()
            )
        except UserError as error:
            if row is not None:
                row.progress.form.refuse(error.message, error.field)
            return
        self._session.do(op)
        if row is not None:
            row.progress.accept()

    def follow(self) -> None:
        """Progress and prórroga of the measure in which the focus is, else of the last one."""
        row = self._table.focused_row() or (self._table.rows[-1] if self._table.rows else None)
        if row is not None:
            row.progress.ask()
            self._editor.reveal(row)

    def new(self) -> None:
        """Put the focus where a new measure is begun."""
        e = self._session.expediente
        if self._current() in e.inconsistencias and not self._session.locked:
            self._table.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._editor.reveal(self._table.entry)

    def begin(self, text: str, **campos: object) -> None:
        """Agree a measure that starts with ``text`` and go on writing it in its own line."""
        made: list[str] = []
        key = self._current()

        def new_id() -> str:
            made.append(self._session.new_id())
            return made[-1]

        if not self._session.attempt(lambda e: comandos.nueva_medida(e, key, new_id, texto=text, **campos)):
            return
        row = self._table.row_of(made[-1]) if made else None
        if row is not None:
            row.text.setFocus(Qt.FocusReason.OtherFocusReason)
            row.text.moveCursor(row.text.textCursor().MoveOperation.End)
            self._editor.reveal(row)

    def copy_focused(self) -> None:
        """Duplicate the measure in which the focus is, else the last one."""
        row = self._table.focused_row()
        measures = self._session.expediente.medidas_de(self._current())
        if row is not None:
            self.copy(row.measure_id)
        elif measures:
            self.copy(measures[-1].id)

    def copy(self, measure_id: str) -> None:
        self._table.commit()
        measure = self._session.expediente.medidas.get(measure_id)
        if measure is not None:
            fields = {name: getattr(measure, name) for name in _COPIED}
            self.begin(fields.pop("texto"), **fields)
