"""Thresholds that questions quote by their key («60 días»), so that one edit reaches every question.

It must never say where a threshold is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import Strict, model_validator
from pydantic_core import PydanticCustomError

from supervisor_app.domain.cedula.vocabulario import Clave, Definicion, Entero, FechaIso, Texto

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_NUMBER_WORDS: Final = (
    *("", "", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"),
    *("nueve", "diez", "once", "doce", "trece", "catorce", "quince"),
)


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
