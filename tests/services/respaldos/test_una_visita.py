"""One visit that was lost comes back from a backup into the data of today, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.fusion.version import equipos_repetidos
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.durable import PART_NAME
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.copias import Unida
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.store.candados import asegurar_disparadores
from supervisor_app.wiring import Servicios
from tests.services.respaldos.taller import FOTO, RESERVA, Taller
from tests.visita_ficticia import CUMPLE, ITEMS, NO_CUMPLE, VISITA_ID

OTRA = "0b" * 16


@contextmanager
def servicios(t: Taller) -> Iterator[Servicios]:
    with wiring.abrir(t.carpeta, llave=t.llave, reloj=t.reloj) as s:
        yield s


def traer(t: Taller, juego: Juego, folio: str = "V-2026-001") -> Unida:
    with servicios(t) as s, t.r.extraer(juego, folio) as extraida:
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


def restos(t: Taller) -> list[str]:
    return [p.name for p in t.carpeta.iterdir() if PART_NAME.search(p.name)]


def test_work_goes_on_while_a_visit_is_read(taller: Taller, usb: Path) -> None:
    juego = taller.r.respaldar(usb).juego
    taller.nueva(OTRA, "V-2026-002")
    sin_la_visita(taller)
    (foto,) = (taller.carpeta / "archivos").glob("??/*")
    foto.unlink()
    dichos = []
    with servicios(taller) as s:

        def escribir(_hecho: int, _total: int, palabras: str) -> None:
            dichos.append(palabras)
            e = s.visitas.abrir("V-2026-002")
            s.visitas.guardar(comandos.anotar(e, ITEMS["CO-90-01"], palabras))

        with taller.r.extraer(juego, "V-2026-001", progreso=escribir) as extraida:
            assert dichos[-1] == "Leyendo las evidencias que faltan aquí…"
            assert s.visitas.abrir("V-2026-002").respuestas["CO-90-01"].nota == dichos[-1]
            s.copias.unir_extraida(extraida)
    assert taller.leer(foto.name) == FOTO
    assert taller.comprobar() == ()


def _cancelar(_hecho: int, _total: int, palabras: str) -> None:
    if "faltan" in palabras:
        raise KeyboardInterrupt


def test_cancelled_while_it_is_read_nothing_stays(taller: Taller) -> None:
    juego = taller.r.respaldar().juego
    with pytest.raises(KeyboardInterrupt):
        taller.r.extraer(juego, "V-2026-001", progreso=_cancelar)
    assert restos(taller) == []


def test_a_damaged_photo_of_the_backup_is_told_and_nothing_changes(taller: Taller, usb: Path) -> None:
    juego, equipo = taller.r.respaldar(usb).juego, taller.equipo()
    taller.responder("CO-90-07", CUMPLE)
    (foto,) = (taller.carpeta / "archivos").glob("??/*")
    foto.unlink()
    juego.lugar.contenido(foto.name).write_bytes(b"otra cosa")
    e = taller.e()
    with pytest.raises(UserError, match=r"está dañada\. No se cambió nada"):
        traer(taller, juego)
    assert (taller.e(), taller.equipo(), restos(taller)) == (e, equipo, [])


def test_a_photo_that_went_meanwhile_is_noticed_before_anything_is_joined(taller: Taller) -> None:
    taller.responder("CO-90-07", CUMPLE)
    juego = taller.r.respaldar().juego
    sin_la_visita(taller)
    equipo = taller.equipo()
    (foto,) = (taller.carpeta / "archivos").glob("??/*")
    with servicios(taller) as s, taller.r.extraer(juego, "V-2026-001") as extraida:
        foto.unlink()
        with pytest.raises(EnvironmentProblem, match="vuelva a intentar"):
            s.copias.unir_extraida(extraida)
    assert (taller.tiene(VISITA_ID), taller.equipo()) == (False, equipo)
    traer(taller, juego)
    assert taller.comprobar() == ()


def test_what_a_kill_left_goes_at_the_next_start(taller: Taller) -> None:
    taller.r.extraer(taller.r.respaldar().juego, "V-2026-001")  # nobody joins it nor lets it go
    assert len(restos(taller)) == 1
    with servicios(taller):
        assert restos(taller) == []


def test_where_there_is_no_room_nothing_is_begun(taller: Taller, monkeypatch: pytest.MonkeyPatch) -> None:
    juego = taller.r.respaldar().juego
    monkeypatch.setattr("supervisor_app.durable.free_space", lambda _path: RESERVA)
    with pytest.raises(EnvironmentProblem, match="No hay espacio"):
        taller.r.extraer(juego, "V-2026-001")
    assert restos(taller) == []
