"""An ASM table as a file that other programs open: xlsx with typed cells, csv, and the JSON of ``asm generar``.

Text stays text whatever it begins with. It must never leave out what the table holds: columns that are not printed
come too, where anything is written in them.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from supervisor_app import durable
from supervisor_app.domain.asm import AspectoAsm, TablaAsm, titulo_de
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.inerte import inerte
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError, motivo

_ANCHOS = {
    "numero": 6, "aspecto": 48, "actividades": 48, "areas": 30, "fecha": 13, "resultados": 38, "productos": 38,
    "prioridad": 13, "avance": 12, "documento": 30, "observaciones": 30, "origen": 34,
}  # fmt: skip
"""In characters of the sheet."""
_PLANO = ("numero", "aspecto", "actividades", "areas", "fecha", "resultados", "productos")
_SIN_LUGAR = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""
_LARGO_DE_CELDA = 32_767
"""What Excel takes in one cell."""
TIPOS = (".xlsx", ".csv", ".json")


def exportar(tabla: TablaAsm, ruta: Path) -> Path:
    """Write the table, in the kind that its name ends with. Raises UserError, EnvironmentProblem."""
    tipo = ruta.suffix.casefold()
    if tipo not in TIPOS:
        raise UserError(f"«{ruta.name}» debe terminar en {', '.join(TIPOS[:-1])} o {TIPOS[-1]}.")
    hacer = {".xlsx": a_xlsx, ".csv": a_csv, ".json": a_json}[tipo]
    try:
        durable.write_atomic(ruta, hacer(tabla), mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{ruta}»: {motivo(error)}. Elija otro lugar.") from error
    return ruta


def a_json(tabla: TablaAsm) -> bytes:
    """What ``asm generar`` takes."""
    return legible(tabla.como_json())


def a_csv(tabla: TablaAsm) -> bytes:
    """UTF-8 with its mark, or Excel reads accents in the machine's own code page; every cell in quotes."""
    salida = io.StringIO(newline="")
    hoja = csv.writer(salida, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    campos = columnas(tabla)
    hoja.writerow([inerte(_titulo(c)) for c in campos])
    for n, renglon in enumerate(tabla.aspectos, start=1):
        hoja.writerow([inerte(_como_texto(_valor(c, n, renglon))) for c in campos])
    return salida.getvalue().encode("utf-8-sig", "replace")


def a_xlsx(tabla: TablaAsm) -> bytes:
    """A workbook: the heading above, the titles of the columns frozen, dates and numbers typed, several activities in
    one cell by line ends.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow, and few export
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    libro = Workbook()
    hoja: Any = libro.active
    hoja.title = "ASM"
    campos = columnas(tabla)
    arriba = Alignment(wrap_text=True, vertical="top")
    encabezado = _encabezado(tabla)
    for n, (titulo, valor) in enumerate(encabezado, start=1):
        _poner(hoja.cell(n, 1), titulo).font = Font(bold=True)
        _poner(hoja.cell(n, 3), valor)
    primera = len(encabezado) + 2
    for k, campo in enumerate(campos, start=1):
        celda = _poner(hoja.cell(primera, k), _titulo(campo))
        celda.font, celda.alignment = Font(bold=True), arriba
        hoja.column_dimensions[celda.column_letter].width = _ANCHOS[campo]
    for n, renglon in enumerate(tabla.aspectos, start=1):
        for k, campo in enumerate(campos, start=1):
            _poner(hoja.cell(primera + n, k), _valor(campo, n, renglon)).alignment = arriba
    hoja.freeze_panes = hoja.cell(primera + 1, 1)
    hoja.page_setup.orientation, hoja.page_setup.fitToHeight = "landscape", 0
    hoja.sheet_properties.pageSetUpPr.fitToPage = True
    hoja.print_title_rows = f"{primera}:{primera}"
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def columnas(tabla: TablaAsm) -> tuple[str, ...]:
    """The columns of the file, in order."""
    usa = {
        "prioridad": tabla.prioridades or any(a.prioridad for a in tabla.aspectos),
        **dict.fromkeys(
            ("avance", "documento", "observaciones"), tabla.avances or any(a.con_avance for a in tabla.aspectos)
        ),
        "origen": any(a.origen is not None for a in tabla.aspectos),
    }
    return (*_PLANO, *(campo for campo, si in usa.items() if si))


def _encabezado(tabla: TablaAsm) -> list[tuple[str, Any]]:
    programa = " ".join(p for p in (tabla.clave_programa, tabla.programa) if p)
    return [
        ("Entidad", tabla.entidad), ("Programa", programa), ("Clase", tabla.clase),
        ("Derivados de", tabla.derivados.label), ("Fecha", tabla.fecha),
    ]  # fmt: skip


def _titulo(campo: str) -> str:
    return "No." if campo == "numero" else titulo_de(campo)


def _valor(campo: str, numero: int, renglon: AspectoAsm) -> Any:
    if campo == "numero":
        return numero
    if campo == "origen":
        return renglon.origen.texto if renglon.origen is not None else ""
    valor = getattr(renglon, campo)
    if campo == "avance" and valor is not None:
        return valor / 100
    return "\n".join(valor) if isinstance(valor, tuple) else valor


def _como_texto(valor: Any) -> str:
    if valor is None:
        return ""
    if isinstance(valor, float):
        return f"{valor:.0%}"
    return str(valor) if isinstance(valor, str | int) else fecha_corta(valor)


def _poner(celda: Any, valor: Any) -> Any:
    """Text as text: whatever it begins with, a sheet works nothing out."""
    if isinstance(valor, str):
        if len(valor) > _LARGO_DE_CELDA:
            raise UserError("Un texto no cabe en una celda de Excel; guarde la tabla como CSV o JSON.")
        celda.value = _SIN_LUGAR.sub(" ", valor)
        celda.data_type, celda.number_format = "s", "@"
    elif valor is not None:
        celda.value = valor
        celda.number_format = "0 %" if isinstance(valor, float) else "0" if isinstance(valor, int) else "dd/mm/yyyy"
    return celda
