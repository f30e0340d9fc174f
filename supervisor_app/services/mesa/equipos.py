"""The laptops that the office heard of: who holds each, by which key, and whether it is enrolled. All of it derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervisor_app.cifrado.firma_ssh import Publica
from supervisor_app.domain.feed import Clase, Entrada, Inscripcion, PaqueteEnviado, Presentacion


class EstadoEquipo(StrEnum):
    POR_INSCRIBIR = "por inscribir"
    INSCRITO = "inscrito"
    DE_BAJA = "de baja"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class EquipoVisto:
    """One laptop. ``palabras``: by which a person on the telephone recognises its key. ``sobre``: the RSA key (PEM) to
    which is sealed what goes to it alone, "" where it said none.
    """

    equipo: str
    nombre: str
    cargo: str
    clave_equipo: str
    publica: Publica
    estado: EstadoEquipo
    ultimo: datetime
    asientos: int
    paquetes: int
    motivo: str = ""
    sobre: str = ""

    @property
    def palabras(self) -> str:
        return self.publica.palabras


def vistos(feeds: Mapping[str, tuple[Entrada, ...]], de_oficina: Iterable[Entrada]) -> tuple[EquipoVisto, ...]:
    """By name of the laptop: its entries in order; and what the office said to all."""
    inscripciones: dict[str, Entrada] = {}
    for e in de_oficina:
        if isinstance(e.cuerpo.dicho, Inscripcion):
            inscripciones[e.cuerpo.dicho.equipo] = e
    return tuple(_uno(equipo, feeds[equipo], inscripciones.get(equipo)) for equipo in sorted(feeds) if feeds[equipo])


def _uno(equipo: str, entradas: tuple[Entrada, ...], inscripcion: Entrada | None) -> EquipoVisto:
    presentadas = [d for e in entradas if isinstance(d := e.cuerpo.dicho, Presentacion)]
    publica = Publica.leer(presentadas[0].publica)
    estado, motivo = EstadoEquipo.POR_INSCRIBIR, ""
    if inscripcion is not None and isinstance(dicha := inscripcion.cuerpo.dicho, Inscripcion):
        if inscripcion.cuerpo.clase == Clase.BAJA:
            estado, motivo = EstadoEquipo.DE_BAJA, dicha.motivo
        elif Publica.leer(dicha.publica) == publica:
            estado = EstadoEquipo.INSCRITO
    p = presentadas[-1]
    return EquipoVisto(
        equipo=equipo,
        nombre=p.nombre,
        cargo=p.cargo,
        clave_equipo=p.clave_equipo,
        publica=publica,
        estado=estado,
        ultimo=entradas[-1].cuerpo.cuando,
        asientos=len(entradas),
        paquetes=sum(isinstance(e.cuerpo.dicho, PaqueteEnviado) for e in entradas),
        motivo=motivo,
        sobre=p.sobre,
    )
