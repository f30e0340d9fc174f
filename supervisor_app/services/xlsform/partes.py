"""One row of survey as a question or a column: its kind, its logic and its rules, each with its place.

It must never know in which group the row stands.
"""

from __future__ import annotations

from typing import Final, TypeVar

from supervisor_app.domain.cedula.definition import Kind
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.bruto import ParteBruta, ReglaBruta
from supervisor_app.services.xlsform.encabezados import Renglon
from supervisor_app.services.xlsform.problemas import Hallados, Lugar
from supervisor_app.services.xlsform.tipos import Tipo, admite
from supervisor_app.services.xlsform.valores import leer_expresion, leer_inicial, leer_si_no

P = TypeVar("P", bound=ParteBruta)
_CUMPLE: Final = frozenset(clave for clave, _ in c.OPCIONES_CUMPLE)
_MENSAJE: Final = "La respuesta no cumple la regla de la cédula."
_DE_BIND: Final = {"int": Kind.NUMERO, "integer": Kind.NUMERO, "decimal": Kind.NUMERO, "date": Kind.FECHA,
                   "string": Kind.TEXTO, "text": Kind.TEXTO}  # fmt: skip
_DECIMALES: Final = 2
_TEXTOS: Final = (("pregunta", "label"), ("ayuda", "hint"), ("evidencia", c.EVIDENCIA), ("unidad", c.UNIDAD),
                  ("peso", c.PESO), ("fundamento", c.FUNDAMENTO), ("otro_fundamento", c.OTRO_FUNDAMENTO))  # fmt: skip


def relevancia(renglon: Renglon) -> list[tuple[str, Lugar]]:
    """What the row is asked for: one expression, or none."""
    texto = renglon["relevant"]
    return [(leer_expresion(texto), renglon.lugar("relevant"))] if texto else []


def leer_parte(
    renglon: Renglon, tipo: Tipo, listas: dict[str, tuple[str, ...]], hallados: Hallados, clase: type[P]
) -> P:
    """The row as a ``clase``; what is wrong with it goes to ``hallados``."""
    kind = _kind(renglon, tipo, listas, hallados)
    parte = clase(renglon["name"], renglon, kind, tipo.base)
    for campo, columna in _TEXTOS:
        parte.textos[campo] = renglon[columna]
        parte.lugares[campo] = renglon.lugar(columna)
    parte.lugares |= {"id": renglon.lugar("name"), "clave": renglon.lugar("name"), "tipo": renglon.lugar("type")}
    parte.relevantes = relevancia(renglon)
    parte.decimales = _decimales(renglon, tipo, kind, hallados)
    if kind in (Kind.OPCION, Kind.OPCIONES):
        parte.lista = tipo.lista
        parte.lugares["lista"] = renglon.lugar("type")
    if tipo.base and tipo.lista and tipo.lista not in listas:
        hallados.mal(renglon.lugar("type"), f"La lista «{tipo.lista[:40]}» no está en la hoja choices.")
    if kind is not Kind.MUESTRA:
        _leer_logica(parte, tipo, hallados)
    for campo, columna in (("calculo", "calculation"), ("filtro", "choice_filter"), ("relevante", "relevant")):
        parte.lugares[campo] = renglon.lugar(columna)
    return parte


def _kind(renglon: Renglon, tipo: Tipo, listas: dict[str, tuple[str, ...]], hallados: Hallados) -> Kind:
    dicho = renglon[c.TIPO]
    if tipo.kind is Kind.MUESTRA:
        return Kind.MUESTRA
    if dicho:
        if dicho not in list(Kind):
            validos = ", ".join(k.value for k in Kind)
            hallados.mal(renglon.lugar(c.TIPO), f"«{dicho[:30]}» no es un tipo de pregunta; use uno de: {validos}.")
        elif not admite(tipo.base, Kind(dicho)):
            hallados.mal(
                renglon.lugar(c.TIPO), f"Dice «{dicho}», pero type dice «{renglon['type'][:40]}»; deje uno de los dos."
            )
        else:
            return Kind(dicho)
        return tipo.kind or Kind.TEXTO
    if tipo.base == "calculate":
        return _de_calculo(renglon, hallados)
    if tipo.kind is Kind.OPCION and (tipo.lista == c.LISTA_CUMPLE or set(listas.get(tipo.lista, ())) == _CUMPLE):
        return Kind.CUMPLE
    return tipo.kind or Kind.TEXTO


