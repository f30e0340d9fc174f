"""Makes what is shown of an asunto from what the domain derived of it, and picks what a filter asks for.

It must never read a store nor a clock.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import EstadoHallazgo, Medida, Origen
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    Capacitacion,
    HallazgoAnterior,
    Verificada,
    pasos_de,
)
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.desahogo.valores import (
    Asunto,
    ClaseDeAsunto,
    Cuentas,
    EvidenciaDelAsunto,
    FiltroAsuntos,
    MedidaSeguida,
    Opciones,
    Paso,
    Renglon,
)
from supervisor_app.services.oficina.filas import clave
from supervisor_app.services.oficina.renglones import Cuenta
from supervisor_app.services.oficina.valores import Lugar

OFICINA = "oficina"
"""Who an act of the office is from."""


def plano(texto: str) -> str:
    """By which texts are compared: without accents or capitals."""
    partes = unicodedata.normalize("NFKD", texto.casefold())
    return " ".join("".join(c for c in partes if not unicodedata.combining(c)).split())


@cache
def origen_de(completo: str) -> Origen:
    """Of how an origin reads in the index («OIC, observación 14/2026»)."""
    quien = completo.partition(", observación ")[0]
    return next((o for o in Origen if o.label == quien), Origen.OTRA)


def lugar_de(u: Unidad | None, ooad: str = "", ooad_nombre: str = "") -> Lugar:
    if u is None:
        return Lugar(ooad, ooad_nombre, "", "")
    return Lugar(u.ooad, u.ooad_nombre, u.subdelegacion, u.subdelegacion_nombre)


# --- from what the domain derived -----------------------------------------------------------------------------------


def asunto_de(
    t: HallazgoAnterior,
    cuenta: Cuenta,
    *,
    clase: ClaseDeAsunto = ClaseDeAsunto.HALLAZGO,
    folio: str = "",
    lugar: Lugar | None = None,
    de: str = "",
    departamento: Departamento | None = None,
    veces: int = 1,
) -> Asunto:
    h, u = t.hallazgo, t.visita.unidad
    _, antiguedad = cuenta.desde(t.fecha.isoformat())
    plazo, atraso = cuenta.atraso(
        t.plazo.isoformat() if t.plazo else "", hecho=t.estado_previo is EstadoHallazgo.SOLVENTADA
    )
    return Asunto(
        id=h.id,
        clase=clase,
        folio=folio or t.folio,
        titulo=t.titulo,
        unidad=de or t.visita.titulo,
        unidad_clave=clave(u),
        lugar=lugar or lugar_de(u),
        departamento=departamento,
        proceso=next(iter(h.cedulas), ""),
        origen=h.origen,
        origen_completo=h.origen_completo,
        riesgo=h.riesgo,
        importe=t.importe,
        estado=t.estado_previo,
        fecha=t.fecha,
        visto_el=t.visto_el,
        plazo=plazo,
        antiguedad=antiguedad,
        atraso=atraso,
        veces=veces,
        medidas=len(t.medidas),
        medidas_pendientes=sum(m.avance < 100 for m in t.medidas),
        responsables=tuple(dict.fromkeys(m.responsable for m in t.medidas if m.responsable)),
        visita=t.visita.folio if clase is ClaseDeAsunto.HALLAZGO else "",
        ficticio=t.visita.ficticia,
    )


def medida_de(
    a: Asunto, m: Medida, numero: int, original: date | None, cuenta: Cuenta, *, prorrogas: int | None = None
) -> MedidaSeguida:
    """A measure as it stands, of an asunto. ``prorrogas``: how many, where only that is known."""
    hecha = m.avance >= 100 or a.estado is EstadoHallazgo.SOLVENTADA
    fecha, atraso = cuenta.atraso(m.fecha.isoformat() if m.fecha else "", hecho=hecha)
    return MedidaSeguida(
        id=m.id,
        asunto=a.id,
        asunto_folio=a.folio,
        asunto_titulo=a.titulo,
        asunto_estado=a.estado,
        unidad=a.unidad,
        unidad_clave=a.unidad_clave,
        lugar=a.lugar,
        departamento=a.departamento,
        numero=numero,
        tipo=m.tipo,
        texto=m.texto,
        responsable=m.responsable,
        fecha=fecha,
        fecha_original=original,
        avance=m.avance,
        estado=m.estado(cuenta.hoy),
        atraso=atraso,
        prorrogas=len(m.prorrogas) if prorrogas is None else prorrogas,
        historial=m.prorrogas,
        evidencia_esperada=m.evidencia_esperada,
        ficticio=a.ficticio,
    )


def original(m: Medida) -> date | None:
    """What was agreed first of a measure as it stands."""
    return m.prorrogas[0].antes if m.prorrogas else m.fecha


# --- its life -------------------------------------------------------------------------------------------------------


def linea_de(t: HallazgoAnterior, a: Asunto, quien: str, de_verificada: Callable[[Verificada], str]) -> list[Renglon]:
    """What happened to it, the oldest first. ``quien``: who found it."""
    que = "Observación notificada" if a.clase is ClaseDeAsunto.OBSERVACION else "Hallazgo de una visita"
    linea = [
        Renglon(Paso.HALLADO, t.fecha, None, que, quien=quien, lleva_a=t.hallazgo.estado, de_donde=a.visita or a.folio)
    ]
    textos = {m.id: f"{n}. {m.texto}" for n, m in enumerate(t.medidas, start=1)}
    linea += [
        _de_acto(d, textos, estado) if isinstance(d, ActoDeSeguimiento) else _de_visita(d, de_verificada(d), estado)
        for d, estado in pasos_de(t.hallazgo, t.verificadas, t.actos)
    ]
    return linea


def _de_visita(v: Verificada, quien: str, estado: EstadoHallazgo | None) -> Renglon:
    return Renglon(
        Paso.VERIFICADO,
        v.fecha,
        None,
        "Verificada en sitio" if estado is not None else "Nota de una visita",
        quien=quien,
        motivo=v.verificacion.nota,
        lleva_a=estado,
        de_donde=v.visita.folio,
    )


def _de_acto(x: ActoDeSeguimiento, medidas: dict[str, str], estado: EstadoHallazgo | None) -> Renglon:
    que = x.clase.label
    if x.prorroga is not None:
        que = f"Prórroga del {fecha_corta(x.prorroga.antes)} al {fecha_corta(x.prorroga.despues)}"
    elif x.avance is not None:
        que = f"Avance: {x.avance} %"
    autorizo = f"Autorizó: {x.prorroga.autorizo}" if x.prorroga is not None and x.prorroga.autorizo else ""
    return Renglon(
        Paso.ACTO,
        x.fecha,
        x.cuando,
        que,
        quien=x.quien,
        cargo=x.cargo,
        motivo=". ".join(p.rstrip(".") for p in (x.motivo.strip(), autorizo) if p) if autorizo else x.motivo,
        medida=medidas.get(x.medida_id, ""),
        lleva_a=estado,
        evidencias=x.evidencias,
        de_donde="Oficina" if x.equipo == OFICINA else f"Equipo {x.equipo[:8]}" if x.equipo else "",
        acto=x.id,
    )


def con_capacitaciones(linea: list[Renglon], capacitaciones: Iterable[Capacitacion]) -> tuple[Renglon, ...]:
    """The same with the sessions that answer it, each on its day; those without one stand last."""
    todos = linea + [
        Renglon(
            Paso.CAPACITACION,
            c.fecha or date.max,
            None,
            f"Capacitación {c.estado.label.lower()}: {c.tema}",
            quien=c.instructor.nombre,
            cargo=c.instructor.cargo,
            motivo=c.motivo,
        )
        for c in capacitaciones
    ]
    return tuple(sorted(todos, key=lambda r: r.dia))


def evidencias_de(t: HallazgoAnterior, esta: Callable[[str], bool]) -> tuple[EvidenciaDelAsunto, ...]:
    return tuple(
        EvidenciaDelAsunto(e, x.cuando, x.quien, x.id, esta(e.sha256))
        for x in sorted(t.actos, key=lambda x: (x.cuando, x.id))
        for e in x.evidencias
    )


# --- lists ----------------------------------------------------------------------------------------------------------


def elegir(asuntos: Iterable[Asunto], f: FiltroAsuntos) -> tuple[Asunto, ...]:
    """Those that the filter asks for, the most overdue first."""
    texto, responsable = plano(f.texto), plano(f.responsable)
    elegidos = [a for a in asuntos if _pasa(a, f, texto, responsable)]
    elegidos.sort(key=lambda a: (a.plazo or date.max, a.fecha, a.folio))
    return tuple(elegidos[: f.limite] if f.limite else elegidos)


def _pasa(a: Asunto, f: FiltroAsuntos, texto: str, responsable: str) -> bool:
    return (
        a.ficticio == f.ficticias
        and (not f.ooad or a.lugar.ooad == f.ooad)
        and (not f.subdelegacion or a.lugar.subdelegacion == f.subdelegacion)
        and (not f.unidad or a.unidad_clave == f.unidad)
        and (not f.departamento or (a.departamento is not None and a.departamento.value == f.departamento))
        and (not f.estados or a.estado in f.estados)
        and (not f.abiertas or a.abierto)
        and (not f.vencidas or a.vencido)
        and (not f.reincidentes or a.reincide)
        and (not f.por_revisar or a.por_revisar)
        and (f.origen is None or a.origen is f.origen)
        and (f.riesgo is None or a.riesgo is f.riesgo)
        and (f.desde is None or a.fecha >= f.desde)
        and (f.hasta is None or a.fecha <= f.hasta)
        and (not responsable or any(responsable in plano(r) for r in a.responsables))
        and (not texto or texto in plano(f"{a.folio} {a.titulo} {a.unidad} {a.origen_completo} {a.proceso}"))
    )


def cuentas_de(asuntos: Sequence[Asunto]) -> Cuentas:
    abiertos = [a for a in asuntos if a.abierto]
    return Cuentas(
        total=len(asuntos),
        abiertas=len(abiertos),
        vencidas=sum(a.vencido for a in asuntos),
        reincidentes=sum(a.reincide for a in asuntos),
        por_revisar=sum(a.por_revisar for a in asuntos),
        solventadas=len(asuntos) - len(abiertos),
        medidas_pendientes=sum(a.medidas_pendientes for a in abiertos),
        importe=sum((a.importe for a in abiertos if a.importe is not None), Decimal(0)),
    )


def opciones_de(asuntos: Iterable[Asunto]) -> Opciones:
    ooad: dict[str, str] = {}
    unidades: dict[str, str] = {}
    responsables: dict[str, None] = {}
    for a in asuntos:
        if a.lugar.ooad:
            ooad[a.lugar.ooad] = a.lugar.ooad_nombre or a.lugar.ooad
        if a.unidad_clave:
            unidades[a.unidad_clave] = a.unidad
        responsables |= dict.fromkeys(a.responsables)
    return Opciones(
        ooad=tuple(sorted(ooad.items())),
        unidades=tuple(sorted(unidades.items(), key=lambda u: plano(u[1]))),
        responsables=tuple(sorted(responsables, key=plano)),
    )
