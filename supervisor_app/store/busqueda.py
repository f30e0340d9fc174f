"""Full-text search over visits, answers (also those without a place), sample rows, findings and measures.

FTS5; accents do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlite_utils import Database

from supervisor_app.store.conexion import filas
from supervisor_app.store.lecturas import FUERA
from supervisor_app.store.tablas import BUSCABLES

_PALABRA = re.compile(r"\w+", re.UNICODE)
MARCA_INICIO, MARCA_FIN = "\u2068", "\u2069"
"""Around each hit of an excerpt; the window turns them into weight."""


@dataclass(frozen=True, slots=True)
class Hallado:
    """One hit: which kind of record, which one, of which visit, and the text around the hit."""

    tabla: str
    registro_id: str
    visita_id: str
    extracto: str


def consulta(texto: str) -> str:
    """What a person typed as an FTS5 query: every word must be there, the last may be unfinished."""
    # Composed, as the words are sought whole: «ñ» may come as two characters, and a mark alone ends a word here.
    palabras = _PALABRA.findall(unicodedata.normalize("NFC", texto))[:12]
    if not palabras:
        return ""
    citadas = [f'"{p}"' for p in palabras]
    return " ".join([*citadas[:-1], citadas[-1] + "*"])


def buscar(db: Database, texto: str, *, limite: int = 50, visita_id: str | None = None) -> tuple[Hallado, ...]:
    """The best hits per kind of record, visits first. Never fails on what people type."""
    pregunta = consulta(texto)
    if not pregunta:
        return ()
    salida: list[Hallado] = []
    for tabla in BUSCABLES:
        dueno = "id" if tabla == "visita" else "visita_id"
        solo = f" AND r.{dueno} = ?3" if visita_id else ""
        parametros = (pregunta, limite, visita_id) if visita_id else (pregunta, limite)
        encontrado = filas(
            db,
            f"SELECT r.id, r.{dueno}, snippet({tabla}_fts, 0, '{MARCA_INICIO}', '{MARCA_FIN}', '…', 14)"
            f" FROM {tabla}_fts JOIN {tabla} r ON r.n = {tabla}_fts.rowid"
            f" WHERE {tabla}_fts MATCH ?1{solo} AND r.{dueno} {FUERA} ORDER BY {tabla}_fts.rank LIMIT ?2",
            *parametros,
        )
        salida += [Hallado(tabla, r, v, " ".join(e.split())) for r, v, e in encontrado]
    return tuple(salida[:limite])
