"""A whole acta of fictitious people, to be changed by each test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from supervisor_app.documents.acta import componer_acta
from supervisor_app.documents.modelo_acta import (
    Asistente,
    BarraImpresa,
    DocumentoActa,
    HallazgoActa,
    IndicadorActa,
    MedidaActa,
    ProcesoActa,
    VerificadoActa,
)
from supervisor_app.documents.textos import textos_acta
from supervisor_app.domain.base import Persona


def attendant(side: str, number: int, name: str) -> Asistente:
    caracter = textos_acta().caracter
    como = {"Supervision": caracter.supervision, "Unidad": caracter.unidad, "Testigo": caracter.testigo}[side]
    return Asistente(f"Firma_{side}_{number}", Persona(nombre=name, cargo="Cargo ficticio"), como)


def indicator(code: str = "IND-01", **values: Any) -> IndicadorActa:
    made = IndicadorActa(
        codigo=code,
        nombre="Ingresos totales en efectivo",
        periodo="Mayo de 2026 · corte 31/05/2026",
        meta="$1,000.00",
        real="$960.00",
        variacion="-$40.00\n-4.00 %",
        avance="96.00 %",
        veredicto="Desfavorable",
        barra=BarraImpresa(real=0.88, meta=0.92, favorable=False),
        comentario="Convenios de pago a plazos.",
    )
    return replace(made, **values)


def acta(**changes: Any) -> DocumentoActa:
    people = (
        attendant("Supervision", 1, "Lucía Barragán Ortega"),
        attendant("Unidad", 1, "Raúl Montaño Vega"),
        attendant("Testigo", 1, "Carmen Ficticia Luna"),
    )
    made = DocumentoActa(
        folio="V-2026-014-ACTA",
        folio_visita="V-2026-014",
        fecha=date(2026, 6, 12),
        titulo="ACTA DE CIERRE DE LA VISITA DE SUPERVISIÓN",
        ooad="Estatal Jalisco",
        unidad="Subdelegación Ciudad Guzmán",
        fechas="08/06/2026 al 12/06/2026",
        lugar="Subdelegación Ciudad Guzmán, Jalisco",
        horario="12/06/2026, 12:30 a 14:00 horas",
        pliego="493/2026",
        proemio="En Ciudad Guzmán, siendo las 12:30 horas del 12 de junio de 2026, se reunieron las personas.",
        asistentes=people,
        firmantes=people,
        procesos=(ProcesoActa("CO-05", "Cartera en mora", "9 de 9", "37.5 %"),),
        hallazgos=(HallazgoActa("V-2026-014-01", "3 de 25 casos con inconsistencia", "Alto"),),
        medidas=(MedidaActa("V-2026-014-01", "Correctiva", "Reponer las diligencias", "Raúl Montaño", "26/06/2026"),),
        verificados=(VerificadoActa("V-2025-090-02", "Carpetas sin ordenar", "Solventada", "Acta 12"),),
        indicadores=(indicator(), indicator("IND-08", meta="Sin meta", barra=None, variacion="", avance="")),
        sin_hallazgos=textos_acta().sin_hallazgos,
        manifestaciones="La unidad comparte los resultados.\n\nSolicita una plática.",
        acuerdos="Enviar el material.",
        cierre="La reunión concluyó a las 14:00 horas del mismo día.",
    )
    return replace(made, **changes)


def acta_pdf(doc: DocumentoActa, *, borrador: bool = False) -> bytes:
    return componer_acta(doc, textos=textos_acta(), registro=None if borrador else b'{"folio":"x"}').pdf()
