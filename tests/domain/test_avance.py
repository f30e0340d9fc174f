from collections.abc import Callable
from datetime import date, time

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso, estado_de_pasos, faltantes, resultados
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme
from tests.visita_ficticia import (
    COLIMA,
    CONTROL,
    CUMPLE,
    DEFINICIONES,
    NO_CUMPLE,
    aplicar,
    completa,
    contador_de_ids,
    contestada,
    expediente,
    informe,
    responder,
)


def faltas(e: Expediente) -> list[tuple[str, str]]:
    """What is missing and stands in the way, as (sentence, place)."""
    return [(f.texto, f.objeto) for f in faltantes(e, DEFINICIONES) if f.impide_cerrar]


def visita_con(**campos: object) -> Expediente:
    e = completa()
    return aplicar(e, comandos.modificar_visita(e, "Cambió", **campos))


def con_hallazgo(**de_la_medida: object) -> Expediente:
    """A complete visit but for one finding; with a measure where its fields are given."""
    e = responder(completa(), CONTROL.id, NO_CUMPLE)
    if not de_la_medida:
        return e
    id_ = e.inconsistencias_en_orden()[0].id
    return aplicar(e, comandos.nueva_medida(e, id_, contador_de_ids(), **de_la_medida))


COMPROMISO = {"texto": "Capturar las actas", "responsable_cargo": "Jefa de Cobranza", "fecha": date(2026, 7, 1)}


def test_a_complete_visit_lacks_nothing() -> None:
    assert faltas(completa()) == []


@pytest.mark.parametrize(
    ("campos", "falta"),
    [
        ({"unidad": None}, ("Elija la unidad visitada", "unidad")),
        ({"unidad": con(COLIMA, subdelegacion_nombre=" ")}, ("Elija la unidad visitada", "unidad")),
        ({"inicio": None}, ("Escriba las fechas de la visita", "inicio")),
        ({"fin": None}, ("Escriba las fechas de la visita", "inicio")),
        ({"fin": date(2026, 6, 7)}, ("La visita termina antes de empezar; corrija las fechas", "fin")),
        ({"equipo": ()}, ("Escriba quién supervisa", "equipo")),
        ({"equipo": (Persona(nombre=" "),)}, ("Escriba quién supervisa", "equipo")),
        ({"recibio": Persona(cargo="Titular")}, ("Escriba quién recibió la visita", "recibio")),
        (
            {"fin": date(2026, 6, 8), "hora_apertura": time(9), "hora_cierre": time(8)},
            ("La hora de cierre es anterior a la de apertura", "hora_cierre"),
        ),
    ],
)
def test_what_the_preparation_lacks_is_named_with_its_field(campos: dict[str, object], falta: tuple[str, str]) -> None:
    assert faltas(visita_con(**campos)) == [falta]


def test_the_hours_of_a_visit_of_several_days_do_not_follow_each_other() -> None:
    assert faltas(visita_con(hora_apertura=time(9), hora_cierre=time(8))) == []


def test_a_visit_without_cedulas_lacks_them() -> None:
    e = aplicar(expediente(cedulas=()), comandos.guardar_informe(expediente(), informe()))
    assert faltas(e) == [("Elija al menos una cédula", "cedulas")]


def test_one_missing_answer_is_in_singular_and_leads_to_its_item() -> None:
    assert faltas(responder(completa(), CONTROL.id, None)) == [("CO-90: falta 1 respuesta", CONTROL.id)]


def test_missing_answers_are_counted_and_lead_to_the_first() -> None:
    e = responder(responder(completa(), "AV-90-02", None), "AV-90-01", None)
    assert faltas(e) == [("AV-90: faltan 2 respuestas", "AV-90-01")]


def test_a_cedula_whose_definition_cannot_be_read_stands_in_the_way() -> None:
    (falta,) = [f for f in faltantes(completa(), {"AV-90": DEFINICIONES["AV-90"]}) if f.impide_cerrar]
    assert "CO-90: no se puede leer su definición" in falta.texto


def test_a_finding_without_medida_is_named() -> None:
    (falta,) = faltas(con_hallazgo())
    assert falta[0] == "Inconsistencia 01: acuerde al menos una medida"


@pytest.mark.parametrize("campo", ["texto", "responsable_cargo", "fecha"])
def test_a_medida_with_something_missing_is_named(campo: str) -> None:
    vacio = None if campo == "fecha" else ""
    (falta,) = faltas(con_hallazgo(**COMPROMISO | {campo: vacio}))
    assert falta[0] == "Inconsistencia 01: complete la medida con texto, responsable y fecha"


def test_a_finding_with_a_whole_medida_lacks_nothing() -> None:
    assert faltas(con_hallazgo(**COMPROMISO)) == []


