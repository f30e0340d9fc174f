"""What the place shows of one year, read on the store lane in one go. It must never hold a connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supervisor_app.domain.programa import AvisoDePrograma, Programa, VisitaProgramada
from supervisor_app.domain.programa.avisos import nombre_de
from supervisor_app.domain.programa.cumplimiento import Situacion
from supervisor_app.wiring import Servicios


@dataclass(frozen=True, slots=True)
class Year:
    """``closed``: why it is only read here; ``sent``: what laptops know, on the desk what it published last; ``begun``:
    the folio of the visit of this folder by the programmed one; ``me``: the name of who works here.
    """

    year: int
    years: tuple[int, ...]
    visits: tuple[VisitaProgramada, ...]
    warnings: Mapping[str, tuple[AvisoDePrograma, ...]] = field(default_factory=dict)
    office: bool = False
    closed: str = ""
    to_publish: int = 0
    sent: Programa | None = None
    begun: Mapping[str, str] = field(default_factory=dict)
    situations: Mapping[str, Situacion] = field(default_factory=dict)
    me: str = ""
    fictitious: bool = False

    @property
    def received(self) -> bool:
        """Whether it came from an office."""
        return not self.office and self.sent is not None

    def visit(self, id_: str) -> VisitaProgramada | None:
        return next((v for v in self.visits if v.id == id_), None)

    def situation(self, v: VisitaProgramada) -> Situacion:
        """How it stands; where nobody worked that out, by itself."""
        known = self.situations.get(v.id)
        if known is not None:
            return known
        if v.cancelada:
            return Situacion.CANCELADA
        return Situacion.REPROGRAMADA if v.reprogramada else Situacion.PENDIENTE

    def is_sent(self, v: VisitaProgramada) -> bool:
        """Whether laptops know it."""
        return self.sent is not None and any(one.id == v.id for one in self.sent.visitas)

    def is_mine(self, v: VisitaProgramada) -> bool:
        """Whether who works here goes to it."""
        return bool(self.me.strip()) and nombre_de(self.me) in {nombre_de(p.nombre) for p in v.equipo}


def read(s: Servicios, year: int) -> Year:
    """For the store lane. Raises UserError where what the office sent cannot be understood."""
    programa, ajustes = s.programa, s.ajustes.leer()
    by_visit: dict[str, tuple[AvisoDePrograma, ...]] = {}
    for warning in programa.avisos(year):
        by_visit[warning.visita_id] = (*by_visit.get(warning.visita_id, ()), warning)
    return Year(
        year=year,
        years=programa.anios(),
        visits=programa.visitas(year),
        warnings=by_visit,
        office=programa.es_oficina,
        closed=programa.por_que_no_se_edita(year),
        to_publish=programa.por_publicar(year),
        sent=programa.recibido(year),
        begun={v.programada: v.folio for v in reversed(s.visitas.lista()) if v.programada},
        me=ajustes.nombre,
        fictitious=ajustes.ficticio,
    )
