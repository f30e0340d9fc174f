"""What of an answer still has its place at a question, as another version of the cédula asks it.

A value is changed only where the change loses nothing (a whole number where decimals are asked, one choice where
several may be chosen). This module must never throw a value away: what does not stay is handed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import (
    Celda,
    Fila,
    Valor,
    ValorCumple,
    ValorDecimal,
    ValorFecha,
    ValorMonto,
    ValorMuestra,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorPorcentaje,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, Columna, ItemDefinition, Kind
from supervisor_app.domain.cedula.session import NO_APLICA

_CLASES: Final[Mapping[Kind, type[Valor]]] = {
    Kind.CUMPLE: ValorCumple,
    Kind.MUESTRA: ValorMuestra,
    Kind.PORCENTAJE: ValorPorcentaje,
    Kind.FECHA: ValorFecha,
    Kind.MONTO: ValorMonto,
    Kind.TEXTO: ValorTexto,
}
_TOPE_NUMERO: Final = 10**12


@dataclass(frozen=True, slots=True)
class Reparto:
    """What stays of a value and what leaves; one of them may be None."""

    queda: Valor | None
    sale: Valor | None = None


def repartir(
    valor: Valor, de: ItemDefinition | Columna | None, a: ItemDefinition | Columna | None, cedula: CedulaDefinition
) -> Reparto:
    """Part a value answered to ``de`` between what has its place at ``a`` and what has not.

    ``cedula`` is that of ``a``, for its lists. What a person typed has no place where the value is now calculated.
    """
    if a is None or (a.calculo is not None and (de is None or de.calculo is None)):
        return Reparto(None, valor)
    if valor == NO_APLICA:
        return Reparto(valor)
    if a.tipo is Kind.NUMERO:
        return _numero(valor, a)
    if a.tipo in (Kind.OPCION, Kind.OPCIONES):
        lista = cedula.lista(a.lista) if a.lista else None
        orden = {o.clave: n for n, o in enumerate(lista.opciones)} if lista else {}
        return _opcion(valor, orden) if a.tipo is Kind.OPCION else _opciones(valor, orden)
    return Reparto(valor) if isinstance(valor, _CLASES[a.tipo]) else Reparto(None, valor)


def _numero(valor: Valor, a: ItemDefinition | Columna) -> Reparto:
    if isinstance(valor, ValorNumero):
        return Reparto(ValorDecimal(valor=Decimal(valor.valor)) if a.decimales else valor)
    if not isinstance(valor, ValorDecimal):
        return Reparto(None, valor)
    exponente = valor.valor.normalize().as_tuple().exponent
    decimales = max(0, -exponente) if isinstance(exponente, int) else 0
    if a.calculo is not None or (a.decimales and decimales <= a.decimales):
        return Reparto(valor)
    if not a.decimales and not decimales and 0 <= valor.valor <= _TOPE_NUMERO:
        return Reparto(ValorNumero(valor=int(valor.valor)))
    return Reparto(None, valor)


def _opcion(valor: Valor, orden: Mapping[str, int]) -> Reparto:
    if isinstance(valor, ValorOpciones) and len(valor.valores) == 1:
        valor = valor.valores[0] if valor.valores[0].valor in orden else valor
    cabe = isinstance(valor, ValorOpcion) and valor.valor in orden
    return Reparto(valor) if cabe else Reparto(None, valor)


def _opciones(valor: Valor, orden: Mapping[str, int]) -> Reparto:
    if isinstance(valor, ValorOpcion):
        return Reparto(ValorOpciones(valores=(valor,))) if valor.valor in orden else Reparto(None, valor)
    if not isinstance(valor, ValorOpciones):
        return Reparto(None, valor)
    quedan = tuple(sorted((o for o in valor.valores if o.valor in orden), key=lambda o: orden[o.valor]))
    salen = tuple(o for o in valor.valores if o.valor not in orden)
    return Reparto(ValorOpciones(valores=quedan) if quedan else None, ValorOpciones(valores=salen) if salen else None)


def repartir_celdas(
    filas: Iterable[Fila], de: ItemDefinition, a: ItemDefinition, cedula: CedulaDefinition
) -> tuple[tuple[Fila, ...], tuple[Fila, ...]]:
    """The rows of a muestra as they stay, and those from which cells leave, with only these cells."""
    antes, despues = ({c.clave: c for c in item.columnas} for item in (de, a))
    quedan, salen = [], []
    for fila in filas:
        suyas, otras = [], []
        for celda in fila.celdas:
            r = repartir(celda.valor, antes.get(celda.columna), despues.get(celda.columna), cedula)
            suyas += [Celda(columna=celda.columna, valor=r.queda)] if r.queda is not None else []
            otras += [Celda(columna=celda.columna, valor=r.sale)] if r.sale is not None else []
        quedan.append(fila if tuple(suyas) == fila.celdas else con(fila, celdas=tuple(suyas)))
        if otras:
            salen.append(con(fila, celdas=tuple(otras)))
    return tuple(quedan), tuple(salen)
