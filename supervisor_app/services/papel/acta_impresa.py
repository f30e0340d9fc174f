"""Makes what the acta prints from the visit: every value in its words.

A possible irregularity is neither told nor denied in it (JSAC 7.1.1 núm. 14, 15, 21). It must never draw nor store.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

from supervisor_app.documents.modelo_acta import (
    Asistente,
    BarraImpresa,
    DocumentoActa,
    HallazgoActa,
    IndicadorActa,
    MedidaActa,
    ProcesoActa,
    TextosActa,
    VerificadoActa,
)
from supervisor_app.domain.acta import Acta, nombrados
from supervisor_app.domain.avance import resultado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CampoDeFirma
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.indicador import (
    IndicadorMedido,
    en_orden,
    escribir_avance,
    escribir_cifra,
    escribir_periodo,
    escribir_porcentual,
    escribir_variacion,
)
from supervisor_app.domain.redaccion import titulo
from supervisor_app.domain.texto import fecha_corta, fecha_larga, periodo, porcentaje
from supervisor_app.domain.visita import Visita

_SIN = "________"
"""What is printed in a draft where a datum of the meeting is not written yet."""
_LADOS = ("Supervision", "Unidad", "Testigo")
_PRIMEROS = ("Firma_Supervision_1", "Firma_Unidad_1")


def folio_del_acta(visita: Visita) -> str:
    return f"{visita.folio}-ACTA"


def imprimir_acta(e: Expediente, acta: Acta, textos: TextosActa) -> DocumentoActa:
    """The printed acta, complete or not."""
    v = e.visita
    hallazgos = [h for h in e.inconsistencias_en_orden() if not h.posible_irregularidad]
    reservados = len(hallazgos) < len(e.inconsistencias)
    asistentes = _asistentes(acta, textos)
    return DocumentoActa(
        folio=folio_del_acta(v),
        folio_visita=v.folio,
        fecha=acta.fecha or v.fin or v.inicio or v.creada.date(),
        titulo=textos.titulo.replace("{tipo}", v.tipo.label.upper()),
        ooad=v.unidad.ooad_nombre if v.unidad else "",
        unidad=v.titulo,
        fechas=_corto(v.inicio, v.fin),
        lugar=acta.lugar,
        horario=_horario(acta),
        pliego=v.pliego,
        proemio=_con_datos(textos.proemio, v, acta),
        asistentes=asistentes,
        firmantes=tuple(sorted(asistentes, key=lambda a: a.campo not in _PRIMEROS)),
        procesos=tuple(_procesos(e)),
        hallazgos=tuple(HallazgoActa(h.folio(v.folio), titulo(h, e.casos(h)), h.riesgo.label) for h in hallazgos),
        medidas=tuple(m for h in hallazgos for m in _medidas(e, h)),
        verificados=tuple(_verificados(e)),
        indicadores=tuple(_indicador(m, v) for m in en_orden(e.indicadores.values())),
        sin_hallazgos=textos.hallazgos_reservados if reservados else textos.sin_hallazgos,
        manifestaciones=acta.manifestaciones,
        acuerdos=acta.acuerdos,
        cierre=_con_datos(textos.cierre, v, acta),
    )


def campos_del_acta(doc: DocumentoActa) -> tuple[CampoDeFirma, ...]:
    """The first of each side has to sign, the supervision before the unit; the others may, in any order."""
    return tuple(
        CampoDeFirma(
            campo=a.campo,
            nombre=a.persona.nombre,
            cargo=a.persona.cargo,
            obligatorio=a.campo in _PRIMEROS,
            turno=_PRIMEROS.index(a.campo) + 1 if a.campo in _PRIMEROS else len(_PRIMEROS) + 1,
        )
        for a in doc.firmantes
    )


def registro_acta(e: Expediente, acta: Acta, textos: TextosActa) -> dict[str, object]:
    """The record attached to an acta: the meeting as it was written, and what is printed of the visit."""
    return {"folio": folio_del_acta(e.visita), "acta": acta, "impreso": imprimir_acta(e, acta, textos)}


# --- the meeting --------------------------------------------------------------------------------------------------


def _con_datos(texto: str, v: Visita, acta: Acta) -> str:
    datos = {
        "lugar": acta.lugar.strip() or _SIN,
        "hora_inicio": _hora(acta.inicio),
        "hora_fin": _hora(acta.fin),
        "fecha": fecha_larga(acta.fecha) if acta.fecha else _SIN,
        "tipo": v.tipo.label.lower(),
        "folio": v.folio,
        "unidad": v.titulo,
        "fechas": _largo(v.inicio, v.fin),
    }
    for clave, dato in datos.items():
        texto = texto.replace("{" + clave + "}", dato)
    return texto


def _hora(hora: time | None) -> str:
    return f"{hora:%H:%M}" if hora is not None else _SIN


def _horario(acta: Acta) -> str:
    dia = fecha_corta(acta.fecha) if acta.fecha else ""
    horas = f"{_hora(acta.inicio)} a {_hora(acta.fin)} horas" if acta.inicio or acta.fin else ""
    return ", ".join(p for p in (dia, horas) if p)


def _corto(inicio: date | None, fin: date | None) -> str:
    if inicio is None or fin is None:
        return ""
    return fecha_corta(inicio) if inicio == fin else f"{fecha_corta(inicio)} al {fecha_corta(fin)}"


def _largo(inicio: date | None, fin: date | None) -> str:
    if inicio is None or fin is None:
        return f"realizada en la fecha {_SIN}"
    return f"realizada el {fecha_larga(fin)}" if inicio == fin else f"realizada del {periodo(inicio, fin)}"


def _asistentes(acta: Acta, textos: TextosActa) -> tuple[Asistente, ...]:
    caracter = textos.caracter
    lados: tuple[tuple[str, tuple[Persona, ...], str], ...] = (
        (_LADOS[0], acta.por_supervision, caracter.supervision),
        (_LADOS[1], acta.por_unidad, caracter.unidad),
        (_LADOS[2], acta.testigos, caracter.testigo),
    )
    return tuple(
        Asistente(f"Firma_{lado}_{n}", persona, como)
        for lado, personas, como in lados
        for n, persona in enumerate(nombrados(personas), start=1)
    )


# --- the results --------------------------------------------------------------------------------------------------


def _procesos(e: Expediente) -> Iterator[ProcesoActa]:
    for codigo, definicion in e.definiciones.items():
        r = resultado(e, definicion)
        cumplimiento = porcentaje(r.porcentaje) if r.porcentaje is not None else "Sin puntos calificables"
        yield ProcesoActa(codigo, definicion.proceso, f"{r.contestadas} de {r.total}", cumplimiento)


def _medidas(e: Expediente, h: Inconsistencia) -> Iterator[MedidaActa]:
    for m in e.medidas_de(h.id):
        plazo = fecha_corta(m.fecha) if m.fecha else ""
        yield MedidaActa(h.folio(e.visita.folio), m.tipo.label, m.texto, m.responsable, plazo)


def _verificados(e: Expediente) -> Iterator[VerificadoActa]:
    for v in e.verificaciones_en_orden():
        if v.resultado is not None and not v.posible_irregularidad:
            yield VerificadoActa(v.folio, v.titulo, v.resultado.label, v.nota)


def _indicador(m: IndicadorMedido, v: Visita) -> IndicadorActa:
    corte = m.corte or v.fecha_corte
    variacion = "\n".join(p for p in (escribir_variacion(m), escribir_porcentual(m)) if p)
    return IndicadorActa(
        codigo=m.codigo,
        nombre=m.nombre,
        periodo=" · ".join(p for p in (escribir_periodo(m.periodo, corte), _al(corte)) if p),
        meta=escribir_cifra(m.meta, m.unidad) or "Sin meta",
        real=escribir_cifra(m.real, m.unidad) or "Sin dato",
        variacion=variacion,
        avance=escribir_avance(m),
        veredicto=m.veredicto.label if not (m.meta is None and m.real is None) else "",
        barra=_barra(m),
        comentario=m.comentario,
        fuente=m.fuente.strip(),
    )


def _al(corte: date | None) -> str:
    return f"corte {fecha_corta(corte)}" if corte else ""


def _barra(m: IndicadorMedido) -> BarraImpresa | None:
    partes = m.barra
    if partes is None:
        return None
    real, meta = partes
    return BarraImpresa(real=_redondo(real), meta=_redondo(meta), favorable=m.favorable)


def _redondo(parte: Decimal) -> float:
    return float(round(parte, 4))
