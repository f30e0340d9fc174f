"""What the screen says of an earlier finding, in few words. Pure: derived from the visits, nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from supervisor_app.domain.calendario import dias_entre
from supervisor_app.domain.cedula.answers import ValorMuestra
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.hallazgo import EstadoHallazgo, Medida, Origen
from supervisor_app.domain.seguimiento import HallazgoAnterior, Reincidencia, Verificada
from supervisor_app.domain.texto import cantidad, fecha_corta, pesos

State = tuple[str, str, str]
"""Words, icon and kind of a pill."""

STATES: dict[EstadoHallazgo, State] = {
    EstadoHallazgo.ABIERTA: ("Abierta", "circle-dashed", "na"),
    EstadoHallazgo.EN_ATENCION: ("En atención", "clock", "warn"),
    EstadoHallazgo.EN_REVISION: ("En revisión", "clock", "warn"),
    EstadoHallazgo.SOLVENTADA: ("Solventada", "circle-check", "ok"),
    EstadoHallazgo.NO_SOLVENTADA: ("No solventada", "circle-x", "bad"),
}


def recurrence(r: Reincidencia) -> str:
    """When the unit had it before, what was found and how it ended."""
    found = ""
    if isinstance(r.valor, ValorMuestra):
        found = f"{cantidad(r.valor.con_inconsistencia)} de {cantidad(r.valor.revisados)}, "
    elif r.valor is not None:
        found = f"{como_texto(r.valor).lower()}, "
    said = f"Reincide: la misma inconsistencia se levantó el {fecha_corta(r.fecha)} ({found}{r.visita.folio})"
    if r.solventada is not None:
        said += f" y se dio por solventada el {fecha_corta(r.solventada)}"
    return f"{said}. Con ésta van {r.veces + 1} visitas." if r.veces > 1 else f"{said}."


def origin(a: HallazgoAnterior, today: date, holidays: Collection[date]) -> str:
    """When and where it was found, and how long ago."""
    age = a.antiguedad(today, holidays).texto
    return f"Se levantó el {fecha_corta(a.fecha)} en la visita {a.visita.folio}, hace {age}."


def overdue(a: HallazgoAnterior, today: date, holidays: Collection[date]) -> str:
    """How long it is overdue; "" where it is not."""
    days = a.atraso(today, holidays)
    return f"Vencida hace {days.texto}." if days is not None else ""


def facts(a: HallazgoAnterior) -> str:
    """What it is of: items, risk, who observed it, amount and cause."""
    h = a.hallazgo
    parts = [", ".join(h.items) or h.cedula, f"Riesgo {h.riesgo.label.lower()}"]
    if h.origen is not Origen.SUPERVISION:
        parts.append(h.origen_completo)
    if a.importe:
        parts.append(pesos(a.importe))
    if h.causa.strip():
        parts.append(f"Causa: {h.causa.strip()}")
    return " · ".join(part for part in parts if part)


def verified(v: Verificada) -> str:
    """One line of its history."""
    result = v.verificacion.resultado.label if v.verificacion.resultado is not None else "Sin resultado"
    note = f" · {v.verificacion.nota.strip()}" if v.verificacion.nota.strip() else ""
    return f"{result} · {v.visita.folio}{note}"


def verified_measures(v: Verificada, measures: Sequence[Medida]) -> tuple[str, ...]:
    """What a visit said of each measure, in their order; nothing of those it said nothing of."""
    numbers = {m.id: f"Medida {n}" if len(measures) > 1 else "Medida" for n, m in enumerate(measures, start=1)}
    told = []
    for m in sorted(v.verificacion.medidas, key=lambda m: numbers.get(m.medida_id, "")):
        done = {True: "cumplida", False: "no cumplida", None: ""}[m.cumplida]
        far = f"avance {m.avance} %" if m.avance is not None and not m.cumplida else ""
        parts = [p for p in (done, far, m.nota.strip()) if p]
        if parts and m.medida_id in numbers:
            told.append(f"{numbers[m.medida_id]}: {' · '.join(parts)}")
    return tuple(told)


def measure_state(m: Medida, today: date, holidays: Collection[date], *, solved: bool) -> State:
    """The pill of a measure: done, overdue by so many days, or how long it still has. Where its finding is solved that
    is said as the finding's: nobody said of the measure itself that it was done.
    """
    if m.avance >= 100 or solved:
        return "Cumplida" if m.avance >= 100 else "Hallazgo solventado", "circle-check", "ok"
    if m.fecha is None:
        return "Sin plazo", "circle-dashed", "na"
    if m.fecha < today:
        return f"Vencida {dias_entre(m.fecha, today, holidays).texto}", "clock", "bad"
    if m.fecha == today:
        return "Vence hoy", "clock", "warn"
    return f"En {dias_entre(today, m.fecha, holidays).texto}", "clock", "na"


def measure_line(m: Medida) -> str:
    """Type, who answers and until when."""
    limit = f"plazo {fecha_corta(m.fecha)}" if m.fecha is not None else ""
    done = f"avance {m.avance} %" if m.avance else ""
    return " · ".join(part for part in (m.tipo.label, m.responsable, limit, done) if part)
