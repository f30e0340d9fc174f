"""What history knows of contents that were blacked out, and who still speaks of one. It must never write.

The rule and its reasons: ADR 0010.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Operacion
from supervisor_app.domain.tachado import sin_lo_tachado, vigentes
from supervisor_app.store.codigo import leer
from supervisor_app.store.conexion import filas


def de_hoy(db: Database, op: Operacion) -> Operacion:
    """An operation of the past with no content that was blacked out since, nor with files whose content left the bin
    (ADR 0030); empty where nothing is left of it.
    """
    if not any(isinstance(c.vigente, Evidencia) for c in op.cambios):
        return op
    idas = {
        i for (i,) in filas(db, "SELECT nombre FROM sobrante WHERE clase = 'evidencia' AND visita_id = ?", op.visita_id)
    }
    quedan = tuple(c for c in op.cambios if c.vigente.id not in idas)
    return sin_lo_tachado(Operacion(op.visita_id, op.que, quedan), tachadas(db, op.visita_id))


def tachadas(db: Database, visita_id: str) -> Mapping[str, Evidencia]:
    """For each hash that was blacked out in the visit, the record that has what took its place."""
    return vigentes(_con_tachado(db, visita_id))


def tachada_como(db: Database, visita_id: str, *, sha256: str, original: str) -> Evidencia | None:
    """The record that stands for a file which was blacked out in the visit, taken off since or not."""
    iguales = [v for v in _con_tachado(db, visita_id) if sha256 in v.borradas or (original and v.original == original)]
    return iguales[-1] if iguales else None


def _con_tachado(db: Database, visita_id: str) -> list[Evidencia]:
    """Every state of a record with something blacked out, oldest first."""
    encontrado = filas(
        db,
        "SELECT c.despues FROM cambio c JOIN operacion o ON o.id = c.operacion_id WHERE o.visita_id = ?"
        " AND c.tabla = 'evidencia' AND json_array_length(c.despues, '$.borradas') > 0 ORDER BY c.id",
        visita_id,
    )
    return [leer(Evidencia, d) for (d,) in encontrado]


def emparentados(db: Database, visita_id: str, evidencia: Evidencia) -> frozenset[str]:
    """The hashes of every content that this picture had in the visit, under whatever record, as far as history goes."""
    historia = filas(
        db,
        "SELECT c.registro_id, json_extract(v.value,'$.sha256'), coalesce(json_extract(v.value,'$.original'),'')"
        " FROM cambio c JOIN operacion o ON o.id = c.operacion_id,"
        " json_each(json_array(json(c.antes), json(c.despues))) v"
        " WHERE o.visita_id = ? AND c.tabla = 'evidencia' AND v.type = 'object'",
        visita_id,
    )
    contenidos, registros = {evidencia.sha256}, {evidencia.id}
    originales = {evidencia.original} - {""}
    while True:
        antes = len(contenidos) + len(registros)
        for registro, sha256, original in historia:
            if registro in registros or sha256 in contenidos or original in originales:
                registros.add(registro)
                contenidos.add(sha256)
        if len(contenidos) + len(registros) == antes:
            return frozenset(contenidos)


def quien_conserva(db: Database, visita_id: str, sha256: str) -> tuple[str, ...]:
    """Who else needs a content: records of this visit, other visits (also to undo there) and documents, in words."""
    vigentes_ = filas(
        db,
        "SELECT v.folio, e.visita_id = ?1 FROM evidencia e JOIN visita v ON v.id = e.visita_id WHERE e.sha256 = ?2"
        " UNION SELECT v.folio, 0 FROM cambio c JOIN operacion o ON o.id = c.operacion_id"
        " JOIN visita v ON v.id = o.visita_id WHERE c.tabla = 'evidencia' AND o.visita_id <> ?1"
        " AND (json_extract(c.antes,'$.sha256') = ?2 OR json_extract(c.despues,'$.sha256') = ?2)",
        visita_id,
        sha256,
    )
    documentos = filas(
        db,
        "SELECT d.titulo, d.version FROM documento_archivo a JOIN documento d ON d.id = a.documento_id"
        " WHERE a.sha256 = ?",
        sha256,
    )
    visitas = ["otra evidencia de esta visita" if propia else f"la visita {folio}" for folio, propia in vigentes_]
    return (*dict.fromkeys(visitas), *(f"{titulo}, versión {version}" for titulo, version in documentos))
