"""Universes from files and the clipboard."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.armado import Armado, armar
from supervisor_app.domain.muestreo.universo import Columna, Papel, Universo
from supervisor_app.errors import UserError
from supervisor_app.services.universos.exporta import a_csv, a_xlsx
from supervisor_app.services.universos.texto import decodificar
from supervisor_app.services.universos.verbos import (
    Listado,
    Universos,
    abrir_listado,
    abrir_universo,
    armar_universo,
    leer_listado,
    leer_pegado,
    nueva_semilla,
)
from supervisor_app.store.almacen import Almacen

TITULOS = ["Reg. Patronal", "Crédito", "Periodo", "Fecha Notif.", "Importe", "Despacho"]
CASOS: list[list[Any]] = [
    ["Z9912345108", "900000001", "202605", date(2026, 6, 5), 1234.5, "Norte"],
    ["0312345610", "900000002", "202605", date(2026, 6, 15), 0.3, "Ñandú"],
]


def libro(filas: Sequence[Sequence[Any]], **hojas: Sequence[Sequence[Any]]) -> bytes:
    wb = openpyxl.Workbook()
    hoja = wb.active
    assert hoja is not None
    for fila in filas:
        hoja.append(list(fila))
    for nombre, otras in hojas.items():
        otra = wb.create_sheet(nombre)
        for fila in otras:
            otra.append(list(fila))
    salida = io.BytesIO()
    wb.save(salida)
    return salida.getvalue()


def como_texto(separador: str) -> str:
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, delimiter=separador)
    escritor.writerow(TITULOS)
    for registro, credito, periodo, dia, importe, despacho in CASOS:
        escritor.writerow([registro, credito, periodo, f"{dia:%d/%m/%Y}", f"{importe:,.2f}", despacho])
    return salida.getvalue()


def armado(listado: Listado) -> Armado:
    return armar_universo(listado, listado.propuesta.columnas, listado.propuesta.encabezado)


def universo(listado: Listado) -> Universo:
    return armado(listado).universo


DE_EXCEL = libro([TITULOS, *CASOS])


@pytest.mark.parametrize("separador", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codigo", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_the_same_rows_give_the_same_hash_from_any_file(separador: str, codigo: str) -> None:
    de_texto = universo(leer_listado("rale.csv", como_texto(separador).encode(codigo)))
    assert de_texto.sha256 == universo(leer_listado("rale.xlsx", DE_EXCEL)).sha256


def test_the_same_rows_pasted_give_the_same_hash() -> None:
    assert universo(leer_pegado(como_texto("\t"))).sha256 == universo(leer_listado("a.xlsx", DE_EXCEL)).sha256


def test_amounts_with_commas_do_not_pass_for_separators() -> None:
    listado = leer_pegado("Crédito;Importe\n1;1,200.50\n2;3,400.00\n3;1,100,000.00")
    assert universo(listado).total == Decimal("1104600.50")


def test_the_line_that_says_the_separator_is_no_row() -> None:
    assert universo(leer_listado("a.csv", b"sep=;\r\nCredito;Importe\r\n1;5\r\n")).total == 5


def test_a_lonely_quote_does_not_swallow_the_rows_below() -> None:
    assert len(universo(leer_pegado('Crédito\tNota\n1\ttubo de 2"\n2\tbien\n3\tbien'))) == 3


def test_a_quoted_cell_may_hold_separators_and_line_ends() -> None:
    u = universo(leer_listado("a.csv", 'Crédito,Nota\n1,"uno, dos\ny tres"\n2,x\n'.encode()))
    assert u.filas == (("1", "uno, dos y tres"), ("2", "x"))


def test_numbers_with_a_format_of_zeros_keep_them() -> None:
    wb = openpyxl.Workbook()
    hoja = wb.active
    assert hoja is not None
    hoja.append(["Registro patronal", "Importe"])
    hoja.append([312345610, 5])
    hoja["A2"].number_format = "0000000000"
    salida = io.BytesIO()
    wb.save(salida)
    assert universo(leer_listado("a.xlsx", salida.getvalue())).filas[0][0] == "0312345610"


def test_the_first_sheet_with_something_is_taken_and_another_can_be_chosen() -> None:
    contenido = libro([], Datos=[["Crédito", "Importe"], ["1", 5]], Otra=[["Crédito", "Importe"], ["9", 7]])
    listado = leer_listado("a.xlsx", contenido)
    assert (listado.hoja, listado.hojas[1:]) == ("Datos", ("Datos", "Otra"))
    assert universo(leer_listado("a.xlsx", contenido, hoja="Otra")).total == 7


def test_hidden_rows_belong_to_the_universe_and_are_told() -> None:
    wb = openpyxl.Workbook()
    hoja = wb.active
    assert hoja is not None
    for fila in (["Crédito", "Importe"], ["1", 5], ["2", 6]):
        hoja.append(fila)
    hoja.row_dimensions[3].hidden = True
    salida = io.BytesIO()
    wb.save(salida)
    hecho = armado(leer_listado("a.xlsx", salida.getvalue()))
    assert len(hecho.universo) == 2
    assert "1 fila oculta" in hecho.avisos[0]


valores = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(valores, min_size=1, max_size=5), min_size=1, max_size=6))
def test_cells_are_those_that_openpyxl_reads(filas: list[list[Any]]) -> None:
    contenido = libro(filas)
    hoja = openpyxl.load_workbook(io.BytesIO(contenido), read_only=True).active
    assert hoja is not None
    esperadas = [[_texto(c) for c in fila] for fila in hoja.iter_rows(values_only=True)]
    try:
        leidas = leer_listado("a.xlsx", contenido).filas
    except UserError:
        leidas = []
    sin_cola = [_sin_cola(f) for f in esperadas]
    assert [list(f) for f in leidas] == [f for f in sin_cola if f]


def _texto(valor: object) -> str:
    if valor is None or (isinstance(valor, str) and not valor.strip()):
        return ""
    if isinstance(valor, bool):
        return "VERDADERO" if valor else "FALSO"
    return f"{valor:%d/%m/%Y}" if isinstance(valor, date) else str(valor)


def _sin_cola(fila: list[str]) -> list[str]:
    while fila and not fila[-1]:
        fila = fila[:-1]
    return fila


def test_what_a_formula_gave_is_read_and_not_the_formula() -> None:
    xml = b'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><v>x</v></c></row>'
    assert leer_listado("a.xlsx", _paquete(xml + b"</sheetData></worksheet>")).filas == [["2", "x"]]


def test_a_formula_whose_result_was_not_saved_is_told() -> None:
    listado = leer_listado("a.xlsx", libro([["Crédito", "Importe", "Nota"], ["1", "=2*A2", "x"], ["2", "=2*A3", "y"]]))
    assert "2 fórmulas sin resultado guardado" in armado(listado).avisos[0]


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell() -> None:
    xml = b'<worksheet><sheetData><row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>2</v></c></row>'
    assert not leer_listado("a.xlsx", _paquete(xml + b"</sheetData></worksheet>")).avisos


def test_quotes_of_two_cells_that_close_each_other_are_told() -> None:
    listado = leer_pegado('Registro,Crédito,Importe\n"Y1,1,5\nY2,2,5\n"Y3,3,5\nY4,4,5\nY5,5,6\n')
    assert listado.avisos[0].startswith("Una celda de la fila 2 parece tragarse otras filas («Y1,1,5")


LIBRO = (
    b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    b'<sheet name="H" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELACIONES = b'<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def _paquete(hoja: bytes, workbook: bytes = LIBRO) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        archivo.writestr("xl/workbook.xml", workbook)
        archivo.writestr("xl/_rels/workbook.xml.rels", RELACIONES)
        archivo.writestr("xl/worksheets/sheet1.xml", hoja)
    return salida.getvalue()


MIL_RISAS = b'<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        (b"", "vacío"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"\.xls"),
        (b"PK\x03\x04nada", "dañado"),
        (DE_EXCEL[: len(DE_EXCEL) // 2], "dañado"),
        (_paquete(b"<worksheet><sheetData><row"), "dañado"),
        (_paquete(MIL_RISAS + b"<worksheet>&b;</worksheet>"), "declaraciones"),
        (_paquete(b"<worksheet/>", MIL_RISAS + LIBRO), "dañado"),
        (_paquete(b"<worksheet/>"), "vací"),
        (b"%PDF-1.7\n\0\0\0", "no es"),
        (b"%PDF-1.7\n1 0 obj\n", "es un PDF"),
        ("\ufeff\r\n<HTML><table><tr><td>Crédito</td></tr></table>".encode(), "página web"),
        (b'<?xml version="1.0"?><Workbook/>', "página web"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no es"),
        (b"   \r\n \n", "ninguna fila"),
    ],
)
def test_what_is_no_listing_gets_a_sentence(contenido: bytes, dice: str) -> None:
    with pytest.raises(UserError, match=dice):
        leer_listado("listado.xlsx", contenido)


def test_a_part_that_grows_too_large_is_refused_before_it_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervisor_app.services.universos.xlsx._MAX_HOJA", 1_000)
    with pytest.raises(UserError, match="demasiado grande"):
        leer_listado("bomba.xlsx", _paquete(b"<worksheet>" + b" " * 2_000 + b"</worksheet>"))


def test_a_cell_that_grows_too_large_is_refused_while_it_is_read() -> None:
    celda = b'<worksheet><sheetData><row><c t="inlineStr"><is><t>' + b"A" * 200_000 + b"</t></is></c></row>"
    with pytest.raises(UserError, match="La fila 1 tiene una celda demasiado larga"):
        leer_listado("bomba.xlsx", _paquete(celda + b"</sheetData></worksheet>"))


def test_a_sheet_with_too_many_cells_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervisor_app.services.universos.celdas.TOPE_CELDAS", 10)
    with pytest.raises(UserError, match="demasiadas celdas"):
        leer_listado("ancha.xlsx", libro([["a", "b"]] * 6))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(DE_EXCEL) - 1))
def test_a_damaged_workbook_never_ends_in_a_crash(basura: bytes, donde: int) -> None:
    try:
        leer_listado("a.xlsx", DE_EXCEL[:donde] + basura + DE_EXCEL[donde + len(basura) :])
    except UserError as error:
        assert error.message


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_listing_or_a_sentence(contenido: bytes) -> None:
    try:
        leer_listado("a.csv", contenido)
    except UserError as error:
        assert error.message


def test_bytes_that_windows_leaves_empty_are_still_read() -> None:
    assert decodificar(b"a\x81\xf1") == "a\x81ñ"


def test_a_file_that_is_gone_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No se pudo leer"):
        abrir_listado(tmp_path / "no.xlsx")


def test_reading_can_be_stopped() -> None:
    class Basta(Exception):
        pass

    def progreso(_hechas: int, _total: int | None) -> None:
        raise Basta

    with pytest.raises(Basta):
        leer_listado("a.xlsx", DE_EXCEL, progreso=progreso)


def test_a_universe_is_kept_by_the_hash_that_identifies_it(tmp_path: Path) -> None:
    almacen = Almacen(tmp_path, ahora=datetime(2026, 6, 8).astimezone())
    try:
        universos = Universos(almacen)
        u = universo(leer_listado("a.xlsx", DE_EXCEL))
        assert universos.guardar(u) == u.sha256
        assert universos.leer(u.sha256).filas == u.filas
    finally:
        almacen.cerrar()


def test_a_new_seed_can_be_read_aloud() -> None:
    semillas = {nueva_semilla() for _ in range(20)}
    assert len(semillas) == 20
    assert all(len(s) == 14 and s.replace("-", "").isdigit() for s in semillas)


MALAS = "Crédito\tImporte\tNota\n=1+1\t5\t@SUM(A1)\n2\t-6.50\t-cmd\n"


def test_no_cell_of_an_exported_csv_is_a_formula() -> None:
    u = universo(leer_pegado(MALAS))
    filas = list(csv.reader(io.StringIO(a_csv(u, [1, 2]).decode("utf-8-sig"))))
    assert filas[1:] == [["1", "'=1+1", "5.00", "'@SUM(A1)"], ["2", "2", "-6.50", "'-cmd"]]


def test_no_cell_of_an_exported_workbook_is_a_formula_and_amounts_add_up() -> None:
    u = universo(leer_pegado(MALAS))
    hoja = openpyxl.load_workbook(io.BytesIO(a_xlsx(u, [2, 1]))).active
    assert hoja is not None
    celdas = [[c.value for c in fila] for fila in hoja.iter_rows(min_row=2)]
    assert celdas == [[2, "2", -6.5, "-cmd"], [1, "=1+1", 5, "@SUM(A1)"]]
    assert {c.data_type for fila in hoja.iter_rows(min_row=2) for c in fila} == {"n", "s"}


def test_an_exported_sample_keeps_its_zeros() -> None:
    u = universo(leer_listado("a.xlsx", DE_EXCEL))
    hoja = openpyxl.load_workbook(io.BytesIO(a_xlsx(u, [2]))).active
    assert hoja is not None
    assert hoja["B2"].value == "0312345610"


RAROS = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(
    ['"', '"a"', "Total", "otra: x", "1,200.00"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(RAROS, RAROS, RAROS), min_size=1, max_size=5))
def test_an_exported_universe_is_read_as_the_same_one(
    tmp_path_factory: pytest.TempPathFactory, filas: list[tuple[str, str, str]]
) -> None:
    columnas = (Columna("Crédito", Papel.CREDITO), Columna("Importe", Papel.IMPORTE), Columna("Nota"))
    try:
        u = armar(filas, -1, columnas).universo
    except UserError:
        return
    ruta = tmp_path_factory.mktemp("u") / "universo.tsv"
    ruta.write_bytes(u.canonico)
    assert abrir_universo(ruta)[1].universo.sha256 == u.sha256


def test_the_file_of_somebody_else_with_the_same_titles_is_read_as_a_listing(tmp_path: Path) -> None:
    ruta = tmp_path / "suyo.tsv"
    ruta.write_bytes(b"credito\timporte\n1\t1,200\nTotal\t1,200\n")
    u = abrir_universo(ruta)[1].universo
    assert (len(u), u.total) == (1, Decimal(1200))
