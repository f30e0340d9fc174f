from dataclasses import replace
from datetime import date

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.composicion import componer, medidas_como_bloques
from supervisor_app.domain.composicion_anteriores import lineas_de_anteriores
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme, marcas
from supervisor_app.domain.seguimiento import ResultadoVerificacion, Verificacion
from supervisor_app.domain.visita import TipoVisita, Unidad
from tests.visita_ficticia import (
    CONTROL,
    DEFINICIONES,
    NO_CUMPLE,
    RESPONSABLE,
    VISITA_ID,
    aplicar,
    contador_de_ids,
    expediente,
    responder,
)


def compuesto(e: Expediente, hoy: date = date(2026, 6, 15)) -> DatosInforme:
    return componer(
        e,
        DEFINICIONES,
        coordinador="LIC. PERSONA FICTICIA",
        coordinacion="COORDINACIÓN DE PRUEBA",
        adscripcion="JEFATURA DE PRUEBA",
        comisionado=Persona(nombre="Lucía Ñandú Peñaloza"),
        hoy=hoy,
    )


def con_medidas(*textos: str, irregularidad: bool = False) -> Expediente:
    """One finding with these measures."""
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    id_ = e.inconsistencias_en_orden()[0].id
    nuevo_id = contador_de_ids()
    for texto in textos:
        e = aplicar(e, comandos.nueva_medida(e, id_, nuevo_id, texto=texto))
    return aplicar(e, comandos.modificar_inconsistencia(e, id_, posible_irregularidad=irregularidad))


def test_the_header_comes_from_the_visit() -> None:
    d = compuesto(expediente(pliego="493/2026", lugar="COLIMA, COL."))
    assert (d.numero_pliego, d.lugar_comision, d.del_, d.al) == (
        "493/2026",
        "COLIMA, COL.",
        date(2026, 6, 8),
        date(2026, 6, 12),
    )


def test_the_commissioned_person_is_in_capitals() -> None:
    assert compuesto(expediente()).comisionado == "LUCÍA ÑANDÚ PEÑALOZA"


def test_the_informe_is_never_dated_before_the_visit_ends() -> None:
    assert compuesto(expediente(), hoy=date(2026, 6, 9)).fecha == date(2026, 6, 12)


def test_the_informe_of_a_visit_without_days_is_dated_today() -> None:
    assert compuesto(expediente(inicio=None, fin=None), hoy=date(2026, 6, 9)).fecha == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("campos", "objeto"),
    [
        ({}, "SUPERVISIÓN"),
        ({"tipo": TipoVisita.APOYO}, "APOYO"),
        ({"objeto": "REVISIÓN ESPECIAL"}, "REVISIÓN ESPECIAL"),
    ],
)
def test_the_object_is_the_written_one_or_the_kind_of_visit(campos: dict[str, object], objeto: str) -> None:
    assert compuesto(expediente(**campos)).objeto == objeto


def test_the_purpose_joins_the_departments_and_the_unit() -> None:
    (bloque,) = compuesto(expediente()).proposito
    assert bloque.texto == (
        "Supervisar los procesos de Cobranza y de Afiliación Vigencia de la Subdelegación Colima, conforme al programa "
        "de visitas."
    )


@pytest.mark.parametrize("unidad", [None, Unidad(tipo=UnitKind.SUB), Unidad(tipo=UnitKind.UMF)])
def test_a_visit_without_unit_reads_well_all_the_same(unidad: Unidad | None) -> None:
    (bloque,) = compuesto(expediente(unidad=unidad)).proposito
    assert "de la unidad visitada, conforme" in bloque.texto


def test_the_processes_are_the_lettered_list_of_the_activities() -> None:
    renglones = [(r.marca, r.texto) for r in marcas(compuesto(expediente()).actividades)]
    assert renglones == [
        ("1.-", "Reunión de apertura con José Ibargüen Treviño, Titular de la Subdelegación."),
        ("2.-", "Evaluar la aplicación de la normatividad mediante cédulas de supervisión relativas a:"),
        ("a)", "notificación de prueba;"),
        ("b)", "vigencia de prueba."),
        ("3.-", "Reunión de cierre y acuerdo de medidas."),
    ]


def test_without_cedulas_there_is_no_list_of_processes() -> None:
    assert len(compuesto(expediente(cedulas=())).actividades) == 2


def test_conclusions_count_the_findings() -> None:
    e = responder(responder(expediente(), CONTROL.id, NO_CUMPLE), RESPONSABLE.id, NO_CUMPLE)
    assert "Se determinaron 2 inconsistencias," in compuesto(e).conclusiones[0].texto


def test_one_finding_is_told_in_singular() -> None:
    assert "Se determinó una inconsistencia, que se comentó con" in compuesto(con_medidas()).conclusiones[0].texto


def test_without_findings_the_conclusions_say_so() -> None:
    assert "no se determinaron inconsistencias" in compuesto(expediente()).conclusiones[0].texto


def test_a_possible_irregularity_is_neither_told_nor_denied() -> None:
    texto = compuesto(con_medidas(irregularidad=True)).conclusiones[0].texto
    assert "inconsistencia" not in texto


def test_the_results_are_the_medidas_with_letters() -> None:
    renglones = [(r.marca, r.texto) for r in marcas(medidas_como_bloques(con_medidas("Capturar actas", "Conciliar.")))]
    assert renglones == [("a)", "Capturar actas."), ("b)", "Conciliar.")]


def test_the_same_medida_on_two_findings_is_printed_once() -> None:
    assert len(medidas_como_bloques(con_medidas("Capturar actas", "Capturar actas"))) == 1


def test_a_medida_without_text_is_not_printed() -> None:
    assert medidas_como_bloques(con_medidas(" ")) == ()


def test_medidas_of_a_possible_irregularity_stay_out() -> None:
    assert medidas_como_bloques(con_medidas("Dar vista", irregularidad=True)) == ()


# --- many earlier findings ------------------------------------------------------------------------------------------


def con_verificadas(cuantas: int) -> Expediente:
    resultados = list(ResultadoVerificacion)
    verificaciones = [
        Verificacion(
            id=f"v{n}",
            visita_id=VISITA_ID,
            hallazgo_id=f"h{n}",
            hallazgo_visita_id="otra",
            folio=f"V-2025-041-{n:02d}",
            titulo="Actas sin firma",
            resultado=resultados[n % 3],
            nota="Oficio 1/2026",
        )
        for n in range(1, cuantas + 1)
    ]
    return replace(expediente(), verificaciones={v.id: v for v in verificaciones})


def test_few_earlier_findings_are_told_one_by_one() -> None:
    assert lineas_de_anteriores(con_verificadas(2)) == (
        "V-2025-041-01, «Actas sin firma»: en atención",
        "V-2025-041-02, «Actas sin firma»: no solventada",
    )


def test_many_earlier_findings_are_told_by_what_became_of_them() -> None:
    assert lineas_de_anteriores(con_verificadas(13)) == (
        "solventadas (4): V-2025-041: 03, 06, 09 y 12",
        "en atención (5): V-2025-041: 01, 04, 07, 10 y 13",
        "no solventadas (4): V-2025-041: 02, 05, 08 y 11",
    )


def test_verifications_stand_as_people_count() -> None:
    folios = [v.folio.rpartition("-")[2] for v in con_verificadas(101).verificaciones_en_orden()]
    assert folios[8:11] == ["09", "10", "11"]
    assert folios[-2:] == ["100", "101"]
