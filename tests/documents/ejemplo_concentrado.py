"""A whole concentrado of fictitious people, to be changed by each test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from supervisor_app.documents.concentrado import componer_concentrado
from supervisor_app.documents.firmas import SIN_DIBUJAR, Dibujadas
from supervisor_app.documents.modelo_concentrado import (
    CuentaDeCedula,
    CuentaImpresa,
    DocumentoConcentrado,
    HallazgoConcentrado,
    MedidaConcentrada,
    ResumenConcentrado,
)
from supervisor_app.documents.textos import textos_concentrado
from supervisor_app.domain.base import Persona

LARGO = "Se revisó la notificación de créditos fiscales y la cartera en mora, con sus constancias y acuses. "


def measure(number: int = 1, **values: Any) -> MedidaConcentrada:
    made = MedidaConcentrada(
        numero=f"01.{number}",
        tipo=("Correctiva", "Preventiva", "Acción de mejora")[number % 3],
        texto=f"Reponer las diligencias {number} y dejar constancia en el expediente.",
        responsable="Raúl Montaño Vega, Jefe de la Oficina para Cobros",
        plazo="26/06/2026",
        avance=f"{25 * (number % 5)}\N{NO-BREAK SPACE}%",
        estado="En proceso",
    )
    return replace(made, **values)


def finding(number: int = 1, **values: Any) -> HallazgoConcentrado:
    made = HallazgoConcentrado(
        folio=f"V-2026-014-{number:02d}",
        titulo=f"{number} de 25 casos revisados con inconsistencia",
        riesgo=("Alto", "Medio", "Bajo")[number % 3],
        estado="Abierta",
        puntos="CO-05-02, CO-05-04",
        importe="$48,210.50",
        descripcion=LARGO * 2,
        causa="No se reasignó la carga de trabajo después de una baja.",
        fundamento="JSAC 7.1.3, núm.\N{NO-BREAK SPACE}3, CFF\N{NO-BREAK SPACE}137",
        otros=("Reincide (V-2026-003)",) if number % 4 == 1 else (),
        medidas=tuple(measure(n) for n in range(1, 1 + number % 3)),
    )
    return replace(made, **values)


def counts(names: tuple[str, ...], total: int) -> tuple[CuentaImpresa, ...]:
    each = [total - total // 2 - total // 5, total // 2, total // 5] + [0] * (len(names) - 3)
    return tuple(
        CuentaImpresa(name, str(n), f"{100 * n / (total or 1):.1f}\N{NO-BREAK SPACE}%", n / (total or 1))
        for name, n in zip(names, each, strict=True)
    )


def of_cedula(number: int) -> CuentaDeCedula:
    process = "Cartera en mora: recuperación y depuración"
    return CuentaDeCedula(f"CO-{number:02d}", process, "2", "1", "—", "3", "4", "$1,918,204.37", 1 / number)


def summary(total: int, cedulas: int = 3) -> ResumenConcentrado:
    return ResumenConcentrado(
        frase=f"Se determinaron {total} inconsistencias en 3 cédulas. Para atenderlas se acordaron 5 medidas.",
        riesgos=counts(("Alto", "Medio", "Bajo"), total),
        estados=counts(("Abierta", "En atención", "En revisión", "Solventada", "No solventada"), total),
        total=str(total),
        cedulas=tuple(of_cedula(n) for n in range(1, cedulas + 1)),
        suma_mas=True,
    )


def concentrado(findings: int = 3, **changes: Any) -> DocumentoConcentrado:
    made = DocumentoConcentrado(
        folio="V-2026-014-CON",
        folio_visita="V-2026-014",
        fecha=date(2026, 6, 12),
        ooad="Estatal Jalisco",
        unidad="Subdelegación Ciudad Guzmán",
        fechas="08/06/2026 al 12/06/2026",
        periodo_revisado="Enero a mayo de 2026",
        supervisores=(
            Persona(nombre="Lucía Barragán Ortega", cargo="Supervisora de Cobranza"),
            Persona(nombre="Tomás Quiroga Leal", cargo="Supervisor"),
        ),
        atendio=Persona(nombre="Raúl Montaño Vega", cargo="Jefe de Oficina"),
        titular=Persona(nombre="Emilio Sandoval Prieto", cargo="Titular de la Subdelegación"),
        resumen=summary(findings) if findings else None,
        hallazgos=tuple(finding(n) for n in range(1, findings + 1)),
        sin_hallazgos=textos_concentrado().sin_hallazgos,
    )
    return replace(made, **changes)


def concentrado_pdf(doc: DocumentoConcentrado, *, borrador: bool = False, dibujadas: Dibujadas = SIN_DIBUJAR) -> bytes:
    registro = None if borrador else b'{"folio":"x"}'
    return componer_concentrado(doc, textos=textos_concentrado(), registro=registro).pdf(dibujadas)
