"""Feeds, keys and the log of what is exchanged: added, never changed, and never with two histories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.feed import Clase, Cuerpo, Entrada, Presentacion
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.sincronia import NINGUNO, Anotado, Sincronia

EQUIPO = "00112233aabbccdd"
AHORA = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Sincronia]:
    with Almacen(tmp_path / "datos", ahora=AHORA) as almacen:
        yield almacen.sincronia


def cuerpo(anteriores: tuple[int, str], nombre: str = "") -> Cuerpo:
    dicho = Presentacion(publica="ssh-ed25519 A", nombre=nombre)
    return feed.componer(EQUIPO, anteriores, Clase.PRESENTACION, dicho, cuando=AHORA, quien="")


def escribir(s: Sincronia, nombre: str = "") -> Entrada:
    return s.escribir(EQUIPO, lambda antes: cuerpo(antes, nombre), lambda _: "firma")


def test_entries_follow_each_other(s: Sincronia) -> None:
    assert s.ultimo(EQUIPO) == NINGUNO
    uno, dos = escribir(s), escribir(s)
    assert s.entradas(EQUIPO) == (uno, dos)
    assert feed.rotura(s.entradas(EQUIPO)) == ""
    assert s.ultimo(EQUIPO) == (2, dos.sha256)


def test_a_received_entry_is_kept_once(s: Sincronia) -> None:
    uno = Entrada(cuerpo=cuerpo(NINGUNO), firma="x")
    s.agregar([uno])
    s.agregar([uno])
    assert s.entradas(EQUIPO) == (uno,)


def test_a_second_history_is_refused_and_nothing_of_it_kept(s: Sincronia) -> None:
    uno = escribir(s)
    otro = Entrada(cuerpo=cuerpo((1, "ab" * 32)), firma="x")
    with pytest.raises(UserError, match="dos historias"):
        s.agregar([Entrada(cuerpo=cuerpo((1, uno.sha256)), firma="x"), con(otro, cuerpo=con(otro.cuerpo, n=3))])
    assert s.entradas(EQUIPO) == (uno,)


@pytest.mark.parametrize("orden", ["UPDATE feed SET clase = 'x'", "DELETE FROM feed", "DELETE FROM llave_propia"])
def test_nothing_of_it_is_changed_from_outside(s: Sincronia, orden: str) -> None:
    escribir(s)
    s.guardar_llave(EQUIPO, bytes(32), AHORA)
    with pytest.raises(sqlite.IntegrityError, match="inmutable"):
        s._db.conn.execute(orden)


def test_a_key_is_made_once(s: Sincronia) -> None:
    s.guardar_llave(EQUIPO, b"k" * 32, AHORA)
    with pytest.raises(UserError, match="ya tiene"):
        s.guardar_llave(EQUIPO, b"j" * 32, AHORA)
    assert s.llave(EQUIPO) == b"k" * 32
    assert s.llave("otro") is None


def test_each_mailbox_has_its_own_mark(s: Sincronia) -> None:
    s.marcar_publicado("b1", EQUIPO, 3)
    s.marcar_publicado("b1", EQUIPO, 2)
    assert (s.publicado("b1", EQUIPO), s.publicado("b2", EQUIPO)) == (2, 0)


def test_a_mailbox_that_moved_is_the_same_one(s: Sincronia) -> None:
    s.ver_buzon("b1", "/usb", AHORA)
    s.ver_buzon("b1", "/red", None)
    (uno,) = s.buzones()
    assert (uno.direccion, uno.visto) == ("/red", AHORA)


def test_the_log_is_read_newest_first(s: Sincronia) -> None:
    s.anotar([Anotado(AHORA, "b1", "envio", "v1", "uno"), Anotado(AHORA, "b1", "aviso", "", "dos")])
    assert [a.texto for a in s.registro()] == ["dos", "uno"]
    assert [a.texto for a in s.registro(visita_id="v1")] == ["uno"]


def test_what_was_announced_is_looked_for_anew_where_a_package_is_gone(s: Sincronia) -> None:
    """Kept from one question to the next, and never believed of a package that was deleted with its visit since."""
    s._anunciado[EQUIPO] = (7, "ab" * 32)
    assert s.por_anunciar(EQUIPO) == ()
    assert s._anunciado[EQUIPO] == NINGUNO
