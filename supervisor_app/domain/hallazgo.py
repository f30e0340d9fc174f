"""Inconsistencias and the medidas agreed on them (dominio 3.3 and 3.4).

Titles and descriptions that nobody wrote are derived from the answer, so they follow it; a written one is kept.
This module must never change an answer.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from supervisor_app.domain.base import Value
from supervisor_app.domain.cedula.answers import Cumplimiento, Pesos, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.texto import cantidad, pesos, porcentaje


class Riesgo(StrEnum):
    BAJO = "bajo"
    MEDIO = "medio"
    ALTO = "alto"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Origen(StrEnum):
    """Who found it. «Observación» is the manual's word for what reviewers outside find."""

    SUPERVISION = "supervision"
    OIC = "oic"
    ASF = "asf"
    OTRA = "otra"

    @property
    def label(self) -> str:
        return {"supervision": "Supervisión", "oic": "OIC", "asf": "ASF", "otra": "Otra"}[self.value]


class EstadoHallazgo(StrEnum):
    ABIERTA = "abierta"
    EN_ATENCION = "en_atencion"
    EN_REVISION = "en_revision"
    SOLVENTADA = "solventada"
    NO_SOLVENTADA = "no_solventada"

    @property
    def label(self) -> str:
        return {
            "abierta": "Abierta",
            "en_atencion": "En atención",
            "en_revision": "En revisión",
            "solventada": "Solventada",
            "no_solventada": "No solventada",
        }[self.value]


class TipoMedida(StrEnum):
    """The three types of the manual (JSAC 7.1.1 núm. 8)."""

    CORRECTIVA = "correctiva"
    PREVENTIVA = "preventiva"
    MEJORA = "mejora"

    @property
    def label(self) -> str:
        return {"correctiva": "Correctiva", "preventiva": "Preventiva", "mejora": "Acción de mejora"}[self.value]


class Inconsistencia(Value):
    """A finding. ``numero`` counts within its visit, never shared by two; ``titulo`` None means derived."""

    id: str
    visita_id: str
    numero: int
    cedula: str = ""
    item_id: str = ""
    titulo: str | None = None
    descripcion: str | None = None
    causa: str = ""
    riesgo: Riesgo = Riesgo.MEDIO
    fundamento: tuple[str, ...] = ()
    importe: Pesos | None = None
    estado: EstadoHallazgo = EstadoHallazgo.ABIERTA
    origen: Origen = Origen.SUPERVISION
    posible_irregularidad: bool = False

    @property
    def tocada(self) -> bool:
        """True where somebody wrote in it, so that it must not vanish by itself."""
        return (
            bool(self.titulo or self.descripcion or self.causa.strip() or self.posible_irregularidad)
            or self.importe is not None
            or (self.riesgo, self.origen, self.estado) != (Riesgo.MEDIO, Origen.SUPERVISION, EstadoHallazgo.ABIERTA)
        )

    def folio(self, visita: str) -> str:
        return f"{visita}-{self.numero:02d}"


class Medida(Value):
    """An agreed measure: what, who by post and name, and until when."""

    id: str
    visita_id: str
    inconsistencia_id: str
    orden: int
    tipo: TipoMedida = TipoMedida.CORRECTIVA
    texto: str = ""
    responsable_cargo: str = ""
    responsable_nombre: str = ""
    fecha: date | None = None
    evidencia_esperada: str = ""
    avance: Annotated[int, Field(ge=0, le=100)] = 0

    @property
    def completa(self) -> bool:
        """A measure binds only with its text, its responsible and its date."""
        return bool(self.texto.strip() and (self.responsable_cargo + self.responsable_nombre).strip() and self.fecha)

    @property
    def responsable(self) -> str:
        return ", ".join(p for p in (self.responsable_nombre.strip(), self.responsable_cargo.strip()) if p)


def _pregunta(item: ItemDefinition) -> str:
    return item.pregunta.strip().strip("¿?").strip()


def titulo(hallazgo: Inconsistencia, respuesta: Respuesta | None, item: ItemDefinition | None) -> str:
    """The title shown and printed: the written one, or one made from the answer."""
    if hallazgo.titulo:
        return hallazgo.titulo
    if respuesta is not None and isinstance(respuesta.valor, ValorMuestra):
        m = respuesta.valor
        casos = "caso revisado" if m.revisados == 1 else "casos revisados"
        return f"{cantidad(m.con_inconsistencia)} de {cantidad(m.revisados)} {casos} con inconsistencia"
    if respuesta is not None and isinstance(respuesta.valor, ValorCumple) and item is not None:
        inicio = "Cumple parcialmente" if respuesta.valor.valor is Cumplimiento.PARCIAL else "No cumple"
        return f"{inicio}: {_recortar(_pregunta(item), 90)}"
    return "Inconsistencia sin título"


def descripcion(hallazgo: Inconsistencia, respuesta: Respuesta | None, item: ItemDefinition | None) -> str:
    """The description shown and printed: the written one, or one made from question, answer and note."""
    if hallazgo.descripcion is not None:
        return hallazgo.descripcion
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


def sustentada(hallazgo: Inconsistencia, respuesta: Respuesta | None) -> bool:
    """False where the finding was born of an answer that no longer raises one."""
    return not hallazgo.item_id or (respuesta is not None and respuesta.levanta_inconsistencia)


def _recortar(texto: str, largo: int) -> str:
    if len(texto) <= largo:
        return texto
    return texto[:largo].rsplit(" ", 1)[0].rstrip(",;:") + "…"
