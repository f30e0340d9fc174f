"""The UMF and offices that a person imported, kept in the data folder so that they are offered in every visit.

One JSON file, replaced whole. It must never invent a unit nor lose the kept ones because a new file is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supervisor_app import durable
from supervisor_app.domain.catalogo import UnidadMedica
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.ajustes import sin_mas
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.lectura_definiciones import Problema
from supervisor_app.services.unidades_csv import COLUMNAS, importar_unidades_csv

__all__ = ["COLUMNAS", "Importacion", "Problema", "UnidadMedica", "Unidades"]

NOMBRE = "unidades.json"
_LIMITE = 64 * 2**20
"""Bytes; 20,000 units, the most that a CSV brings, have some 4 MB."""


class _Archivo(BaseModel):
    model_config = ConfigDict(frozen=True)

    version: int = 1
    unidades: tuple[UnidadMedica, ...] = Field(default=(), fail_fast=True)


@dataclass(frozen=True, slots=True)
class Importacion:
    """What came of one file: how many units are new, all that are kept now, and what is wrong line by line."""

    nuevas: int
    unidades: tuple[UnidadMedica, ...]
    problemas: tuple[Problema, ...]


class Unidades:
    """The imported units of one data folder."""

    def __init__(self, carpeta: Path, definiciones: Definiciones, *, permiso: Callable[[], None] = sin_mas) -> None:
        self._carpeta, self._permiso = carpeta, permiso
        self._definiciones = definiciones
        self.de_oficina: Callable[[], tuple[UnidadMedica, ...]] = tuple
        """Those that the office sent, read when they are asked for."""

    def ofrecidas(self) -> tuple[UnidadMedica, ...]:
        """What is offered in a visit: those that a person imported, and those that the office sent."""
        return tuple(dict.fromkeys((*self.leer(), *self.de_oficina())))

    def leer(self) -> tuple[UnidadMedica, ...]:
        """The kept units, in the order in which they came. Raises UserError where the file cannot be understood."""
        try:
            with (self._carpeta / NOMBRE).open("rb") as archivo:
                # What is cut is no JSON, and so is told as the damage that it is.
                return _Archivo.model_validate_json(archivo.read(_LIMITE)).unidades
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise EnvironmentProblem(f"No se pudieron leer las unidades importadas ({motivo(error)}).") from error
        except ValidationError as error:
            raise UserError(
                f"El archivo {NOMBRE} está dañado. Bórrelo con «Quitar las importadas» y vuelva a importar su CSV."
            ) from error

    def importar(self, contenido: bytes) -> Importacion:
        """Add the good rows of a CSV to the kept ones, durably. A repeated import changes nothing."""
        unidades, problemas = importar_unidades_csv(contenido, self._definiciones.ooad)
        antes = self.leer()
        todas = tuple(dict.fromkeys((*antes, *unidades)))
        if todas != antes:
            self._guardar(todas)
        return Importacion(len(todas) - len(antes), todas, problemas)

    def quitar_todas(self) -> tuple[UnidadMedica, ...]:
        """Forget the imported units, also where their file is damaged; those that were there, for ``devolver``. Visits
        keep what they say.
        """
        try:
            antes = self.leer()
        except UserError:
            antes = ()  # a damaged file gives nothing back
        self._guardar(())
        return antes

    def devolver(self, unidades: tuple[UnidadMedica, ...]) -> tuple[UnidadMedica, ...]:
        """Take back ``quitar_todas``, with what was imported since; all that are kept now."""
        todas = tuple(dict.fromkeys((*unidades, *self.leer())))
        self._guardar(todas)
        return todas

    def _guardar(self, unidades: tuple[UnidadMedica, ...]) -> None:
        self._permiso()
        contenido = _Archivo(unidades=unidades).model_dump_json(indent=1).encode()
        try:
            self._carpeta.mkdir(parents=True, exist_ok=True)
            durable.write_atomic(self._carpeta / NOMBRE, contenido)
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudieron guardar las unidades ({motivo(error)}). Las de antes siguen en su lugar."
            ) from error
