"""The tables, as migrations that all run on a fresh database.

Records are JSON documents of the domain's models in STRICT tables; the columns that are searched or joined are
generated from them. After migrating the triggers are made again (``candados``).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import cadena, conexion, respaldo
from supervisor_app.store.candados import asegurar_disparadores, palabras
from supervisor_app.store.tablas import TABLAS_1, TABLAS_2, TABLAS_3, UNIDAD, Columnas

VERSION = 13
"""Raised with every change of tables or triggers; an older application refuses what a newer one made."""

migraciones = Migrations("supervisor")


def _crear(db: Database, tablas: dict[str, Columnas]) -> None:
    for tabla, columnas in tablas.items():
        generadas = "".join(
            f", {nombre} {tipo} GENERATED ALWAYS AS (json_extract(datos, '{ruta}')) VIRTUAL"
            for nombre, ruta, tipo in columnas
        )
        dueno = "" if tabla == "visita" else ", visita_id TEXT NOT NULL REFERENCES visita(id)"
        # A real integer key: FTS rows point at it, and VACUUM may renumber a hidden rowid.
        db.execute(
            f"CREATE TABLE {tabla} (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE{dueno},"
            f" datos TEXT NOT NULL CHECK (json_valid(datos)){generadas}) STRICT"
        )
        if dueno:
            db.execute(f"CREATE INDEX {tabla}_visita ON {tabla}(visita_id)")


@migraciones()
def m001_registros(db: Database) -> None:
    """Records, history, documents and deliveries."""
    _crear(db, TABLAS_1)
    db.execute("CREATE UNIQUE INDEX visita_folio ON visita(folio)")
    db.execute("CREATE INDEX visita_inicio ON visita(inicio)")
    db.execute("CREATE INDEX medida_fecha ON medida(fecha)")
    db.execute("CREATE INDEX verificacion_hallazgo ON verificacion(hallazgo_id)")
    # The visits of one unit: what a new visit brings from the earlier ones.
    db.execute(f"CREATE INDEX visita_unidad ON visita({', '.join(UNIDAD)})")
    db.execute(
        "CREATE TABLE operacion (id INTEGER PRIMARY KEY, visita_id TEXT NOT NULL, cuando TEXT NOT NULL,"
        " quien TEXT NOT NULL, que TEXT NOT NULL, clase TEXT NOT NULL CHECK (clase IN ('nueva','deshacer','rehacer')),"
        " sobre INTEGER REFERENCES operacion(id), activa INTEGER NOT NULL CHECK (activa IN (0,1))) STRICT"
    )
    db.execute("CREATE INDEX operacion_visita ON operacion(visita_id, clase, activa, id)")
    db.execute(
        "CREATE TABLE cambio (id INTEGER PRIMARY KEY, operacion_id INTEGER NOT NULL REFERENCES operacion(id),"
        " tabla TEXT NOT NULL, registro_id TEXT NOT NULL, antes TEXT CHECK (antes IS NULL OR json_valid(antes)),"
        " despues TEXT CHECK (despues IS NULL OR json_valid(despues))) STRICT"
    )
    db.execute("CREATE INDEX cambio_operacion ON cambio(operacion_id)")
    db.execute("CREATE INDEX cambio_registro ON cambio(registro_id, id)")
    db.execute(
        "CREATE TABLE documento (id TEXT PRIMARY KEY, visita_id TEXT NOT NULL REFERENCES visita(id),"
        " revision INTEGER NOT NULL, tipo TEXT NOT NULL, clave TEXT NOT NULL, version INTEGER NOT NULL,"
        " folio TEXT NOT NULL, titulo TEXT NOT NULL, registro_sha256 TEXT NOT NULL, huella TEXT NOT NULL,"
        " campos TEXT NOT NULL CHECK (json_valid(campos)), creado TEXT NOT NULL,"
        " UNIQUE (visita_id, tipo, clave, version)) STRICT"
    )
    db.execute(
        "CREATE TABLE documento_archivo (documento_id TEXT NOT NULL REFERENCES documento(id), orden INTEGER NOT NULL,"
        " metodo TEXT NOT NULL CHECK (metodo IN ('emision','efirma','tinta')), sha256 TEXT NOT NULL,"
        " bytes INTEGER NOT NULL, paginas INTEGER NOT NULL, campo TEXT NOT NULL, firmante TEXT NOT NULL,"
        " rfc TEXT NOT NULL, numero_certificado TEXT NOT NULL, cuando TEXT NOT NULL,"
        " PRIMARY KEY (documento_id, orden)) STRICT"
    )
    db.execute(
        "CREATE TABLE paquete (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL,"
        " nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, creado TEXT NOT NULL,"
        " PRIMARY KEY (visita_id, revision)) STRICT"
    )
    db.execute(
        "CREATE TABLE entrega (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL,"
        " nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, destino TEXT NOT NULL,"
        " cuando TEXT NOT NULL, PRIMARY KEY (visita_id, revision, destino)) STRICT"
    )
    for tabla in ("visita", "respuesta", "fila", "inconsistencia", "medida"):
        db.execute(f"CREATE VIRTUAL TABLE {tabla}_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2')")


@migraciones()
def m002_oficio(db: Database) -> None:
    """Draws, answers without a place, indicators and the acta."""
    _crear(db, TABLAS_2)


@migraciones()
def m003_copias(db: Database) -> None:
    """Several laptops on one visit: the name of this one, the copies that were joined and the versions they brought."""
    _crear(db, TABLAS_3)
    db.execute("CREATE TABLE equipo (id TEXT PRIMARY KEY) STRICT")
    db.execute("INSERT INTO equipo(id) VALUES (lower(hex(randomblob(8))))")
    db.execute(
        "CREATE TABLE copia_unida (operacion_id INTEGER PRIMARY KEY REFERENCES operacion(id), equipo TEXT NOT NULL,"
        " quien TEXT NOT NULL, hecha TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT"
    )
    # What others wrote; what was written here stands in ``cambio``, and both make the versions of a record (ADR 0015).
    db.execute(
        "CREATE TABLE version_ajena (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " copia INTEGER NOT NULL REFERENCES copia_unida(operacion_id), visita_id TEXT NOT NULL, clase TEXT NOT NULL,"
        " registro_id TEXT NOT NULL, padres TEXT NOT NULL CHECK (json_valid(padres)),"
        " datos TEXT CHECK (datos IS NULL OR json_valid(datos)), decide TEXT NOT NULL CHECK (json_valid(decide)),"
        " reabre TEXT NOT NULL, equipo TEXT NOT NULL, operacion INTEGER NOT NULL, cambio INTEGER NOT NULL,"
        " quien TEXT NOT NULL, cuando TEXT NOT NULL, que TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX version_ajena_visita ON version_ajena(visita_id, copia)")
    db.execute("CREATE INDEX version_ajena_registro ON version_ajena(registro_id)")


@migraciones()
def m004_turnado(db: Database) -> None:
    """The packages of possible irregularities, which have a chain of revisions and deliveries of their own."""
    db.execute(
        "CREATE TABLE turnado (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL,"
        " nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, creado TEXT NOT NULL,"
        " PRIMARY KEY (visita_id, revision)) STRICT"
    )
    db.execute(
        "CREATE TABLE entrega_turnado (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL,"
        " nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, destino TEXT NOT NULL,"
        " cuando TEXT NOT NULL, PRIMARY KEY (visita_id, revision, destino)) STRICT"
    )


@migraciones()
def m005_busca_sin_lugar(db: Database) -> None:
    """What lost its place to a newer version of its cédula is found too, and what was answered in words."""
    db.execute("CREATE VIRTUAL TABLE sin_lugar_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2')")
    for tabla in ("sin_lugar", "respuesta", "fila"):
        db.execute(f"DELETE FROM {tabla}_fts")
        db.execute(f"INSERT INTO {tabla}_fts(rowid, texto) SELECT n, {palabras(tabla, 'datos')} FROM {tabla}")


@migraciones()
def m006_formas_de_firmar(db: Database) -> None:
    """A file of a document may be a drawing on the screen, the scan of a print that was signed, or a time stamp."""
    columnas = "documento_id, orden, metodo, sha256, bytes, paginas, campo, firmante, rfc, numero_certificado, cuando"
    db.execute("ALTER TABLE documento_archivo RENAME TO documento_archivo_1")
    db.execute(
        "CREATE TABLE documento_archivo (documento_id TEXT NOT NULL REFERENCES documento(id), orden INTEGER NOT NULL,"
        " metodo TEXT NOT NULL CHECK (metodo IN ('emision','dibujada','efirma','tinta','escaneo','sello')),"
        " sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, paginas INTEGER NOT NULL, campo TEXT NOT NULL,"
        " firmante TEXT NOT NULL, rfc TEXT NOT NULL, numero_certificado TEXT NOT NULL, cuando TEXT NOT NULL,"
        " PRIMARY KEY (documento_id, orden)) STRICT"
    )
    db.execute(f"INSERT INTO documento_archivo({columnas}) SELECT {columnas} FROM documento_archivo_1")
    db.execute("DROP TABLE documento_archivo_1")


@migraciones()
def m007_nota_del_escaneo(db: Database) -> None:
    """What whoever attached a scan said of it, where its code did not say by itself which document it is of."""
    db.execute("ALTER TABLE documento_archivo ADD COLUMN nota TEXT NOT NULL DEFAULT ''")


@migraciones()
def m008_cadena(db: Database) -> None:
    """The chain of each visit's history (ADR 0028), and where it stood when a document was emitted, and why it was."""
    # One B-tree and no other index: a keystroke writes one page more, and the last link of a visit is its last key.
    db.execute(
        "CREATE TABLE eslabon (visita_id TEXT NOT NULL, n INTEGER NOT NULL CHECK (n > 0), de TEXT NOT NULL CHECK (de IN"
        " ('operacion','documento','archivo','paquete','turnado','entrega','entrega_turnado')), cual TEXT NOT NULL,"
        " formato INTEGER NOT NULL, rastro TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),"
        " PRIMARY KEY (visita_id, n)) STRICT, WITHOUT ROWID"
    )
    db.execute("ALTER TABLE documento ADD COLUMN asientos INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE documento ADD COLUMN eslabon TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE documento ADD COLUMN motivo TEXT NOT NULL DEFAULT ''")
    cadena.enlazar_todo(db)


