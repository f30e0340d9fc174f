"""A fictitious visit that answered CO-90 in its version 1, and the version 2 that arrives: something of everything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import (
    Celda,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorPorcentaje,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition, Kind
from supervisor_app.domain.expediente import Expediente
from tests.visita_ficticia import CO_90, NO_CUMPLE, VISITA_ID, aplicar, evidencia, fila, visita

_CAUSAS = (("domicilio", "No localizado en el domicilio"), ("patron", "Baja del patrón"), ("otra", "Otra causa"))


def _lista(*claves: str) -> dict[str, object]:
    opciones = [{"clave": c, "texto": t} for c, t in _CAUSAS if c in claves]
    return {"clave": "causas", "opciones": opciones}


def _punto(n: int, **campos: object) -> dict[str, object]:
    return CO_90.items[n - 1].__dict__ | campos


_COLUMNAS = (
    {"clave": "causa", "titulo": "Causa", "tipo": Kind.TEXTO},
    {"clave": "folio", "titulo": "Folio del acta", "tipo": Kind.TEXTO},
)
UNA = CedulaDefinition.model_validate(
    CO_90.__dict__
    | {
        "items": (
            _punto(1),
            _punto(2, columnas=_COLUMNAS),
            _punto(3),
            _punto(4),
            _punto(5, tipo=Kind.OPCIONES, lista="causas", pregunta="¿Por qué causas no se notificó?"),
            _punto(6),
            _punto(7),
        ),
        "listas": (_lista("domicilio", "patron", "otra"),),
    }
)
_NUEVO = _punto(1, id="CO-90-08", pregunta="¿El control de notificación se firma cada semana?", otro_fundamento=())
OTRA = CedulaDefinition.model_validate(
    UNA.__dict__
    | {
        "version": 2,
        "vigente_al": date(2026, 6, 1),
        "items": (
            _NUEVO,
            _punto(7),
            _punto(2, columnas=_COLUMNAS[1:], pregunta="¿Cuántas actas de notificación omiten un dato?"),
            _punto(4, tipo=Kind.NUMERO, unidad="créditos", pregunta="¿Cuántos créditos se diligenciaron?"),
            _punto(5, tipo=Kind.OPCIONES, lista="causas", pregunta="¿Por qué causas no se notificó?"),
            _punto(6, otro_fundamento=("CFF 137",)),
            _punto(3),
        ),
        "listas": (_lista("domicilio", "patron"),),
    }
)


def contestada() -> Expediente:
    """The visit with its answers to version 1: a finding with note and evidence, rows, choices, a share, a number."""
    e = Expediente(visita(cedulas=(), folio="V-2026-014"))
    e = aplicar(e, comandos.elegir_cedulas(e, [UNA]))
    items = {i.id: i for i in UNA.items}
    e = aplicar(e, comandos.responder(e, items["CO-90-01"], NO_CUMPLE))
    e = aplicar(e, comandos.anotar(e, items["CO-90-01"], "El control se llena al cierre del mes; faltan tres semanas."))
    e = aplicar(e, comandos.adjuntar(e, [evidencia(1, item_id="CO-90-01", leyenda="Control de mayo")]))
    filas = [
        fila(n, n == 2, celdas=(Celda(columna="causa", valor=ValorTexto(valor="Cambio de domicilio")),))
        for n in range(1, 4)
    ]
    e = aplicar(e, comandos.guardar_filas(e, items["CO-90-02"], filas, "Pegó renglones"))
    e = aplicar(e, comandos.responder(e, items["CO-90-03"], ValorNumero(valor=4)))
    e = aplicar(e, comandos.responder(e, items["CO-90-04"], ValorPorcentaje(valor=Decimal(87))))
    elegidas = tuple(ValorOpcion(valor=c, texto=t) for c, t in _CAUSAS if c != "patron")
    return aplicar(e, comandos.responder(e, items["CO-90-05"], ValorOpciones(valores=elegidas)))


def seguida() -> Expediente:
    """The same visit after following version 2."""
    e = contestada()
    return aplicar(e, comandos.seguir_versiones(e, [OTRA]))


__all__ = ["OTRA", "UNA", "VISITA_ID", "contestada", "seguida"]
