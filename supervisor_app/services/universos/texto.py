"""Reads a listing that is text: a CSV file in whatever encoding Excel or a mainframe wrote it, or what was pasted.

The encoding and the separator are found by looking at the whole, and a broken quote never swallows the rows below it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from supervisor_app.domain.muestreo.armado import Progreso
from supervisor_app.domain.texto import cantidad
from supervisor_app.errors import UserError
from supervisor_app.services.universos.celdas import MAX_COLUMNAS, MAX_FILAS, TOPE_CELDAS

SEPARADORES = "\t;,|"
_MIRADAS = 60
_CADA = 5_000


def decodificar(contenido: bytes) -> str:
    """Text in UTF-8, UTF-16 or Windows-1252, with or without its mark. Raises UserError for bytes that are no text."""
    for marca, codigo in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if contenido.startswith(marca):
            return _con(contenido, codigo)
    muestra = contenido[:4_000]
    if muestra.count(0) > len(muestra) // 4:
        return _con(contenido, "utf-16-le" if muestra[1::2].count(0) > muestra[::2].count(0) else "utf-16-be")
    if 0 in muestra:
        raise UserError("El archivo no es texto; elija un archivo de Excel (.xlsx) o CSV.")
    try:
        return contenido.decode()
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without a letter; Latin-1 takes them as they are.
        return contenido.decode("cp1252") if not _huecos(contenido) else contenido.decode("latin-1")


def _con(contenido: bytes, codigo: str) -> str:
    try:
        return contenido.decode(codigo)
    except UnicodeDecodeError as error:
        raise UserError("El archivo está incompleto o dañado; expórtelo de nuevo.") from error


def _huecos(contenido: bytes) -> bool:
    return any(bytes([b]) in contenido for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def leer_texto(texto: str, progreso: Progreso | None = None) -> tuple[list[list[str]], list[int]]:
    """The rows with something in them and the line where each begins. Raises UserError where there is too much."""
    texto = texto.removeprefix("\ufeff")
    filas: list[list[str]] = []
    numeros: list[int] = []
    cuantas = 0
    for numero, celdas in _lineas(texto):
        if len(filas) % _CADA == 0 and progreso is not None:
            progreso(len(filas), None)
        if not any(c and not c.isspace() for c in celdas):
            continue
        if len(filas) >= MAX_FILAS:
            raise UserError(f"El listado tiene más de {cantidad(MAX_FILAS)} filas; divídalo.")
        if len(celdas) > MAX_COLUMNAS:
            raise UserError(f"El listado tiene más de {MAX_COLUMNAS} columnas; deje sólo las que hacen falta.")
        cuantas += len(celdas)
        if cuantas > TOPE_CELDAS:
            raise UserError("El listado tiene demasiadas celdas; deje sólo las columnas que hacen falta.")
        filas.append(celdas)
        numeros.append(numero)
    return filas, numeros


def _lineas(texto: str) -> Iterator[tuple[int, list[str]]]:
    separador, dicho = _separador(texto)
    # An odd number of quotes is text that merely contains one (29" of a pipe): quoting would swallow what follows.
    comillas = texto.count('"') % 2 == 0
    lector = csv.reader(
        io.StringIO(texto, newline=""), delimiter=separador, quoting=csv.QUOTE_MINIMAL if comillas else csv.QUOTE_NONE
    )
    numero = 1
    try:
        for celdas in lector:
            if not (dicho and numero == 1):
                yield numero, celdas
            numero = lector.line_num + 1
    except csv.Error as error:
        raise UserError(
            f"La línea {numero} tiene una celda demasiado larga o comillas que no cierran; corríjala."
        ) from error


def _separador(texto: str) -> tuple[str, bool]:
    """What parts the cells; True where the first line only says which it is (Excel's ``sep=;``)."""
    primeras = [linea for linea in texto[:200_000].splitlines()[:_MIRADAS] if linea.strip()]
    if primeras and primeras[0].casefold().startswith("sep=") and len(primeras[0].strip()) == 5:
        return primeras[0].strip()[4], True
    if not primeras:
        return ",", False
    return max(SEPARADORES, key=lambda s: _acuerdo(primeras, s)), False


def _acuerdo(lineas: list[str], separador: str) -> tuple[int, int]:
    """In how many lines the separator appears equally often, and how often: amounts also carry commas."""
    veces = Counter(_fuera_de_comillas(linea, separador) for linea in lineas)
    del veces[0]
    if not veces:
        return 0, 0
    cuantas, lineas_iguales = max(veces.items(), key=lambda par: (par[1], par[0]))
    return lineas_iguales, cuantas


def _fuera_de_comillas(linea: str, separador: str) -> int:
    return sum(trozo.count(separador) for trozo in linea.split('"')[::2])
