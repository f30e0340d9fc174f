"""The first step: the visit itself, its cédulas and their headers. It must never change what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.comandos.cedulas import cambios_al_quitar, cambios_al_volver, con_trabajo
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.consecuencias import fundir, iniciales
from supervisor_app.domain.comandos.versiones import cambios_al_seguir
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.papelera import Quitado
from supervisor_app.domain.seguimiento import misma_unidad
from supervisor_app.domain.texto import enlistar
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


def elegir_cedulas(
    e: Expediente, definiciones: Sequence[CedulaDefinition], quitadas: Mapping[str, Quitado] = MappingProxyType({})
) -> Operacion:
    """Make ``definiciones`` the cédulas of the visit, in that order; one given twice counts once.

    One taken out with answers leaves with all that was done in it (``cambios_al_quitar``); of one without any, the
    header, notes and rows are kept for its return, when it comes in its present version. ``quitadas`` are those in the
    bin of the visit: one of them that is chosen again comes back with what it had.
    """
    exigir_abierta(e)
    definiciones = tuple({d.codigo: d for d in definiciones}.values())
    codigos = tuple(d.codigo for d in definiciones)
    salen = [c for c in e.visita.cedulas if c not in codigos and con_trabajo(e, c)]
    cambios = cambios_al_quitar(e, salen)
    despues = e.aplicar(cambios)
    vuelven = [d.codigo for d in definiciones if d.codigo not in e.visita.cedulas and d.codigo in quitadas]
    for codigo in vuelven:
        mas = cambios_al_volver(despues, quitadas[codigo])
        cambios, despues = [*cambios, *mas], despues.aplicar(mas)
    nuevas = [
        Cambio(None, Aplicada(id=f"{e.visita.id}:{d.codigo}", visita_id=e.visita.id, codigo=d.codigo))
        for d in definiciones
        if d.codigo not in despues.aplicadas
    ]
    recien = [d for d in definiciones if d.codigo not in despues.fijadas]
    siguen = [
        d
        for d in definiciones
        if d.codigo in despues.fijadas and d.codigo not in e.visita.cedulas and d.codigo not in vuelven
    ]
    visita = Cambio(despues.visita, con(despues.visita, cedulas=codigos))
    mas = [visita, *nuevas, *(_fijar(e, d) for d in recien), *cambios_al_seguir(despues, siguen)]
    despues = despues.aplicar(mas)
    iniciadas = iniciales(despues, (d.codigo for d in recien))
    que = f"Quitó {enlistar(salen)} de la visita" if salen else "Eligió las cédulas"
    return operacion(e, que, *fundir([*cambios, *mas, *iniciadas]))


def _fijar(e: Expediente, definicion: CedulaDefinition) -> Cambio:
    """Keep the definition with the visit."""
    id_ = f"{e.visita.id}:{definicion.codigo}:definicion"
    return Cambio(None, CedulaFijada(id=id_, visita_id=e.visita.id, definicion=definicion))


def modificar_aplicada(e: Expediente, codigo: str, **campos: object) -> Operacion:
    """Change the header of an applied cédula (who attended, universe, remarks)."""
    exigir_abierta(e)
    antes = e.aplicadas[codigo]
    return operacion(e, f"Cambió los datos de {codigo}", Cambio(antes, con(antes, **campos)))
