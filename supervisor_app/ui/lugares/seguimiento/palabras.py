"""A finding with its life, as the words that its page shows. It must never work out what the domain says."""

from __future__ import annotations

from supervisor_app.domain.hallazgo import EstadoHallazgo, EstadoMedida, Prorroga, Riesgo
from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.domain.texto import NO_BREAK_SPACE, cuantos, fecha_corta, fecha_hora, pesos
from supervisor_app.services.desahogo.valores import (
    Asunto,
    ClaseDeAsunto,
    Cuentas,
    Detalle,
    MedidaSeguida,
    Paso,
    Renglon,
)
from supervisor_app.ui.lugares.seguimiento.ficha import MeasureSheet, Sheet, State
from supervisor_app.ui.lugares.seguimiento.linea import Event
from supervisor_app.ui.lugares.seguimiento.tablas import STATES

_KINDS = {
    EstadoHallazgo.ABIERTA: "na",
    EstadoHallazgo.EN_ATENCION: "warn",
    EstadoHallazgo.EN_REVISION: "accent",
    EstadoHallazgo.SOLVENTADA: "ok",
    EstadoHallazgo.NO_SOLVENTADA: "bad",
}
_RISKS = {Riesgo.ALTO: "bad", Riesgo.MEDIO: "warn", Riesgo.BAJO: "na"}
_ACTS: dict[ClaseDeActo, tuple[str, str]] = {
    ClaseDeActo.EVIDENCIA: ("paperclip", "accent"),
    ClaseDeActo.AVANCE: ("percent", "text2"),
    ClaseDeActo.NOTA: ("pen-line", "text2"),
    ClaseDeActo.PRORROGA: ("calendar-clock", "warn"),
    ClaseDeActo.SOLVENTADA: ("circle-check", "ok"),
    ClaseDeActo.DEVUELTA: ("undo-2", "warn"),
    ClaseDeActo.NO_SOLVENTADA: ("circle-x", "bad"),
}
_BY_LABEL = {clase.label: looks for clase, looks in _ACTS.items()}
_STEPS = {Paso.HALLADO: "flag", Paso.VERIFICADO: "clipboard-check", Paso.CAPACITACION: "users", Paso.ACTO: "history"}
DONE = {
    ClaseDeActo.EVIDENCIA: "La evidencia quedó registrada y espera su revisión.",
    ClaseDeActo.AVANCE: "El avance quedó registrado.",
    ClaseDeActo.NOTA: "La nota quedó registrada.",
    ClaseDeActo.PRORROGA: "La prórroga quedó registrada y el plazo es otro.",
    ClaseDeActo.SOLVENTADA: "Quedó solventada.",
    ClaseDeActo.DEVUELTA: "Se devolvió a la unidad con su motivo.",
    ClaseDeActo.NO_SOLVENTADA: "Quedó como no solventada.",
}
_DECIDES = (
    "Aquí se registra lo que llega. Prórrogas y decisiones (solventar, devolver, no solventada) las toma la oficina; "
    "lo que usted registre le llegará cuando sincronice."
)


def sheet_of(d: Detalle, *, office: bool) -> Sheet:
    """``office``: it is decided here."""
    a = d.asunto
    allowed = frozenset(c for c in ClaseDeActo if d.puede(c))
    return Sheet(
        id=a.id,
        folio=a.folio,
        title=a.titulo,
        unit=a.unidad,
        pills=_pills(a),
        about=_about(a),
        facts=_facts(d),
        measures=tuple(_measure(m) for m in d.medidas),
        events=tuple(_event(r) for r in reversed(d.linea)),
        allowed=allowed,
        decides=_who_decides(d, office=office),
        unit_key=a.unidad_clave,
        visit="" if office else a.visita,
        correctable=office and a.clase is ClaseDeAsunto.OBSERVACION,
    )


def _who_decides(d: Detalle, *, office: bool) -> str:
    if not office:
        return _DECIDES
    # What may not be done for a reason of this finding is told once.
    reasons = dict.fromkeys(why for why in d.impedimentos.values() if why)
    return " ".join(reasons)


def _pills(a: Asunto) -> tuple[State, ...]:
    pills: list[State] = [(a.estado.label, STATES[a.estado][0], _KINDS[a.estado])]
    if a.atraso is not None:
        pills.append((f"Vencida hace {a.atraso.texto}", "clock", "bad"))
    if a.reincide:
        pills.append((f"Reincide, {a.veces}.ª vez", "repeat", "warn"))
    pills.append((f"Riesgo {a.riesgo.label.lower()}", "", _RISKS[a.riesgo]))
    return tuple(pills)


