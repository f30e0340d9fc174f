"""What the informe says of the indicators: a list for section 2 and a sentence for section 3, made from the figures.

A person may change every word of it; bringing it up to date touches only the lines of indicators that were measured.
"""

from __future__ import annotations

from collections.abc import Iterable

from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.indicador import IndicadorMedido, en_orden, escribir_avance, escribir_cifra, escribir_periodo
from supervisor_app.domain.informe import Bloque, Marcador
from supervisor_app.domain.texto import cuantos

INICIO = "Evaluar el cumplimiento de metas relativas a:"


def _dichos(e: Expediente) -> tuple[IndicadorMedido, ...]:
    return tuple(m for m in en_orden(e.indicadores.values()) if m.real is not None)


def bloque_de_metas(e: Expediente) -> Bloque | None:
    """The numbered item of section 2 with one line for each indicator that has a figure; None without any."""
    lineas = [_linea(m, e) for m in _dichos(e)]
    if not lineas:
        return None
    return Bloque(texto=INICIO, marcador=Marcador.NUMERO, subelementos=tuple(_enlistar(lineas)))


def frase_de_metas(e: Expediente) -> str:
    """How the goals stand, in one sentence; "" where none can be compared."""
    comparados = [m for m in _dichos(e) if m.favorable is not None]
    if not comparados:
        return ""
    mal = [m for m in comparados if not m.favorable]
    inicio = f"De {cuantos(len(comparados), 'indicador', 'indicadores')} con meta"
    if not mal:
        return f"{inicio}, todos la alcanzaron." if len(comparados) > 1 else "El indicador con meta la alcanzó."
    cuales = "; ".join(
        _nombre(m) + (f" ({escribir_avance(m)} de la meta)" if m.avance is not None else "") for m in mal
    )
    verbo = "no la alcanzó" if len(mal) == 1 else "no la alcanzaron"
    return f"{inicio}, {len(mal)} {verbo}: {cuales}."


def al_dia(actividades: tuple[Bloque, ...], e: Expediente) -> tuple[Bloque, ...]:
    """Section 2 with the figures of today: the lines of measured indicators renewed, what else is there kept."""
    nuevo = bloque_de_metas(e)
    if nuevo is None:
        return actividades
    lugar = next((n for n, b in enumerate(actividades) if b.texto.strip() == INICIO), None)
    if lugar is None:
        # After the opening meeting, where the composed draft has it too.
        return (*actividades[:1], nuevo, *actividades[1:])
    por_nombre = {_inicio(m, e): _linea(m, e) for m in _dichos(e)}
    lineas: list[str] = []
    for sub in actividades[lugar].subelementos:
        suyo = next((i for i in por_nombre if sub.texto.startswith(i)), None)
        lineas.append(por_nombre.pop(suyo) if suyo is not None else sub.texto.rstrip(" ;."))
    bloque = con(actividades[lugar], subelementos=tuple(_enlistar([*lineas, *por_nombre.values()])))
    return (*actividades[:lugar], bloque, *actividades[lugar + 1 :])


def _enlistar(lineas: Iterable[str]) -> Iterable[Bloque]:
    lineas = list(lineas)
    for n, linea in enumerate(lineas, start=1):
        yield Bloque(texto=linea + (";" if n < len(lineas) else "."), marcador=Marcador.LETRA)


def _linea(m: IndicadorMedido, e: Expediente) -> str:
    """«ingresos totales en efectivo, acumulado a mayo de 2026: $96.00, con meta de $100.00 (96.00 % de avance)»."""
    real = escribir_cifra(m.real, m.unidad)
    if m.meta is None:
        return f"{_inicio(m, e)} {real}"
    avance = f" ({escribir_avance(m)} de avance)" if m.avance is not None else ""
    return f"{_inicio(m, e)} {real}, con meta de {escribir_cifra(m.meta, m.unidad)}{avance}"


def _inicio(m: IndicadorMedido, e: Expediente) -> str:
    periodo = escribir_periodo(m.periodo, m.corte or e.visita.fecha_corte)
    return f"{_nombre(m)}, {periodo[:1].lower()}{periodo[1:]}:"


def _nombre(m: IndicadorMedido) -> str:
    """In a sentence a name starts in lower case, unless its first word is an acronym."""
    primera = m.nombre.split(" ", 1)[0]
    return m.nombre if primera.isupper() else m.nombre[:1].lower() + m.nombre[1:]
