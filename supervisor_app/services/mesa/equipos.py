"""The laptops that the office heard of: who holds each, by which key, and whether it is enrolled. All of it derived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervisor_app.cifrado.firma_ssh import Publica
from supervisor_app.domain.feed import OFICINA, Clase, Entrada, Inscripcion, Presentacion
from supervisor_app.store.sincronia import Sincronia


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


def vistos(s: Sincronia) -> tuple[EquipoVisto, ...]:
    """Every laptop whose feed is kept, by its name. Of each feed only its ends and what presents it are read."""
    inscripciones: dict[str, Entrada] = {}
    for clase in (Clase.INSCRIPCION, Clase.BAJA):
        for e in s.entradas(OFICINA, clase=clase):
            dicha = e.cuerpo.dicho
            if isinstance(dicha, Inscripcion):
                previa = inscripciones.get(dicha.equipo)
                if previa is None or previa.cuerpo.n < e.cuerpo.n:
                    inscripciones[dicha.equipo] = e
    return tuple(_uno(s, equipo, inscripciones.get(equipo)) for equipo in s.equipos())


def _uno(s: Sincronia, equipo: str, inscripcion: Entrada | None) -> EquipoVisto:
    presentadas = [
        d for e in s.entradas(equipo, clase=Clase.PRESENTACION) if isinstance(d := e.cuerpo.dicho, Presentacion)
    ]
    publica = Publica.leer(presentadas[0].publica)
    estado, motivo = EstadoEquipo.POR_INSCRIBIR, ""
    if inscripcion is not None and isinstance(dicha := inscripcion.cuerpo.dicho, Inscripcion):
        if inscripcion.cuerpo.clase == Clase.BAJA:
            estado, motivo = EstadoEquipo.DE_BAJA, dicha.motivo
        elif Publica.leer(dicha.publica) == publica:
            estado = EstadoEquipo.INSCRITO
    p, n = presentadas[-1], s.ultimo(equipo)[0]
    ultima = s.entrada(equipo, n)
    assert ultima is not None
    return EquipoVisto(
        equipo=equipo,
        nombre=p.nombre,
        cargo=p.cargo,
        clave_equipo=p.clave_equipo,
        publica=publica,
        estado=estado,
        ultimo=ultima.cuerpo.cuando,
        asientos=n,
        paquetes=s.cuantos(equipo, Clase.PAQUETE),
        motivo=motivo,
        sobre=p.sobre,
    )
