"""A practice visit is thrown away whole; a real one never is, and neither is the past of the other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.errors import UserError
from supervisor_app.store import esquema
from supervisor_app.store.conexion import filas
from supervisor_app.wiring import Servicios
from tests.services.banco import Banco
from tests.services.laptop import Laptop
from tests.visita_ficticia import AHORA, CO_90, COLIMA, CONTROL, NO_CUMPLE


def archivos(b: Banco) -> list[str]:
    carpetas = (b.s.carpeta / nombre for nombre in ("archivos", "paquetes", "turnados"))
    return [p.name for carpeta in carpetas for p in carpeta.rglob("*") if p.is_file()]


def hacer(s: Servicios, e: Expediente, op: Operacion) -> Expediente:
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def con_hallazgo(s: Servicios, *, ficticia: bool, dias: int) -> Expediente:
    """A visit to Colima with a finding, on the day after so many days."""
    e = s.visitas.crear(COLIMA)
    dia = AHORA.date() + timedelta(days=dias)
    nueva = con(e.visita, ficticia=ficticia, inicio=dia, fin=dia)
    e = hacer(s, e, Operacion(e.visita.id, "Cambió", (Cambio(e.visita, nueva),)))
    e = hacer(s, e, comandos.elegir_cedulas(e, [CO_90]))
    return hacer(s, e, comandos.responder(e, CONTROL, NO_CUMPLE))


def test_nothing_is_left_of_a_practice_visit_closed_and_delivered(cerrada: Banco, usb: Path) -> None:
    cerrada.s.entregas.entregar(cerrada.e, usb)
    assert archivos(cerrada)
    cerrada.s.visitas.quitar_visita(cerrada.e.visita.id)
    assert cerrada.s.visitas.lista() == ()
    assert archivos(cerrada) == []
    db = cerrada.s.visitas._almacen._db
    tablas = [t for (t,) in filas(db, "SELECT name FROM sqlite_master WHERE type = 'table'") if "_fts" not in t]
    ajenas = {"equipo", "_sqlite_migrations"}
    assert [t for t in tablas if t not in ajenas and filas(db, f"SELECT 1 FROM {t} LIMIT 1")] == []
    assert cerrada.s.visitas.buscar("Colima") == ()
    assert cerrada.s.comprobar() == ()


def test_the_guards_of_history_are_there_again(cerrada: Banco) -> None:
    cerrada.s.visitas.quitar_visita(cerrada.e.visita.id)
    db = cerrada.s.visitas._almacen._db
    assert dict(filas(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) == esquema.disparadores()


def test_a_content_that_another_visit_has_too_stays(contestada: Banco) -> None:
    otra = contestada.s.visitas.crear(COLIMA)
    (primera, *_) = contestada.e.evidencias.values()
    suya = con(primera, id="f" * 32, visita_id=otra.visita.id, item_id=CONTROL.id)
    contestada.s.visitas.guardar(Operacion(otra.visita.id, "Adjuntó", (Cambio(None, suya),)))
    contestada.s.visitas.quitar_visita(contestada.e.visita.id)
    assert contestada.s.evidencias.leer(suya)
    assert contestada.s.comprobar() == ()


def test_a_joined_practice_visit_is_thrown_away_too(una: Laptop, otra: Laptop) -> None:
    otra.s.visitas.quitar_visita(otra.visita_id)
    assert otra.s.visitas.lista() == ()
    assert una.e.visita.id == una.visita_id
    # Joining the copy again brings it whole.
    assert otra.unir(una.compartir()).expediente == una.e


def test_a_real_visit_is_never_thrown_away(una: Laptop) -> None:
    servicios = una.s
    e = con_hallazgo(servicios, ficticia=False, dias=0)
    with pytest.raises(UserError, match="datos ficticios"):
        servicios.visitas.quitar_visita(e.visita.id)
    assert servicios.visitas.abrir(e.visita.id) == e


def test_what_was_practised_is_no_past_of_a_real_visit(una: Laptop) -> None:
    servicios = una.s
    con_hallazgo(servicios, ficticia=True, dias=1)
    de_veras = con_hallazgo(servicios, ficticia=False, dias=9)
    practica = con_hallazgo(servicios, ficticia=True, dias=9)
    assert servicios.visitas._almacen.antecedentes(de_veras.visita) == ()
    previas = servicios.visitas._almacen.antecedentes(practica.visita)
    # With that of the laptop itself, which is practice too.
    assert len(previas) == 2 and all(a.visita.ficticia for a in previas)


def test_a_visit_begun_by_mistake_is_thrown_away_until_anything_was_captured(una: Laptop) -> None:
    s = una.s
    e = s.visitas.crear(COLIMA)
    e = hacer(s, e, Operacion(e.visita.id, "Cambió", (Cambio(e.visita, con(e.visita, ficticia=False)),)))
    e = hacer(s, e, comandos.elegir_cedulas(e, [CO_90]))
    hacer(s, e, comandos.responder(e, CONTROL, NO_CUMPLE))
    s.visitas.deshacer(e.visita.id)
    with pytest.raises(UserError, match="sin nada capturado"):
        s.visitas.quitar_visita(e.visita.id)  # its history still tells what was answered
    otra = s.visitas.crear(COLIMA)
    otra = hacer(s, otra, Operacion(otra.visita.id, "Cambió", (Cambio(otra.visita, con(otra.visita, ficticia=False)),)))
    hacer(s, otra, comandos.elegir_cedulas(otra, [CO_90]))
    s.visitas.quitar_visita(otra.visita.id)
    assert otra.visita.id not in {v.id for v in s.visitas.lista()}
