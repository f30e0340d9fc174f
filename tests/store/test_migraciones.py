"""Every way to the tables of today: from released versions, from any state between two, cut short; and tomorrow's."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import base_cifrada, base_respaldada, cadena, candados, conexion, esquema
from supervisor_app.store.almacen import BASE, Almacen
from tests.disco import disco_propio
from tests.store.conftest import Libro
from tests.store.migracion_con_corte import cuentas, revisar
from tests.store.test_esquema import ESQUEMA
from tests.visita_ficticia import AHORA, expediente

RAIZ = Path(__file__).parents[2]
ANTIGUAS = sorted((RAIZ / "tests" / "old_databases").glob("*.db.gz"))
TRES = RAIZ / "tests" / "old_databases" / "0.3.0.db.gz"
PASOS = [paso.name for paso in esquema.migraciones.pending(Database(memory=True))]
TABLAS = frozenset(re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", ESQUEMA.read_text(encoding="utf-8"), re.MULTILINE))


def al_pie(faltas: tuple[str, ...]) -> list[str]:
    """Of the contents of files only the names are kept with the tests."""
    return [f for f in faltas if "Falta un archivo" not in f]


def disparadores_de(db: Database) -> dict[str, str]:
    return dict(conexion.filas(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


# --- one by one -----------------------------------------------------------------------------------------------------


def hasta(datos: Path, paso: str, llave: Llave | None = None) -> None:
    """A database as it was before that migration was written, with the triggers that it could have."""
    datos.mkdir(parents=True)
    db = conexion.abrir(datos / BASE, llave=llave)
    esquema.migraciones.apply(db, stop_before=paso)
    faltan = TABLAS - set(db.table_names())
    for orden in candados.disparadores().values():
        if not faltan & set(re.findall(r"\w+", orden)):
            db.conn.execute(orden)
    db.conn.execute(f"pragma user_version={PASOS.index(paso)}")
    db.conn.close()


@pytest.mark.parametrize("paso", PASOS[1:])
def test_from_before_each_migration_everything_is_there_after_it(datos: Path, paso: str) -> None:
    hasta(datos, paso)
    with Almacen(datos, ahora=AHORA) as almacen:
        assert disparadores_de(almacen._db) == candados.disparadores()
        Libro(almacen, expediente())
        assert almacen.comprobar() == ()


def test_an_enciphered_backup_of_an_earlier_version_is_brought_up_to_this_one(datos: Path) -> None:
    llave = Llave.nueva()
    hasta(datos, PASOS[-1], llave)
    base_respaldada.preparar_restaurada(datos / BASE, AHORA, llave)
    with base_respaldada.abierta(datos / BASE, llave) as db:
        assert conexion.filas(db, "pragma user_version") == [(esquema.VERSION,)]
    (copia,) = (datos / "respaldos").iterdir()
    assert not base_cifrada.es_legible(copia)


def test_every_migration_raised_the_version() -> None:
    assert len(PASOS) == esquema.VERSION


# --- released versions ----------------------------------------------------------------------------------------------


@pytest.fixture(params=ANTIGUAS, ids=lambda ruta: ruta.name)
def antigua(request: pytest.FixtureRequest, datos: Path) -> Path:
    datos.mkdir(parents=True)
    (datos / BASE).write_bytes(gzip.decompress(request.param.read_bytes()))
    return datos


def test_the_history_of_a_released_version_gets_its_chain_and_is_whole(antigua: Path) -> None:
    antes = cuentas(antigua / BASE)
    revisar(antigua, antes)
    with Almacen(antigua, ahora=AHORA) as almacen:
        (visita,) = almacen.visitas()
        assert almacen.cabeza(visita.id).asientos == len(list(cadena.claves(almacen._db))) > 100


def test_what_is_changed_afterwards_in_the_history_of_a_released_version_is_told(antigua: Path) -> None:
    with Almacen(antigua, ahora=AHORA) as almacen:
        conexion.filas(almacen._db, "DROP TRIGGER operacion_fija_update")
        conexion.filas(almacen._db, "UPDATE operacion SET quien = 'Otra persona' WHERE id = 50")
        candados.asegurar_disparadores(almacen._db)
        (falta,) = al_pie(almacen.comprobar())
        assert "se cambió por fuera el nombre de quien la hizo" in falta


# --- cut short ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that dies is forked; Windows has no fork")
def test_whoever_dies_while_migrating_loses_nothing(tmp_path: Path) -> None:
    hecho = subprocess.run(
        [sys.executable, "-m", "tests.store.migracion_con_corte", TRES, tmp_path, "131"],
        capture_output=True,
        text=True,
        cwd=RAIZ,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stderr
    assert int(hecho.stdout) >= 5


@pytest.fixture
def disco(tmp_path: Path) -> Iterator[Path]:
    with disco_propio(tmp_path / "disco", "size=12m") as lugar:
        yield lugar


@pytest.mark.parametrize("libres", [100_000, 500_000, 950_000])
def test_a_full_disk_while_migrating_loses_nothing(disco: Path, libres: int) -> None:
    datos = disco / "datos"
    datos.mkdir()
    (datos / BASE).write_bytes(gzip.decompress(TRES.read_bytes()))
    antes = cuentas(datos / BASE)
    relleno = disco / "relleno"
    with relleno.open("wb") as archivo:
        archivo.write(b"x" * (os.statvfs(disco).f_bavail * os.statvfs(disco).f_bsize - libres))
    with pytest.raises(EnvironmentProblem, match="lleno"):
        Almacen(datos, ahora=AHORA)
    assert cuentas(datos / BASE) == antes
    relleno.unlink()
    revisar(datos, antes)


# --- of tomorrow ----------------------------------------------------------------------------------------------------

LLAVE = Llave(bytes(range(32)))


def de_manana(datos: Path, llave: Llave | None, *, sin_cerrar: bool) -> dict[str, str]:
    """What an application of tomorrow leaves, closed well or not: hashes by name."""
    Almacen(datos, ahora=AHORA, llave=llave).cerrar()
    llave_sql = "" if llave is None else f"pragma key=\"x'{llave.base.hex()}'\""
    programa = f"""
import os, sqlcipher3.dbapi2 as sqlite
db = sqlite.connect({str(datos / BASE)!r}, isolation_level=None)
db.execute({llave_sql!r})
db.execute("pragma journal_mode=wal")
db.execute("pragma user_version={esquema.VERSION + 1}")
{"os._exit(0)" if sin_cerrar else "db.close()"}
"""
    subprocess.run([sys.executable, "-c", programa], check=True)
    return huellas(datos)


def huellas(datos: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(datos.glob(f"{BASE}*"))
        # The index of the log is made again by whoever opens it, and holds nothing of the data.
        if not p.name.endswith("-shm")
    }


@pytest.mark.parametrize("sin_cerrar", [False, True])
@pytest.mark.parametrize("llave", [None, LLAVE])
def test_a_newer_database_is_refused_and_none_of_its_files_is_touched(
    datos: Path, llave: Llave | None, sin_cerrar: bool
) -> None:
    antes = de_manana(datos, llave, sin_cerrar=sin_cerrar)
    assert (f"{BASE}-wal" in antes) is sin_cerrar
    with pytest.raises(EnvironmentProblem, match="No se modificó nada"):
        Almacen(datos, ahora=AHORA, llave=llave)
    assert huellas(datos) == antes
    if not sin_cerrar:
        assert [p.name for p in datos.glob(f"{BASE}*")] == [BASE]
