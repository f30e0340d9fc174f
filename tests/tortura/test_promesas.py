"""What the badge calls saved is on disk: how each connection that writes flushes, and when a write is acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.store import conexion
from tests.services import banco
from tests.services.banco import Banco
from tests.tortura.operaciones import FOLIO, Entorno
from tests.visita_ficticia import CONTROL, RelojFijo

WAL, FULL = "wal", 2


@pytest.fixture(params=[Entorno(), Entorno(cifrado=True)], ids=["plain", "enciphered"])
def entorno(request: pytest.FixtureRequest) -> Entorno:
    dado = request.param
    assert isinstance(dado, Entorno)
    return dado


def como_vacia(b: Banco) -> tuple[object, object]:
    db = b.s._almacen._db
    return conexion.filas(db, "pragma journal_mode")[0][0], conexion.filas(db, "pragma synchronous")[0][0]


def test_the_connection_that_writes_flushes_every_commit(tmp_path: Path, entorno: Entorno) -> None:
    with entorno.abrir(tmp_path) as s:
        assert como_vacia(banco.contestar_en(s, RelojFijo())) == (WAL, FULL)
    with entorno.abrir(tmp_path) as s:  # opened again, and of a version that is up to date
        assert como_vacia(Banco(s, RelojFijo(), s.visitas.abrir(FOLIO))) == (WAL, FULL)


def test_a_write_is_acknowledged_after_its_commit(tmp_path: Path, entorno: Entorno) -> None:
    with entorno.abrir(tmp_path) as s:
        b = banco.contestar_en(s, RelojFijo())
        ordenes: list[str] = []
        s._almacen._db.conn.set_trace_callback(lambda sql: ordenes.append(sql.split(" ")[0].casefold()))
        b.hacer(comandos.anotar(b.e, CONTROL, "Una nota"))
        propias = [orden for orden in ordenes if orden != "--"]  # the others are what SQLite does within them
        assert (propias[0], propias[-1], s._almacen._db.conn.in_transaction) == ("begin", "commit", False)