@migraciones()
def m009_papelera(db: Database) -> None:
    """The bin (ADR 0030): the visits in it, what happened in it, and the days on which the application was open."""
    # ``desde``: the last day seen when it went in. Days are counted by ``n``: a date says nothing where a clock jumps.
    db.execute(
        "CREATE TABLE papelera (visita_id TEXT NOT NULL UNIQUE REFERENCES visita(id), cuando TEXT NOT NULL,"
        " quien TEXT NOT NULL, desde INTEGER NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE papelera_hecho (n INTEGER PRIMARY KEY, hecho TEXT NOT NULL CHECK (hecho IN"
        " ('enviada','restaurada','borrada','vencida')), visita_id TEXT NOT NULL, folio TEXT NOT NULL,"
        " titulo TEXT NOT NULL, cuando TEXT NOT NULL, quien TEXT NOT NULL) STRICT"
    )
    # ``operacion``: the last one that was written when the day was first seen.
    db.execute(
        "CREATE TABLE dia_visto (n INTEGER PRIMARY KEY, dia TEXT NOT NULL UNIQUE, operacion INTEGER NOT NULL) STRICT"
    )
    # The last operation whose things were emptied out of the bins of visits.
    db.execute("CREATE TABLE vaciada (operacion INTEGER NOT NULL) STRICT")
    # What is to leave the disk, and the evidence whose content has.
    db.execute(
        "CREATE TABLE sobrante (clase TEXT NOT NULL CHECK (clase IN ('contenido','paquete','evidencia')),"
        " nombre TEXT NOT NULL, visita_id TEXT NOT NULL, pendiente INTEGER NOT NULL CHECK (pendiente IN (0,1)),"
        " PRIMARY KEY (clase, nombre)) STRICT"
    )
    db.execute("CREATE INDEX cambio_quita ON cambio(operacion_id) WHERE despues IS NULL")


