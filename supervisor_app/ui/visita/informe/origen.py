"""Where a row of the informe came from, in a word for its right margin: a cédula, an inconsistencia. Pure.

It is told by the words alone, so a row that was rewritten has no origin any more, which is the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.visita.informe.lista import ListRow, bare, end_of


def known_origins(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> dict[str, str]:
    """Origin by bare text, for every process and every measure of the visit."""
    known = {
        bare(m.texto): f"Inconsistencia {h.numero:02d}"
        for h in e.inconsistencias_en_orden()
        for m in e.medidas_de(h.id)
        if m.texto.strip()
    }
    known |= {bare(definiciones[c].proceso): c for c in e.visita.cedulas if c in definiciones}
    return known


def origins(rows: Sequence[ListRow], known: Mapping[str, str], codes: Sequence[str]) -> dict[int, str]:
    """The origin of each row that has one; a row over cédulas alone says how many they are."""
    found = {n: known[bare(row.texto)] for n, row in enumerate(rows) if bare(row.texto) in known}
    for n, row in enumerate(rows):
        below = range(n + 1, end_of(rows, n)) if row.nivel == 1 else range(0)
        if below and all(found.get(child) in codes for child in below):
            found[n] = "1 cédula" if len(below) == 1 else f"{len(below)} cédulas"
    return found
