"""Gives every kind of document, loaded when the first is asked for: a start must never load what they print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from supervisor_app.domain.documento import TipoDocumento

if TYPE_CHECKING:
    from supervisor_app.services.papel.clase import Clase


@cache
def clases() -> Mapping[TipoDocumento, Clase]:
    """The kinds in the order in which they are listed, printed and delivered."""
    from supervisor_app.services.papel.clases import CLASES  # noqa: PLC0415 - loads what each of them prints

    return CLASES
