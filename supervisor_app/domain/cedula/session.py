"""Turns what a person typed or pasted into the typed value of an item, or says in Spanish why it cannot be.

It must never store anything, nor look at other items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from supervisor_app.domain.cedula.answers import (
    Cumplimiento,
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
from supervisor_app.domain.cedula.definition import Columna, ItemDefinition, Kind, Opcion
from supervisor_app.domain.lectura import leer_con_decimales, leer_fecha, leer_monto, leer_numero, leer_porcentaje
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
_LARGO_TEXTO = 20_000
NO_APLICA = ValorCumple(valor=Cumplimiento.NO_APLICA)


def interpretar(
    item: ItemDefinition | Columna, crudo: Crudo, *, hoy: date | None = None, opciones: Sequence[Opcion] = ()
) -> Valor | None:
    """The typed value for ``item``, or for a cell of a column; None where the answer was emptied.

    ``crudo`` is text, or for a muestra a mapping with ``revisados``, ``con_inconsistencia`` and ``importe`` as text.
    «no aplica» is accepted by every kind; ``opciones`` are those offered now, chosen by number, key or text
    (several apart by «;» or line). With ``hoy``, a date without its year or month is of these. Raises UserError
    with what to write instead.
    """
    if crudo is None or (isinstance(crudo, str) and not crudo.strip()):
        return None
    campo = item.id if isinstance(item, ItemDefinition) else item.clave
    if isinstance(crudo, str) and _PALABRAS.get(crudo.strip().casefold()) is Cumplimiento.NO_APLICA:
        return NO_APLICA
    try:
        if isinstance(crudo, Mapping):
            if item.tipo is Kind.MUESTRA:
                return _muestra(crudo)
        elif item.tipo in (Kind.OPCION, Kind.OPCIONES):
            return _opcion(crudo, opciones) if item.tipo is Kind.OPCION else _opciones(crudo, opciones)
        elif item.tipo is Kind.NUMERO:
            return _numero(crudo, item.decimales)
        elif item.tipo is Kind.FECHA:
            return ValorFecha(valor=leer_fecha(crudo, hoy=hoy))
        elif item.tipo in _LECTORES:
            return _LECTORES[item.tipo](crudo)
        raise UserError("Esta respuesta no corresponde al tipo de la pregunta.", field=campo)
    except UserError as error:
        raise UserError(error.message, field=error.field or campo) from None


def _cumple(crudo: str) -> ValorCumple:
    palabra = crudo.strip().casefold()
    valor = _TECLAS.get(palabra) or _PALABRAS.get(palabra)
    if valor is None:
        raise UserError("Conteste con 1 cumple, 2 parcial, 3 no cumple o 4 no aplica.")
    return ValorCumple(valor=valor)


def _numero(crudo: str, decimales: int) -> ValorNumero | ValorDecimal:
    if decimales:
        return ValorDecimal(valor=leer_con_decimales(crudo, decimales))
    return ValorNumero(valor=leer_numero(crudo))


def _texto(crudo: str) -> ValorTexto:
    if len(crudo) > _LARGO_TEXTO:
        raise UserError(f"El texto es demasiado largo; escriba hasta {cantidad(_LARGO_TEXTO)} letras.")
    return ValorTexto(valor=crudo)


def _opcion(crudo: str, opciones: Sequence[Opcion]) -> ValorOpcion:
    """The choice meant by its number in the list, its key or its text. Raises UserError."""
    escrito = crudo.strip()
    for opcion in opciones:
        if escrito == opcion.clave or escrito.casefold() == opcion.texto.casefold():
            return ValorOpcion(valor=opcion.clave, texto=opcion.texto)
    if escrito.isascii() and escrito.isdigit() and 1 <= int(escrito[:9]) <= len(opciones):
        opcion = opciones[int(escrito) - 1]
        return ValorOpcion(valor=opcion.clave, texto=opcion.texto)
    raise UserError(f"«{escrito[:40]}» no está entre las opciones; elija una de la lista.")


def _opciones(crudo: str, opciones: Sequence[Opcion]) -> ValorOpciones | None:
    elegidas = {_opcion(parte, opciones) for parte in re.split(r"[;\n]", crudo) if parte.strip()}
    orden = [o.clave for o in opciones]
    return ValorOpciones(valores=tuple(sorted(elegidas, key=lambda o: orden.index(o.valor)))) if elegidas else None


_LECTORES: Mapping[Kind, Callable[[str], Valor]] = {
    Kind.CUMPLE: _cumple,
    Kind.PORCENTAJE: lambda crudo: ValorPorcentaje(valor=leer_porcentaje(crudo)),
    Kind.MONTO: lambda crudo: ValorMonto(valor=leer_monto(crudo)),
    Kind.TEXTO: _texto,
}


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
        case ValorDecimal():
            return f"{valor.valor:,f}"
        case ValorTexto():
            return valor.valor
        case ValorOpcion():
            return valor.texto
        case ValorOpciones():
            return "; ".join(v.texto for v in valor.valores)


def _porcentaje(valor: Decimal) -> str:
    """With one decimal, or with all that were written where there are more."""
    escritos = valor.normalize().as_tuple().exponent
    return porcentaje(valor, max(1, -escritos) if isinstance(escritos, int) else 1)
