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


class Ofrecidas:
    """The same question asked again and again, worked out anew only where the definitions of the visit are others."""

    def __init__(self, disponibles: Iterable[CedulaDefinition] = ()) -> None:
        self._disponibles = tuple(disponibles)
        self._de: tuple[object, bool, tuple[str, ...]] = (None, False, ())
        self._pendientes: tuple[CedulaDefinition, ...] = ()

    def pendientes(self, e: Expediente) -> tuple[CedulaDefinition, ...]:
        """Those that wait for an answer, as ``por_ofrecer``."""
        fijadas, cerrada, codigos = self._de
        if fijadas is not e.fijadas or cerrada != e.visita.cerrada or codigos != e.visita.cedulas:
            self._de = (e.fijadas, e.visita.cerrada, e.visita.cedulas)
            self._pendientes = por_ofrecer(e, self._disponibles)
        return self._pendientes


def se_quedo(e: Expediente, nueva: CedulaDefinition) -> bool:
    """Whether somebody chose to stay with the present version, knowing this one."""
    fijada = e.fijadas.get(nueva.codigo)
    return fijada is not None and fijada.descartada != "" and fijada.descartada == huella_de_definicion(nueva)
