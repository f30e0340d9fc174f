"""XLSForms that were not exported here: groups, repeats, selects and names of their own."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor_app.domain.cedula.definition import Kind
from tests.services.xlsform.libros import AJUSTES, HOY, definicion, leer

TITULOS = ("type", "name", "label", "relevant", "required")
SI_NO = (("list_name", "name", "label"), ("si_no", "si", "Sí"), ("si_no", "no", "No"))


def test_each_type_becomes_its_kind() -> None:
    hecha = definicion(
        (
            ("type", "name", "label"),
            ("integer", "uno", "¿Cuántos?"),
            ("decimal", "dos", "¿Cuánto?"),
            ("text", "tres", "¿Qué?"),
            ("date", "cuatro", "¿Cuándo?"),
            ("select_one si_no", "cinco", "¿Sí?"),
            ("select_multiple si_no", "seis", "¿Cuáles?"),
        ),
        SI_NO,
    )
    assert [(i.id, i.tipo, i.decimales) for i in hecha.items] == [
        ("CO-90-01", Kind.NUMERO, 0),
        ("CO-90-02", Kind.NUMERO, 2),
        ("CO-90-03", Kind.TEXTO, 0),
        ("CO-90-04", Kind.FECHA, 0),
        ("CO-90-05", Kind.OPCION, 0),
        ("CO-90-06", Kind.OPCIONES, 0),
    ]
    assert [o.texto for o in hecha.listas[0].opciones] == ["Sí", "No"]
    assert all(i.opcional for i in hecha.items)


def test_a_list_of_the_four_answers_is_a_compliance() -> None:
    cuatro = [("grado", clave, clave) for clave in ("cumple", "parcial", "no_cumple", "no_aplica")]
    hecha = definicion((TITULOS, ("select_one grado", "a", "¿Cumple?")), (("list_name", "name", "label"), *cuatro))
    assert hecha.items[0].tipo is Kind.CUMPLE
    assert hecha.listas == ()


def test_groups_become_headings_and_their_relevance_is_added() -> None:
    hecha = definicion(
        (
            TITULOS,
            ("select_one si_no", "hay", "¿Hay?"),
            ("begin group", "g", "Actas", "${hay} = 'si'"),
            ("begin_group", "g2", "Firmas"),
            ("integer", "n", "¿Cuántas?", "today() > '2020-01-01'", "yes"),
            ("end_group",),
            ("text", "t", "¿Por qué?"),
            ("end group", "g"),
        ),
        SI_NO,
    )
    assert [i.apartado for i in hecha.items] == [None, "Actas · Firmas", "Actas"]
    assert hecha.items[1].relevante == "(${CO-90-01} = 'si') and (today() > '2020-01-01')"
    assert hecha.items[2].relevante == "${CO-90-01} = 'si'"
    assert not hecha.items[1].opcional


def test_a_repeat_becomes_a_muestra_with_own_columns() -> None:
    hecha = definicion(
        (
            TITULOS,
            ("begin_repeat", "creditos", "¿Qué créditos revisó?"),
            ("text", "numero_credito", "Crédito"),
            ("date", "nota", "Fecha de la nota"),
            ("end_repeat",),
            ("integer", "total", "¿Cuántos?", "count(${creditos}) > 0 and sum(${numero_credito}) > 1"),
        )
    )
    muestra = hecha.items[0]
    assert muestra.tipo is Kind.MUESTRA
    assert [(c.clave, c.titulo, c.tipo) for c in muestra.columnas] == [
        ("numero_credito", "Crédito", Kind.TEXTO),
        ("nota_2", "Fecha de la nota", Kind.FECHA),
    ]
    assert hecha.items[1].relevante == "count(${CO-90-01_filas}) > 0 and sum(${CO-90-01_numero_credito}) > 1"


def test_logic_defaults_and_hints_are_kept() -> None:
    hecha = definicion(
        (
            (
                "type",
                "name",
                "label",
                "hint",
                "constraint",
                "constraint_message",
                "default",
                "calculation",
                "bind::type",
            ),
            ("integer", "a", "¿Cuántos?", "Al corte", ". < 100", "Son demasiados.", 5),
            ("text", "b", "¿Quién?", None, None, None, "nadie"),
            ("calculate", "c", "El doble", None, None, None, None, "${a} * 2", "int"),
        )
    )
    a, b, doble = hecha.items
    assert (a.ayuda, a.inicial, b.inicial) == ("Al corte", "5", "'nadie'")
    assert [(r.expresion, r.mensaje, r.dura) for r in a.restricciones] == [(". < 100", "Son demasiados.", True)]
    assert (doble.calculo, doble.tipo, doble.opcional) == ("${CO-90-01} * 2", Kind.NUMERO, False)


def test_a_filter_looks_at_the_columns_of_the_choices() -> None:
    hecha = definicion(
        (
            ("type", "name", "label", "choice_filter"),
            ("select_one estados", "estado", "¿Estado?"),
            ("select_one ciudades", "ciudad", "¿Ciudad?", "estado = ${estado}"),
        ),
        (
            ("list_name", "name", "label", "estado"),
            ("estados", "col", "Colima", None),
            ("ciudades", "mzo", "Manzanillo", "col"),
        ),
    )
    assert hecha.items[1].filtro == "estado = ${CO-90-01}"
    assert hecha.listas[1].opciones[0].atributos == {"estado": "col"}


def test_notes_go_to_the_help_of_the_next_question_and_are_told() -> None:
    leida = leer((TITULOS, ("note", "n", "Pida el libro."), ("integer", "a", "¿Cuántos?"), ("note", "m", "Gracias.")))
    assert leida.definicion is not None
    assert leida.definicion.items[0].ayuda == "Pida el libro."
    avisos = [str(a) for a in leida.avisos]
    assert "Hoja survey, fila 2: La nota quedó en la ayuda de la pregunta «a»." in avisos
    assert "Hoja survey, fila 4: La nota no tiene pregunta después; no se leyó." in avisos


def test_curly_quotes_of_excel_are_read_as_straight_ones() -> None:
    hecha = definicion((TITULOS, ("text", "a", "¿Qué?"), ("text", "b", "¿Y?", "${a} = “si” or ${a} = 'dijo “no”'")))
    assert hecha.items[1].relevante == """${CO-90-01} = "si" or ${CO-90-01} = 'dijo “no”'"""


def test_the_spanish_column_is_preferred_and_the_others_told() -> None:
    leida = leer((("type", "name", "label::English (en)", "label::Español (es)"), ("text", "a", "What?", "¿Qué?")))
    assert leida.definicion is not None
    assert leida.definicion.items[0].pregunta == "¿Qué?"
    avisos = [str(aviso) for aviso in leida.avisos]
    assert any("fila 1, columna C (label::English (en)): No se leyó" in aviso for aviso in avisos)


def test_what_is_missing_and_can_be_known_is_told() -> None:
    ajustes = (("form_id", "form_title", "imss::fundamento", "imss::evidencia"),
               ("AV-90", "Altas y bajas", "JSAC:7.1.3:3", "Expediente"))  # fmt: skip
    leida = leer((TITULOS, ("text", "a", "¿Qué?")), settings=ajustes)
    assert leida.definicion is not None
    d = leida.definicion
    assert (d.version, d.vigente_al, d.proceso, d.seccion_manual) == (1, HOY, "Altas y bajas", "7.1.3")
    assert (d.departamento.value, [u.value for u in d.unidades]) == ("afiliacion_vigencia", ["SUB"])
    assert sum("Está vacía; se tomó" in aviso.mensaje for aviso in leida.avisos) == 5


def test_questions_of_another_cedula_keep_their_digits() -> None:
    hecha = definicion((TITULOS, ("text", "CO-02-07", "¿Qué?"), ("text", "nueva", "¿Y?", "${CO-02-07} != ''")))
    assert [i.id for i in hecha.items] == ["CO-90-07", "CO-90-08"]
    assert hecha.items[1].relevante == "${CO-90-07} != ''"


def test_numbers_dates_and_booleans_typed_in_excel_are_read() -> None:
    ajustes = ((*AJUSTES[0], "imss::vigente_al"), (*AJUSTES[1], date(2026, 3, 1)))
    hecha = definicion(
        (("type", "name", "label", "required", "imss::peso"), ("text", "a", 2026, True, 0.5)), settings=ajustes
    )
    assert (hecha.vigente_al, hecha.items[0].pregunta, hecha.items[0].opcional) == (date(2026, 3, 1), "2026", False)
    assert str(hecha.items[0].peso) == "0.5"


def test_metadata_of_the_device_is_left_out_and_told() -> None:
    leida = leer((TITULOS, ("start", "start", None), ("today", "today", None), ("text", "a", "¿Qué?")))
    assert leida.definicion is not None
    assert len(leida.definicion.items) == 1
    assert sum("la visita ya guarda quién, cuándo y dónde" in aviso.mensaje for aviso in leida.avisos) == 2


@pytest.mark.parametrize("titulo", ["command", "Type", "TYPE "])
def test_headers_are_read_by_their_aliases(titulo: str) -> None:
    assert definicion(((titulo, "tag", "caption"), ("text", "a", "¿Qué?"))).items[0].pregunta == "¿Qué?"


@pytest.mark.parametrize(
    ("escrita", "queda"),
    [
        ("count(${r}[valor > 1])", "count(${CO-90-02_filas}[CO-90-02_valor > 1])"),
        ("sum(${r}/valor)", "sum(${CO-90-02_filas}/CO-90-02_valor)"),
        ("(${r}[./valor > 2])[1]/valor = 3", "(${CO-90-02_filas}[./CO-90-02_valor > 2])[1]/CO-90-02_valor = 3"),
        ("count(${r}[valor = current()/../a])", "count(${CO-90-02_filas}[CO-90-02_valor = current()/../CO-90-01])"),
        ("../a = '../a'", "../CO-90-01 = '../a'"),
        ("instance('l_o')/root/item[name = ../a]/label = 'A'", ""),
        ("instance('l_o')/root/item[name = current()/../a]/label = 'A'",
         "instance('l_o')/root/item[name = current()/../CO-90-01]/label = 'A'"),
    ],
)  # fmt: skip
def test_names_in_paths_and_brackets_become_numbers_too(escrita: str, queda: str) -> None:
    """Also where a list has columns that are called like questions; the parent of a choice is none, and is refused."""
    survey = (
        ("type", "name", "label", "relevant"),
        ("select_one l_o", "a", "¿Cuál?"),
        ("begin_repeat", "r", "Casos"),
        ("integer", "valor", "Valor"),
        ("text", "label", "Etiqueta"),
        ("end_repeat",),
        ("text", "b", "¿Por qué?", escrita),
    )
    leida = leer(survey, (("list_name", "name", "label"), ("l_o", "a", "A")))
    assert bool(leida.definicion) is bool(queda)
    if leida.definicion is not None:
        assert leida.definicion.items[-1].relevante == queda


def test_a_bare_name_in_a_filter_is_a_column_of_its_list() -> None:
    survey = (
        ("type", "name", "label", "choice_filter"),
        ("select_one l_o", "zona", "¿Zona?"),
        ("select_one l_m", "b", "¿Cuál?", "zona = ${zona}"),
    )
    opciones = (("list_name", "name", "label", "zona"), ("l_o", "n", "Norte"), ("l_m", "x", "X", "n"))
    assert definicion(survey, opciones).items[1].filtro == "zona = ${CO-90-01}"
