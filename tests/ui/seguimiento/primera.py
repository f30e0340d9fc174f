"""The first visit to the unit, in November, as it is on disk when the second one begins in June."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.expediente import Expediente
from tests.ui.visit_fixtures import answer, prepared, stored
from tests.visita_ficticia import ZONA, muestra

NO = ValorCumple(valor=Cumplimiento.NO_CUMPLE)
PRIMERA = "0c" * 16


def primera(carpeta: Path) -> Expediente:
    """Closed, with two findings; the measure on the second was due on 7 May."""
    e = prepared(
        answer("CO-02-08", NO),
        answer("CO-02-03", muestra(20, 6)),
        id=PRIMERA,
        folio="V-2025-041",
        inicio=date(2025, 11, 17),
        fin=date(2025, 11, 18),
        creada=datetime(2025, 11, 17, 9, tzinfo=ZONA),
    )
    vencida = {"texto": "Reponer las diligencias", "responsable_cargo": "Encargada", "fecha": date(2026, 5, 7)}
    segunda = e.inconsistencias_en_orden()[1].id
    e = e.aplicar(comandos.nueva_medida(e, segunda, lambda: "medida-anterior", **vencida).cambios)
    return stored(carpeta, e.aplicar(comandos.modificar_visita(e, "Cerró", estado="cerrada").cambios))
