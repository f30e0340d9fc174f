"""One laptop followed a version of a cédula while another answered it as it was: nothing is left out of sight.

It must never choose between two definitions; ``registro`` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor_app.domain.cedula.answers import CedulaFijada
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.fusion.registro import leer
from supervisor_app.domain.fusion.version import Version
from supervisor_app.domain.traslado import reacomodar


def con_su_lugar(e: Expediente, grupos: Mapping[tuple[str, str], Sequence[Version]]) -> Expediente:
    """What the definition that is shown has no place for becomes an answer without a place, whoever wrote it."""
    for clave in sorted(c for c in grupos if c[0] == "fijada"):
        leidas = [leer(v) for v in grupos[clave] if v.datos is not None]
        definiciones = [f.definicion for f in leidas if isinstance(f, CedulaFijada)]
        # One definition alone puts nothing out of place, and most visits never change it.
        if any(d != definiciones[0] for d in definiciones) and definiciones[0].codigo in e.fijadas:
            e = reacomodar(e, definiciones[0].codigo, definiciones)
    return e
