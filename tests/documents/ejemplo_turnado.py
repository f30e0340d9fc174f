"""A whole turnado of fictitious people, to be changed by each test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from supervisor_app.documents.modelo_turnado import (
    DocumentoTurnado,
    EvidenciaTurnada,
    HallazgoTurnado,
    PuntoTurnado,
    VerificacionTurnada,
)
from supervisor_app.documents.textos import textos_turnado
from supervisor_app.documents.turnado import componer_turnado
from supervisor_app.domain.base import Persona


def finding(number: int = 1, **values: Any) -> HallazgoTurnado:
    made = HallazgoTurnado(
        folio=f"V-2026-014-{number:02d}",
        titulo="Bajas sin sustento documental",
        descripcion="Se dieron de baja créditos sin el acuerdo que las autorice.",
        datos=("Riesgo alto", "CO-05-02"),
        puntos=(
            PuntoTurnado("CO-05-02", "¿Las bajas tienen su sustento?", "No cumple", "Tres de cinco no lo tienen."),
        ),
        casos=tuple((f"Crédito 9001001{n}", "COP 03/2026", "$1,204.50", "Sin acuerdo") for n in range(number % 4)),
        medidas=("Turnar el expediente al órgano interno de control.",),
    )
    return replace(made, **values)


def evidence(number: int = 1) -> EvidenciaTurnada:
    return EvidenciaTurnada(f"oficio-{number}.pdf", "CO-05-02", f"{number:064x}")


def turnado(findings: int = 2, files: int = 2, **changes: Any) -> DocumentoTurnado:
    made = DocumentoTurnado(
        folio="V-2026-014-TUR",
        folio_visita="V-2026-014",
        fecha=date(2026, 6, 12),
        ooad="Estatal Jalisco",
        unidad="Subdelegación Ciudad Guzmán",
        fechas="08/06/2026 al 12/06/2026",
        supervisores=(Persona(nombre="Lucía Barragán Ortega", cargo="Supervisora de Cobranza"),),
        atendio=Persona(nombre="Raúl Montaño Vega", cargo="Jefe de Oficina"),
        hallazgos=tuple(finding(n) for n in range(1, findings + 1)),
        verificaciones=(VerificacionTurnada("V-2026-003-01", "Cartera sin depurar", "En atención"),),
        evidencias=tuple(evidence(n) for n in range(1, files + 1)),
    )
    return replace(made, **changes)


def turnado_pdf(doc: DocumentoTurnado) -> bytes:
    return componer_turnado(doc, textos=textos_turnado(), registro=b'{"folio":"x"}').pdf()
