"""What the store knows of synchronising, read at once for the screen. It must never go to a mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from supervisor_app.errors import ReadOnly
from supervisor_app.services.recibido.valores import Ficha
from supervisor_app.services.sincronia.verbos import Anotado, EstadoEquipo, Etapa, Vida
from supervisor_app.settings import Ajustes
from supervisor_app.wiring import Servicios

_RENGLONES = 300


@dataclass(frozen=True, slots=True)
class Estado:
    """``palabras``: this laptop's own, "" where it has none and may make none. ``visto``: when it went well last."""

    direccion: str
    ajustes: Ajustes
    vidas: tuple[Vida, ...]
    folios: Mapping[str, str]
    registro: tuple[Anotado, ...]
    oficina: str
    equipo: str
    palabras: str
    situacion: EstadoEquipo
    motivo: str
    visto: datetime | None
    recibido: tuple[Ficha, ...] = ()

    @property
    def esperan(self) -> int:
        """Visits of which something waits."""
        return len({v.visita_id for v in self.vidas if v.etapa in (Etapa.CERRADA, Etapa.ANUNCIADA)})

    @property
    def sin_acuse(self) -> int:
        return len({v.visita_id for v in self.vidas if v.etapa is Etapa.ENVIADA})

    @property
    def apartadas(self) -> int:
        return len({v.visita_id for v in self.vidas if v.etapa is Etapa.APARTADA})


def leer(s: Servicios) -> Estado:
    """On the store lane."""
    sincronia = s.sincronizacion
    situacion, motivo = sincronia.situacion()
    oficina = sincronia.oficina()
    return Estado(
        direccion=s.conexiones.direccion(),
        ajustes=s.ajustes.leer(),
        vidas=sincronia.vidas(),
        folios=sincronia.folios(),
        registro=sincronia.registro(_RENGLONES),
        oficina=oficina.nombre if oficina else "",
        equipo=sincronia.identidad.equipo,
        palabras=_palabras(s),
        situacion=situacion,
        motivo=motivo,
        recibido=s.recibido.fichas(),
        visto=max((b.visto for b in sincronia.buzones() if b.visto is not None), default=None),
    )


def _palabras(s: Servicios) -> str:
    try:
        return s.sincronizacion.palabras()
    except ReadOnly:
        return ""