def _about(a: Asunto) -> str:
    where = f" en la visita {a.visita}" if a.visita else ""
    verb = "Se notificó" if a.clase is ClaseDeAsunto.OBSERVACION else "Se levantó"
    ago = f"hace {a.antiguedad.texto}" if a.antiguedad.naturales else "hoy"
    parts = [f"{verb} el {fecha_corta(a.fecha)}{where}, {ago}"]
    if a.plazo is not None and a.abierto:
        parts.append(f"plazo más próximo, {fecha_corta(a.plazo)}")
    if a.clase is ClaseDeAsunto.OBSERVACION:
        parts.insert(0, a.origen_completo)
    return " · ".join(parts)


def _facts(d: Detalle) -> tuple[tuple[str, str], ...]:
    a = d.asunto
    found = "Qué se observó" if a.clase is ClaseDeAsunto.OBSERVACION else "Qué se halló"
    facts = [
        (found, d.descripcion.strip()),
        ("Causa", d.causa.strip()),
        ("Importe", pesos(a.importe) if a.importe is not None else ""),
        ("Fundamento", "\n".join(d.fundamento)),
        ("Puntos de cédula", ", ".join(d.items)),
        ("Origen", a.origen_completo if a.clase is ClaseDeAsunto.HALLAZGO and a.origen.value != "supervision" else ""),
    ]
    if d.falta_detalle:
        missing = "La descripción no está en el índice de esta oficina. «Revisarlo entero», en Oficina, la trae."
        facts.insert(0, ("Qué se halló", missing))
    return tuple((heading, words) for heading, words in facts if words)


def _measure(m: MedidaSeguida) -> MeasureSheet:
    parts = [m.tipo.label, m.responsable, f"avance {m.avance}{NO_BREAK_SPACE}%" if m.avance else ""]
    if m.fecha is not None:
        moved = f", antes {fecha_corta(m.fecha_original)}" if m.fecha_original not in (None, m.fecha) else ""
        parts.append(f"plazo {fecha_corta(m.fecha)}{moved}")
    expected = m.evidencia_esperada.strip()
    notes = [f"Se espera: {expected}" if expected else "", *(extension(p) for p in m.historial)]
    return MeasureSheet(
        m.id, m.texto, " · ".join(p for p in parts if p), _measure_pill(m), tuple(n for n in notes if n), m.abierta
    )


def _measure_pill(m: MedidaSeguida) -> State:
    if m.estado is EstadoMedida.CUMPLIDA:
        return m.estado.label, "circle-check", "ok"
    if not m.abierta:
        return "Hallazgo solventado", "circle-check", "ok"
    if m.atraso is not None:
        return f"Vencida hace {m.atraso.texto}", "clock", "bad"
    return m.estado.label, "clock", "warn" if m.estado is EstadoMedida.EN_PROCESO else "na"


def extension(p: Prorroga) -> str:
    """One line: from, to, why and by whose leave."""
    return (
        f"Prórroga del {fecha_corta(p.antes)} al {fecha_corta(p.despues)}: {p.motivo.rstrip('.')}. "
        f"Autorizó {p.autorizo.rstrip('.')}."
    )


def _event(r: Renglon) -> Event:
    when = fecha_hora(r.cuando) if r.cuando is not None else fecha_corta(r.dia)
    who = ", ".join(p for p in (r.quien, r.cargo) if p)
    about = " · ".join(p for p in (when, who, r.de_donde, r.medida) if p)
    icon, ink = _STEPS[r.paso], STATES[r.lleva_a][1] if r.lleva_a is not None else "text2"
    if r.paso is Paso.ACTO:
        icon, ink = next((looks for begins, looks in _BY_LABEL.items() if r.que.startswith(begins)), (icon, ink))
    became = f": {r.lleva_a.label.lower()}" if r.paso is Paso.VERIFICADO and r.lleva_a is not None else ""
    return Event(f"{r.que}{became}", about, r.motivo.strip(), icon, ink, r.evidencias)


def counts(c: Cuentas) -> str:
    """How the list stands, in one line."""
    parts = [
        cuantos(c.abiertas, "sin solventar", "sin solventar"),
        cuantos(c.vencidas, "vencida", "vencidas") if c.vencidas else "",
        cuantos(c.reincidentes, "reincide", "reinciden") if c.reincidentes else "",
        cuantos(c.por_revisar, "por revisar", "por revisar") if c.por_revisar else "",
        cuantos(c.solventadas, "solventada", "solventadas") if c.solventadas else "",
        f"importe por solventar, {pesos(c.importe)}" if c.importe else "",
    ]
    return " · ".join(p for p in parts if p)
