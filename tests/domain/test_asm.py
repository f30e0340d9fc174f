"""What an ASM table needs before it is printed, and how its data are read."""

from __future__ import annotations

import json
from datetime import date

import pytest

from supervisor_app.domain.asm import AspectoAsm, TablaAsm, clase_impresa, esquema, leer_asm, registro_asm, validar
from supervisor_app.domain.validacion_informe import Severidad
from supervisor_app.errors import UserError
from tests.documents.ejemplo_asm import row, table

CLASES = ("ESPECÍFICOS", "INSTITUCIONALES")


def errores(tabla: TablaAsm) -> list[str]:
    return [a.mensaje for a in validar(tabla, CLASES) if a.severidad is Severidad.ERROR]


def avisos(tabla: TablaAsm) -> list[str]:
    return [a.mensaje for a in validar(tabla, CLASES) if a.severidad is Severidad.AVISO]


def test_a_complete_table_meets_every_rule() -> None:
    assert validar(table(3), CLASES) == ()


def test_everything_that_is_missing_is_named_by_its_row_and_column() -> None:
    tabla = table(aspectos=(row(1), AspectoAsm(aspecto="Algo")), clave_programa="", fecha=None)
    assert errores(tabla) == [
        "Falta la clave del programa.",
        "Falta la fecha de la tabla.",
        "Renglón 2: falta «Actividades».",
        "Renglón 2: falta «Área Responsable».",
        "Renglón 2: falta «Fecha de Término».",
        "Renglón 2: falta «Resultados Esperados».",
        "Renglón 2: falta «Productos y/o Evidencias».",
    ]


def test_a_table_without_rows_is_not_printed() -> None:
    assert errores(table(0)) == ["La tabla no tiene aspectos."]


@pytest.mark.parametrize("actividades", [(), ("",), ("  ", "\n")])
def test_blank_activities_are_none(actividades: tuple[str, ...]) -> None:
    assert errores(table(aspectos=(row(1, actividades=actividades),))) == ["Renglón 1: falta «Actividades»."]


def test_progress_that_is_not_printed_is_told() -> None:
    assert avisos(table(aspectos=(row(1, avance=40),))) == [
        "Renglón 1: trae avance, que sólo se imprime con «avances» en true."
    ]


def test_a_hundred_per_cent_asks_for_its_document() -> None:
    tabla = table(aspectos=(row(1, avance=100), row(2, avance=100, documento="Oficio 1")), avances=True)
    assert avisos(tabla) == ["Renglón 1: está al 100 % y no identifica el documento que lo prueba."]


def test_a_repeated_aspect_is_told() -> None:
    tabla = table(aspectos=(row(1), row(2), row(3, aspecto=row(1).aspecto.upper())))
    assert avisos(tabla) == ["Renglón 3: repite el aspecto del renglón 1."]


def test_a_class_nobody_knows_is_told_and_printed_as_written() -> None:
    assert avisos(table(clase="Regionales")) == [
        "«Regionales» no es una de las clases conocidas: específicos, institucionales."
    ]
    assert clase_impresa("Regionales", CLASES) == "REGIONALES"


@pytest.mark.parametrize("escrita", ["específicos", "ESPECIFICOS", " Específicos. "])
def test_a_known_class_is_printed_with_its_accent(escrita: str) -> None:
    assert clase_impresa(escrita, CLASES) == "ESPECÍFICOS"


def test_what_is_written_is_read_back() -> None:
    tabla = table(2, avances=True)
    assert leer_asm(json.dumps(tabla.como_json())) == tabla


@pytest.mark.parametrize(
    ("malo", "dicho"),
    [
        (b"\xff", "no está en UTF-8"),
        ("{", "no es JSON válido"),
        ("[]", "un solo objeto"),
        ('{"aspectos": [{"fecha": "30/06/2026"}]}', "aspectos → renglón 1 → fecha: escriba la fecha como aaaa-mm-dd"),
        ('{"aspectos": [{"avance": 101}]}', "aspectos → renglón 1 → avance"),
        ('{"aspecto": "x"}', "aspecto: no es un dato del formato"),
        ('{"aspectos": [{"actividades": "una"}]}', "debe ser una lista"),
        ("[" * 100_000, "demasiados niveles"),
    ],
)
def test_what_is_wrong_in_the_data_is_said_in_place(malo: bytes | str, dicho: str) -> None:
    with pytest.raises(UserError) as caught:
        leer_asm(malo)
    assert dicho in caught.value.message


def test_the_schema_asks_for_what_printing_needs() -> None:
    schema = esquema()
    assert schema["required"] == ["entidad", "clase", "clave_programa", "programa", "fecha", "aspectos"]
    renglon = schema["$defs"]["AspectoAsm"]
    assert renglon["required"] == ["aspecto", "actividades", "areas", "fecha", "resultados", "productos"]
    assert renglon["properties"]["fecha"] == {
        "description": "aaaa-mm-dd", "format": "date", "title": "Fecha de Término", "type": "string",
    }  # fmt: skip
    assert renglon["properties"]["actividades"]["minItems"] == 1


def test_the_record_is_canonical() -> None:
    uno = registro_asm(table(2), folio="F", version=1)
    assert uno == registro_asm(leer_asm(json.dumps(table(2).como_json())), folio="F", version=1)
    assert json.loads(uno)["tabla"]["aspectos"][0]["fecha"] == date(2026, 6, 30).isoformat()
