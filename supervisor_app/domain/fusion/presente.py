"""The one visit that a set of versions gives, whatever laptops they come from.

Beyond each record by itself, what the records owe each other is made good: rows give the counts of their answer, an
answer raises its inconsistencia, nothing hangs from a record that is not there, no two findings share a number, and
what was blacked out stays so. All of it is derived from the set: the same versions always give the same visit.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila, Respuesta, ValorMuestra, sumar_filas
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.comandos.consecuencias import recalcular
from supervisor_app.domain.comandos.respuestas import cambios_de_respuesta
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Expediente
from supervisor_app.domain.fusion.cedulas import con_sus_cedulas
from supervisor_app.domain.fusion.conteos import Grupos, con_suma
from supervisor_app.domain.fusion.lugar import con_su_lugar
from supervisor_app.domain.fusion.registro import Presente, leer, resolver
from supervisor_app.domain.fusion.version import Version, por_registro
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.tachado import sustituir, vigentes
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import UserError


@dataclass(frozen=True, slots=True)
class Reunida:
    """The visit of a set of versions, and the numbers that findings got because two had the same: id -> (old, new)."""

    expediente: Expediente
    renumeradas: Mapping[str, tuple[int, int]]


def reunir(versiones: Iterable[Version]) -> Reunida:
    """The visit that these versions give. Raises ValueError where there is none, or where some are missing."""
    grupos = por_registro(versiones)
    presentes = {clave: resolver(vs) for clave, vs in grupos.items()}
    visita = next((p for (clase, _), p in presentes.items() if clase == "visita"), None)
    if visita is None or not isinstance(visita.valor, Visita):
        raise ValueError("there is no visit")
    e = Expediente(visita.valor).aplicar(Cambio(None, v) for v in _vivos(presentes))
    e = _sin_tachar(e, grupos)
    e = con_su_lugar(con_sus_cedulas(e, presentes, grupos), grupos)
    e = _con_consecuencias(e, presentes, _con_logica(e, (v for vs in grupos.values() for v in vs)))
    e, renumeradas = _numerada(e, presentes)
    return Reunida(_con_choques(e, presentes, grupos), renumeradas)


def diferencias(antes: Expediente | None, despues: Expediente) -> tuple[Cambio, ...]:
    """The changes that lead from one to the other; the visit first, and what goes before what it hangs from."""
    viejos = {} if antes is None else _todos(antes)
    nuevos = _todos(despues)
    idos = [Cambio(v, None) for clave, v in viejos.items() if clave not in nuevos]
    otros = [Cambio(viejos.get(clave), v) for clave, v in nuevos.items() if viejos.get(clave) != v]
    return (*otros, *reversed(idos))


def _todos(e: Expediente) -> dict[tuple[type[Entidad], str], Entidad]:
    return {(type(v), v.id): v for v in (e.visita, *e.registros())}


# --- what records owe each other ----------------------------------------------------------------------------------


def _vivos(presentes: Mapping[tuple[str, str], Presente]) -> list[Entidad]:
    """The records that are there, and those taken away from which one of them still hangs."""
    idos = {i: p.ultimo for (_, i), p in presentes.items() if p.valor is None and p.ultimo is not None}
    vivos: list[Entidad] = []
    por_ver = [p.valor for p in presentes.values() if p.valor is not None]
    while por_ver:
        valor = por_ver.pop()
        vivos.append(valor)
        for ajeno in _cita(valor):
            if (vuelve := idos.pop(ajeno, None)) is not None:
                por_ver.append(vuelve)
    return sorted(vivos, key=lambda v: (type(v).__name__, v.id))


def _cita(valor: Entidad) -> Iterable[str]:
    """The ids of the records that this one hangs from."""
    propios = ("id", "visita_id", "item_id")
    return (v for c, v in valor.__dict__.items() if c.endswith("_id") and c not in propios and isinstance(v, str))


def _sin_tachar(e: Expediente, grupos: Mapping[tuple[str, str], Sequence[Version]]) -> Expediente:
    por = vigentes(tachadas(v for (clase, _), vs in grupos.items() if clase == "evidencia" for v in vs))
    cambios = []
    for v in e.evidencias.values():
        limpia, vistos = v, set[str]()
        while limpia.sha256 in por and limpia.sha256 not in vistos:
            vistos.add(limpia.sha256)
            limpia = sustituir(limpia, por[limpia.sha256])
        cambios.append(Cambio(v, limpia))
    return e.aplicar(c for c in cambios if c.antes != c.despues)


def tachadas(versiones: Iterable[Version]) -> list[Evidencia]:
    """Every version of a picture in which something was blacked out, in an order that all copies agree on."""
    hechas = [
        (v.autoria.momento, v.id, leer(v)) for v in versiones if v.datos is not None and '"borradas":["' in v.datos
    ]
    return [e for _, _, e in sorted(hechas, key=lambda h: h[:2]) if isinstance(e, Evidencia)]


def _de_varios(versiones: Iterable[Version]) -> bool:
    return len({v.autoria.equipo for v in versiones}) > 1


def _con_consecuencias(
    e: Expediente, presentes: Mapping[tuple[str, str], Presente], con_logica: Collection[str]
) -> Expediente:
    """Counts, calculations and inconsistencias where two lines met; the rest are as their authors left them."""
    tocados = {r.item_id for r in e.respuestas.values() if r.cedula in con_logica}
    for p in presentes.values():
        if p.ramificado or isinstance(p.ultimo, Fila):
            tocados |= _items_de(p.ultimo)
    sumas = _sumas(e)
    for item_id, suma in sumas.items():
        respuesta = e.respuestas.get(item_id)
        if respuesta is not None and item_id in tocados and suma != respuesta.valor:
            e = e.aplicar((Cambio(respuesta, con(respuesta, valor=suma)),))
    for codigo in sorted(con_logica):
        e = e.aplicar(recalcular(e, codigo))
    for item_id in sorted(tocados):
        respuesta, item = e.respuestas.get(item_id), e.item(item_id)
        if respuesta is None or item is None:
            continue
        suya = presentes.get(("respuesta", respuesta.id))
        dudosa = not _se_deduce(item, sumas) and suya is not None and any(c.campo == "valor" for c in suya.choques)
        if not dudosa:
            e = e.aplicar(cambios_de_respuesta(e, item, respuesta.valor))
    return e


def _con_logica(e: Expediente, versiones: Iterable[Version]) -> frozenset[str]:
    """The cédulas in which one answer decides over others, where more than one laptop wrote in the visit."""
    if not _de_varios(versiones):
        return frozenset()
    return frozenset(
        codigo
        for codigo, d in e.definiciones.items()
        if any(i.calculo or i.relevante or any(c.calculo for c in i.columnas) for i in d.items)
    )


def _se_deduce(item: ItemDefinition, sumas: Mapping[str, object]) -> bool:
    """Whether the answer follows from others, so that nobody has to be asked for it."""
    return item.calculo is not None or item.id in sumas


def _items_de(valor: Entidad | None) -> set[str]:
    if isinstance(valor, Inconsistencia):
        return set(valor.items)
    return {valor.item_id} if isinstance(valor, Respuesta | Fila) else set()


def _sumas(e: Expediente) -> dict[str, ValorMuestra]:
    """What the rows of each muestra give, where they give anything."""
    por_item: dict[str, list[Fila]] = {}
    for f in e.filas.values():
        por_item.setdefault(f.item_id, []).append(f)
    sumas = {}
    for item_id, filas in sorted(por_item.items()):
        # More than an answer holds: the person mends a row, and the answer stays until then.
        with contextlib.suppress(UserError):
            if (suma := sumar_filas(filas)) is not None:
                sumas[item_id] = suma
    return sumas


def _numerada(
    e: Expediente, presentes: Mapping[tuple[str, str], Presente]
) -> tuple[Expediente, Mapping[str, tuple[int, int]]]:
    """Where two findings have one number, the one that was written first keeps it."""

    def llegada(h: Inconsistencia) -> tuple[int, tuple[str, str]]:
        p = presentes.get(("inconsistencia", h.id))
        return h.numero, p.nacio if p is not None else ("~", h.id)

    dados: set[int] = set()
    repetidas = []
    for h in sorted(e.inconsistencias.values(), key=llegada):
        if h.numero in dados:
            repetidas.append(h)
        dados.add(h.numero)
    siguiente = e.ultimo_numero + 1
    cambios = [Cambio(h, con(h, numero=siguiente + n)) for n, h in enumerate(repetidas)]
    return e.aplicar(cambios), {h.id: (h.numero, siguiente + n) for n, h in enumerate(repetidas)}


def _con_choques(e: Expediente, presentes: Mapping[tuple[str, str], Presente], grupos: Grupos) -> Expediente:
    vivos = {r.id: r for r in (e.visita, *e.registros())}
    sumas = _sumas(e)
    choques = [c for p in presentes.values() for c in p.choques if c.registro_id in vivos]
    por_decidir = (_por_decidir(e, c, vivos[c.registro_id], sumas, grupos) for c in sorted(choques, key=lambda c: c.id))
    return e.aplicar(Cambio(None, c) for c in por_decidir if c is not None)


def _por_decidir(
    e: Expediente, choque: Choque, registro: Entidad, sumas: Mapping[str, ValorMuestra], grupos: Grupos
) -> Choque | None:
    """The clash as it is asked; None where rows and calculations say what they are worth."""
    if isinstance(registro, Respuesta) and choque.campo == "valor":
        item = e.item(registro.item_id)
        if registro.item_id in sumas:
            return con_suma(choque, registro, sumas[registro.item_id], grupos)
        return None if item is not None and _se_deduce(item, sumas) else choque
    if isinstance(registro, Fila) and choque.campo.startswith("celdas["):
        item = e.item(registro.item_id)
        calculada = item is not None and any(c.calculo and choque.campo == f"celdas[{c.clave}]" for c in item.columnas)
        return None if calculada else choque
    return choque
