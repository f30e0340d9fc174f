"""Makes what the turnado prints from the visit: every value in its words. It must never draw nor store.

Source: JSAC 7.1 núm. 10 and 29; 7.1.1 núm. 14, 15, 21 and 42; 7.1.2 núm. 4 and 26 (the side channel of dominio 3.1).
"""

from __future__ import annotations

from supervisor_app.documents.modelo_turnado import (
    DocumentoTurnado,
    EvidenciaTurnada,
    HallazgoTurnado,
    PuntoTurnado,
    VerificacionTurnada,
)
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.redaccion import Caso, descripcion, importe, titulo
from supervisor_app.domain.reserva import reservado
from supervisor_app.domain.seguimiento import Verificacion
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
        puntos=tuple(_punto(c) for c in casos),
        casos=tuple(
            (f.referencia, f.detalle, pesos(f.importe) if f.importe is not None else "", f.nota)
            for i in h.items
            for f in e.filas_de(i)
            if f.con_inconsistencia
        ),
        medidas=tuple(_medida(m) for m in e.medidas_de(h.id) if m.texto.strip()),
    )


def _datos(h: Inconsistencia, casos: tuple[Caso, ...]) -> list[str]:
    datos = [f"Riesgo {h.riesgo.label.lower()}", f"Origen: {h.origen_completo}"]
    if monto := importe(h, casos):
        datos.append(f"Importe {pesos(monto)}")
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


def _medida(m: Medida) -> str:
    quien = f" Responsable: {m.responsable}." if m.responsable else ""
    cuando = f" Plazo: {fecha_corta(m.fecha)}." if m.fecha is not None else ""
    return f"{m.tipo.label}: {m.texto.strip().rstrip('.')}.{quien}{cuando}"


def _verificacion(v: Verificacion) -> VerificacionTurnada:
    return VerificacionTurnada(v.folio, v.titulo, v.resultado.label if v.resultado else "Sin resultado", v.nota)
