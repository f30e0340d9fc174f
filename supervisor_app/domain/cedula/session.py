"""Turns what a person typed or pasted into the typed value of an item, or says in Spanish why it cannot be.

It must never store anything, nor look at other items.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from supervisor_app.domain.cedula.answers import (
    Cumplimiento,
    Valor,
    ValorCumple,
    ValorFecha,
    ValorMonto,
    ValorMuestra,
    ValorNumero,
    ValorPorcentaje,
)
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind
from supervisor_app.domain.lectura import leer_fecha, leer_monto, leer_numero, leer_porcentaje
from supervisor_app.domain.texto import cantidad, fecha_corta, pesos, porcentaje
from supervisor_app.errors import UserError

T = TypeVar("T")
Crudo = str | Mapping[str, str] | None

_TECLAS = dict(zip("1234", Cumplimiento, strict=True))
_PALABRAS = {
    "cumple": Cumplimiento.CUMPLE, "si": Cumplimiento.CUMPLE, "sí": Cumplimiento.CUMPLE,
    "parcial": Cumplimiento.PARCIAL, "no": Cumplimiento.NO_CUMPLE, "no cumple": Cumplimiento.NO_CUMPLE,
    "no_cumple": Cumplimiento.NO_CUMPLE, "no aplica": Cumplimiento.NO_APLICA, "no_aplica": Cumplimiento.NO_APLICA,
    "n/a": Cumplimiento.NO_APLICA, "na": Cumplimiento.NO_APLICA,
}  # fmt: skip
NO_APLICA = ValorCumple(valor=Cumplimiento.NO_APLICA)


def interpretar(item: ItemDefinition, crudo: Crudo, *, hoy: date | None = None) -> Valor | None:
    """The typed value for ``item``; None where the answer was emptied.

    ``crudo`` is text, or for a muestra a mapping with ``revisados``, ``con_inconsistencia`` and ``importe`` as text.
    «no aplica» is accepted by every kind; with ``hoy``, a date without its year or month is of these. Raises UserError
    with what to write instead.
    """
    if crudo is None or (isinstance(crudo, str) and not crudo.strip()):
        return None
    if isinstance(crudo, str):
        palabra = crudo.strip().casefold()
        if _PALABRAS.get(palabra) is Cumplimiento.NO_APLICA:
            return NO_APLICA
        if item.tipo is Kind.CUMPLE:
            valor = _TECLAS.get(palabra) or _PALABRAS.get(palabra)
            if valor is None:
                raise UserError("Conteste con 1 cumple, 2 parcial, 3 no cumple o 4 no aplica.", field=item.id)
            return ValorCumple(valor=valor)
    try:
        match item.tipo, crudo:
            case Kind.NUMERO, str():
                return ValorNumero(valor=leer_numero(crudo))
            case Kind.PORCENTAJE, str():
                return ValorPorcentaje(valor=leer_porcentaje(crudo))
            case Kind.FECHA, str():
                return ValorFecha(valor=leer_fecha(crudo, hoy=hoy))
            case Kind.MONTO, str():
                return ValorMonto(valor=leer_monto(crudo))
            case Kind.MUESTRA, Mapping():
                return _muestra(crudo)
            case _:
                raise UserError("Esta respuesta no corresponde al tipo de la pregunta.", field=item.id)
    except UserError as error:
        raise UserError(error.message, field=error.field or item.id) from None


def _muestra(crudo: Mapping[str, str]) -> ValorMuestra | None:
    textos = {k: crudo.get(k, "").strip() for k in ("revisados", "con_inconsistencia", "importe")}
    if not any(textos.values()):
        return None
    if not textos["revisados"]:
        raise UserError("Escriba cuántos casos revisó.", field="revisados")
    if not textos["con_inconsistencia"]:
        raise UserError("Escriba cuántos casos tienen la inconsistencia (0 si ninguno).", field="con_inconsistencia")
    revisados = _en_campo("revisados", leer_numero, textos["revisados"])
    malos = _en_campo("con_inconsistencia", leer_numero, textos["con_inconsistencia"])
    if malos > revisados:
        raise UserError(
            f"Hay {malos} casos con inconsistencia pero sólo {revisados} revisados; corrija uno de los dos.",
            field="con_inconsistencia",
        )
    importe = _en_campo("importe", leer_monto, textos["importe"]) if textos["importe"] else None
    try:
        return ValorMuestra(revisados=revisados, con_inconsistencia=malos, importe=importe)
    except ValidationError:
        raise UserError("Las cantidades de la muestra son demasiado grandes; revíselas.", field="revisados") from None


def _en_campo(campo: str, leer: Callable[[str], T], texto: str) -> T:
    """``leer``, with its refusal shown beside the field that was misread."""
    try:
        return leer(texto)
    except UserError as error:
        raise UserError(error.message, field=campo) from None


def como_texto(valor: Valor | None) -> str:
    """The answer in words, for lists, history and paper: «4 de 20 (20.0 %)», «12.0 %», «$1,200.00», «05/06/2026»."""
    match valor:
        case None:
            return "Sin contestar"
        case ValorCumple():
            return valor.valor.label
        case ValorMuestra():
            texto = f"{cantidad(valor.con_inconsistencia)} de {cantidad(valor.revisados)}"
            if valor.proporcion is not None:
                texto += f" ({porcentaje(valor.proporcion)})"
            return texto + (f", {pesos(valor.importe)}" if valor.importe is not None else "")
        case ValorNumero():
            return cantidad(valor.valor)
        case ValorPorcentaje():
            return _porcentaje(valor.valor)
        case ValorFecha():
            return fecha_corta(valor.valor)
        case ValorMonto():
            return pesos(valor.valor)


def _porcentaje(valor: Decimal) -> str:
    """With one decimal, or with all that were written where there are more."""
    escritos = valor.normalize().as_tuple().exponent
    return porcentaje(valor, max(1, -escritos) if isinstance(escritos, int) else 1)
