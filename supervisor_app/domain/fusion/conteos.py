"""Counts of a muestra that one laptop typed while another reviewed row by row: both are kept, and a person is asked.

Rows give the counts of their answer, so what came from rows needs no question; what somebody typed does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Respuesta, ValorMuestra
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.fusion.campos import aplanar, politica
from supervisor_app.domain.fusion.registro import leer
from supervisor_app.domain.fusion.version import Version

Grupos = Mapping[tuple[str, str], Sequence[Version]]


def con_suma(choque: Choque, respuesta: Respuesta, suma: ValorMuestra, grupos: Grupos) -> Choque | None:
    """The clash between what was typed and what all the rows give; None where nobody typed anything else."""
    de_renglones = _de_renglones(respuesta, grupos)
    valor = _valor(con(respuesta, valor=suma))
    contados = [x for x in choque.lados if x.valor in de_renglones]
    escritos = [x for x in choque.lados if x.valor not in de_renglones and x.valor not in ("", valor)]
    if not escritos or not contados:
        return None
    return con(choque, lados=(*escritos, con(contados[-1], valor=valor)))


def _de_renglones(respuesta: Respuesta, grupos: Grupos) -> frozenset[str]:
    """The values that the answer ever had because rows changed in the same operation."""
    operaciones = {
        (v.autoria.equipo, v.autoria.operacion) for (clase, _), vs in grupos.items() if clase == "fila" for v in vs
    }
    return frozenset(
        _valor(r)
        for v in grupos[("respuesta", respuesta.id)]
        if not v.decide
        and (v.autoria.equipo, v.autoria.operacion) in operaciones
        and isinstance(r := leer(v), Respuesta)
    )


def _valor(respuesta: Respuesta) -> str:
    return aplanar(respuesta, politica(Respuesta)).get("valor", "")
