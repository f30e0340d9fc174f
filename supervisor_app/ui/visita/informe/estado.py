"""What the informe still misses, in the few words of a pill and of each heading. Pure: it judges nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from supervisor_app.domain.informe import ENCABEZADO, SECCIONES, DatosInforme
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.domain.validacion_informe import Aviso, Severidad

CAMPOS = (*ENCABEZADO, "comisionado")


class State(NamedTuple):
    """Words, icon and kind of a pill or of the mark of a heading."""

    words: str
    icon: str
    kind: str


def _good(words: str) -> State:
    return State(words, "circle-check", "ok")


def _care(words: str) -> State:
    return State(words, "triangle-alert", "warn")


def of_field(avisos: Sequence[Aviso], campo: str) -> Aviso | None:
    """The first thing to say about a header field."""
    return next((a for a in avisos if a.campo == campo), None)


def of_rows(avisos: Sequence[Aviso], seccion: str) -> dict[str, str]:
    """The sentences about rows of a section, by their path inside it."""
    return {a.campo.partition(".")[2]: a.mensaje for a in avisos if a.campo.startswith(f"{seccion}.")}


def header_state(avisos: Sequence[Aviso]) -> State:
    wrong = [a for a in avisos if a.campo in CAMPOS]
    errors = sum(a.severidad is Severidad.ERROR for a in wrong)
    if errors:
        return _care("Falta 1 dato" if errors == 1 else f"Faltan {errors} datos")
    if wrong:
        return _care(f"{len(wrong)} por revisar")
    return _good("Completos")


def section_state(avisos: Sequence[Aviso], seccion: str) -> State:
    if any(a.campo == seccion for a in avisos):
        return _care("Vacía")
    rows = len(of_rows(avisos, seccion))
    if rows:
        return _care(f"{rows} por revisar")
    return _good("Completa")


def whole_state(avisos: Sequence[Aviso]) -> State:
    """What keeps the informe from being emitted: «Faltan 2 datos y las secciones 4 y 5»."""
    errors = [a.campo for a in avisos if a.severidad is Severidad.ERROR]
    fields = sum(campo in CAMPOS for campo in errors)
    sections = [str(n) for n, nombre in enumerate(SECCIONES, start=1) if nombre in errors]
    parts = []
    if fields:
        parts.append("1 dato" if fields == 1 else f"{fields} datos")
    if sections:
        parts.append(f"la sección {sections[0]}" if len(sections) == 1 else f"las secciones {_listed(sections)}")
    if not parts:
        return _good("Listo para emitir")
    verb = "Falta" if len(sections) + fields == 1 else "Faltan"
    return _care(f"{verb} {' y '.join(parts)}")


def summary(datos: DatosInforme) -> str:
    """The header in one line: pliego, city, days."""
    days = " al ".join(fecha_corta(d) for d in (datos.del_, datos.al) if d is not None)
    pliego = f"Pliego {datos.numero_pliego}" if datos.numero_pliego else ""
    return " · ".join(part for part in (pliego, datos.ciudad, days) if part)


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} y {parts[-1]}"
