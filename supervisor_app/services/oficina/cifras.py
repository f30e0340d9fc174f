"""The figures at the top and the trends, in words: the same on the screen, on a terminal and on paper.

It must never work out a figure: it words what the ``Foto`` has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from supervisor_app.domain.texto import MESES, cantidad, cuantos, numero, porcentaje
from supervisor_app.services.oficina.panorama import Foto, Tendencia, por_revisar, tendencias
from supervisor_app.services.oficina.valores import sumar_en_plazo


@dataclass(frozen=True, slots=True)
class Cifra:
    """A number, what it is, and a second line. ``clave``: the list that it opens; ``tono``: "", ``bad`` or ``warn``."""

    clave: str
    numero: str
    palabras: str
    segunda: str = ""
    tono: str = ""


@dataclass(frozen=True, slots=True)
class Punto:
    """``mes``: ``2026-11``; ``texto``: the value as it is written."""

    mes: str
    valor: Decimal
    texto: str


@dataclass(frozen=True, slots=True)
class Serie:
    """``cambio`` in words from the first month to the last; ``sube``, and whether that is good (None: neither).
    ``corto``: the title where there is little room.
    """

    titulo: str
    puntos: tuple[Punto, ...]
    cambio: str = ""
    sube: bool = False
    bueno: bool | None = None
    corto: str = ""

    @property
    def breve(self) -> str:
        """How much it changed, without since when."""
        return self.cambio.partition(" desde ")[0]


def cifras(foto: Foto) -> tuple[Cifra, ...]:
    """The five at the top; ``cifra_de_cumplimiento`` stands at the map."""
    t, h, m = foto.totales, foto.hallazgos, foto.medidas
    reinciden, aparte = len(foto.reincidencias.hallazgos), por_revisar(t)
    retenidos = [
        f"{cantidad(n)} {palabras}"
        for n, palabras in (
            (t.en_cuarentena, "en cuarentena"),
            (t.en_conflicto, "en conflicto"),
            (t.aparte, "sin confianza"),
        )
        if n
    ]
    tocaban = foto.programadas
    return (
        Cifra("entregas", cantidad(t.visitas), "visita recibida" if t.visitas == 1 else "visitas recibidas",
              # Of what was received, only what was programmed counts there.
              f"{cantidad(tocaban.realizadas)} de {cantidad(len(tocaban.renglones))} programadas" if tocaban.renglones
              else f"a {cuantos(t.unidades, 'unidad', 'unidades')}"),
        Cifra("hallazgos", cantidad(h.total), "inconsistencia" if h.total == 1 else "inconsistencias",
              f"{cantidad(reinciden)} {'reincide' if reinciden == 1 else 'reinciden'}"),
        _en_plazo(foto),
        Cifra("medidas", cantidad(m.vencidas), "medida vencida" if m.vencidas == 1 else "medidas vencidas",
              f"la mayor, {cuantos(m.mayor.naturales, 'día', 'días')}" if m.mayor is not None
              else f"de {cuantos(m.pendientes, 'pendiente', 'pendientes')}", "bad" if m.vencidas else ""),
        Cifra("revisar", cantidad(aparte), "paquete por revisar" if aparte == 1 else "paquetes por revisar",
              " · ".join(retenidos) or "todo lo recibido cuenta", "warn" if aparte else ""),
    )  # fmt: skip


def cifra_de_cumplimiento(foto: Foto) -> Cifra:
    """What all cells of the map come to together."""
    c = foto.cumplimiento
    numero_ = porcentaje(c.porcentaje, 0) if c.porcentaje is not None else "s/d"
    respuestas = cuantos(c.resultado.contestadas, "respuesta", "respuestas")
    return Cifra("cumplimiento", numero_, "cumple de lo revisado", respuestas)


def _en_plazo(foto: Foto) -> Cifra:
    """The share of measures done by their date, beside where it began; or of how many it is."""
    cuenta, (_, _, serie, _) = sumar_en_plazo(foto.en_plazo), tendencias(foto)
    if cuenta.porcentaje is None:
        return Cifra("en_plazo", "s/d", "medidas en plazo", "ninguna llegó a su fecha")
    segunda = f"{cantidad(cuenta.en_plazo)} de {cantidad(cuenta.total)}"
    if len(serie.puntos) > 1:
        mes, valor = serie.puntos[0]
        segunda += f" · {porcentaje(valor, 0)} en {mes_corto(mes)}"
    return Cifra("en_plazo", porcentaje(cuenta.porcentaje, 0), "medidas en plazo", segunda)


def series(foto: Foto) -> tuple[Serie, Serie, Serie, Serie]:
    """The trends: compliance, inconsistencies by visit, measures done by their date, and days to solve."""
    cumple, por_visita, puntuales, dias = tendencias(foto)
    en_plazo = _serie(
        "Medidas cumplidas en plazo (%)", puntuales, lambda v: porcentaje(v, 0), " puntos", 0, sube_es_bueno=True
    )
    return (
        _serie("Cumplimiento (%)", cumple, lambda v: porcentaje(v, 0), " puntos", 0, sube_es_bueno=True),
        _serie("Inconsistencias por visita", por_visita, lambda v: numero(v, 1), "", 1, sube_es_bueno=False),
        replace(en_plazo, corto="Medidas en plazo (%)"),
        _serie("Días para solventar (mediana)", dias, lambda v: numero(v, 0), " días", 0, sube_es_bueno=False),
    )


def _serie(
    titulo: str, t: Tendencia, escribir: Callable[[Decimal], str], unidad: str, decimales: int, *, sube_es_bueno: bool
) -> Serie:
    puntos = tuple(Punto(mes, valor, escribir(valor)) for mes, valor in t.puntos)
    if t.cambio is None:
        return Serie(titulo, puntos)
    if round(t.cambio, decimales) == 0:
        return Serie(titulo, puntos)
    sube = t.cambio > 0
    desde = mes_largo(puntos[0].mes).split(" ")[0]
    return Serie(titulo, puntos, f"{con_signo(t.cambio, decimales)}{unidad} desde {desde}", sube, sube == sube_es_bueno)


def mes_largo(mes: str) -> str:
    """``junio de 2026`` for ``2026-06``."""
    anio, cual = mes.split("-")
    return f"{MESES[int(cual) - 1]} de {anio}"


def mes_corto(mes: str) -> str:
    """``jun``."""
    return MESES[int(mes[5:7]) - 1][:3]


def con_signo(valor: Decimal, decimales: int) -> str:
    """``+13`` and ``−3.3``, as figures stand in print."""
    return f"{'−' if valor < 0 else '+'}{numero(abs(valor), decimales)}"
