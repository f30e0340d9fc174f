"""What the first screen says of each visit, measure and delivery. Pure: the service's values in, rows out.

It must never read anything by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.texto import MESES
from supervisor_app.domain.visita import EstadoVisita, Visita
from supervisor_app.services.portada import MedidaPorVencer, Pendiente, Resumen
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.lugares import frases
from supervisor_app.ui.lugares.inicio.semana import WeekBar

_LOOK = {
    EstadoVisita.PROGRAMADA: ("calendar-clock", "text2"),
    EstadoVisita.EN_CURSO: ("play", "accent"),
    EstadoVisita.CERRADA: ("circle-check", "ok"),
}


def _de_practica(visita: Visita, *, marcar: bool) -> list[str]:
    """A practice visit says so where it stands beside real ones (``marcar``)."""
    return ["Datos ficticios"] if marcar and visita.ficticia else []


def lugar_de(resumen: Resumen) -> str:
    """Where the visit goes on, as ``wants("visita", …)`` takes it: its first unanswered item, else the visit."""
    v = resumen.visita
    return f"{v.id}#cedulas#{resumen.siguiente}" if resumen.siguiente else v.id


def detalle(resumen: Resumen, *, marcar: bool) -> str:
    """``CO-01, pregunta 06 · 52 de 83 contestadas · 8 inconsistencias, 2 sin medida``."""
    partes = _de_practica(resumen.visita, marcar=marcar)
    if resumen.siguiente:
        codigo, _, numero = resumen.siguiente.rpartition("-")
        partes.append(f"{codigo}, pregunta {numero}")
    if resumen.total:
        partes.append(f"{resumen.contestadas} de {resumen.total} contestadas")
    else:
        partes.append("Sin cédulas elegidas")
    if resumen.inconsistencias:
        hallazgos = frases.plural(resumen.inconsistencias, "inconsistencia", "inconsistencias")
        partes.append(f"{hallazgos}, {resumen.sin_medida} sin medida" if resumen.sin_medida else hallazgos)
    return " · ".join(partes)


def barra(visita: Visita, definiciones: Mapping[str, CedulaDefinition], *, marcar: bool) -> WeekBar:
    icon, ink = _LOOK[visita.estado]
    inicio, fin = visita.inicio or date.min, visita.fin or date.min
    alcance = _alcance(visita, definiciones, marcar=marcar)
    return WeekBar(
        visita.id, frases.titulo_de(visita), alcance, min(inicio, fin), max(inicio, fin), icon, ink,
        visita.estado.label,
    )  # fmt: skip


def _alcance(visita: Visita, definiciones: Mapping[str, CedulaDefinition], *, marcar: bool) -> str:
    """``Supervisión · Cobranza · 9 cédulas``."""
    areas = dict.fromkeys(definiciones[c].departamento.label for c in visita.cedulas if c in definiciones)
    partes = [*_de_practica(visita, marcar=marcar), visita.tipo.label]
    if areas:
        partes.append(next(iter(areas)) if len(areas) == 1 else f"{len(areas)} áreas")
    if visita.cedulas:
        partes.append(frases.plural(len(visita.cedulas), "cédula", "cédulas"))
    return " · ".join(partes)


def proxima(visita: Visita, definiciones: Mapping[str, CedulaDefinition], hoy: date, *, marcar: bool) -> Row:
    """The visit that comes after this week: when it begins, and what is prepared of it."""
    inicio = visita.inicio or hoy
    segundo = (
        f"{frases.dia_corto(inicio)} de {MESES[inicio.month - 1]} · {_alcance(visita, definiciones, marcar=marcar)}"
    )
    titulo = f"Próxima visita: {frases.titulo_de(visita)}"
    dias = (inicio - hoy).days
    return Row(visita.id, titulo, segundo, "calendar-days", "text2", frases.plazo(dias), "clock", "na")


def borrador(resumen: Resumen, hoy: date, *, marcar: bool) -> Row:
    v = resumen.visita
    partes = [v.folio if v.unidad is not None else v.tipo.label, *_de_practica(v, marcar=marcar)]
    if resumen.total:
        partes.append(f"{resumen.contestadas} de {resumen.total} contestadas")
    if resumen.editada is not None:
        partes.append(f"editada {frases.cuando(resumen.editada, hoy)}")
    pill, icon, kind = _estado(resumen)
    return Row(v.id, frases.titulo_de(v), " · ".join(partes), "clipboard-check", "text2", pill, icon, kind)


def _estado(r: Resumen) -> tuple[str, str, str]:
    if not r.total:
        return "Sin cédulas", "circle-dashed", "na"
    if not r.contestadas:
        return "Sin empezar", "circle-dashed", "na"
    if r.contestadas < r.total:
        return f"{r.contestadas} de {r.total}", "file-clock", "warn"
    if r.sin_medida:
        return f"{r.sin_medida} sin medida", "triangle-alert", "warn"
    return "Contestada", "circle-check", "ok"


def medida(m: MedidaPorVencer) -> Row:
    """The key leads to the finding: ``id of the visit#inconsistencias#id of the finding``."""
    vencida = m.dias < 0
    kind = "bad" if vencida else ("warn" if m.dias == 0 else "na")
    donde = m.visita.unidad.corto if m.visita.unidad is not None else m.visita.folio
    quien = m.medida.responsable_cargo or m.medida.responsable_nombre
    segundo = " · ".join(p for p in (donde, quien, "reincide" if m.reincide else "") if p)
    return Row(
        f"{m.visita.id}#inconsistencias#{m.medida.inconsistencia_id}",
        m.medida.texto.strip() or "Medida sin texto",
        segundo,
        "circle-alert" if vencida else "calendar-clock",
        kind if kind != "na" else "text2",
        frases.plazo(m.dias),
        "clock",
        kind,
    )


def entrega(p: Pendiente, hoy: date, *, marcar: bool) -> Row:
    """The key leads to the last step: ``id of the visit#entrega``."""
    v = p.visita
    unidad = v.unidad.corto if v.unidad is not None else v.titulo
    titulo = " · ".join(x for x in (v.folio, unidad, *_de_practica(v, marcar=marcar)) if x)
    clave = f"{v.id}#entrega"
    if p.entrega is None:
        cierre = f"Terminó el {frases.dia_y_mes(v.fin, hoy)}" if v.fin is not None else "Cerrada"
        correccion = f" · corrección {v.revision - 1}" if v.revision > 1 else ""
        return Row(clave, titulo, cierre + correccion, "package", "text2", "Sin entregar", "triangle-alert", "warn")
    segundo = f"Comprobada {frases.cuando(p.entrega.cuando, hoy)}"
    return Row(clave, titulo, segundo, "circle-check", "ok", "Entregada", "circle-check", "ok")