def _de_calculo(renglon: Renglon, hallados: Hallados) -> Kind:
    if renglon["bind::type"] in _DE_BIND:
        return _DE_BIND[renglon["bind::type"]]
    hallados.avisar(
        renglon.lugar("type"),
        "El cálculo se tomó como número; si da texto o fecha, escriba texto o fecha en imss::tipo.",
    )
    return Kind.NUMERO


def _decimales(renglon: Renglon, tipo: Tipo, kind: Kind, hallados: Hallados) -> int:
    dicho = renglon[c.DECIMALES]
    if dicho:
        if not dicho.isdecimal() or int(dicho) > 6:
            hallados.mal(renglon.lugar(c.DECIMALES), "Escriba cuántos decimales admite: un número de 0 a 6.")
            return 0
        return int(dicho)
    if kind is Kind.NUMERO and tipo.base in ("decimal", "calculate"):
        if tipo.base == "decimal":
            hallados.avisar(renglon.lugar("type"), f"Admite hasta {_DECIMALES} decimales; dígalo en imss::decimales.")
        return _DECIMALES
    return 0


def _leer_logica(parte: ParteBruta, tipo: Tipo, hallados: Hallados) -> None:
    renglon = parte.renglon
    parte.calculo = leer_expresion(renglon["calculation"])
    parte.filtro = leer_expresion(renglon["choice_filter"])
    parte.opcional = opcional(renglon, hallados)
    if tipo.base == "calculate" and not parte.calculo:
        hallados.mal(renglon.lugar("calculation"), "Falta la expresión que se calcula.")
    if leer_si_no(renglon["read_only"]) and not parte.calculo:
        hallados.avisar(renglon.lugar("read_only"), "No se leyó: sin calculation, la pregunta la contesta una persona.")
    if renglon[c.INICIAL]:
        parte.inicial, parte.lugares["inicial"] = leer_expresion(renglon[c.INICIAL]), renglon.lugar(c.INICIAL)
    elif renglon["default"]:
        parte.inicial = leer_inicial(renglon["default"], renglon["type"], parte.kind)
        parte.lugares["inicial"] = renglon.lugar("default")
    if tipo.base == "calculate" and not parte.textos["pregunta"]:
        parte.textos["pregunta"] = parte.nombre
        hallados.avisar(renglon.lugar("label"), "El cálculo no tiene texto; se mostrará con su nombre.")
    _leer_regla(parte, hallados)


def opcional(renglon: Renglon, hallados: Hallados) -> bool:
    """Whether the row may stay without an answer."""
    dicho = renglon["required"]
    obligatoria = leer_si_no(dicho)
    if dicho and obligatoria is None:
        hallados.mal(renglon.lugar("required"), "Escriba yes o no; para pedirla sólo a veces, diga cuándo en relevant.")
    if obligatoria is None:
        # Nobody types what is calculated, so that an empty cell there does not make it optional.
        return not renglon["calculation"]
    return not obligatoria


def _leer_regla(parte: ParteBruta, hallados: Hallados) -> None:
    renglon = parte.renglon
    expresion, mensaje = renglon["constraint"], renglon["constraint_message"]
    lugar, lugar_mensaje = renglon.lugar("constraint"), renglon.lugar("constraint_message")
    if not expresion:
        if mensaje:
            hallados.avisar(lugar_mensaje, "No se leyó: la pregunta no tiene constraint.")
        return
    if not mensaje:
        hallados.avisar(lugar, f"No tiene constraint_message; se dirá «{_MENSAJE}»")
    parte.reglas.append(ReglaBruta(leer_expresion(expresion), mensaje or _MENSAJE, True, lugar, lugar_mensaje))
