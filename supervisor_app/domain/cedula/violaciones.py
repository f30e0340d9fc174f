"""The rules that the answers of a cédula do not meet, each as one sentence with the place that mends it.

A hard one keeps the visit from closing; a soft one only warns. This module must never evaluate anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada


@dataclass(frozen=True, slots=True)
class ReglaViolada:
    """``texto`` names the item, and the row where there is one."""

    item_id: str
    texto: str
    dura: bool


def violaciones(evaluada: CedulaEvaluada, filas: Mapping[str, Fila]) -> Iterator[ReglaViolada]:
    """All of them, in the order of the items; the rows of a muestra that break the same rule in one sentence."""
    if not evaluada.evaluacion.violaciones:
        return
    for item in evaluada.definicion.items:
        for una in evaluada.violaciones(item.id):
            yield ReglaViolada(item.id, f"{item.id}: {una.mensaje}", una.dura)
        por_regla = evaluada.violaciones_en_filas(item)
        if por_regla:
            propias = sorted((f for f in filas.values() if f.item_id == item.id), key=lambda f: (f.orden, f.id))
            numeros = {f.id: n for n, f in enumerate(propias, start=1)}
            for una, ids in por_regla.items():
                yield ReglaViolada(item.id, f"{item.id}, {_renglones(numeros, ids)}: {una.mensaje}", una.dura)


def _renglones(numeros: Mapping[str, int], ids: tuple[str, ...]) -> str:
    """``renglón 3``, ``renglones 3 y 8``, ``renglones 3, 8, 9 y 20 más``."""
    cuales = sorted(numeros[i] for i in ids if i in numeros)
    if len(cuales) == 1:
        return f"renglón {cuales[0]}"
    if len(cuales) <= 4:
        return f"renglones {', '.join(map(str, cuales[:-1]))} y {cuales[-1]}"
    return f"renglones {', '.join(map(str, cuales[:3]))} y {len(cuales) - 3} más"
