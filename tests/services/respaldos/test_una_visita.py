"""One visit that was lost comes back from a backup into the data of today, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.fusion.version import equipos_repetidos
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import UserError
from supervisor_app.services.copias import Unida
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.store.candados import asegurar_disparadores
from supervisor_app.wiring import Servicios
from tests.services.respaldos.taller import FOTO, Taller
from tests.visita_ficticia import CUMPLE, NO_CUMPLE, VISITA_ID

OTRA = "0b" * 16


@contextmanager
def servicios(t: Taller) -> Iterator[Servicios]:
    with wiring.abrir(t.carpeta, llave=t.llave, reloj=t.reloj) as s:
        yield s


def traer(t: Taller, juego: Juego, folio: str = "V-2026-001") -> Unida:
    with t.r.extraer(juego, folio) as extraida, servicios(t) as s:
        return s.copias.unir_extraida(extraida)


def sin_la_visita(t: Taller) -> None:
    """Another folder of the same laptop where that visit is gone for good."""
    with t.abrir() as a:
        db = a._db
        for (nombre,) in [*db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            if "_fts_" not in nombre:  # the search goes with the records, as when the bin is emptied
                db.conn.execute(f"DROP TRIGGER {nombre}")
        tablas = [n for (n,) in db.conn.execute("SELECT name FROM pragma_table_list WHERE type = 'table'")]
        for tabla in tablas:
            columnas = {c for (c,) in db.conn.execute("SELECT name FROM pragma_table_info(?)", (tabla,))}
            if "visita_id" in columnas and tabla != "operacion":
                db.conn.execute(f"DELETE FROM {tabla} WHERE visita_id = ?", (VISITA_ID,))
        suyas = "(SELECT id FROM operacion WHERE visita_id = ?)"
        db.conn.execute(f"DELETE FROM cambio WHERE operacion_id IN {suyas}", (VISITA_ID,))
        db.conn.execute("DELETE FROM operacion WHERE visita_id = ?", (VISITA_ID,))
        db.conn.execute("DELETE FROM visita WHERE id = ?", (VISITA_ID,))
        asegurar_disparadores(db)


def test_a_visit_that_is_gone_comes_back_with_its_photo_and_its_history(cualquiera: Taller, usb: Path) -> None:
    juego, e = cualquiera.r.respaldar(usb).juego, cualquiera.e()
    cualquiera.nueva(OTRA, "V-2026-002")
    (foto,) = e.evidencias.values()
    sin_la_visita(cualquiera)
    with cualquiera.abrir() as a:
        a.archivos.borrar(foto.sha256)
    otra = cualquiera.e(OTRA)
    unida = traer(cualquiera, juego)
    assert unida.previa.nueva
    assert cualquiera.e() == e
    assert cualquiera.leer(foto.sha256) == FOTO
    assert cualquiera.e(OTRA) == otra
    assert cualquiera.comprobar() == ()
    with cualquiera.abrir() as a:
        assert len(a.historia(f"{VISITA_ID}")) >= 1


def test_what_was_answered_since_and_lost_is_joined_to_what_is_here(taller: Taller) -> None:
    viejo = taller.r.respaldar().juego
    taller.responder("CO-90-07", CUMPLE)
    nuevo = taller.r.respaldar().juego
    taller.r.restaurar(viejo)
    taller.responder("CO-90-01", NO_CUMPLE)
    traer(taller, nuevo)
    e = taller.e()
    assert (e.respuestas["CO-90-07"].valor, e.respuestas["CO-90-01"].valor) == (CUMPLE, NO_CUMPLE)


def test_a_visit_that_has_all_of_it_stays_as_it_is_and_so_does_the_name(taller: Taller) -> None:
    juego = taller.r.respaldar().juego
    taller.responder("CO-90-07", CUMPLE)
    e, equipo = taller.e(), taller.equipo()
    assert traer(taller, juego).previa.nada
    assert (taller.e(), taller.equipo()) == (e, equipo)


def test_nobody_takes_it_for_a_fork(taller: Taller) -> None:
    taller.responder("CO-90-07", NO_CUMPLE)
    with taller.abrir() as a:
        enviadas = a.bitacora(VISITA_ID).versiones
    juego, equipo = taller.r.respaldar().juego, taller.equipo()
    sin_la_visita(taller)
    traer(taller, juego)
    taller.responder("CO-90-07", CUMPLE)
    with taller.abrir() as a:
        ahora = a.bitacora(VISITA_ID).versiones
    assert enviadas.items() <= ahora.items()
    assert taller.equipo() != equipo
    assert equipos_repetidos([*enviadas.values(), *ahora.values()]) == frozenset()


def test_nothing_of_the_visit_lies_in_the_clear_meanwhile_and_nothing_stays(cifrado: Taller) -> None:
    juego = cifrado.r.respaldar().juego
    antes = {p.name for p in cifrado.carpeta.iterdir()}
    with cifrado.r.extraer(juego, "V-2026-001") as extraida:
        assert extraida.versiones
        for p in cifrado.carpeta.rglob("*"):
            if p.is_file():
                assert "Ibargüen".encode() not in p.read_bytes()
    assert {p.name for p in cifrado.carpeta.iterdir()} <= antes | {"uso.lock", "respaldos"}


@pytest.mark.parametrize(
    ("folio", "dicho"), [("V-1999-001", "no hay ninguna visita"), ("v-2026-001", "respaldo entero")]
)
def test_a_visit_that_is_not_there_or_was_closed_is_told(taller: Taller, folio: str, dicho: str) -> None:
    abierta = taller.e().visita
    cerrada = con(abierta, estado=EstadoVisita.CERRADA)
    taller.hacer(Operacion(VISITA_ID, "Cerró la visita", (Cambio(abierta, cerrada),)))
    juego = taller.r.respaldar().juego
    with pytest.raises(UserError, match=dicho), taller.r.extraer(juego, folio):
        pass
