"""Files that are no workbook, or one that wants something: each ends in a sentence, and quickly."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.xlsform.libros import AJUSTES, Hoja, dichos, leer, leer_bytes, libro

T = ("type", "name", "label", "relevant")
SURVEY: Hoja = (T, ("text", "a", "¿Qué?"))
BIEN = libro({"survey": SURVEY, "settings": AJUSTES})


def _cambiado(parte: str, cambiar: Callable[[bytes], bytes], libro_: bytes = BIEN) -> bytes:
    """The workbook with one part of its package changed, or added where it is not there."""
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(libro_)) as antes, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as despues:
        nombres = antes.namelist()
        for nombre in nombres:
            contenido = antes.read(nombre)
            despues.writestr(nombre, cambiar(contenido) if nombre == parte else contenido)
        if parte not in nombres:
            despues.writestr(parte, cambiar(b""))
    return salida.getvalue()


def _con_filas(xml: bytes) -> bytes:
    return _cambiado("xl/worksheets/sheet1.xml", lambda antes: antes.replace(b"</sheetData>", xml + b"</sheetData>"))


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"", "no es un libro de Excel"),
        (b"hola", "no es un libro de Excel"),
        (b"%PDF-1.7", "no es un libro de Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel antiguo (.xls) o tiene contraseña"),
        (b"PK\x03\x04 roto", "No se entiende el libro"),
        (BIEN[:-40], "No se entiende el libro"),
        (b"x" * (10 * 2**20 + 1), "pesa más de 10 MB"),
    ],
)
def test_what_is_no_workbook_is_told(contenido: bytes, frase: str) -> None:
    (dicho,) = dichos(leer_bytes(contenido))
    assert frase in dicho


def test_a_package_that_swells_is_not_opened() -> None:
    (dicho,) = dichos(leer_bytes(_cambiado("xl/media/image1.bin", lambda _: b"\0" * (70 * 2**20))))
    assert "demasiado grande por dentro" in dicho


def test_macros_are_refused() -> None:
    (dicho,) = dichos(leer_bytes(_cambiado("xl/vbaProject.bin", lambda _: b"x")))
    assert "contiene macros y no se abrió" in dicho


def test_another_package_is_no_workbook() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr("hola.txt", "hola")
    assert "no es un libro de Excel" in dichos(leer_bytes(salida.getvalue()))[0]


def test_a_spreadsheet_of_another_kind_is_told_how_to_save_it() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    for contenido in (salida.getvalue(), b"type,name,label\n"):
        (dicho,) = dichos(leer_bytes(contenido))
        assert "ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel (.xlsx)»" in dicho


def test_the_strict_form_of_a_workbook_is_told_how_to_save_it() -> None:
    def estricto(xml: bytes) -> bytes:
        return re.sub(rb"http://schemas.openxmlformats.org/(\w+)/2006", rb"http://purl.oclc.org/ooxml/\1", xml)

    (dicho,) = dichos(leer_bytes(_cambiado("xl/workbook.xml", estricto)))
    assert "Open XML estricto" in dicho


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(codificacion: str) -> None:
    def con_entidad(xml: bytes) -> bytes:
        return ('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml.decode()).encode(codificacion)

    (dicho,) = dichos(leer_bytes(_cambiado("xl/sharedStrings.xml", con_entidad)))
    assert "declaraciones que Excel no escribe" in dicho


def test_links_to_other_files_are_told_and_not_followed() -> None:
    leida = leer_bytes(_cambiado("xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>"))
    assert leida.definicion is not None
    assert "está vinculado con otros archivos; no se abrieron" in str(leida.avisos[0])


def test_formulas_are_told_at_their_cell() -> None:
    leida = dichos(leer((T, ("text", "a", '=HYPERLINK("http://x","y")'))))
    assert "Hoja survey, fila 2, columna C: La celda contiene una fórmula; cópiela y péguela como valor." in leida


def test_merged_cells_are_told() -> None:
    abierto = openpyxl.load_workbook(io.BytesIO(BIEN))
    abierto["survey"].merge_cells("A4:C5")
    salida = io.BytesIO()
    abierto.save(salida)
    (dicho,) = dichos(leer_bytes(salida.getvalue()))
    assert dicho.startswith("Hoja survey, fila 4, columna A: Las celdas A4:C5 están combinadas")


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    leida = leer_bytes(_con_filas(b'<row r="3"><c r="A3" t="inlineStr"><is><t>note</t></is></c>'
                                  b'<c r="C3" t="inlineStr"><is><t>=1+1</t></is></c></row>'))  # fmt: skip
    assert leida.problemas == ()


def test_a_sheet_that_claims_a_million_rows_is_read_to_its_end() -> None:
    def mentir(xml: bytes) -> bytes:
        return xml.replace(b'<dimension ref="A1:D2"', b'<dimension ref="A1:XFD1048576"')

    assert leer_bytes(_cambiado("xl/worksheets/sheet1.xml", mentir)).definicion is not None


def test_something_in_the_last_row_of_excel_is_told() -> None:
    leida = dichos(leer_bytes(_con_filas(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')))
    assert any("pasa de 20,000 filas" in dicho for dicho in leida)


def test_a_hundred_thousand_empty_rows_are_told() -> None:
    filas = b"".join(b'<row r="%d" s="1"/>' % n for n in range(3, 100_000))
    assert any("Borre las filas vacías que tengan formato" in dicho for dicho in dichos(leer_bytes(_con_filas(filas))))


def test_something_in_the_last_column_of_excel_changes_nothing() -> None:
    assert leer_bytes(_con_filas(b'<row r="3"><c r="XFD3"><v>1</v></c></row>')).definicion is not None


def test_groups_nested_without_end_are_a_sentence() -> None:
    hondo = [("begin_group", f"g{n}", "x", "1 = 1") for n in range(600)]
    finales = [("end_group",) for _ in hondo]
    leida = dichos(leer((T, *hondo, ("text", "a", "¿Qué?"), *finales)))
    assert any("Es demasiado largo" in dicho for dicho in leida)


def test_a_very_long_expression_is_a_sentence() -> None:
    leida = dichos(leer((T, ("text", "a", "x"), ("text", "b", "x", "(" * 900 + "1" + ")" * 900))))
    assert all(dicho for dicho in leida)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                        "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]), st.data())  # fmt: skip
def test_a_damaged_part_never_raises(parte: str, data: st.DataObject) -> None:
    def danar(xml: bytes) -> bytes:
        inicio = data.draw(st.integers(0, max(len(xml) - 1, 0)))
        return xml[:inicio] + data.draw(st.binary(max_size=6)) + xml[inicio + data.draw(st.integers(0, 12)) :]

    leida = leer_bytes(_cambiado(parte, danar))
    assert (leida.definicion is None) == bool(leida.problemas)


CELDA = st.sampled_from(
    [None, "", "a", "${a}", "${", "}", "text", "begin_group", "end_group", "begin_repeat", "end_repeat", "select_one l",
     "note", "calculate", "muestra", "1 div 0", "'", "yes", -1, 1e300, True, "imss::tipo", "x" * 3000, "name", "{a}"]
)  # fmt: skip
TITULO = st.sampled_from(
    ["type", "name", "label", "relevant", "constraint", "default", "required", "imss::tipo", "value"]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TITULO, min_size=1, max_size=7), st.lists(st.lists(CELDA, max_size=7), max_size=8))
def test_whatever_the_cells_say_there_is_a_definition_or_a_reason(titulos: list[str], filas: list[list[str]]) -> None:
    opciones = (("list_name", "name", "label"), ("l", "a", "A"))
    leida = leer((("type", "name", "label")[: len(filas) % 4] + tuple(titulos), *filas), opciones)
    assert (leida.definicion is None) == bool(leida.problemas)
