"""What was taken out of a visit and can be put back: derived from its history, never a record of its own (ADR 0030).

A thing is in the bin while history says that it went and nothing since says that it came back. This module must never
decide how it is put back (``comandos.papelera`` does), nor look at a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada, Fila, Respuesta
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.texto import cuantos, enlistar
from supervisor_app.domain.visita import Visita

DIAS: Final = 30
"""How many days of use a thing stays in the bin at least."""


class ClaseQuitado(StrEnum):
    CEDULA = "cedula"
    EVIDENCIA = "evidencia"
    INCONSISTENCIA = "inconsistencia"
    MEDIDA = "medida"
    RENGLONES = "renglones"
    VERIFICACION = "verificacion"
    ACTA = "acta"


@dataclass(frozen=True, slots=True)
class Borrado:
    """An operation that took records away, and the ids of those that are gone since. ``numero`` is its own."""

    numero: int
    cuando: datetime
    quien: str
    op: Operacion
    idos: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quitado:
    """One thing in the bin of a visit, with all that went with it.

    ``hallazgos`` are those that the operation changed as they were before it: a finding that gathered questions of a
    cédula gets them back. ``padres`` are records from which one of ``registros`` hung and that went by other ways.
    """

    clave: str
    visita_id: str
    operacion: int
    cuando: datetime
    quien: str
    que: str
    clase: ClaseQuitado
    titulo: str
    detalle: str
    registros: tuple[Entidad, ...]
    codigo: str = ""
    cedulas: tuple[str, ...] = ()
    """The cédulas of the visit before it was taken out, in their order."""
    hallazgos: tuple[Inconsistencia, ...] = ()
    padres: tuple[Entidad, ...] = ()

    @property
    def contenidos(self) -> frozenset[str]:
        """The hashes of the files that it needs."""
        return frozenset(r.sha256 for r in (*self.registros, *self.padres) if isinstance(r, Evidencia))


def codigo_de(item_id: str) -> str:
    return item_id.rsplit("-", 1)[0]


def vuelve(ido: Entidad, nuevo: Entidad) -> bool:
    """Whether a record that came under the id of one that went is the same: some ids tell what they are of, and then
    what was begun anew has the id of what is in the bin.
    """
    if isinstance(ido, Inconsistencia) and isinstance(nuevo, Inconsistencia):
        return nuevo.tocada or not ido.tocada
    if isinstance(ido, Aplicada | CedulaFijada | Respuesta | Muestreo | Verificacion | Acta | IndicadorMedido):
        return ido == nuevo
    return True


def de_la_cedula(codigo: str, registros: Iterable[Entidad]) -> list[Entidad]:
    """Those that belong to a cédula: its answers, rows, draws and files, and the findings raised in it with theirs."""
    todos = list(registros)
    hallazgos = {r.id for r in todos if isinstance(r, Inconsistencia) and codigo in r.cedulas}
    return [r for r in todos if _es_de(r, codigo, hallazgos)]


def _es_de(r: Entidad, codigo: str, hallazgos: set[str]) -> bool:
    if isinstance(r, CedulaFijada):
        return r.definicion.codigo == codigo
    if isinstance(r, Aplicada):
        return r.codigo == codigo
    if isinstance(r, Respuesta | SinLugar):
        return r.cedula == codigo
    if isinstance(r, Fila | Muestreo):
        return codigo_de(r.item_id) == codigo
    if isinstance(r, Evidencia):
        return r.inconsistencia_id in hallazgos or bool(r.item_id and codigo_de(r.item_id) == codigo)
    if isinstance(r, Medida):
        return r.inconsistencia_id in hallazgos
    return isinstance(r, Inconsistencia) and r.id in hallazgos


def quitados(borrado: Borrado, todos: Iterable[Entidad] = ()) -> tuple[Quitado, ...]:
    """The things that an operation put in the bin. ``todos`` are the records of the visit that are gone, by any way.

    What nobody wrote (a finding that an answer raised and took back) is not among them, nor what the operation only
    moved: two findings made one, an answer that lost its place.
    """
    idos = [c.antes for c in borrado.op.cambios if c.despues is None and c.antes and c.antes.id in borrado.idos]
    salida: list[Quitado] = []
    vistos: set[str] = set()
    for codigo in _cedulas_quitadas(borrado.op):
        suyos = de_la_cedula(codigo, idos)
        salida += _cedula(borrado, codigo, suyos)
        vistos |= {r.id for r in suyos}
    for hallazgo in [r for r in idos if isinstance(r, Inconsistencia) and r.id not in vistos]:
        suyos = [hallazgo, *(r for r in idos if getattr(r, "inconsistencia_id", "") == hallazgo.id)]
        vistos |= {r.id for r in suyos}
        if (hallazgo.tocada or len(suyos) > 1) and not _unida(borrado.op, hallazgo):
            dicho = hallazgo.titulo or (f"Punto {enlistar(hallazgo.items)}" if hallazgo.items else "Sin título")
            titulo = f"Inconsistencia {hallazgo.numero:02d}"
            detalle = _y(dicho, suyos[1:])
            salida.append(_quitado(borrado, ClaseQuitado.INCONSISTENCIA, hallazgo, titulo, detalle, suyos))
    por_ver = [r for r in idos if r.id not in vistos]
    salida += _sueltos(borrado, por_ver)
    perdidos = {r.id: r for r in todos}
    return tuple(_con_padres(q, perdidos) for q in salida)


def _cedulas_quitadas(op: Operacion) -> list[str]:
    visitas = [
        (c.antes, c.despues) for c in op.cambios if isinstance(c.antes, Visita) and isinstance(c.despues, Visita)
    ]
    return [codigo for antes, despues in visitas for codigo in antes.cedulas if codigo not in despues.cedulas]


def _cedula(borrado: Borrado, codigo: str, suyos: Sequence[Entidad]) -> list[Quitado]:
    fijada = next((r for r in suyos if isinstance(r, CedulaFijada)), None)
    escrito = [r for r in suyos if dice_algo(r)]
    if not escrito:
        return []
    antes = next(c.antes.cedulas for c in borrado.op.cambios if isinstance(c.antes, Visita))
    # Also those that gathered questions of several cédulas, changed or gone.
    hallazgos = [
        c.antes for c in borrado.op.cambios if isinstance(c.antes, Inconsistencia) and codigo in c.antes.cedulas
    ]
    titulo = fijada.definicion.titulo if fijada is not None else codigo
    return [
        Quitado(
            clave=f"{borrado.numero}:{codigo}",
            visita_id=borrado.op.visita_id,
            operacion=borrado.numero,
            cuando=borrado.cuando,
            quien=borrado.quien,
            que=borrado.op.que,
            clase=ClaseQuitado.CEDULA,
            titulo=titulo,
            detalle=contenido(suyos) or "Con sus datos y notas",
            registros=tuple(suyos),
            codigo=codigo,
            cedulas=antes,
            hallazgos=tuple(hallazgos),
        )
    ]


def dice_algo(r: Entidad) -> bool:
    """Whether a person wrote it, or the visit would lack it."""
    if isinstance(r, Respuesta):
        return r.contestada or bool(r.nota.strip())
    if isinstance(r, Aplicada):
        return r != Aplicada(id=r.id, visita_id=r.visita_id, codigo=r.codigo)
    return isinstance(r, Fila | Evidencia | Muestreo | SinLugar | Inconsistencia | Medida)


def contenido(registros: Iterable[Entidad]) -> str:
    """``14 respuestas, 2 inconsistencias y 3 archivos``; "" where there is none of what is counted."""
    todos = list(registros)
    contados = (
        (sum(isinstance(r, Respuesta) and r.contestada for r in todos), "respuesta", "respuestas"),
        (sum(isinstance(r, Fila) for r in todos), "renglón", "renglones"),
        (sum(isinstance(r, Inconsistencia) for r in todos), "inconsistencia", "inconsistencias"),
        (sum(isinstance(r, Medida) for r in todos), "medida", "medidas"),
        (sum(isinstance(r, Evidencia) for r in todos), "archivo", "archivos"),
        (sum(isinstance(r, SinLugar) for r in todos), "respuesta sin lugar", "respuestas sin lugar"),
    )
    return enlistar([cuantos(*c) for c in contados if c[0]])


def _y(dicho: str, mas: Sequence[Entidad]) -> str:
    con_que = contenido(mas)
    return f"{dicho} · con {con_que}" if con_que else dicho


def _unida(op: Operacion, hallazgo: Inconsistencia) -> bool:
    """Whether the operation made one finding of two: another one has now what this one gathered."""
    suyos = [c for c in op.cambios if isinstance(c.vigente, Inconsistencia)]
    otras = [c.despues for c in suyos if c.antes is not None and isinstance(c.despues, Inconsistencia)]
    if hallazgo.libre:
        return len(suyos) == 2 and len(otras) == 1
    return any(set(hallazgo.items) <= set(o.items) for o in otras)


def _sueltos(borrado: Borrado, por_ver: Sequence[Entidad]) -> list[Quitado]:
    salida = []
    movidos = {c.despues.item_id for c in borrado.op.cambios if isinstance(c.despues, SinLugar) and c.antes is None}
    por_item: dict[str, list[Fila]] = {}
    for r in por_ver:
        if isinstance(r, Evidencia):
            donde = (
                f"Punto {r.item_id}"
                if r.item_id
                else "De una inconsistencia"
                if r.inconsistencia_id
                else "De la visita"
            )
            dicho = f"{donde} · {r.leyenda}" if r.leyenda else donde
            salida.append(_quitado(borrado, ClaseQuitado.EVIDENCIA, r, r.nombre, dicho, [r]))
        elif isinstance(r, Medida) and (r.texto.strip() or r.evidencia_esperada.strip() or r.avance or r.prorrogas):
            salida.append(_quitado(borrado, ClaseQuitado.MEDIDA, r, r.texto.strip() or "Medida", r.responsable, [r]))
        elif isinstance(r, Fila) and r.item_id not in movidos and not r.vacia:
            por_item.setdefault(r.item_id, []).append(r)
        elif isinstance(r, Verificacion) and (r.nota.strip() or r.medidas):
            dicho = r.nota.strip() or r.titulo
            salida.append(_quitado(borrado, ClaseQuitado.VERIFICACION, r, f"Verificación de {r.folio}", dicho, [r]))
        elif isinstance(r, Acta):
            dicho = r.manifestaciones.strip() or r.acuerdos.strip() or r.lugar
            salida.append(_quitado(borrado, ClaseQuitado.ACTA, r, "Acta de cierre", dicho, [r]))
    for item_id, filas in por_item.items():
        titulo = f"{cuantos(len(filas), 'renglón', 'renglones')} de {item_id}"
        dichas = [d for f in filas if (d := f.referencia.strip() or f.detalle.strip())]
        dicho = ", ".join(dichas[:3]) + (" …" if len(dichas) > 3 else "")
        salida.append(_quitado(borrado, ClaseQuitado.RENGLONES, filas[0], titulo, dicho, filas))
    return salida


def _quitado(
    b: Borrado, clase: ClaseQuitado, de: Entidad, titulo: str, detalle: str, registros: Sequence[Entidad]
) -> Quitado:
    return Quitado(
        clave=f"{b.numero}:{de.id}",
        visita_id=b.op.visita_id,
        operacion=b.numero,
        cuando=b.cuando,
        quien=b.quien,
        que=b.op.que,
        clase=clase,
        titulo=titulo,
        detalle=detalle,
        registros=tuple(registros),
    )


def _con_padres(q: Quitado, perdidos: dict[str, Entidad]) -> Quitado:
    """With the finding from which it hangs, where that went by another way: without it there is no place for it."""
    propios = {r.id for r in q.registros}
    citados = dict.fromkeys(getattr(r, "inconsistencia_id", "") for r in q.registros)
    padres = tuple(perdidos[i] for i in citados if i in perdidos and i not in propios)
    return replace(q, padres=padres)


def idos_de(cambios: Iterable[tuple[int, Cambio]]) -> dict[int, set[str]]:
    """Of births and goings of records, oldest first and each with its operation, who is gone: ids by the operation."""
    pendientes: dict[str, tuple[int, Entidad]] = {}
    for numero, c in cambios:
        if c.despues is None and c.antes is not None:
            pendientes[c.antes.id] = (numero, c.antes)
        elif c.antes is None and c.despues is not None:
            ido = pendientes.get(c.despues.id)
            if ido is not None and vuelve(ido[1], c.despues):
                del pendientes[c.despues.id]
    salida: dict[int, set[str]] = {}
    for id_, (numero, _) in pendientes.items():
        salida.setdefault(numero, set()).add(id_)
    return salida
