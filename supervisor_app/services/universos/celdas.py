"""Reads the cells of one sheet of an xlsx as text, straight from its XML, several times faster than building objects.

What a cell says is what a person sees in it as far as that is certain: whole numbers keep the zeros that their format
shows, days are dd/mm/aaaa, other numbers are plain decimals. It must never resolve entities or accept a document type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO
from xml.parsers import expat

from supervisor_app.domain.muestreo.armado import Progreso
from supervisor_app.domain.texto import cantidad
from supervisor_app.errors import UserError

MAX_FILAS = 500_000
MAX_COLUMNAS = 200
_TROZO = 1 << 18
_TOPE_TEXTO = 400_000_000
_TOPE_CELDA = 100_000
"""Characters of one cell; Excel's own limit is 32,767."""
TOPE_CELDAS = 12_000_000
"""Cells with something in them: the most rows with twenty-four columns each. Ours take some sixty bytes apiece."""
_TOPE_TEXTOS = 6_000_000
_TOPE_VACIAS = 12_000_000
"""Rows and cells without anything in them, which a few kilobytes of a ZIP can hold millions of."""
_REFERENCIA = re.compile(r"([A-Z]{1,3})\d+", re.ASCII)
_ULTIMA = re.compile(r":[A-Z]{1,3}(\d{1,7})$", re.ASCII)
_ENTERO = re.compile(r"-?\d{1,15}", re.ASCII)


class Formatos:
    """What the style of a cell does to its number: by style index, a day or as many digits as it shows."""

    def __init__(self, dias: frozenset[int], ceros: dict[int, int], *, desde_1904: bool) -> None:
        self.dias = dias
        self.ceros = ceros
        # Sheets know no time zone.
        self._cero = datetime(1904, 1, 1) if desde_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
        self._leidos: dict[str, str] = {}

    def dia(self, numero: str) -> str:
        """A serial day as dd/mm/aaaa, with its hour where it has one."""
        if numero not in self._leidos:
            self._leidos[numero] = self._dia(numero)
        return self._leidos[numero]

    def _dia(self, numero: str) -> str:
        try:
            momento = self._cero + timedelta(seconds=round(float(numero) * 86_400))
        except (ValueError, OverflowError):
            return numero
        if momento.date() <= date(1900, 3, 1):
            return numero if momento.date() > self._cero.date() else f"{momento:%H:%M}"
        return f"{momento:%d/%m/%Y}" if momento.time() == time() else f"{momento:%d/%m/%Y %H:%M}"


def numero_llano(texto: str) -> str:
    """A number without exponent and with the fifteen figures that sheets keep: 1E3 is 1000, 0.1 + 0.2 is 0.3."""
    if _ENTERO.fullmatch(texto):
        return texto
    try:
        plano = f"{Decimal(f'{float(texto):.15g}'):f}"
    except (ValueError, ArithmeticError):
        return texto
    return plano.rstrip("0").rstrip(".") if "." in plano else plano


def _analizador() -> expat.XMLParserType:
    def prohibido(*_: object) -> None:
        raise UserError("El archivo de Excel contiene declaraciones que no debe tener; vuelva a guardarlo desde Excel.")

    analizador = expat.ParserCreate()
    analizador.buffer_text = True
    analizador.StartDoctypeDeclHandler = prohibido
    analizador.EntityDeclHandler = prohibido
    return analizador


def _recorrer(analizador: expat.XMLParserType, flujo: IO[bytes], en_cada: Callable[[], None]) -> None:
    try:
        while trozo := flujo.read(_TROZO):
            analizador.Parse(trozo, False)
            en_cada()
        analizador.Parse(b"", True)
    except expat.ExpatError as error:
        raise UserError("El archivo de Excel está dañado; ábralo en Excel y vuelva a guardarlo.") from error


def textos_compartidos(flujo: IO[bytes], progreso: Callable[[], None]) -> list[str]:
    """The table of texts of the workbook, without the phonetic guides."""
    textos: list[str] = []
    partes: list[str] = []
    estado = {"t": False, "guia": False, "largo": 0}

    def empieza(nombre: str, _atributos: dict[str, str]) -> None:
        nombre = nombre.rpartition(":")[2]
        if nombre == "t":
            estado["t"] = not estado["guia"]
        elif nombre == "rPh":
            estado["guia"] = True

    def termina(nombre: str) -> None:
        nombre = nombre.rpartition(":")[2]
        if nombre == "t":
            estado["t"] = False
        elif nombre == "rPh":
            estado["guia"] = False
        elif nombre == "si":
            textos.append("".join(partes))
            partes.clear()
            if len(textos) > _TOPE_TEXTOS:
                raise UserError("El archivo de Excel tiene demasiado texto; deje sólo el listado.")

    def dice(texto: str) -> None:
        if estado["t"]:
            partes.append(texto)
            estado["largo"] += len(texto)
            if estado["largo"] > _TOPE_TEXTO:
                raise UserError("El archivo de Excel tiene demasiado texto; deje sólo el listado.")

    analizador = _analizador()
    analizador.StartElementHandler, analizador.EndElementHandler = empieza, termina
    analizador.CharacterDataHandler = dice
    _recorrer(analizador, flujo, progreso)
    return textos


