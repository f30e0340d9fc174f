"""Reads a file of data that a person wrote as JSON, with a sentence for everything that can be wrong in it.

It must never judge what the data say.
"""

from __future__ import annotations

import json
from typing import Any

from supervisor_app.errors import UserError

_DATOS = 200_000
"""Values in all: an informe with a thousand paragraphs has some four thousand. Each that is wrong takes a kilobyte."""


def leer_objeto(contenido: bytes | str, *, niveles: str = "") -> dict[str, Any]:
    """The one object of a file. Raises UserError; ``niveles`` ends what is said of one that is too deep."""
    try:
        leido = json.loads(contenido)
    except UnicodeDecodeError as error:
        raise UserError("El archivo de datos no está en UTF-8. Guárdelo con esa codificación.") from error
    except json.JSONDecodeError as error:
        raise UserError(
            f"El archivo de datos no es JSON válido: revise la línea {error.lineno}, columna {error.colno}."
        ) from error
    except ValueError as error:  # Python refuses to read integers of more than 4,300 digits
        raise UserError("El archivo de datos tiene un número demasiado largo; escriba los datos como texto.") from error
    except RecursionError as error:
        raise UserError(f"El archivo de datos tiene demasiados niveles. {niveles}".rstrip()) from error
    if _pasan_de(leido, _DATOS):
        raise UserError(f"El archivo de datos tiene más de {_DATOS:,} datos. Revise que sea el archivo correcto.")
    if not isinstance(leido, dict):
        raise UserError("El archivo de datos debe contener un solo objeto, entre llaves { }.")
    return leido


def _pasan_de(leido: object, tope: int) -> bool:
    pendientes = [leido]
    cuantos = 0
    while pendientes:
        dentro = pendientes.pop()
        partes = dentro.values() if isinstance(dentro, dict) else dentro if isinstance(dentro, list) else ()
        cuantos += len(partes)
        if cuantos > tope:
            return True
        pendientes.extend(p for p in partes if isinstance(p, dict | list))
    return False
