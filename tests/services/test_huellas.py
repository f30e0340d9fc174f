"""What makes a document out of date: all that it says, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.seguimiento import Reincidencia
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.papel.clases import CLASES
from tests.services.banco import material
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    NO_CUMPLE,
    RESPONSABLE,
    aplicar,
    completa,
    evidencia,
    medida,
    responder,
    visita,
)


@pytest.fixture
def e() -> Expediente:
    """With both cédulas, one finding and the informe."""
    base = completa()
    base = aplicar(base, comandos.elegir_cedulas(base, [CO_90, AV_90]))
    return responder(base, CONTROL.id, NO_CUMPLE)


def de_cedula(e: Expediente, codigo: str = "CO-90", levantadas: Mapping[str, Reincidencia] | None = None) -> str:
    return CLASES[TipoDocumento.CEDULA].huella(e, codigo, material(levantadas))


def de_informe(e: Expediente, clave: str = "1270-009-032") -> str:
    return CLASES[TipoDocumento.INFORME].huella(e, "", material(clave=clave))


def test_an_answer_changes_its_cedula(e: Expediente) -> None:
    assert de_cedula(responder(e, CONTROL.id, CUMPLE)) != de_cedula(e)


def test_an_answer_changes_no_other_cedula(e: Expediente) -> None:
    assert de_cedula(responder(e, CONTROL.id, CUMPLE), "AV-90") == de_cedula(e, "AV-90")


def test_a_note_changes_its_cedula(e: Expediente) -> None:
    assert de_cedula(aplicar(e, comandos.anotar(e, RESPONSABLE, "Oficio 12"))) != de_cedula(e)


def test_a_measure_changes_its_cedula(e: Expediente) -> None:
    (hallazgo,) = e.inconsistencias.values()
    assert de_cedula(replace(e, medidas={"m": medida(1, hallazgo.id)})) != de_cedula(e)


def test_an_attached_file_changes_its_cedula(e: Expediente) -> None:
    assert de_cedula(aplicar(e, comandos.adjuntar(e, [evidencia(item_id=CONTROL.id)]))) != de_cedula(e)


@pytest.mark.parametrize(
    "campos",
    [
        {"fin": date(2026, 6, 15)},
        {"fuente": "Sistema de prueba"},
        {"equipo": (Persona(nombre="Otra persona"),)},
        {"titular": Persona(nombre="Otro titular")},
    ],
    ids=lambda campos: next(iter(campos)),
)
def test_what_a_cedula_prints_of_the_visit_changes_it(e: Expediente, campos: dict[str, object]) -> None:
    assert de_cedula(replace(e, visita=con(e.visita, **campos))) != de_cedula(e)


def test_what_recurs_changes_the_cedula(e: Expediente) -> None:
    (hallazgo,) = e.inconsistencias.values()
    antes = visita(folio="V-2025-007")
    anterior = Reincidencia(CONTROL.id, hallazgo, antes, valor=NO_CUMPLE, veces=1, solventada=None)
    assert de_cedula(e, levantadas={CONTROL.id: anterior}) != de_cedula(e)


def reabierta(e: Expediente) -> Expediente:
    otra = con(e.visita, estado=EstadoVisita.EN_CURSO, revision=2, motivo_revision="Se corrige un dato")
    return replace(e, visita=otra)


def test_reopening_changes_no_cedula(e: Expediente) -> None:
    assert de_cedula(reabierta(e)) == de_cedula(e)


def test_reopening_does_not_change_the_informe(e: Expediente) -> None:
    assert de_informe(reabierta(e)) == de_informe(e)


def test_an_answer_does_not_change_a_written_informe(e: Expediente) -> None:
    assert de_informe(responder(e, CONTROL.id, CUMPLE)) == de_informe(e)


def test_a_word_of_the_informe_changes_it(e: Expediente) -> None:
    assert e.informe is not None
    otro = con(e.informe, datos=con(e.informe.datos, objeto="APOYO"))
    assert de_informe(aplicar(e, comandos.guardar_informe(e, otro))) != de_informe(e)


def test_the_key_of_the_form_changes_the_informe(e: Expediente) -> None:
    assert de_informe(e, "1270-009-033") != de_informe(e)


def test_an_informe_that_is_not_composed_has_none(e: Expediente) -> None:
    assert de_informe(replace(e, informe=None)) == ""
