"""Names that the cases of the muestras hold, offered to be taken out of a public version. Pure.

The cases themselves are taken out whole; the same name may stand in an observation, where no form gives it away. It
must never decide that something is a name: it offers, a person ticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervisor_app.domain.cedula.answers import ValorTexto
from supervisor_app.domain.expediente import Expediente

_MOST = 60
_WORD = r"[A-ZÁÉÍÓÚÜÑ][A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+"
_LINK = r"(?:(?:de|del|la|las|los|y|e|DE|DEL|LA|LAS|LOS|Y|E)\s+)*"
_NAME = re.compile(rf"(?<!\w){_WORD}(?:\s+{_LINK}{_WORD})+(?!\w)")


def nombres_testables(e: Expediente, codigo: str = "") -> tuple[str, ...]:
    """Two words or more in capitals, as the cases write them, each once, in their order; at most 60.

    ``codigo``: of one cédula only; "" for the muestras of the whole visit.
    """
    hallados: dict[str, str] = {}
    for texto in _textos(e, codigo):
        for nombre in _NAME.findall(texto):
            limpio = " ".join(nombre.split())
            hallados.setdefault(limpio.casefold(), limpio)
    return tuple(hallados.values())[:_MOST]


def _textos(e: Expediente, codigo: str) -> Iterator[str]:
    for fila in sorted(e.filas.values(), key=lambda f: (f.item_id, f.orden, f.id)):
        if not codigo or fila.item_id.rsplit("-", 1)[0] == codigo:
            yield fila.referencia
            yield fila.detalle
            yield fila.nota
            yield from (c.valor.valor for c in fila.celdas if isinstance(c.valor, ValorTexto))
