"""A list of the dashboard as a file that a spreadsheet opens: CSV, or a workbook. Never a formula.

It must never change a figure: cells come as text, and numbers as numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, cast

from supervisor_app import durable
from supervisor_app.domain.inerte import inerte
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError, motivo

Valor = str | int | Decimal | date | None
"""What a cell holds; None is an empty one."""
_SIN_LUGAR = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""
_NO_DE_HOJA = re.compile(r"[\[\]:*?/\\]")
_NOMBRE_DE_HOJA, _LETRAS, _RENGLONES = 31, 32_767, 1_048_576
"""What Excel takes as the name of a sheet, in a cell, and in a sheet."""
_CADA = 500


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
    hoja.writerows([inerte(como_texto(v)) for v in fila] for fila in filas)
    return salida.getvalue().encode("utf-8-sig", "replace")


def a_xlsx(titulos: Sequence[str], filas: Sequence[Sequence[Valor]], hoja: str) -> bytes:
    """The same with typed cells and the headings frozen; text stays text whatever it begins with."""
    salida = io.BytesIO()
    escribir_libro([(hoja, titulos, filas)], salida)
    return salida.getvalue()


def escribir_libro(
    hojas: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Valor]]]],
    salida: IO[bytes],
    *,
    cada: Callable[[], None] = lambda: None,
) -> None:
    """A workbook with a sheet of each name, its headings frozen and with filters; rows are taken one after the other,
    and ``cada`` is called now and then between them. Raises UserError where a sheet takes no more rows.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow, and few export
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    libro = Workbook(write_only=True)
    negrita = Font(bold=True)
    for nombre, titulos, filas in hojas:
        pagina = libro.create_sheet(_NO_DE_HOJA.sub(" ", nombre)[:_NOMBRE_DE_HOJA])
        pagina.freeze_panes = "A2"
        for n, titulo in enumerate(titulos, start=1):
            pagina.column_dimensions[get_column_letter(n)].width = min(max(len(titulo) + 3, 12), 42)

        def celda(valor: Valor, pagina: Any = pagina) -> Any:
            if isinstance(valor, str):
                una = WriteOnlyCell(pagina, value=_SIN_LUGAR.sub(" ", valor)[:_LETRAS])
                una.data_type, una.number_format = "s", "@"
                return una
            if isinstance(valor, date):
                una = WriteOnlyCell(pagina, value=cast(Any, valor))  # the stubs know of no days
                una.number_format = "dd/mm/yyyy"
                return una
            return valor

        encabezado = [celda(t) for t in titulos]
        for una in encabezado:
            una.font = negrita
        pagina.append(encabezado)
        cuantas = 0
        for cuantas, fila in enumerate(filas, start=1):
            if cuantas >= _RENGLONES:
                raise UserError(
                    f"La hoja «{nombre}» pasa de un millón de renglones; acote el filtro o expórtela a csv."
                )
            if cuantas % _CADA == 0:
                cada()
            pagina.append([celda(v) for v in fila])
        pagina.auto_filter.ref = f"A1:{get_column_letter(len(titulos))}{cuantas + 1}"
    libro.save(salida)


def como_texto(valor: Valor) -> str:
    if valor is None:
        return ""
    return fecha_corta(valor) if isinstance(valor, date) else str(valor)
