"""What changes between two versions of a cédula, in words."""

from datetime import date

import pytest
from hypothesis import given

from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Columna,
    ItemDefinition,
    Kind,
    ListaOpciones,
    Umbral,
)
from supervisor_app.domain.cedula.palabras import CAMPOS_DE_CEDULA, CAMPOS_DE_COLUMNA, CAMPOS_DE_PUNTO, Detalle
from supervisor_app.domain.cedula.versiones import Clase, comparar, es_nueva, huella_de_definicion
from tests.definiciones_al_azar import con_items, definiciones
from tests.visita_ficticia import AV_90, CO_90, CONTROL, MUESTRA, RESPONSABLE


def punto(de: ItemDefinition, **campos: object) -> ItemDefinition:
    return ItemDefinition.model_validate(de.__dict__ | campos)


def con_cambio(**campos: object) -> list[tuple[str, str, str]]:
    """What is told of CO-90 when its first question changes."""
    nueva = con_items(CO_90, punto(CONTROL, **campos), *CO_90.items[1:])
    (cambiado,) = comparar(CO_90, nueva).puntos
    return [(d.que, d.antes, d.despues) for d in cambiado.detalles]


def lista(**textos: str) -> ListaOpciones:
    return ListaOpciones.model_validate(
        {"clave": "causas", "opciones": [{"clave": c, "texto": t} for c, t in textos.items()]}
    )


@given(definiciones(), definiciones())
def test_something_is_told_exactly_where_two_definitions_are_not_equal(
    una: CedulaDefinition, otra: CedulaDefinition
) -> None:
    otra = CedulaDefinition.model_validate(otra.__dict__ | {"version": una.version})
    assert comparar(una, otra).vacia == (una == otra)


def test_every_field_of_a_definition_has_its_words() -> None:
    aparte = {"id", "pregunta_plantilla", "lista", "columnas"}
    assert set(CAMPOS_DE_PUNTO) | aparte == set(ItemDefinition.model_fields)
    assert set(CAMPOS_DE_COLUMNA) | {"clave", "lista"} == set(Columna.model_fields)
    aparte = {"codigo", "version", "items", "umbrales", "listas"}
    assert set(CAMPOS_DE_CEDULA) | aparte == set(CedulaDefinition.model_fields)


def test_a_new_and_a_withdrawn_question_are_told_with_their_places() -> None:
    nueva = con_items(CO_90, punto(CONTROL, id="CO-90-08", pregunta="¿Otra?"), *CO_90.items[1:])
    assert [(p.clase, p.item_id, p.lugar) for p in comparar(CO_90, nueva).puntos] == [
        (Clase.NUEVA, "CO-90-08", "Será la pregunta 01."),
        (Clase.RETIRADA, "CO-90-01", "Era la pregunta 01."),
    ]


def test_a_question_put_first_moves_no_other() -> None:
    primera = punto(CONTROL, id="CO-90-08")
    assert [p.clase for p in comparar(CO_90, con_items(CO_90, primera, *CO_90.items)).puntos] == [Clase.NUEVA]


def test_a_question_sent_to_the_end_is_the_only_one_that_moves() -> None:
    (movida,) = comparar(CO_90, con_items(CO_90, *CO_90.items[1:], CONTROL)).puntos
    assert (movida.clase, movida.lugar) == (Clase.SE_MUEVE, "Pasa del lugar 01 al 07.")


@pytest.mark.parametrize(
    ("campos", "dicho"),
    [
        ({"pregunta": "¿Está?"}, ("Redacción", CONTROL.pregunta, "¿Está?")),
        ({"tipo": Kind.TEXTO}, ("Tipo de respuesta", "Cumplimiento", "Texto")),
        ({"otro_fundamento": ("LSS 40",)}, ("Otro fundamento", "CFF 134", "LSS 40")),
        ({"relevante": "${CO-90-02} > 0"}, ("Se pregunta sólo si", "Siempre", "${CO-90-02} > 0")),
        ({"opcional": True}, ("Puede quedar sin contestar", "No", "Sí")),
        ({"peso": 2}, ("Peso en el resultado", "1", "2")),
    ],
)
def test_what_changes_in_a_question_is_told_with_before_and_after(
    campos: dict[str, object], dicho: tuple[str, str, str]
) -> None:
    assert con_cambio(**campos) == [dicho]


