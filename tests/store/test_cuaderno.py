"""The notebook: whole versions that are only added, chained, never written over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.domain.base import Persona
from supervisor_app.errors import ChangedElsewhere, UserError
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

AHORA = datetime(2026, 6, 10, 9, 30).astimezone()


@pytest.fixture
def almacen(tmp_path: Path) -> Almacen:
    return Almacen(tmp_path / "datos", ahora=AHORA)


def apuntar(almacen: Almacen, id_: str, version: int, nombre: str | None, que: str = "Se escribió") -> None:
    valor = None if nombre is None else Persona(nombre=nombre)
    almacen.cuaderno.escribir([PorApuntar("persona", id_, version, valor, que)], cuando=AHORA, quien="Ana")


def test_the_last_version_is_what_is_read(almacen: Almacen) -> None:
    with almacen:
        apuntar(almacen, "a", 0, "Uno")
        apuntar(almacen, "a", 1, "Dos", "Se corrigió")
        leido = almacen.cuaderno.leer("persona", "a")
        assert leido is not None
        assert (leido.version, Persona.model_validate_json(leido.datos or "").nombre) == (2, "Dos")
        assert [a.que for a in almacen.cuaderno.historia("persona", "a")] == ["Se escribió", "Se corrigió"]


def test_things_keep_the_order_in_which_they_began_and_those_taken_out_are_not_among_them(almacen: Almacen) -> None:
    with almacen:
        for id_ in ("b", "a", "c"):
            apuntar(almacen, id_, 0, id_)
        apuntar(almacen, "b", 1, "otra vez")
        apuntar(almacen, "a", 1, None, "Se quitó")
        assert [a.id for a in almacen.cuaderno.todos("persona")] == ["b", "c"]
        quitado = almacen.cuaderno.leer("persona", "a")
        assert quitado is not None
        assert quitado.datos is None


def test_what_was_taken_out_comes_back_as_a_new_version(almacen: Almacen) -> None:
    with almacen:
        apuntar(almacen, "a", 0, "Uno")
        apuntar(almacen, "a", 1, None)
        apuntar(almacen, "a", 2, "Uno")
        assert [a.version for a in almacen.cuaderno.todos("persona")] == [3]


def test_nobody_writes_over_what_another_wrote_meanwhile(almacen: Almacen) -> None:
    with almacen:
        apuntar(almacen, "a", 0, "Uno")
        apuntar(almacen, "a", 1, "Dos")
        with pytest.raises(ChangedElsewhere, match="Otra ventana"):
            apuntar(almacen, "a", 1, "Tres")
        assert len(almacen.cuaderno.historia("persona", "a")) == 2


def test_of_several_none_is_written_where_one_does_not_fit(almacen: Almacen) -> None:
    with almacen:
        apuntar(almacen, "a", 0, "Uno")
        juntos = [PorApuntar("persona", "b", 0, Persona(), ""), PorApuntar("persona", "a", 0, Persona(), "")]
        with pytest.raises(ChangedElsewhere):
            almacen.cuaderno.escribir(juntos, cuando=AHORA, quien="Ana")
        assert almacen.cuaderno.leer("persona", "b") is None


def test_the_same_again_adds_no_line(almacen: Almacen) -> None:
    with almacen:
        apuntar(almacen, "a", 0, "Uno")
        apuntar(almacen, "a", 1, "Uno")
        assert almacen.cuaderno.ultimo() == 1


def test_half_a_character_is_refused_in_words(almacen: Almacen) -> None:
    with almacen, pytest.raises(UserError, match="no se puede guardar"):
        apuntar(almacen, "a", 0, "\ud800")


def test_a_line_changed_from_outside_is_noticed(almacen: Almacen) -> None:
    with almacen:
        for n, nombre in enumerate(("Uno", "Dos", "Tres")):
            apuntar(almacen, "a", n, nombre)
        assert almacen.comprobar() == ()
        db = almacen._db.conn
        with pytest.raises(sqlite.IntegrityError, match="inmutable"):
            db.execute("UPDATE cuaderno SET quien = 'Otra' WHERE n = 2")
        db.execute("DROP TRIGGER cuaderno_fija_update")
        db.execute("UPDATE cuaderno SET quien = 'Otra' WHERE n = 2")
        assert any("a partir del renglón 2" in falta for falta in almacen.comprobar())
