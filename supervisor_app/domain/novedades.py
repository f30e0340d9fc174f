"""Which newer versions of its cédulas a visit is to be offered. It must never follow one."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.versiones import es_nueva, huella_de_definicion
from supervisor_app.domain.expediente import Expediente


def por_ofrecer(
    e: Expediente, disponibles: Iterable[CedulaDefinition], *, descartadas: bool = False
) -> tuple[CedulaDefinition, ...]:
    """Which of these are newer than what the visit applies, in its order; ``descartadas``: also those stayed from."""
    if e.visita.cerrada:
        return ()
    por_codigo = {d.codigo: d for d in disponibles}
    nuevas = [por_codigo[c] for c, d in e.definiciones.items() if c in por_codigo and es_nueva(d, por_codigo[c])]
    return tuple(n for n in nuevas if descartadas or not se_quedo(e, n))


def se_quedo(e: Expediente, nueva: CedulaDefinition) -> bool:
    """Whether somebody chose to stay with the present version, knowing this one."""
    fijada = e.fijadas.get(nueva.codigo)
    return fijada is not None and fijada.descartada != "" and fijada.descartada == huella_de_definicion(nueva)
