"""The versions of the cédulas of a visit that are in the folder of definitions, and how two versions differ, as text.

It must never change a visit: ``comandos.versiones`` does.
"""

from __future__ import annotations

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.versiones import Comparacion, PuntoComparado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.services.definiciones import Definiciones, DefinicionesInvalidas


def disponibles(definiciones: Definiciones, e: Expediente) -> tuple[CedulaDefinition, ...]:
    """The definitions of the folder of those cédulas that the visit applies; one that cannot be read is left out.

    None while a catalogue is wrong, which is told where cédulas are chosen: the visit goes on with its own.
    """
    try:
        return tuple(definiciones.cedulas[c] for c in e.visita.cedulas if c in definiciones.cedulas)
    except DefinicionesInvalidas:
        return ()


def titulo_de_version(c: Comparacion) -> str:
    """``Versión 1 → versión 2, vigente al 01/03/2026``; where the number is the same, that only the content changed."""
    vigente = f"vigente al {fecha_corta(c.despues.vigente_al)}"
    if c.misma_version:
        return f"Misma versión {c.antes.version} con otro contenido, {vigente}"
    return f"De la versión {c.antes.version} a la {c.despues.version}, {vigente}"


def en_texto(c: Comparacion) -> str:
    """The whole comparison in lines, for the command line."""
    lineas = [c.despues.titulo, f"{titulo_de_version(c)}: {c.resumen}."]
    if c.datos:
        lineas += ["", "Datos de la cédula", *(_detalle(d.que, d.antes, d.despues) for d in c.datos)]
    for p in c.puntos:
        lineas += ["", *_punto(p)]
    return "\n".join(lineas)


def _punto(p: PuntoComparado) -> list[str]:
    lineas = [f"{p.item_id} · {p.clase.label}: {p.pregunta}"]
    lineas += [f"  {p.lugar}"] if p.lugar else []
    return [*lineas, *(_detalle(d.que, d.antes, d.despues) for d in p.detalles)]


def _detalle(que: str, antes: str, despues: str) -> str:
    return f"  {que}\n    antes: {antes or '—'}\n    ahora: {despues or '—'}"
