"""An ASM table pasted as text: what is read of it, and what is said of what cannot be told apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.asm_pegado import PegadoAsm, leer_pegado
from supervisor_app.errors import UserError

ENCABEZADO = """SEGUIMIENTO A ASPECTOS SUSCEPTIBLES DE MEJORA CLASIFICADOS COMO
INSTITUCIONALES, DERIVADOS DE INFORMES Y EVALUACIONES EXTERNAS

Instituto de Prueba
Documento de Trabajo del Programa:

E-999 Recaudación ficticia

"""
TITULOS = (
    "No.\tAspecto Susceptible de Mejora\tActividades\tÁrea Responsable\tFecha de Término\tResultados Esperados\t"
    "Productos y/o Evidencias"
)
UNO = "1\tDifundir la guía\tPublicar la guía\tCoordinación A\t30/06/2026\tGuía publicada\tAcceso al portal"
DOS = "2\tOrdenar el archivo\tRevisar\tCoordinación B\t31/12/2026\tArchivo al día\tInventario"
PDF = (
    ENCABEZADO
    + "No. Aspecto Susceptible de Mejora Actividades Área Responsable Fecha de Término Resultados Esperados\n\n"
    + """1
Difundir a través del portal la guía que
facilite el cumplimiento.

Con el fin de facilitar el pago, llevar a cabo
adecuaciones al sistema.

Coordinación de Prueba 30/06/2026
Adecuar el portal.

Acceso en el portal para  f a c i l i t a r  el
cumplimiento.

2

Identificar los procedimientos.
Incorporar en ellos una política.

Definir acciones de simplificación, según sea el caso.
"Actualizar los procedimientos de 2026.
"

Unidad de Incorporación Ficticia 31/12/2026

Establecer un flujo homologado.

Carátula de procedimientos.

3
Revisar los procedimientos.

Analizar los procedimientos y, en
su caso, modif icarlos. Coordinación de Prueba 30/10/2026

