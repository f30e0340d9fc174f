"""The visit: which unit, when, by whom, with which cédulas, and the states it goes through.

Source: dominio 3.1–3.3 (own proposal over the JSAC manual, 7.1.1 núm. 3, 4 and 8). It must never know how it is stored.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.cedula.definition import UnitKind


class TipoVisita(StrEnum):
    """The two kinds of visit of the manual (JSAC 7.1.1 núm. 8; 7.1.3 núm. 21)."""

    SUPERVISION = "supervision"
    APOYO = "apoyo"

    @property
    def label(self) -> str:
        return {"supervision": "Supervisión", "apoyo": "Apoyo"}[self.value]


class EstadoVisita(StrEnum):
    """States of a visit. From ``CERRADA`` on its records are immutable; a correction is a new revision."""

    PROGRAMADA = "programada"
    EN_CURSO = "en_curso"
    CERRADA = "cerrada"

    @property
    def label(self) -> str:
        return {"programada": "Programada", "en_curso": "En curso", "cerrada": "Cerrada"}[self.value]


class Unidad(Value):
    """The visited unit. ``nombre`` is free text for UMF and offices, of which no public catalogue exists."""

    tipo: UnitKind
    ooad: str = ""
    ooad_nombre: str = ""
    subdelegacion: str = ""
    subdelegacion_nombre: str = ""
    nombre: str = ""

    @property
    def titulo(self) -> str:
        """How people call it: «Subdelegación Colima», «UMF No. 5, Tecomán»."""
        if self.tipo is UnitKind.SUB:
            return f"Subdelegación {self.subdelegacion_nombre}".strip()
        propio = self.nombre.strip()
        if not propio:
            return f"{self.tipo.label} sin nombre"
        # No letter may follow: the Oficina Auxiliar (OAX) of Oaxaca does not carry its kind in its name.
        if re.match(rf"(?:{self.tipo.label}|{self.tipo.value})(?![^\W\d_])", propio, re.IGNORECASE):
            return propio
        return f"{'UMF' if self.tipo is UnitKind.UMF else self.tipo.label} {propio}"

    @property
    def corto(self) -> str:
        """The name without its kind, for lists."""
        return self.subdelegacion_nombre if self.tipo is UnitKind.SUB else self.nombre


class Visita(Value):
    """A supervision visit. Dates are plain days without zone; ``creada`` carries its zone."""

    id: str
    folio: str
    revision: int = 1
    motivo_revision: str = ""
    numeros_entregados: int = 0
    """The highest number of a finding in what was delivered: it never names another one."""
    tipo: TipoVisita = TipoVisita.SUPERVISION
    estado: EstadoVisita = EstadoVisita.EN_CURSO
    unidad: Unidad | None = None
    inicio: date | None = None
    fin: date | None = None
    pliego: str = ""
    lugar: str = ""
    ciudad: str = ""
    objeto: str = ""
    periodo_revisado: str = ""
    fecha_corte: date | None = None
    fuente: str = ""
    hora_apertura: time | None = None
    hora_cierre: time | None = None
    equipo: tuple[Persona, ...] = ()
    recibio: Persona = Persona()
    titular: Persona = Persona()
    superior: Persona = Persona()
    """Who gives the visto bueno; signs last, and only what ``visto_bueno`` names (``informe``, ``cedula``)."""
    visto_bueno: tuple[str, ...] = ()
    cedulas: tuple[str, ...] = ()
    ficticia: bool = False
    programada: str = ""
    """The programmed visit that it was begun from (``domain.programa``), or nothing."""
    creada: datetime

    @property
    def titulo(self) -> str:
        return self.unidad.titulo if self.unidad else "Visita sin unidad"

    def da_visto_bueno(self, tipo: str) -> Persona | None:
        """Who signs documents of this kind last, where somebody does."""
        return self.superior if tipo in self.visto_bueno and self.superior.nombre.strip() else None

    @property
    def cerrada(self) -> bool:
        return self.estado is EstadoVisita.CERRADA


def siguiente_folio(anio: int, usados: tuple[str, ...], clave: str = "") -> str:
    """The next folio of a year, ``V-2026-014``; with a laptop's key, ``V-2026-A7-014``, so that two do not collide."""
    prefijo = f"V-{anio}-{clave}-" if clave else f"V-{anio}-"
    numeros = [int(f[len(prefijo) :]) for f in usados if f.startswith(prefijo) and f[len(prefijo) :].isdecimal()]
    return f"{prefijo}{max(numeros, default=0) + 1:03d}"
