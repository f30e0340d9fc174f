"""Which questions a finding gathers: bring one in, take one out, join two findings, part one.

An answer that raises an inconsistencia always stands in at least one finding. This module must never change an answer.
"""

from __future__ import annotations

from collections.abc import Collection

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.comandos.comun import NuevoId, exigir_abierta, operacion, siguiente_numero
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Riesgo
from supervisor_app.errors import UserError


def fundamento_de(item: ItemDefinition) -> tuple[str, ...]:
    """The basis with which a finding of this question begins."""
    return tuple(f.label for f in item.fundamento) + tuple(item.otro_fundamento)


def intacta(e: Expediente, h: Inconsistencia, item: ItemDefinition) -> bool:
    """Whether nobody worked on a finding that the answer to ``item`` raised, so that it may go by itself."""
    trabajada = h.tocada or h.fundamento != fundamento_de(item)
    return not trabajada and not e.medidas_de(h.id) and not e.evidencias_de_hallazgo(h.id)


def nacida(e: Expediente, item: ItemDefinition) -> Inconsistencia:
    """The finding that an answer raises. Its id tells its item, so that two laptops that raise it raise the same."""
    base = f"{e.visita.id}:i:{item.id}"
    posibles = (base, *(f"{base}:{n}" for n in range(2, len(e.inconsistencias) + 2)))
    id_ = next(i for i in posibles if i not in e.inconsistencias)
    return Inconsistencia(
        id=id_,
        visita_id=e.visita.id,
        numero=siguiente_numero(e),
        cedula=item.id.rsplit("-", 1)[0],
        items=(item.id,),
        fundamento=fundamento_de(item),
    )


def reunir_punto(e: Expediente, id_: str, item: ItemDefinition) -> Operacion:
    """Let a finding gather one more question. The finding that only that question had goes, if nobody worked on it."""
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    if item.id in antes.items:
        raise UserError(f"{item.id} ya está en la inconsistencia {antes.numero:02d}.", field="punto")
    fundamento = tuple(dict.fromkeys((*antes.fundamento, *fundamento_de(item))))
    despues = con(antes, items=(*antes.items, item.id), fundamento=fundamento)
    if antes.libre and not (antes.titulo or "").strip():
        despues = con(despues, titulo=None)
    propias = [h for h in e.inconsistencias_de(item.id) if h.items == (item.id,) and intacta(e, h, item)]
    return operacion(
        e,
        f"Reunió {item.id} en la inconsistencia {antes.numero:02d}",
        Cambio(antes, despues),
        *(Cambio(h, None) for h in propias),
    )


def sacar_punto(e: Expediente, id_: str, item_id: str) -> Operacion:
    """Take a question out of a finding; if nothing else tells what its answer raises, it gets its own finding again."""
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    if item_id not in antes.items:
        raise UserError(f"{item_id} no está en la inconsistencia {antes.numero:02d}.", field="punto")
    if antes.items == (item_id,):
        raise UserError(
            f"{item_id} es el único punto de la inconsistencia {antes.numero:02d}; reúna antes otro o quite la "
            "inconsistencia.",
            field="punto",
        )
    caso = next(c for c in e.casos(antes) if c.item_id == item_id)
    despues = con(antes, items=tuple(i for i in antes.items if i != item_id))
    cambios = [Cambio(antes, despues)]
    if caso.sustenta and caso.item is not None and len(e.inconsistencias_de(item_id)) == 1:
        cambios.append(Cambio(None, nacida(e, caso.item)))
    return operacion(e, f"Sacó {item_id} de la inconsistencia {antes.numero:02d}", *cambios)


