"""Tells once, on the first screen, that the last run did not end well: what happened, what was found, how to go on.

It must never say that nothing was lost before the look has said so.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from supervisor_app.corrida import Corrida, Previa
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.recuperacion import Interrumpida, Relato, Revision, Revisor, que_paso, relatar
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.lanes import Cancelled, Work
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import reloj_local

_GO_ON = "Continuar donde estaba"
_SUPPORT = "Ayuda a soporte"
_DONE = "Entendido"
_LOOKING = "Se está revisando la base de datos; puede trabajar mientras tanto."


class Recovery(QObject):
    """One banner on Inicio, from the start until the person puts it away or goes on where the last run was."""

    def __init__(self, window: MainWindow, run: Corrida, previas: Sequence[Previa]) -> None:
        super().__init__(window)
        self._window = window
        self._run = run
        self._previas = previas
        self._grave = False
        self.banner = Banner(f"{que_paso(previas)} {_LOOKING}", "warn", icon="history", button=self._offer())
        self.banner.action.connect(self._go_on)
        self.banner.add_button(_DONE).clicked.connect(self._done)
        first = window.place("inicio")
        assert isinstance(first, InicioScreen)
        first.announce(self.banner)

    def look(self) -> None:
        """Ask for the look once the store is open; it goes on in a lane of its own."""
        self._window.lanes.call(lambda s: s.revisor(), self._start, self._fail, owner=self)

    def _start(self, revisor: Revisor) -> None:
        last = self._previas[0]

        def job(work: Work) -> Revision:
            try:
                return revisor(last, lambda: not work.is_cancelled)
            except Interrumpida:
                raise Cancelled from None

        self._window.lanes.free(job, self._tell, self._fail, owner=self)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return  # the window closes: the next start tells
        if not isinstance(error, EnvironmentProblem):
            raise error
        self._tell(error)

    def _tell(self, found: Revision | EnvironmentProblem) -> None:
        told: Relato = relatar(self._previas, found, reloj_local())
        self._grave = told.grave
        self.banner.set_message(
            told.texto,
            "bad" if told.grave else "ok",
            "circle-alert" if told.grave else "history",
            _SUPPORT if told.grave else self._offer(),
        )
        if told.grave:
            self.banner.show()  # also where it was put away while nothing was known yet
        self._run.olvidar(self._previas)

    def _offer(self) -> str:
        return _GO_ON if self._previas[0].visita else ""

    def _go_on(self) -> None:
        last = self._previas[0]
        self._done()
        if self._grave:
            self._window.open_place("soporte")
        else:
            self._window.lead("visita", f"{last.visita}#{last.paso}#{last.objeto}")

    def _done(self) -> None:
        self._run.olvidar(self._previas)
        self.banner.hide()
