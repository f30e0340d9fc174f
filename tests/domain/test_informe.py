import hashlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from supervisor_app.domain.informe import (
    SECCIONES,
    Bloque,
    DatosInforme,
    Marcador,
    marcas,
    registro_canonico,
    sin_vacios,
)
from supervisor_app.domain.validacion_informe import Severidad, esquema, leer_datos, validar
from supervisor_app.errors import UserError

COMPLETE: dict[str, Any] = {
    "numero_pliego": "287/2026",
    "ciudad": "Ciudad Guzmán, Jal.",
    "fecha": "2026-06-12",
    "coordinador_normativo": "LIC. BEATRIZ OLMEDO CRUZ",
    "coordinacion_normativa": "JEFATURA DE SERVICIOS DE AFILIACIÓN Y COBRANZA",
    "adscripcion": "DEPARTAMENTO DE SUPERVISIÓN DE COBRANZA",
    "lugar_comision": "CIUDAD GUZMÁN, JAL.",
    "del": "2026-06-08",
    "al": "2026-06-12",
    "objeto": "SUPERVISIÓN",
    "comisionado": "LUCÍA BARRAGÁN ORTEGA",
    "proposito": [{"texto": "Supervisar los procesos de cobranza."}],
    "actividades": [
        {"texto": "Reunión de apertura.", "marcador": "numero"},
        {
            "texto": "Evaluar la aplicación de la normatividad relativa a:",
            "marcador": "numero",
            "subelementos": [
                {"texto": "notificación de créditos;", "marcador": "letra"},
                {"texto": "cartera en mora.", "marcador": "letra"},
            ],
        },
    ],
    "conclusiones": [{"texto": "Se exhortó al personal a depurar la cartera."}],
    "resultados": [{"texto": "Depurar la cartera.", "marcador": "letra"}],
    "contribuciones": [{"texto": "Se aclararon dudas."}],
}


def data(**changes: Any) -> DatosInforme:
    return DatosInforme.model_validate(COMPLETE | changes)


def errors(informe: DatosInforme, **kwargs: Any) -> list[str]:
    return [a.campo for a in validar(informe, **kwargs) if a.severidad is Severidad.ERROR]


def warnings(informe: DatosInforme, **kwargs: Any) -> list[str]:
    return [a.campo for a in validar(informe, **kwargs) if a.severidad is Severidad.AVISO]


def item(texto: str = "x", marcador: str = "letra", *children: Bloque) -> Bloque:
    return Bloque(texto=texto, marcador=Marcador(marcador), subelementos=children)


def markers(*blocks: Bloque) -> list[str]:
    return [line.marca for line in marcas(blocks)]


# --- lists and markers


def test_markers_are_generated_in_printed_order() -> None:
    lines = list(marcas(data().actividades))
    assert [(line.nivel, line.marca) for line in lines] == [(1, "1.-"), (1, "2.-"), (2, "a)"), (2, "b)")]


def test_a_paragraph_restarts_the_count() -> None:
    assert markers(item(), item(), item("y", "parrafo"), item()) == ["a)", "b)", "", "a)"]


def test_sub_items_do_not_restart_their_parents_count() -> None:
    assert markers(item("x", "numero", item()), item("y", "numero")) == ["1.-", "a)", "2.-"]


def test_letters_go_beyond_z() -> None:
    assert markers(*[item()] * 28)[-2:] == ["aa)", "ab)"]


def test_a_third_level_is_refused() -> None:
    with pytest.raises(ValidationError, match="dos niveles"):
        item("x", "numero", item("y", "letra", item()))


def test_empty_rows_take_no_number() -> None:
    kept = sin_vacios((item("uno", "numero"), item("  ", "numero"), item("dos", "numero", item(""), item("z"))))
    assert [(line.marca, line.texto) for line in marcas(kept)] == [("1.-", "uno"), ("2.-", "dos"), ("a)", "z")]


leaves = st.builds(Bloque, texto=st.text(), marcador=st.sampled_from(Marcador))
blocks = st.builds(
    Bloque, texto=st.text(), marcador=st.sampled_from(Marcador), subelementos=st.lists(leaves, max_size=4).map(tuple)
)


@given(st.lists(blocks))
def test_every_block_gives_one_line(sections: list[Bloque]) -> None:
    assert len(list(marcas(sections))) == sum(1 + len(b.subelementos) for b in sections)


# --- data


def test_an_empty_draft_is_representable() -> None:
    assert DatosInforme().numero_pliego == ""
    assert DatosInforme().del_ is None


def test_data_survive_a_round_trip_through_json() -> None:
    assert leer_datos(json.dumps(data().como_json())) == data()


def test_del_is_a_key_of_the_file_and_an_attribute_of_the_value() -> None:
    assert data().como_json()["del"] == "2026-06-08"
    assert DatosInforme(del_=date(2026, 6, 8)).del_ == data().del_


def test_header_fields_are_one_line() -> None:
    assert data(objeto="  APOYO\nDELEGACIONAL ").objeto == "APOYO DELEGACIONAL"


def test_text_of_a_block_is_kept_as_typed() -> None:
    assert item(" dos\nlíneas ").texto == " dos\nlíneas "


