"""A list of the dashboard as a file that a spreadsheet opens: CSV, or a workbook. Never a formula.

It must never change a figure: cells come as text, and numbers as numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from supervisor_app import durable
from supervisor_app.domain.inerte import inerte
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, motivo

Valor = str | int | Decimal | date | None
"""What a cell holds; None is an empty one."""
_SIN_LUGAR = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""
_NO_DE_HOJA = re.compile(r"[\[\]:*?/\\]")
_NOMBRE_DE_HOJA = 31
"""What Excel takes as the name of a sheet."""


def exportar(titulos: Sequence[str], filas: Sequence[Sequence[Valor]], ruta: Path, *, hoja: str = "Oficina") -> None:
    """Write a table: a workbook where the name ends in ``.xlsx``, else CSV. Raises EnvironmentProblem."""
    es_libro = ruta.suffix.casefold() == ".xlsx"
    datos = a_xlsx(titulos, filas, hoja) if es_libro else a_csv(titulos, filas)
    try:
        durable.write_atomic(ruta, datos, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{ruta}»: {motivo(error)}. Elija otro lugar.") from error


def a_csv(titulos: Sequence[str], filas: Sequence[Sequence[Valor]]) -> bytes:
    """UTF-8 with its mark, or Excel reads accents in the machine's own code page; every cell in quotes."""
    salida = io.StringIO(newline="")
    hoja = csv.writer(salida, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    hoja.writerow([inerte(t) for t in titulos])
    hoja.writerows([inerte(_texto(v)) for v in fila] for fila in filas)
    return salida.getvalue().encode("utf-8-sig", "replace")


def a_xlsx(titulos: Sequence[str], filas: Sequence[Sequence[Valor]], hoja: str) -> bytes:
    """The same with typed cells and the headings frozen; text stays text whatever it begins with."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow, and few export
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    libro = Workbook(write_only=True)
    pagina = libro.create_sheet(_NO_DE_HOJA.sub(" ", hoja)[:_NOMBRE_DE_HOJA])
    pagina.freeze_panes = "A2"

    def celda(valor: Valor, *, negrita: bool = False) -> Any:
        limpio: Any = _SIN_LUGAR.sub(" ", valor) if isinstance(valor, str) else valor
        una = WriteOnlyCell(pagina, value=limpio)
        if isinstance(valor, str):
            una.data_type, una.number_format = "s", "@"
        elif isinstance(valor, date):
            una.number_format = "dd/mm/yyyy"
        if negrita:
            una.font = Font(bold=True)
        return una

    pagina.append([celda(t, negrita=True) for t in titulos])
    for fila in filas:
        pagina.append([celda(v) for v in fila])
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _texto(valor: Valor) -> str:
    if valor is None:
        return ""
    return fecha_corta(valor) if isinstance(valor, date) else str(valor)
