"""What the first draft of the informe says of the findings of earlier visits that this one verified.

A possible irregularity goes apart and is never told here.
"""

from __future__ import annotations

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.seguimiento import ResultadoVerificacion, Verificacion
from supervisor_app.domain.texto import enlistar, orden_natural

_UNO_A_UNO = 12
"""Up to so many are told one by one; more would bury the informe, and are told by what became of them."""


def lineas_de_anteriores(e: Expediente) -> tuple[str, ...]:
    """The items of the list, without their last sign; empty where nothing was verified."""
    dichas = _dichas(e)
    if len(dichas) <= _UNO_A_UNO:
        return tuple(_linea(v) for v in dichas)
    return tuple(
        f"{_plural(r, n)} ({n}): {_folios(suyas)}"
        for r in ResultadoVerificacion
        if (suyas := [v for v in dichas if v.resultado is r]) and (n := len(suyas))
    )


def frase_de_anteriores(e: Expediente) -> str:
    """How the earlier findings stand, in one sentence; "" where none was verified."""
    resultados = [v.resultado for v in _dichas(e)]
    if not resultados:
        return ""
    partes = [f"{n} {_plural(r, n)}" for r in ResultadoVerificacion if (n := resultados.count(r))]
    if len(resultados) == 1:
        return f"Se verificó un hallazgo de visitas anteriores, que quedó como {partes[0].split(' ', 1)[1]}."
    return f"De {len(resultados)} inconsistencias de visitas anteriores verificadas, quedaron {enlistar(partes)}."


def _dichas(e: Expediente) -> list[Verificacion]:
    return [v for v in e.verificaciones_en_orden() if v.resultado is not None and not v.posible_irregularidad]


def _linea(v: Verificacion) -> str:
    resultado = v.resultado.label.lower() if v.resultado is not None else ""
    return f"{v.folio}, «{v.titulo.rstrip('. ')}»: {resultado}" if v.titulo else f"{v.folio}: {resultado}"


def _plural(resultado: ResultadoVerificacion, cuantas: int) -> str:
    palabra = resultado.label.lower()
    return palabra if cuantas == 1 or resultado is ResultadoVerificacion.EN_ATENCION else f"{palabra}s"


def _folios(verificaciones: list[Verificacion]) -> str:
    """The folios, those of one visit together: «V-2026-001: 02, 05 y 11»."""
    por_visita: dict[str, list[str]] = {}
    for folio in sorted((v.folio for v in verificaciones), key=orden_natural):
        visita, _, numero = folio.rpartition("-")
        por_visita.setdefault(visita, []).append(numero)
    return "; ".join(f"{visita}: {enlistar(numeros)}" for visita, numeros in por_visita.items())
