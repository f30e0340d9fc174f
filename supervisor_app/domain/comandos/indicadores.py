"""The indicators of the visit: captured one by one, pasted as a block, or with the goals of the last visit.

It must never store what is derived from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervisor_app.domain.base import con
from supervisor_app.domain.catalogo import Indicador
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.indicador import IndicadorMedido, Periodo, id_de_indicador, nuevo
from supervisor_app.domain.indicadores_pegados import Renglon
from supervisor_app.domain.metas import al_dia, bloque_de_metas
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import UserError


def medir(e: Expediente, indicador: Indicador, periodo: Periodo, **campos: object) -> Operacion:
    """Change fields of an indicator (meta, real, fuente, corte, comentario); one left empty goes away."""
    exigir_abierta(e)
    return operacion(e, f"Capturó {indicador.codigo}", *_cambios(e, indicador, periodo, campos))


def pegar_indicadores(e: Expediente, renglones: Iterable[Renglon], catalogo: Mapping[str, Indicador]) -> Operacion:
    """All rows of a pasted block in one go."""
    exigir_abierta(e)
    renglones = tuple(renglones)
    cambios = [c for r in renglones for c in _cambios(e, catalogo[r.codigo], r.periodo, r.campos)]
    return operacion(e, f"Pegó {cuantos(len(renglones), 'indicador', 'indicadores')}", *cambios)


def traer_metas(e: Expediente, anteriores: Iterable[IndicadorMedido], catalogo: Mapping[str, Indicador]) -> Operacion:
    """The goals and sources of the last visit, only where this one has none. Figures are never brought."""
    exigir_abierta(e)
    cambios: list[Cambio] = []
    for a in anteriores:
        aqui = e.indicadores.get(id_de_indicador(e.visita.id, a.codigo, a.periodo))
        if a.codigo not in catalogo or a.meta is None or (aqui is not None and aqui.meta is not None):
            continue
        campos: dict[str, object] = {"meta": a.meta}
        if aqui is None or not aqui.fuente.strip():
            campos["fuente"] = a.fuente
        cambios += _cambios(e, catalogo[a.codigo], a.periodo, campos)
    return operacion(e, "Trajo las metas de la visita anterior", *cambios)


def _cambios(e: Expediente, indicador: Indicador, periodo: Periodo, campos: Mapping[str, object]) -> tuple[Cambio, ...]:
    antes = e.indicadores.get(id_de_indicador(e.visita.id, indicador.codigo, periodo))
    despues = con(antes or nuevo(e.visita.id, indicador, periodo), **campos)
    if despues.vacio:
        return (Cambio(antes, None),) if antes is not None else ()
    return (Cambio(antes, despues),)


def llevar_al_informe(e: Expediente) -> Operacion:
    """Bring the figures of the indicators to section 2 of the informe, keeping what else it says.

    Raises UserError where there is no informe, or no figure to bring.
    """
    exigir_abierta(e)
    if e.informe is None:
        raise UserError("Componga primero el informe; los indicadores entran en él por sí solos.")
    if bloque_de_metas(e) is None:
        raise UserError("Capture al menos la cifra real de un indicador.")
    datos = con(e.informe.datos, actividades=al_dia(e.informe.datos.actividades, e))
    return operacion(e, "Llevó los indicadores al informe", Cambio(e.informe, con(e.informe, datos=datos)))