Modificar los procedimientos MIR 2026
"""
)


def frases(p: PegadoAsm) -> list[str]:
    return [str(problema) for problema in p.problemas]


# --- cells with tabs ------------------------------------------------------------------------------------------------


def test_a_table_of_word_or_excel_is_read_whole() -> None:
    p = leer_pegado("\n".join([TITULOS, UNO, DOS]))
    assert (p.problemas, p.avisos) == ((), ())
    uno, dos = p.tabla.aspectos
    assert (uno.aspecto, uno.actividades, uno.areas, uno.fecha) == (
        "Difundir la guía", ("Publicar la guía",), ("Coordinación A",), date(2026, 6, 30),
    )  # fmt: skip
    assert (dos.resultados, dos.productos) == ("Archivo al día", "Inventario")


def test_the_headings_before_the_table_are_read() -> None:
    t = leer_pegado(ENCABEZADO + "\n".join([TITULOS, UNO])).tabla
    assert (t.clase, t.entidad) == ("INSTITUCIONALES", "Instituto de Prueba")
    assert (t.clave_programa, t.programa) == ("E-999", "Recaudación ficticia")


def test_without_headings_the_order_is_that_of_the_format() -> None:
    assert leer_pegado(UNO).tabla == leer_pegado(f"{TITULOS}\n{UNO}").tabla


def test_without_numbers_it_is_the_same() -> None:
    sin_numero = UNO.removeprefix("1\t")
    assert leer_pegado(sin_numero).tabla == leer_pegado(UNO).tabla


def test_columns_in_another_order_are_known_by_their_headings() -> None:
    texto = "Actividades\tAspecto\tResponsable\tPlazo\tResultados\tEvidencias\nActuar\tAsunto\tÁrea\t1/7/26\tR\tE"
    (a,) = leer_pegado(texto).tabla.aspectos
    assert (a.aspecto, a.actividades, a.fecha, a.productos) == ("Asunto", ("Actuar",), date(2026, 7, 1), "E")


def test_a_cell_of_two_paragraphs_is_two_activities_from_excel_and_from_word() -> None:
    excel = UNO.replace("Publicar la guía", '"Publicar la guía.\nAvisar a los patrones."')
    word = UNO.replace("Publicar la guía", "Publicar la guía.\nAvisar a los patrones.")
    for texto in (excel, word):
        p = leer_pegado(f"{TITULOS}\n{texto}\n{DOS}")
        assert p.problemas == ()
        assert p.tabla.aspectos[0].actividades == ("Publicar la guía.", "Avisar a los patrones.")
        assert p.tabla.aspectos[1].aspecto == "Ordenar el archivo"


def test_progress_is_read_where_it_comes_and_then_printed() -> None:
    titulos = f"{TITULOS}\t% de avance\tDocumento probatorio\tObservaciones"
    t = leer_pegado(f"{titulos}\n{UNO}\t40 %\tOficio 1\tEn curso").tabla
    assert t.avances
    a = t.aspectos[0]
    assert (a.avance, a.documento, a.observaciones) == (40, "Oficio 1", "En curso")


@pytest.mark.parametrize(
    ("celdas", "frase"),
    [
        (UNO.replace("30/06/2026", "junio"), "Renglón 1, Fecha de Término: «junio» no es una fecha."),
        (UNO.replace("30/06/2026", "31/06/2026"), "Renglón 1, Fecha de Término: El día 31/06/2026 no existe"),
        (UNO.removesuffix("\tAcceso al portal"), "Renglón 1, Celdas: tiene 6 celdas y la tabla, 7"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_its_row(celdas: str, frase: str) -> None:
    (dicha,) = frases(leer_pegado(f"{TITULOS}\n{celdas}"))
    assert dicha.startswith(frase)


def test_progress_beyond_a_hundred_is_refused() -> None:
    (dicha,) = frases(leer_pegado(f"{TITULOS}\t% de avance\n{UNO}\t120 %"))
    assert dicha.startswith("Renglón 1, % de avance: «120 %» no es un avance")


# --- the text of a PDF ----------------------------------------------------------------------------------------------


def test_the_text_of_a_pdf_is_parted_at_its_blocks_and_dates() -> None:
    uno, dos, tres = leer_pegado(PDF).tabla.aspectos
    assert uno.aspecto == "Difundir a través del portal la guía que facilite el cumplimiento."
    assert (uno.areas, uno.fecha, uno.resultados) == (
        ("Coordinación de Prueba",),
        date(2026, 6, 30),
        "Adecuar el portal.",
    )
    assert dos.aspecto == "Identificar los procedimientos.\nIncorporar en ellos una política."
    assert dos.actividades == (
        "Definir acciones de simplificación, según sea el caso.",
        "Actualizar los procedimientos de 2026.",
    )
    assert (tres.areas, tres.actividades[0][:8]) == (("Coordinación de Prueba",), "Analizar")


def test_the_heading_of_a_pdf_is_read() -> None:
    t = leer_pegado(PDF).tabla
    assert (t.clase, t.clave_programa, t.programa) == ("INSTITUCIONALES", "E-999", "Recaudación ficticia")


def test_letters_set_apart_are_joined_and_what_is_left_is_told() -> None:
    p = leer_pegado(PDF)
    assert p.tabla.aspectos[0].productos == "Acceso en el portal para facilitar el cumplimiento."
    assert p.avisos == ()


def test_loose_letters_that_only_guessing_would_join_are_told() -> None:
    p = leer_pegado(UNO.replace("Publicar la guía", "Ident i f icar el canal"))
    assert p.avisos == ("Renglón 1, Actividades: quedaron letras sueltas («i f icar»); revíselas.",)


def test_two_cells_in_one_block_are_left_together_and_told() -> None:
    p = leer_pegado(PDF)
    assert frases(p) == [
        "Renglón 3, Productos y/o Evidencias: no se distinguen de «Resultados Esperados»; sepárelos con una línea en "
        "blanco y vuelva a leerlo."
    ]
    assert (p.tabla.aspectos[2].resultados, p.tabla.aspectos[2].productos) == (
        "Modificar los procedimientos MIR 2026",
        "",
    )


def test_a_row_without_a_date_keeps_its_words() -> None:
    p = leer_pegado("1\nDifundir la guía.\n\nPublicarla.\n")
    assert p.tabla.aspectos[0].aspecto == "Difundir la guía.\n\nPublicarla."
    assert frases(p)[0].startswith("Renglón 1, Fecha de Término: no se encontró")


# --- anything -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("texto", ["", "   \n", "Hola, ¿qué tal?", "2\nsin el primero"])
def test_what_is_no_table_is_told(texto: str) -> None:
    with pytest.raises(UserError, match="No se encontró ningún renglón"):
        leer_pegado(texto)


@given(st.text(alphabet='12 .\t\n"abcÁñ/30062026;:%', max_size=400))
def test_any_text_is_read_or_refused_in_words(texto: str) -> None:
    try:
        p = leer_pegado(texto)
    except UserError as error:
        assert error.message
    else:
        assert p.tabla.aspectos


@given(st.lists(st.tuples(*[st.text(alphabet="abcdeñ ÁX.", min_size=1, max_size=20)] * 5), min_size=1, max_size=6))
def test_no_word_of_a_row_with_tabs_is_lost(filas: list[tuple[str, ...]]) -> None:
    lineas = [
        "\t".join([str(n), *f"x{a}|{b}|{c}".split("|"), "30/06/2026", f"{d}", f"x{e}"])
        for n, (a, b, c, d, e) in enumerate(filas, start=1)
    ]
    p = leer_pegado(f"{TITULOS}\n" + "\n".join(lineas))
    assert len(p.tabla.aspectos) == len(filas)
    for leido, escrito in zip(p.tabla.aspectos, filas, strict=True):
        dicho = [leido.aspecto, *leido.actividades, *leido.areas, leido.resultados, leido.productos]
        assert "".join("".join(dicho).split()) == "".join("".join(["x", *escrito[:4], "x", escrito[4]]).split())
