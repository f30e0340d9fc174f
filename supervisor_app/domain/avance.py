"""How far a visit is: what each step still misses, and the list that stands between it and its closing.

Everything here is derived; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada, evaluar_cedula
from supervisor_app.domain.cedula.result import Resultado, calcular
from supervisor_app.domain.cedula.violaciones import violaciones
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Origen
from supervisor_app.domain.informe import SECCIONES
from supervisor_app.domain.redaccion import sustentada
from supervisor_app.domain.reserva_repetida import repetidos
from supervisor_app.domain.reunion import faltantes_del_acta
from supervisor_app.domain.seguimiento import HallazgoAnterior
from supervisor_app.domain.sin_llenar import SinLlenar, en_cedulas, en_hallazgos
from supervisor_app.domain.texto import cuanto_falta
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
    return {c: resultado(e, definiciones[c]) for c in e.visita.cedulas if c in definiciones}


def resultado(e: Expediente, definicion: CedulaDefinition) -> Resultado:
    """The result of one applied cédula; what it does not ask is left out."""
    return calcular(definicion, e.respuestas, _evaluada(e, definicion))


def _evaluada(e: Expediente, definicion: CedulaDefinition) -> CedulaEvaluada:
    return evaluar_cedula(definicion, e.visita, e.respuestas, e.filas)


def faltantes(
    e: Expediente, definiciones: Mapping[str, CedulaDefinition], anteriores: Iterable[HallazgoAnterior] = ()
) -> tuple[Faltante, ...]:
    """Everything that is missing, in the order of the steps. Signatures are told by the documents service.

    ``anteriores`` are the findings that the unit brings: those not verified are told, and hold nothing back.
    """
    anteriores = tuple(anteriores)
    hallazgos = (*_hallazgos(e), *_marcados_despues(anteriores), *anteriores_sin_verificar(anteriores))
    return (*faltantes_de_preparacion(e), *_cedulas(e, definiciones), *hallazgos, *_informe(e))


def faltantes_de_preparacion(e: Expediente) -> list[Faltante]:
    """What the first step misses."""
    v, p = e.visita, Paso.PREPARACION
    falta = []
    if e.choques:
        n = len(e.choques)
        datos = "un dato que quedó distinto" if n == 1 else f"{n} datos que quedaron distintos"
        falta.append(Faltante(p, f"Decida cuál vale en {datos} en dos copias", "choques"))
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
        evaluada = _evaluada(e, definiciones[codigo])
        primera = next(evaluada.pendientes(e.respuestas), "")
        if primera:
            cuantas = cuanto_falta(r.total - r.contestadas, "respuesta", "respuestas").lower()
            falta.append(Faltante(Paso.CEDULAS, f"{codigo}: {cuantas}", primera))
        for v in violaciones(evaluada, e.filas):
            falta.append(Faltante(Paso.CEDULAS, v.texto, v.item_id, impide_cerrar=v.dura))
    return [*falta, *_sin_llenar(Paso.CEDULAS, en_cedulas(e))]


def _sin_llenar(paso: Paso, blancos: Iterable[SinLlenar]) -> Iterator[Faltante]:
    for b in blancos:
        yield Faltante(paso, f"{b.de_que}: quedó sin llenar {b.blanco}; escriba el dato o bórrelo", b.objeto)


def _hallazgos(e: Expediente) -> list[Faltante]:
    falta = []
    for h in e.inconsistencias_en_orden():
        p, n = Paso.INCONSISTENCIAS, f"Inconsistencia {h.numero:02d}"
        if not sustentada(h, e.casos(h)):
            falta.append(Faltante(p, f"{n}: la respuesta ya no la sustenta; quítela o corrija la respuesta", h.id))
        if h.libre and not (h.titulo or "").strip():
            falta.append(Faltante(p, f"{n}: escriba su título", h.id))
        if h.origen is not Origen.SUPERVISION and not h.referencia.strip():
            falta.append(Faltante(p, f"{n}: falta el número de la observación de origen", h.id, impide_cerrar=False))
        medidas = e.medidas_de(h.id)
        if not medidas:
            falta.append(Faltante(p, f"{n}: acuerde al menos una medida", h.id))
        elif any(not m.completa for m in medidas):
            falta.append(Faltante(p, f"{n}: complete la medida con texto, responsable y fecha", h.id))
    for v in e.verificaciones_en_orden():
        if e.sin_prueba(v):
            texto = f"{v.folio}: adjunte la evidencia o nombre en la nota el documento que acredita que se solventó"
            falta.append(Faltante(Paso.INCONSISTENCIAS, texto, v.hallazgo_id))
        if e.medidas_sin_prueba(v):
            texto = f"{v.folio}: adjunte la evidencia o nombre en la nota el documento de la medida cumplida"
            falta.append(Faltante(Paso.INCONSISTENCIAS, texto, v.hallazgo_id))
        if v.contradictoria:
            texto = f"{v.folio}: se dio por solventada y una de sus medidas por no cumplida; revise si es correcto"
            falta.append(Faltante(Paso.INCONSISTENCIAS, texto, v.hallazgo_id, impide_cerrar=False))
    return [*falta, *_sin_llenar(Paso.INCONSISTENCIAS, en_hallazgos(e))]


def _marcados_despues(anteriores: Iterable[HallazgoAnterior]) -> Iterator[Faltante]:
    """A verification was written to be shared, and the finding that it tells of is kept apart since."""
    for a in anteriores:
        if a.propia is not None and a.hallazgo.posible_irregularidad and not a.propia.posible_irregularidad:
            texto = f"{a.folio}: se marcó como posible irregularidad después de verificarlo; vuelva a verificarlo"
            yield Faltante(Paso.INCONSISTENCIAS, texto, a.hallazgo.id)


def anteriores_sin_verificar(anteriores: Iterable[HallazgoAnterior]) -> tuple[Faltante, ...]:
    """One sentence for the earlier findings of which the visit said nothing, leading to the first; it only warns."""
    quedan = [a for a in anteriores if not a.verificado]
    if not quedan:
        return ()
    cuantos = "Queda 1 hallazgo anterior" if len(quedan) == 1 else f"Quedan {len(quedan)} hallazgos anteriores"
    texto = f"{cuantos} sin verificar en esta visita"
    return (Faltante(Paso.INCONSISTENCIAS, texto, quedan[0].hallazgo.id, impide_cerrar=False),)


def _informe(e: Expediente) -> list[Faltante]:
    return [*_borrador(e), *_repetidos(e), *_acta(e)]


def _acta(e: Expediente) -> list[Faltante]:
    """An acta is optional: one that was begun warns of what it misses, and never holds back the closing."""
    falta = faltantes_del_acta(e.acta, e.visita) if e.acta is not None else ()
    return [
        Faltante(Paso.INFORME, f"Acta de cierre: {f.texto.rstrip('.')}", f"acta:{f.campo}", impide_cerrar=False)
        for f in falta
    ]


def _borrador(e: Expediente) -> list[Faltante]:
    if e.informe is None:
        return [Faltante(Paso.INFORME, "Componga el informe de la comisión")]
    return [
        Faltante(Paso.INFORME, a.mensaje, a.campo, impide_cerrar=a.severidad is Severidad.ERROR)
        for a in validar(e.informe.datos)
    ]


def _repetidos(e: Expediente) -> list[Faltante]:
    """What informe or acta tell of a possible irregularity: nothing is closed while they do."""
    return [
        Faltante(Paso.INFORME, f"{'El acta' if r.en_el_acta else 'El informe'} {r.mensaje}", r.campo)
        for r in repetidos(e)
    ]


def estado_de_pasos(e: Expediente, definiciones: Mapping[str, CedulaDefinition]) -> dict[Paso, EstadoPaso]:
    """The first four steps; the last two depend on documents and deliveries and are told by their services."""
    impiden = [f for f in faltantes(e, definiciones) if f.impide_cerrar]
    por_paso = {p: [f for f in impiden if f.paso is p] for p in Paso}
    cedulas = _estado_de_cedulas(e, definiciones, listo=not por_paso[Paso.CEDULAS])
    estados = (
        _estado_de_preparacion(len(por_paso[Paso.PREPARACION])),
        cedulas,
        _estado_de_hallazgos(e, len({f.objeto for f in por_paso[Paso.INCONSISTENCIAS]}), contestado=cedulas.listo),
        _estado_del_informe(e, listo=not por_paso[Paso.INFORME]),
    )
    return {estado.paso: estado for estado in estados}


def _estado_de_preparacion(faltan: int) -> EstadoPaso:
    detalle = cuanto_falta(faltan, "dato", "datos") if faltan else "Completa"
    return EstadoPaso(Paso.PREPARACION, detalle, not faltan, faltan > 0)


def _estado_de_cedulas(e: Expediente, definiciones: Mapping[str, CedulaDefinition], *, listo: bool) -> EstadoPaso:
    rs = resultados(e, definiciones).values()
    total, hechas = sum(r.total for r in rs), sum(r.contestadas for r in rs)
    ilegibles = any(c not in definiciones for c in e.visita.cedulas)
    detalle = f"{hechas} de {total} contestadas" if total else "Sin cédulas"
    return EstadoPaso(Paso.CEDULAS, detalle, total > 0 and listo, ilegibles)


def _estado_de_hallazgos(e: Expediente, pendientes: int, *, contestado: bool) -> EstadoPaso:
    hallazgos = e.inconsistencias_en_orden()
    sin_medida = sum(1 for h in hallazgos if not e.medidas_de(h.id))
    if not hallazgos:
        detalle = "Sin inconsistencias"
    elif sin_medida:
        detalle = f"{len(hallazgos)} · {sin_medida} sin medida"
    elif pendientes:
        detalle = f"{len(hallazgos)} · {pendientes} por completar"
    else:
        detalle = f"{len(hallazgos)} · todas con medida"
    return EstadoPaso(Paso.INCONSISTENCIAS, detalle, contestado and not pendientes, pendientes > 0)


def _estado_del_informe(e: Expediente, *, listo: bool) -> EstadoPaso:
    if e.informe is None:
        return EstadoPaso(Paso.INFORME, "Sin empezar", False)
    datos = e.informe.datos
    escritas = sum(any(not b.vacio for b in datos.seccion(s)) for s in SECCIONES)
    falta = f"{escritas} de {len(SECCIONES)} secciones" if escritas < len(SECCIONES) else "Faltan datos"
    return EstadoPaso(Paso.INFORME, "Completo" if listo else falta, listo)