def test_a_finding_that_its_answer_no_longer_sustains_is_named() -> None:
    e = responder(con_hallazgo(**COMPROMISO), CONTROL.id, CUMPLE)
    (falta,) = faltas(e)
    assert "la respuesta ya no la sustenta" in falta[0]


def test_a_free_finding_needs_a_title() -> None:
    e = completa()
    e = aplicar(e, comandos.nueva_inconsistencia(e, contador_de_ids()))
    (id_,) = e.inconsistencias
    assert ("Inconsistencia 01: escriba su título", id_) in faltas(e)


def test_a_visit_without_informe_lacks_it() -> None:
    assert [t for t, _ in faltas(contestada(expediente()))] == ["Componga el informe de la comisión"]


def test_what_the_form_demands_of_the_informe_stands_in_the_way() -> None:
    e = completa()
    e = aplicar(e, comandos.guardar_informe(e, con(informe(), datos=DatosInforme())))
    assert ("Falta el número de pliego.", "numero_pliego") in faltas(e)


def test_what_the_form_only_warns_of_does_not_stand_in_the_way() -> None:
    e = completa()
    datos = informe().datos.model_copy(update={"fecha": date(2026, 6, 1)})
    e = aplicar(e, comandos.guardar_informe(e, con(informe(), datos=datos)))
    assert [f.impide_cerrar for f in faltantes(e, DEFINICIONES)] == [False]


def test_what_is_missing_comes_in_the_order_of_the_steps() -> None:
    orden = list(Paso)
    pasos = [orden.index(f.paso) for f in faltantes(expediente(recibio=Persona(), unidad=None), DEFINICIONES)]
    assert pasos == sorted(pasos)


def test_results_come_in_the_order_of_the_visit() -> None:
    assert list(resultados(expediente(cedulas=("AV-90", "CO-90")), DEFINICIONES)) == ["AV-90", "CO-90"]


# --- the stepper ----------------------------------------------------------------------------------------------------


def detalle(e: Expediente, paso: Paso) -> tuple[str, bool, bool]:
    estado = estado_de_pasos(e, DEFINICIONES)[paso]
    return estado.detalle, estado.listo, estado.atencion


@pytest.mark.parametrize(
    ("hacer", "paso", "esperado"),
    [
        (completa, Paso.PREPARACION, ("Completa", True, False)),
        (lambda: visita_con(unidad=None), Paso.PREPARACION, ("Falta 1 dato", False, True)),
        (lambda: visita_con(unidad=None, equipo=()), Paso.PREPARACION, ("Faltan 2 datos", False, True)),
        (completa, Paso.CEDULAS, ("9 de 9 contestadas", True, False)),
        (expediente, Paso.CEDULAS, ("0 de 9 contestadas", False, False)),
        (lambda: expediente(cedulas=()), Paso.CEDULAS, ("Sin cédulas", False, False)),
        (completa, Paso.INCONSISTENCIAS, ("Sin inconsistencias", True, False)),
        (expediente, Paso.INCONSISTENCIAS, ("Sin inconsistencias", False, False)),
        (con_hallazgo, Paso.INCONSISTENCIAS, ("1 · 1 sin medida", False, True)),
        (lambda: con_hallazgo(texto="Capturar"), Paso.INCONSISTENCIAS, ("1 · 1 por completar", False, True)),
        (lambda: con_hallazgo(**COMPROMISO), Paso.INCONSISTENCIAS, ("1 · todas con medida", True, False)),
        (expediente, Paso.INFORME, ("Sin empezar", False, False)),
        (completa, Paso.INFORME, ("Completo", True, False)),
    ],
)
def test_a_step_says_how_far_it_is(
    hacer: Callable[[], Expediente], paso: Paso, esperado: tuple[str, bool, bool]
) -> None:
    assert detalle(hacer(), paso) == esperado


def test_the_informe_counts_the_sections_that_say_something() -> None:
    e = completa()
    datos = informe().datos.model_copy(update={"resultados": (), "numero_pliego": ""})
    e = aplicar(e, comandos.guardar_informe(e, con(informe(), datos=datos)))
    assert detalle(e, Paso.INFORME) == ("4 de 5 secciones", False, False)


def test_a_cedula_whose_definition_cannot_be_read_asks_for_care() -> None:
    estado = estado_de_pasos(completa(), {"AV-90": DEFINICIONES["AV-90"]})[Paso.CEDULAS]
    assert (estado.listo, estado.atencion) == (False, True)


@pytest.mark.parametrize("paso", list(Paso))
def test_every_step_has_its_words(paso: Paso) -> None:
    assert paso.label[0].isupper()
