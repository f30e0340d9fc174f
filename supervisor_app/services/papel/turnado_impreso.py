"""Makes what the turnado prints from the visit: every value in its words. It must never draw nor store.

Source: JSAC 7.1 núm. 10 and 29; 7.1.1 núm. 14, 15, 21 and 42; 7.1.2 núm. 4 and 26 (the side channel of dominio 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from supervisor_app.documents.modelo_turnado import (
    DocumentoTurnado,
    EvidenciaTurnada,
    HallazgoTurnado,
    PuntoTurnado,
    VerificacionTurnada,
)
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import CambioDeEstado, Inconsistencia, Medida, Prorroga
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.redaccion import Caso, descripcion, importe, titulo
from supervisor_app.domain.reserva import reservado
from supervisor_app.domain.seguimiento import MedidaVerificada, Verificacion
from supervisor_app.domain.sustento import de_que, en_orden
from supervisor_app.domain.texto import fecha_corta, pesos
from supervisor_app.domain.visita import Visita


def folio_del_turnado(visita: Visita) -> str:
    return f"{visita.folio}-TUR"


def imprimir_turnado(e: Expediente) -> DocumentoTurnado:
    """The printed turnado, dated on the visit's last day."""
    v, r = e.visita, reservado(e)
    return DocumentoTurnado(
        folio=folio_del_turnado(v),
        folio_visita=v.folio,
        fecha=v.fin or v.inicio or v.creada.date(),
        ooad=v.unidad.ooad_nombre if v.unidad else "",
        unidad=v.titulo,
        fechas=_fechas(v),
        supervisores=tuple(p for p in v.equipo if not p.vacia),
        atendio=v.recibio,
        hallazgos=tuple(_hallazgo(r, h) for h in r.inconsistencias_en_orden()),
        verificaciones=tuple(_verificacion(x) for x in r.verificaciones_en_orden()),
        evidencias=tuple(
            EvidenciaTurnada(x.leyenda or x.nombre, de_que(e, x.sitio), x.sha256)
            for x in en_orden(r.evidencias.values())
        ),
    )


def registro_turnado(e: Expediente) -> dict[str, object]:
    """The record attached to the turnado: what it prints, and the records behind it."""
    r = reservado(e)
    return {
        "folio": folio_del_turnado(e.visita),
        "inconsistencias": r.inconsistencias_en_orden(),
        "verificaciones": r.verificaciones_en_orden(),
        "evidencias": en_orden(r.evidencias.values()),
        "impreso": imprimir_turnado(e),
    }


def _fechas(v: Visita) -> str:
    if v.inicio is None or v.fin is None:
        return ""
    return fecha_corta(v.inicio) if v.inicio == v.fin else f"{fecha_corta(v.inicio)} al {fecha_corta(v.fin)}"


def _hallazgo(e: Expediente, h: Inconsistencia) -> HallazgoTurnado:
    casos = e.casos(h)
    return HallazgoTurnado(
        folio=h.folio(e.visita.folio),
        titulo=titulo(h, casos),
        descripcion=descripcion(h, casos),
        datos=tuple(_datos(h, casos)),
        puntos=(*(_punto(c) for c in casos), *_sin_lugar(e, h)),
        casos=tuple(_caso(e, f) for i in h.items for f in e.filas_de(i) if f.con_inconsistencia),
        medidas=(
            *(_medida(m) for m in e.medidas_de(h.id) if m.texto.strip()),
            *(_paso(p) for p in h.historial),
            *(_sorteo(e.muestreos[i]) for i in h.items if i in e.muestreos),
        ),
    )


def _datos(h: Inconsistencia, casos: tuple[Caso, ...]) -> list[str]:
    datos = [f"Riesgo {h.riesgo.label.lower()}", f"Origen: {h.origen_completo}"]
    if monto := importe(h, casos):
        datos.append(f"Importe {pesos(monto)}")
    if h.historial:
        datos.append(f"Estado: {h.estado.label.lower()}")
    if h.causa.strip():
        datos.append(f"Causa: {h.causa.strip()}")
    if h.fundamento:
        # «núm. 3» and «CFF 137» are read as one word; a line must not end inside them.
        datos.append(f"Fundamento: {', '.join(f.replace(' ', chr(0xA0)) for f in h.fundamento)}")
    return datos


