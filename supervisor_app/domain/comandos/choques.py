"""Deciding between two copies that wrote the same datum. It must never decide by itself."""

from __future__ import annotations

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import CedulaFijada, Fila, Respuesta, sumar_filas
from supervisor_app.domain.choque import EXISTE, Choque
from supervisor_app.domain.clases import CLASES
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.respuestas import cambios_de_respuesta, guardar_filas
from supervisor_app.domain.comandos.versiones import cambios_al_seguir
from supervisor_app.domain.expediente import Cambio, Entidad, Expediente, Operacion
from supervisor_app.domain.fusion.campos import ENTERA, REGISTRO, aplanar, armar, politica
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.errors import UserError


def decidir_choque(e: Expediente, choque_id: str, valor: str, que: str) -> Operacion:
    """Let the field of a clash hold ``valor`` (canonical JSON): that of one side, or one that joins both.

    The record goes with what hangs from it where the decision is that it does not exist. Raises UserError where the
    value does not fit, or where the clash was decided meanwhile.
    """
    exigir_abierta(e)
    choque = e.choques.get(choque_id)
    if choque is None:
        raise UserError("Ese dato ya se decidió; no queda nada que elegir.")
    registro = registro_de(e, choque)
    fin = Cambio(choque, None)
    if registro is None:
        return operacion(e, que, fin)
    if choque.campo == EXISTE:
        return operacion(e, que, *(_sin(e, registro) if valor == "false" else ()), fin)
    try:
        despues = con_valor(registro, choque.campo, valor)
    except ValueError as error:
        raise UserError("Ese valor no cabe en el dato; escriba el correcto en su lugar y vuelva a elegir.") from error
    return operacion(e, que, *_cambios(e, choque, registro, despues), fin)


def registro_de(e: Expediente, choque: Choque) -> Entidad | None:
    """The record that a clash is about, or None where it is gone."""
    if choque.registro_id == e.visita.id:
        return e.visita
    clase = CLASES[choque.clase]
    return next((r for r in e.registros() if r.id == choque.registro_id and type(r) is clase), None)


def valor_mostrado(e: Expediente, choque: Choque) -> str:
    """What the visit shows now in the field of a clash, as canonical JSON; empty where the record is gone."""
    registro = registro_de(e, choque)
    if registro is None:
        return ""
    if choque.campo == EXISTE:
        return "true"
    regla = ENTERA if choque.campo == REGISTRO else politica(type(registro))
    return aplanar(registro, regla).get(choque.campo, "")


def con_valor(registro: Entidad, campo: str, valor: str) -> Entidad:
    """The record with that value (canonical JSON) in the field. Raises ValueError where it does not fit."""
    regla = ENTERA if campo == REGISTRO else politica(type(registro))
    return armar(type(registro), {**aplanar(registro, regla), campo: valor}, regla)


def _cambios(e: Expediente, choque: Choque, registro: Entidad, despues: Entidad) -> list[Cambio]:
    if isinstance(despues, Muestreo):
        return [*_filas_del_sorteo(e, choque, despues), Cambio(registro, despues)]
    if isinstance(despues, CedulaFijada):
        return cambios_al_seguir(e, [despues.definicion])
    if isinstance(registro, Respuesta) and isinstance(despues, Respuesta) and registro.nota == despues.nota:
        item = e.item(registro.item_id)
        if item is not None:
            filas = e.filas_de(item.id)
            if sumar_filas(filas) in (None, despues.valor):
                return cambios_de_respuesta(e, item, despues.valor)
            # Typed counts hold instead of the rows, which otherwise would give them again.
            sin = [Cambio(f, None) for f in filas]
            return [*sin, *cambios_de_respuesta(e.aplicar(sin), item, despues.valor)]
    return [Cambio(registro, despues)]


def _filas_del_sorteo(e: Expediente, choque: Choque, elegido: Muestreo) -> list[Cambio]:
    """The rows of the draw that is kept, each once, and every row that somebody reviewed or wrote by hand.

    Where the draws are of two universes nothing tells whose a row is, so all stay and a person takes out the rest.
    """
    item = e.item(elegido.item_id)
    universos = {Muestreo.model_validate_json(x.valor).universo.sha256 for x in choque.lados}
    if item is None or universos != {elegido.universo.sha256}:
        return []
    filas = e.filas_de(item.id)
    revisadas = {f.universo for f in filas if _revisada(f)}
    quedan, puestos = [], set[int]()
    for f in filas:
        if f.universo is None or _revisada(f):
            quedan.append(f if f.universo in {None, *elegido.numeros} else con(f, universo=None))
        elif f.universo in elegido.numeros and f.universo not in revisadas | puestos:
            quedan.append(f)
            puestos.add(f.universo)
    return list(guardar_filas(e, item, quedan, "").cambios)


def _revisada(f: Fila) -> bool:
    return f.con_inconsistencia is not None or bool(f.nota.strip() or f.celdas)


def _sin(e: Expediente, registro: Entidad) -> list[Cambio]:
    """The record goes, after everything that hangs from it."""
    cuelgan = [
        r
        for r in e.registros()
        if not isinstance(r, Choque) and any(c.endswith("_id") and v == registro.id for c, v in r.__dict__.items())
    ]
    return [*(Cambio(r, None) for r in cuelgan), Cambio(registro, None)]