@pytest.mark.parametrize("value", ["12/06/2026", "2026-02-30", 1781222400, "2026-06-12T10:00:00", "2026-6-1"])
def test_dates_are_iso_dates(value: object) -> None:
    with pytest.raises(ValidationError):
        data(fecha=value)


def test_canonical_record_does_not_depend_on_key_order() -> None:
    shuffled = DatosInforme.model_validate(dict(reversed(COMPLETE.items())))
    records = {registro_canonico(d, folio="F-1", version=1, clave="k") for d in (data(), shuffled)}
    assert len({hashlib.sha256(r).hexdigest() for r in records}) == 1


def test_canonical_record_changes_with_any_value() -> None:
    assert registro_canonico(data(), folio="F-1", version=1, clave="k") != registro_canonico(
        data(), folio="F-1", version=2, clave="k"
    )


# --- validation (table 1.4)


def test_a_complete_informe_has_nothing_to_say() -> None:
    assert validar(data()) == ()


def test_an_empty_draft_misses_everything_the_form_asks() -> None:
    assert set(errors(DatosInforme())) == set(COMPLETE)


@pytest.mark.parametrize("pliego", ["4103", "493/2024", "A-1.2/26", "1" * 20])
def test_pliegos_seen_in_the_field_are_accepted(pliego: str) -> None:
    assert validar(data(numero_pliego=f" {pliego} ")) == ()


@pytest.mark.parametrize("pliego", ["", "/493", "493 2024", "1" * 21, "493ñ"])
def test_other_pliegos_are_refused(pliego: str) -> None:
    assert errors(data(numero_pliego=pliego)) == ["numero_pliego"]


def test_a_repeated_pliego_warns() -> None:
    assert warnings(data(), pliegos_usados=["287/2026"]) == ["numero_pliego"]
    assert errors(data()) == []


def test_a_commission_of_one_day_is_valid() -> None:
    assert validar(data(**{"del": "2026-06-12"})) == ()


def test_a_commission_cannot_end_before_it_starts() -> None:
    assert errors(data(**{"del": "2026-06-13"})) == ["al"]


def test_an_informe_dated_before_the_return_warns() -> None:
    assert warnings(data(fecha="2026-06-11")) == ["fecha"]


@pytest.mark.parametrize("section", SECCIONES)
def test_every_section_needs_a_block_with_text(section: str) -> None:
    assert errors(data(**{section: [{"texto": "  \n"}]})) == [section]


def test_a_colon_without_sub_items_warns_where_it_is() -> None:
    assert warnings(data(resultados=[{"texto": "a", "marcador": "letra"}, {"texto": "b:", "marcador": "letra"}])) == [
        "resultados.1"
    ]


def test_a_paragraph_with_colon_may_open_the_list_that_follows() -> None:
    assert validar(data(conclusiones=[{"texto": "Se concluyó:"}, {"texto": "a", "marcador": "letra"}])) == ()


def test_an_empty_row_warns() -> None:
    assert warnings(data(conclusiones=[{"texto": "a"}, {"texto": ""}])) == ["conclusiones.1"]


# --- reading files


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(UserError, match="objetivo: no es un dato del formato"):
        leer_datos(json.dumps(COMPLETE | {"objetivo": "x"}))


def test_the_place_of_a_mistake_is_told_in_rows() -> None:
    wrong = COMPLETE | {"actividades": [{"texto": "a"}, {"texto": 5}]}
    with pytest.raises(UserError, match="actividades → renglón 2 → texto: debe ser texto"):
        leer_datos(json.dumps(wrong))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "línea 1"),
        (b"[]", "un solo objeto"),
        (b'{"objeto": "\xff"}', "UTF-8"),
        (rb'{"objeto": "\ud800"}', "objeto: contiene caracteres"),
        (b"[" * 100_000, "demasiados niveles"),
        (b'{"fecha": "12/06/2026"}', "aaaa-mm-dd"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        leer_datos(content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.sampled_from([*COMPLETE, "texto", "x"]), children),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*COMPLETE, "x"]), json_values))
def test_whatever_is_in_the_file_it_is_read_or_refused_with_a_sentence(raw: dict[str, Any]) -> None:
    try:
        leer_datos(json.dumps(raw))
    except UserError as error:
        assert error.message.count(":") >= 1


def test_a_blank_that_nobody_filled_stops_the_informe() -> None:
    informe = data(conclusiones=[{"texto": "Conforme al oficio ‹número de oficio›."}])
    assert [a.mensaje for a in validar(informe)] == [
        "Quedó sin llenar ‹número de oficio›; escriba el dato o bórrelo.",
    ]


# --- JSON Schema


def test_the_schema_accepts_a_complete_file_and_refuses_a_draft() -> None:
    schema = esquema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(COMPLETE)
    assert validator.is_valid(data().como_json())
    assert not validator.is_valid(DatosInforme().como_json())
    assert not validator.is_valid(COMPLETE | {"x": 1})


def test_the_schema_speaks_spanish_for_every_key() -> None:
    properties = esquema()["properties"]
    assert list(properties) == list(COMPLETE)
    assert all(p["title"] and p["description"] for p in properties.values())
