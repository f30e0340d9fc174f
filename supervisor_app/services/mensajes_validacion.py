"""Turns pydantic's English validation errors into sentences in Spanish.

It must never show English or the internals of a model; what it does not know gets a general sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MESSAGES: Final = {
    "missing": "Falta este dato.",
    "extra_forbidden": "Este dato no existe; revise cómo está escrito su nombre o quítelo.",
    "enum": "Este valor no es válido; use uno de: {expected}.",
    "literal_error": "Este valor no es válido; use uno de: {expected}.",
    "string_type": "Debe ser texto; si son números o palabras como «sí» y «no», enciérrelo entre comillas.",
    "string_too_short": "No puede quedar vacío.",
    "string_too_long": "Es demasiado largo: máximo {max_length} caracteres.",
    "string_pattern_mismatch": "No tiene la forma esperada.",
    "int_type": "Debe ser un número entero, sin comillas.",
    "int_parsing": "Debe ser un número entero.",
    "int_from_float": "Debe ser un número entero, sin decimales.",
    "greater_than_equal": "Debe ser {ge} o mayor.",
    "greater_than": "Debe ser mayor que {gt}.",
    "less_than_equal": "Debe ser {le} o menor.",
    "less_than": "Debe ser menor que {lt}.",
    "bool_type": "Debe ser true o false, sin comillas.",
    "bool_parsing": "Debe ser true o false.",
    "list_type": "Debe ser una lista.",
    "tuple_type": "Debe ser una lista.",
    "dict_type": "Debe ser un bloque de datos con nombre.",
    "model_type": "Debe ser un bloque de datos con nombre.",
    "model_attributes_type": "Debe ser un bloque de datos con nombre.",
    "too_short": "Debe tener al menos {min_length}.",
    "too_long": "Tiene demasiados elementos: máximo {max_length}.",
    "decimal_type": "Debe ser un número.",
    "decimal_parsing": "Debe ser un número.",
    "finite_number": "Debe ser un número finito.",
    "date_type": "Debe ser una fecha.",
    "date_parsing": "No es una fecha real; escríbala como aaaa-mm-dd.",
    "date_from_datetime_parsing": "No es una fecha real; escríbala como aaaa-mm-dd.",
    "json_invalid": "El archivo no es JSON válido.",
}
# Every error that pydantic words by itself. Any other comes from our own validators, already in Spanish.
_ENGLISH: Final = frozenset(get_args(core_schema.ErrorType))
_GENERAL: Final = "El valor no es válido; revise cómo está escrito."


def en_espanol(error: ErrorDetails, formas: Mapping[str, str] | None = None) -> str:
    """The sentence for one error of ``ValidationError.errors()``.

    ``formas`` says, by field name, what a text that misses its pattern should look like ("como CO-01").
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind == "string_pattern_mismatch" and formas:
        form = formas.get(str(error["loc"][-1])) if error["loc"] else None
        if form is not None:
            return f"«{str(error['input'])[:60]}» no tiene la forma esperada; escríbalo {form}."
    if kind == "value_error":
        return str(context.get("error", _GENERAL))
    if kind not in _MESSAGES:
        return _GENERAL if kind in _ENGLISH else error["msg"]
    return _MESSAGES[kind].format(**_readable(context))


def _readable(context: Mapping[str, Any]) -> dict[str, Any]:
    if "expected" not in context:
        return dict(context)
    return {**context, "expected": str(context["expected"]).replace("'", "").replace(" or ", " o ")}
