"""What the screen says of a finding and of a measure, in few words. Pure: read from the visit, nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Cumplimiento, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida, Riesgo
from supervisor_app.domain.redaccion import Caso, sustentada, titulo
from supervisor_app.domain.texto import cantidad, fecha_corta, pesos, porcentaje


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of the list. ``state`` is told with ``icon`` in the ink ``kind``; ``sustained`` False marks it."""

    key: str
    number: str
    code: str
    title: str
    risk: Riesgo
    state: str
    icon: str
    kind: str
    sustained: bool = True
    recurs: bool = False

    def spoken(self) -> str:
        said = (f"{self.number} {self.code}".strip(), self.title, f"Riesgo {self.risk.label.lower()}", self.state)
        recurs = ("Reincide",) if self.recurs else ()
        return ". ".join((*said, *recurs, *(() if self.sustained else ("La respuesta ya no la sustenta",))))


def shown_title(e: Expediente, h: Inconsistencia) -> str:
    return titulo(h, e.casos(h))


def code(h: Inconsistencia) -> str:
    """The item, with how many more; the cédula of a free one."""
    if not h.items:
        return h.cedula or "Libre"
    more = len(h.items) - 1
    return f"{h.items[0]} +{more}" if more else h.items[0]


def finding_rows(e: Expediente, recurrent: Collection[str] = ()) -> tuple[FindingRow, ...]:
    """``recurrent``: the items in which the unit had an inconsistencia before."""
    return tuple(_row(e, h, recurs=any(i in recurrent for i in h.items)) for h in e.inconsistencias_en_orden())


def _row(e: Expediente, h: Inconsistencia, *, recurs: bool) -> FindingRow:
    state, icon, kind = measures_state(e.medidas_de(h.id))
    return FindingRow(
        key=h.id,
        number=f"{h.numero:02d}",
        code=code(h),
        title=shown_title(e, h),
        risk=h.riesgo,
        state=state,
        icon=icon,
        kind=kind,
        sustained=sustentada(h, e.casos(h)),
        recurs=recurs,
    )


def of_another_version(casos: Sequence[Caso]) -> str:
    """That the cédula does not ask it any more as it did when the finding was born; "" where it does."""
    lost = [c for c in casos if c.version is not None]
    if not lost:
        return ""
    if len(casos) == 1:
        return f"Se preguntó en la versión {lost[0].version} de la cédula; la que se aplica ya no lo pregunta así."
    which = ", ".join(f"{c.item_id} (versión {c.version})" for c in lost)
    return f"La cédula que se aplica ya no lo pregunta así: {which}."


def measures_state(medidas: tuple[Medida, ...]) -> tuple[str, str, str]:
    """Words, icon and ink for the measures of a finding."""
    if not medidas:
        return "Sin medida", "triangle-alert", "warn"
    pending = sum(not m.completa for m in medidas)
    if pending:
        return f"{pending} por completar", "triangle-alert", "warn"
    return ("1 medida" if len(medidas) == 1 else f"{len(medidas)} medidas"), "circle-check", "ok"


def facts(respuesta: Respuesta | None) -> str:
    """What the answer found: «4 de 20 revisados · 20.0 % · $312,940.00»."""
    valor = respuesta.valor if respuesta is not None else None
    if isinstance(valor, ValorMuestra):
        parts = [f"{cantidad(valor.con_inconsistencia)} de {cantidad(valor.revisados)} revisados"]
        if valor.proporcion is not None:
            parts.append(porcentaje(valor.proporcion))
        if valor.importe:
            parts.append(pesos(valor.importe))
        return " · ".join(parts)
    if isinstance(valor, ValorCumple):
        return "Cumple parcialmente" if valor.valor is Cumplimiento.PARCIAL else "No cumple"
    return ""


def unsustained(h: Inconsistencia) -> str:
    if len(h.items) == 1:
        return f"La respuesta {h.items[0]} ya no la sustenta."
    return "Ninguna de sus respuestas la sustenta ya."


def birth(items: int, respuesta: Respuesta | None) -> str:
    """Where a finding of so many items comes from and what follows from that; the answer of an only one."""
    if not items:
        return "Inconsistencia libre: no nace de una respuesta."
    if items > 1:
        return f"Reúne {items} puntos; Supr saca el que tiene el foco."
    if respuesta is not None and isinstance(respuesta.valor, ValorMuestra):
        return "Nace de la respuesta; si cambia la muestra, cambia aquí."
    return "Nace de la respuesta; si ésta cambia, cambia aquí."


def remark(medida: Medida, *, today: date, visit_end: date | None) -> str:
    """What a measure still needs or what is odd in its date; "" where all is well. It only warns."""
    missing = []
    if not medida.texto.strip():
        missing.append("el texto")
    if not (medida.responsable_cargo + medida.responsable_nombre).strip():
        missing.append("el responsable")
    if medida.fecha is None:
        missing.append("el plazo")
    if missing:
        return f"{'Falta' if len(missing) == 1 else 'Faltan'} {_listed(missing)}."
    if medida.fecha is not None and visit_end is not None and medida.fecha < visit_end:
        return f"El plazo es anterior al fin de la visita ({fecha_corta(visit_end)}). Revise si es correcto."
    if medida.fecha is not None and medida.fecha < today:
        return "El plazo ya pasó. Revise si es correcto."
    return ""


def people_of(e: Expediente, known: tuple[Persona, ...] = ()) -> tuple[Persona, ...]:
    """Who may answer for a measure: those who already do, those of the visit, and ``known`` ones. Without repeats."""
    agreed = (Persona(nombre=m.responsable_nombre, cargo=m.responsable_cargo) for m in e.medidas.values())
    all_of_them = (*agreed, e.visita.recibio, e.visita.titular, *known)
    return tuple(dict.fromkeys(p for p in all_of_them if not p.vacia))


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} y {parts[-1]}"
