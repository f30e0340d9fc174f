"""The universe: every case from which a sample may be drawn, in its order, and the bytes that identify it.

The canonical form is text that a person can open: UTF-8, one line per case ended by a line feed, cells separated by a
tab, a first line with the columns. Its SHA-256 (what ``sha256sum`` says of that file) is the hash of the universe: the
same cases give the same hash whether they came from Excel, CSV or the clipboard. A cell that a spreadsheet would take
for a formula stands behind an apostrophe, which is no part of it. This module must never read what people write;
``armado`` does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from supervisor_app.domain.inerte import protegida, sin_proteger
from supervisor_app.errors import UserError

OTRA = "otra: "


class Papel(StrEnum):
    """What a column of the listing of credits (RALE) means; the order is that of the canonical form.

    Source: columns seen in the RALE, dominio 7.1.
    """

    REGISTRO = "registro_patronal"
    NOMBRE = "nombre"
    CREDITO = "credito"
    PERIODO = "periodo"
    TIPO_DOCUMENTO = "tipo_documento"
    INCIDENCIA = "incidencia"
    FECHA_INCIDENCIA = "fecha_incidencia"
    MOVIMIENTO = "movimiento"
    SECTOR = "sector"
    FECHA_ALTA = "fecha_alta"
    FECHA_NOTIFICACION = "fecha_notificacion"
    IMPORTE = "importe"

    @property
    def label(self) -> str:
        return _NOMBRES[self]

    @property
    def es_fecha(self) -> bool:
        return self in (Papel.FECHA_INCIDENCIA, Papel.FECHA_ALTA, Papel.FECHA_NOTIFICACION)


_NOMBRES = {
    Papel.REGISTRO: "Registro patronal",
    Papel.NOMBRE: "Nombre o razón social",
    Papel.CREDITO: "Crédito",
    Papel.PERIODO: "Periodo",
    Papel.TIPO_DOCUMENTO: "Tipo de documento",
    Papel.INCIDENCIA: "Incidencia",
    Papel.FECHA_INCIDENCIA: "Fecha de la incidencia",
    Papel.MOVIMIENTO: "Movimiento",
    Papel.SECTOR: "Sector",
    Papel.FECHA_ALTA: "Fecha de alta",
    Papel.FECHA_NOTIFICACION: "Fecha de notificación",
    Papel.IMPORTE: "Importe",
}
_REFERENCIA = (Papel.CREDITO, Papel.REGISTRO)
_DETALLE = (Papel.REGISTRO, Papel.NOMBRE, Papel.PERIODO, Papel.TIPO_DOCUMENTO, Papel.INCIDENCIA)
_EN_DETALLE = {Papel.PERIODO: "periodo ", Papel.TIPO_DOCUMENTO: "documento ", Papel.INCIDENCIA: "incidencia "}


@dataclass(frozen=True, slots=True)
class Columna:
    """A column by its title in the file, and its meaning where it has one."""

    titulo: str
    papel: Papel | None = None

    @property
    def clave(self) -> str:
        """How the canonical form names it."""
        return self.papel.value if self.papel else f"{OTRA}{self.titulo}"

    @property
    def label(self) -> str:
        return self.papel.label if self.papel else self.titulo


@dataclass(frozen=True)
class Universo:
    """Cases are counted from 1. ``centavos`` has the amount of each, None where there is none that could be read."""

    columnas: tuple[Columna, ...]
    filas: tuple[tuple[str, ...], ...]
    centavos: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.filas)

    @cached_property
    def canonico(self) -> bytes:
        """The bytes that are hashed and kept."""
        return self._en_lineas("\t".join(map(protegida, fila)) for fila in self.filas)

    @property
    def _sin_proteger(self) -> bytes:
        """The canonical form of before 0.4.0: universes of then keep their hash."""
        return self._en_lineas(map("\t".join, self.filas))

    def _en_lineas(self, filas: Iterable[str]) -> bytes:
        return ("\n".join(("\t".join(c.clave for c in self.columnas), *filas)) + "\n").encode()

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonico).hexdigest()

    @cached_property
    def total(self) -> Decimal | None:
        """Pesos of all cases, those below zero subtracted; None where the universe has no amounts."""
        leidos = [c for c in self.centavos if c is not None]
        return Decimal(sum(leidos)).scaleb(-2) if leidos else None

    @property
    def con_importes(self) -> bool:
        return any(c is not None for c in self.centavos)

    def lugar(self, papel: Papel) -> int | None:
        return next((i for i, c in enumerate(self.columnas) if c.papel is papel), None)

    def importe(self, numero: int) -> Decimal | None:
        centavos = self.centavos[numero - 1]
        return Decimal(centavos).scaleb(-2) if centavos is not None else None

    def valores(self, clave: str) -> tuple[str, ...]:
        """What each case says in one column. Raises UserError where there is none with that key."""
        lugar = next((i for i, c in enumerate(self.columnas) if c.clave == clave), None)
        if lugar is None:
            raise UserError("Elija la columna que separa los estratos.", field="columna")
        return tuple(fila[lugar] for fila in self.filas)

    def referencia(self, numero: int) -> str:
        """What names a case: its credit, or its employer, or whatever its first column says."""
        fila = self.filas[numero - 1]
        lugares = [i for p in _REFERENCIA if (i := self.lugar(p)) is not None]
        return next((fila[i] for i in (*lugares, *range(len(fila))) if fila[i]), f"Caso {numero}")

    def detalle(self, numero: int) -> str:
        """The rest that helps to find a case, in one line."""
        fila, referencia = self.filas[numero - 1], self.referencia(numero)
        partes = [
            f"{_EN_DETALLE.get(p, '')}{fila[i]}"
            for p in _DETALLE
            if (i := self.lugar(p)) is not None and fila[i] and fila[i] != referencia
        ]
        return " · ".join(partes)


def leer_canonico(contenido: bytes) -> Universo:
    """The universe of its canonical bytes. Raises UserError for bytes that are no universe."""
    try:
        cabeza, *lineas = contenido.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise _ajeno() from error
    claves = cabeza.split("\t")
    if any(not c.startswith(OTRA) and c not in set(Papel) for c in claves):
        raise _ajeno()
    columnas = tuple(Columna(c.removeprefix(OTRA)) if c.startswith(OTRA) else Columna(c, Papel(c)) for c in claves)
    filas = tuple(tuple(map(sin_proteger, linea.split("\t"))) for linea in lineas)
    if any(len(fila) != len(columnas) for fila in filas):
        raise _ajeno()
    lugar = next((i for i, c in enumerate(columnas) if c.papel is Papel.IMPORTE), None)
    centavos = tuple(a_centavos(fila[lugar]) if lugar is not None else None for fila in filas)
    leido = Universo(columnas, filas, centavos)
    if leido.canonico != contenido and leido._sin_proteger == contenido:
        leido.__dict__["canonico"] = contenido
    return leido


def a_centavos(canonico: str) -> int | None:
    """Cents of an amount in canonical form (``1234.50``); None for any other text."""
    entero, punto, decimales = canonico.rpartition(".")
    digitos = entero.removeprefix("-")
    if not (punto and len(decimales) == 2 and (digitos + decimales).isascii() and (digitos + decimales).isdigit()):
        return None
    return int(entero + decimales)


def _ajeno() -> UserError:
    return UserError("El archivo no es un universo en su forma canónica; use el que exportó la aplicación.")
