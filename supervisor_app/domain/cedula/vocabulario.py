"""The words in which definitions are written: their texts and keys, kinds, units, departments and function numbers.

It must never know a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

_FUNCTION_REF: Final = re.compile(r"(JSAC|SUBDEL):([0-9]+(?:\.[0-9]+){1,4}):([1-9][0-9]{0,2})")
# Bidirectional overrides and zero-width marks can make a printed question read differently from what was signed.
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def legible(text: str) -> str:
    if _INVISIBLE.search(text):
        raise PydanticCustomError("texto_invisible", "El texto contiene caracteres invisibles o de control; quítelos.")
    return " ".join(text.split())


def _date_only(raw: object) -> object:
    """Refuse what pydantic would turn into a date by guessing: numbers as Unix seconds, times cut to their day."""
    if type(raw) is date:  # not a datetime, which is a date too
        return raw
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        return raw
    raise PydanticCustomError("fecha_iso", "Debe ser una fecha real escrita como aaaa-mm-dd, por ejemplo 2026-11-20.")


Texto = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(legible)]
TextoCorto = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(legible)]
FechaIso = Annotated[date, BeforeValidator(_date_only)]
Entero = Annotated[int, Strict()]
Clave = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
ClaveOpcion = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}$")]
Expresion = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(legible)]
"""Text in the XLSForm expression language; ``domain.cedula.logica`` compiles it."""


class Definicion(BaseModel):
    """Base of all catalogue values: frozen, and closed to fields that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Kind(StrEnum):
    """How a question is answered."""

    CUMPLE = "cumple"
    MUESTRA = "muestra"
    NUMERO = "numero"
    PORCENTAJE = "porcentaje"
    FECHA = "fecha"
    MONTO = "monto_mxn"
    TEXTO = "texto"
    OPCION = "opcion"
    OPCIONES = "opciones"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS: Final = {
    Kind.CUMPLE: "Cumplimiento",
    Kind.MUESTRA: "Muestra",
    Kind.NUMERO: "Número",
    Kind.PORCENTAJE: "Porcentaje",
    Kind.FECHA: "Fecha",
    Kind.MONTO: "Importe en pesos",
    Kind.TEXTO: "Texto",
    Kind.OPCION: "Una opción de una lista",
    Kind.OPCIONES: "Varias opciones de una lista",
}


class UnitKind(StrEnum):
    """The kinds of unit that are visited."""

    SUB = "SUB"
    OFC = "OFC"
    OAX = "OAX"
    UMF = "UMF"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]


_UNIT_LABELS: Final = {
    UnitKind.SUB: "Subdelegación",
    UnitKind.OFC: "Oficina para Cobros",
    UnitKind.OAX: "Oficina Auxiliar",
    UnitKind.UMF: "Unidad de Medicina Familiar",
}


class Departamento(StrEnum):
    """The area whose processes a cédula reviews."""

    COBRANZA = "cobranza"
    REGISTRO_CARTERA = "registro_cartera"
    AFILIACION_VIGENCIA = "afiliacion_vigencia"
    AUDITORIA_PATRONES = "auditoria_patrones"

    @property
    def label(self) -> str:
        return _DEPARTAMENTO_LABELS[self]


_DEPARTAMENTO_LABELS: Final = {
    Departamento.COBRANZA: "Cobranza",
    Departamento.REGISTRO_CARTERA: "Oficina de Registro y Control de la Cartera",
    Departamento.AFILIACION_VIGENCIA: "Afiliación Vigencia",
    Departamento.AUDITORIA_PATRONES: "Auditoría a Patrones",
}


class FunctionRef(Definicion):
    """One numbered function of a manual, written ``JSAC:7.1.3:45``.

    The namespace is not decoration: 7.1.2.2 of the Subdelegaciones manual is no child of 7.1.2 of the JSAC manual.
    """

    namespace: Literal["JSAC", "SUBDEL"]
    seccion: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){1,4}$")]
    numero: Annotated[int, Field(ge=1, le=999)]

    @classmethod
    def parse(cls, text: str) -> Self:
        """``JSAC:7.1.3:45`` -> value. Raises pydantic's ValidationError with a Spanish sentence otherwise."""
        return cls.model_validate(text)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, raw: Any) -> Any:
        if not isinstance(raw, str):
            if isinstance(raw, Mapping):
                return raw
            raise PydanticCustomError("funcion_forma", "Escriba la función como JSAC:7.1.3:45 o SUBDEL:7.1.2.2:4.")
        found = _FUNCTION_REF.fullmatch(raw.strip())
        if found is None:
            raise PydanticCustomError(
                "funcion_forma",
                "«{texto}» no tiene la forma de una función; escríbala como JSAC:7.1.3:45 o SUBDEL:7.1.2.2:4.",
                {"texto": raw[:60]},
            )
        return {"namespace": found[1], "seccion": found[2], "numero": int(found[3])}

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{self.namespace}:{self.seccion}:{self.numero}"

    @property
    def label(self) -> str:
        """As it is read on screen and paper: ``JSAC 7.1.3 · núm. 45``."""
        return f"{self.namespace} {self.seccion} · núm. {self.numero}"

    @property
    def orden(self) -> tuple[str, tuple[int, ...], int]:
        """Sorting key: manual, section by its numbers, function number."""
        return self.namespace, tuple(int(part) for part in self.seccion.split(".")), self.numero
