"""How a record of the domain is written in its table, and read back. It must never run a query of its own."""

from __future__ import annotations

from typing import TypeVar, cast

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from supervisor_app.domain.clases import CLASES, nombre_de
from supervisor_app.domain.expediente import Entidad
from supervisor_app.errors import EnvironmentProblem, UserError

__all__ = ["CLASES", "a_json", "de_json", "leer", "tabla_de"]

E = TypeVar("E", bound=Entidad)


def tabla_de(clase: type[object]) -> str:
    """The table that keeps records of this class."""
    return nombre_de(clase)


def a_json(valor: Entidad | None) -> str | None:
    """Raises UserError for half a character, which some programs leave on the clipboard and nothing can keep."""
    try:
        return None if valor is None else valor.model_dump_json(by_alias=True)
    except PydanticSerializationError as error:
        raise UserError(
            "El texto contiene un carácter que no se puede guardar; bórrelo y vuelva a escribirlo."
        ) from error


def leer(clase: type[E], datos: str) -> E:
    """A record of this class. Raises EnvironmentProblem where the text is none: damage, or a hand from outside."""
    try:
        return cast(E, clase.model_validate_json(datos))
    except ValidationError as error:
        raise EnvironmentProblem(
            f"Un registro de la base ({tabla_de(clase)}) no se puede leer. No se modificó nada. "
            "Restaure el respaldo más reciente de la carpeta «respaldos»."
        ) from error


def de_json(tabla: str, datos: str | None) -> Entidad | None:
    """Raises ValueError where the text is no such record."""
    return None if datos is None else CLASES[tabla].model_validate_json(datos)
