"""A definition becomes an .xlsx that a person can read and edit in Excel and that pyxform converts without warnings.

It must never hold a formula: every text is written as text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.guia import GUIA, HOJA_GUIA
from supervisor_app.services.xlsform.tablas import Renglon, tablas

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ANCHOS: Final = {
    "type": 24,
    "name": 24,
    "label": 60,
    "hint": 32,
    "required": 10,
    "relevant": 34,
    "constraint": 34,
    "constraint_message": 40,
    "calculation": 34,
    "default": 16,
    "choice_filter": 26,
    "form_title": 46,
    "version": 9,
    c.EVIDENCIA: 44,
    c.FUNDAMENTO: 20,
    c.OTRO_FUNDAMENTO: 24,
    c.PROCESO: 40,
    c.ETIQUETA: 44,
    c.INICIAL: 24,
    c.DEPARTAMENTO: 22,
    "clave": 28,
    "fundamento": 26,
    "orden": 8,
}
_ANCHO: Final = 15
_ULTIMA: Final = 400
"""Rows to which the lists of the cells reach, so that a question added below has them too."""


def exportar(definicion: CedulaDefinition) -> bytes:
    """The workbook of a definition. Raises UserError for what an XLSForm cannot say."""
    from openpyxl import Workbook  # noqa: PLC0415 - a start must not load it

    hechas = tablas(definicion).por_hoja()
    libro = Workbook()
    libro.properties.title = definicion.titulo
    libro.properties.creator = "Supervisión de Afiliación y Cobranza"
    if libro.active is not None:
        libro.remove(libro.active)
    atributos = sorted({clave for lista in definicion.listas for o in lista.opciones for clave in o.atributos})
    titulos = {
        c.SURVEY: c.COLUMNAS_SURVEY,
        c.CHOICES: (*c.COLUMNAS_CHOICES, *atributos),
        c.SETTINGS: c.COLUMNAS_SETTINGS,
        c.REGLAS: c.COLUMNAS_REGLAS,
        c.UMBRALES: c.COLUMNAS_UMBRALES,
    }
    for nombre, renglones in hechas.items():
        _hoja(libro, nombre, titulos[nombre], renglones)
    _guia(libro)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _hoja(libro: Workbook, nombre: str, titulos: Sequence[str], renglones: Sequence[Renglon]) -> None:
    hoja = libro.create_sheet(nombre)
    for columna, titulo in enumerate(titulos, start=1):
        _escribir(hoja, 1, columna, titulo)
        for fila, renglon in enumerate(renglones, start=2):
            _escribir(hoja, fila, columna, renglon.get(titulo, ""))
    _dar_formato(hoja, titulos, renglones)
    if nombre == c.SURVEY:
        _ofrecer(hoja, titulos, "required", ("yes", "no"))
    if nombre == c.REGLAS:
        _ofrecer(hoja, titulos, "tipo", (c.DURA, c.AVISO))


def _escribir(hoja: Worksheet, fila: int, columna: int, valor: str | float) -> None:
    if valor == "":
        return
    celda: Cell = hoja.cell(fila, columna)  # type: ignore[assignment]  # merged cells are never made here
    celda.value = valor
    if isinstance(valor, str):
        # What begins with «=» would be a formula, and «01» a number when somebody edits it.
        celda.data_type = "s"
        celda.number_format = "@"


def _dar_formato(hoja: Worksheet, titulos: Sequence[str], renglones: Sequence[Renglon]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - slow
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow

    propia, estandar = PatternFill("solid", fgColor="1F5C4D"), PatternFill("solid", fgColor="3A3F47")
    ajuste = Alignment(wrap_text=True, vertical="top")
    for columna, titulo in enumerate(titulos, start=1):
        hoja.column_dimensions[get_column_letter(columna)].width = _ANCHOS.get(titulo, _ANCHO)
        celda = hoja.cell(1, columna)
        celda.font = Font(bold=True, color="FFFFFF")
        celda.fill = propia if titulo.startswith("imss::") else estandar
        celda.alignment = Alignment(vertical="center", wrap_text=True)
    hoja.row_dimensions[1].height = 30
    grupo, fijo = PatternFill("solid", fgColor="E4EFEC"), Font(color="7A7F87")
    for fila, renglon in enumerate(renglones, start=2):
        tipo = str(renglon.get("type", ""))
        for columna in range(1, len(titulos) + 1):
            celda = hoja.cell(fila, columna)
            celda.alignment = ajuste
            if tipo.startswith(("begin", "end")):
                celda.fill = grupo
            elif tipo and c.TIPO not in renglon:
                celda.font = fijo  # the counts and fixed columns of a muestra: the application has them anyway
    hoja.freeze_panes = "C2" if titulos == c.COLUMNAS_SURVEY else "A2"


def _ofrecer(hoja: Worksheet, titulos: Sequence[str], titulo: str, valores: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - slow

    letra = get_column_letter(list(titulos).index(titulo) + 1)
    lista = DataValidation(type="list", formula1=f'"{",".join(valores)}"', allow_blank=True, showErrorMessage=False)
    lista.add(f"{letra}2:{letra}{_ULTIMA}")
    hoja.add_data_validation(lista)


def _guia(libro: Workbook) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - slow

    hoja = libro.create_sheet(HOJA_GUIA)
    hoja.column_dimensions["A"].width = 34
    hoja.column_dimensions["B"].width = 110
    for fila, (que, como) in enumerate(GUIA, start=1):
        for columna, texto in ((1, que), (2, como)):
            _escribir(hoja, fila, columna, texto)
            hoja.cell(fila, columna).alignment = Alignment(wrap_text=True, vertical="top")
        hoja.cell(fila, 1).font = Font(bold=True)
