"""Three laptops with real folders answer, undo, decide, share and join as chance has it, and end with one visit."""

from __future__ import annotations

import contextlib
from pathlib import Path
from random import Random

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.errors import UserError
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import (
    CO_90,
    COLIMA,
    CONTROL,
    CUMPLE,
    MUESTRA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    RelojFijo,
    fila,
)  # fmt: skip

PASOS = 40


def algo(azar: Random, e: Expediente, quien: str) -> Operacion:
    item = azar.choice((CONTROL, RESPONSABLE))
    hallazgos = sorted(e.inconsistencias)
    que = azar.choice(("responder", "anotar", "filas", "titulo", "medida", "visita", "decidir"))
    if que == "titulo" and hallazgos:
        return comandos.modificar_inconsistencia(e, azar.choice(hallazgos), titulo=f"Título de {quien}")
    if que == "medida" and hallazgos:
        return comandos.nueva_medida(e, azar.choice(hallazgos), wiring.nuevo_id, texto=f"Medida de {quien}")
    if que == "visita":
        return comandos.modificar_visita(e, "Cambió", **{azar.choice(("lugar", "pliego")): quien})
    if que == "decidir" and e.choques:
        choque = e.choques[azar.choice(sorted(e.choques))]
        return decidir_choque(e, choque.id, azar.choice(choque.lados).valor, "Decidió")
    if que == "filas":
        nueva = fila(azar.randrange(1, 9), azar.choice((True, False)), visita_id=e.visita.id, nota=quien)
        return comandos.guardar_filas(
            e, MUESTRA, [*(f for f in e.filas_de(MUESTRA.id) if f.id != nueva.id), nueva], "F"
        )
    if que == "anotar":
        return comandos.anotar(e, item, f"Nota de {quien}")
    return comandos.responder(e, item, azar.choice((CUMPLE, PARCIAL, NO_CUMPLE, None)))


@pytest.mark.parametrize("semilla", range(6))
def test_three_folders_end_with_one_visit_and_whole(tmp_path: Path, semilla: int) -> None:
    azar, usb = Random(semilla), tmp_path / "usb"
    usb.mkdir()
    relojes = {n: RelojFijo() for n in "abc"}
    with contextlib.ExitStack() as pila:
        laptops: dict[str, Servicios] = {
            n: pila.enter_context(wiring.abrir(tmp_path / n, reloj=relojes[n])) for n in "abc"
        }
        visita_id = laptops["a"].visitas.crear(COLIMA).visita.id
        laptops["a"].visitas.guardar(comandos.elegir_cedulas(laptops["a"].visitas.abrir(visita_id), [CO_90]))
        primera = laptops["a"].copias.compartir(visita_id, usb).ruta
        for n in "bc":
            laptops[n].copias.unir(primera)
        for _ in range(PASOS):
            n = azar.choice("abc")
            s = laptops[n]
            relojes[n].adelantar(minutes=azar.randrange(1, 9))
            with contextlib.suppress(UserError):
                match azar.randrange(8):
                    case 0:
                        s.copias.unir(laptops[azar.choice("abc")].copias.compartir(visita_id, usb).ruta)
                    case 1:
                        s.visitas.deshacer(visita_id)
                    case 2:
                        s.visitas.rehacer(visita_id)
                    case _:
                        s.visitas.guardar(algo(azar, s.visitas.abrir(visita_id), n))
        copias = [laptops[n].copias.compartir(visita_id, usb).ruta for n in "abc"]
        for n in azar.sample("abc", 3):
            for copia in azar.sample(copias, 3):
                laptops[n].copias.unir(copia)
        a, b, c = (laptops[n].visitas.abrir(visita_id) for n in "abc")
        assert a == b == c
        assert [laptops[n].comprobar() for n in "abc"] == [(), (), ()]
