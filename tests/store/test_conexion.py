"""The connection: durable settings, immediate transactions, and the pitfalls of the library under it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
import sqlite_utils.utils
from sqlite_utils import Database

from supervisor_app.domain import comandos
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import base_respaldada, conexion
from supervisor_app.store.almacen import BASE, Almacen
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE


@pytest.fixture
def segundo(almacen: Almacen, datos: Path) -> Iterator[Almacen]:
    """Another window on the same folder, which does not wait long."""
    with Almacen(datos, ahora=AHORA) as otro:
        for uno in (almacen, otro):
            uno._db.conn.execute("pragma busy_timeout=20")
        yield otro


def pragma(almacen: Almacen, nombre: str) -> object:
    return conexion.filas(almacen._db, f"pragma {nombre}")[0][0]


@pytest.mark.parametrize(
    ("nombre", "valor"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
    ],
)
def test_a_commit_survives_a_power_cut_and_rules_are_on(almacen: Almacen, nombre: str, valor: object) -> None:
    assert pragma(almacen, nombre) == valor


def test_where_the_disk_has_no_wal_the_rollback_journal_is_as_durable(tmp_path: Path) -> None:
    # An in-memory database is the one that refuses WAL everywhere.
    db = conexion.abrir(Path(":memory:"))
    conexion.hacer_durable(db)
    assert conexion.filas(db, "pragma synchronous") == [(3,)]
    db.conn.close()


def test_sqlite_is_newer_than_the_wal_reset_corruption() -> None:
    assert sqlite.sqlite_version_info >= (3, 51, 3)


def test_the_library_catches_the_exceptions_of_the_same_sqlite() -> None:
    assert vars(sqlite_utils.utils)["sqlite3"] is sqlite


def test_a_write_takes_its_lock_before_it_reads(almacen: Almacen, segundo: Almacen) -> None:
    with (
        conexion.escritura(almacen._db),
        pytest.raises(EnvironmentProblem, match="Otra ventana"),
        conexion.escritura(segundo._db),
    ):
        pytest.fail("two writers at once")


def test_a_busy_database_is_a_sentence_with_a_retry(libro: Libro, segundo: Almacen) -> None:
    with conexion.escritura(segundo._db), pytest.raises(EnvironmentProblem, match="Espere un momento") as error:
        libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    assert error.value.action == "Reintentar"


def test_after_a_busy_database_the_same_write_goes_through(libro: Libro, segundo: Almacen) -> None:
    op = comandos.responder(libro.e, CONTROL, CUMPLE)
    with conexion.escritura(segundo._db), pytest.raises(EnvironmentProblem):
        libro.hacer(op)
    libro.hacer(op)
    assert libro.en_disco == libro.e


def test_reading_does_not_wait_for_a_writer(libro: Libro, segundo: Almacen) -> None:
    with conexion.escritura(segundo._db):
        assert libro.en_disco == libro.e


def test_what_is_read_together_is_of_one_moment(libro: Libro, segundo: Almacen) -> None:
    with conexion.lectura(segundo._db):
        antes = segundo.expediente(libro.id)
        libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
        assert segundo.expediente(libro.id) == antes


def test_a_write_that_fails_leaves_no_open_transaction(almacen: Almacen) -> None:
    with pytest.raises(ZeroDivisionError), conexion.escritura(almacen._db):
        raise ZeroDivisionError
    assert not almacen._db.conn.in_transaction


def test_a_write_and_a_read_leave_no_open_transaction(libro: Libro) -> None:
    libro.almacen.expediente(libro.id)
    assert not libro.almacen._db.conn.in_transaction


def test_reading_does_not_pin_the_log(libro: Libro, segundo: Almacen) -> None:
    libro.almacen.expediente(libro.id)
    libro.almacen.visitas()
    assert conexion.filas(segundo._db, "pragma wal_checkpoint(truncate)")[0][0] == 0


def test_another_thread_is_a_mistake_of_the_program_and_not_of_the_machine(libro: Libro) -> None:
    errores: list[BaseException] = []

    def leer() -> None:
        try:
            libro.almacen.visitas()
        except sqlite.ProgrammingError as error:
            errores.append(error)

    hilo = threading.Thread(target=leer)
    hilo.start()
    hilo.join()
    assert len(errores) == 1


def test_a_file_that_is_no_database_is_a_sentence_and_stays_as_it_was(datos: Path) -> None:
    datos.mkdir()
    (datos / BASE).write_bytes(b"esto no es una base de datos" * 100)
    with pytest.raises(EnvironmentProblem, match="no es de esta aplicación"):
        Almacen(datos, ahora=AHORA)
    assert (datos / BASE).read_bytes() == b"esto no es una base de datos" * 100


def test_a_database_under_a_key_is_a_sentence(datos: Path) -> None:
    datos.mkdir()
    ajena = sqlite.connect(str(datos / BASE))
    ajena.execute("pragma key='otra'")
    ajena.execute("create table t (x)")
    ajena.close()
    with pytest.raises(EnvironmentProblem, match="no es de esta aplicación"):
        Almacen(datos, ahora=AHORA)


def test_a_damaged_page_is_a_sentence(libro: Libro, datos: Path) -> None:
    libro.almacen.cerrar()
    ruta = datos / BASE
    contenido = bytearray(ruta.read_bytes())
    contenido[4096 : 4096 * 40] = b"\xff" * (4096 * 39)
    ruta.write_bytes(contenido)
    with pytest.raises(EnvironmentProblem, match="dañado"), Almacen(datos, ahora=AHORA) as almacen:
        almacen.expediente(libro.id)


def test_a_folder_under_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="No se puede crear la carpeta"):
        Almacen(tmp_path / "archivo" / "datos", ahora=AHORA)


def test_a_folder_under_the_name_of_the_database_is_a_sentence(datos: Path) -> None:
    (datos / BASE).mkdir(parents=True)
    with pytest.raises(EnvironmentProblem, match="No se puede abrir"):
        Almacen(datos, ahora=AHORA)


def test_a_log_that_cannot_be_made_after_a_restoration_is_a_sentence(
    libro: Libro, datos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libro.almacen.cerrar()
    base_respaldada.cerrar_en_un_archivo(datos / BASE, None)  # one file, as a restored one is
    hacer_durable = conexion.hacer_durable

    def y_luego_nada(db: Database) -> None:
        hacer_durable(db)
        (datos / f"{BASE}-wal").mkdir()

    monkeypatch.setattr(conexion, "hacer_durable", y_luego_nada)
    with pytest.raises(EnvironmentProblem, match="No se puede abrir"):
        Almacen(datos, ahora=AHORA)


def test_text_that_no_row_can_hold_matches_nothing(almacen: Almacen) -> None:
    assert almacen.visita("\ud83d") is None


def test_opening_for_reading_only_does_not_write(libro: Libro, datos: Path) -> None:
    db = conexion.abrir(datos / BASE, solo_lectura=True)
    with pytest.raises(EnvironmentProblem, match="sólo lectura"), conexion.escritura(db):
        db.conn.execute("DELETE FROM visita")
    db.conn.close()


def test_the_store_brings_neither_qt_nor_data_science_along() -> None:
    orden = (
        "import sys, supervisor_app.store.almacen;"
        "print(sorted({'PySide6', 'numpy', 'pandas', 'reportlab', 'cryptography'} & set(sys.modules)))"
    )
    salida = subprocess.run([sys.executable, "-c", orden], capture_output=True, text=True, check=True).stdout
    assert salida.strip() == "[]"
