"""A clock that jumps loses, reorders and refuses nothing: back, years ahead, summer time, and no time zone at all."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import AHORA, AV_90, CO_90, COLIMA, ITEMS, RelojFijo

TIJUANA = ZoneInfo("America/Tijuana")
SALTOS = {
    "three years back": [AHORA, AHORA - timedelta(days=1100), AHORA - timedelta(days=1099)],
    "twenty years ahead and back": [AHORA, AHORA + timedelta(days=7300), AHORA],
    "before the epoch": [AHORA, datetime(1969, 12, 31, 18, 0, tzinfo=timezone(timedelta(hours=-6))), AHORA],
    "the hour that comes twice": [
        datetime(2026, 11, 1, 1, 59, tzinfo=TIJUANA),
        datetime(2026, 11, 1, 1, 1, fold=1, tzinfo=TIJUANA),
        datetime(2026, 11, 1, 1, 30, tzinfo=TIJUANA),
    ],
    "the hour that never is": [
        datetime(2026, 3, 8, 1, 59, tzinfo=TIJUANA),
        datetime(2026, 3, 8, 2, 30, tzinfo=TIJUANA),
    ],
    "another zone on the way": [AHORA, AHORA.astimezone(ZoneInfo("Asia/Tokyo")), AHORA.astimezone(TIJUANA)],
    "always the same instant": [AHORA, AHORA, AHORA],
}


def dicho(momento: datetime) -> datetime:
    """As ``wiring.reloj_local`` tells it: the offset of that moment, and no longer the zone that has several."""
    desfase = momento.utcoffset()
    assert desfase is not None
    return momento.replace(tzinfo=timezone(desfase), fold=0)


@pytest.fixture
def reloj() -> RelojFijo:
    return RelojFijo()


@pytest.fixture
def s(datos: Path, reloj: RelojFijo) -> Iterator[Servicios]:
    with wiring.abrir(datos, reloj=reloj) as abiertos:
        yield abiertos


def trabajar(s: Servicios, reloj: RelojFijo, momentos: list[datetime]) -> tuple[Expediente, list[str]]:
    """A visit with one note for each moment; the notes in the order in which they were typed."""
    reloj.ahora = dicho(momentos[0])
    e = s.visitas.crear(COLIMA)
    op = comandos.elegir_cedulas(e, [CO_90, AV_90])
    s.visitas.guardar(op)
    e = e.aplicar(op.cambios)
    notas = []
    for n, momento in enumerate(momentos * 2):
        reloj.ahora = dicho(momento)
        notas.append(f"Nota {n}")
        op = comandos.anotar(e, ITEMS["CO-90-01"], notas[-1])
        s.visitas.guardar(op)
        e = e.aplicar(op.cambios)
    return e, notas


@pytest.mark.parametrize("salto", SALTOS)
def test_nothing_is_lost_reordered_or_refused(s: Servicios, reloj: RelojFijo, datos: Path, salto: str) -> None:
    e, notas = trabajar(s, reloj, SALTOS[salto])
    (respuesta,) = e.respuestas.values()
    assert s.visitas.abrir(e.visita.id) == e
    # History tells the order of what was done, whatever the clock said of it.
    assert [entrada.despues.nota for entrada in s.visitas.historia(respuesta.id)][::-1] == notas  # type: ignore[union-attr]
    assert s.comprobar() == ()
    s.close()
    with wiring.abrir(datos, reloj=RelojFijo(SALTOS[salto][0] - timedelta(days=400))) as otra:
        assert otra.visitas.abrir(e.visita.id) == e
        otra.visitas.deshacer(e.visita.id)
        (deshecha,) = otra.visitas.abrir(e.visita.id).respuestas.values()
        assert deshecha.nota == notas[-2]
        otra.visitas.rehacer(e.visita.id)
        assert otra.visitas.abrir(e.visita.id) == e
        assert otra.comprobar() == ()


@pytest.mark.parametrize("salto", ["three years back", "twenty years ahead and back"])
def test_a_backup_is_made_and_found_whatever_the_clock_does(s: Servicios, reloj: RelojFijo, salto: str) -> None:
    for momento in SALTOS[salto]:
        reloj.ahora = momento
        s.visitas.crear(COLIMA)
        s.respaldos.respaldar()
    (estado,) = s.respaldos.listar()
    assert len(estado.juegos) == 3
    assert all(not s.respaldos.verificar(juego) for juego in estado.juegos)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no time zone of a process")
@pytest.mark.parametrize("zona", ["", "Zona/Que-no-existe", "UTC", "CST6CDT"])
def test_a_machine_without_a_time_zone_works(datos: Path, monkeypatch: pytest.MonkeyPatch, zona: str) -> None:
    monkeypatch.setitem(os.environ, "TZ", zona)
    time.tzset()
    try:
        with wiring.abrir(datos) as s:
            e = s.visitas.crear(COLIMA)
            ultimo = s._almacen.ultimo_cambio(e.visita.id)
            assert ultimo is not None and ultimo.tzinfo is not None
            assert s.comprobar() == ()
    finally:
        monkeypatch.undo()
        time.tzset()
