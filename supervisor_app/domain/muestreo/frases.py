"""A draw and what it proves, in sentences that screen, paper and command line share.

Whoever has these sentences and the universe can repeat the draw. This module must never work out a figure.
"""

from __future__ import annotations

from decimal import Decimal

from supervisor_app.domain.muestreo.generador import NO_SE_COPIAN
from supervisor_app.domain.muestreo.importes import Estimador, ImporteProyectado
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.proyeccion import Proyeccion
from supervisor_app.domain.muestreo.registro import Calculo, Muestreo, Proposito
from supervisor_app.domain.muestreo.universo import OTRA, Papel
from supervisor_app.domain.texto import NO_BREAK_SPACE, cantidad, cuantos, numero, pesos, porcentaje

SIN_DATO = "(sin dato)"


def tasa(valor: Decimal) -> str:
    """«5 %», «2.5 %»: a rate that a person wrote, without decimals that were not."""
    texto = f"{valor.normalize():f}"
    return f"{texto}{NO_BREAK_SPACE}%"


def _cosas(m: Muestreo) -> tuple[str, str]:
    return ("crédito", "créditos") if Papel.CREDITO.label in m.universo.columnas else ("caso", "casos")


def columna(clave: str) -> str:
    """The column of the strata as it is read."""
    return clave.removeprefix(OTRA) if clave.startswith(OTRA) else Papel(clave).label


def estrato(nombre: str) -> str:
    return nombre or SIN_DATO


def del_tamano(c: Calculo, tamano: int) -> str:
    """Why the sample has that size, in one sentence."""
    casos = cuantos(tamano, "caso", "casos")
    esperado, tolerable = c.esperado or Decimal(0), c.tolerable or Decimal(0)
    match c.proposito:
        case Proposito.ESTIMAR:
            return (
                f"{casos}: los que hacen falta para estimar la tasa con un margen de ±{tasa(tolerable)} y "
                f"{tasa(c.confianza)} de confianza, si ronda {tasa(esperado)}."
            )
        case Proposito.DESCARTAR:
            return (
                f"{casos}: los que hacen falta para descartar, con {tasa(c.confianza)} de confianza, una tasa de "
                f"{tasa(tolerable)} o más, si la real ronda {tasa(esperado)}."
            )
        case Proposito.IMPORTE:
            return (
                f"{casos}: los que hacen falta para descartar, con {tasa(c.confianza)} de confianza, un error de "
                f"{pesos(tolerable)} o más, si se esperan {pesos(esperado)}."
            )
        case _:
            return f"{casos}: tamaño indicado por quien supervisa."


def del_universo(m: Muestreo) -> str:
    """Name, rows and sum of the universe; its hash goes apart, since it takes a line of its own."""
    u = m.universo
    importe = f", {pesos(u.importe)}" if u.importe is not None else ""
    sin = f" ({cuantos(u.sin_importe, 'sin importe', 'sin importe')})" if u.sin_importe and u.importe else ""
    return f"«{u.nombre}»: {cuantos(u.renglones, 'renglón', 'renglones')}{importe}{sin}"


def del_metodo(m: Muestreo) -> str:
    """Method, size over universe and seed: what repeats the draw."""
    uno, varios = _cosas(m)
    texto = f"{m.metodo.label}: {cantidad(m.tamano)} de {cuantos(m.universo.renglones, uno, varios)}"
    if m.metodo is Metodo.MAYORES:
        return f"{texto}, los de mayor importe; no es al azar."
    ciertos = sum(x.cierto for x in m.elegidos)
    if ciertos:
        texto += f", {cantidad(ciertos)} de ellos con certeza por su importe"
    if m.sin_suerte:
        texto += f"; {cuantos(m.sin_suerte, 'quedó', 'quedaron')} fuera por no tener importe mayor que cero"
    return f"{texto}. Semilla: {m.semilla}"


def de_los_estratos(m: Muestreo) -> str:
    """How many of each stratum, or "" where there are none."""
    if not m.estratos:
        return ""
    partes = [f"{estrato(e.nombre)}: {cantidad(e.tamano)} de {cantidad(e.renglones)}" for e in m.estratos]
    return f"Estratos por «{columna(m.columna_estrato)}»: {'; '.join(partes)}."


