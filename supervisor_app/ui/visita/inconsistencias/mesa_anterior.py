"""Verifying an earlier finding: which one is being looked at, and what the person does with it.

It carries between the visit and the two places that show earlier findings. It must never decide what proves a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion, id_de_verificacion
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias.columnas import FindingsLayout


class PriorDesk(QObject):
    """``shown()`` when another earlier finding, or none, is to be shown."""

    shown = Signal()

    def __init__(self, session: VisitSession, view: FindingsLayout, screen: QWidget) -> None:
        super().__init__(screen)
        self._session = session
        self._list, self._detail = view.prior, view.prior_detail
        self._view = view
        self.current = ""
        self._list.chosen.connect(self.go_to)
        self._list.answered.connect(self._verify)
        self._detail.answered.connect(lambda value: self._verify(self.current, value))
        self._detail.noted.connect(self._note)
        self._detail.file_removed.connect(lambda key: session.attempt(lambda e: comandos.quitar_evidencia(e, key)))
        self._detail.walked.connect(self.step)
        self._detail.measure_said.connect(self._verify_measure)
        self._detail.measure_extended.connect(self._extend)
        view.prior_wanted.connect(self._open_first)

    # --- which one ------------------------------------------------------------------------------------------------

    def _finding(self) -> HallazgoAnterior | None:
        return self._session.pasado.hallazgo(self.current) if self.current else None

    def _keys(self) -> list[str]:
        return [a.hallazgo.id for a in self._session.pasado.anteriores]

    def go_to(self, key: str) -> None:
        if key != self.current and self._session.pasado.hallazgo(key) is not None:
            self._detail.commit()
            self.current = key
            self.shown.emit()
            self._detail.verticalScrollBar().setValue(0)
            self._list.reveal(key)

    def settle(self, *, begin: bool) -> None:
        """Look no more at one that the unit does not bring; ``begin`` where there is nothing else to look at."""
        if self.current and self._finding() is None:
            self.current = ""
        if begin:
            self._begin()

    def _begin(self) -> None:
        """The first one that is not verified."""
        keys = self._keys()
        if keys and not self.current:
            pending = [a.hallazgo.id for a in self._session.pasado.anteriores if not a.verificado]
            self.current = (pending or keys)[0]

    def _open_first(self) -> None:
        self._begin()
        self.shown.emit()
        self.focus()

    def leave(self) -> None:
        """Back to the findings of the visit."""
        self._detail.commit()
        self.current = ""
        self.shown.emit()

    def step(self, by: int) -> None:
        keys = self._keys()
        if self.current in keys:
            self.go_to(keys[max(0, min(len(keys) - 1, keys.index(self.current) + by))])
            self.focus()

    def focus(self) -> None:
        """Where it is answered."""
        self._detail.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        hints: list[Hint] = []
        if not self._session.locked:
            hints += [("1 2 3", "Verificar hallazgo anterior"), ("Supr", "Quitar"), ("Ctrl+E", "Evidencia")]
        if len(self._keys()) > 1:
            hints.append(("Alt+↑ ↓", "Anterior y siguiente"))
        return [*hints, ("Ctrl+Z", "Deshacer")]

    # --- showing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        e, past = self._session.expediente, self._session.pasado
        self._list.show_findings(past.anteriores, self.current, locked=self._session.locked)
        self._view.show_prior_count(past.verificados, len(past.anteriores))
        finding = self._finding()
        if finding is None:
            return
        files = e.evidencias_de_hallazgo(id_de_verificacion(e.visita.id, self.current))
        self._detail.show_finding(finding, files, self._session.today(), locked=self._session.locked)
        keys = self._keys()
        at = keys.index(self.current) if self.current in keys else -1
        self._detail.previous.setEnabled(at > 0)
        self._detail.following.setEnabled(0 <= at < len(keys) - 1)

    def commit(self) -> None:
        self._detail.commit()

    # --- changing -------------------------------------------------------------------------------------------------

    def _on(self, key: str, do: Callable[[HallazgoAnterior], bool]) -> bool:
        finding = self._session.pasado.hallazgo(key)
        return finding is not None and do(finding)

    def _verify(self, key: str, value: str) -> None:
        """Take an answer; where it lacks its proof, lead to the note."""
        self.go_to(key)
        self._detail.commit()
        result = ResultadoVerificacion(value) if value else None
        if not self._on(key, lambda a: self._session.attempt(lambda e: comandos.verificar_hallazgo(e, a, result))):
            self.shown.emit()
            self._detail.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, text: str) -> None:
        self._on(
            self.current, lambda a: self._session.attempt(lambda e: comandos.anotar_verificacion(e, a, text.strip()))
        )

    def _verify_measure(self, measure_id: str, fields: Mapping[str, Any]) -> None:
        """Take what was said of a measure; where it lacks its proof, show what stands and lead to its note."""

        def do(a: HallazgoAnterior) -> bool:
            return self._session.attempt(lambda e: comandos.verificar_medida(e, a, measure_id, **fields))

        if not self._on(self.current, do):
            self.shown.emit()
            self._detail.measure_rows[measure_id].note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _extend(self, measure_id: str, said: tuple[date | None, str, str]) -> None:
        """Grant more time; what it misses is told beside its fields."""
        finding, (until, reason, who) = self._finding(), said
        row = self._detail.measure_rows[measure_id]
        if finding is None:
            return
        try:
            op = comandos.prorrogar_medida_anterior(
                self._session.expediente,
                finding,
                measure_id,
                until,
                motivo=reason,
                autorizo=who,
                **self._session.signed(),
            )
        except UserError as error:
            row.form.refuse(error.message, error.field)
            return
        self._session.do(op)
        row.accept()

    def place(self) -> Sitio | None:
        """Where files go that are attached now: the verification that is being looked at, and the measure in which the
        focus is.
        """
        e = self._session.expediente
        if not self.current:
            return None
        return Sitio(
            inconsistencia_id=id_de_verificacion(e.visita.id, self.current), medida_id=self._detail.focused_measure()
        )
