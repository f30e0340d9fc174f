"""The informes of other visits, for those who start from one that is already written. Runs on the store lane."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor_app.domain.informe import SECCIONES, DatosInforme
from supervisor_app.domain.texto import periodo
from supervisor_app.domain.visita import Visita
from supervisor_app.services.visitas import Visitas

_MOST = 20  # visits looked into, newest first


@dataclass(frozen=True, slots=True)
class Loan:
    """A written informe: of which visit, in words for a list, and what it says."""

    visita_id: str
    words: str
    datos: DatosInforme


def loans(visitas: Visitas, but: str) -> tuple[Loan, ...]:
    """The informes with something in their sections, newest visit first, without that of visit ``but``."""
    found = []
    for visita in [v for v in visitas.lista() if v.id != but][:_MOST]:
        borrador = visitas.abrir(visita.id).informe
        if borrador is not None and any(borrador.datos.seccion(n) for n in SECCIONES):
            found.append(Loan(visita.id, _words(visita), borrador.datos))
    return tuple(found)


def _words(visita: Visita) -> str:
    days = periodo(visita.inicio, visita.fin) if visita.inicio and visita.fin else ""
    return " · ".join(part for part in (visita.titulo, visita.folio, days) if part)
