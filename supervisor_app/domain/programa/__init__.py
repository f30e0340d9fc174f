"""The programa de visitas: which units are to be visited, when, by whom and why, and what became of it.

Source: dominio 3.1, step 1 (JSAC 7.1.1 núm. 3 and 8; 7.1.2 núm. 17; 7.1.3 núm. 21; 7.1 núm. 33 and 34).
"""

from supervisor_app.domain.programa.avisos import AvisoDePrograma, ClaseDeAviso, avisos_de
from supervisor_app.domain.programa.programada import (
    Cancelacion,
    PorProgramar,
    Programa,
    Publicados,
    Razon,
    Reprogramacion,
    VisitaProgramada,
)

__all__ = [
    "AvisoDePrograma",
    "Cancelacion",
    "ClaseDeAviso",
    "PorProgramar",
    "Programa",
    "Publicados",
    "Razon",
    "Reprogramacion",
    "VisitaProgramada",
    "avisos_de",
]
