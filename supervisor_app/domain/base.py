"""The base of every value of the domain: frozen, strict about its fields, comparable.

This module must never hold behaviour of a single aggregate.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value. Changing one means making another with ``con``."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


T = TypeVar("T", bound=Value)


def con(valor: T, /, **cambios: Any) -> T:
    """The same value with other fields, validated again.

    Raises ``pydantic.ValidationError`` where the new field does not fit.
    """
    return type(valor).model_validate({**valor.__dict__, **cambios})


class Persona(Value):
    """Somebody who takes part in a visit: the name as it is to be printed, and the post held."""

    nombre: str = ""
    cargo: str = ""

    @property
    def vacia(self) -> bool:
        """True where there is nothing to print."""
        return not (self.nombre.strip() or self.cargo.strip())