@migraciones()
def m010_equipos(db: Database) -> None:
    """The names that this laptop took after the first: one for each backup it was restored from (ADR 0029)."""
    # ``desde``: the first operation under that name. What was written before keeps the name it was written under.
    db.execute(
        "CREATE TABLE equipo_posterior (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, desde INTEGER NOT NULL,"
        " cuando TEXT NOT NULL) STRICT"
    )


@migraciones()
def m011_sincronia(db: Database) -> None:
    """What is exchanged with the office: keys of machines, feeds, mailboxes, and the log of it (ADR 0034)."""
    db.execute(
        "CREATE TABLE llave_propia (nombre TEXT PRIMARY KEY, secreto BLOB NOT NULL CHECK (length(secreto) = 32),"
        " creada TEXT NOT NULL) STRICT"
    )
    # ``sobre``: the hash of the package or content that the entry speaks of.
    db.execute(
        "CREATE TABLE feed (autor TEXT NOT NULL, n INTEGER NOT NULL CHECK (n > 0), clase TEXT NOT NULL,"
        " sobre TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), contenido BLOB NOT NULL,"
        " PRIMARY KEY (autor, n)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX feed_sobre ON feed(sobre, clase)")
    db.execute("CREATE TABLE buzon (id TEXT PRIMARY KEY, direccion TEXT NOT NULL, visto TEXT) STRICT")
    db.execute(
        "CREATE TABLE publicado (buzon TEXT NOT NULL, autor TEXT NOT NULL, n INTEGER NOT NULL,"
        " PRIMARY KEY (buzon, autor)) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE sincronia (n INTEGER PRIMARY KEY, cuando TEXT NOT NULL, buzon TEXT NOT NULL,"
        " clase TEXT NOT NULL, visita_id TEXT NOT NULL, texto TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX sincronia_visita ON sincronia(visita_id, n)")
    # The e.firma of a person over a whole package (``contenido``: CMS), and what makes the envelope of a content to an
    # office the same bytes each time (``sobre``: its hash). ADR 0037.
    db.execute(
        "CREATE TABLE firma_paquete (paquete TEXT PRIMARY KEY, visita_id TEXT NOT NULL REFERENCES visita(id),"
        " revision INTEGER NOT NULL, firmante TEXT NOT NULL, rfc TEXT NOT NULL, numero_certificado TEXT NOT NULL,"
        " cuando TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL,"
        " contenido BLOB NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE lacre (contenido TEXT NOT NULL, llave TEXT NOT NULL, visita_id TEXT NOT NULL"
        " REFERENCES visita(id), secreto BLOB NOT NULL CHECK (length(secreto) = 32), cabeza BLOB NOT NULL,"
        " sobre TEXT NOT NULL CHECK (length(sobre) = 64), bytes INTEGER NOT NULL, PRIMARY KEY (contenido, llave))"
        " STRICT"
    )


