"""Rows of what goes beside or around a package: a person's e.firma of it, and what its envelope is made with.

Added, never changed. This module must never judge a signature nor a key: who calls it did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.domain.documento import FirmaDelPaquete
from supervisor_app.store.conexion import escritura, filas
from supervisor_app.store.negados import o_bien

_FIRMA = ("paquete", "visita_id", "revision", "firmante", "rfc", "numero_certificado", "cuando", "sha256", "bytes")


@dataclass(frozen=True, slots=True, repr=False)
class LacreGuardado:
    """What makes the envelope of a content (by its hash) to a key (by its hash), and what that envelope is."""

    contenido: str
    llave: str
    visita_id: str
    secreto: bytes
    cabeza: bytes
    sobre: str
    bytes: int


class Envios:
    """The rows over one connection; every write goes through ``guardar``, which asks for the turn."""

    def __init__(self, db: Database, guardar: Callable[[Callable[[Database], None]], None]) -> None:
        self._db, self._guardar = db, guardar

    # --- e.firmas -------------------------------------------------------------------------------------------------

    def firma(self, paquete: str) -> tuple[FirmaDelPaquete, bytes] | None:
        """The e.firma of a package and its bytes; None where nobody signed it."""
        columnas = ", ".join(_FIRMA)
        halladas = filas(self._db, f"SELECT {columnas}, contenido FROM firma_paquete WHERE paquete = ?", paquete)
        if not halladas:
            return None
        *valores, contenido = halladas[0]
        return FirmaDelPaquete.model_validate(dict(zip(_FIRMA, valores, strict=True))), bytes(contenido)

    def guardar_firma(self, firma: FirmaDelPaquete, contenido: bytes) -> None:
        """Keep an e.firma. Raises UserError where the package has one, or its visit is in the bin."""

        def hacer(db: Database) -> None:
            renglon = (*(getattr(firma, c) for c in _FIRMA if c != "cuando"), firma.cuando.isoformat(), contenido)
            columnas = ", ".join((*(c for c in _FIRMA if c != "cuando"), "cuando", "contenido"))
            try:
                with escritura(db):
                    db.conn.execute(
                        f"INSERT INTO firma_paquete({columnas}) VALUES ({','.join('?' * len(renglon))})", renglon
                    )
            except sqlite.IntegrityError as error:
                raise o_bien(error, "Ese paquete ya lleva una e.firma.") from error

        self._guardar(hacer)

    def firmas_por_anunciar(self, autor: str) -> tuple[FirmaDelPaquete, ...]:
        """Those that no entry of this feed speaks of, and whose package one does; in the order they were made."""
        halladas = filas(
            self._db,
            f"SELECT {', '.join(_FIRMA)} FROM firma_paquete WHERE EXISTS (SELECT 1 FROM feed WHERE autor = ?1"
            " AND clase = 'paquete' AND sobre = firma_paquete.paquete)"
            " AND NOT EXISTS (SELECT 1 FROM feed WHERE autor = ?1 AND clase = 'efirma'"
            " AND sobre = firma_paquete.sha256) ORDER BY rowid",
            autor,
        )
        return tuple(FirmaDelPaquete.model_validate(dict(zip(_FIRMA, h, strict=True))) for h in halladas)

    # --- envelopes ------------------------------------------------------------------------------------------------

    def lacre(self, contenido: str, llave: str) -> LacreGuardado | None:
        """What the envelope of that content to that key is made with; None where none was made yet."""
        halladas = filas(
            self._db,
            "SELECT contenido, llave, visita_id, secreto, cabeza, sobre, bytes FROM lacre"
            " WHERE contenido = ? AND llave = ?",
            contenido,
            llave,
        )
        if not halladas:
            return None
        de, para, visita_id, secreto, cabeza, sobre, octetos = halladas[0]
        return LacreGuardado(de, para, visita_id, bytes(secreto), bytes(cabeza), sobre, octetos)

    def guardar_lacre(self, lacre: LacreGuardado) -> None:
        """Keep it; one that is there already stays, whoever made it."""

        def hacer(db: Database) -> None:
            with escritura(db):
                db.conn.execute(
                    "INSERT INTO lacre(contenido, llave, visita_id, secreto, cabeza, sobre, bytes)"
                    " VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                    (
                        lacre.contenido, lacre.llave, lacre.visita_id, lacre.secreto, lacre.cabeza, lacre.sobre,
                        lacre.bytes,
                    ),
                )  # fmt: skip

        self._guardar(hacer)
