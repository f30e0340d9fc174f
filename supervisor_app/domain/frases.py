"""Frequent phrases with blanks: those that the visit knows are filled in, the others wait for a person.

A phrase writes a blank as ``{unidad}``; one that is not filled stands as ``‹número de oficio›``, a mark that nobody
types, so that a forgotten one is found. It must never guess what goes into a blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import fecha_corta, fecha_larga

_ESPACIO = re.compile(r"\{([^{}]{1,60})\}")
_HUECO = re.compile(r"‹[^‹›\n]{1,60}›")


def datos_de(e: Expediente, hoy: date) -> dict[str, str]:
    """What a visit knows for the blanks, by their name; what it does not know is left out."""
    v = e.visita
    conocidos = {
        "unidad": v.unidad.titulo if v.unidad is not None and v.unidad.corto.strip() else "",
        "ooad": v.unidad.ooad_nombre if v.unidad is not None else "",
        "folio": v.folio,
        "pliego": v.pliego,
        "lugar": v.lugar,
        "periodo": v.periodo_revisado,
        "fuente": v.fuente,
        "titular": v.titular.nombre,
        "recibió": v.recibio.nombre,
        "supervisor": next((p.nombre for p in v.equipo if p.nombre.strip()), ""),
        "inicio": fecha_corta(v.inicio) if v.inicio else "",
        "fin": fecha_corta(v.fin) if v.fin else "",
        "hoy": fecha_larga(hoy),
    }
    return {nombre: texto.strip() for nombre, texto in conocidos.items() if texto.strip()}


def rellenar(frase: str, datos: Mapping[str, str]) -> str:
    """The phrase with what is known; each other blank as a mark."""
    return _ESPACIO.sub(lambda m: datos.get(m[1].strip().casefold(), f"‹{m[1].strip()}›"), frase)


def huecos(texto: str) -> tuple[tuple[int, int], ...]:
    """Where the unfilled blanks of a text stand, as (from, to)."""
    return tuple(m.span() for m in _HUECO.finditer(texto))


def blancos(texto: str) -> tuple[str, ...]:
    """The unfilled blanks of a text as they stand in it: ``‹fecha›``."""
    return tuple(_HUECO.findall(texto))


def siguiente_hueco(texto: str, desde: int) -> tuple[int, int] | None:
    """The first blank at or after ``desde``, beginning again at the top; None where there is none."""
    todos = huecos(texto)
    return next((h for h in todos if h[0] >= desde), todos[0] if todos else None)