def test_a_rule_is_told_by_its_sentence_and_what_it_does() -> None:
    (regla,) = con_cambio(restricciones=[{"expresion": ". != ''", "mensaje": "Conteste", "dura": False}])
    assert regla == ("Reglas de la respuesta", "Ninguna", "«Conteste» (sólo avisa): . != ''")


def test_choices_are_told_by_those_that_leave_and_come() -> None:
    opcion = punto(CONTROL, tipo=Kind.OPCION, lista="causas")
    antes = con_items(CO_90, opcion, listas=(lista(a="Domicilio", b="Patrón"),))
    despues = con_items(antes, opcion, listas=(lista(a="Domicilio", c="Otra"),))
    assert comparar(antes, despues).puntos[0].detalles == (Detalle("Opciones", "Patrón", "Otra"),)


def test_a_long_list_is_told_by_its_number() -> None:
    opcion = punto(CONTROL, tipo=Kind.OPCION, lista="causas")
    antes = con_items(CO_90, opcion, listas=(lista(a="A"),))
    despues = con_items(antes, opcion, listas=(lista(**{"a": "A"} | {f"x{n}": f"X{n}" for n in range(40)}),))
    (detalle,) = comparar(antes, despues).puntos[0].detalles
    assert detalle.despues.endswith("X11; y 28 opciones más")


def test_columns_are_told_by_their_titles() -> None:
    def con_columnas(*titulos: str) -> CedulaDefinition:
        columnas = [{"clave": t.lower(), "titulo": t, "tipo": "texto"} for t in titulos]
        return con_items(CO_90, punto(MUESTRA, columnas=columnas))

    (cambiado,) = comparar(con_columnas("Folio", "Causa"), con_columnas("Causa", "Ruta")).puntos
    assert cambiado.detalles == (
        Detalle("Columna que se retira", "Folio (texto)", ""),
        Detalle("Columna nueva", "", "Ruta (texto)"),
    )


def test_a_threshold_is_told_though_the_version_is_the_same() -> None:
    def con_plazo(dias: int) -> CedulaDefinition:
        umbral = Umbral(clave="plazo_interno", valor=dias, unidad="días", legal=False, vigente_al=date(2026, 1, 1))
        campos = {"pregunta": f"¿Pasan {dias} días?", "pregunta_plantilla": "¿Pasan {plazo_interno}?"}
        return CedulaDefinition.model_validate(
            CO_90.__dict__ | {"items": (punto(RESPONSABLE, **campos),), "umbrales": (umbral,)}
        )

    c = comparar(con_plazo(60), con_plazo(45))
    assert c.datos == (Detalle("Umbral «plazo interno»", "60 días", "45 días"),)
    assert c.misma_version
    assert es_nueva(c.antes, c.despues)


def test_the_summary_counts_each_kind_of_change() -> None:
    nuevo = punto(CONTROL, id="CO-90-08")
    otra = punto(MUESTRA, pregunta="¿Cuántas?")
    nueva = con_items(CO_90, otra, *CO_90.items[2:6], nuevo)
    assert comparar(CO_90, nueva).resumen == "1 pregunta nueva, 2 preguntas retiradas y 1 pregunta cambia"


def test_an_older_version_and_another_cedula_are_not_new() -> None:
    assert not es_nueva(con_items(CO_90, CONTROL), CO_90)
    assert not es_nueva(CO_90, AV_90)


def test_the_same_definition_is_not_new() -> None:
    assert not es_nueva(CO_90, CedulaDefinition.model_validate_json(CO_90.model_dump_json()))


def test_the_hash_tells_contents_apart_and_survives_the_store() -> None:
    assert huella_de_definicion(CO_90) != huella_de_definicion(con_items(CO_90, *CO_90.items))
    leida = CedulaDefinition.model_validate_json(CO_90.model_dump_json())
    assert huella_de_definicion(leida) == huella_de_definicion(CO_90)
