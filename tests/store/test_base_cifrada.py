"""The enciphered twin of a database: the same in every row and number, or none at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import base_cifrada, conexion
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA

VIEJAS = sorted((Path(__file__).parents[1] / "old_databases").glob("*.db.gz"))


@pytest.mark.parametrize("vieja", VIEJAS, ids=lambda r: r.name)
def test_a_database_of_any_version_comes_over_whole(vieja: Path, tmp_path: Path) -> None:
    origen, destino, llave = tmp_path / "claro.db", tmp_path / "cifrado.db", Llave.nueva()
    origen.write_bytes(gzip.decompress(vieja.read_bytes()))
    antes = origen.read_bytes()
    base_cifrada.cifrar(origen, destino, llave)
    assert origen.read_bytes() == antes and not base_cifrada.es_legible(destino)
    una, otra = conexion.abrir(origen), conexion.abrir(destino, llave=llave)
    for consulta in (
        "select type, name, sql from sqlite_master order by 1, 2",
        "pragma user_version",
        "select * from _sqlite_migrations order by 1",
        "select n, id, folio, estado, datos from visita order by n",
        "select rowid, * from documento order by rowid",
        "select * from cambio order by id",
        "select rowid, texto from respuesta_fts order by rowid",
    ):
        assert conexion.filas(una, consulta) == conexion.filas(otra, consulta), consulta
    assert conexion.filas(otra, "pragma integrity_check") == [("ok",)]
    assert conexion.filas(otra, "pragma cipher_integrity_check") == []
    una.conn.close()
    otra.conn.close()


def test_the_triggers_of_today_hold_in_the_twin(tmp_path: Path) -> None:
    with Almacen(tmp_path, ahora=AHORA):
        pass
    llave = Llave.nueva()
    base_cifrada.cifrar(tmp_path / "supervisor.db", tmp_path / "otra.db", llave)
    db = conexion.abrir(tmp_path / "otra.db", llave=llave)
    disparadores = conexion.filas(db, "select count(*) from sqlite_master where type = 'trigger'")
    db.conn.close()
    db = conexion.abrir(tmp_path / "supervisor.db")
    assert conexion.filas(db, "select count(*) from sqlite_master where type = 'trigger'") == disparadores
    db.conn.close()
    assert disparadores[0][0] > 20


def test_a_twin_that_is_not_the_same_is_refused(tmp_path: Path) -> None:
    """sqlcipher_export gives new numbers to the rows of a table without any index; ours all have one."""
    origen = sqlite.connect(str(tmp_path / "claro.db"), isolation_level=None)
    origen.executescript("create table t(x); insert into t values (1), (2), (3); delete from t where x = 2")
    origen.close()
    with pytest.raises(EnvironmentProblem, match="no salió igual"):
        base_cifrada.cifrar(tmp_path / "claro.db", tmp_path / "cifrado.db", Llave.nueva())


def test_what_stops_it_is_raised(tmp_path: Path) -> None:
    with Almacen(tmp_path, ahora=AHORA) as almacen:
        del almacen

    def parar(_: int) -> None:
        raise KeyError("basta")

    with pytest.MonkeyPatch.context() as m, pytest.raises(KeyError, match="basta"):
        m.setattr(base_cifrada, "_ORDENES_POR_PASO", 1)
        base_cifrada.cifrar(tmp_path / "supervisor.db", tmp_path / "otra.db", Llave.nueva(), parar)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(EnvironmentProblem):
        base_cifrada.cifrar(tmp_path / "x.db", tmp_path / "y.db", Llave.nueva())
