"""What other laptops wrote is kept like history: appended, never changed, and noticed where a hand from outside did."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Operacion
from supervisor_app.domain.fusion.presente import diferencias, reunir
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.copias import Origen
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, CONTROL, CUMPLE, VISITA_ID


@pytest.fixture
def otro(tmp_path: Path, libro: Libro) -> Almacen:
    """The store of another laptop that joined the visit of ``libro``, one answer in it."""
    libro.hacer(comandos.anotar(libro.e, CONTROL, "Visto"))
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    return Almacen(tmp_path / "otro", ahora=AHORA)


def unir(libro: Libro, otro: Almacen, visto: tuple[int, int] | None = None) -> int:
    versiones = tuple(libro.almacen.bitacora(VISITA_ID).versiones.values())
    cambios = diferencias(otro.expediente(VISITA_ID), reunir(versiones).expediente)
    return otro.unir_copia(
        Operacion(VISITA_ID, "Unió la copia", cambios),
        versiones,
        Origen(libro.almacen.equipo(), "Ana Paz", AHORA, "ab" * 32),
        luego=None,
        paquetes=(),
        quien="Beto Ruiz",
        cuando=AHORA,
        visto=visto or otro.marca(VISITA_ID),
    )


def test_every_change_of_history_is_one_version(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.deshacer()
    frases = [v.autoria.que for v in libro.almacen.bitacora(VISITA_ID).versiones.values()]
    assert frases == ["Creó la visita", "Respondió CO-90-01: Cumple", "Deshizo: Respondió CO-90-01: Cumple"]


def test_versions_are_the_same_whenever_they_are_read(libro: Libro) -> None:
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    antes = libro.almacen.bitacora(VISITA_ID)
    assert libro.almacen.bitacora(VISITA_ID).versiones == antes.versiones


def test_two_folders_have_two_names(libro: Libro, otro: Almacen) -> None:
    with otro:
        assert libro.almacen.equipo() != otro.equipo()


def test_what_was_joined_is_there_with_its_versions(libro: Libro, otro: Almacen) -> None:
    with otro:
        assert unir(libro, otro) > 0
        assert otro.expediente(VISITA_ID) == libro.e
        assert otro.bitacora(VISITA_ID).versiones == libro.almacen.bitacora(VISITA_ID).versiones
        assert otro.comprobar() == ()


def test_a_visit_that_moved_meanwhile_is_not_joined(libro: Libro, otro: Almacen) -> None:
    with otro:
        with pytest.raises(EnvironmentProblem, match="No se unió nada"):
            unir(libro, otro, visto=(7, 7))
        assert otro.expediente(VISITA_ID) is None


@pytest.mark.parametrize("tabla", ["copia_unida", "version_ajena", "equipo"])
@pytest.mark.parametrize(
    "orden", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_what_came_is_never_changed(libro: Libro, otro: Almacen, tabla: str, orden: str) -> None:
    with otro:
        unir(libro, otro)
        with pytest.raises(sqlite.IntegrityError, match="registro inmutable"):
            otro._db.conn.execute(orden.format(tabla))


def test_a_version_that_was_changed_from_outside_is_noticed(libro: Libro, otro: Almacen) -> None:
    with otro:
        unir(libro, otro)
        otro._db.conn.execute("DROP TRIGGER version_ajena_fija_update")
        otro._db.conn.execute("UPDATE version_ajena SET quien = 'Otra persona'")
        with pytest.raises(EnvironmentProblem, match="por fuera"):
            otro.bitacora(VISITA_ID)
