"""Makes what the concentrado of a visit prints: totals, and every finding with its measures, in their words.

What belongs to a possible irregularity is neither told nor counted nor denied (ADR 0012). Progress and states are those
of the visit's last day. It must never draw nor store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from supervisor_app.documents.modelo_concentrado import (
    CuentaDeCedula,
    CuentaImpresa,
    DocumentoConcentrado,
    HallazgoConcentrado,
    MedidaConcentrada,
    ResumenConcentrado,
    TextosConcentrado,
)
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida, Origen, Prorroga, Riesgo
from supervisor_app.domain.redaccion import Caso, descripcion, importe, titulo
from supervisor_app.domain.reserva import compartido
from supervisor_app.domain.seguimiento import Reincidencia, dia_de, reincidencia_de
from supervisor_app.domain.texto import NO_BREAK_SPACE, cantidad, cuantos, fecha_corta, pesos, porcentaje
from supervisor_app.domain.visita import Visita

_SIN_CEDULA = "Sin cédula"
_NADA = "—"


def folio_del_concentrado(visita: Visita) -> str:
    return f"{visita.folio}-CON"


def imprimir_concentrado(
    e: Expediente, levantadas: Mapping[str, Reincidencia], textos: TextosConcentrado
) -> DocumentoConcentrado:
    """The printed concentrado, dated on the visit's last day.

    ``levantadas`` are the inconsistencias of earlier visits to the unit that may be printed, by item.
    """
    calla = any(h.posible_irregularidad for h in e.inconsistencias.values())
    e = compartido(e)
    v, hallazgos = e.visita, [_Hallado.de(e, h) for h in e.inconsistencias_en_orden()]
    return DocumentoConcentrado(
        folio=folio_del_concentrado(v),
        folio_visita=v.folio,
        fecha=dia_de(v),
        ooad=v.unidad.ooad_nombre if v.unidad else "",
        unidad=v.titulo,
        fechas=fechas_de(v),
        periodo_revisado=v.periodo_revisado,
        supervisores=tuple(p for p in v.equipo if not p.vacia),
        atendio=v.recibio,
        titular=v.titular if not v.titular.vacia else v.recibio,
        resumen=_resumen(e, hallazgos) if hallazgos else None,
        hallazgos=tuple(_hallazgo(h, v, reincidencia_de(h.hallazgo, levantadas)) for h in hallazgos),
        sin_hallazgos=textos.hallazgos_reservados if calla else textos.sin_hallazgos,
    )


def registro_concentrado(
    e: Expediente, levantadas: Mapping[str, Reincidencia], textos: TextosConcentrado
) -> dict[str, object]:
    """The record attached to the concentrado: what it prints and no more. The unit receives it, and what is kept of a
    finding besides (why it was returned, by whom) neither is for it nor changes what it says.
    """
    return {"folio": folio_del_concentrado(e.visita), "impreso": imprimir_concentrado(e, levantadas, textos)}


def fechas_de(v: Visita) -> str:
    """«08/06/2026 al 12/06/2026», one date where it was one day, "" where it has none."""
    if v.inicio is None or v.fin is None:
        return ""
    return fecha_corta(v.inicio) if v.inicio == v.fin else f"{fecha_corta(v.inicio)} al {fecha_corta(v.fin)}"


def fundamento_de(h: Inconsistencia) -> str:
    # «núm. 3» and «CFF 137» are read as one word; a line must not end inside them.
    return ", ".join(f.replace(" ", NO_BREAK_SPACE) for f in h.fundamento)


def numero_de(h: Inconsistencia, medida: int) -> str:
    """«08.2»: the second measure of the finding 08."""
    return f"{h.numero:02d}.{medida}"


def puntos_de(casos: Sequence[Caso]) -> str:
    return ", ".join(c.item_id if c.version is None else f"{c.item_id} (versión {c.version})" for c in casos)


def prorroga(p: Prorroga) -> str:
    return (
        f"Prórroga del {fecha_corta(p.antes)} al {fecha_corta(p.despues)}: {p.motivo.strip().rstrip('.')}. "
        f"Autorizó: {p.autorizo.strip().rstrip('.')}."
    )


@dataclass(frozen=True, slots=True)
class _Hallado:
    """A finding with what is worked out of it more than once."""

    hallazgo: Inconsistencia
    casos: tuple[Caso, ...]
    medidas: tuple[Medida, ...]
    importe: Decimal | None

    @classmethod
    def de(cls, e: Expediente, h: Inconsistencia) -> _Hallado:
        casos = e.casos(h)
        return cls(h, casos, e.medidas_de(h.id), importe(h, casos))


# --- totals -------------------------------------------------------------------------------------------------------


def _resumen(e: Expediente, hallazgos: Sequence[_Hallado]) -> ResumenConcentrado:
    return ResumenConcentrado(
        frase=_frase(hallazgos),
        riesgos=tuple(_cuentas(hallazgos, tuple(reversed(Riesgo)), lambda h: h.riesgo)),
        estados=tuple(_cuentas(hallazgos, tuple(EstadoHallazgo), lambda h: h.estado)),
        total=cantidad(len(hallazgos)),
        cedulas=tuple(_por_cedula(e, hallazgos)),
        suma_mas=any(len(h.hallazgo.cedulas) > 1 for h in hallazgos),
    )


def _frase(hallazgos: Sequence[_Hallado]) -> str:
    n, medidas = len(hallazgos), sum(len(h.medidas) for h in hallazgos)
    cedulas = len({c for h in hallazgos for c in h.hallazgo.cedulas})
    verbo = "Se determinó" if n == 1 else "Se determinaron"
    donde = f" en {cuantos(cedulas, 'cédula', 'cédulas')}" if cedulas else ""
    suma = sum((h.importe or Decimal(0) for h in hallazgos), Decimal(0))
    monto = f", por {pesos(suma)}" if suma else ""
    acordadas = f"se acordó {cantidad(1)} medida" if medidas == 1 else f"se acordaron {cantidad(medidas)} medidas"
    fin = f"Para atender{'la' if n == 1 else 'las'} {acordadas}." if medidas else "No se han acordado medidas."
    return f"{verbo} {cuantos(n, 'inconsistencia', 'inconsistencias')}{donde}{monto}. {fin}"


def _cuentas(
    hallazgos: Sequence[_Hallado],
    clases: Sequence[Riesgo | EstadoHallazgo],
    clase_de: Callable[[Inconsistencia], Riesgo | EstadoHallazgo],
) -> Iterator[CuentaImpresa]:
    for clase in clases:
        n = sum(clase_de(h.hallazgo) is clase for h in hallazgos)
        parte = Decimal(100 * n) / len(hallazgos)
        yield CuentaImpresa(clase.label, cantidad(n), porcentaje(parte), _barra(n, len(hallazgos)))


def _por_cedula(e: Expediente, hallazgos: Sequence[_Hallado]) -> Iterator[CuentaDeCedula]:
    """The cédulas of the visit in its order, then those it applies no longer, then what is of none."""
    halladas = {c for h in hallazgos for c in h.hallazgo.cedulas}
    en_orden = [c for c in e.definiciones if c in halladas]
    otras = sorted(halladas - set(en_orden))
    suyos = {c: [h for h in hallazgos if c in h.hallazgo.cedulas] for c in (*en_orden, *otras)}
    libres = [h for h in hallazgos if not h.hallazgo.cedulas]
    mas = max((len(v) for v in (*suyos.values(), libres)), default=1)
    for codigo, de_ella in suyos.items():
        fijada = e.fijadas.get(codigo)
        yield _cuenta(codigo, fijada.definicion.proceso if fijada is not None else "", de_ella, mas)
    if libres:
        yield _cuenta(_NADA, _SIN_CEDULA, libres, mas)


def _cuenta(codigo: str, proceso: str, hallazgos: Sequence[_Hallado], mas: int) -> CuentaDeCedula:
    por_riesgo = {r: sum(h.hallazgo.riesgo is r for h in hallazgos) for r in Riesgo}
    suma = sum((h.importe or Decimal(0) for h in hallazgos), Decimal(0))
    return CuentaDeCedula(
        codigo=codigo,
        proceso=proceso,
        alto=_o_nada(por_riesgo[Riesgo.ALTO]),
        medio=_o_nada(por_riesgo[Riesgo.MEDIO]),
        bajo=_o_nada(por_riesgo[Riesgo.BAJO]),
        total=cantidad(len(hallazgos)),
        medidas=_o_nada(sum(len(h.medidas) for h in hallazgos)),
        importe=pesos(suma) if suma else _NADA,
        barra=_barra(len(hallazgos), mas),
    )


def _o_nada(n: int) -> str:
    return cantidad(n) if n else _NADA


def _barra(n: int, de: int) -> float:
    return round(n / de, 4)


# --- findings -----------------------------------------------------------------------------------------------------


def _hallazgo(hallado: _Hallado, v: Visita, anterior: Reincidencia | None) -> HallazgoConcentrado:
    h = hallado.hallazgo
    otros = [f"Origen: {h.origen_completo}"] if h.origen is not Origen.SUPERVISION else []
    if anterior is not None:
        otros.append(f"Reincide ({anterior.visita.folio})")
    return HallazgoConcentrado(
        folio=h.folio(v.folio),
        titulo=titulo(h, hallado.casos),
        riesgo=h.riesgo.label,
        estado=h.estado.label,
        puntos=puntos_de(hallado.casos) or ", ".join(h.cedulas) or _SIN_CEDULA,
        importe=pesos(hallado.importe) if hallado.importe else "",
        descripcion=descripcion(h, hallado.casos),
        causa=h.causa.strip(),
        fundamento=fundamento_de(h),
        otros=tuple(otros),
        medidas=tuple(_medida(numero_de(h, n), m, dia_de(v)) for n, m in enumerate(hallado.medidas, start=1)),
    )


def _medida(numero: str, m: Medida, dia: date) -> MedidaConcentrada:
    esperada = m.evidencia_esperada.strip().rstrip(".")
    notas = [f"Evidencia esperada: {esperada}."] if esperada else []
    return MedidaConcentrada(
        numero=numero,
        tipo=m.tipo.label,
        texto=m.texto,
        responsable=m.responsable,
        plazo=fecha_corta(m.fecha) if m.fecha else "",
        avance=porcentaje(m.avance, 0),
        estado=m.estado(dia).label,
        notas=(*notas, *map(prorroga, m.prorrogas)),
    )
