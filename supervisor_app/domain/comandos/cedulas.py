"""A cédula leaves a visit with all that was done in it, and comes back with it (ADR 0030).

It must never leave behind a finding or a file of a cédula that the visit applies no longer, nor write over what was
answered since.
"""

from __future__ import annotations

from collections.abc import Collection

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada, Respuesta
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.comandos.comun import siguiente_numero
from supervisor_app.domain.comandos.consecuencias import fundir, recalcular
from supervisor_app.domain.comandos.puntos import nacida
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.papelera import Quitado, codigo_de, de_la_cedula, dice_algo
from supervisor_app.errors import UserError


def con_trabajo(e: Expediente, codigo: str) -> bool:
    """Whether anything was answered, found or attached in a cédula; its header, notes and rows alone stay hidden with
    the visit for its return.
    """
    return any(
        (isinstance(r, Respuesta) and r.contestada) or isinstance(r, SinLugar | Evidencia | Inconsistencia | Muestreo)
        for r in de_la_cedula(codigo, e.registros())
    )


def cambios_al_quitar(e: Expediente, codigos: Collection[str]) -> list[Cambio]:
    """All that belongs to these cédulas goes; a finding that gathers questions of others too only lets theirs go."""
    cambios: list[Cambio] = []
    van: dict[str, Entidad] = {}
    for codigo in codigos:
        compartidas = {
            h.id for h in e.inconsistencias.values() if codigo in h.cedulas and not set(h.cedulas) <= set(codigos)
        }
        for r in de_la_cedula(codigo, e.registros()):
            hallazgo = r.id if isinstance(r, Inconsistencia) else getattr(r, "inconsistencia_id", "")
            if hallazgo not in compartidas or (isinstance(r, Evidencia) and r.item_id):
                van[r.id] = r
    for h in e.inconsistencias.values():
        quedan = tuple(i for i in h.items if codigo_de(i) not in codigos)
        if h.id not in van and quedan != h.items:
            cambios.append(Cambio(h, con(h, items=quedan, cedula=codigo_de(quedan[0]))))
    van |= {c.id: c for c in e.choques.values() if c.registro_id in van}
    # What hangs from something goes before it.
    return [*cambios, *(Cambio(r, None) for r in sorted(van.values(), key=lambda r: _ORDEN.get(type(r), 2)))]


_ORDEN: dict[type, int] = {Choque: 0, Evidencia: 0, Medida: 1, Inconsistencia: 3, Aplicada: 4, CedulaFijada: 5}


def cambios_al_volver(e: Expediente, q: Quitado) -> list[Cambio]:
    """All that went with a cédula comes back, in its place among the others.

    Raises UserError where the visit applies it again and something was done in it: both cannot stand.
    """
    presentes = de_la_cedula(q.codigo, e.registros())
    if any(dice_algo(r) for r in presentes if not isinstance(r, Inconsistencia | Medida)):
        raise UserError(
            f"{q.codigo} está otra vez en la visita y ya tiene trabajo. Quítela primero en Preparación, y lo que tiene "
            "ahora irá a la papelera; después restaure ésta."
        )
    cambios = [Cambio(r, None) for r in presentes if not isinstance(r, Inconsistencia | Medida)]
    despues = e.aplicar(cambios)
    propios = {r.id for r in q.registros}
    for r in sorted(q.registros, key=lambda r: -_ORDEN.get(type(r), 2)):
        if isinstance(r, Medida) and r.inconsistencia_id not in despues.inconsistencias:
            continue
        if isinstance(r, Choque) and r.registro_id not in propios:
            continue
        nuevo = _hallazgo_de_vuelta(despues, q, r) if isinstance(r, Inconsistencia) else Cambio(None, r)
        cambios.append(nuevo)
        despues = despues.aplicar([nuevo])
    mas = [*_puntos_de_vuelta(despues, q), Cambio(e.visita, con(e.visita, cedulas=_en_su_lugar(e, q)))]
    despues = despues.aplicar(mas)
    cambios += mas
    debidos = _debidos(despues, q.codigo)
    return fundir([*cambios, *debidos])


def _en_su_lugar(e: Expediente, q: Quitado) -> tuple[str, ...]:
    """The codes with this one before the first of those that came after it."""
    quedan = [c for c in e.visita.cedulas if c != q.codigo]
    siguen = q.cedulas[q.cedulas.index(q.codigo) + 1 :] if q.codigo in q.cedulas else ()
    donde = next((n for n, c in enumerate(quedan) if c in siguen), len(quedan))
    return (*quedan[:donde], q.codigo, *quedan[donde:])


def _hallazgo_de_vuelta(e: Expediente, q: Quitado, h: Inconsistencia) -> Cambio:
    """The finding, with those of its questions that the visit asks, and a number that no other one has."""
    presente = e.inconsistencias.get(h.id)
    asistidas = {*e.fijadas, *e.visita.cedulas, q.codigo}
    items = tuple(i for i in h.items if codigo_de(i) in asistidas)
    otros = {x.numero for x in e.inconsistencias.values() if x.id != h.id}
    numero = h.numero if h.numero not in otros else siguiente_numero(e)
    return Cambio(presente, con(h, items=items, numero=numero))


def _puntos_de_vuelta(e: Expediente, q: Quitado) -> list[Cambio]:
    """The findings that gathered questions of the cédula gather them again, in the order they had."""
    cambios = []
    for antes in q.hallazgos:
        h = e.inconsistencias.get(antes.id)
        if h is None:
            continue
        suyos = {i for i in antes.items if codigo_de(i) == q.codigo}
        todos = suyos | set(h.items)
        items = (*(i for i in antes.items if i in todos), *(i for i in h.items if i not in antes.items))
        cedula = antes.cedula if codigo_de(antes.items[0] if antes.items else "") == q.codigo else h.cedula
        if items != h.items:
            cambios.append(Cambio(h, con(h, items=items, cedula=cedula)))
    return cambios


def _debidos(e: Expediente, codigo: str) -> list[Cambio]:
    """What the visit of today makes of the answers that came back: calculations, and the finding that each raises."""
    fijada = e.fijadas.get(codigo)
    if fijada is None:
        return []
    cambios = list(recalcular(e, codigo))
    e = e.aplicar(cambios)
    for item in fijada.definicion.items:
        respuesta = e.respuestas.get(item.id)
        levanta = respuesta is not None and respuesta.levanta_inconsistencia and e.relevante(item.id)
        if levanta and not e.inconsistencias_de(item.id):
            cambios.append(Cambio(None, nacida(e, item)))
            e = e.aplicar(cambios[-1:])
    return cambios
