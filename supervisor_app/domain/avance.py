"""How far a visit is: what each step still misses, and the list that stands between it and its closing.

Everything here is derived; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.result import Resultado, calcular
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import sustentada
from supervisor_app.domain.informe import SECCIONES
from supervisor_app.domain.validacion_informe import Severidad, validar


class Paso(StrEnum):
    """The six steps of the workspace, in order."""

    PREPARACION = "preparacion"
    CEDULAS = "cedulas"
    INCONSISTENCIAS = "inconsistencias"
    INFORME = "informe"
    DOCUMENTOS = "documentos"
    ENTREGA = "entrega"

    @property
    def label(self) -> str:
        return {
            "preparacion": "Preparación",
            "cedulas": "Cédulas",
            "inconsistencias": "Inconsistencias y medidas",
            "informe": "Informe de la comisión",
            "documentos": "Documentos y firma",
            "entrega": "Entrega",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Faltante:
    """One thing that is missing: the sentence, and the place that mends it: an item, finding or field."""

    paso: Paso
    texto: str
    objeto: str = ""
    impide_cerrar: bool = True


@dataclass(frozen=True, slots=True)
class EstadoPaso:
    """What the stepper shows: the second line, whether the step is done and whether something needs care."""

    paso: Paso
    detalle: str
    listo: bool
    atencion: bool = False


def resultados(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> dict[str, Resultado]:
    """The result of each applied cédula, in the visit's order."""
    return {c: calcular(definiciones[c], e.respuestas) for c in e.visita.cedulas if c in definiciones}


def faltantes(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> tuple[Faltante, ...]:
    """Everything that is missing, in the order of the steps. Signatures are told by the documents service."""
    return (*faltantes_de_preparacion(e), *_cedulas(e, definiciones), *_hallazgos(e), *_informe(e))


def faltantes_de_preparacion(e: Expediente) -> list[Faltante]:
    """What the first step misses."""
    v, p = e.visita, Paso.PREPARACION
    falta = []
    if v.unidad is None or not v.unidad.corto.strip():
        falta.append(Faltante(p, "Elija la unidad visitada", "unidad"))
    if v.inicio is None or v.fin is None:
        falta.append(Faltante(p, "Escriba las fechas de la visita", "inicio"))
    elif v.fin < v.inicio:
        falta.append(Faltante(p, "La visita termina antes de empezar; corrija las fechas", "fin"))
    if not any(not x.vacia for x in v.equipo):
        falta.append(Faltante(p, "Escriba quién supervisa", "equipo"))
    if not v.cedulas:
        falta.append(Faltante(p, "Elija al menos una cédula", "cedulas"))
    if not v.recibio.nombre.strip():
        falta.append(Faltante(p, "Escriba quién recibió la visita", "recibio"))
    if (
        v.hora_cierre is not None
        and v.hora_apertura is not None
        and v.inicio == v.fin
        and v.hora_cierre < v.hora_apertura
    ):
        falta.append(Faltante(p, "La hora de cierre es anterior a la de apertura", "hora_cierre"))
    return falta


def _cedulas(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> list[Faltante]:
    falta = [
        Faltante(Paso.CEDULAS, f"{c}: no se puede leer su definición; revise con «supervisor-app cedulas validar»", c)
        for c in e.visita.cedulas
        if c not in definiciones
    ]
    for codigo, r in resultados(e, definiciones).items():
        if r.completa:
            continue
        n = r.total - r.contestadas
        primera = next(i.id for i in definiciones[codigo].items if not _contestada(e, i.id))
        falta.append(
            Faltante(Paso.CEDULAS, f"{codigo}: {'falta 1 respuesta' if n == 1 else f'faltan {n} respuestas'}", primera)
        )
    return falta


def _contestada(e: Expediente, item_id: str) -> bool:
    r = e.respuestas.get(item_id)
    return r is not None and r.contestada


def _hallazgos(e: Expediente) -> list[Faltante]:
    falta = []
    for h in e.inconsistencias_en_orden():
        p, n = Paso.INCONSISTENCIAS, f"Inconsistencia {h.numero:02d}"
        if not sustentada(h, e.respuestas.get(h.item_id)):
            falta.append(Faltante(p, f"{n}: la respuesta ya no la sustenta; quítela o corrija la respuesta", h.id))
        if not h.item_id and not (h.titulo or "").strip():
            falta.append(Faltante(p, f"{n}: escriba su título", h.id))
        medidas = e.medidas_de(h.id)
        if not medidas:
            falta.append(Faltante(p, f"{n}: acuerde al menos una medida", h.id))
        elif any(not m.completa for m in medidas):
            falta.append(Faltante(p, f"{n}: complete la medida con texto, responsable y fecha", h.id))
    for v in e.verificaciones_en_orden():
        if e.sin_prueba(v):
            texto = f"{v.folio}: adjunte la evidencia o nombre en la nota el documento que acredita que se solventó"
            falta.append(Faltante(Paso.INCONSISTENCIAS, texto, v.hallazgo_id))
    return falta


def _informe(e: Expediente) -> list[Faltante]:
    if e.informe is None:
        return [Faltante(Paso.INFORME, "Componga el informe de la comisión")]
    return [
        Faltante(Paso.INFORME, a.mensaje, a.campo, impide_cerrar=a.severidad is Severidad.ERROR)
        for a in validar(e.informe.datos)
    ]


def estado_de_pasos(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> dict[Paso, EstadoPaso]:
    """The first four steps; the last two depend on documents and deliveries and are told by their services."""
    falta = faltantes(e, definiciones)
    por_paso = {p: [f for f in falta if f.paso is p and f.impide_cerrar] for p in Paso}
    rs = resultados(e, definiciones).values()
    total, hechas = sum(r.total for r in rs), sum(r.contestadas for r in rs)
    ilegibles = any(c not in definiciones for c in e.visita.cedulas)
    contestado = total > 0 and not por_paso[Paso.CEDULAS]
    hallazgos = e.inconsistencias_en_orden()
    sin_medida = sum(1 for h in hallazgos if not e.medidas_de(h.id))
    pendientes = len({f.objeto for f in por_paso[Paso.INCONSISTENCIAS]})
    if not hallazgos:
        detalle_h = "Sin inconsistencias"
    elif sin_medida:
        detalle_h = f"{len(hallazgos)} · {sin_medida} sin medida"
    elif pendientes:
        detalle_h = f"{len(hallazgos)} · {pendientes} por completar"
    else:
        detalle_h = f"{len(hallazgos)} · todas con medida"
    n = len(por_paso[Paso.PREPARACION])
    secciones = sum(any(not b.vacio for b in e.informe.datos.seccion(s)) for s in SECCIONES) if e.informe else 0
    detalle_i = "Sin empezar" if e.informe is None else f"{secciones} de 5 secciones"
    if e.informe is not None and not por_paso[Paso.INFORME]:
        detalle_i = "Completo"
    return {
        Paso.PREPARACION: EstadoPaso(
            Paso.PREPARACION, "Completa" if not n else ("Falta 1 dato" if n == 1 else f"Faltan {n} datos"), not n, n > 0
        ),
        Paso.CEDULAS: EstadoPaso(
            Paso.CEDULAS, f"{hechas} de {total} contestadas" if total else "Sin cédulas", contestado, ilegibles
        ),
        Paso.INCONSISTENCIAS: EstadoPaso(
            Paso.INCONSISTENCIAS, detalle_h, contestado and not pendientes, pendientes > 0
        ),
        Paso.INFORME: EstadoPaso(Paso.INFORME, detalle_i, e.informe is not None and not por_paso[Paso.INFORME]),
    }
