"""The blank of a phrase that nobody filled in stands in the way of closing, wherever a document would print it."""

from datetime import timedelta

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso, faltantes
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion
from supervisor_app.errors import UserError
from tests.visita_ficticia import (
    AHORA,
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    aplicar,
    expediente,
    fila,
    responder,
    visita,
)

BLANCO = "Se envió el oficio ‹número de oficio›"


@pytest.fixture
def e() -> Expediente:
    """A visit with one finding, and its measure «m1» for the end of the month."""
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    e = responder(e, CONTROL.id, NO_CUMPLE)
    (h,) = e.inconsistencias
    return aplicar(e, comandos.nueva_medida(e, h, lambda: "m1", texto="Enviar", fecha=AHORA.date()))


def sin_llenar(e: Expediente) -> list[tuple[Paso, str, str]]:
    dichos = [f for f in faltantes(e, e.definiciones) if "quedó sin llenar" in f.texto]
    assert all(f.impide_cerrar and "‹número de oficio›" in f.texto for f in dichos)
    return [(f.paso, f.texto.partition(":")[0], f.objeto) for f in dichos]


@pytest.mark.parametrize("campo", ["titulo", "descripcion", "causa", "organo", "referencia"])
def test_in_a_finding(e: Expediente, campo: str) -> None:
    (h,) = e.inconsistencias
    e = aplicar(e, comandos.modificar_inconsistencia(e, h, **{campo: BLANCO}))
    assert sin_llenar(e) == [(Paso.INCONSISTENCIAS, "Inconsistencia 01", h)]


@pytest.mark.parametrize("campo", ["texto", "responsable_cargo", "responsable_nombre", "evidencia_esperada"])
def test_in_a_measure(e: Expediente, campo: str) -> None:
    (h,) = e.inconsistencias
    e = aplicar(e, comandos.modificar_medida(e, "m1", **{campo: BLANCO}))
    assert sin_llenar(e) == [(Paso.INCONSISTENCIAS, "Inconsistencia 01", h)]


def test_in_a_verification_and_in_that_of_a_measure(e: Expediente) -> None:
    otra = visita(id="0b" * 16, folio="V-2025-041")
    hallado = next(iter(e.inconsistencias.values())).model_copy(update={"id": "anterior", "visita_id": otra.id})
    anterior = HallazgoAnterior(hallado, otra, "Título", tuple(e.medidas.values()))
    esperado = [(Paso.INCONSISTENCIAS, "V-2025-041-01", "anterior")]
    con_nota = aplicar(e, comandos.verificar_hallazgo(e, anterior, ResultadoVerificacion.EN_ATENCION, BLANCO))
    assert sin_llenar(con_nota) == esperado
    assert sin_llenar(aplicar(e, comandos.verificar_medida(e, anterior, "m1", avance=20, nota=BLANCO))) == esperado


def test_in_the_note_of_an_answer_and_in_its_rows(e: Expediente) -> None:
    con_nota = aplicar(e, comandos.anotar(e, CONTROL, BLANCO))
    assert sin_llenar(con_nota) == [(Paso.CEDULAS, CONTROL.id, CONTROL.id)]
    filas = aplicar(e, comandos.guardar_filas(e, MUESTRA, [fila(1, False, nota=BLANCO)], "Pegó"))
    assert sin_llenar(filas) == [(Paso.CEDULAS, MUESTRA.id, MUESTRA.id)]


def test_in_the_header_of_a_cedula(e: Expediente) -> None:
    e = aplicar(e, comandos.modificar_aplicada(e, "CO-90", observaciones=BLANCO))
    assert sin_llenar(e) == [(Paso.CEDULAS, "CO-90, encabezado", "CO-90")]


def test_what_is_filled_in_lacks_nothing(e: Expediente) -> None:
    e = aplicar(e, comandos.anotar(e, CONTROL, "Se envió el oficio 12/2026"))
    assert sin_llenar(e) == []


def test_a_prorroga_is_not_granted_with_a_blank_in_it(e: Expediente) -> None:
    nueva = AHORA.date() + timedelta(days=30)
    dicho = {"motivo": "Falta personal", "autorizo": "Titular"}
    for campo in dicho:
        with pytest.raises(UserError, match="sin llenar ‹número de oficio›") as rechazo:
            comandos.prorrogar_medida(e, "m1", nueva, cuando=AHORA, quien="Lucía", **dicho | {campo: BLANCO})
        assert rechazo.value.field == campo


def test_no_state_is_changed_for_a_reason_with_a_blank_in_it(e: Expediente) -> None:
    (h,) = e.inconsistencias
    with pytest.raises(UserError, match="sin llenar"):
        comandos.cambiar_estado(e, h, EstadoHallazgo.EN_ATENCION, cuando=AHORA, quien="Lucía", motivo=BLANCO)
