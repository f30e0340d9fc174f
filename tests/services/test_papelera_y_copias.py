"""Laptops that take cédulas out, restore them from their bins and join each other end with one whole visit."""

from __future__ import annotations

import contextlib
from pathlib import Path
from random import Random

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.errors import UserError
from supervisor_app.wiring import Servicios
from tests.services.test_copias_al_azar import algo
from tests.visita_ficticia import AV_90, CO_90, COLIMA, RelojFijo

PASOS = 30


def quitar(azar: Random, e: Expediente) -> Operacion:
    hallazgos = sorted(e.inconsistencias)
    if hallazgos and azar.random() < 0.5:
        with contextlib.suppress(UserError):
            return comandos.quitar_inconsistencia(e, azar.choice(hallazgos))
    return comandos.elegir_cedulas(e, azar.choice(((), (AV_90,), (CO_90, AV_90), (CO_90,))))


def paso(azar: Random, n: str, laptops: dict[str, Servicios], visita_id: str, usb: Path) -> None:
    s = laptops[n]
    match azar.randrange(10):
        case 0:
            s.copias.unir(laptops[azar.choice("ab")].copias.compartir(visita_id, usb).ruta)
        case 1:
            s.visitas.deshacer(visita_id)
        case 2:
            s.visitas.rehacer(visita_id)
        case 3 | 4:
            s.visitas.guardar(quitar(azar, s.visitas.abrir(visita_id)))
        case 5 | 6:
            if quitados := s.papelera.de_visita(visita_id):
                s.papelera.restaurar(visita_id, azar.choice(quitados)[0].clave)
        case _:
            e = s.visitas.abrir(visita_id)
            if "CO-90" in e.visita.cedulas:
                s.visitas.guardar(algo(azar, e, n))


@pytest.mark.parametrize("semilla", range(3))
def test_two_folders_end_with_one_visit_in_which_every_answer_has_its_cedula(tmp_path: Path, semilla: int) -> None:
    azar, usb = Random(semilla), tmp_path / "usb"
    usb.mkdir()
    relojes = {n: RelojFijo() for n in "ab"}
    with contextlib.ExitStack() as pila:
        laptops = {n: pila.enter_context(wiring.abrir(tmp_path / n, reloj=relojes[n])) for n in "ab"}
        visita_id = laptops["a"].visitas.crear(COLIMA).visita.id
        inicial = laptops["a"].visitas.abrir(visita_id)
        laptops["a"].visitas.guardar(comandos.elegir_cedulas(inicial, [CO_90, AV_90]))
        laptops["b"].copias.unir(laptops["a"].copias.compartir(visita_id, usb).ruta)
        for _ in range(PASOS):
            n = azar.choice("ab")
            relojes[n].adelantar(minutes=azar.randrange(1, 9))
            with contextlib.suppress(UserError):
                paso(azar, n, laptops, visita_id, usb)
        copias = [laptops[n].copias.compartir(visita_id, usb).ruta for n in "ab"]
        for n in "ab":
            for copia in azar.sample(copias, 2):
                laptops[n].copias.unir(copia)
        a, b = (laptops[n].visitas.abrir(visita_id) for n in "ab")
        assert a == b
        # No answer, row or file is left in a visit without its cédula.
        sueltas = {r.cedula for r in a.respuestas.values() if r.contestada} - set(a.visita.cedulas)
        assert sueltas == set()
        assert set(a.visita.cedulas) <= a.fijadas.keys()
        assert [laptops[n].comprobar() for n in "ab"] == [(), ()]
