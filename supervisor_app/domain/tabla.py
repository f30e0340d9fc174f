"""Cells of a table copied from a sheet, and how its headings and words are compared.

It must never judge what a cell means.
"""

from __future__ import annotations

import csv
import io
import unicodedata


def leer_tabla(texto: str) -> list[list[str]]:
    """Cells of copied text: tabs between columns, quoted cells as sheets write them, empty lines left out."""
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
    ancho = max((len(fila) for fila in filas), default=0)
    return [fila + [""] * (ancho - len(fila)) for fila in filas]


def simple(texto: str) -> str:
    """Lower case, without accents, marks of question or final points: how headings and words are compared."""
    plano = unicodedata.normalize("NFD", texto.strip().casefold())
    plano = "".join(c for c in plano if unicodedata.category(c) != "Mn")
    return " ".join(plano.strip("¿?¡!.:;,*'\" ").split())
