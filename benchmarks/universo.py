"""Importing a listing of 100,000 credits, against openpyxl that only reads the same cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from benchmarks.ratio import compare
from supervisor_app.services.universos.verbos import abrir_listado, armar_universo

RENGLONES = 100_000
_TITULOS = (
    *("Reg. Patronal", "Mov", "Sector", "Núm. Crédito", "Periodo", "Tipo Doc", "Fecha Alta", "Fecha Notif"),
    *("Incidencia", "Fecha Incidencia", "Importe"),
)


def escribir(ruta: Path, renglones: int = RENGLONES) -> None:
    """A fictitious RALE with the columns of the real one."""
    libro = openpyxl.Workbook(write_only=True)
    hoja = libro.create_sheet("RALE")
    hoja.append(_TITULOS)
    for n in range(renglones):
        dia = dt.date(2026, 1 + n % 9, 1 + n % 28)
        hoja.append(
            [f"Z99{n % 90_000:05d}108", "1", f"{n % 40:02d}", f"9{n:08d}", "202605", "02", dia, dia, "31", dia, n / 100]
        )
    libro.save(ruta)


def importar(carpeta: Path) -> None:
    """From the file to the universe with its hash, everything noticed, against reading the cells alone."""
    ruta = carpeta / "rale.xlsx"
    escribir(ruta)

    def ours() -> None:
        listado = abrir_listado(ruta)
        u = armar_universo(listado, listado.propuesta.columnas, listado.propuesta.encabezado).universo
        if len(u) != RENGLONES or not u.sha256:
            raise SystemExit("the universe is not whole")

    def theirs() -> None:
        hoja = openpyxl.load_workbook(ruta, read_only=True).worksheets[0]
        if sum(1 for _ in hoja.iter_rows(values_only=True)) != RENGLONES + 1:
            raise SystemExit("openpyxl read other rows")

    compare("100,000 rows to a universe", ours, theirs, against="openpyxl, cells alone", times=1)
