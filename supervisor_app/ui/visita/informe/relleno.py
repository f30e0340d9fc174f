"""Fills what is empty in an informe from another one, and never touches what somebody wrote. Pure."""

from __future__ import annotations

from typing import Any

from supervisor_app.domain.base import con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.informe import SECCIONES, DatosInforme
from supervisor_app.ui.visita.informe.estado import CAMPOS


def fill(borrador: InformeBorrador, source: DatosInforme) -> InformeBorrador:
    """``borrador`` with its empty header fields and sections as in ``source``."""
    return fill_sections(_fill_header(borrador, source), source)


def fill_sections(borrador: InformeBorrador, source: DatosInforme) -> InformeBorrador:
    """``borrador`` with its empty sections as in ``source``; its header stays."""
    empty = [n for n in SECCIONES if all(b.vacio for b in borrador.datos.seccion(n))]
    return _with(borrador, {n: source.seccion(n) for n in empty if source.seccion(n)})


def with_sections(borrador: InformeBorrador, source: DatosInforme) -> InformeBorrador:
    """``borrador`` with the sections of ``source`` in the place of its own, where ``source`` has any."""
    return _with(borrador, {n: source.seccion(n) for n in SECCIONES if any(not b.vacio for b in source.seccion(n))})


def _fill_header(borrador: InformeBorrador, source: DatosInforme) -> InformeBorrador:
    names = [_attribute(campo) for campo in CAMPOS]
    return _with(borrador, {n: getattr(source, n) for n in names if not getattr(borrador.datos, n)})


def _with(borrador: InformeBorrador, campos: dict[str, Any]) -> InformeBorrador:
    return con(borrador, datos=con(borrador.datos, **campos)) if campos else borrador


def _attribute(campo: str) -> str:
    return "del_" if campo == "del" else campo
