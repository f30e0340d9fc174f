"""Cells of a table copied from a sheet, and how its headings and words are compared.

It must never judge what a cell means.
"""

from __future__ import annotations

import csv
import io
import unicodedata

from supervisor_app.errors import UserError

CARACTERES_MAXIMOS = 4_000_000
FILAS_MAXIMAS = 20_000
COLUMNAS_MAXIMAS = 200


def leer_tabla(texto: str) -> list[list[str]]:
    """Cells of copied text: tabs between columns, quoted cells as sheets write them, empty lines left out.

    Raises UserError for more than anyone copies on purpose: the window waits for what is read here.
    """
    if len(texto) > CARACTERES_MAXIMOS:
        raise UserError(
            f"Lo copiado tiene más de {CARACTERES_MAXIMOS:,} caracteres y no se pegó. Copie sólo las celdas que hacen "
            "falta."
        )
    limpio = texto.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lineas = [linea.split("\t") for linea in limpio.split("\n")]
    # An odd number of quotes is text that merely contains one; reading it as quoting would swallow the rest.
    if '"' in limpio and limpio.count('"') % 2 == 0:
        try:
            lineas = list(csv.reader(io.StringIO(limpio, newline=""), delimiter="\t"))
        except csv.Error:  # a cell longer than the reader takes
            lineas = [linea.split("\t") for linea in limpio.split("\n")]
    filas = [[" ".join(celda.split()) for celda in linea] for linea in lineas]
    filas = [fila for fila in filas if any(fila)]
    if len(filas) > FILAS_MAXIMAS:
        raise UserError(f"Lo copiado tiene más de {FILAS_MAXIMAS:,} filas y no se pegó. Péguelo en partes.")
    ancho = max((len(fila) for fila in filas), default=0)
    if ancho > COLUMNAS_MAXIMAS:
        raise UserError(
            f"Lo copiado tiene más de {COLUMNAS_MAXIMAS} columnas y no se pegó. Copie sólo las celdas que hacen falta."
        )
    return [fila + [""] * (ancho - len(fila)) for fila in filas]


def simple(texto: str) -> str:
    """Lower case, without accents, marks of question or final points: how headings and words are compared."""
    plano = unicodedata.normalize("NFD", texto.strip().casefold())
    plano = "".join(c for c in plano if unicodedata.category(c) != "Mn")
    return " ".join(plano.strip("¿?¡!.:;,*'\" ").split())
