"""What a finding says where nobody wrote it: title, description and amount, made from the answers it gathers.

They follow the answers; what a person wrote is kept. This module must never change an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from supervisor_app.domain.cedula.answers import Cumplimiento, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.texto import cantidad, pesos, porcentaje


@dataclass(frozen=True, slots=True)
class Caso:
    """One of the questions that a finding gathers, as it was asked and as it is answered.

    ``version`` is that of the cédula which asked it, where the answer lost its place in the one that is applied now.
    """

    item_id: str
    item: ItemDefinition | None = None
    respuesta: Respuesta | None = None
    version: int | None = None

    @property
    def juzga(self) -> bool:
        """Whether it is asked and its answer is of a kind that raises an inconsistencia, or says that there is none."""
        valor = self.respuesta.valor if self.respuesta is not None else None
        return self.item is not None and isinstance(valor, ValorCumple | ValorMuestra)

    @property
    def sustenta(self) -> bool:
        return self.respuesta is not None and self.respuesta.levanta_inconsistencia


def caso_de(propio: Caso, perdidas: Iterable[SinLugar]) -> Caso:
    """A question as it is asked and answered now; where its answer lost its place, as the version before asked it.

    ``perdidas`` are the answers without a place of the visit. An answer that judges the question as it is asked now
    goes before them.
    """
    if propio.juzga:
        return propio
    suyas = [s for s in perdidas if s.item_id == propio.item_id and s.levanta_inconsistencia]
    if not suyas:
        return propio
    s = max(suyas, key=lambda s: (s.version, s.id))
    return Caso(propio.item_id, s.punto, s.respuesta, s.version)


def sustentada(hallazgo: Inconsistencia, casos: Sequence[Caso]) -> bool:
    """False where the finding was born of answers none of which raises one any more."""
    return hallazgo.libre or any(c.sustenta for c in casos)


def titulo(hallazgo: Inconsistencia, casos: Sequence[Caso]) -> str:
    """The title shown and printed: the written one, or one made from the first answer that sustains it."""
    if hallazgo.titulo:
        return hallazgo.titulo
    dicen = _los_que_dicen(casos)
    primero = next((t for c in dicen if (t := _titulo(c))), "")
    if not primero:
        return "Inconsistencia sin título"
    otros = len(dicen) - 1
    return f"{primero} y {otros} {'punto' if otros == 1 else 'puntos'} más" if otros > 0 else primero


def descripcion(hallazgo: Inconsistencia, casos: Sequence[Caso]) -> str:
    """The description shown and printed: the written one, or question, answer and note of each item."""
    if hallazgo.descripcion is not None:
        return hallazgo.descripcion
    dichas = [(c.item_id, texto) for c in _los_que_dicen(casos) if (texto := _descripcion(c))]
    if len(dichas) == 1 and len(hallazgo.items) == 1:
        return dichas[0][1]
    return "\n".join(f"{item_id}: {texto}" for item_id, texto in dichas)


def importe(hallazgo: Inconsistencia, casos: Sequence[Caso]) -> Decimal | None:
    """The amount in MXN: the written one, or the sum of what the muestras found; None where there is none."""
    if hallazgo.importe is not None:
        return hallazgo.importe
    montos = [
        c.respuesta.valor.importe
        for c in casos
        if c.sustenta and c.respuesta is not None and isinstance(c.respuesta.valor, ValorMuestra)
    ]
    return sum(ciertos, Decimal(0)) if (ciertos := [m for m in montos if m is not None]) else None


def _los_que_dicen(casos: Sequence[Caso]) -> Sequence[Caso]:
    """Those that sustain the finding, or all where none does any more."""
    return [c for c in casos if c.sustenta] or casos


def _titulo(caso: Caso) -> str:
    valor = caso.respuesta.valor if caso.respuesta is not None else None
    if isinstance(valor, ValorMuestra):
        casos = "caso revisado" if valor.revisados == 1 else "casos revisados"
        return f"{cantidad(valor.con_inconsistencia)} de {cantidad(valor.revisados)} {casos} con inconsistencia"
    if isinstance(valor, ValorCumple) and caso.item is not None:
        inicio = "Cumple parcialmente" if valor.valor is Cumplimiento.PARCIAL else "No cumple"
        return f"{inicio}: {_recortar(_pregunta(caso.item), 90)}"
    return ""


def _descripcion(caso: Caso) -> str:
    item, respuesta = caso.item, caso.respuesta
    if item is None or respuesta is None or respuesta.valor is None:
        return ""
    partes = [item.pregunta.strip()]
    if isinstance(respuesta.valor, ValorMuestra):
        m = respuesta.valor
        linea = "Se revisó 1" if m.revisados == 1 else f"Se revisaron {cantidad(m.revisados)}"
        linea += f"; en {cantidad(m.con_inconsistencia)} se encontró la inconsistencia"
        if m.proporcion is not None:
            linea += f" ({porcentaje(m.proporcion)})"
        if m.importe:
            linea += f", por {pesos(m.importe)}"
        partes.append(linea + ".")
    elif isinstance(respuesta.valor, ValorCumple):
        partes.append("Se cumple sólo en parte." if respuesta.valor.valor is Cumplimiento.PARCIAL else "No se cumple.")
    if respuesta.nota.strip():
        partes.append(respuesta.nota.strip())
    return " ".join(partes)


def _pregunta(item: ItemDefinition) -> str:
    return item.pregunta.strip().strip("¿?").strip()


def _recortar(texto: str, largo: int) -> str:
    if len(texto) <= largo:
        return texto
    return texto[:largo].rsplit(" ", 1)[0].rstrip(",;:") + "…"