def unir_inconsistencias(e: Expediente, id_: str, otra_id: str) -> Operacion:
    """Make one finding of two: the first keeps its number and takes the items, measures and files of the other.

    What both say is kept, that of the first one before. Raises UserError for two origins or two states.
    """
    exigir_abierta(e)
    una, otra = e.inconsistencias[id_], e.inconsistencias[otra_id]
    if una.id == otra.id:
        raise UserError("Elija otra inconsistencia para unirla con ésta.", field="otra")
    if (una.origen, una.organo, una.referencia) != (otra.origen, otra.organo, otra.referencia):
        raise UserError("Tienen distinto origen; cada observación conserva la suya.", field="otra")
    if una.estado is not otra.estado:
        raise UserError(
            f"La {una.numero:02d} está «{una.estado.label}» y la {otra.numero:02d}, «{otra.estado.label}»; "
            "póngalas en el mismo estado para unirlas.",
            field="otra",
        )
    importes = [i for i in (una.importe, otra.importe) if i is not None]
    unida = con(
        una,
        items=tuple(dict.fromkeys((*una.items, *otra.items))),
        fundamento=tuple(dict.fromkeys((*una.fundamento, *otra.fundamento))),
        titulo=una.titulo or otra.titulo or (None if una.items or otra.items else ""),
        descripcion=_ambas(una.descripcion, otra.descripcion),
        causa=_ambas(una.causa, otra.causa) or "",
        riesgo=max(una.riesgo, otra.riesgo, key=list(Riesgo).index),
        importe=sum(importes) if importes else None,
        posible_irregularidad=una.posible_irregularidad or otra.posible_irregularidad,
        historial=tuple(sorted((*una.historial, *otra.historial), key=lambda p: p.cuando)),
    )
    return operacion(
        e,
        f"Unió la inconsistencia {otra.numero:02d} a la {una.numero:02d}",
        Cambio(una, unida),
        *_pasar_medidas(e, {m.id for m in e.medidas_de(otra.id)}, una.id),
        *(Cambio(v, con(v, inconsistencia_id=una.id)) for v in e.evidencias_de_hallazgo(otra.id)),
        Cambio(otra, None),
    )


def dividir_inconsistencia(
    e: Expediente, id_: str, items: Collection[str], nuevo_id: NuevoId, medidas: Collection[str] = ()
) -> Operacion:
    """Part a finding: these of its items, with these of its measures and their files, go to a new one."""
    exigir_abierta(e)
    antes = e.inconsistencias[id_]
    pasan = tuple(i for i in antes.items if i in items)
    quedan = tuple(i for i in antes.items if i not in items)
    if not pasan or not quedan:
        raise UserError("Elija qué puntos pasan a la inconsistencia nueva; al menos uno debe quedarse.", field="punto")
    casos = {c.item_id: c for c in e.casos(antes)}
    propio = tuple(f for i in pasan if (item := casos[i].item) is not None for f in fundamento_de(item))
    nueva = Inconsistencia(
        id=nuevo_id(),
        visita_id=e.visita.id,
        numero=siguiente_numero(e),
        cedula=pasan[0].rsplit("-", 1)[0],
        items=pasan,
        fundamento=tuple(dict.fromkeys(propio)) or antes.fundamento,
        riesgo=antes.riesgo,
        origen=antes.origen,
        organo=antes.organo,
        referencia=antes.referencia,
        estado=antes.estado,
        historial=antes.historial,
        posible_irregularidad=antes.posible_irregularidad,
    )
    van = {m.id for m in e.medidas_de(id_) if m.id in medidas}
    archivos = (v for v in e.evidencias_de_hallazgo(id_) if v.medida_id in van)
    return operacion(
        e,
        f"Dividió la inconsistencia {antes.numero:02d}; la nueva es la {nueva.numero:02d}",
        Cambio(None, nueva),
        Cambio(antes, con(antes, items=quedan)),
        *_pasar_medidas(e, van, nueva.id),
        *(Cambio(v, con(v, inconsistencia_id=nueva.id)) for v in archivos),
    )


def _pasar_medidas(e: Expediente, ids: Collection[str], a: str) -> list[Cambio]:
    """Measures to another finding, after those it has."""
    ultimo = max((m.orden for m in e.medidas_de(a)), default=0)
    van = sorted((m for m in e.medidas.values() if m.id in ids), key=lambda m: (m.orden, m.id))
    return [
        Cambio(m, con(m, inconsistencia_id=a, orden=n)) for n, m in enumerate(van, start=ultimo + 1)
    ]  # fmt: skip


def _ambas(una: str | None, otra: str | None) -> str | None:
    dichas = [t for t in (una, otra) if t is not None and t.strip()]
    return "\n".join(dict.fromkeys(dichas)) if dichas else una
