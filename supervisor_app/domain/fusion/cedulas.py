"""One laptop took a cédula out of the visit while another worked in it: it stays, with all that went with it.

What nobody worked on stays out; it is in the bin of each laptop (ADR 0030). It must never look at who was first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import CedulaFijada, Respuesta
from supervisor_app.domain.comandos.puntos import nacida
from supervisor_app.domain.expediente import Cambio, Entidad, Expediente
from supervisor_app.domain.fusion.registro import Presente
from supervisor_app.domain.fusion.version import Version, puntas
from supervisor_app.domain.papelera import de_la_cedula, dice_algo
from supervisor_app.domain.visita import Visita

_Clave = tuple[str, str]
_Hecho = tuple[str, int]
"""The laptop and the number of an operation."""


def con_sus_cedulas(
    e: Expediente, presentes: Mapping[_Clave, Presente], grupos: Mapping[_Clave, Sequence[Version]]
) -> Expediente:
    """The visit with every cédula in which something is answered, whole."""
    for clave in sorted(c for c, p in presentes.items() if c[0] == "fijada" and p.valor is None):
        fijada = presentes[clave].ultimo
        if isinstance(fijada, CedulaFijada):
            codigo = fijada.definicion.codigo
            if any(dice_algo(r) for r in de_la_cedula(codigo, e.registros())):
                e = _entera(e, _quitados_en(_quito(grupos[clave]), presentes, grupos))
    contestadas = {r.cedula for r in e.respuestas.values() if r.contestada and r.cedula in e.fijadas}
    faltan = tuple(sorted(contestadas - set(e.visita.cedulas)))
    return replace(e, visita=con(e.visita, cedulas=(*e.visita.cedulas, *faltan))) if faltan else e


def _quito(versiones: Sequence[Version]) -> frozenset[_Hecho]:
    """The operations that took a record away, and that nothing came after."""
    ultimas = puntas(versiones)
    return frozenset((v.autoria.equipo, v.autoria.operacion) for v in versiones if v.datos is None and v.id in ultimas)


def _quitados_en(
    hechos: frozenset[_Hecho], presentes: Mapping[_Clave, Presente], grupos: Mapping[_Clave, Sequence[Version]]
) -> list[Entidad]:
    """What the same operations took away, as it was."""
    idos = ((clave, p.ultimo) for clave, p in presentes.items() if p.valor is None)
    return [r for clave, r in idos if r is not None and not isinstance(r, Visita) and _quito(grupos[clave]) & hechos]


def _entera(e: Expediente, vuelven: Sequence[Entidad]) -> Expediente:
    e = e.aplicar(Cambio(None, r) for r in sorted(vuelven, key=lambda r: (type(r).__name__, r.id)))
    for r in sorted((r for r in vuelven if isinstance(r, Respuesta)), key=lambda r: r.id):
        item = e.item(r.item_id)
        levanta = r.levanta_inconsistencia and item is not None and e.relevante(r.item_id)
        if item is not None and levanta and not e.inconsistencias_de(r.item_id):
            e = e.aplicar([Cambio(None, nacida(e, item))])
    return e