def _punto(c: Caso) -> PuntoTurnado:
    pregunta = c.item.pregunta if c.item is not None else ""
    respuesta = como_texto(c.respuesta.valor) if c.respuesta is not None else ""
    return PuntoTurnado(c.item_id, pregunta, respuesta or "Sin respuesta", c.respuesta.nota if c.respuesta else "")


def _sin_lugar(e: Expediente, h: Inconsistencia) -> Iterator[PuntoTurnado]:
    """What was answered to these questions in an earlier version, and has no place in the present one."""
    for s in sorted(e.sin_lugar.values(), key=lambda s: (s.item_id, s.version, s.id)):
        if s.item_id in h.items:
            celdas = (f"{f.referencia}: {', '.join(_celdas(f, s.punto))}" for f in s.filas if f.celdas)
            respuesta = como_texto(s.respuesta.valor) if s.respuesta.valor is not None else "\n".join(celdas)
            yield PuntoTurnado(
                f"{s.item_id} (versión {s.version})", s.pregunta, respuesta or "Sin respuesta", s.respuesta.nota
            )


def _caso(e: Expediente, f: Fila) -> tuple[str, str, str, str]:
    item = e.item(f.item_id)
    detalle = " · ".join(d for d in (f.detalle, *(_celdas(f, item) if item is not None else ())) if d)
    return f.referencia, detalle, pesos(f.importe) if f.importe is not None else "", f.nota


def _celdas(f: Fila, item: ItemDefinition) -> list[str]:
    titulos = {c.clave: c.titulo for c in item.columnas}
    return [f"{titulos.get(c.columna, c.columna)}: {como_texto(c.valor)}" for c in f.celdas]


def _medida(m: Medida) -> str:
    quien = f" Responsable: {m.responsable}." if m.responsable else ""
    cuando = f" Plazo: {fecha_corta(m.fecha)}." if m.fecha is not None else ""
    esperada = (
        f" Evidencia esperada: {m.evidencia_esperada.strip().rstrip('.')}." if m.evidencia_esperada.strip() else ""
    )
    prorrogas = "".join(f" {_prorroga(p)}" for p in m.prorrogas)
    return f"{m.tipo.label}: {m.texto.strip().rstrip('.')}.{quien}{cuando}{esperada}{prorrogas}"


def _prorroga(p: Prorroga) -> str:
    quien = f" Registró: {p.quien}." if p.quien.strip() else ""
    return (
        f"Prórroga del {fecha_corta(p.antes)} al {fecha_corta(p.despues)}: {p.motivo.rstrip('.')}. "
        f"Autorizó: {p.autorizo.rstrip('.')}.{quien}"
    )


def _paso(p: CambioDeEstado) -> str:
    quien = f", {p.quien}" if p.quien.strip() else ""
    motivo = f": {p.motivo.rstrip('.')}" if p.motivo.strip() else ""
    return f"Pasó a «{p.estado.label}» el {fecha_corta(p.cuando.date())}{quien}{motivo}."


def _sorteo(m: Muestreo) -> str:
    """What repeats the draw of a sample, in one line."""
    partes = (frases.del_universo(m), f"huella {m.universo.sha256}", frases.del_metodo(m))
    return f"Muestra de {m.item_id}: {'; '.join(p.rstrip('.') for p in partes if p)}. {frases.de_la_orden(m)}"


def _verificacion(v: Verificacion) -> VerificacionTurnada:
    notas = (v.nota.strip(), *(_verificada(n, m) for n, m in enumerate(v.medidas, start=1)))
    resultado = v.resultado.label if v.resultado else "Sin resultado"
    return VerificacionTurnada(v.folio, v.titulo, resultado, "\n".join(n for n in notas if n))


def _verificada(n: int, m: MedidaVerificada) -> str:
    como = "" if m.cumplida is None else "cumplida" if m.cumplida else "no cumplida"
    avance = f"avance {m.avance} %" if m.avance is not None and not m.cumplida else ""
    dicho = ", ".join(p for p in (como, avance) if p)
    partes = (dicho, m.nota.strip().rstrip("."), *(_prorroga(p).rstrip(".") for p in m.prorrogas))
    return f"Medida {n}: {'. '.join(p for p in partes if p)}."
