"""A cédula whose questions depend on each other: what is asked, calculated, offered and refused as a visit answers."""

from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso, faltantes, resultados
from supervisor_app.domain.cedula.answers import (
    Celda,
    Fila,
    Valor,
    ValorDecimal,
    ValorFecha,
    ValorMonto,
    ValorMuestra,
    ValorNumero,
    ValorOpcion,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada
from supervisor_app.domain.cedula.logica import problemas_de_logica
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import UserError
from tests.visita_ficticia import CO_90, CUMPLE, NO_APLICA, NO_CUMPLE, PARCIAL, VISITA_ID, visita

LISTAS = (
    {"clave": "ooad", "opciones": [{"clave": "06", "texto": "Colima"}, {"clave": "14", "texto": "Jalisco"}]},
    {
        "clave": "unidad",
        "opciones": [
            {"clave": "A", "texto": "Colima", "atributos": {"ooad": "06"}},
            {"clave": "B", "texto": "Manzanillo", "atributos": {"ooad": "06"}},
            {"clave": "C", "texto": "Guadalajara", "atributos": {"ooad": "14"}},
        ],
    },
)
COLUMNAS = (
    {"clave": "dias", "titulo": "Días", "tipo": "numero", "inicial": "30"},
    {
        "clave": "recargo",
        "titulo": "Recargo",
        "tipo": "monto_mxn",
        "calculo": "round(${CO-90-02_importe_fila} * 0.0147 * ${CO-90-02_dias}, 2)",
        "restricciones": [{"expresion": ". <= 1000", "mensaje": "El recargo pasa de mil pesos.", "dura": False}],
    },
    {"clave": "motivo", "titulo": "Motivo", "tipo": "texto", "relevante": "${CO-90-02_mal} = 'si'"},
)


def _item(numero: str, tipo: str, **campos: object) -> ItemDefinition:
    base = {"id": f"CO-90-{numero}", "tipo": tipo, "pregunta": f"¿Pregunta {numero}?", "evidencia": "Expediente"}
    return ItemDefinition.model_validate(base | {"fundamento": ("JSAC:7.1.3:3",)} | campos)


def _cedula(*items: ItemDefinition) -> CedulaDefinition:
    campos = CO_90.__dict__ | {"items": items, "listas": LISTAS, "umbrales": ()}
    return CedulaDefinition.model_validate(campos)


CEDULA = _cedula(
    _item("01", "cumple"),
    _item("02", "muestra", relevante="${CO-90-01} != 'cumple'", columnas=COLUMNAS),
    _item("03", "numero", restricciones=[{"expresion": ". <= ${CO-90-02_revisados}", "mensaje": "Son más."}]),
    _item("04", "porcentaje", calculo="100 * ${CO-90-02_con_inconsistencia} div ${CO-90-02_revisados}"),
    _item("05", "fecha", inicial="today()", restricciones=[{"expresion": ". <= today()", "mensaje": "Es futura."}]),
    _item("06", "opcion", lista="ooad"),
    _item("07", "opcion", lista="unidad", filtro="ooad = ${CO-90-06}"),
    _item("08", "cumple", relevante="${CO-90-01} = 'no_cumple'", peso=Decimal(3)),
    _item("09", "texto", opcional=True),
    _item("10", "monto_mxn", calculo="sum(${CO-90-02_recargo})"),
)


def visita_con(cedula: CedulaDefinition = CEDULA) -> Expediente:
    e = Expediente(visita(cedulas=()))
    return e.aplicar(comandos.elegir_cedulas(e, [cedula]).cambios)


def contestar(e: Expediente, numero: str, valor: Valor | None) -> Expediente:
    item = e.definiciones["CO-90"].item(f"CO-90-{numero}")
    assert item is not None
    return e.aplicar(comandos.responder(e, item, valor).cambios)


def muestrear(e: Expediente, *filas: Fila) -> Expediente:
    item = e.definiciones["CO-90"].item("CO-90-02")
    assert item is not None
    return e.aplicar(comandos.guardar_filas(e, item, filas, "Pegó renglones").cambios)


def fila(n: int, *, mal: bool = False, importe: str | None = None, celdas: tuple[Celda, ...] = ()) -> Fila:
    return Fila(
        id=f"fila{n}",
        visita_id=VISITA_ID,
        item_id="CO-90-02",
        orden=n,
        referencia=f"C-{n}",
        con_inconsistencia=mal,
        importe=Decimal(importe) if importe else None,
        celdas=celdas,
    )


def valor(e: Expediente, numero: str) -> Valor | None:
    respuesta = e.respuesta(f"CO-90-{numero}")
    return respuesta.valor if respuesta is not None else None


def evaluada(e: Expediente) -> CedulaEvaluada:
    return e.evaluada("CO-90")


# --- what is asked


def test_a_question_is_asked_by_what_was_answered_before() -> None:
    e = visita_con()
    assert not evaluada(e).relevante("CO-90-08")
    assert evaluada(contestar(e, "01", NO_CUMPLE)).relevante("CO-90-08")
    assert not evaluada(contestar(e, "01", CUMPLE)).relevante("CO-90-02")


def test_an_answer_that_is_not_asked_any_more_is_kept_and_neither_counts_nor_raises_anything() -> None:
    e = contestar(contestar(visita_con(), "01", NO_CUMPLE), "08", PARCIAL)
    assert e.inconsistencias_de("CO-90-08")
    e = contestar(e, "01", PARCIAL)
    assert valor(e, "08") == PARCIAL
    assert not e.inconsistencias_de("CO-90-08")
    assert resultados(e, e.definiciones)["CO-90"].con_inconsistencia == 1
    assert contestar(e, "01", NO_CUMPLE).inconsistencias_de("CO-90-08")


def test_what_a_question_that_is_not_asked_holds_is_empty_for_the_others() -> None:
    e = contestar(contestar(visita_con(), "01", PARCIAL), "02", ValorMuestra(revisados=20, con_inconsistencia=5))
    assert evaluada(e).calculado(CEDULA.items[3]) is not None
    e = contestar(e, "01", CUMPLE)
    assert evaluada(e).calculado(CEDULA.items[3]) is None
    assert valor(e, "02") == ValorMuestra(revisados=20, con_inconsistencia=5)


def test_undoing_the_answer_undoes_all_that_followed() -> None:
    antes = contestar(contestar(visita_con(), "01", NO_CUMPLE), "08", PARCIAL)
    op = comandos.responder(antes, CEDULA.items[0], CUMPLE)
    despues = antes.aplicar(op.cambios)
    assert despues.aplicar(op.inversa.cambios) == antes


# --- what is calculated


def test_an_answer_carries_what_is_calculated_from_it_in_the_same_operation() -> None:
    e = contestar(visita_con(), "01", PARCIAL)
    op = comandos.responder(e, CEDULA.items[1], ValorMuestra(revisados=8, con_inconsistencia=1))
    assert valor(e.aplicar(op.cambios), "04").valor == Decimal("12.5")  # type: ignore[union-attr]


def test_a_calculated_answer_is_not_typed() -> None:
    with pytest.raises(UserError, match="se calcula"):
        contestar(visita_con(), "04", ValorNumero(valor=1))


def test_the_columns_of_a_row_are_calculated_and_added_up() -> None:
    e = contestar(visita_con(), "01", PARCIAL)
    e = muestrear(e, fila(1, mal=True, importe="100.00"), fila(2, mal=True, importe="50.00"))
    celdas = {c.columna: c.valor for c in e.filas["fila1"].celdas}
    assert celdas == {"dias": ValorNumero(valor=30), "recargo": ValorMonto(valor=Decimal("44.10"))}
    assert valor(e, "10") == ValorMonto(valor=Decimal("66.15"))
    e = muestrear(e, e.filas["fila1"])
    assert valor(e, "10") == ValorMonto(valor=Decimal("44.10"))


def test_a_new_row_starts_with_what_its_columns_start_with_and_an_old_one_keeps_what_it_has() -> None:
    e = muestrear(visita_con(), fila(1, celdas=(Celda(columna="dias", valor=ValorNumero(valor=5)),)))
    assert e.filas["fila1"].celdas[0].valor == ValorNumero(valor=5)
    vacia = e.filas["fila1"].model_copy(update={"celdas": ()})
    e = muestrear(e, vacia, fila(2))
    assert not e.filas["fila1"].celdas
    assert e.filas["fila2"].celdas[0].valor == ValorNumero(valor=30)


def test_what_a_column_starts_with_may_be_another_thing_in_each_row() -> None:
    folio = {
        "clave": "folio",
        "titulo": "Folio",
        "tipo": "numero",
    }
    folio["inicial"] = "count(${CO-90-02_filas}[CO-90-02_folio != '']) + 1"
    e = visita_con(_cedula(_item("01", "cumple"), _item("02", "muestra", columnas=(*COLUMNAS, folio))))
    e = muestrear(e, fila(1), fila(2))
    e = muestrear(e, *e.filas_de("CO-90-02"), fila(3))
    folios = [next(c.valor for c in f.celdas if c.columna == "folio") for f in e.filas_de("CO-90-02")]
    assert folios == [ValorNumero(valor=n) for n in (1, 2, 3)]


def test_what_was_written_in_a_new_row_is_not_written_over_with_what_its_column_starts_with() -> None:
    e = muestrear(visita_con(), fila(1, celdas=(Celda(columna="dias", valor=NO_APLICA),)))
    assert e.filas["fila1"].celdas == (Celda(columna="dias", valor=NO_APLICA),)


def test_a_row_that_an_undo_brought_back_keeps_what_is_calculated_in_it_when_it_is_written_in() -> None:
    e = muestrear(contestar(visita_con(), "01", PARCIAL), fila(1, mal=True, importe="100.00"))
    borrado = comandos.guardar_filas(e, CEDULA.items[1], (), "Borró un renglón")
    vacia = e.aplicar(borrado.cambios)
    evaluada(vacia)
    e = vacia.aplicar(borrado.inversa.cambios)
    evaluada(e)
    e = muestrear(e, e.filas["fila1"].model_copy(update={"nota": "Visto"}))
    celdas = {c.columna: c.valor for c in e.filas["fila1"].celdas}
    assert celdas["recargo"] == ValorMonto(valor=Decimal("44.10"))


def test_a_chosen_cedula_starts_with_its_values() -> None:
    assert valor(visita_con(), "05") == ValorFecha(valor=date(2026, 6, 12))


def test_a_calculation_below_zero_is_a_decimal() -> None:
    e = visita_con(_cedula(_item("01", "numero"), _item("02", "numero", calculo="${CO-90-01} - 10")))
    assert valor(contestar(e, "01", ValorNumero(valor=3)), "02") == ValorDecimal(valor=Decimal(-7))
    assert valor(contestar(e, "01", None), "02") is None


# --- what is refused, and what is offered


def test_a_hard_rule_keeps_the_visit_open_and_a_soft_one_warns() -> None:
    e = contestar(visita_con(), "01", PARCIAL)
    e = muestrear(e, fila(1, mal=True, importe="9000.00"), fila(2))
    e = contestar(e, "03", ValorNumero(valor=3))
    hallados = [(f.texto, f.impide_cerrar) for f in faltantes(e, e.definiciones) if f.paso is Paso.CEDULAS][1:]
    assert hallados == [
        ("CO-90-02, renglón 1: El recargo pasa de mil pesos.", False),
        ("CO-90-03: Son más.", True),
    ]


def test_choices_depend_on_another_answer() -> None:
    e = contestar(visita_con(), "06", ValorOpcion(valor="06", texto="Colima"))
    assert [o.texto for o in evaluada(e).opciones(CEDULA.items[6])] == ["Colima", "Manzanillo"]
    assert [o.clave for o in evaluada(e).opciones(CEDULA.items[5])] == ["06", "14"]


def test_a_choice_that_is_offered_no_more_is_kept_and_has_to_be_mended() -> None:
    e = contestar(visita_con(), "06", ValorOpcion(valor="06", texto="Colima"))
    e = contestar(e, "07", ValorOpcion(valor="A", texto="Colima"))
    e = contestar(e, "06", ValorOpcion(valor="14", texto="Jalisco"))
    assert valor(e, "07") == ValorOpcion(valor="A", texto="Colima")
    assert evaluada(e).violaciones("CO-90-07")[0].dura
    e = contestar(e, "07", ValorOpcion(valor="C", texto="Guadalajara"))
    assert not evaluada(e).violaciones("CO-90-07")


def test_no_aplica_breaks_no_rule() -> None:
    e = contestar(visita_con(), "03", NO_APLICA)
    assert not evaluada(e).violaciones("CO-90-03")


def test_an_optional_or_calculated_question_is_not_missing() -> None:
    e = visita_con()
    assert list(evaluada(e).pendientes(e.respuestas)) == [f"CO-90-{n}" for n in ("01", "02", "03", "06", "07")]
    r = resultados(e, e.definiciones)["CO-90"]
    assert (r.total, r.contestadas) == (6, 1)
    assert resultados(contestar(e, "09", ValorTexto(valor="x")), e.definiciones)["CO-90"].total == 7


def test_each_question_counts_by_its_weight() -> None:
    e = contestar(contestar(visita_con(), "01", NO_CUMPLE), "08", CUMPLE)
    assert resultados(e, e.definiciones)["CO-90"].porcentaje == 75


# --- what is wrong with a definition


def test_a_wrong_expression_is_told_with_its_place() -> None:
    mala = _cedula(
        _item("01", "numero", relevante="${CO-91-01} = 1"),
        _item("02", "muestra", columnas=({"clave": "x1", "titulo": "X", "tipo": "numero", "calculo": "1 +"},)),
        _item("03", "numero", restricciones=[{"expresion": ". >", "mensaje": "No."}]),
    )
    hallados = [(p.lugar, p.mensaje.split(";")[0]) for p in problemas_de_logica(mala)]
    assert hallados == [
        (("items", 0, "relevante"), "No existe «CO-91-01» en esta cédula"),
        (("items", 1, "columnas", 0, "calculo"), "Falta un valor antes del final. (carácter 4)"),
        (("items", 2, "restricciones", 0, "expresion"), "Falta un valor antes del final. (carácter 4)"),
    ]


def test_a_circle_is_refused_with_its_path() -> None:
    mala = _cedula(
        _item("01", "numero", calculo="${CO-90-03} + 1"),
        _item("02", "numero"),
        _item("03", "numero", relevante="${CO-90-01} > 2"),
    )
    (problema,) = problemas_de_logica(mala)
    assert "CO-90-01 → CO-90-03 → CO-90-01" in problema.mensaje or "CO-90-03 → CO-90-01 → CO-90-03" in problema.mensaje


def test_a_kept_cedula_with_a_wrong_expression_is_still_answered() -> None:
    e = visita_con(_cedula(_item("01", "cumple"), _item("02", "cumple", relevante="${no-esta}")))
    assert valor(contestar(e, "02", CUMPLE), "02") == CUMPLE


# --- whatever is answered

_FILAS = st.tuples(st.integers(1, 5), st.booleans(), st.sampled_from(["10.00", "2500.50", None]))
_EDICIONES = st.lists(
    st.one_of(
        st.tuples(st.just("01"), st.sampled_from([CUMPLE, PARCIAL, NO_CUMPLE, None])),
        st.tuples(st.just("08"), st.sampled_from([CUMPLE, PARCIAL, NO_CUMPLE, None])),
        st.tuples(st.just("03"), st.integers(0, 9).map(lambda n: ValorNumero(valor=n))),
        st.tuples(
            st.just("02"),
            st.lists(
                st.tuples(st.integers(1, 5), st.booleans(), st.sampled_from(["10.00", "2500.50", None])), max_size=5
            ),
        ),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(_EDICIONES)
def test_what_is_kept_is_always_what_is_calculated_and_findings_belong_to_what_is_asked(
    ediciones: list[tuple[str, object]],
) -> None:
    e = visita_con()
    for numero, que in ediciones:
        if isinstance(que, list):
            filas = {n: fila(n, mal=mal, importe=importe) for n, mal, importe in que}
            e = muestrear(e, *filas.values())
        else:
            e = contestar(e, numero, cast(Valor | None, que))
        ahora = evaluada(e)
        for item in CEDULA.items:
            respuesta = e.respuesta(item.id)
            if item.calculo is not None:
                assert (respuesta.valor if respuesta else None) == ahora.calculado(item)
            levanta = respuesta is not None and respuesta.levanta_inconsistencia and ahora.relevante(item.id)
            assert bool(e.inconsistencias_de(item.id)) is levanta
        for una in e.filas.values():
            recargo = next((c.valor for c in una.celdas if c.columna == "recargo"), None)
            assert recargo == ahora.celda_calculada(CEDULA.items[1], CEDULA.items[1].columnas[1], una.id)
