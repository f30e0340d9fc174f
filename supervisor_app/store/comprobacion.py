"""Looks for what is wrong in the database and says it in sentences. It must never mend anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import comprobacion_cadena, comprobacion_palabras, cuaderno
from supervisor_app.store.archivos import Archivos
from supervisor_app.store.candados import asegurar_disparadores
from supervisor_app.store.codigo import CLASES, de_json
from supervisor_app.store.comprobacion_cadena import folio
from supervisor_app.store.conexion import filas, lectura
from supervisor_app.store.esquema import migraciones

_QUE_ES: Final = {"trigger": ("el candado", "o"), "table": ("la tabla", "a"), "index": ("el índice", "o")}

_EMITIDO: Final = {"asm_emitida": "Tabla de ASM", "cedula_seguimiento": "Cédula de seguimiento"}


def comprobar(db: Database) -> list[str]:
    """Whether SQLite finds the file whole, tables and triggers are those of the application, records read and agree
    with history, and the chain of each visit is whole."""
    with lectura(db):
        faltas = [f"Integridad: {m}" for (m,) in filas(db, "pragma integrity_check") if m != "ok"]
        faltas += [f"Referencia rota en la tabla {fila[0]}." for fila in filas(db, "pragma foreign_key_check")]
        de_tablas = list(_comprobar_esquema(db))
        faltas += de_tablas
        if any("la tabla" in falta.casefold() for falta in de_tablas):
            # What hangs from a table that is gone or another one cannot be asked.
            return faltas
        for tabla in CLASES:
            faltas += _comprobar_tabla(db, tabla)
        return [*faltas, *_comprobar_deshechas(db), *comprobacion_cadena.comprobar(db), *cuaderno.comprobar(db)]


def _comprobar_esquema(db: Database) -> Iterator[str]:
    """Against a database made now: what is missing, was changed, or is of nobody."""
    debidas, presentes = _fresco(), _partes(db)
    for (clase, nombre), orden in debidas.items():
        que, _ = _QUE_ES[clase]
        if (clase, nombre) not in presentes:
            yield f"Falta {que} «{nombre}» de la base."
        elif presentes[clase, nombre] != orden:
            yield f"{que.capitalize()} «{nombre}» de la base se modificó por fuera."
    for clase, nombre in presentes:
        if (clase, nombre) not in debidas:
            que, genero = _QUE_ES.get(clase, (f"«{clase}»", "o"))
            yield f"En la base está {que} «{nombre}», que no es de la aplicación: alguien l{genero} agregó por fuera."


@cache
def _fresco() -> Mapping[tuple[str, str], str]:
    fresca = Database(sqlite.connect(":memory:", isolation_level=None), strict=True, execute_plugins=False)
    try:
        migraciones.apply(fresca)
        asegurar_disparadores(fresca)
        return _partes(fresca)
    finally:
        fresca.conn.close()


def _partes(db: Database) -> dict[tuple[str, str], str]:
    """Tables, indexes and triggers with the statement that makes each; the tables of the libraries are their matter."""
    return {
        (str(clase), str(nombre)): str(orden)
        for clase, nombre, orden in filas(
            db,
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " AND name NOT LIKE '\\_sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '%\\_fts\\__%' ESCAPE '\\'"
            " OR type = 'trigger' ORDER BY type = 'trigger', type DESC, name",
        )
    }


def _comprobar_tabla(db: Database, tabla: str) -> list[str]:
    faltas = []
    visita_id = "r.id" if tabla == "visita" else "r.visita_id"
    ultimo = (
        f"SELECT r.id, {visita_id}, r.datos, (SELECT despues FROM cambio WHERE registro_id = r.id AND tabla = ?1"
        f" ORDER BY id DESC LIMIT 1) FROM {tabla} r ORDER BY r.n"
    )
    for registro_id, visita, datos, historia_ in filas(db, ultimo, tabla):
        if datos != historia_:
            que = _registro(db, visita, tabla, registro_id, historia_ or datos)
            faltas.append(f"{que} no coincide con su historia: se modificó por fuera.")
        try:
            de_json(tabla, datos)
        except ValueError:
            faltas.append(f"{_registro(db, visita, tabla, registro_id, historia_)} no se puede leer.")
    if tabla != "visita":
        movidos = f"SELECT id, visita_id, datos FROM {tabla} WHERE visita_id <> json_extract(datos,'$.visita_id')"
        faltas += [
            f"{_registro(db, visita, tabla, r, datos)} se cambió de visita por fuera."
            for r, visita, datos in filas(db, f"{movidos} ORDER BY n")
        ]
    perdidos = (
        "SELECT c.registro_id, o.visita_id, c.despues FROM cambio c JOIN operacion o ON o.id = c.operacion_id"
        " WHERE c.tabla = ?1 AND c.despues IS NOT NULL"
        " AND c.id = (SELECT max(u.id) FROM cambio u WHERE u.registro_id = c.registro_id AND u.tabla = ?1)"
        f" AND NOT EXISTS (SELECT 1 FROM {tabla} r WHERE r.id = c.registro_id) ORDER BY c.id"
    )
    for registro_id, visita, datos in filas(db, perdidos, tabla):
        faltas.append(f"{_registro(db, visita, tabla, registro_id, datos)} se borró por fuera.")
    return faltas


def _registro(db: Database, visita_id: str, tabla: str, registro_id: str, datos: str | None) -> str:
    """«Visita V-2026-001: la respuesta CO-02-03 (registro r12)»."""
    que = comprobacion_palabras.registro(tabla, datos)
    return f"Visita {folio(db, visita_id)}: {que} (registro {registro_id})"


def _comprobar_deshechas(db: Database) -> Iterator[str]:
    """What was undone and is marked as in force: undo would take it back again."""
    ultima: dict[int, str] = {}
    vigentes: dict[int, tuple[str, str]] = {}
    for numero, visita_id, que, clase, sobre, activa in filas(
        db, "SELECT id, visita_id, que, clase, sobre, activa FROM operacion ORDER BY id"
    ):
        if sobre is not None:
            ultima[int(sobre)] = str(clase)
        if activa:
            vigentes[int(numero)] = (str(visita_id), str(que))
    for numero, clase in ultima.items():
        if clase == "deshacer" and numero in vigentes:
            visita_id, que = vigentes[numero]
            yield (
                f"Visita {folio(db, visita_id)}: la operación {numero}, «{que}», se deshizo y está marcada como "
                "vigente: se cambió por fuera."
            )


def archivos_que_faltan(db: Database, archivos: Archivos) -> Iterator[str]:
    """What a record speaks of and is not on disk as it was kept, in sentences."""
    for sha256, de_que in (*_de_visitas(db), *_del_cuaderno(db)):
        try:
            archivos.comprobar(sha256)
        except EnvironmentProblem as error:
            yield f"{de_que}: {error.message}"


def _de_visitas(db: Database) -> Iterator[tuple[str, str]]:
    """Every file that a record of a visit speaks of: (SHA-256, what it is and of which visit)."""
    for f, s, q in filas(
        db,
        "SELECT v.folio, c.sha256, c.que FROM (SELECT visita_id, sha256,"
        " 'evidencia ' || json_extract(datos,'$.nombre') AS que FROM evidencia UNION"
        " SELECT visita_id, json_extract(datos,'$.universo.sha256'),"
        " 'universo ' || json_extract(datos,'$.universo.nombre') FROM muestreo UNION"
        " SELECT visita_id, json_extract(datos,'$.muestreo.universo.sha256'),"
        " 'universo ' || json_extract(datos,'$.muestreo.universo.nombre')"
        " FROM sin_lugar WHERE json_extract(datos,'$.muestreo.universo.sha256') IS NOT NULL UNION"
        " SELECT d.visita_id, a.sha256, d.titulo || ', versión ' || d.version FROM documento_archivo a"
        " JOIN documento d ON d.id = a.documento_id) c LEFT JOIN visita v ON v.id = c.visita_id ORDER BY 1, 3",
    ):
        yield str(s), f"Visita {f}: {q}"


def _del_cuaderno(db: Database) -> Iterator[tuple[str, str]]:
    """The same of the notebook: evidence of acts, and what was emitted, each of its versions."""
    for s, f, n in filas(
        db,
        "SELECT DISTINCT json_extract(e.value,'$.sha256'), json_extract(c.datos,'$.folio'),"
        " json_extract(e.value,'$.nombre') FROM cuaderno c, json_each(c.datos,'$.evidencias') e"
        " WHERE c.clase = 'acto' ORDER BY 2, 3",
    ):
        yield str(s), f"Seguimiento de {f}: evidencia {n}"
    for clase, que in _EMITIDO.items():
        for s, f, n in filas(
            db,
            "SELECT json_extract(datos,'$.sha256'), json_extract(datos,'$.folio'), json_extract(datos,'$.version')"
            " FROM cuaderno WHERE clase = ? AND datos IS NOT NULL ORDER BY n",
            clase,
        ):
            yield str(s), f"{que} {f}, versión {n}"


def folios(db: Database) -> Mapping[str, str]:
    """The folio of every visit, by its id."""
    return {str(i): str(f) for i, f in filas(db, "SELECT id, folio FROM visita ORDER BY n")}


def nombres_de_paquetes(db: Database, *, turnado: bool) -> frozenset[str]:
    return frozenset(str(n) for (n,) in filas(db, f"SELECT nombre FROM {'turnado' if turnado else 'paquete'}"))


def se_cerro_aqui(db: Database, visita_id: str, revision: int) -> bool:
    """Whether an operation that joined no copy closed that revision: then its package was made in this folder."""
    return bool(
        filas(
            db,
            "SELECT 1 FROM cambio c JOIN operacion o ON o.id = c.operacion_id WHERE c.registro_id = ?1"
            " AND c.tabla = 'visita' AND json_extract(c.despues, '$.estado') = 'cerrada'"
            " AND json_extract(c.despues, '$.revision') = ?2"
            " AND o.id NOT IN (SELECT operacion_id FROM copia_unida) LIMIT 1",
            visita_id,
            revision,
        )
    )
