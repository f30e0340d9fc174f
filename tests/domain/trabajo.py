"""How much work a call does, counted in lines of the application that run, so that a test tells linear from worse.

It counts every turn of every loop of ours, on any machine the same. What runs within one call of the interpreter's own
(copying a mapping, summing a list) it does not see; that is counted where it matters.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

CUERPO = 2.2
"""What twice the rows may cost at the most: twice, and what is done once for all beside it."""


def lineas(llamada: Callable[[], object]) -> int:
    """The lines of ``supervisor_app`` that a call runs."""
    contadas = 0

    def dentro(_marco: FrameType, suceso: str, _valor: Any) -> Any:
        nonlocal contadas
        contadas += suceso == "line"
        return dentro

    def entrar(marco: FrameType, _suceso: str, _valor: Any) -> Any:
        return dentro if "supervisor_app" in marco.f_code.co_filename else None

    antes = sys.gettrace()
    sys.settrace(entrar)
    try:
        llamada()
    finally:
        sys.settrace(antes)
    return contadas


def crecimiento(medir: Callable[[int], int], desde: int) -> float:
    """How much more the second doubling of ``n`` adds than the first: 2 where work is linear, 4 where quadratic."""
    una, dos, cuatro = medir(desde), medir(2 * desde), medir(4 * desde)
    return (cuatro - dos) / (dos - una)
