"""A whole cédula de seguimiento of fictitious people, to be changed by each test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from supervisor_app.documents.firmas import SIN_DIBUJAR, Dibujadas
from supervisor_app.documents.modelo_seguimiento import (
    DocumentoSeguimiento,
    FilaDeEstados,
    HallazgoSeguido,
    MedidaSeguida,
    PendienteSeguido,
)
from supervisor_app.documents.modelos import Signo
from supervisor_app.documents.seguimiento import componer_seguimiento
from supervisor_app.documents.textos import textos_seguimiento
from supervisor_app.domain.base import Persona

_OUTCOMES = (
    (Signo.CUMPLE, "Solventada"),
    (Signo.PARCIAL, "En atención"),
    (Signo.NO_CUMPLE, "No solventada"),
)
_SEEN = ((Signo.CUMPLE, "Cumplida"), (Signo.PARCIAL, "En proceso"), (Signo.NO_CUMPLE, "No cumplida"))


def measure(number: int = 1, **values: Any) -> MedidaSeguida:
    sign, outcome = _SEEN[number % 3]
    made = MedidaSeguida(
        numero=f"01.{number}",
        tipo="Correctiva",
        texto=f"Emitir los mandamientos {number} que rebasaron los veinte días.",
        responsable="Raúl Montaño Vega, Jefe de la Oficina para Cobros",
        plazo="10/05/2026",
        atraso="Venció hace 33 días (23 hábiles)" if number % 3 else "",
        signo=sign,
        resultado=outcome,
        avance=f"{(100, 60, 0)[number % 3]}\N{NO-BREAK SPACE}%",
        notas=("Se vieron 12 de 20 mandamientos en sus expedientes.",) if number % 2 else (),
    )
    return replace(made, **values)


def finding(number: int = 1, **values: Any) -> HallazgoSeguido:
    sign, outcome = _OUTCOMES[number % 3]
    made = HallazgoSeguido(
        folio=f"V-2026-003-{number:02d}",
        titulo=f"{number} mandamientos fuera de plazo",
        origen="V-2026-003, 13/03/2026",
        riesgo="Alto",
        puntos="CO-06-01, CO-06-04",
        importe="$1,918,204.37",
        antiguedad="91 días (63 hábiles)",
        recibido="En atención",
        signo=sign,
        resultado=outcome,
        hallado="Nueve créditos rebasan los veinte días sin mandamiento de ejecución.",
        nota="Oficio 123/2026 con el que la oficina remitió la relación de mandamientos emitidos.",
        evidencias=("relacion-de-mandamientos.pdf", "Pantalla del sistema"),
        reincide="en esta visita se volvió a encontrar; véase la inconsistencia V-2026-014-02." if number % 2 else "",
        medidas=tuple(measure(n) for n in range(number, number + 1 + number % 2)),
    )
    return replace(made, **values)


def pending(number: int = 1) -> PendienteSeguido:
    return PendienteSeguido(
        f"V-2026-001-{number:02d}", "Carpetas sin ordenar", "Abierta", "30/01/2026", "133 días (92 hábiles)"
    )


def seguimiento(findings: int = 3, pendings: int = 1, **changes: Any) -> DocumentoSeguimiento:
    made = DocumentoSeguimiento(
        folio="V-2026-014-SEG",
        folio_visita="V-2026-014",
        fecha=date(2026, 6, 12),
        ooad="Estatal Jalisco",
        unidad="Subdelegación Ciudad Guzmán",
        fechas="08/06/2026 al 12/06/2026",
        supervisores=(Persona(nombre="Lucía Barragán Ortega", cargo="Supervisora de Cobranza"),),
        atendio=Persona(nombre="Raúl Montaño Vega", cargo="Jefe de Oficina"),
        titular=Persona(nombre="Emilio Sandoval Prieto", cargo="Titular de la Subdelegación"),
        frase="De 3 inconsistencias de visitas anteriores verificadas, quedaron 1 solventada y 2 en atención.",
        estados=(
            FilaDeEstados("Abiertas", ("1", "—", "1", "1", "3")),
            FilaDeEstados("En atención", ("—", "1", "—", "—", "1")),
        ),
        total=("1", "1", "1", "1", "4"),
        partes=((0.25, "25.0 %"), (0.25, "25.0 %"), (0.25, "25.0 %"), (0.25, "25.0 %")),
        hallazgos=tuple(finding(n) for n in range(1, findings + 1)),
        pendientes=tuple(pending(n) for n in range(1, pendings + 1)),
    )
    return replace(made, **changes)


def seguimiento_pdf(doc: DocumentoSeguimiento, *, borrador: bool = False, dibujadas: Dibujadas = SIN_DIBUJAR) -> bytes:
    registro = None if borrador else b'{"folio":"x"}'
    return componer_seguimiento(doc, textos=textos_seguimiento(), registro=registro).pdf(dibujadas)
