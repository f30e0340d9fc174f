"""Findings that live across visits: verified, recurrent and overdue, derived from whatever was read in any order."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso, anteriores_sin_verificar, faltantes
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.reserva import hay_reserva
from supervisor_app.domain.seguimiento import (
    Antecedente,
    HallazgoAnterior,
    Pasado,
    ResultadoVerificacion,
    Verificacion,
    comparar,
    misma_unidad,
    nombra_documento,
    pasado,
    reincidentes,
)
from supervisor_app.domain.visita import Unidad
from supervisor_app.errors import UserError
from tests.visita_ficticia import (
    AHORA,
    COLIMA,
    CONTROL,
    DEFINICIONES,
    MUESTRA,
    NO_CUMPLE,
    aplicar,
    evidencia,
    expediente,
    medida,
    muestra,
    responder,
)

SOLVENTADA = ResultadoVerificacion.SOLVENTADA
EN_ATENCION = ResultadoVerificacion.EN_ATENCION
NO_SOLVENTADA = ResultadoVerificacion.NO_SOLVENTADA
NOTA = "Se cotejó el oficio 123/2026."


def antecedente(e: Expediente) -> Antecedente:
    return Antecedente(
        e.visita,
        tuple(e.fijadas.values()),
        tuple(e.respuestas.values()),
        tuple(e.inconsistencias.values()),
        tuple(e.medidas.values()),
        tuple(e.verificaciones.values()),
    )


def visita_n(n: int, mes: int, **campos: object) -> Expediente:
    base = {"id": f"{n:032x}", "folio": f"V-2026-{n:03d}", "creada": AHORA.replace(month=mes, day=1)}
    return expediente(**{**base, "inicio": date(2026, mes, 8), "fin": date(2026, mes, 12), **campos})


def primera() -> Expediente:
    """In March: two findings; the measure on the first was due on 1 July."""
    e = responder(responder(visita_n(1, 3), CONTROL.id, NO_CUMPLE), MUESTRA.id, muestra(20, 6))
    m = medida(1, e.inconsistencias_en_orden()[0].id, visita_id=e.visita.id)
    return e.aplicar(Operacion(e.visita.id, "Medida", (Cambio(None, m),)).cambios)


def de(e: Expediente, *otras: Expediente) -> Pasado:
    return pasado(e.visita, e.verificaciones.values(), [antecedente(o) for o in otras])


def verificar(
    e: Expediente, otras: Sequence[Expediente], n: int, resultado: ResultadoVerificacion, nota: str = NOTA
) -> Expediente:
    return aplicar(e, comandos.verificar_hallazgo(e, anterior(de(e, *otras), n), resultado, nota))


def anterior(p: Pasado, numero: int) -> HallazgoAnterior:
    return next(a for a in p.anteriores if a.hallazgo.numero == numero)


# --- what the unit brings -------------------------------------------------------------------------------------------


def test_the_open_findings_of_the_unit_come_with_the_most_overdue_first() -> None:
    p = de(visita_n(2, 6), primera())
    assert [(a.folio, a.titulo) for a in p.anteriores] == [
        ("V-2026-001-01", "Inconsistencia sin título"),
        ("V-2026-001-02", "6 de 20 casos revisados con inconsistencia"),
    ]


def test_a_later_visit_brings_nothing_to_an_earlier_one() -> None:
    assert de(visita_n(2, 1), primera()) == Pasado()


def test_another_unit_brings_nothing() -> None:
    otra = con(COLIMA, subdelegacion="02", subdelegacion_nombre="Manzanillo")
    assert de(visita_n(2, 6, unidad=otra), primera()) == Pasado()


@pytest.mark.parametrize(("nombre", "igual"), [("umf  no. 5 ", True), ("UMF No. 6", False), ("", False)])
def test_a_unit_without_catalogue_is_known_by_its_name(nombre: str, igual: bool) -> None:
    umf = Unidad.model_validate({"tipo": "UMF", "ooad": "06", "nombre": "UMF No. 5"})
    assert misma_unidad(umf, con(umf, nombre=nombre)) is igual


def test_the_last_answer_of_each_item_comes() -> None:
    segunda = responder(visita_n(2, 5), MUESTRA.id, muestra(10, 1))
    p = de(visita_n(3, 8), segunda, primera())
    assert (p.respuestas[MUESTRA.id].valor, p.respuestas[CONTROL.id].fecha) == (muestra(10, 1), date(2026, 3, 12))


# --- verifying ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nota", ["", "  ", "Ya quedó todo muy bien."])
def test_solved_without_proof_is_refused(nota: str) -> None:
    with pytest.raises(UserError, match="adjunte la evidencia"):
        verificar(visita_n(2, 6), [primera()], 1, SOLVENTADA, nota)


def test_a_note_that_names_the_document_is_proof() -> None:
    e = verificar(visita_n(2, 6), [primera()], 1, SOLVENTADA)
    assert anterior(de(e, primera()), 1).estado is EstadoHallazgo.SOLVENTADA


def test_a_file_is_proof() -> None:
    e = visita_n(2, 6)
    prueba = evidencia(visita_id=e.visita.id, inconsistencia_id=f"{e.visita.id}:v:{primera().visita.id}:i:{CONTROL.id}")
    e = verificar(aplicar(e, comandos.adjuntar(e, [prueba])), [primera()], 1, SOLVENTADA, "")
    assert not any(e.sin_prueba(v) for v in e.verificaciones.values())


def test_solved_whose_proof_was_taken_away_stands_in_the_way_of_closing() -> None:
    e = verificar(visita_n(2, 6), [primera()], 1, SOLVENTADA)
    e = aplicar(e, comandos.anotar_verificacion(e, anterior(de(e, primera()), 1), ""))
    assert [f.texto[:13] for f in faltantes(e, DEFINICIONES) if f.paso is Paso.INCONSISTENCIAS] == ["V-2026-001-01"]


@pytest.mark.parametrize("resultado", [EN_ATENCION, NO_SOLVENTADA])
def test_what_goes_on_needs_no_proof(resultado: ResultadoVerificacion) -> None:
    e = verificar(visita_n(2, 6), [primera()], 1, resultado, "")
    assert anterior(de(e, primera()), 1).estado.value == resultado.value


def test_a_verification_taken_back_leaves_nothing() -> None:
    e = verificar(visita_n(2, 6), [primera()], 1, EN_ATENCION, "")
    assert aplicar(e, comandos.verificar_hallazgo(e, anterior(de(e, primera()), 1), None)).verificaciones == {}


def test_a_note_begun_is_no_verification() -> None:
    e = visita_n(2, 6)
    e = aplicar(e, comandos.anotar_verificacion(e, anterior(de(e, primera()), 1), "Pendiente de ver"))
    a = anterior(de(e, primera()), 1)
    assert (a.verificado, a.estado) == (False, EstadoHallazgo.ABIERTA)


def test_the_record_explains_itself() -> None:
    (v,) = verificar(visita_n(2, 6), [primera()], 2, EN_ATENCION, "").verificaciones.values()
    assert (v.folio, v.titulo, v.items[0]) == (
        "V-2026-001-02", "6 de 20 casos revisados con inconsistencia", MUESTRA.id,
    )  # fmt: skip


def test_the_unit_does_not_change_under_its_verifications() -> None:
    e = verificar(visita_n(2, 6), [primera()], 1, EN_ATENCION)
    otra = con(COLIMA, subdelegacion="02", subdelegacion_nombre="Manzanillo")
    with pytest.raises(UserError, match="quite esas verificaciones"):
        comandos.modificar_visita(e, "Cambió la unidad", unidad=otra)


def test_a_closed_visit_verifies_nothing() -> None:
    e = visita_n(2, 6, estado="cerrada")
    with pytest.raises(UserError, match="cerrada"):
        comandos.verificar_hallazgo(e, anterior(de(e, primera()), 1), EN_ATENCION)


# --- state, ageing, recurrence --------------------------------------------------------------------------------------


def test_what_was_solved_in_a_visit_does_not_come_to_the_next() -> None:
    segunda = verificar(visita_n(2, 5), [primera()], 1, SOLVENTADA)
    assert [a.hallazgo.numero for a in de(visita_n(3, 8), primera(), segunda).anteriores] == [2]


def test_what_was_not_solved_comes_again_with_its_history() -> None:
    segunda = verificar(visita_n(2, 5), [primera()], 1, NO_SOLVENTADA)
    a = anterior(de(visita_n(3, 8), primera(), segunda), 1)
    assert (a.estado, [v.visita.folio for v in a.verificadas]) == (EstadoHallazgo.NO_SOLVENTADA, ["V-2026-002"])


def test_a_finding_is_overdue_by_its_earliest_measure_in_calendar_and_working_days() -> None:
    a = anterior(de(visita_n(2, 6), primera()), 1)
    atraso = a.atraso(date(2026, 7, 13), {date(2026, 7, 2)})
    assert (atraso is not None and atraso.texto, a.vencido(date(2026, 7, 1))) == ("12 días (7 hábiles)", False)


def test_what_is_solved_is_not_overdue() -> None:
    e = verificar(visita_n(2, 7), [primera()], 1, SOLVENTADA)
    assert not anterior(de(e, primera()), 1).vencido(date(2026, 7, 13))


def test_the_same_item_of_the_same_unit_recurs() -> None:
    e = responder(visita_n(2, 6), MUESTRA.id, muestra(20, 4))
    r = reincidentes(e.inconsistencias.values(), de(e, primera()).levantadas)
    assert [(i, x.folio, x.valor, x.veces) for i, x in r.items()] == [(MUESTRA.id, "V-2026-001-02", muestra(20, 6), 1)]


def test_recurrence_says_when_it_had_been_solved() -> None:
    segunda = verificar(visita_n(2, 5), [primera()], 2, SOLVENTADA)
    p = de(visita_n(3, 8), segunda, primera())
    assert p.levantadas[MUESTRA.id].solventada == date(2026, 5, 12)


@st.composite
def pasados(draw: st.DrawFn) -> tuple[list[Antecedente], list[Antecedente]]:
    """Up to five visits of a unit with findings and verifications, and the same in another order."""
    visitas: list[Expediente] = []
    for n in range(draw(st.integers(1, 5))):
        dia = draw(st.dates(date(2026, 1, 1), date(2026, 3, 1)))
        creada = datetime(2026, 1, 1, tzinfo=AHORA.tzinfo) + timedelta(days=draw(st.integers(0, 3)))
        e = visita_n(n + 1, 1, inicio=dia, fin=dia, creada=creada)
        for item, valor in ((CONTROL, NO_CUMPLE), (MUESTRA, muestra(20, draw(st.integers(0, 3))))):
            if draw(st.booleans()):
                e = responder(e, item.id, valor)
        for previa in visitas:
            for h in previa.inconsistencias.values():
                resultado = draw(st.sampled_from([None, *ResultadoVerificacion]))
                v = Verificacion(
                    id=f"{e.visita.id}:v:{h.id}", visita_id=e.visita.id, hallazgo_id=h.id,
                    hallazgo_visita_id=h.visita_id, folio=h.folio(previa.visita.folio), resultado=resultado, nota=NOTA,
                )  # fmt: skip
                e = e.aplicar([Cambio(None, v)])
        visitas.append(e)
    leidos = [antecedente(e) for e in visitas]
    return leidos, draw(st.permutations(leidos))


@given(pasados())
def test_what_is_derived_does_not_depend_on_the_order_of_reading(
    dos: tuple[list[Antecedente], list[Antecedente]],
) -> None:
    visita = visita_n(9, 6).visita
    assert pasado(visita, (), dos[0]) == pasado(visita, (), dos[1])


# --- small words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hoy", "antes", "texto"),
    [
        ((25, 3), (25, 5), "Baja 8 puntos"),
        ((20, 4), (20, 2), "Sube 10 puntos"),
        ((100, 1), (100, 0), "Sube 1 punto"),
        ((3, 1), (4, 1), "Sube 8.3 puntos"),
        ((10, 1), (20, 2), "Sin cambio"),
        ((0, 0), (20, 2), ""),
    ],
)
def test_the_direction_is_told_in_words(hoy: tuple[int, int], antes: tuple[int, int], texto: str) -> None:
    assert comparar(muestra(*hoy), muestra(*antes)) == texto


@pytest.mark.parametrize(
    ("nota", "si"),
    [("Oficio 12", True), ("según las ACTAS", True), ("en memorándum", True), ("quedó", False), ("beneficio", False)],
)
def test_a_document_is_known_by_its_noun(nota: str, si: bool) -> None:
    assert nombra_documento(nota) is si


def test_amounts_do_not_matter_to_the_direction() -> None:
    assert comparar(muestra(10, 1, importe=Decimal(5)), muestra(10, 1)) == "Sin cambio"


# --- the measures of an earlier finding, one by one -----------------------------------------------------------------


def test_a_measure_stands_as_the_last_visit_left_it() -> None:
    uno = primera()
    dos = visita_n(2, 6)
    a = anterior(de(dos, uno), 1)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", avance=60, nota="Van tres de cinco"))
    (m,) = anterior(de(visita_n(3, 8), dos, uno), 1).medidas
    assert (m.avance, m.fecha) == (60, date(2026, 7, 1))


def test_a_measure_called_done_needs_its_proof() -> None:
    uno, dos = primera(), visita_n(2, 6)
    a = anterior(de(dos, uno), 1)
    with pytest.raises(UserError, match="adjunte la evidencia"):
        comandos.verificar_medida(dos, a, "medida-1", cumplida=True, nota="Ya quedó")
    op = comandos.verificar_medida(dos, a, "medida-1", cumplida=True, nota="Oficio 14/2026")
    (m,) = anterior(de(aplicar(dos, op), uno), 1).medidas
    assert m.avance == 100
    archivo = evidencia(
        1, visita_id=dos.visita.id, medida_id="medida-1", inconsistencia_id=f"{dos.visita.id}:v:{a.hallazgo.id}"
    )
    con_archivo = aplicar(dos, comandos.adjuntar(dos, [archivo]))
    aplicar(con_archivo, comandos.verificar_medida(con_archivo, a, "medida-1", cumplida=True))


def test_a_measure_at_a_hundred_per_cent_is_called_done_and_needs_its_proof_too() -> None:
    uno, dos = primera(), visita_n(2, 6)
    a = anterior(de(dos, uno), 1)
    with pytest.raises(UserError, match="adjunte la evidencia"):
        comandos.verificar_medida(dos, a, "medida-1", avance=100)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", nota="Oficio 14/2026"))
    a = anterior(de(dos, uno), 1)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", avance=100))
    assert anterior(de(dos, uno), 1).medidas[0].avance == 100


def test_a_measure_that_was_called_done_and_is_found_not_done_is_due_again() -> None:
    uno, dos, tres = primera(), visita_n(2, 6), visita_n(3, 8)
    a = anterior(de(dos, uno), 1)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", cumplida=True, nota="Oficio 14/2026"))
    a = anterior(de(tres, dos, uno), 1)
    assert not a.vencido(date(2026, 8, 8))
    tres = aplicar(tres, comandos.verificar_medida(tres, a, "medida-1", cumplida=False))
    a = anterior(de(tres, dos, uno), 1)
    assert (a.medidas[0].avance, a.vencido(date(2026, 8, 8))) == (0, True)


def test_solved_with_a_measure_not_done_is_warned_of() -> None:
    uno, dos = primera(), visita_n(2, 6)
    dos = verificar(dos, [uno], 1, SOLVENTADA)
    dos = aplicar(dos, comandos.verificar_medida(dos, anterior(de(dos, uno), 1), "medida-1", cumplida=False))
    avisos = [f.impide_cerrar for f in faltantes(dos, {}) if "por no cumplida" in f.texto]
    assert avisos == [False]


def test_what_was_marked_after_it_was_verified_is_verified_again_before_closing() -> None:
    uno, dos = primera(), visita_n(2, 6)
    dos = verificar(dos, [uno], 1, EN_ATENCION)
    h = uno.inconsistencias_en_orden()[0].id
    uno = aplicar(uno, comandos.modificar_inconsistencia(uno, h, posible_irregularidad=True))
    marcado = [f for f in faltantes(dos, {}, de(dos, uno).anteriores) if "después de verificarlo" in f.texto]
    assert [(f.objeto, f.impide_cerrar) for f in marcado] == [(h, True)]
    dos = verificar(dos, [uno], 1, EN_ATENCION)
    assert not [f for f in faltantes(dos, {}, de(dos, uno).anteriores) if "después de verificarlo" in f.texto]
    assert hay_reserva(dos)


def test_proof_of_a_measure_that_goes_later_stands_in_the_way_of_closing() -> None:
    uno, dos = primera(), visita_n(2, 6)
    a = anterior(de(dos, uno), 1)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", cumplida=True, nota="Oficio 14/2026"))
    a = anterior(de(dos, uno), 1)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", nota=""))
    assert any("medida cumplida" in f.texto and f.impide_cerrar for f in faltantes(dos, {}))


def test_a_measure_not_done_is_said_without_proof_and_taken_back() -> None:
    uno, dos = primera(), visita_n(2, 6)
    a = anterior(de(dos, uno), 1)
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", cumplida=False))
    a = anterior(de(dos, uno), 1)
    assert a.de_medida("medida-1") is not None
    dos = aplicar(dos, comandos.verificar_medida(dos, a, "medida-1", cumplida=None))
    assert not dos.verificaciones


def test_more_time_granted_on_site_moves_the_deadline_of_the_earlier_finding() -> None:
    uno, dos = primera(), visita_n(2, 6)
    a = anterior(de(dos, uno), 1)
    assert a.vencido(date(2026, 7, 2))
    op = comandos.prorrogar_medida_anterior(
        dos, a, "medida-1", date(2026, 9, 1), motivo="Faltó personal", autorizo="Titular", cuando=AHORA, quien="Lucía"
    )
    dos = aplicar(dos, op)
    a = anterior(de(dos, uno), 1)
    assert (a.plazo, a.vencido(date(2026, 7, 2)), len(a.medidas[0].prorrogas)) == (date(2026, 9, 1), False, 1)


def test_the_earlier_findings_of_which_nothing_was_said_are_one_warning() -> None:
    uno, dos = primera(), visita_n(2, 6)
    (aviso,) = anteriores_sin_verificar(de(dos, uno).anteriores)
    assert (aviso.texto, aviso.impide_cerrar) == ("Quedan 2 hallazgos anteriores sin verificar en esta visita", False)
    dos = verificar(verificar(dos, [uno], 1, EN_ATENCION), [uno], 2, NO_SOLVENTADA)
    assert anteriores_sin_verificar(de(dos, uno).anteriores) == ()


def test_a_verification_of_before_with_one_item_is_read() -> None:
    datos = {"id": "v", "visita_id": "a", "hallazgo_id": "h", "hallazgo_visita_id": "b", "folio": "f", "item_id": "X"}
    assert Verificacion.model_validate(datos).items == ("X",)
