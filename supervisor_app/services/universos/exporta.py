"""The drawn rows as a CSV or an xlsx that opens in Excel as it reads here, and never as a formula.

A cell of text that begins like a formula is led by an apostrophe in the CSV (Excel and LibreOffice show it); in an xlsx
it is written as text, which is never computed. It must never write amounts as text: people add them up.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from supervisor_app.domain.inerte import inerte
from supervisor_app.domain.muestreo.universo import Papel, Universo, a_centavos

_SIN_LUGAR = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""


def a_csv(u: Universo, numeros: Iterable[int]) -> bytes:
    """The universe's columns with the number of each row first; UTF-8 with mark, as Excel wants it."""
    salida = io.StringIO(newline="")
    # All in quotes: a semicolon or a tab then parts no cell, whatever the program takes for its separator.
    escritor = csv.writer(salida, quoting=csv.QUOTE_ALL)
    escritor.writerow(["No.", *(inerte(c.label) for c in u.columnas)])
    for numero in numeros:
        escritor.writerow([str(numero), *map(inerte, u.filas[numero - 1])])
    return salida.getvalue().encode("utf-8-sig", "replace")


def a_xlsx(u: Universo, numeros: Iterable[int], hoja: str = "Muestra") -> bytes:
    """The same as a workbook: amounts are numbers with two decimals, all else is text with its zeros."""
    # Loaded here because the start of the application must not wait for it.
    from openpyxl import Workbook  # noqa: PLC0415 - slow
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow
    from openpyxl.styles import Font  # noqa: PLC0415 - slow

    libro = Workbook(write_only=True)
    pagina = libro.create_sheet(hoja)
    pagina.freeze_panes = "A2"

    def texto(valor: str, *, negrita: bool = False) -> Any:
        celda = WriteOnlyCell(pagina, value=_sin_control(valor))
        celda.data_type = "s"
        celda.number_format = "@"
        if negrita:
            celda.font = Font(bold=True)
        return celda

    def fila(numero: int, valores: Sequence[str]) -> list[Any]:
        celdas: list[Any] = [numero]
        for columna, valor in zip(u.columnas, valores, strict=True):
            centavos = a_centavos(valor) if columna.papel is Papel.IMPORTE else None
            if centavos is None:
                celdas.append(texto(valor))
                continue
            celda = WriteOnlyCell(pagina, value=centavos / 100)
            celda.number_format = "#,##0.00"
            celdas.append(celda)
        return celdas

    pagina.append([texto("No.", negrita=True), *(texto(c.label, negrita=True) for c in u.columnas)])
    for numero in numeros:
        pagina.append(fila(numero, u.filas[numero - 1]))
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _sin_control(valor: str) -> str:
    return _SIN_LUGAR.sub(" ", valor)
