"""What Seguimiento reads: everything once on the store lane, what the filters pick of it on a free one. No widget."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from supervisor_app.services.desahogo import armado
from supervisor_app.services.desahogo.valores import Asunto, Cuentas, FiltroAsuntos, MedidaSeguida, Opciones
from supervisor_app.ui.lugares.oficina.renglones import Table
from supervisor_app.ui.lugares.seguimiento import tablas
from supervisor_app.wiring import Servicios


@dataclass(frozen=True, slots=True)
class All:
    """Everything there is of one kind, real or of practice. ``otras``: whether there is any of the other kind.
    ``office``: it is decided here.
    """

    asuntos: tuple[Asunto, ...]
    medidas: tuple[MedidaSeguida, ...]
    ficticias: bool
    otras: bool
    office: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What the lists show. ``revisar``: the evidence that waits longest first. ``tables``: the lists as their rows."""

    asuntos: tuple[Asunto, ...]
    medidas: tuple[MedidaSeguida, ...]
    revisar: tuple[Asunto, ...]
    cuentas: Cuentas
    opciones: Opciones
    otras: bool
    office: bool
    any: bool
    tables: Mapping[str, Table]

    @property
    def only_practice(self) -> bool:
        """Whether there is something to follow up, and all of it is practice that is not shown."""
        return not self.any and self.otras


def read(s: Servicios, *, ficticias: bool) -> All:
    """For the store lane."""
    d = s.desahogo
    asuntos = d.asuntos(FiltroAsuntos(ficticias=ficticias))
    medidas = d.medidas(FiltroAsuntos(ficticias=ficticias), pendientes=False)
    otras = bool(d.asuntos(FiltroAsuntos(ficticias=not ficticias, limite=1)))
    return All(asuntos, medidas, ficticias, otras, d.en_oficina)


def pick(
    everything: All, f: FiltroAsuntos, today: date, holidays: Collection[date], begun: Collection[str] = ()
) -> Read:
    """For a free lane: what the filter asks for, overdue and recurrent ones first. ``begun``: findings of which
    something was written and not registered.
    """
    chosen = sorted(armado.elegir(everything.asuntos, f), key=_urgency)
    ids = {a.id for a in chosen}
    who = armado.plano(f.responsable)
    chosen_measures = (
        m
        for m in everything.medidas
        if m.asunto in ids
        and (m.abierta or not f.abiertas)
        and (m.atraso is not None or not f.vencidas)
        and (not who or who in armado.plano(m.responsable))
    )
    waiting = replace(f, estados=frozenset(), abiertas=False, vencidas=False, reincidentes=False, por_revisar=True)
    queue = sorted(armado.elegir(everything.asuntos, waiting), key=lambda a: (a.visto_el or a.fecha, a.folio))
    measures = sorted(chosen_measures, key=lambda m: (not m.abierta, m.fecha or date.max, m.asunto_folio, m.numero))
    return Read(
        asuntos=tuple(chosen),
        medidas=tuple(measures),
        revisar=tuple(queue),
        cuentas=armado.cuentas_de(chosen),
        opciones=armado.opciones_de(everything.asuntos),
        otras=everything.otras,
        office=everything.office,
        any=bool(everything.asuntos),
        tables={
            "asuntos": tablas.findings_table(chosen, begun),
            "medidas": tablas.measures_table(measures),
            "revisar": tablas.queue_table(queue, today, holidays, begun),
        },
    )


def _urgency(a: Asunto) -> tuple[bool, bool, date, date, str]:
    """Overdue before not, what came back before what did not, then by its date."""
    return (not (a.vencido and a.abierto), not (a.reincide and a.abierto), a.plazo or date.max, a.fecha, a.folio)
