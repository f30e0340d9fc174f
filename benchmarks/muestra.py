"""Fictitious visits for the benchmarks, made through the same services as the application's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import Kind, UnitKind
from supervisor_app.domain.cedula.session import Crudo, interpretar
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import Unidad
from supervisor_app.wiring import Servicios, abrir

CRUDOS: dict[Kind, Crudo] = {
    Kind.CUMPLE: "1",
    Kind.NUMERO: "12",
    Kind.PORCENTAJE: "87.5",
    Kind.FECHA: "04/05/2026",
    Kind.MONTO: "1,234.50",
    Kind.MUESTRA: {"revisados": "20", "con_inconsistencia": "4", "importe": "312,940.00"},
}


def colima() -> Unidad:
    return Unidad(tipo=UnitKind.SUB, ooad="06", ooad_nombre="Colima", subdelegacion="01", subdelegacion_nombre="Colima")


def servicios(carpeta: Path) -> Servicios:
    return abrir(carpeta)


def visita(s: Servicios, codigos: tuple[str, ...] = ("CO-02",)) -> Expediente:
    """A visit with its data and its cédulas, not answered."""
    e = s.visitas.crear(colima())
    op = comandos.modificar_visita(
        e,
        "Preparó la visita",
        inicio=date(2026, 6, 8),
        fin=date(2026, 6, 12),
        equipo=(Persona(nombre="Lucía Barragán Ortega", cargo="Supervisora"),),
        recibio=Persona(nombre="Raúl Montaño Vega", cargo="Jefe del Departamento de Cobranza"),
    )
    s.visitas.guardar(op)
    e = e.aplicar(op.cambios)
    op = comandos.elegir_cedulas(e, [s.definiciones.cedula(c) for c in codigos])
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def contestar(s: Servicios, e: Expediente) -> Expediente:
    """The same visit with every item answered."""
    for codigo in e.visita.cedulas:
        for item in s.definiciones.cedula(codigo).items:
            op = comandos.responder(e, item, interpretar(item, CRUDOS[item.tipo]))
            s.visitas.guardar(op)
            e = e.aplicar(op.cambios)
    return e
