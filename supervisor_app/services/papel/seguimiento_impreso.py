"""Makes what the cédula de seguimiento prints: the findings of earlier visits and what this one found of them.

Days are counted to the visit's last day, never to today, so that a reprint says the same (ADR 0022). What belongs to a
possible irregularity, of this visit or of an earlier one, is neither told nor counted. It must never draw nor store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from supervisor_app.documents.modelo_seguimiento import (
    DocumentoSeguimiento,
    FilaDeEstados,
    HallazgoSeguido,
    MedidaSeguida,
    PendienteSeguido,
)
from supervisor_app.documents.modelos import Signo
from supervisor_app.domain.base import con
from supervisor_app.domain.calendario import dias_entre
from supervisor_app.domain.composicion_anteriores import frase_de_anteriores
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, Medida
from supervisor_app.domain.redaccion import Caso, descripcion, importe
from supervisor_app.domain.reserva import compartido
from supervisor_app.domain.seguimiento import (
    Antecedente,
    HallazgoAnterior,
    MedidaVerificada,
    ResultadoVerificacion,
    compartibles,
    dia_de,
    pasado,
)
from supervisor_app.domain.texto import cantidad, cuantos, enlistar, fecha_corta, orden_natural, pesos, porcentaje
from supervisor_app.domain.visita import Visita
from supervisor_app.services.papel.concentrado_impreso import fechas_de, numero_de, prorroga, puntos_de

_NADA = "—"
_SIN_VERIFICAR = "Sin verificar"
_RESULTADOS = tuple(ResultadoVerificacion)
_SIGNOS = {
    ResultadoVerificacion.SOLVENTADA: Signo.CUMPLE,
    ResultadoVerificacion.EN_ATENCION: Signo.PARCIAL,
    ResultadoVerificacion.NO_SOLVENTADA: Signo.NO_CUMPLE,
}


def folio_del_seguimiento(visita: Visita) -> str:
    return f"{visita.folio}-SEG"


def se_verifico(e: Expediente) -> bool:
    """Whether the visit said of an earlier finding what became of it, and it may be told."""
    return any(v.resultado is not None and not v.posible_irregularidad for v in e.verificaciones.values())


def imprimir_seguimiento(
    e: Expediente, antecedentes: Iterable[Antecedente], feriados: Collection[date]
) -> DocumentoSeguimiento:
    """The printed cédula de seguimiento, dated on the visit's last day."""
    antecedentes = tuple(antecedentes)
    anteriores = _anteriores(e, antecedentes)
    e = compartido(e)
    v, dia = e.visita, dia_de(e.visita)
    return DocumentoSeguimiento(
        folio=folio_del_seguimiento(v),
        folio_visita=v.folio,
        fecha=dia,
        ooad=v.unidad.ooad_nombre if v.unidad else "",
        unidad=v.titulo,
        fechas=fechas_de(v),
        supervisores=tuple(p for p in v.equipo if not p.vacia),
        atendio=v.recibio,
        titular=v.titular if not v.titular.vacia else v.recibio,
        frase=_frase(e, anteriores),
        estados=tuple(_estados(anteriores)),
        total=_quedaron(anteriores),
        partes=tuple(_partes(anteriores)),
        hallazgos=tuple(_hallazgo(e, a, _casos(a, antecedentes), dia, feriados) for a in anteriores if a.verificado),
        pendientes=tuple(_pendiente(a, dia, feriados) for a in anteriores if not a.verificado),
    )


def registro_seguimiento(
    e: Expediente, antecedentes: Iterable[Antecedente], feriados: Collection[date]
) -> dict[str, object]:
    """The record attached to it: what it prints and no more, as the unit receives it."""
    return {"folio": folio_del_seguimiento(e.visita), "impreso": imprimir_seguimiento(e, antecedentes, feriados)}


def _anteriores(e: Expediente, antecedentes: Sequence[Antecedente]) -> list[HallazgoAnterior]:
    """What came open to the visit, or it spoke of all the same, by folio; nothing that is turned over apart."""
    aparte = {v.hallazgo_id for v in e.verificaciones.values() if v.posible_irregularidad}
    todo = pasado(e.visita, compartido(e).verificaciones.values(), compartibles(antecedentes))
    return sorted((a for a in todo.anteriores if a.hallazgo.id not in aparte), key=lambda a: orden_natural(a.folio))


def _casos(a: HallazgoAnterior, antecedentes: Sequence[Antecedente]) -> tuple[Caso, ...]:
    """What the finding gathers, without the notes of questions that a reserved one of its visit gathers too."""
    suyo = next(x for x in antecedentes if x.visita.id == a.visita.id)
    reservados = {i for h in suyo.inconsistencias if h.posible_irregularidad for i in h.items}
    return tuple(_callado(c) if c.item_id in reservados else c for c in suyo.casos(a.hallazgo))


def _callado(c: Caso) -> Caso:
    return c if c.respuesta is None else replace(c, respuesta=con(c.respuesta, nota=""))


# --- totals -------------------------------------------------------------------------------------------------------


def _frase(e: Expediente, anteriores: Sequence[HallazgoAnterior]) -> str:
    faltan = sum(not a.verificado for a in anteriores)
    if not faltan:
        return frase_de_anteriores(e)
    resto = f"{cuantos(faltan, 'hallazgo', 'hallazgos')} no se {'verificó' if faltan == 1 else 'verificaron'}."
    return " ".join(p for p in (frase_de_anteriores(e), resto) if p)


