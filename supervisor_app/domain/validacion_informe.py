"""What an informe needs before it is emitted, and what went wrong when its data were read, in Spanish sentences.

Pure: the caller brings the folios already used. It must never change the data that it judges.

Source: validation rules of the form, section 1.4 of the data dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from supervisor_app.domain.datos_json import leer_objeto
from supervisor_app.domain.frases import blancos
from supervisor_app.domain.informe import SECCIONES, Bloque, DatosInforme, Marcador
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import UserError

PATRON_PLIEGO = r"^[0-9A-Za-z][0-9A-Za-z./-]{0,19}$"

_BLANK_HEADER = {
    "ciudad": "Falta la ciudad donde se expide el informe.",
    "coordinador_normativo": "Falta el nombre del Coordinador Normativo.",
    "coordinacion_normativa": "Falta el nombre de la Coordinación Normativa.",
    "adscripcion": "Falta la adscripción.",
    "lugar_comision": "Falta el lugar de la comisión.",
    "objeto": "Falta el objeto de la comisión.",
    "comisionado": "Falta el nombre de la persona comisionada, que firma el informe.",
}
_BLANK_DATE = {
    "fecha": "Falta la fecha del informe.",
    "del": "Falta la fecha DEL: el primer día de la comisión.",
    "al": "Falta la fecha AL: el último día de la comisión.",
}


class Severidad(StrEnum):
    """``error`` blocks the emission; ``aviso`` is told and lets go on. A draft may be saved with either."""

    ERROR = "error"
    AVISO = "aviso"


class Aviso(NamedTuple):
    """One thing to look at. ``campo`` is the path in DATOS.json, list positions from 0 (``actividades.1``)."""

    severidad: Severidad
    campo: str
    mensaje: str


def validar(datos: DatosInforme, *, pliegos_usados: Collection[str] = ()) -> tuple[Aviso, ...]:
    """Every rule of table 1.4 that ``datos`` does not meet, in the order of the form.

    ``pliegos_usados`` are the pliegos of the other informes of the same year.
    """
    return (
        *_check_pliego(datos.numero_pliego, pliegos_usados),
        *_check_header(datos),
        *_check_dates(datos),
        *(finding for name in SECCIONES for finding in _check_section(name, datos.seccion(name))),
    )


def _error(campo: str, mensaje: str) -> Aviso:
    return Aviso(Severidad.ERROR, campo, mensaje)


def _warning(campo: str, mensaje: str) -> Aviso:
    return Aviso(Severidad.AVISO, campo, mensaje)


def _check_pliego(pliego: str, used: Collection[str]) -> Iterator[Aviso]:
    if not pliego:
        yield _error("numero_pliego", "Falta el número de pliego.")
    elif not re.fullmatch(PATRON_PLIEGO, pliego):
        yield _error(
            "numero_pliego",
            f"El número de pliego «{pliego}» no se reconoce: use hasta 20 letras sin acento, dígitos, diagonal, "
            "punto o guion, y empiece con letra o dígito (por ejemplo 493/2026).",
        )
    elif pliego.casefold() in {other.strip().casefold() for other in used}:
        yield _warning(
            "numero_pliego", f"El pliego {pliego} ya se usó en otro informe de este año. Revise que sea el correcto."
        )


def _check_header(datos: DatosInforme) -> Iterator[Aviso]:
    for name, sentence in _BLANK_HEADER.items():
        if not getattr(datos, name):
            yield _error(name, sentence)


def _check_dates(datos: DatosInforme) -> Iterator[Aviso]:
    dates = {"fecha": datos.fecha, "del": datos.del_, "al": datos.al}
    for name, value in dates.items():
        if value is None:
            yield _error(name, _BLANK_DATE[name])
    if datos.del_ and datos.al and datos.del_ > datos.al:
        yield _error(
            "al",
            f"La comisión termina ({fecha_corta(datos.al)}) antes de empezar ({fecha_corta(datos.del_)}). "
            "Corrija DEL o AL.",
        )
    if datos.fecha and datos.al and datos.fecha < datos.al:
        yield _warning(
            "fecha",
            f"El informe tiene fecha {fecha_corta(datos.fecha)}, anterior al fin de la comisión "
            f"({fecha_corta(datos.al)}). Revise si es correcto.",
        )


def _check_section(name: str, blocks: Sequence[Bloque]) -> Iterator[Aviso]:
    if all(block.vacio for block in blocks):
        yield _error(name, f"La sección «{DatosInforme.model_fields[name].title}» está vacía.")
        return
    yield from _check_blocks(name, blocks)


def _check_blocks(path: str, blocks: Sequence[Bloque]) -> Iterator[Aviso]:
    for index, block in enumerate(blocks):
        where = f"{path}.{index}"
        if block.vacio:
            yield _warning(where, "Hay un renglón vacío; no se imprimirá.")
        elif not block.texto.strip():
            yield _warning(where, "Este renglón no tiene texto y de él cuelgan subelementos.")
        elif block.texto.rstrip().endswith(":") and not _opens_list(block, blocks[index + 1 : index + 2]):
            yield _warning(
                where,
                "Este renglón termina en dos puntos y no tiene subelementos. Agréguelos o cambie el signo final.",
            )
        if blanks := blancos(block.texto):
            yield _error(where, f"Quedó sin llenar {blanks[0]}; escriba el dato o bórrelo.")
        yield from _check_blocks(f"{where}.subelementos", block.subelementos)


def _opens_list(block: Bloque, following: Sequence[Bloque]) -> bool:
    """A colon is kept by sub-items, or by a list that comes right after a paragraph."""
    if any(not child.vacio for child in block.subelementos):
        return True
    return block.marcador is Marcador.PARRAFO and any(b.marcador is not Marcador.PARRAFO for b in following)


def leer_datos(contenido: bytes | str) -> DatosInforme:
    """Read a DATOS.json. Raises :class:`UserError` with one Spanish sentence for everything that is wrong in it."""
    raw = leer_objeto(contenido, niveles="El formato admite dos.")
    try:
        return DatosInforme.model_validate(raw)
    except ValidationError as error:
        raise UserError("No se pudo leer el informe:\n" + "\n".join(explicar(error))) from error


_TOLD = 20
_LONGEST_NAME = 60


def explicar(error: ValidationError) -> tuple[str, ...]:
    """One sentence per thing that pydantic refused: ``actividades → renglón 2 → texto: debe ser texto.``"""
    details = error.errors()
    told = tuple(f"{_place(detail['loc'])}: {_reason(detail)}." for detail in details[:_TOLD])
    more = len(details) - _TOLD
    return told if more <= 0 else (*told, f"Y {more:,} más; corrija primero éstos.")


def _place(location: tuple[int | str, ...]) -> str:
    return " → ".join(map(_step, location)) or "datos"


def _step(step: int | str) -> str:
    if isinstance(step, int):
        return f"renglón {step + 1}"
    name = step.removesuffix("_")[:_LONGEST_NAME]
    return name if name.isidentifier() else f"«{name}»"  # a name of ours, or whatever somebody wrote


_REASONS = {
    "missing": "falta este dato",
    "extra_forbidden": "no es un dato del formato; quítelo o corrija su nombre",
    "string_type": "debe ser texto, entre comillas",
    "tuple_type": "debe ser una lista, entre corchetes [ ]",
    "model_type": "debe ser un bloque con texto y marcador, entre llaves { }",
    "model_attributes_type": "debe ser un bloque con texto y marcador, entre llaves { }",
    "enum": "la marca debe ser parrafo, numero o letra",
    "recursion_loop": "tiene demasiados niveles; el formato admite dos",
}


def _reason(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        cause = detail.get("ctx", {}).get("error")
        return str(cause).rstrip(".")
    return _REASONS.get(detail["type"], "el dato no tiene la forma que pide el formato")


def esquema() -> dict[str, Any]:
    """JSON Schema of a DATOS.json that can be emitted: every key required and filled, dates ISO."""
    schema = DatosInforme.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["required"] = list(schema["properties"])
    for name, prop in schema["properties"].items():
        prop.pop("default", None)
        if name in _BLANK_DATE:
            del prop["anyOf"]
            prop |= {"type": "string", "format": "date"}
        elif name in SECCIONES:
            prop["minItems"] = 1
        else:
            prop["minLength"] = 1
    schema["properties"]["numero_pliego"]["pattern"] = PATRON_PLIEGO
    schema["$defs"]["Bloque"]["required"] = ["texto"]
    schema["$defs"]["Marcador"]["description"] = "Marca que se genera antes del texto."
    return schema
