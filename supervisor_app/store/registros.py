"""Writes operations: records, history and undo, all in one transaction each.

It must never decide what a change means; it writes what the domain computed, and refuses it where the records on disk
are no longer those the change started from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Operacion
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import ChangedElsewhere, EnvironmentProblem, UserError
from supervisor_app.store import cadena, documentos, tachados
from supervisor_app.store.codigo import a_json, de_json, tabla_de
from supervisor_app.store.conexion import escritura, filas
from supervisor_app.store.lecturas import marca
from supervisor_app.store.negados import negado


@dataclass(frozen=True, slots=True)
class Entrada:
    """One line of history: when, who, what, and the record before and after."""

    operacion: int
    cuando: datetime
    quien: str
    que: str
    clase: str
    antes: Entidad | None
    despues: Entidad | None
    equipo: str = ""
    """The laptop where it was done; empty for this one."""


def escribir(db: Database, op: Operacion, *, quien: str, cuando: datetime) -> int:
    """Write an operation with its history; it can be undone. Returns its number.

    One that changes nothing is not written, so that it neither takes an undo nor drops a redo; its number is 0.
    Raises ChangedElsewhere where another window changed the same records meanwhile, UserError where the visit is
    closed; then nothing was written.
    """
    if op.vacia:
        return 0
    with escritura(db):
        return _escribir(db, op, quien=quien, cuando=cuando, clase="nueva", sobre=None)


def anotar(db: Database, op: Operacion, *, quien: str, cuando: datetime, copia: Sequence[object] | None = None) -> int:
    """The same inside a transaction that the caller opened. ``copia``: what it brings (``cadena.de_copia``), where it
    joins one; the caller writes it in the same transaction.
    """
    return _escribir(db, op, quien=quien, cuando=cuando, clase="nueva", sobre=None, copia=copia)


def cerrar(
    db: Database,
    op: Operacion,
    paquete: PaqueteCerrado,
    *,
    quien: str,
    cuando: datetime,
    visto: tuple[int, int] | None,
    turnado: PaqueteCerrado | None = None,
) -> int:
    """Write the operation that closes a visit together with the packages it made: all or none.

    ``visto`` is the mark of the visit that the package was made of. Raises EnvironmentProblem where it moved since.
    """
    with escritura(db):
        if visto is not None and visto != marca(db, op.visita_id):
            raise EnvironmentProblem(
                "La visita cambió en otra ventana mientras se cerraba. Vuelva a abrirla y ciérrela de nuevo."
            )
        numero = _escribir(db, op, quien=quien, cuando=cuando, clase="nueva", sobre=None)
        documentos.agregar_paquete(db, paquete)
        if turnado is not None:
            documentos.agregar_paquete(db, turnado, turnado=True)
        return numero


def _escribir(
    db: Database,
    op: Operacion,
    *,
    quien: str,
    cuando: datetime,
    clase: str,
    sobre: int | None,
    copia: Sequence[object] | None = None,
) -> int:
    try:
        cursor = db.conn.execute(
            "INSERT INTO operacion(visita_id, cuando, quien, que, clase, sobre, activa) VALUES (?,?,?,?,?,?,?)",
            (op.visita_id, cuando.isoformat(), quien, op.que, clase, sobre, 1),
        )
    except sqlite.IntegrityError as error:
        raise negado(error) from error
    numero = int(cursor.lastrowid or 0)
    asiento = cadena.de_operacion(
        numero,
        op.visita_id,
        cuando=cuando.isoformat(),
        quien=quien,
        que=op.que,
        clase=clase,
        sobre=sobre,
        cambios=[_aplicar(db, cambio, numero) for cambio in op.cambios],
        copia=copia,
    )
    cadena.agregar(db, asiento)
    return numero


def _aplicar(db: Database, cambio: Cambio, operacion: int) -> tuple[int, str, str, str | None, str | None]:
    """The row of history that it wrote: number, table, record, before, after."""
    valor = cambio.vigente
    tabla = tabla_de(type(valor))
    previo = db.conn.execute(f"SELECT datos FROM {tabla} WHERE id = ?", (valor.id,)).fetchone()
    en_disco = de_json(tabla, previo[0]) if previo else None
    if en_disco != cambio.antes:
        raise ChangedElsewhere("Este dato cambió en otra ventana mientras usted escribía.")
    despues = a_json(cambio.despues)
    try:
        if despues is None:
            db.conn.execute(f"DELETE FROM {tabla} WHERE id = ?", (valor.id,))
        elif previo:
            db.conn.execute(f"UPDATE {tabla} SET datos = ? WHERE id = ?", (despues, valor.id))
        elif isinstance(valor, Visita):
            db.conn.execute("INSERT INTO visita(id, datos) VALUES (?,?)", (valor.id, despues))
        else:
            db.conn.execute(
                f"INSERT INTO {tabla}(id, visita_id, datos) VALUES (?,?,?)", (valor.id, valor.visita_id, despues)
            )
    except sqlite.IntegrityError as error:
        raise negado(error) from error
    if isinstance(cambio.despues, Evidencia):
        # It is spoken of again: its content, which the bin may have let go, stays from here on (ADR 0030).
        db.conn.execute("DELETE FROM sobrante WHERE nombre IN (?,?)", (cambio.despues.sha256, valor.id))
    escrito = (tabla, valor.id, previo[0] if previo else None, despues)
    cursor = db.conn.execute(
        "INSERT INTO cambio(operacion_id, tabla, registro_id, antes, despues) VALUES (?,?,?,?,?)",
        (operacion, *escrito),
    )
    return (int(cursor.lastrowid or 0), *escrito)


# --- undo ---------------------------------------------------------------------------------------------------------


def por_deshacer(db: Database, visita_id: str) -> tuple[int, str] | None:
    """The operation that undo would take back, as (number, phrase).

    Never the joining of a copy: others wrote what it brought, and taking it back would take it from them.
    """
    encontrado = filas(
        db,
        "SELECT id, que FROM operacion WHERE visita_id = ? AND clase = 'nueva' AND activa = 1"
        " AND id NOT IN (SELECT operacion_id FROM copia_unida) ORDER BY id DESC LIMIT 1",
        visita_id,
    )
    return (int(encontrado[0][0]), str(encontrado[0][1])) if encontrado else None


def por_rehacer(db: Database, visita_id: str) -> tuple[int, str] | None:
    """The operation that redo would bring back: the one undone last, if nothing new was done since that undo."""
    encontrado = filas(
        db,
        "SELECT o.id, o.que FROM operacion d JOIN operacion o ON o.id = d.sobre"
        " WHERE d.visita_id = ?1 AND d.clase = 'deshacer' AND o.activa = 0 AND d.id >"
        " (SELECT max(id) FROM operacion WHERE visita_id = ?1 AND clase = 'nueva') ORDER BY d.id DESC LIMIT 1",
        visita_id,
    )
    return (int(encontrado[0][0]), str(encontrado[0][1])) if encontrado else None


def deshacer(db: Database, visita_id: str, *, quien: str, cuando: datetime) -> Operacion | None:
    """Take back the last operation in force; None where there is none. The creation of the visit stays.

    An empty one where all that it did was blacked out since, or was the black-out: that is not taken back, it only
    stands no longer before what was done earlier.
    """
    with escritura(db):
        cual = por_deshacer(db, visita_id)
        if cual is None:
            return None
        op = tachados.de_hoy(db, operacion(db, visita_id, *cual).inversa)
        if _es_frontera(op):
            return None
        if op.vacia:
            db.conn.execute("UPDATE operacion SET activa = 0 WHERE id = ?", (cual[0],))
            return op
        try:
            _escribir(db, op, quien=quien, cuando=cuando, clase="deshacer", sobre=cual[0])
        except ChangedElsewhere as error:
            if filas(db, "SELECT 1 FROM copia_unida WHERE operacion_id > ? LIMIT 1", cual[0]):
                raise UserError(
                    f"No se deshizo «{cual[1]}»: después unió una copia que cambió ese dato. Corríjalo en su lugar."
                ) from error
            raise
        db.conn.execute("UPDATE operacion SET activa = 0 WHERE id = ?", (cual[0],))
        return op


def _es_frontera(op: Operacion) -> bool:
    """Creating, closing and reopening a visit are not undone by a key."""
    return any(
        isinstance(c.vigente, Visita)
        and not (isinstance(c.antes, Visita) and isinstance(c.despues, Visita) and c.antes.estado == c.despues.estado)
        for c in op.cambios
    )


def rehacer(db: Database, visita_id: str, *, quien: str, cuando: datetime) -> Operacion | None:
    """Bring back what was undone last; None where nothing was, or where something new was done since."""
    with escritura(db):
        cual = por_rehacer(db, visita_id)
        if cual is None:
            return None
        op = tachados.de_hoy(db, operacion(db, visita_id, *cual))
        _escribir(db, op, quien=quien, cuando=cuando, clase="rehacer", sobre=cual[0])
        db.conn.execute("UPDATE operacion SET activa = 1 WHERE id = ?", (cual[0],))
        return op


def operacion(db: Database, visita_id: str, numero: int, que: str) -> Operacion:
    """An operation of the past, as history holds it."""
    cambios = filas(db, "SELECT tabla, antes, despues FROM cambio WHERE operacion_id = ? ORDER BY id", numero)
    return Operacion(visita_id, que, tuple(Cambio(de_json(t, a), de_json(t, d)) for t, a, d in cambios))


def historia(db: Database, registro_id: str, limite: int = 50) -> tuple[Entrada, ...]:
    """What happened to one record, newest first."""
    encontrado = filas(
        db,
        "SELECT o.id, o.cuando, o.quien, o.que, o.clase, c.tabla, c.antes, c.despues FROM cambio c"
        " JOIN operacion o ON o.id = c.operacion_id WHERE c.registro_id = ? ORDER BY c.id DESC LIMIT ?",
        registro_id,
        limite,
    )
    return tuple(
        Entrada(int(n), datetime.fromisoformat(cuando), quien, que, clase, de_json(t, a), de_json(t, d))
        for n, cuando, quien, que, clase, t, a, d in encontrado
    )


def unidas(db: Database, visita_id: str) -> frozenset[int]:
    """The operations of a visit that joined a copy."""
    return frozenset(
        int(n)
        for (n,) in filas(
            db,
            "SELECT u.operacion_id FROM copia_unida u JOIN operacion o ON o.id = u.operacion_id WHERE o.visita_id = ?",
            visita_id,
        )
    )