def _estados(anteriores: Sequence[HallazgoAnterior]) -> Iterable[FilaDeEstados]:
    for estado in EstadoHallazgo:
        if suyos := [a for a in anteriores if a.estado_previo is estado]:
            yield FilaDeEstados(f"{estado.label}s" if _plural(estado) else estado.label, _quedaron(suyos))


def _plural(estado: EstadoHallazgo) -> bool:
    return estado in (EstadoHallazgo.ABIERTA, EstadoHallazgo.SOLVENTADA, EstadoHallazgo.NO_SOLVENTADA)


def _quedaron(anteriores: Sequence[HallazgoAnterior]) -> tuple[str, str, str, str, str]:
    solventadas, en_atencion, no_solventadas, sin_verificar = (_o_nada(n) for n in _cuentas(anteriores))
    return solventadas, en_atencion, no_solventadas, sin_verificar, cantidad(len(anteriores))


def _cuentas(anteriores: Sequence[HallazgoAnterior]) -> list[int]:
    dichos = [a.propia.resultado if a.propia is not None else None for a in anteriores]
    return [dichos.count(r) for r in (*_RESULTADOS, None)]


def _partes(anteriores: Sequence[HallazgoAnterior]) -> Iterable[tuple[float, str]]:
    total = len(anteriores)
    for n in _cuentas(anteriores):
        yield (round(n / total, 4), porcentaje(Decimal(100 * n) / total)) if total else (0.0, _NADA)


def _o_nada(n: int) -> str:
    return cantidad(n) if n else _NADA


# --- findings -----------------------------------------------------------------------------------------------------


def _hallazgo(
    e: Expediente, a: HallazgoAnterior, casos: tuple[Caso, ...], dia: date, feriados: Collection[date]
) -> HallazgoSeguido:
    propia, h = a.propia, a.hallazgo
    assert propia is not None and propia.resultado is not None
    monto = importe(h, casos)
    return HallazgoSeguido(
        folio=a.folio,
        titulo=a.titulo,
        origen=f"{a.visita.folio}, {fecha_corta(a.fecha)}",
        riesgo=h.riesgo.label,
        puntos=puntos_de(casos) or ", ".join(h.cedulas) or "Sin cédula",
        importe=pesos(monto) if monto else "",
        antiguedad=a.antiguedad(dia, feriados).texto,
        recibido=a.estado_previo.label,
        signo=_SIGNOS[propia.resultado],
        resultado=propia.resultado.label,
        hallado=descripcion(h, casos),
        nota=propia.nota.strip(),
        evidencias=tuple(v.leyenda or v.nombre for v in e.evidencias_de_hallazgo(propia.id)),
        reincide=_reincide(e, a),
        medidas=tuple(_medida(a, numero_de(h, n), m, dia, feriados) for n, m in enumerate(a.medidas, start=1)),
    )


def _reincide(e: Expediente, a: HallazgoAnterior) -> str:
    """The findings of this visit in any of the same questions."""
    suyos = set(a.hallazgo.items)
    folios = [h.folio(e.visita.folio) for h in e.inconsistencias_en_orden() if suyos & set(h.items)]
    if not folios:
        return ""
    cual = "la inconsistencia" if len(folios) == 1 else "las inconsistencias"
    return f"en esta visita se volvió a encontrar; véase {cual} {enlistar(folios)}."


def _medida(a: HallazgoAnterior, numero: str, m: Medida, dia: date, feriados: Collection[date]) -> MedidaSeguida:
    """``m`` is as this visit leaves it; its date is told as the visit received it. Of a finding that is solved nothing
    is overdue.
    """
    dicha = a.de_medida(m.id)
    propias = dicha.prorrogas if dicha is not None else ()
    plazo = propias[0].antes if propias else m.fecha
    pendiente = m.avance < 100 and a.estado is not EstadoHallazgo.SOLVENTADA
    vencida = plazo is not None and plazo < dia and pendiente
    signo, resultado = _como_se_hallo(m, dicha)
    nota = dicha.nota.strip() if dicha is not None else ""
    return MedidaSeguida(
        numero=numero,
        tipo=m.tipo.label,
        texto=m.texto,
        responsable=m.responsable,
        plazo=fecha_corta(plazo) if plazo is not None else "",
        atraso=f"Venció hace {dias_entre(plazo, dia, feriados).texto}" if plazo and vencida else "",
        signo=signo,
        resultado=resultado,
        avance=porcentaje(m.avance, 0),
        notas=(*([nota] if nota else []), *map(prorroga, propias)),
    )


def _como_se_hallo(m: Medida, dicha: MedidaVerificada | None) -> tuple[Signo, str]:
    if m.avance >= 100:
        return Signo.CUMPLE, "Cumplida"
    if dicha is not None and dicha.cumplida is False:
        return Signo.NO_CUMPLE, "No cumplida"
    if dicha is not None and dicha.avance is not None:
        return Signo.PARCIAL, "En proceso" if m.avance else "Sin avance"
    return Signo.SIN_RESPUESTA, _SIN_VERIFICAR


def _pendiente(a: HallazgoAnterior, dia: date, feriados: Collection[date]) -> PendienteSeguido:
    atraso = a.atraso(dia, feriados)
    return PendienteSeguido(
        folio=a.folio,
        titulo=a.titulo,
        estado=a.estado.label,
        plazo=fecha_corta(a.plazo) if a.plazo is not None else "",
        atraso=atraso.texto if atraso is not None else "",
    )
