"""The bin beside the open visit and the window: what was just taken out, offered back; what the bin says at a start.

It must never ask before something is taken out; nobody has to be asked what can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.papelera import Borrado, ClaseQuitado, Quitado, quitados
from supervisor_app.domain.texto import enlistar
from supervisor_app.ui.aviso import Notice
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

if TYPE_CHECKING:
    from supervisor_app.services.papelera import AlAbrir
    from supervisor_app.ui.sesion import VisitSession


class TakenOut:
    """The cédulas in the bin of the open visit, by code: whoever chooses one of them again gets it as it was."""

    def __init__(self) -> None:
        self.cedulas: dict[str, Quitado] = {}

    def read(self, quitadas: Mapping[str, Quitado], e: Expediente) -> None:
        """What the store knows; what was taken out meanwhile goes before."""
        self.cedulas = {c: q for c, q in quitadas.items() if c not in e.fijadas} | self.cedulas

    def note(self, operacion: Operacion, author: str) -> str:
        """What an operation takes away, as a sentence; "" where nothing that is told. Rows are taken away as one types:
        they are not.
        """
        ids = frozenset(c.vigente.id for c in operacion.cambios if c.despues is None)
        if not ids:
            return ""
        gone = quitados(Borrado(0, datetime.now().astimezone(), author, operacion, ids))
        self.cedulas |= {q.codigo: q for q in gone if q.clase is ClaseQuitado.CEDULA}
        told = [_told(q) for q in gone if q.clase is not ClaseQuitado.RENGLONES]
        return f"Se quitó {enlistar(told)}. Está en la papelera de la visita." if told else ""

    def forget_those_of(self, e: Expediente) -> None:
        """What is in the visit again is not in its bin."""
        for codigo in e.fijadas.keys() & self.cedulas.keys():
            del self.cedulas[codigo]


def _told(q: Quitado) -> str:
    if q.clase is ClaseQuitado.CEDULA:
        return f"{q.codigo} con {q.detalle}"
    if q.clase is ClaseQuitado.MEDIDA:
        return f"la medida «{q.titulo}»"
    return f"«{q.titulo}»"


class BinDoor(QObject):
    """What the window does with the bin. ``session`` is that of the open visit, or None; ``show`` opens a visit."""

    def __init__(
        self,
        lanes: Lanes[Servicios],
        notice: Notice,
        *,
        session: Callable[[], VisitSession | None],
        show: Callable[[Expediente], None],
    ) -> None:
        super().__init__()
        self._lanes, self._notice, self._session, self._show = lanes, notice, session, show

    def look(self) -> None:
        """Once at a start: the bin counts the day, lets go what is past its time, and says so."""

        def tell(said: AlAbrir) -> None:
            self._notice.advise(" ".join(s for s in (said.borrado, said.por_vencer) if s))

        self._lanes.call(lambda s: s.papelera.al_abrir(), tell, self._notice.explain, owner=self)

    def offer_back(self, visita_id: str, told: str) -> None:
        """A visit went to the bin: say so, with the way back to it at hand."""
        self._notice.offer_undo(told, lambda: self._bring_back(visita_id))

    def _bring_back(self, visita_id: str) -> None:
        """Out of the bin again, and open as it was."""
        self._lanes.call(
            lambda s: s.visitas.abrir(s.papelera.restaurar_visita(visita_id).id),
            self._show,
            self._notice.explain,
            owner=self,
        )

    def read_anew(self, visita_id: str) -> None:
        """The place of the bin changed a visit: show it as it is, where it is open."""
        session = self._session()
        if session is not None and session.expediente.visita.id == visita_id:
            self._lanes.call(lambda s: s.visitas.abrir(visita_id), session.take, self._notice.explain, owner=session)
