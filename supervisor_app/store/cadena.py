"""Links what is written of a visit to what was written before, and reads it again entry by entry (ADR 0028).

Every writer of history, documents, packages and deliveries links its row in the same transaction. This module must
never judge: what is wrong in a chain is found by ``comprobacion_cadena``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from sqlite_utils import Database

from supervisor_app.domain.cadena import FORMATO, NINGUNA, Asiento, Cabeza, Eslabon, enlazar
from supervisor_app.store.conexion import filas

Renglon = Sequence[Any]

DOCUMENTO: Final = (
    "id", "visita_id", "revision", "tipo", "clave", "version", "folio", "titulo", "registro_sha256", "huella",
    "campos", "creado", "asientos", "eslabon", "motivo",
)  # fmt: skip
ARCHIVO: Final = (
    "documento_id", "orden", "metodo", "sha256", "bytes", "paginas", "campo", "firmante", "rfc", "numero_certificado",
    "cuando", "nota",
)  # fmt: skip
PAQUETE: Final = ("visita_id", "revision", "nombre", "sha256", "bytes", "creado")
ENTREGA: Final = ("visita_id", "revision", "nombre", "sha256", "bytes", "destino", "cuando")
AJENA: Final = (
    "id", "visita_id", "clase", "registro_id", "padres", "datos", "decide", "reabre", "equipo", "operacion", "cambio",
    "quien", "cuando", "que",
)  # fmt: skip
"""What is hashed of each row. A column that comes later is not among them: it needs a format of its own."""


def cabeza(db: Database, visita_id: str) -> Cabeza:
    """The last entry of a visit; none where nothing was written."""
    ultimo = filas(db, _ULTIMO, visita_id)
    return Cabeza(asientos=ultimo[0][0], eslabon=ultimo[0][1]) if ultimo else NINGUNA


def agregar(db: Database, asiento: Asiento) -> None:
    """Link an entry after the last of its visit. The caller holds the transaction that writes what it is of."""
    n, anterior = db.conn.execute(_ULTIMO, (asiento.visita_id,)).fetchone() or (0, "")
    db.conn.execute(_INSERTAR, _renglon(asiento, n + 1, enlazar(anterior, asiento)))


_ULTIMO: Final = "SELECT n, sha256 FROM eslabon WHERE visita_id = ? ORDER BY n DESC LIMIT 1"
_INSERTAR: Final = "INSERT INTO eslabon(visita_id, n, de, cual, formato, rastro, sha256) VALUES (?,?,?,?,?,?,?)"


def _renglon(a: Asiento, n: int, eslabon: Eslabon) -> tuple[object, ...]:
    return (a.visita_id, n, a.de, a.cual, FORMATO, eslabon.rastro, eslabon.sha256)


# --- what each kind of entry says ----------------------------------------------------------------------------------


def de_operacion(
    numero: int,
    visita_id: str,
    *,
    cuando: str,
    quien: str,
    que: str,
    clase: str,
    sobre: int | None,
    cambios: Iterable[Renglon],
    copia: Sequence[Any] | None,
) -> Asiento:
    """``cambios``: (number, table, record, before, after) each. ``copia``: ``de_copia``, None where none was joined."""
    partes = {
        "cuando": cuando,
        "quien": quien,
        "que": que,
        "clase": [clase, sobre],
        "cambios": [list(c) for c in cambios],
        "copia": copia,
    }
    return Asiento(visita_id, "operacion", str(numero), partes)


def de_copia(origen: Renglon, versiones: Iterable[Renglon]) -> list[Any]:
    """What a joined copy brought: (laptop, who, when, hash of its file), and the ``AJENA`` columns of each version."""
    return [list(origen), [list(v) for v in versiones]]


def de_documento(fila: Renglon) -> Asiento:
    """Of the ``DOCUMENTO`` columns of an emitted version."""
    partes = dict(zip(DOCUMENTO, fila, strict=True))
    return Asiento(str(partes["visita_id"]), "documento", str(partes["id"]), partes)


def de_archivo(visita_id: str, fila: Renglon) -> Asiento:
    """Of the ``ARCHIVO`` columns of a file of a document: its emission, a signature, a scan, a stamp."""
    partes = dict(zip(ARCHIVO, fila, strict=True))
    return Asiento(visita_id, "archivo", f"{partes['documento_id']}/{partes['orden']}", partes)


def de_paquete(fila: Renglon, *, turnado: bool = False) -> Asiento:
    partes = dict(zip(PAQUETE, fila, strict=True))
    return Asiento(str(partes["visita_id"]), "turnado" if turnado else "paquete", str(partes["revision"]), partes)


def de_entrega(fila: Renglon, *, turnado: bool = False) -> Asiento:
    partes = dict(zip(ENTREGA, fila, strict=True))
    clase = "entrega_turnado" if turnado else "entrega"
    return Asiento(str(partes["visita_id"]), clase, f"{partes['revision']}/{partes['destino']}", partes)


# --- read again -----------------------------------------------------------------------------------------------------


def asientos(db: Database) -> Iterator[Asiento]:
    """All that is written of all visits, each visit's operations in their order, then documents, packages, deliveries.

    Rows are read as they are asked for: a whole history need not fit in memory.
    """
    yield from _operaciones(db)
    for fila in db.conn.execute(f"SELECT {', '.join(DOCUMENTO)} FROM documento ORDER BY rowid"):
        yield de_documento(fila)
    columnas = ", ".join(f"a.{c}" for c in ARCHIVO)
    for visita_id, *fila in db.conn.execute(
        f"SELECT d.visita_id, {columnas} FROM documento_archivo a JOIN documento d ON d.id = a.documento_id"
        " ORDER BY d.rowid, a.orden"
    ):
        yield de_archivo(visita_id, fila)
    for turnado in (False, True):
        tabla = "turnado" if turnado else "paquete"
        for fila in db.conn.execute(f"SELECT {', '.join(PAQUETE)} FROM {tabla} ORDER BY rowid"):
            yield de_paquete(fila, turnado=turnado)
    for turnado in (False, True):
        tabla = "entrega_turnado" if turnado else "entrega"
        for fila in db.conn.execute(f"SELECT {', '.join(ENTREGA)} FROM {tabla} ORDER BY rowid"):
            yield de_entrega(fila, turnado=turnado)


def _operaciones(db: Database) -> Iterator[Asiento]:
    copias = {
        int(n): list(resto)
        for n, *resto in filas(db, "SELECT operacion_id, equipo, quien, hecha, sha256 FROM copia_unida")
    }
    renglones = db.conn.execute(
        "SELECT o.id, o.visita_id, o.cuando, o.quien, o.que, o.clase, o.sobre,"
        " c.id, c.tabla, c.registro_id, c.antes, c.despues"
        " FROM operacion o LEFT JOIN cambio c ON c.operacion_id = o.id ORDER BY o.id, c.id"
    )
    for (numero, visita_id, cuando, quien, que, clase, sobre), grupo in groupby(renglones, key=lambda r: r[:7]):
        yield de_operacion(
            numero,
            visita_id,
            cuando=cuando,
            quien=quien,
            que=que,
            clase=clase,
            sobre=sobre,
            cambios=[r[7:] for r in grupo if r[7] is not None],
            copia=_traido(db, numero, copias[numero]) if numero in copias else None,
        )


def _traido(db: Database, numero: int, origen: Renglon) -> list[Any]:
    versiones = filas(db, f"SELECT {', '.join(AJENA)} FROM version_ajena WHERE copia = ? ORDER BY n", numero)
    return de_copia(origen, versiones)


def enlazar_todo(db: Database) -> None:
    """Link everything that was written before there was a chain. The caller holds the transaction."""
    cabezas: dict[str, tuple[int, str]] = {}

    def renglones() -> Iterator[tuple[object, ...]]:
        for asiento in asientos(db):
            n, anterior = cabezas.get(asiento.visita_id, (0, ""))
            eslabon = enlazar(anterior, asiento)
            cabezas[asiento.visita_id] = (n + 1, eslabon.sha256)
            yield _renglon(asiento, n + 1, eslabon)

    db.conn.executemany(_INSERTAR, renglones())
