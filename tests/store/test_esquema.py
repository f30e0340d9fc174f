"""The tables are what ``schema.sql`` says, whatever way a database came to be, and a newer one is left alone.

After a change of tables or triggers, write the file again with ``python -m tests.store.test_esquema`` and read
its diff.
"""

import gzip
import re
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from supervisor_app.domain import comandos
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import candados, conexion, esquema, tablas
from supervisor_app.store.almacen import BASE, Almacen
from supervisor_app.store.codigo import CLASES
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE, NO_CUMPLE

ESQUEMA = Path(__file__).with_name("schema.sql")
# The shadow tables of FTS5 are SQLite's own matter.
_SOMBRA = re.compile(r"_fts_(data|idx|content|docsize|config)$")


def volcar(almacen: Almacen) -> str:
    ordenes = conexion.filas(
        almacen._db,
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'trigger', type DESC, name",
    )
    return "".join(f"{orden};\n\n" for nombre, orden in ordenes if not _SOMBRA.search(nombre))


def disparadores_de(db: Database) -> dict[str, str]:
    return dict(conexion.filas(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


HOY = esquema.VERSION


@pytest.fixture
def version_siguiente(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """The application of tomorrow: one more migration, in which a library call drops triggers."""
    siguientes = Migrations("supervisor")
    siguientes(name="m001_registros")(esquema.m001_registros)
    siguientes(name="m002_oficio")(esquema.m002_oficio)
    siguientes(name="m003_copias")(esquema.m003_copias)

    @siguientes()
    def m900_entrega(db: Database) -> None:
        db.table("entrega").transform(rename={"destino": "lugar"})
        db.execute("DROP TRIGGER respuesta_fts_au")

    monkeypatch.setattr(esquema, "migraciones", siguientes)
    monkeypatch.setattr(esquema, "VERSION", esquema.VERSION + 1)
    return siguientes


def poner_version(datos: Path, version: int, modo: str = "wal") -> bytes:
    """What a newer application leaves: the content of the file."""
    db = sqlite.connect(str(datos / BASE), isolation_level=None)
    db.execute(f"pragma user_version={version}")
    db.execute(f"pragma journal_mode={modo}")
    db.close()
    return (datos / BASE).read_bytes()


# --- a fresh database -----------------------------------------------------------------------------------------------


def test_the_tables_are_those_of_schema_sql(almacen: Almacen) -> None:
    assert volcar(almacen) == ESQUEMA.read_text(encoding="utf-8")


def test_a_fresh_database_has_the_version_of_the_application(almacen: Almacen) -> None:
    assert conexion.filas(almacen._db, "pragma user_version") == [(esquema.VERSION,)]


def test_a_fresh_database_keeps_no_copy_of_nothing(almacen: Almacen, datos: Path) -> None:
    assert not (datos / "respaldos").exists()


def test_every_trigger_is_there(almacen: Almacen) -> None:
    assert disparadores_de(almacen._db) == candados.disparadores()


def test_every_kind_of_record_has_its_table() -> None:
    assert set(CLASES) == set(tablas.TABLAS)


def test_every_table_is_strict(almacen: Almacen) -> None:
    flojas = conexion.filas(
        almacen._db,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'",
    )
    assert flojas == []


def test_opening_again_changes_nothing(libro: Libro, datos: Path) -> None:
    libro.almacen.cerrar()
    antes = (datos / BASE).read_bytes()
    Almacen(datos, ahora=AHORA).cerrar()
    assert (datos / BASE).read_bytes() == antes


def test_an_opening_that_was_cut_short_is_finished(datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cortar(db: Database) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cambio:
        cambio.setattr(esquema, "asegurar_disparadores", cortar)
        with pytest.raises(KeyboardInterrupt):
            Almacen(datos, ahora=AHORA)
    with Almacen(datos, ahora=AHORA) as almacen:
        assert almacen.comprobar() == ()


# --- a newer application --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("modo", ["wal", "delete"])
def test_a_newer_database_is_refused_and_stays_as_it_was(libro: Libro, datos: Path, modo: str) -> None:
    libro.almacen.cerrar()
    antes = poner_version(datos, esquema.VERSION + 1, modo)
    with pytest.raises(EnvironmentProblem, match="versión más nueva"):
        Almacen(datos, ahora=AHORA)
    assert (datos / BASE).read_bytes() == antes


def test_the_migration_of_a_new_version_leaves_every_trigger(
    libro: Libro, datos: Path, version_siguiente: Migrations
) -> None:
    libro.almacen.cerrar()
    with Almacen(datos, ahora=AHORA) as nuevo:
        assert disparadores_de(nuevo._db) == candados.disparadores()


def test_the_library_does_drop_triggers_when_it_transforms_a_table(almacen: Almacen) -> None:
    almacen._db.table("entrega").transform(rename={"destino": "lugar"})
    assert "entrega_fija_update" not in disparadores_de(almacen._db)


def test_the_migration_of_a_new_version_keeps_the_records(
    libro: Libro, datos: Path, version_siguiente: Migrations
) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.almacen.cerrar()
    with Almacen(datos, ahora=AHORA) as nuevo:
        assert nuevo.expediente(libro.id) == libro.e


ANTIGUAS = sorted((Path(__file__).parent.parent / "old_databases").glob("*.db.gz"))


@pytest.fixture(params=ANTIGUAS, ids=lambda ruta: ruta.name)
def antigua(request: pytest.FixtureRequest, datos: Path) -> Path:
    """A data folder as a released version left it, with the fictitious visit in it."""
    datos.mkdir(parents=True)
    (datos / BASE).write_bytes(gzip.decompress(request.param.read_bytes()))
    return datos


def test_a_database_of_a_released_version_opens_whole(antigua: Path) -> None:
    with Almacen(antigua, ahora=AHORA) as nuevo:
        (visita,) = nuevo.visitas()
        e = nuevo.expediente(visita.id)
        assert e is not None
        assert min(len(e.respuestas), len(e.inconsistencias), len(e.medidas), len(e.evidencias)) > 0


def test_a_database_of_a_released_version_gets_the_tables_of_today(antigua: Path) -> None:
    with Almacen(antigua, ahora=AHORA) as nuevo:
        assert volcar(nuevo) == ESQUEMA.read_text(encoding="utf-8")


def test_what_a_released_version_kept_is_found_as_what_is_written_today(antigua: Path) -> None:
    with Almacen(antigua, ahora=AHORA) as nuevo:
        for tabla in ("respuesta", "fila", "sin_lugar"):
            antes = conexion.filas(nuevo._db, f"SELECT rowid, texto FROM {tabla}_fts ORDER BY rowid")
            with conexion.escritura(nuevo._db):
                nuevo._db.conn.execute(f"DROP TRIGGER {tabla}_cerrada_update")
                nuevo._db.conn.execute(f"UPDATE {tabla} SET datos = datos")
            assert conexion.filas(nuevo._db, f"SELECT rowid, texto FROM {tabla}_fts ORDER BY rowid") == antes


def test_before_a_migration_there_is_a_whole_copy(libro: Libro, datos: Path, version_siguiente: Migrations) -> None:
    libro.almacen.cerrar()
    Almacen(datos, ahora=AHORA).cerrar()
    (copia,) = (datos / "respaldos").iterdir()
    db = conexion.abrir(copia, solo_lectura=True)
    assert conexion.filas(db, "SELECT count(*), (SELECT user_version FROM pragma_user_version) FROM visita") == [
        (1, HOY)
    ]
    db.conn.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    libro: Libro, datos: Path, version_siguiente: Migrations
) -> None:
    @version_siguiente()
    def m901_rota(db: Database) -> None:
        db.execute("DROP TABLE entrega")
        raise ZeroDivisionError

    libro.almacen.cerrar()
    with pytest.raises(ZeroDivisionError):
        Almacen(datos, ahora=AHORA)
    db = conexion.abrir(datos / BASE)
    assert (conexion.filas(db, "pragma user_version"), disparadores_de(db)) == ([(HOY,)], candados.disparadores())
    db.conn.close()


# --- copies ---------------------------------------------------------------------------------------------------------


def test_a_copy_opens_as_a_store_with_everything_in_it(libro: Libro, tmp_path: Path) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.almacen.respaldar(tmp_path / "copia" / BASE)
    with Almacen(tmp_path / "copia", ahora=AHORA + timedelta(days=1)) as copia:
        assert copia.expediente(libro.id) == libro.e


def test_a_copy_is_one_file(libro: Libro, tmp_path: Path) -> None:
    libro.almacen.respaldar(tmp_path / "copia" / "respaldo.db")
    assert [p.name for p in (tmp_path / "copia").iterdir()] == ["respaldo.db"]


def test_a_copy_takes_the_place_of_the_one_before(libro: Libro, tmp_path: Path) -> None:
    libro.almacen.respaldar(tmp_path / "respaldo.db")
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.almacen.respaldar(tmp_path / "respaldo.db")
    db = conexion.abrir(tmp_path / "respaldo.db", solo_lectura=True)
    assert conexion.filas(db, "SELECT count(*) FROM respuesta") == [(1,)]
    db.conn.close()


def test_the_database_in_use_is_not_written_over_by_its_copy(libro: Libro, datos: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="base en uso"):
        libro.almacen.respaldar(datos / BASE)


def test_a_copy_into_a_place_that_cannot_be_is_a_sentence(libro: Libro, tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="No se pudo escribir el respaldo"):
        libro.almacen.respaldar(tmp_path / "archivo" / "respaldo.db")


def test_a_copy_on_a_full_disk_leaves_no_half_copy(libro: Libro, disco_chico: Path) -> None:
    (disco_chico / "lastre").write_bytes(b"x" * (2 * 1024 * 1024 - 64 * 1024))
    with pytest.raises(EnvironmentProblem, match="disco está lleno"):
        libro.almacen.respaldar(disco_chico / "respaldo.db")
    assert [p.name for p in disco_chico.iterdir()] == ["lastre"]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as carpeta, Almacen(Path(carpeta), ahora=AHORA) as fresco:
        ESQUEMA.write_text(volcar(fresco), encoding="utf-8")
