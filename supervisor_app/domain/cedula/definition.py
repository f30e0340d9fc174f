"""The definition of a cédula de supervisión: its questions, kinds, thresholds and legal basis, as frozen values.

A definition is data that the Jefatura edits (one YAML file each); it is its own proposal and never an official form of
the Institute. This module says what a right definition is. It must never read files, know YAML or hold any question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
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
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

ETIQUETA_PROPUESTA: Final = "Propuesta de la Jefatura; no es un formato oficial del IMSS"

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_FUNCTION_REF: Final = re.compile(r"(JSAC|SUBDEL):([0-9]+(?:\.[0-9]+){1,4}):([1-9][0-9]{0,2})")
_NUMBER_WORDS: Final = (
    *("", "", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"),
    *("nueve", "diez", "once", "doce", "trece", "catorce", "quince"),
)
# Bidirectional overrides and zero-width marks can make a printed question read differently from what was signed.
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _readable(text: str) -> str:
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


Texto = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_readable)]
TextoCorto = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_readable)]
FechaIso = Annotated[date, BeforeValidator(_date_only)]
Entero = Annotated[int, Strict()]
Clave = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


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


class Umbral(Definicion):
    """A threshold inside a question ("60 días"). Only one marked ``legal`` comes from a cited article.

    ``unidad`` is the wording for any value but one; ``singular`` is the whole wording for one ("un año").
    """

    clave: Clave
    valor: Entero | Decimal
    unidad: Texto
    singular: Texto | None = None
    en_letra: Annotated[bool, Strict()] = False
    legal: Annotated[bool, Strict()]
    fundamento: Texto | None = None
    vigente_al: FechaIso

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.valor <= 0:
            raise PydanticCustomError("umbral_valor", "El valor del umbral debe ser mayor que cero.")
        if self.legal and self.fundamento is None:
            raise PydanticCustomError("umbral_fundamento", "Un umbral legal necesita su fundamento.")
        return self

    @property
    def texto(self) -> str:
        """As it reads inside a question: "60 días", "doce meses", "un año"."""
        if self.valor == 1 and self.singular is not None:
            return self.singular
        if self.en_letra and self.valor == int(self.valor) and 2 <= self.valor < len(_NUMBER_WORDS):
            return f"{_NUMBER_WORDS[int(self.valor)]} {self.unidad}"
        number = f"{self.valor:,}" if isinstance(self.valor, int) else f"{self.valor:,f}"
        return f"{number} {self.unidad}"


def claves_de_umbral(plantilla: str) -> tuple[str, ...]:
    """Keys of the ``{clave}`` placeholders of a question, in order, repeated ones once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(plantilla)))


def resolver_pregunta(plantilla: str, umbrales: Mapping[str, Umbral]) -> str:
    """Replace each ``{clave}`` by its threshold's text. Raises ValueError (Spanish) for a key that is not there."""
    for clave in claves_de_umbral(plantilla):
        if clave not in umbrales:
            raise ValueError(f"La pregunta usa el umbral «{clave}», que no está en umbrales.yaml.")
    text = _PLACEHOLDER.sub(lambda found: umbrales[found[1]].texto, plantilla)
    if "{" in text or "}" in text:
        raise ValueError("La pregunta tiene una llave «{» o «}» sin pareja.")
    return text


class ItemDefinition(Definicion):
    """One question. ``pregunta`` is final; ``pregunta_plantilla`` keeps it with its ``{umbral}`` placeholders."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2,3}-[0-9]{2,3}$")]
    pregunta: Texto
    pregunta_plantilla: Texto = ""
    tipo: Kind
    evidencia: Texto
    fundamento: tuple[FunctionRef, ...] = Field(min_length=1)
    otro_fundamento: tuple[Texto, ...] = ()
    unidad: Annotated[str, StringConstraints(min_length=1, max_length=24), AfterValidator(_readable)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _template_defaults_to_question(cls, raw: Any) -> Any:
        if isinstance(raw, Mapping) and "pregunta" in raw and "pregunta_plantilla" not in raw:
            return {**raw, "pregunta_plantilla": raw["pregunta"]}
        return raw

    @field_validator("fundamento", "otro_fundamento")
    @classmethod
    def _cited_once(cls, cited: tuple[Any, ...]) -> tuple[Any, ...]:
        for index, one in enumerate(cited):
            if one in cited[:index]:
                raise PydanticCustomError("repetido", "«{texto}» está repetido.", {"texto": str(one), "indice": index})
        return cited

    @model_validator(mode="after")
    def _unit_only_for_numbers(self) -> Self:
        if self.unidad is not None and self.tipo is not Kind.NUMERO:
            raise PydanticCustomError(
                "unidad_sobra",
                "La unidad «{texto}» sólo aplica a preguntas de tipo numero; quítela o cambie el tipo.",
                {"texto": self.unidad, "campo": "unidad"},
            )
        return self


class CedulaDefinition(Definicion):
    """One versioned cédula de supervisión. ``vigente_al`` is the day its wording and basis were last reviewed.

    ``umbrales`` are exactly those its questions use, so that a kept copy of a definition explains itself.
    """

    codigo: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2,3}$")]
    version: Annotated[int, Strict(), Field(ge=1, le=9999)]
    vigente_al: FechaIso
    departamento: Departamento
    seccion_manual: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){1,4}$")]
    proceso: Texto
    unidades: tuple[UnitKind, ...] = Field(min_length=1)
    etiqueta: Texto = ETIQUETA_PROPUESTA
    items: tuple[ItemDefinition, ...] = Field(min_length=1, max_length=200)
    umbrales: tuple[Umbral, ...] = ()

    @field_validator("unidades")
    @classmethod
    def _units_once(cls, units: tuple[UnitKind, ...]) -> tuple[UnitKind, ...]:
        for index, unit in enumerate(units):
            if unit in units[:index]:
                raise PydanticCustomError("repetido", "«{texto}» está repetido.", {"texto": str(unit), "indice": index})
        return units

    @model_validator(mode="after")
    def _ids_are_unique_and_ours(self) -> Self:
        seen: set[str] = set()
        for index, item in enumerate(self.items):
            context = {"texto": item.id, "codigo": self.codigo, "campo": "items", "indice": index, "subcampo": "id"}
            if item.id in seen:
                raise PydanticCustomError(
                    "id_repetido", "El id «{texto}» ya lo usa otra pregunta de esta cédula.", context
                )
            if not item.id.startswith(f"{self.codigo}-"):
                raise PydanticCustomError("id_ajeno", "El id «{texto}» debe empezar con {codigo}-.", context)
            seen.add(item.id)
        return self

    @property
    def titulo(self) -> str:
        """``CO-01 · Productos de emisión…``, as lists and headers show it."""
        return f"{self.codigo} · {self.proceso}"

    def item(self, item_id: str) -> ItemDefinition | None:
        """The question with that id, or None when this version has none."""
        return next((item for item in self.items if item.id == item_id), None)

    def aplica_a(self, unit: UnitKind) -> bool:
        """Whether the cédula is used in that kind of unit."""
        return unit in self.unidades
