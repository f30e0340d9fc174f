"""What is to leave the disk because nobody speaks of it any more: contents of the bin and packages of deleted visits.

Rows say it first, in the transaction that lets them go; the files go after it, and what a cut or another program held
is tried again. It must never let go what a record, a document or a bin still needs (ADR 0030).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from supervisor_app.domain.documento import ArchivoDocumento
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.store.conexion import escritura, filas


def dichos(valores: Iterable[object]) -> Iterator[str]:
    """The contents that these records and files of documents speak of."""
    for valor in valores:
        if isinstance(valor, Evidencia | ArchivoDocumento):
            yield valor.sha256
        elif isinstance(valor, Muestreo):
            yield valor.universo.sha256


def hay_que_soltar(db: Database, limite: int) -> bool:
    return bool(_salieron(db, limite))


def soltar(db: Database, limite: int) -> None:
    """Let the contents go of files that left the bins of their visits, where nobody else speaks of them. ``limite``:
    the last operation whose things have left them.
    """
    with escritura(db):
        salieron = _salieron(db, limite)
        db.conn.executemany(
            "INSERT INTO sobrante(clase, nombre, visita_id, pendiente) VALUES ('evidencia',?,?,0)", salieron
        )
        for registro_id, _ in salieron:
            suyos = filas(
                db,
                "SELECT DISTINCT json_extract(v.value,'$.sha256') FROM cambio c,"
                " json_each(json_array(json(c.antes), json(c.despues))) v"
                " WHERE c.registro_id = ? AND v.type = 'object'",
                registro_id,
            )
            sobran(db, "contenido", [s for (s,) in suyos if not _se_necesita(db, s, limite)])


def _salieron(db: Database, limite: int) -> list[tuple[str, str]]:
    """The files that are no longer in their visit and whose going has left the bin, with the visit."""
    return [
        (str(r), str(v))
        for r, v in filas(
            db,
            "SELECT DISTINCT c.registro_id, o.visita_id FROM cambio c JOIN operacion o ON o.id = c.operacion_id"
            " WHERE c.despues IS NULL AND c.tabla = 'evidencia' AND c.operacion_id <= ?"
            " AND c.id = (SELECT max(u.id) FROM cambio u WHERE u.registro_id = c.registro_id)"
            " AND NOT EXISTS (SELECT 1 FROM sobrante s WHERE s.clase = 'evidencia' AND s.nombre = c.registro_id)",
            limite,
        )
    ]


def _se_necesita(db: Database, sha256: str, limite: int) -> bool:
    """Whether a record, a document or what is still in a bin speaks of a content."""
    return bool(
        filas(
            db,
            "SELECT 1 FROM evidencia WHERE sha256 = ?1"
            " UNION ALL SELECT 1 FROM documento_archivo WHERE sha256 = ?1"
            " UNION ALL SELECT 1 FROM muestreo WHERE instr(datos, ?1)"
            " UNION ALL SELECT 1 FROM sin_lugar WHERE instr(datos, ?1)"
            " UNION ALL SELECT 1 FROM cuaderno WHERE instr(datos, ?1)"
            " UNION ALL SELECT 1 FROM feed WHERE sobre = ?1"
            " UNION ALL SELECT 1 FROM cambio WHERE operacion_id > ?2 AND (instr(antes, ?1) OR instr(despues, ?1))"
            # Another file of the same content that is not in its visit now, and did not leave the bin.
            " UNION ALL SELECT 1 FROM cambio c WHERE c.tabla = 'evidencia'"
            " AND json_extract(coalesce(c.antes, c.despues),'$.sha256') = ?1"
            " AND NOT EXISTS (SELECT 1 FROM sobrante s WHERE s.clase = 'evidencia' AND s.nombre = c.registro_id)"
            " LIMIT 1",
            sha256,
            limite,
        )
    )


def sobran(db: Database, clase: str, nombres: Iterable[str]) -> None:
    """These files are to leave the disk. The caller holds the transaction that lets go of them."""
    db.conn.executemany(
        "INSERT INTO sobrante(clase, nombre, visita_id, pendiente) VALUES (?,?,'',1)"
        " ON CONFLICT DO UPDATE SET pendiente = 1",
        [(clase, nombre) for nombre in nombres],
    )


def pendientes(db: Database, limite: int) -> tuple[tuple[str, str], ...]:
    """The files that may still be on the disk and that nobody speaks of any more, as (kind, name)."""
    todos = filas(db, "SELECT clase, nombre FROM sobrante WHERE pendiente = 1 ORDER BY clase, nombre")
    return tuple((c, n) for c, n in todos if not _esta_en_uso(db, c, n, limite))


def _esta_en_uso(db: Database, clase: str, nombre: str, limite: int) -> bool:
    """Whether somebody brought the same file again before it was off the disk."""
    if clase == "contenido":
        return _se_necesita(db, nombre, limite)
    paquetes = "SELECT 1 FROM paquete WHERE 'paquetes/' || nombre = ?1 UNION ALL"
    return bool(filas(db, f"{paquetes} SELECT 1 FROM turnado WHERE 'turnados/' || nombre = ?1", nombre))


def ya_no_esta(db: Database, *, clase: str, nombre: str) -> None:
    """A file is off the disk."""
    with escritura(db):
        db.conn.execute("DELETE FROM sobrante WHERE clase = ? AND nombre = ?", (clase, nombre))
