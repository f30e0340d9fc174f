"""The first step: the visit itself, its cédulas and their headers. It must never change what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.consecuencias import iniciales
from supervisor_app.domain.comandos.versiones import cambios_al_seguir
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

    Raises UserError where one taken out already has answers, also without a place. Its header, notes and rows are kept
    for its return, when it comes in its present version.
    """
    exigir_abierta(e)
    definiciones = tuple({d.codigo: d for d in definiciones}.values())
    codigos = tuple(d.codigo for d in definiciones)
    for codigo in e.visita.cedulas:
        if codigo not in codigos and any(r.cedula == codigo and r.contestada for r in e.respuestas.values()):
            raise UserError(f"{codigo} ya tiene respuestas; bórrelas antes de quitar la cédula de la visita.")
        if codigo not in codigos and any(s.cedula == codigo for s in e.sin_lugar.values()):
            raise UserError(f"{codigo} tiene respuestas sin lugar, que se imprimen con ella; no se puede quitar.")
    nuevas = [
        Cambio(None, Aplicada(id=f"{e.visita.id}:{d.codigo}", visita_id=e.visita.id, codigo=d.codigo))
        for d in definiciones
        if d.codigo not in e.aplicadas
    ]
    vuelven = [d for d in definiciones if d.codigo in e.fijadas and d.codigo not in e.visita.cedulas]
    fijadas = [_fijar(e, d) for d in _recien(e, definiciones)]
    cambios = (Cambio(e.visita, con(e.visita, cedulas=codigos)), *nuevas, *fijadas, *cambios_al_seguir(e, vuelven))
    despues = e.aplicar(cambios)
    return operacion(
        e, "Eligió las cédulas", *cambios, *iniciales(despues, (d.codigo for d in _recien(e, definiciones)))
    )


def _recien(e: Expediente, definiciones: Sequence[CedulaDefinition]) -> list[CedulaDefinition]:
    return [d for d in definiciones if d.codigo not in e.fijadas]


def _fijar(e: Expediente, definicion: CedulaDefinition) -> Cambio:
    """Keep the definition with the visit."""
    id_ = f"{e.visita.id}:{definicion.codigo}:definicion"
    return Cambio(None, CedulaFijada(id=id_, visita_id=e.visita.id, definicion=definicion))


def modificar_aplicada(e: Expediente, codigo: str, **campos: object) -> Operacion:
    """Change the header of an applied cédula (who attended, universe, remarks)."""
    exigir_abierta(e)
    antes = e.aplicadas[codigo]
    return operacion(e, f"Cambió los datos de {codigo}", Cambio(antes, con(antes, **campos)))
