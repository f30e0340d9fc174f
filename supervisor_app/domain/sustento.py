"""What each file of evidence supports, in words, and whether it must be kept out of what is shared.

A file whose row or measure was taken away falls to the item or finding that it came with. This module must never change
anything.
"""

from __future__ import annotations

from collections.abc import Iterable

from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.muestreo.registro import Muestreo


def en_orden(evidencias: Iterable[Evidencia]) -> tuple[Evidencia, ...]:
    return tuple(sorted(evidencias, key=lambda v: (v.orden, v.id)))


def evidencias_en(e: Expediente, sitio: Sitio) -> tuple[Evidencia, ...]:
    """The files of a place in their order: those of an item with those of its rows, those of a finding with those of
    its measures; those of a row or a measure alone.
    """
    if sitio.fila_id:
        return en_orden(v for v in e.evidencias.values() if v.fila_id == sitio.fila_id)
    if sitio.medida_id:
        return en_orden(v for v in e.evidencias.values() if v.medida_id == sitio.medida_id)
    if sitio.inconsistencia_id:
        return e.evidencias_de_hallazgo(sitio.inconsistencia_id)
    return e.evidencias_de(sitio.item_id) if sitio.item_id else ()


def de_que(e: Expediente, sitio: Sitio) -> str:
    """What a place is called: «Punto CO-02-03», «Renglón 2 de CO-02-03», «Inconsistencia 02», «Medida 1 de la
    inconsistencia 02», «Verificación de V-2026-0012-01»; «La visita» where nothing is named.
    """
    if sitio.fila_id in e.filas:
        filas = e.filas_de(e.filas[sitio.fila_id].item_id)
        numero = 1 + next(n for n, f in enumerate(filas) if f.id == sitio.fila_id)
        return f"Renglón {numero} de {e.filas[sitio.fila_id].item_id}"
    if sitio.medida_id in e.medidas:
        hallazgo = e.medidas[sitio.medida_id].inconsistencia_id
        numero = 1 + next(n for n, m in enumerate(e.medidas_de(hallazgo)) if m.id == sitio.medida_id)
        de = f" de la inconsistencia {e.inconsistencias[hallazgo].numero:02d}" if hallazgo in e.inconsistencias else ""
        return f"Medida {numero}{de}"
    if sitio.inconsistencia_id in e.inconsistencias:
        return f"Inconsistencia {e.inconsistencias[sitio.inconsistencia_id].numero:02d}"
    if sitio.inconsistencia_id in e.verificaciones:
        return f"Verificación de {e.verificaciones[sitio.inconsistencia_id].folio}"
    return f"Punto {sitio.item_id}" if sitio.item_id else "La visita"


def cedula_de(e: Expediente, v: Evidencia) -> str:
    """The code of the cédula that prints it, or ""."""
    if v.item_id:
        return v.item_id.rsplit("-", 1)[0]
    hallazgo = e.inconsistencias.get(v.inconsistencia_id)
    return hallazgo.cedula if hallazgo is not None else ""


def items_reservados(e: Expediente) -> frozenset[str]:
    """The questions whose notes, rows and files go apart: those that a possible irregularity gathers."""
    return frozenset(i for h in e.inconsistencias.values() if h.posible_irregularidad for i in h.items)


def es_reservada(e: Expediente, v: Evidencia) -> bool:
    """Whether it supports a possible irregularity, a question or a measure of one, or its verification (JSAC 7.1.1
    núm. 14).
    """
    medida = e.medidas.get(v.medida_id)
    fila = e.filas.get(v.fila_id)
    if {v.item_id, fila.item_id if fila is not None else ""} & items_reservados(e):
        return True
    hallazgos = {v.inconsistencia_id, medida.inconsistencia_id if medida is not None else ""}
    return any(
        registro.posible_irregularidad
        for registros in (e.inconsistencias, e.verificaciones)
        for clave in hallazgos
        if (registro := registros.get(clave)) is not None
    )


def reservadas(e: Expediente) -> frozenset[str]:
    """The ids of the files that go apart from everything that is shared."""
    return frozenset(v.id for v in e.evidencias.values() if es_reservada(e, v))


def sorteos(e: Expediente) -> tuple[Muestreo, ...]:
    """Every draw that the visit keeps, with those of answers that lost their place."""
    perdidos = (s.muestreo for _, s in sorted(e.sin_lugar.items()) if s.muestreo is not None)
    return (*(m for _, m in sorted(e.muestreos.items())), *perdidos)


def sitios(e: Expediente) -> tuple[Sitio, ...]:
    """Where a file of this visit can be: the items of its cédulas, the findings, their measures, the verifications."""
    puntos = [Sitio(item_id=i.id) for d in e.definiciones.values() for i in d.items]
    hallazgos = []
    for h in e.inconsistencias_en_orden():
        hallazgos.append(Sitio(inconsistencia_id=h.id))
        hallazgos += [Sitio(inconsistencia_id=h.id, medida_id=m.id) for m in e.medidas_de(h.id)]
    hallazgos += [Sitio(inconsistencia_id=v.id) for v in e.verificaciones_en_orden()]
    return (*hallazgos, *puntos)
