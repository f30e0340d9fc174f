"""The programme as a file: a table for a spreadsheet, or the document that is signed. It asks where to, and says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from supervisor_app import durable
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import CumplimientoDelPrograma
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.programa import tabla
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.programa.lectura import Year
from supervisor_app.ui.lugares.programa.tablero import ProgrammeBoard
from supervisor_app.wiring import Servicios

_KINDS = {
    ".xlsx": "Libro de Excel (*.xlsx)",
    ".csv": "Valores separados por comas (*.csv)",
    ".pdf": "Documento PDF (*.pdf)",
}


class Export:
    """``refuse(sentence)`` where it could not be."""

    def __init__(self, lanes: Lanes[Servicios], board: ProgrammeBoard, refuse: Callable[[str], object]) -> None:
        self._lanes, self._board, self._refuse = lanes, board, refuse

    def choose(self, year: Year, visits: Sequence[VisitaProgramada], share: CumplimientoDelPrograma | None) -> None:
        """Ask for the file, and write it beside everything else. The table has what the filters leave; the document is
        the whole programme.
        """
        chosen, kind = QFileDialog.getSaveFileName(
            self._board, "Exportar el programa", f"Programa de visitas {year.year}.xlsx", ";;".join(_KINDS.values())
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() not in _KINDS:
            path = path.with_name(path.name + next(end for end, words in _KINDS.items() if words == (kind or words)))

        def told(_none: object) -> None:
            self._board.answer.say(f"Guardado en «{path}».", "ok")

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            self._refuse(error.message)

        if path.suffix.casefold() == ".pdf":
            self._lanes.call(lambda s: _write(path, s.programa.documento(year.year)), told, failed, owner=self._board)
        else:
            others = {v.id for v in visits if year.received and not year.is_mine(v)}
            self._lanes.free(
                lambda _work: tabla.guardar(path, year.year, visits, share, ajenas=others), told, failed,
                owner=self._board,
            )  # fmt: skip


def _write(path: Path, content: bytes) -> None:
    """Raises EnvironmentProblem."""
    try:
        durable.write_atomic(path, content, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{path}»: {motivo(error)}. Elija otro lugar.") from error
