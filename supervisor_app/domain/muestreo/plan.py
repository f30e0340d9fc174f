"""A draw as it is asked for, and what comes of it: the one way from a universe to a record.

It must never choose a seed or look at a clock; the caller brings both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from supervisor_app.domain.muestreo import metodos
from supervisor_app.domain.muestreo.generador import leer_semilla
from supervisor_app.domain.muestreo.metodos import Metodo, Sorteo
from supervisor_app.domain.muestreo.registro import (
    Calculo,
    Elegido,
    Estrato,
    Muestreo,
    Proposito,
    UniversoUsado,
)
from supervisor_app.domain.muestreo.tamanos import para_descartar, para_estimar, por_unidad_monetaria
from supervisor_app.domain.muestreo.universo import Universo
from supervisor_app.domain.texto import pesos
from supervisor_app.errors import UserError

DADO = Calculo()
"""A size that a person gave, projected at 95 %."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. ``tamano`` is needed only where the purpose says that it is given."""

    metodo: Metodo
    calculo: Calculo = DADO
    tamano: int | None = None
    semilla: str = ""
    columna: str = ""
    """The key of the column whose values are the strata."""


def casos_sorteables(u: Universo, metodo: Metodo) -> int:
    """How many cases a method can draw: by monetary unit those above zero, the largest those with an amount."""
    if metodo is Metodo.UNIDAD_MONETARIA:
        return sum(1 for c in u.centavos if c is not None and c > 0)
    if metodo is Metodo.MAYORES:
        return sum(1 for c in u.centavos if c is not None)
    return len(u)


def importe_sorteable(u: Universo) -> Decimal:
    """Pesos that a draw by monetary unit can hit."""
    return Decimal(sum(c for c in u.centavos if c is not None and c > 0)).scaleb(-2)


def tamano_de(u: Universo, plan: Plan) -> int:
    """The size that a plan leads to. Raises UserError beside the field that makes it impossible."""
    _exigir_importes(u, plan.metodo)
    c = plan.calculo
    if c.proposito is Proposito.DADO:
        if plan.tamano is None:
            raise UserError("Escriba cuántos casos quiere revisar.", field="tamano")
        return plan.tamano
    if c.tolerable is None or c.esperado is None:
        campo = "tolerable" if c.tolerable is None else "esperado"
        raise UserError("Escriba este dato para calcular el tamaño.", field=campo)
    confianza = float(c.confianza) / 100
    if c.proposito is Proposito.IMPORTE:
        return _por_importe(u, plan.metodo, c.esperado, c.tolerable, confianza)
    if plan.metodo in (Metodo.UNIDAD_MONETARIA, Metodo.MAYORES):
        raise UserError(f"Con «{plan.metodo.label}» el tamaño no se calcula por tasa de casos.", field="proposito")
    esperada, tolerable = float(c.esperado) / 100, float(c.tolerable) / 100
    if c.proposito is Proposito.ESTIMAR:
        if not 0 < esperada < 1:
            raise UserError("Escriba una tasa entre 0 y 100 %; si no la conoce, use 50.", field="esperado")
        if not tolerable < 1:
            raise UserError("El margen debe ser menor que 100 puntos.", field="tolerable")
        return para_estimar(len(u), confianza, esperada, tolerable)
    if not esperada < tolerable <= 1:
        raise UserError("La tasa esperada debe ser menor que la tolerable, y ésta de 100 % o menos.", field="tolerable")
    return para_descartar(len(u), confianza, esperada, tolerable)


def _por_importe(u: Universo, metodo: Metodo, esperado: Decimal, tolerable: Decimal, confianza: float) -> int:
    total = importe_sorteable(u)
    if metodo is not Metodo.UNIDAD_MONETARIA:
        raise UserError("El tamaño por importe tolerable es del método por unidad monetaria.", field="proposito")
    if not esperado < tolerable:
        raise UserError("El importe esperado con error debe ser menor que el tolerable.", field="tolerable")
    if tolerable > total:
        raise UserError(f"El importe tolerable pasa del universo ({pesos(total)}).", field="tolerable")
    casos = casos_sorteables(u, metodo)
    return por_unidad_monetaria(casos, confianza, float(esperado / total), float(tolerable / total))


def _exigir_importes(u: Universo, metodo: Metodo) -> None:
    if metodo in (Metodo.UNIDAD_MONETARIA, Metodo.MAYORES) and not casos_sorteables(u, metodo):
        raise UserError("Este método necesita los importes: diga cuál es la columna del importe.", field="metodo")


def sortear(u: Universo, plan: Plan) -> tuple[Sorteo, str]:
    """The cases that a plan draws, and the seed as it was read. Raises UserError where it cannot be drawn."""
    tamano = tamano_de(u, plan)
    if plan.metodo is Metodo.MAYORES:
        return metodos.mayores(u.centavos, tamano), ""
    semilla = leer_semilla(plan.semilla)
    match plan.metodo:
        case Metodo.SISTEMATICO:
            return metodos.sistematico(len(u), tamano, semilla), semilla
        case Metodo.ESTRATIFICADO:
            return metodos.estratificado(u.valores(plan.columna), tamano, semilla), semilla
        case Metodo.UNIDAD_MONETARIA:
            return metodos.unidad_monetaria(u.centavos, tamano, semilla), semilla
        case _:
            return metodos.simple(len(u), tamano, semilla), semilla


def usar(u: Universo, nombre: str) -> UniversoUsado:
    """What a record keeps of its universe."""
    return UniversoUsado(
        nombre=nombre,
        sha256=u.sha256,
        renglones=len(u),
        columnas=tuple(c.label for c in u.columnas),
        importe=u.total,
        sin_importe=sum(1 for c in u.centavos if c is None),
    )


def registrar(u: Universo, plan: Plan, *, nombre: str, visita_id: str, item_id: str, cuando: datetime) -> Muestreo:
    """Draw, and write down the draw. ``nombre`` is that of the file, or of where it was copied from."""
    sorteo, semilla = sortear(u, plan)
    estratificado = plan.metodo is Metodo.ESTRATIFICADO
    estrato_de = u.valores(plan.columna) if estratificado else ()
    monetario = plan.metodo is Metodo.UNIDAD_MONETARIA
    return Muestreo(
        id=f"{visita_id}:{item_id}:muestreo",
        visita_id=visita_id,
        item_id=item_id,
        universo=usar(u, nombre),
        metodo=plan.metodo,
        semilla=semilla,
        calculo=plan.calculo,
        columna_estrato=plan.columna if estratificado else "",
        estratos=tuple(Estrato(nombre=k, renglones=n, tamano=m) for k, (n, m) in (sorteo.estratos or {}).items()),
        elegidos=tuple(
            Elegido(
                numero=n,
                importe=u.importe(n),
                estrato=estrato_de[n - 1] if estratificado else "",
                cierto=n in sorteo.ciertos,
            )
            for n in sorteo.elegidos
        ),
        sorteable=importe_sorteable(u) if monetario else None,
        sin_suerte=len(u) - casos_sorteables(u, plan.metodo) if monetario else 0,
        cuando=cuando,
    )
