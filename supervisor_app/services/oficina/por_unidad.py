"""How each unit stands in the index, by department: what the programme weighs. It must never weigh anything itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supervisor_app.domain.indicador import Veredicto
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.oficina.hechas import unidad_de_fila
from supervisor_app.store.oficina import programa as sql
from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.motor import Motor


@dataclass(slots=True)
class CuentaDeUnidad:
    """By department, "" being what is of none: findings not solved, those overdue, the earliest date of these, items in
    which it recurs, and the last day of its last visit. ``desfavorables``: indicators, which are of no department.
    """

    unidad: Unidad
    abiertas: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    vencidas: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    primera_vencida: dict[str, date] = field(default_factory=dict)
    recurrentes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ultimas: dict[str, date] = field(default_factory=dict)
    desfavorables: int = 0


def por_unidad(motor: Motor, f: Filtro, hoy: date) -> dict[str, CuentaDeUnidad]:
    """Every unit with a name of its own that was visited, by what tells it apart; all its departments."""
    cuentas: dict[str, CuentaDeUnidad] = {}
    for clave, *dicha, departamento, dia in sql.ultimas(motor, f):
        una = cuentas.get(clave) or CuentaDeUnidad(_unidad(clave, dicha))
        una.ultimas[departamento] = date.fromisoformat(dia)
        cuentas[clave] = una
    for clave, departamento, abiertas, vencidas, primera in sql.hallazgos_por_unidad(motor, f, hoy.isoformat()):
        una = cuentas[clave]
        una.abiertas[departamento], una.vencidas[departamento] = int(abiertas), int(vencidas)
        if primera:
            una.primera_vencida[departamento] = date.fromisoformat(primera)
    for clave, departamento, cuantos in sql.recurrentes_por_unidad(motor, f):
        cuentas[clave].recurrentes[departamento] = int(cuantos)
    for clave, veredicto, cuantos in sql.veredictos_por_unidad(motor, f):
        if Veredicto(veredicto).malo:
            cuentas[clave].desfavorables += int(cuantos)
    return cuentas


def _unidad(clave: str, dicha: Sequence[Any]) -> Unidad:
    tipo, titulo, ooad, ooad_nombre, sub, sub_nombre = dicha
    return unidad_de_fila(clave, tipo, titulo, ooad, ooad_nombre, sub, sub_nombre)
