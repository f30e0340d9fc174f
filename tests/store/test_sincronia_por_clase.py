"""What a feed says of one kind is found by an index, however long the feed is."""

from __future__ import annotations

from pathlib import Path

from supervisor_app import wiring
from supervisor_app.domain.feed import Clase
from supervisor_app.store.conexion import filas


def test_entries_of_a_kind_are_found_without_reading_the_feed(tmp_path: Path) -> None:
    with wiring.abrir(tmp_path / "datos") as s:
        db, asked = s._almacen._db, list[str]()
        db.conn.set_trace_callback(asked.append)
        s._almacen.sincronia.entradas("0" * 16, clase=Clase.RETIRO)
        s._almacen.sincronia.cuantos("0" * 16, Clase.PAQUETE)
        db.conn.set_trace_callback(None)
        plans = [" ".join(str(f[-1]) for f in filas(db, f"EXPLAIN QUERY PLAN {one}")) for one in asked]
    assert len(plans) == 2
    assert all("SEARCH feed USING INDEX feed_clase (autor=? AND clase=?" in plan for plan in plans)
