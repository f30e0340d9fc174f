"""Links what is written of a visit to what was written before, and reads it again entry by entry (ADR 0028).

Every writer of history, documents, packages and deliveries links its row in the same transaction. This module must
never judge: what is wrong in a chain is found by ``comprobacion_cadena``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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

Clave = tuple[str, str]
"""What an entry is of, and which one: ``("operacion", "12")``."""

_DE_VISITA: Final = {
    "operacion": "SELECT visita_id, CAST(id AS TEXT) FROM operacion {donde} ORDER BY id",
    "documento": "SELECT visita_id, id FROM documento {donde} ORDER BY rowid",
    "archivo": "SELECT d.visita_id, a.documento_id || '/' || a.orden FROM documento d"
    " JOIN documento_archivo a ON a.documento_id = d.id {donde} ORDER BY d.rowid, a.orden",
    "paquete": "SELECT visita_id, CAST(revision AS TEXT) FROM paquete {donde} ORDER BY rowid",
    "turnado": "SELECT visita_id, CAST(revision AS TEXT) FROM turnado {donde} ORDER BY rowid",
    "entrega": "SELECT visita_id, revision || '/' || destino FROM entrega {donde} ORDER BY rowid",
    "entrega_turnado": "SELECT visita_id, revision || '/' || destino FROM entrega_turnado {donde} ORDER BY rowid",
}
"""The entries that there should be, in the order in which what was there before the chain was linked."""


def claves(db: Database, visita_id: str | None = None) -> Iterator[tuple[str, Clave]]:
    """Everything written of a visit, or of all, that has its place in a chain: the visit and what it is."""
    for de, consulta in _DE_VISITA.items():
        donde, datos = ("", ()) if visita_id is None else ("WHERE visita_id = ?", (visita_id,))
        for visita, cual in filas(db, consulta.format(donde=donde), *datos):
            yield str(visita), (de, str(cual))


def leer(db: Database, visita_id: str, clave: Clave) -> Asiento | None:
    """What an entry of a visit says today; None where it is not there any more."""
    de, cual = clave
    if de == "operacion":
        return _operacion(db, visita_id, cual)
    if de == "documento":
        return _uno(db, f"SELECT {', '.join(DOCUMENTO)} FROM documento WHERE id = ?", cual, como=de_documento)
    lugar, _, resto = cual.partition("/")
    if de == "archivo":
        return _uno(
            db,
            f"SELECT {', '.join(ARCHIVO)} FROM documento_archivo WHERE documento_id = ? AND orden = CAST(? AS INTEGER)",
            *(lugar, resto),
            como=lambda fila: de_archivo(visita_id, fila),
        )
    revision = "WHERE visita_id = ? AND revision = CAST(? AS INTEGER)"
    turnado = de.endswith("turnado")
    if de in ("paquete", "turnado"):
        orden = f"SELECT {', '.join(PAQUETE)} FROM {de} {revision}"
        return _uno(db, orden, visita_id, cual, como=lambda fila: de_paquete(fila, turnado=turnado))
    orden = f"SELECT {', '.join(ENTREGA)} FROM {de} {revision} AND destino = ?"
    return _uno(db, orden, visita_id, lugar, resto, como=lambda fila: de_entrega(fila, turnado=turnado))


def _uno(db: Database, orden: str, *datos: str, como: Callable[[Renglon], Asiento]) -> Asiento | None:
    encontrado = filas(db, orden, *datos)
    return como(encontrado[0]) if encontrado else None


def _operacion(db: Database, visita_id: str, cual: str) -> Asiento | None:
    encontrado = filas(
        db,
        "SELECT o.id, o.visita_id, o.cuando, o.quien, o.que, o.clase, o.sobre, u.equipo, u.quien, u.hecha, u.sha256"
        " FROM operacion o LEFT JOIN copia_unida u ON u.operacion_id = o.id WHERE o.id = CAST(? AS INTEGER)",
        cual,
    )
    if not encontrado or encontrado[0][1] != visita_id:
        return None
    numero, _, cuando, quien, que, clase, sobre, *origen = encontrado[0]
    cambios = filas(
        db, "SELECT id, tabla, registro_id, antes, despues FROM cambio WHERE operacion_id = ? ORDER BY id", numero
    )
    copia = None
    if origen[0] is not None:
        traido = filas(db, f"SELECT {', '.join(AJENA)} FROM version_ajena WHERE copia = ? ORDER BY n", numero)
        copia = de_copia(origen, traido)
    return de_operacion(
        numero, visita_id, cuando=cuando, quien=quien, que=que, clase=clase, sobre=sobre, cambios=cambios, copia=copia
    )


def enlazar_todo(db: Database) -> None:
    """Link everything that was written before there was a chain. The caller holds the transaction."""
    cabezas: dict[str, tuple[int, str]] = {}

    def renglones() -> Iterator[tuple[object, ...]]:
        for visita_id, clave in claves(db):
            if (asiento := leer(db, visita_id, clave)) is None:
                continue
            n, anterior = cabezas.get(visita_id, (0, ""))
            eslabon = enlazar(anterior, asiento)
            cabezas[visita_id] = (n + 1, eslabon.sha256)
            yield _renglon(asiento, n + 1, eslabon)

    db.conn.executemany(_INSERTAR, renglones())
