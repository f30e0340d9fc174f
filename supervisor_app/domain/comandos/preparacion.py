"""The first step: the visit itself, its cédulas and their headers. It must never touch an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.seguimiento import misma_unidad
from supervisor_app.domain.visita import Unidad
from supervisor_app.errors import UserError


def modificar_visita(e: Expediente, que: str, **campos: object) -> Operacion:
    """Change fields of the visit («Cambió la fecha de inicio»).

    Raises UserError for another unit while findings of the present one are verified.
    """
    exigir_abierta(e)
    if e.verificaciones and "unidad" in campos and not misma_unidad(e.visita.unidad, cast(Unidad, campos["unidad"])):
        raise UserError(
            "Ya verificó hallazgos anteriores de esta unidad; quite esas verificaciones antes de cambiarla.",
            field="unidad",
        )
    return operacion(e, que, Cambio(e.visita, con(e.visita, **campos)))


def elegir_cedulas(e: Expediente, definiciones: Sequence[CedulaDefinition]) -> Operacion:
    """Make ``definiciones`` the cédulas of the visit, in that order; one given twice counts once.

    Raises UserError where one taken out already has answers. Its header, notes and rows are kept for its return.
    """
    exigir_abierta(e)
    definiciones = tuple({d.codigo: d for d in definiciones}.values())
    codigos = tuple(d.codigo for d in definiciones)
    for codigo in e.visita.cedulas:
        if codigo not in codigos and any(r.cedula == codigo and r.contestada for r in e.respuestas.values()):
            raise UserError(f"{codigo} ya tiene respuestas; bórrelas antes de quitar la cédula de la visita.")
    nuevas = [
        Cambio(None, Aplicada(id=f"{e.visita.id}:{d.codigo}", visita_id=e.visita.id, codigo=d.codigo))
        for d in definiciones
        if d.codigo not in e.aplicadas
    ]
    propias = {c for c in e.visita.cedulas if c in e.fijadas}
    fijadas = [_fijar(e, d) for d in definiciones if d.codigo not in propias]
    return operacion(e, "Eligió las cédulas", Cambio(e.visita, con(e.visita, cedulas=codigos)), *nuevas, *fijadas)


def _fijar(e: Expediente, definicion: CedulaDefinition) -> Cambio:
    """Keep the definition with the visit; one that comes back without answers comes in its present version."""
    fijada = CedulaFijada(
        id=f"{e.visita.id}:{definicion.codigo}:definicion", visita_id=e.visita.id, definicion=definicion
    )
    return Cambio(e.fijadas.get(definicion.codigo), fijada)


def modificar_aplicada(e: Expediente, codigo: str, **campos: object) -> Operacion:
    """Change the header of an applied cédula (who attended, universe, remarks)."""
    exigir_abierta(e)
    antes = e.aplicadas[codigo]
    return operacion(e, f"Cambió los datos de {codigo}", Cambio(antes, con(antes, **campos)))