@migraciones()
def m012_cuaderno(db: Database) -> None:
    """What belongs to no visit: programme, follow-up, ASM tables; each version a line, chained (ADR 0038)."""
    db.execute(
        "CREATE TABLE cuaderno (n INTEGER PRIMARY KEY, clase TEXT NOT NULL, id TEXT NOT NULL,"
        " version INTEGER NOT NULL CHECK (version > 0), cuando TEXT NOT NULL, quien TEXT NOT NULL, que TEXT NOT NULL,"
        " datos TEXT, anterior TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),"
        " UNIQUE (clase, id, version)) STRICT"
    )


@migraciones()
def m013_feed_por_clase(db: Database) -> None:
    """What a feed says of one kind is found without reading the rest of it."""
    db.execute("CREATE INDEX feed_clase ON feed(autor, clase)")


def preparar(db: Database, ruta: Path, ahora: datetime, llave: Llave | None = None) -> None:
    """Bring the database to this version: refuse a newer one, keep a copy, run what is pending, remake the triggers.

    Raises EnvironmentProblem, and then nothing was changed.
    """
    version = exigir_conocida(db)
    conexion.hacer_durable(db)
    if version == VERSION and not _pendientes(db):
        return
    if version:
        respaldo.respaldar(db, ruta.parent / "respaldos" / f"antes-de-migrar-{ahora:%Y%m%d-%H%M%S}.db", llave)
    with conexion.escritura(db):
        exigir_conocida(db)  # again: another window may have opened the same folder meanwhile
        migraciones.apply(db)
        asegurar_disparadores(db)
        db.conn.execute(f"pragma user_version={VERSION}")


def _pendientes(db: Database) -> bool:
    try:
        return bool(migraciones.pending(db))
    except sqlite.Error as error:
        # The first thing that is read through the log: of a folder that was restored it is made here.
        raise conexion.problema(error) from error


def exigir_conocida_en_disco(ruta: Path, llave: Llave | None = None) -> None:
    """The same before anything is opened to be written: closing a file that was not closed well writes into it.

    Raises EnvironmentProblem for a newer one, whose files stay as they are. What cannot be read ``abrir`` tells.
    """
    if not ruta.exists() or ruta.with_name(f"{ruta.name}-journal").exists():
        return
    # Without a log the file has all, and is read without leaving even an index beside it.
    sin_bitacora = not ruta.with_name(f"{ruta.name}-wal").exists()
    try:
        db = conexion.abrir(ruta, solo_lectura=True, fija=sin_bitacora, llave=llave)
    except EnvironmentProblem:
        return
    try:
        exigir_conocida(db)
    finally:
        db.conn.close()


def exigir_conocida(db: Database) -> int:
    """The version of the tables. Raises EnvironmentProblem for one that a newer application made."""
    version = int(conexion.filas(db, "pragma user_version")[0][0])
    if version > VERSION:
        raise EnvironmentProblem(
            "Estos datos los guardó una versión más nueva de la aplicación. No se modificó nada. "
            "Instale la versión más reciente para abrirlos."
        )
    return version
