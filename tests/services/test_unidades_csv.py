from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.catalogo import UnidadMedica
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.unidades_csv import importar_unidades_csv

OOAD = Definiciones.cargar(Path(__file__).parents[2] / "forms").ooad
HEADER = "tipo,ooad,subdelegacion,numero,nombre,localidad\n"
UMF_19 = UnidadMedica(
    tipo=UnitKind.UMF, ooad="06", subdelegacion="01", numero="19", nombre="UMF 19 Peñitas", localidad="Peñitas, Colima"
)
ROW = 'UMF,06,01,19,UMF 19 Peñitas,"Peñitas, Colima"\n'


def test_reads_a_unit() -> None:
    assert importar_unidades_csv((HEADER + ROW).encode(), OOAD) == ((UMF_19,), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_reads_what_excel_writes(encoding: str) -> None:
    semicolons = HEADER.replace(",", ";") + "UMF;6;1;19;UMF 19 Peñitas;Peñitas, Colima\n"

    assert importar_unidades_csv(semicolons.replace("\n", "\r\n").encode(encoding), OOAD) == ((UMF_19,), ())


def test_skips_excels_separator_line_and_blank_rows() -> None:
    text = "sep=;\n" + HEADER.replace(",", ";") + ";;;;;\n\nUMF;06;01;19;UMF 19 Peñitas;Peñitas, Colima\n"

    assert importar_unidades_csv(text.encode(), OOAD) == ((UMF_19,), ())


def test_columns_come_in_any_order_with_everyday_names() -> None:
    header = "Localidad,Nombre,No.,Subdelegación,Delegación,TIPO,Otra"
    text = f"{header}\nManzanillo,Oficina X,,Manzanillo,Colima,Oficina Auxiliar,z\n"

    (unit,), problems = importar_unidades_csv(text.encode(), OOAD)

    assert problems == ()
    assert (unit.tipo, unit.ooad, unit.subdelegacion, unit.numero) == (UnitKind.OAX, "06", "03", None)


def test_an_umf_without_name_takes_its_number() -> None:
    (unit,), _ = importar_unidades_csv(b"tipo,ooad,numero\nUMF,06,4\n", OOAD)

    assert unit.nombre == "UMF No. 4"


@pytest.mark.parametrize(
    ("row", "field", "column", "said"),
    [
        ("XYZ,06,01,1,Uno,", "tipo", 1, "use uno de"),
        ("SUB,06,01,1,Uno,", "tipo", 1, "ya están en el catálogo"),
        ("UMF,99,01,1,Uno,", "ooad", 2, "No hay una OOAD con clave «99»"),
        ("UMF,Narnia,01,1,Uno,", "ooad", 2, "con dos dígitos"),
        ("UMF,06,55,1,Uno,", "subdelegacion", 3, "no tiene una Subdelegación con clave «55»"),
        ("UMF,06,01,n°1,Uno,", "numero", 4, "escríbalo con dígitos"),
        ("OFC,06,01,1,,", "nombre", 5, "Falta este dato"),
        ("UMF,06,01,1,Uno," + "x" * 200, "localidad", 6, "demasiado largo"),
        ("UMF,06,01,1,Uno,Dos,Tres", "", None, "más celdas que el encabezado"),
    ],
)
def test_a_bad_row_names_line_and_column_and_leaves_the_others(
    row: str, field: str, column: int | None, said: str
) -> None:
    units, (problem,) = importar_unidades_csv(f"{HEADER}{row}\n{ROW}".encode(), OOAD)

    assert units == (UMF_19,)
    assert (problem.linea, problem.columna, problem.campo) == (2, column, field)
    assert said in problem.mensaje


def test_a_line_number_is_where_the_row_begins() -> None:
    text = HEADER + 'UMF,06,01,1,"Dos\nrenglones",\nXYZ,06,01,1,Uno,\n'

    units, (problem,) = importar_unidades_csv(text.encode(), OOAD)

    assert units[0].nombre == "Dos renglones"
    assert problem.linea == 4


def test_a_repeated_unit_is_kept_once_and_told() -> None:
    units, (problem,) = importar_unidades_csv((HEADER + ROW + ROW).encode(), OOAD)

    assert units == (UMF_19,)
    assert "ya está en la línea 2" in problem.mensaje


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Falta la columna «tipo»"),
        (b"nombre,localidad\nUno,Dos\n", "Falta la columna «tipo»"),
        (b"tipo,ooad,ooad\nUMF,06,06\n", "aparece dos veces"),
        (b"PK\x03\x04\x00\x00", "no es texto"),
        (b"tipo,ooad\nUMF,\x81\x8d\n", "No se reconoce la codificación"),
        (b'tipo,ooad,nombre\nUMF,06,"sin cerrar\n', "comillas"),
        (b"tipo,ooad,nombre\nUMF,06," + b"x" * 200_000, "demasiado larga"),
        (b"x" * 5_000_001, "más de 5 MB"),
    ],
)
def test_content_that_is_no_list_of_units_is_a_sentence(content: bytes, said: str) -> None:
    units, (problem,) = importar_unidades_csv(content, OOAD)

    assert units == ()
    assert said in problem.mensaje


@given(st.binary(max_size=200))
def test_no_bytes_whatsoever_raise(content: bytes) -> None:
    importar_unidades_csv(HEADER.encode() + content, OOAD)


@given(st.text(alphabet=st.sampled_from('UMFOC06,;\t"\n\r ñ='), max_size=80))
def test_no_text_whatsoever_raises(text: str) -> None:
    importar_unidades_csv(text.encode())
