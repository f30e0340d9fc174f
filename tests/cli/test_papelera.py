"""``papelera``: what it holds, back, and deleted only where somebody said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from supervisor_app.domain import comandos
from tests.cli.corrida import Correr
from tests.visita_ficticia import CO_90, COLIMA, CONTROL, CUMPLE


@pytest.fixture
def folio(datos: Path) -> str:
    """A visit with one answer, of which an acta was taken out."""
    with wiring.abrir(datos) as s:
        e = s.visitas.crear(COLIMA)
        for mandar in (
            lambda e: comandos.elegir_cedulas(e, [CO_90]),
            lambda e: comandos.responder(e, CONTROL, CUMPLE),
            comandos.empezar_acta,
            comandos.quitar_acta,
        ):
            s.visitas.guardar(mandar(s.visitas.abrir(e.visita.id)))
    logs.cerrar()
    return e.visita.folio


def enviar(datos: Path, folio: str) -> None:
    with wiring.abrir(datos) as s:
        s.papelera.enviar(s.visitas.abrir(folio).visita.id)
    logs.cerrar()


def test_what_was_taken_out_is_listed_and_put_back_by_its_number(correr: Correr, folio: str) -> None:
    listado = correr("papelera", "listar")
    assert "1.  Acta de cierre" in listado.salida
    assert "Acta de cierre está otra vez" in correr("papelera", "restaurar", folio, "1").salida
    assert correr("papelera", "listar").salida == "La papelera está vacía.\n"


def test_a_visit_is_listed_and_put_back_by_its_folio(correr: Correr, folio: str, datos: Path) -> None:
    enviar(datos, folio)
    (suya,) = correr("papelera", "listar", "--json").json["visitas"]
    assert (suya["folio"], suya["quedan"], suya["se_puede_borrar"]) == (folio, 30, True)
    assert correr("papelera", "restaurar", folio).codigo == 0
    with wiring.abrir(datos) as s:
        assert s.visitas.abrir(folio).visita.folio == folio
    logs.cerrar()


def test_without_anybody_to_ask_nothing_is_deleted(correr: Correr, folio: str, datos: Path) -> None:
    enviar(datos, folio)
    corrida = correr("papelera", "vaciar")
    assert corrida.codigo == 1
    assert "No se borró nada" in corrida.error
    assert correr("papelera", "listar", "--json").json["visitas"]


def test_emptying_says_what_went(correr: Correr, folio: str, datos: Path) -> None:
    enviar(datos, folio)
    assert correr("papelera", "vaciar", "--si", "--json").json == {"borradas": [folio]}
    despues = correr("papelera", "listar", "--json").json
    assert (despues["visitas"], [b["folio"] for b in despues["borradas"]]) == ([], [folio])


def test_a_number_that_is_not_there_is_told(correr: Correr, folio: str) -> None:
    corrida = correr("papelera", "restaurar", folio, "7")
    assert (corrida.codigo, "«7»" in corrida.error) == (1, True)
