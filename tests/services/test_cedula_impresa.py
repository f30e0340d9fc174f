"""What a cédula prints: every answer, finding and person in its words, and nothing that is reserved."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from supervisor_app.documents.modelos import DocumentoCedula, ItemImpreso, Signo
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.answers import Aplicada, Valor
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.session import interpretar
from supervisor_app.domain.evidencia import Lugar
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Riesgo
from supervisor_app.domain.seguimiento import Reincidencia
from supervisor_app.services.papel.cedula_impresa import folio_de_cedula, fotos_impresas, imprimir_cedula, quien_atendio
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    ITEMS,
    MUESTRA,
    NO_APLICA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    VISITA_ID,
    aplicar,
    evidencia,
    expediente,
    fila,
    medida,
    muestra,
    responder,
    visita,
)

TITULAR = Persona(nombre="Evaristo Olmedo Quiñonero", cargo="Titular")


def imprimir(e: Expediente, definicion: CedulaDefinition = CO_90) -> DocumentoCedula:
    return imprimir_cedula(e, definicion, {})


def item(e: Expediente, item_id: str) -> ItemImpreso:
    definicion = CO_90 if item_id.startswith("CO") else AV_90
    numero = [i.id for i in definicion.items].index(item_id)
    return imprimir(e, definicion).items[numero]


def con_hallazgo(**campos: object) -> Expediente:
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    (hallazgo,) = e.inconsistencias.values()
    return aplicar(e, comandos.modificar_inconsistencia(e, hallazgo.id, **campos))


# --- heading --------------------------------------------------------------------------------------------------------


def test_the_heading_comes_from_the_visit_and_the_definition() -> None:
    doc = imprimir(expediente())
    assert (doc.folio, doc.folio_visita, doc.codigo, doc.version) == ("V-2026-001-CO-90", "V-2026-001", "CO-90", "1")
    assert (doc.ooad, doc.proceso) == ("Colima", "Notificación de prueba")


def test_it_is_dated_on_the_last_day_of_the_visit() -> None:
    assert imprimir(expediente()).fecha == date(2026, 6, 12)


def test_without_its_last_day_it_is_dated_on_the_first() -> None:
    assert imprimir(expediente(fin=None)).fecha == date(2026, 6, 8)


def test_without_any_day_it_is_dated_when_the_visit_was_made() -> None:
    assert imprimir(expediente(inicio=None, fin=None)).fecha == AHORA.date()


def test_a_visit_of_one_day_prints_one_date() -> None:
    un_dia = imprimir(expediente(inicio=date(2026, 6, 12))).fechas
    assert " al " not in un_dia
    assert imprimir(expediente()).fechas.endswith(f" al {un_dia}")


def test_people_left_blank_are_not_printed() -> None:
    equipo = (Persona(nombre="Lucía Ñandú Peñaloza", cargo="Supervisora"), Persona())
    assert imprimir(expediente(equipo=equipo)).supervisores == equipo[:1]


def test_the_titular_signs_where_there_is_one() -> None:
    assert imprimir(expediente(titular=TITULAR)).titular == TITULAR


def test_without_a_titular_signs_who_received_the_visit() -> None:
    e = expediente()
    assert imprimir(e).titular == e.visita.recibio


def test_who_attended_the_cedula_is_printed() -> None:
    aplicada = Aplicada(id="a", visita_id=VISITA_ID, codigo="CO-90", atendio=TITULAR)
    assert quien_atendio(visita(), aplicada) == TITULAR


def test_otherwise_who_received_the_visit_attended() -> None:
    assert quien_atendio(visita(), None) == visita().recibio


def test_the_folio_of_a_cedula_is_that_of_the_visit_with_its_code() -> None:
    assert folio_de_cedula(visita(folio="V-2026-A7-012"), "AV-90") == "V-2026-A7-012-AV-90"


# --- answers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valor", "signo", "palabra"),
    [
        (CUMPLE, Signo.CUMPLE, "Cumple"),
        (PARCIAL, Signo.PARCIAL, "Parcial"),
        (NO_CUMPLE, Signo.NO_CUMPLE, "No cumple"),
        (NO_APLICA, Signo.NO_APLICA, "No aplica"),
    ],
)
def test_compliance_is_printed_with_its_sign_and_its_word(valor: Valor, signo: Signo, palabra: str) -> None:
    respuesta = item(responder(expediente(), CONTROL.id, valor), CONTROL.id).respuesta
    assert (respuesta.signo, respuesta.texto) == (signo, palabra)


def test_an_item_without_answer_says_so() -> None:
    respuesta = item(expediente(), CONTROL.id).respuesta
    assert (respuesta.signo, respuesta.texto) == (Signo.SIN_RESPUESTA, "Sin respuesta")


def test_a_sample_prints_its_counts_its_proportion_and_its_amount() -> None:
    valor = muestra(1200, 30, importe=Decimal("1500.50"))
    respuesta = item(responder(expediente(), MUESTRA.id, valor), MUESTRA.id).respuesta
    assert respuesta.texto == "30 de 1,200 con inconsistencia"
    assert respuesta.detalle == ("2.5\xa0% · $1,500.50",)
    assert respuesta.signo is Signo.NO_CUMPLE


def test_a_sample_without_inconsistencies_complies() -> None:
    assert item(responder(expediente(), MUESTRA.id, muestra(10, 0)), MUESTRA.id).respuesta.signo is Signo.CUMPLE


@pytest.mark.parametrize(("escrito", "impreso"), [("12", "12 días"), ("1", "1"), ("0", "0 días")])
def test_a_number_prints_its_unit_which_has_no_singular(escrito: str, impreso: str) -> None:
    valor = interpretar(ITEMS["CO-90-03"], escrito)
    respuesta = item(responder(expediente(), "CO-90-03", valor), "CO-90-03").respuesta
    assert (respuesta.signo, respuesta.texto) == (Signo.DATO, impreso)


def test_the_note_is_printed() -> None:
    e = expediente()
    assert item(aplicar(e, comandos.anotar(e, CONTROL, "Vio el libro")), CONTROL.id).nota == "Vio el libro"


def test_files_are_printed_by_their_caption_or_else_by_their_name() -> None:
    archivos = [evidencia(1, item_id=CONTROL.id, leyenda="Acta firmada"), evidencia(2, item_id=CONTROL.id)]
    e = expediente()
    assert item(aplicar(e, comandos.adjuntar(e, archivos)), CONTROL.id).evidencias == ("Acta firmada", "acta 2.pdf")


def con_fotos(*campos: dict[str, object]) -> Expediente:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    fotos = [
        evidencia(n, nombre=f"foto {n}.jpg", mime="image/jpeg", orden=n, sha256=f"{n:064x}", **extra)
        for n, extra in enumerate(campos, 1)
    ]
    return aplicar(responder(e, CONTROL.id, NO_CUMPLE), comandos.adjuntar(e, fotos))


def test_photos_are_printed_with_what_they_show_when_and_where() -> None:
    lugar = Lugar(latitud=Decimal("19.2435"), longitud=Decimal("-103.725"))
    tomada = datetime(2026, 11, 19, 10, 42)  # noqa: DTZ001 - as the camera had it
    impreso = item(con_fotos({"item_id": CONTROL.id, "lugar": lugar, "tomada": tomada}), CONTROL.id)
    (foto,) = impreso.fotos
    assert impreso.evidencias == ()
    assert foto.leyenda == "foto 1.jpg"
    assert foto.datos.replace("\u00a0", " ") == "19/11/2026 10:42 · 19.24350° N, 103.72500° O"


def test_photos_of_a_finding_are_printed_with_it_those_of_a_possible_irregularity_are_not() -> None:
    e = con_fotos({"inconsistencia_id": f"{VISITA_ID}:i:{CONTROL.id}"}, {"item_id": CONTROL.id})
    (hallazgo,) = imprimir(e).inconsistencias
    assert [f.leyenda for f in hallazgo.fotos] == ["foto 1.jpg"]
    assert [v.id for v in fotos_impresas(e, CO_90)] == ["evidencia-1", "evidencia-2"]
    e = aplicar(e, comandos.modificar_inconsistencia(e, f"{VISITA_ID}:i:{CONTROL.id}", posible_irregularidad=True))
    e = aplicar(e, comandos.quitar_evidencia(e, "evidencia-2"))
    assert fotos_impresas(e, CO_90) == ()


def test_the_rows_of_a_sample_are_printed_in_their_order() -> None:
    e = expediente()
    filas = [fila(2, malo=False), fila(1, malo=True, importe=Decimal(1500))]
    impresa = item(aplicar(e, comandos.guardar_filas(e, MUESTRA, filas, "Pegó")), MUESTRA.id).muestra
    assert impresa is not None
    assert [(f.referencia, f.resultado, f.importe) for f in impresa.filas] == [
        ("Crédito 1", "Con inconsistencia", "$1,500.00"),
        ("Crédito 2", "Sin inconsistencia", ""),
    ]


def test_a_sample_without_rows_has_no_table() -> None:
    assert item(responder(expediente(), MUESTRA.id, muestra(10, 2)), MUESTRA.id).muestra is None


# --- result ---------------------------------------------------------------------------------------------------------


def test_the_result_counts_what_was_answered() -> None:
    e = responder(responder(expediente(), "AV-90-01", CUMPLE), "AV-90-02", NO_CUMPLE)
    resultado = imprimir(e, AV_90).resultado
    assert (resultado.cumple, resultado.no_cumple, resultado.contestadas) == ("1", "1", "2 de 2")
    assert resultado.porcentaje.startswith("50")


def test_a_cedula_with_nothing_to_grade_says_so() -> None:
    assert imprimir(expediente()).resultado.porcentaje == "Sin puntos calificables"


# --- findings -------------------------------------------------------------------------------------------------------


def test_a_finding_prints_its_title_its_risk_and_its_point() -> None:
    (impresa,) = imprimir(con_hallazgo(titulo="Control atrasado", riesgo=Riesgo.ALTO)).inconsistencias
    assert (impresa.numero, impresa.titulo) == ("01", "Control atrasado")
    assert impresa.datos[:2] == ("Riesgo alto", "Punto CO-90-01")


def test_a_finding_that_nobody_titled_prints_one_of_its_own() -> None:
    (impresa,) = imprimir(con_hallazgo()).inconsistencias
    assert impresa.titulo.strip()
    assert impresa.descripcion.strip()


def test_a_possible_irregularity_is_not_printed() -> None:
    assert imprimir(con_hallazgo(posible_irregularidad=True)).inconsistencias == ()


def test_a_finding_is_printed_in_its_own_cedula_only() -> None:
    assert imprimir(con_hallazgo(), AV_90).inconsistencias == ()


def test_the_references_of_a_finding_do_not_break_at_their_number() -> None:
    (impresa,) = imprimir(con_hallazgo(fundamento=("CFF 134", "RACERF 5"))).inconsistencias
    assert impresa.datos[-1] == "Fundamento: CFF\xa0134, RACERF\xa05"


def test_what_recurs_names_the_earlier_visit() -> None:
    e = con_hallazgo()
    (hallazgo,) = e.inconsistencias.values()
    antes = visita(folio="V-2025-007")
    anterior = Reincidencia(CONTROL.id, hallazgo, antes, valor=NO_CUMPLE, veces=1, solventada=None)
    (impresa,) = imprimir_cedula(e, CO_90, {CONTROL.id: anterior}).inconsistencias
    assert "Reincide (V-2025-007)" in impresa.datos


def test_the_measures_of_a_finding_are_printed_with_who_and_when() -> None:
    e = con_hallazgo()
    (hallazgo,) = e.inconsistencias.values()
    e = replace(e, medidas={"m": medida(1, hallazgo.id)})
    (impresa,) = imprimir(e).inconsistencias[0].medidas
    assert (impresa.tipo, impresa.texto, impresa.responsable) == (
        "Correctiva",
        "Capturar las actas",
        "Jefa de Cobranza",
    )
    assert "2026" in impresa.fecha


def test_printing_changes_with_the_remarks() -> None:
    aplicada = Aplicada(id="a", visita_id=VISITA_ID, codigo="CO-90")
    sin, con_ellas = (
        imprimir(replace(expediente(), aplicadas={"CO-90": a})) for a in (aplicada, con(aplicada, observaciones="Una"))
    )
    assert (sin.observaciones, con_ellas.observaciones) == ("", "Una")


def test_the_same_visit_prints_the_same() -> None:
    e = responder(con_hallazgo(), RESPONSABLE.id, NO_CUMPLE)
    assert imprimir(e) == imprimir(e)
