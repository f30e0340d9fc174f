"""A cédula in the words of the expression language: its items, rows and lists as a form, its answers as texts.

Names: an item by its id; of a muestra ``ID_revisados``, ``ID_con_inconsistencia``, ``ID_importe`` and its rows
``ID_filas`` with ``ID_referencia``, ``ID_detalle``, ``ID_mal`` (``si``/``no``), ``ID_importe_fila``, ``ID_nota`` and
``ID_clave`` for each own column; «.» on a muestra is what was reviewed. This module must never evaluate a visit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from pydantic import ValidationError

from supervisor_app.domain.cedula.answers import (
    Celda,
    Cumplimiento,
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
from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Columna,
    ItemDefinition,
    Kind,
    ListaOpciones,
    Logica,
)
from supervisor_app.domain.lectura import leer_fecha
from supervisor_app.domain.logica import forma
from supervisor_app.domain.logica.evaluacion import FilaDada
from supervisor_app.domain.logica.expresion import literal_de
from supervisor_app.domain.logica.forma import Falla, FormaIncorrecta
from supervisor_app.domain.logica.reglas import FormaCompilada, compilar_forma, revisar_forma
from supervisor_app.errors import UserError

FIJAS: Final = ("referencia", "detalle", "mal", "importe_fila", "nota")
_CABEN: Final = 32
_compiladas: dict[int, tuple[CedulaDefinition, FormaCompilada | None]] = {}


def _con_reglas(logica: Logica) -> bool:
    return bool(logica.relevante or logica.restricciones or logica.calculo or logica.inicial or logica.filtro)


def compilada(definicion: CedulaDefinition) -> FormaCompilada | None:
    """The cédula ready to be evaluated, made once; None where nothing in it depends on an answer, as in most.

    A wrong one is refused where definitions are read (``problemas_de_logica``). Should one come all the same, from a
    visit that kept it, its questions are asked without logic: nobody may be kept from the answers.
    """
    conocida = _compiladas.get(id(definicion))
    if conocida is not None and conocida[0] is definicion:
        return conocida[1]
    hecha = _compilar(definicion)
    if len(_compiladas) >= _CABEN:
        _compiladas.clear()
    _compiladas[id(definicion)] = (definicion, hecha)
    return hecha


def _compilar(definicion: CedulaDefinition) -> FormaCompilada | None:
    if not any(_con_reglas(i) or any(_con_reglas(c) for c in i.columnas) for i in definicion.items):
        return None
    try:
        return compilar_forma(como_forma(definicion))
    except FormaIncorrecta:
        return None


@dataclass(frozen=True, slots=True)
class ProblemaDeLogica:
    """A wrong expression: the path of its field in the definition (``items, 2, columnas, 0, calculo``), and why."""

    lugar: tuple[str | int, ...]
    mensaje: str


def problemas_de_logica(definicion: CedulaDefinition) -> tuple[ProblemaDeLogica, ...]:
    """Every expression of the cédula that cannot be used."""
    donde = dict(_lugares(definicion))
    fallas = revisar_forma(como_forma(definicion))
    de_forma = (ProblemaDeLogica((*donde.get(f.nodo, ("items",)), *_campo(f)), f.mensaje) for f in fallas)
    return (*de_forma, *_iniciales_imposibles(definicion))


def _iniciales_imposibles(definicion: CedulaDefinition) -> Iterator[ProblemaDeLogica]:
    """What a question would start with, written out, and is no answer to it: nobody would ever see it."""
    listas = {lista.clave: lista for lista in definicion.listas}
    for i, item in enumerate(definicion.items):
        partes: list[tuple[tuple[str | int, ...], ItemDefinition | Columna]] = [(("items", i), item)]
        partes += [(("items", i, "columnas", j), columna) for j, columna in enumerate(item.columnas)]
        for lugar, que in partes:
            literal = literal_de(que.inicial) if que.inicial else None
            if literal and not _es_respuesta(que, literal, listas.get(que.lista or "")):
                yield ProblemaDeLogica((*lugar, "inicial"), f"«{literal[:40]}» {_NO_ES[que.tipo]}")


def _es_respuesta(que: ItemDefinition | Columna, literal: str, lista: ListaOpciones | None) -> bool:
    valor = valor_de(que, literal, lista)
    return valor is not None and not (isinstance(valor, ValorOpciones) and len(valor.valores) < len(literal.split()))


_NO_ES_NUMERO: Final = "no es un número que quepa en la respuesta; escríbalo con punto decimal y sin comas."
_NO_ES_OPCION: Final = "no está entre las opciones de la lista; use sus claves, separadas por un espacio si son varias."
_NO_ES: Final = {
    Kind.CUMPLE: "no es un cumplimiento; use cumple, parcial, no_cumple o no_aplica.",
    Kind.MUESTRA: "no puede estar en una muestra.",
    Kind.NUMERO: _NO_ES_NUMERO,
    Kind.PORCENTAJE: _NO_ES_NUMERO,
    Kind.MONTO: _NO_ES_NUMERO,
    Kind.FECHA: "no es una fecha; escríbala como 2026-11-21, o today().",
    Kind.TEXTO: "no cabe en la respuesta.",
    Kind.OPCION: _NO_ES_OPCION,
    Kind.OPCIONES: _NO_ES_OPCION,
}


def _lugares(definicion: CedulaDefinition) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for i, item in enumerate(definicion.items):
        yield item.id, ("items", i)
        yield _grupo(item), ("items", i)
        for j, columna in enumerate(item.columnas):
            yield nombre_de_columna(item, columna.clave), ("items", i, "columnas", j)


def _campo(falla: Falla) -> tuple[str | int, ...]:
    """``restricciones[1]`` -> the expression of the second rule."""
    nombre, _, indice = falla.campo.partition("[")
    return (nombre, int(indice[:-1]), "expresion") if indice else (nombre,)


# --- the form


def como_forma(definicion: CedulaDefinition) -> forma.Forma:
    """The cédula as a form."""
    listas = tuple(_lista(lista) for lista in definicion.listas)
    return forma.Forma(tuple(_nodo(i) for i in definicion.items), listas, definicion.codigo)


def _lista(lista: ListaOpciones) -> forma.Lista:
    opciones = (
        forma.Opcion(o.clave, o.texto, {str(k): str(v) for k, v in o.atributos.items()}) for o in lista.opciones
    )
    return forma.Lista(lista.clave, tuple(opciones))


def _nodo(item: ItemDefinition) -> forma.NodoDeForma:
    pregunta = _pregunta(item.id, item)
    if item.tipo is not Kind.MUESTRA:
        return pregunta
    conteos = (forma.Pregunta(f"{item.id}_{c}") for c in ("revisados", "con_inconsistencia", "importe"))
    fijas = (forma.Pregunta(nombre_de_columna(item, c)) for c in FIJAS)
    propias = (_pregunta(nombre_de_columna(item, c.clave), c) for c in item.columnas)
    filas = forma.Repeticion(nombre_de_filas(item), (*fijas, *propias))
    sin_relevancia = forma.Pregunta(item.id, restricciones=pregunta.restricciones)
    return forma.Grupo(_grupo(item), (sin_relevancia, *conteos, filas), item.relevante or "")


def _pregunta(nombre: str, logica: Logica) -> forma.Pregunta:
    restricciones = tuple(forma.Restriccion(r.expresion, r.mensaje, r.dura) for r in logica.restricciones)
    return forma.Pregunta(
        nombre=nombre,
        relevante=logica.relevante or "",
        calculo=logica.calculo or "",
        inicial=logica.inicial or "",
        restricciones=restricciones,
        lista=logica.lista or "",
        filtro=logica.filtro or "",
    )


def _grupo(item: ItemDefinition) -> str:
    return f"{item.id}_muestra"


def nombre_de_filas(item: ItemDefinition) -> str:
    """What the rows of a muestra are called."""
    return f"{item.id}_filas"


def nombre_de_columna(item: ItemDefinition, clave: str) -> str:
    """What a column of the rows of a muestra is called."""
    return f"{item.id}_{clave}"


# --- answers as texts, and back


def texto_de(valor: Valor | None) -> str:
    """The text that expressions see: numbers with point, dates as ISO, choices by key, apart by a space."""
    match valor:
        case None:
            return ""
        case ValorCumple():
            return valor.valor.value
        case ValorMuestra():
            return str(valor.revisados)
        case ValorFecha():
            return valor.valor.isoformat()
        case ValorOpciones():
            return " ".join(v.valor for v in valor.valores)
        case ValorNumero() | ValorTexto() | ValorOpcion():
            return str(valor.valor)
        case ValorDecimal() | ValorPorcentaje() | ValorMonto():
            return format(valor.valor.normalize() + 0, "f")


def _texto_en(que: ItemDefinition | Columna, valor: Valor | None) -> str:
    """«No aplica» is one of the four words only where they are the answer; elsewhere there is no value to compare."""
    return "" if que.tipo is not Kind.CUMPLE and isinstance(valor, ValorCumple) else texto_de(valor)


def textos_de_respuesta(item: ItemDefinition, valor: Valor | None) -> Iterator[tuple[str, str]]:
    """Every name that an answer fills, with its text."""
    yield item.id, _texto_en(item, valor)
    if isinstance(valor, ValorMuestra):
        yield f"{item.id}_revisados", str(valor.revisados)
        yield f"{item.id}_con_inconsistencia", str(valor.con_inconsistencia)
        yield f"{item.id}_importe", "" if valor.importe is None else str(valor.importe)


def fila_dada(item: ItemDefinition, fila: Fila) -> FilaDada:
    """A row of a muestra as its texts."""
    mal = {None: "", True: "si", False: "no"}[fila.con_inconsistencia]
    textos = {
        "referencia": fila.referencia.strip(),
        "detalle": fila.detalle.strip(),
        "mal": mal,
        "importe_fila": "" if fila.importe is None else str(fila.importe),
        "nota": fila.nota.strip(),
    }
    valores = {c.columna: c.valor for c in fila.celdas}
    textos |= {c.clave: _texto_en(c, valores[c.clave]) for c in item.columnas if c.clave in valores}
    return FilaDada(fila.id, {nombre_de_columna(item, k): v for k, v in textos.items() if v})


def con_celdas(fila: Fila, item: ItemDefinition, valores: Mapping[str, Valor | None]) -> Fila:
    """The row with those cells; None empties one. Cells stand in the order of the columns."""
    quedan = [c for c in fila.celdas if c.columna not in valores]
    nuevas = [Celda(columna=k, valor=v) for k, v in valores.items() if v is not None]
    orden = {c.clave: n for n, c in enumerate(item.columnas)}
    celdas = sorted((*quedan, *nuevas), key=lambda c: orden.get(c.columna, len(orden)))
    # Values that were read already: validating the whole row again is what would cost with a pasted universe.
    return fila.model_copy(update={"celdas": tuple(celdas)})


def valor_de(que: ItemDefinition | Columna, texto: str, lista: ListaOpciones | None) -> Valor | None:
    """What an expression gave, as the value of a question; None where it is empty or is no such value."""
    if not texto:
        return None
    try:
        return _valor(que, texto, lista)
    except (ValidationError, UserError, InvalidOperation, ValueError):
        return None


def _valor(que: ItemDefinition | Columna, texto: str, lista: ListaOpciones | None) -> Valor | None:
    match que.tipo:
        case Kind.CUMPLE:
            return ValorCumple(valor=Cumplimiento(texto))
        case Kind.TEXTO:
            return ValorTexto(valor=texto)
        case Kind.FECHA:
            return ValorFecha(valor=leer_fecha(texto))
        case Kind.OPCION:
            return next(iter(_elegidas([texto], lista)), None)
        case Kind.OPCIONES:
            elegidas = _elegidas(texto.split(), lista)
            return ValorOpciones(valores=elegidas) if elegidas else None
    numero = Decimal(texto)
    if que.tipo is Kind.MONTO:
        return ValorMonto(valor=numero.quantize(Decimal("0.01")) + 0)
    if que.tipo is Kind.PORCENTAJE:
        return ValorPorcentaje(valor=numero.quantize(Decimal("0.0001")).normalize() + 0)
    redondo = numero.quantize(Decimal(1).scaleb(-que.decimales)) + 0
    entero = not que.decimales and redondo >= 0
    return ValorNumero(valor=int(redondo)) if entero else ValorDecimal(valor=redondo)


def _elegidas(claves: Sequence[str], lista: ListaOpciones | None) -> tuple[ValorOpcion, ...]:
    opciones = lista.opciones if lista is not None else ()
    return tuple(ValorOpcion(valor=o.clave, texto=o.texto) for o in opciones if o.clave in claves)
