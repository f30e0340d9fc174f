"""From the records of a visit to the rows of the index. What they mean is the domain's to say; here it is only asked.

It must never read a file nor a clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from decimal import Decimal
from typing import Final

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.domain.documento import Documento, Metodo
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.redaccion import descripcion, importe, titulo
from supervisor_app.domain.seguimiento import (
    HallazgoAnterior,
    Verificacion,
    clave_de_unidad,
    dia_de,
    misma_unidad,
    momento,
)
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.exchange.verificador import Informe
from supervisor_app.store.oficina.hechos import (
    FilaDocumento,
    FilaFirma,
    FilaHallazgo,
    FilaIndicador,
    FilaItem,
    FilaMedida,
    FilaPaquete,
    FilaSuma,
    FilaVerificacion,
    FilaVisita,
    Veredicto,
)

MEDIAS_MILESIMAS: Final = 2000
"""A weight has whole thousandths, and a «parcial» counts half of it: in these every sum is exact."""
_CIEN: Final = 100
_ENTERO: Final = 2**63 - 1


def paquete(informe: Informe, veredicto: Veredicto, equipo: str, firmante: str, recibido: str) -> FilaPaquete:
    return FilaPaquete(
        sha256=informe.sha256,
        visita=informe.visita_id,
        revision=informe.revision,
        reemplaza=informe.reemplaza or "",
        nombre=f"{informe.visita_id}.r{informe.revision}.{informe.sha256[:16]}.zip",
        bytes=informe.bytes,
        folio=informe.folio,
        fecha=informe.fecha,
        equipo=equipo,
        firmante=firmante,
        veredicto=veredicto,
        recibido=recibido,
    )


def visita(v: Visita, sha256: str) -> FilaVisita:
    """Raises OverflowError for a moment that no calendar has in another zone."""
    u = v.unidad or None
    inicio, creada, id_ = momento(v)
    dia = dia_de(v)
    equipo = [p.nombre.strip() for p in v.equipo if p.nombre.strip()]
    return FilaVisita(
        sha256=sha256,
        visita=v.id,
        folio=v.folio,
        revision=v.revision,
        motivo_revision=v.motivo_revision,
        tipo=v.tipo.value,
        ficticia=int(v.ficticia),
        unidad=clave(u),
        unidad_tipo=u.tipo.value if u else "",
        unidad_titulo=v.titulo,
        ooad=u.ooad if u else "",
        ooad_nombre=u.ooad_nombre if u else "",
        subdelegacion=u.subdelegacion if u else "",
        subdelegacion_nombre=u.subdelegacion_nombre if u else "",
        inicio=_iso(v.inicio),
        fin=_iso(v.fin),
        creada=v.creada.isoformat(),
        dia=dia.isoformat(),
        mes=dia.isoformat()[:7],
        # The parts that order the visits of a unit, so written that their texts have the same order.
        momento=f"{inicio.isoformat()} {creada.astimezone(UTC).isoformat(timespec='microseconds')} {id_}",
        pliego=v.pliego,
        supervisor=equipo[0] if equipo else "",
        equipo=json.dumps(equipo, ensure_ascii=False),
        titular=v.titular.nombre,
        recibio=v.recibio.nombre,
        programada=v.programada,
    )


def clave(u: Unidad | None) -> str:
    """What tells a unit from others as one text; "" where it has no name of its own, and so is like none."""
    return json.dumps(clave_de_unidad(u), ensure_ascii=False) if u is not None and misma_unidad(u, u) else ""


def sumas(e: Expediente, resultados: Mapping[str, Resultado], sha256: str) -> tuple[FilaSuma, ...]:
    return tuple(_suma(e.definiciones[codigo], r, sha256) for codigo, r in resultados.items())


def _suma(d: CedulaDefinition, r: Resultado, sha256: str) -> FilaSuma:
    return FilaSuma(
        sha256=sha256,
        proceso=d.codigo,
        version=d.version,
        titulo=d.proceso,
        departamento=d.departamento.value,
        total=r.total,
        contestadas=r.contestadas,
        cumple=r.cumple,
        parcial=r.parcial,
        no_cumple=r.no_cumple,
        no_aplica=r.no_aplica,
        con_inconsistencia=r.con_inconsistencia,
        logrado=_medias_milesimas(r.logrado),
        posible=_medias_milesimas(r.posible),
    )


def _medias_milesimas(peso: Decimal | None) -> int:
    return int((peso or Decimal(0)) * MEDIAS_MILESIMAS)


def hallazgos(
    e: Expediente, sha256: str
) -> tuple[tuple[FilaHallazgo, ...], tuple[FilaItem, ...], tuple[FilaMedida, ...]]:
    """The findings, the items that they gather and the measures agreed on them."""
    todos = e.inconsistencias_en_orden()
    return (
        tuple(_hallazgo(e, h, sha256) for h in todos),
        tuple(FilaItem(sha256, h.id, item, _departamento(e, h)) for h in todos for item in dict.fromkeys(h.items)),
        tuple(
            FilaMedida(
                sha256=sha256,
                id=m.id,
                hallazgo=h.id,
                departamento=_departamento(e, h),
                orden=_entero(m.orden),
                tipo=m.tipo.value,
                texto=m.texto,
                responsable=m.responsable,
                fecha=_iso(m.fecha),
                avance=m.avance,
                datos=m.model_dump_json(),
                fecha_actual=_iso(m.fecha),
                avance_actual=m.avance,
                prorrogas=len(m.prorrogas),
            )
            for h in todos
            for m in e.medidas_de(h.id)
        ),
    )


def _hallazgo(e: Expediente, h: Inconsistencia, sha256: str) -> FilaHallazgo:
    casos = e.casos(h)
    proceso = next(iter(h.cedulas), "")
    monto = importe(h, casos)
    return FilaHallazgo(
        sha256=sha256,
        id=h.id,
        visita=h.visita_id,
        numero=_entero(h.numero),
        folio=h.folio(e.visita.folio),
        titulo=titulo(h, casos),
        proceso=proceso,
        departamento=_departamento(e, h),
        riesgo=h.riesgo.value,
        origen=h.origen_completo,
        estado=h.estado.value,
        importe=_entero(int(monto * _CIEN)) if monto is not None else None,
        fecha=dia_de(e.visita).isoformat(),
        estado_actual=h.estado.value,
        plazo=_iso(HallazgoAnterior(h, e.visita, "", e.medidas_de(h.id)).plazo),
        detalle=json.dumps(
            {"descripcion": descripcion(h, casos), "causa": h.causa, "fundamento": list(h.fundamento)},
            ensure_ascii=False,
            sort_keys=True,
        ),
    )


def _departamento(e: Expediente, h: Inconsistencia) -> str:
    """That of its first cédula; "" where it is free, or of a cédula that the visit does not have."""
    fijada = e.fijadas.get(next(iter(h.cedulas), ""))
    return fijada.definicion.departamento.value if fijada is not None else ""


def verificaciones(dichas: Iterable[Verificacion], sha256: str) -> tuple[FilaVerificacion, ...]:
    return tuple(
        FilaVerificacion(
            sha256=sha256,
            id=v.id,
            hallazgo=v.hallazgo_id,
            folio=v.folio,
            resultado=v.resultado.value if v.resultado is not None else "",
            nota=v.nota,
            datos=v.model_dump_json(),
        )
        for v in dichas
    )


def indicadores(e: Expediente, sha256: str) -> tuple[FilaIndicador, ...]:
    return tuple(
        FilaIndicador(
            sha256=sha256,
            id=m.id,
            codigo=m.codigo,
            nombre=m.nombre,
            unidad=m.unidad.value,
            sentido=m.sentido.value,
            periodo=m.periodo.value,
            corte=_iso(m.corte or e.visita.fecha_corte),
            meta=_decimal(m.meta),
            real=_decimal(m.real),
            avance=_decimal(m.avance.quantize(Decimal("0.01")) if m.avance is not None else None),
            veredicto=m.veredicto.value,
            comentario=m.comentario,
        )
        for m in e.indicadores.values()
        if not m.vacio
    )


def documentos(suyos: Iterable[Documento], sha256: str) -> tuple[tuple[FilaDocumento, ...], tuple[FilaFirma, ...]]:
    """The documents that travelled, as they were when the visit closed, and who signed them."""
    suyos = [d for d in suyos if d.archivos and any(a.metodo is not Metodo.ESCANEO for a in d.archivos)]
    return (
        tuple(
            FilaDocumento(
                sha256=sha256,
                id=d.id,
                tipo=d.tipo.value,
                clave=d.clave,
                titulo=d.titulo,
                folio=d.folio,
                version=_entero(d.version),
                estado=d.estado(d.huella).value,
                archivo=d.ultimo.sha256,
            )
            for d in suyos
        ),
        tuple(
            FilaFirma(
                sha256=sha256,
                documento=d.id,
                orden=n,
                metodo=a.metodo.value,
                campo=a.campo,
                firmante=a.firmante,
                cuando=a.cuando.isoformat(),
            )
            for d in suyos
            for n, a in enumerate(d.archivos)
            if a.metodo is not Metodo.EMISION
        ),
    )


def _entero(valor: int) -> int:
    """Raises OverflowError for what no table holds."""
    if abs(valor) > _ENTERO:
        raise OverflowError("not a number of a table")
    return valor


def _decimal(valor: Decimal | None) -> str:
    return "" if valor is None else format(valor, "f")


def _iso(dia: date | None) -> str:
    return dia.isoformat() if dia is not None else ""