def de_la_orden(m: Muestreo) -> str:
    """The command that draws the same rows from the universe, as a command line takes it on any system.

    The equals sign lets a seed begin with a hyphen; titles are found without the marks that a command line would eat.
    """
    partes = [f"supervisor-app muestras sortear UNIVERSO --metodo {m.metodo.value} --tamano {m.tamano}"]
    if m.semilla:
        partes.append(f'--semilla="{m.semilla}"')
    if m.columna_estrato:
        titulo = "".join(" " if c in NO_SE_COPIAN else c for c in columna(m.columna_estrato))
        partes.append(f'--columna="{" ".join(titulo.split())}"')
    return " ".join((*partes, f"--comprobar {m.universo.sha256[:16]}"))


def de_la_proyeccion(m: Muestreo, p: Proyeccion | None) -> str:
    """What the reviewed rows say of the whole universe, or what is missing for it."""
    uno, varios = _cosas(m)
    if p is None:
        return f"Cuando revise los {varios} se estimará aquí lo que pasa en todo el universo."
    frases = []
    if m.metodo is Metodo.MAYORES:
        frases.append(
            f"Son los de mayor importe: lo que muestran vale para ellos y no se proyecta al resto de {varios}."
        )
    elif m.censo and not p.provisional:
        frases.append(f"Se revisó todo el universo: {cantidad(p.malos)} de {cuantos(p.universo, uno, varios)}.")
    elif p.casos is not None:
        frases.append(_de_los_casos(p, uno, varios))
    if m.metodo.al_azar and p.importe is not None:
        frases.append(_del_importe(p.importe, p.confianza))
    elif m.metodo.al_azar and p.malos:
        frases.append(f"Para proyectar el importe escriba el de cada {uno} con inconsistencia.")
    if p.descarta is not None and not p.provisional:
        frases.append(_de_lo_tolerable(m.calculo, descarta=p.descarta))
    elif m.calculo.proposito is Proposito.DESCARTAR and p.casos is not None and not (p.provisional or m.censo):
        # The size is that of a simple draw; strata have no such exact test.
        tolerable = tasa(m.calculo.tolerable or Decimal(0))
        frases.append(
            f"El tamaño se calculó como sin estratos: se descarta una tasa de {tolerable} o más si el límite superior "
            "no llega a ella."
        )
    if p.provisional and m.metodo.al_azar:
        faltan = cuantos(p.sorteados - p.revisados, "renglón", "renglones")
        frases.append(f"Provisional: falta revisar {faltan}.")
    return " ".join(frases)


def _de_lo_tolerable(c: Calculo, *, descarta: bool) -> str:
    tolerable = c.tolerable or Decimal(0)
    que = (
        f"un error de {pesos(tolerable)} o más"
        if c.proposito is Proposito.IMPORTE
        else f"una tasa de {tasa(tolerable)} o más"
    )
    if descarta:
        return f"Con {tasa(c.confianza)} de confianza, de un solo lado, se descarta {que}."
    return f"La muestra no permite descartar {que}."


def _de_los_casos(p: Proyeccion, uno: str, varios: str) -> str:
    assert p.casos is not None
    de = 100 / Decimal(p.universo)
    estimado, bajo, alto = (Decimal(x) * de for x in (p.casos.estimado, p.casos.bajo, p.casos.alto))
    return (
        f"Se estima que {cantidad(round(p.casos.estimado))} de {cuantos(p.universo, uno, varios)} tienen la "
        f"inconsistencia ({porcentaje(estimado)}, entre {numero(bajo, 1)} y {porcentaje(alto)}, con "
        f"{tasa(p.confianza)} de confianza)."
    )


def _del_importe(importe: ImporteProyectado, confianza: Decimal) -> str:
    estimado = pesos(Decimal(importe.estimado))
    if importe.estimador is Estimador.UNIDAD_MONETARIA:
        limite = (
            f"y, con {tasa(confianza)} de confianza, no pasa de {pesos(Decimal(importe.alto))}"
            if importe.alto is not None
            else "sin límite, porque hay un error mayor que el importe de su caso"
        )
        return f"El importe con inconsistencia se estima en {estimado} {limite} ({importe.estimador})."
    if importe.bajo is None or importe.alto is None:
        return f"El importe con inconsistencia se estima en {estimado}; faltan casos para decir entre qué límites."
    return (
        f"El importe con inconsistencia se estima en {estimado}, más o menos entre {pesos(Decimal(importe.bajo))} y "
        f"{pesos(Decimal(importe.alto))} ({importe.estimador})."
    )
