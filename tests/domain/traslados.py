"""Hands of the tests of following a newer version of a cédula."""

from collections import Counter
from decimal import Decimal

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import (
    Fila,
    Respuesta,
    Valor,
    ValorDecimal,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.expediente import Expediente, Operacion
from tests.definiciones_al_azar import con_items
from tests.visita_ficticia import (
    AV_90,
    CO_90,
    aplicar,
    expediente,
)

Atomo = tuple[object, ...]


def de_valor(donde: Atomo, valor: Valor | None) -> list[Atomo]:
    """A value as what a person said, whatever form keeps it: the choices one by one, numbers by their amount."""
    match valor:
        case None:
            return []
        case ValorNumero() | ValorDecimal():
            return [(*donde, "número", Decimal(valor.valor))]
        case ValorOpcion():
            return [(*donde, "opción", valor)]
        case ValorOpciones():
            return [(*donde, "opción", v) for v in valor.valores]
    return [(*donde, valor)]


def de_respuesta(r: Respuesta) -> list[Atomo]:
    notas: list[Atomo] = [(r.item_id, "nota", linea) for linea in r.nota.splitlines()]
    return [*de_valor((r.item_id,), r.valor), *notas]


def de_filas(todas: list[Fila]) -> set[Atomo]:
    atomos: set[Atomo] = set()
    for f in todas:
        atomos.add((f.id, f.orden, f.referencia, f.detalle, f.con_inconsistencia, f.importe, f.nota, f.universo))
        atomos |= {a for c in f.celdas for a in de_valor((f.id, c.columna), c.valor)}
    return atomos


def lo_dicho(e: Expediente) -> set[Atomo]:
    """Everything that people answered, in its place or without one."""
    respuestas = [*e.respuestas.values(), *(s.respuesta for s in e.sin_lugar.values())]
    renglones = [*e.filas.values(), *(f for s in e.sin_lugar.values() for f in s.filas)]
    sorteos = [*e.muestreos.values(), *(s.muestreo for s in e.sin_lugar.values() if s.muestreo)]
    return {a for r in respuestas for a in de_respuesta(r)} | de_filas(renglones) | {("sorteo", m.id) for m in sorteos}


def seguir(e: Expediente, *nuevas: CedulaDefinition) -> tuple[Expediente, Operacion]:
    op = comandos.seguir_versiones(e, nuevas)
    return e.aplicar(op.cambios), op


def una_vez_cada_registro(op: Operacion) -> bool:
    veces = Counter((type(c.vigente), c.vigente.id) for c in op.cambios)
    return set(veces.values()) <= {1}


def aplicada() -> Expediente:
    return aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90, AV_90]))


def contesta(e: Expediente, item: ItemDefinition, valor: Valor, nota: str = "") -> Expediente:
    e = aplicar(e, comandos.responder(e, item, valor))
    return aplicar(e, comandos.anotar(e, item, nota)) if nota else e


SIN_CONTROL = con_items(CO_90, *CO_90.items[1:])
