"""What is wrong in a workbook is told by sheet, row and column, all at once, and nothing is imported."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor_app.services.xlsform.pyxform_dice import traducir
from tests.services.xlsform.libros import AJUSTES, Hoja, dichos, leer, leer_bytes, libro

T = ("type", "name", "label", "relevant", "constraint", "calculation", "required")
BIEN = ("text", "bien", "¿Bien?")


@pytest.mark.parametrize(
    ("tipo", "en_cambio"),
    [
        ("geopoint", "use text y pida el domicilio"),
        ("image", "la evidencia se agrega en cualquier pregunta"),
        ("audio", "la evidencia se agrega"),
        ("barcode", "use text"),
        ("range", "use integer o decimal"),
        ("rank x", "use select_multiple"),
        ("time", "regex"),
        ("acknowledge", "una lista de sí y no"),
        ("select_one_from_file x.csv", "hoja choices"),
        ("select_one x or_other", "agregue la opción «Otro»"),
        ("begin_loop", "«loop» no existe"),
        ("cosa", "No existe el tipo «cosa»"),
    ],
)
def test_what_to_use_instead_of_a_type(tipo: str, en_cambio: str) -> None:
    (dicho,) = dichos(leer((T, (tipo, "a", "¿Qué?"), BIEN)))
    assert dicho.startswith("Hoja survey, fila 2, columna A (type): ")
    assert en_cambio in dicho


@pytest.mark.parametrize(
    ("fila", "donde", "que"),
    [
        (("text", "a b", "x"), "fila 2, columna B (name)", "sin espacios"),
        (("text", None, "x"), "fila 2, columna B (name)", "Falta el nombre"),
        ((None, "a", "x"), "fila 2, columna A (type)", "Falta el tipo"),
        (("text", "a", None), "fila 2, columna C (label)", "No puede quedar vacío"),
        (("text", "bien", "x"), "fila 3, columna B (name)", "ya lo tiene la hoja survey, fila 2"),
        (("text", "a", "x", "${nadie} = 1"), "fila 2, columna D (relevant)", "no es ninguna pregunta"),
        (("text", "a", "x", "${bien} ="), "fila 2, columna D (relevant)", ""),
        (("text", "a", "x", "nada(1)"), "fila 2, columna D (relevant)", "nada"),
        (("text", "a", "x", None, ". >"), "fila 2, columna E (constraint)", ""),
        (("calculate", "a", "x"), "fila 2, columna F (calculation)", "Falta la expresión"),
        (("text", "a", "x", None, None, None, "a veces"), "fila 2, columna G (required)", "yes o no"),
        (("select_one nada", "a", "x"), "fila 2, columna A (type)", "La lista «nada» no está"),
        (("select_one", "a", "x"), "fila 2, columna A (type)", "el nombre de una lista"),
        (("begin_group", "a", "x"), "fila 2, columna A (type)", "Falta el «end_group»"),
        (("end_group", "a", "x"), "fila 2, columna A (type)", "no cierra nada"),
        (("text", "a", "¿Hola ${bien}?"), "fila 2, columna C (label)", "no puede mostrar otra respuesta"),
        (("text", "a", "x{plazo_que_no_existe}"), "fila 2, columna C (label)", "umbral"),
        (("text", "a", "un\u200btexto"), "fila 2, columna C (label)", "invisibles"),
    ],
)
def test_each_is_told_at_its_cell(fila: tuple[str | None, ...], donde: str, que: str) -> None:
    leida = dichos(leer((T, fila, BIEN)))
    assert any(dicho.startswith(f"Hoja survey, {donde}") and que in dicho for dicho in leida), leida


def test_no_text_shows_another_answer() -> None:
    titulos = ("type", "name", "label", "hint", "constraint", "constraint_message")
    filas: Hoja = (
        titulos,
        ("text", "a", "¿Quién?"),
        ("note", "n", "Hola, ${a}"),
        ("text", "b", "x", None, ". != ''", "${a}, falta"),
        ("begin_group", "g", "De ${a}"),
        ("text", "c", "y", "¿${a}?"),
        ("end_group",),
    )
    lugares = [dicho.split(": ")[0] for dicho in dichos(leer(filas)) if "no puede mostrar otra respuesta" in dicho]
    assert lugares == [
        "Hoja survey, fila 3, columna C (label)",
        "Hoja survey, fila 4, columna F (constraint_message)",
        "Hoja survey, fila 5, columna C (label)",
        "Hoja survey, fila 6, columna D (hint)",
    ]


def test_a_circle_is_told_with_its_path() -> None:
    leida = dichos(leer((T, ("text", "a", "x", "${b} = 1"), ("text", "b", "y", "${a} = 1"))))
    assert any("columna D (relevant)" in dicho and "CO-90-01" in dicho and "CO-90-02" in dicho for dicho in leida), (
        leida
    )


def test_all_are_told_at_once() -> None:
    filas: Hoja = (T, ("geopoint", "a", "x"), ("text", "b c", "y"), ("text", "d", None), BIEN)
    ajustes: Hoja = ((*AJUSTES[0], "imss::departamento"), ("mal", "x", "dos", *AJUSTES[1][3:], "cobranza"))
    leida = dichos(leer(filas, settings=ajustes))
    assert [dicho.partition(":")[0] for dicho in leida] == [
        "Hoja settings, fila 2, columna A (form_id)",
        "Hoja settings, fila 2, columna C (version)",
        "Hoja survey, fila 2, columna A (type)",
        "Hoja survey, fila 3, columna B (name)",
        "Hoja survey, fila 4, columna C (label)",
    ]


def test_an_unknown_function_of_the_manual_is_told_at_its_cell() -> None:
    titulos = ("type", "name", "label", "imss::fundamento", "imss::otro_fundamento")
    unidas = "\n".join(dichos(leer((titulos, ("text", "a", "x", "JSAC:9.9:9", "CFF 999999")))))
    assert (
        "Hoja survey, fila 2, columna D (imss::fundamento): La función «JSAC:9.9:9» no está en los manuales." in unidas
    )
    assert "columna E (imss::otro_fundamento): «CFF 999999» no está entre los fundamentos de la aplicación" in unidas
    (dicho,) = dichos(leer((titulos, ("text", "a", "x", "JSAC 7"))))
    assert "columna D (imss::fundamento): «JSAC 7» no tiene la forma de una función" in dicho


def test_without_a_function_of_the_manual_it_says_where_to_write_one() -> None:
    ajustes: Hoja = (("form_id", "version", "imss::proceso", "imss::seccion_manual"), ("CO-90", 1, "Prueba", "7.1.3"))
    leida = dichos(leer((T, BIEN), settings=ajustes))
    assert any(
        "Falta la función del manual, como JSAC:7.1.3:45; en la hoja settings vale para todas" in d for d in leida
    )
    assert any("Falta qué se revisa" in d for d in leida)


def test_choices_are_told_at_their_cell() -> None:
    opciones: Hoja = (
        ("list_name", "name", "label", "Mi Zona"),
        ("l", "a", "A"),
        ("l", "a", "B"),
        ("l", None, "C"),
        (None, "d", "D"),
        ("l", "con espacio", "E"),
        ("l", "f", None),
    )
    leida = dichos(leer((T, ("select_one l", "a", "x")), opciones))
    lugares = [dicho.split(": ")[0].removeprefix("Hoja choices, ") for dicho in leida]
    assert lugares == [
        "fila 1, columna D (Mi Zona)",
        "fila 3, columna B (name)",
        "fila 4, columna B (name)",
        "fila 5, columna A (list_name)",
        "fila 6, columna B (name)",
        "fila 7, columna C (label)",
    ]


def test_two_columns_for_the_same_are_told() -> None:
    leida = dichos(leer((("type", "name", "label", "relevant", "relevance"), ("text", "a", "x"))))
    assert any("columna E (relevance): Hay dos columnas para lo mismo" in dicho for dicho in leida)


def test_an_own_column_that_does_not_exist_is_told() -> None:
    (dicho,) = dichos(leer((("type", "name", "label", "imss::evidensia"), ("text", "a", "x", "Libro"))))
    assert "columna D (imss::evidensia): No existe esa columna; las propias de esta hoja son: imss::tipo" in dicho


def test_a_repeat_inside_a_repeat_is_told() -> None:
    filas: Hoja = (
        T,
        ("begin_repeat", "r", "R"),
        ("begin_repeat", "s", "S"),
        ("text", "a", "x"),
        ("end_repeat",),
        ("end_repeat",),
    )
    assert any("fila 3, columna A (type): Una repetición no puede ir dentro de otra" in d for d in dichos(leer(filas)))


def test_sheets_that_are_missing_are_told() -> None:
    (dicho,) = dichos(leer_bytes(libro({"Hoja1": (T, BIEN)})))
    assert dicho == "El libro no tiene la hoja «survey», donde van las preguntas; tiene: «Hoja1»."
    assert any("Falta la hoja settings" in dicho for dicho in dichos(leer((T, BIEN), settings=())))


@pytest.mark.parametrize(
    ("ingles", "lugar", "espanol"),
    [
        ("[row : 7] Unmatched 'end_group'. No matching 'begin_group'", "hoja survey, fila 7", "Este «end_group»"),
        ("[row : 3] On the 'survey' sheet, the 'relevant' value is invalid. Reference variables must start with '${'",
         "hoja survey, fila 3, columna relevant", "La cita de una pregunta va entre «${» y «}»"),
        ("[row : 9] List name not in choices sheet: colores", "hoja survey, fila 9", "La lista «colores» no está"),
        ("Language 'English (en)' is missing the survey columns hint.", "", "Falta la traducción"),
        ("Something new", "", "pyxform dice: Something new"),
    ],
)  # fmt: skip
def test_pyxform_is_told_in_spanish(ingles: str, lugar: str, espanol: str) -> None:
    donde, mensaje = traducir(ingles)
    assert str(donde) == lugar
    assert mensaje.startswith(espanol)


@pytest.mark.parametrize(
    ("tipo", "inicial", "que"),
    [
        ("integer", "cinco", "no es un número"),
        ("decimal", "1,000", "no es un número"),
        ("date", "mañana", "no es una fecha; escríbala como 2026-11-21, o today()"),
        ("date", "2026-02-30", "no es una fecha"),
        ("select_one l", "z", "no está entre las opciones"),
        ("select_multiple l", "a, b", "no está entre las opciones"),
        ("select_one cumplir", "si", "use cumple, parcial, no_cumple o no_aplica"),
    ],
)
def test_a_default_that_is_no_answer_is_told(tipo: str, inicial: str, que: str) -> None:
    cuatro = [("cumplir", clave, clave) for clave in ("cumple", "parcial", "no_cumple", "no_aplica")]
    opciones: Hoja = (("list_name", "name", "label"), ("l", "a", "A"), ("l", "b", "B"), *cuatro)
    (dicho,) = dichos(leer((("type", "name", "label", "default"), (tipo, "x", "¿Qué?", inicial)), opciones))
    assert dicho.startswith(f"Hoja survey, fila 2, columna D (default): «{inicial}» ")
    assert que in dicho


@pytest.mark.parametrize(
    ("tipo", "inicial"),
    [
        ("integer", "5"), ("integer", -5), ("decimal", 0.25), ("date", "2026-01-31"), ("date", date(2026, 1, 31)),
        ("date", "today()"), ("select_one l", "a"), ("select_multiple l", "a b"), ("text", "cinco"),
    ],
)  # fmt: skip
def test_a_default_that_is_an_answer_is_taken(tipo: str, inicial: str | float | date) -> None:
    opciones: Hoja = (("list_name", "name", "label"), ("l", "a", "A"), ("l", "b", "B"))
    assert leer((("type", "name", "label", "default"), (tipo, "x", "¿Qué?", inicial)), opciones).problemas == ()


def test_a_list_that_is_not_there_is_told_once() -> None:
    (dicho,) = dichos(leer((T, ("select_one x", "a", "¿Qué?"))))
    assert dicho == "Hoja survey, fila 2, columna A (type): La lista «x» no está en la hoja choices."


def test_settings_without_a_row_is_told_with_its_place() -> None:
    assert all(dicho.startswith("Hoja ") for dicho in dichos(leer((T, BIEN), settings=AJUSTES[:1])))


def test_what_is_too_long_is_told_once() -> None:
    (dicho,) = dichos(leer((T, ("text", "a", "x" * 20_000))))
    assert dicho == "Hoja survey, fila 2, columna C (label): Es demasiado largo: máximo 1000 caracteres."


def test_a_column_without_effect_here_hinders_nothing() -> None:
    titulos = ("type", "name", "label", "parameters", "trigger", "repeat_count", "media::image", "Notas internas")
    leida = leer((titulos, ("text", "a", "x", "start=1", "${nadie}", "${nadie}", "foto de acta.png", "pedir a CO")))
    assert leida.problemas == ()
    sin_efecto = [str(a) for a in leida.avisos if "no tiene efecto" in str(a)]
    assert [dicho.split(" (")[1].split(")")[0] for dicho in sin_efecto] == list(titulos[3:])


def test_the_condition_of_a_note_is_told_to_be_lost() -> None:
    leida = leer((T, ("text", "a", "x"), ("note", "n", "Ojo", "${a} = 'z'"), ("text", "b", "y")))
    assert "Hoja survey, fila 3, columna D (relevant): No se leyó: la ayuda se muestra siempre." in map(
        str, leida.avisos
    )