class LectorDeHoja:
    """One pass over a sheet: its rows with something in them, their numbers, and how many are hidden.

    ``sin_resultado`` counts the formulas whose result was not saved: the program that wrote them worked nothing out.
    """

    def __init__(self, textos: list[str], formatos: Formatos) -> None:
        self.filas: list[list[str]] = []
        self.numeros: list[int] = []
        self.ocultas = 0
        self.sin_resultado = 0
        self._previstas: int | None = None
        self._textos = textos
        self._formatos = formatos
        self._lugares: dict[str, int] = {}
        self._fila: list[str] = []
        self._numero = 0
        self._oculta = False
        self._partes: list[str] = []
        self._dentro = False
        self._largo = 0
        self._celdas = 0
        self._vacias = 0
        self._formula = False
        self._lugar = -1
        self._tipo = "n"
        self._estilo = 0

    def leer(self, flujo: IO[bytes], progreso: Progreso | None) -> None:
        """Raises UserError for a damaged sheet or one that is too large to be a listing."""
        analizador = _analizador()
        analizador.StartElementHandler, analizador.EndElementHandler = self._empieza, self._termina
        analizador.CharacterDataHandler = self._dice
        _recorrer(
            analizador, flujo, lambda: progreso(len(self.filas), self._previstas) if progreso is not None else None
        )

    def _dice(self, texto: str) -> None:
        if self._dentro:
            self._partes.append(texto)
            self._largo += len(texto)
            if self._largo > _TOPE_CELDA:
                raise UserError(
                    f"La fila {cantidad(self._numero)} tiene una celda demasiado larga; deje sólo el listado."
                )

    def _empieza(self, nombre: str, atributos: dict[str, str]) -> None:
        if ":" in nombre:
            nombre = nombre.rpartition(":")[2]
        if nombre == "c":
            self._lugar = self._columna(atributos.get("r"))
            self._tipo = atributos.get("t", "n")
            self._estilo = int(atributos.get("s", "0"))
            self._partes = []
            self._largo = 0
            self._formula = False
        elif nombre in ("v", "t"):
            self._dentro = True
        elif nombre == "rPh":
            self._dentro = False
        elif nombre == "f":
            self._formula = True
        elif nombre == "row":
            self._vacia()
            self._fila = []
            self._lugar = -1
            numero = atributos.get("r", "")
            self._numero = int(numero) if numero.isdigit() else self._numero + 1
            self._oculta = atributos.get("hidden") in ("1", "true")
        elif nombre == "dimension":
            # What the sheet says of itself: good enough to tell how far the reading is, and for nothing else.
            ultima = _ULTIMA.search(atributos.get("ref", ""))
            self._previstas = int(ultima[1]) if ultima else None

    def _columna(self, referencia: str | None) -> int:
        if referencia is None:
            return self._lugar + 1
        letras = referencia.rstrip("0123456789")
        lugar = self._lugares.get(letras)
        if lugar is None:
            if not _REFERENCIA.fullmatch(referencia):
                raise UserError("El archivo de Excel está dañado; ábralo en Excel y vuelva a guardarlo.")
            lugar = 0
            for letra in letras:
                lugar = lugar * 26 + ord(letra) - 64
            lugar = self._lugares[letras] = lugar - 1
        return lugar

    def _termina(self, nombre: str) -> None:
        if ":" in nombre:
            nombre = nombre.rpartition(":")[2]
        if nombre in ("v", "t"):
            self._dentro = False
        elif nombre == "c":
            if self._partes:
                self._anotar(self._texto("".join(self._partes)))
            elif self._formula and self._tipo == "n":  # a formula may well give an empty text
                self.sin_resultado += 1
            else:
                self._vacia()
        elif nombre == "row" and self._fila:
            if len(self.filas) >= MAX_FILAS:
                raise UserError(f"El listado tiene más de {cantidad(MAX_FILAS)} filas; divídalo.")
            self.filas.append(self._fila)
            self.numeros.append(self._numero)
            self.ocultas += self._oculta

    def _vacia(self) -> None:
        self._vacias += 1
        if self._vacias > _TOPE_VACIAS:
            raise UserError("La hoja tiene demasiadas filas o celdas vacías; copie el listado a un libro nuevo.")

    def _anotar(self, texto: str) -> None:
        if not texto or texto.isspace():
            return
        self._celdas += 1
        if self._celdas > TOPE_CELDAS:
            raise UserError("El listado tiene demasiadas celdas; deje sólo las columnas que hacen falta.")
        if self._lugar >= MAX_COLUMNAS:
            raise UserError(f"El listado tiene más de {MAX_COLUMNAS} columnas; deje sólo las que hacen falta.")
        fila = self._fila
        if self._lugar > len(fila):
            fila.extend([""] * (self._lugar - len(fila)))
        if self._lugar == len(fila):
            fila.append(texto)
        else:
            fila[self._lugar] = texto

    def _texto(self, crudo: str) -> str:
        match self._tipo:
            case "s":
                # A place that is not in the table of texts is damage: an empty cell would be a case without its datum.
                lugar = int(crudo)
                if not 0 <= lugar < len(self._textos):
                    raise ValueError("no such text")
                return self._textos[lugar]
            case "n":
                if self._estilo in self._formatos.dias:
                    return self._formatos.dia(crudo)
                llano = numero_llano(crudo)
                ceros = self._formatos.ceros.get(self._estilo)
                return llano.zfill(ceros) if ceros and llano.isdigit() else llano
            case "b":
                return "VERDADERO" if crudo == "1" else "FALSO"
            case _:
                return crudo
