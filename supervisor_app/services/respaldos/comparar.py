"""What is newer on either side, the data folder or a backup, visit by visit. It reads both and changes neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.manifiesto import BASE
from supervisor_app.services.respaldos.restaurar import exigir_usable
from supervisor_app.store import base_respaldada
from supervisor_app.store.base_respaldada import VisitaEnBase

SIN_CIFRAR = "Este respaldo no está cifrado: al restaurarlo, sus datos quedan legibles en el disco."


class Diferencia(StrEnum):
    """How a visit stands on both sides."""

    IGUAL = "igual"
    MAS_AQUI = "mas_aqui"
    MAS_ALLA = "mas_alla"
    DISTINTA = "distinta"
    SOLO_AQUI = "solo_aqui"
    SOLO_ALLA = "solo_alla"

    @property
    def label(self) -> str:
        return {
            "igual": "igual en ambos",
            "mas_aqui": "más nueva aquí",
            "mas_alla": "más nueva en el respaldo",
            "distinta": "con cambios propios en ambos",
            "solo_aqui": "sólo aquí",
            "solo_alla": "sólo en el respaldo",
        }[self.value]


@dataclass(frozen=True, slots=True)
class VisitaComparada:
    """``cambios_*``: operations that the other side does not have. ``respuestas_*``: answers that stand on one side
    only; ``respuestas_distintas``: on both, and not the same.
    """

    id: str
    folio: str
    titulo: str
    diferencia: Diferencia
    cerrada_alla: bool
    ultima_aqui: datetime | None
    ultima_alla: datetime | None
    cambios_aqui: int
    cambios_alla: int
    respuestas_aqui: int = 0
    respuestas_alla: int = 0
    respuestas_distintas: int = 0


@dataclass(frozen=True, slots=True)
class Comparacion:
    """What restoring would bring back and leave behind. ``avisos``: what should be known before."""

    visitas: tuple[VisitaComparada, ...]
    avisos: tuple[str, ...]

    @property
    def se_dejan(self) -> tuple[VisitaComparada, ...]:
        """Those that have something here which the backup does not."""
        return tuple(
            v for v in self.visitas if v.diferencia in (Diferencia.MAS_AQUI, Diferencia.DISTINTA, Diferencia.SOLO_AQUI)
        )


def comparar(carpeta: Path, juego: Juego, presente: Llave | None, del_juego: Llave | None) -> Comparacion:
    """``presente`` and ``del_juego`` are the keys of both sides. Raises UserError where the backup cannot be used."""
    m = exigir_usable(juego, del_juego)
    avisos = []
    if presente is not None and not m.llave:
        avisos.append(SIN_CIFRAR)
    if not m.completo:
        avisos.append("Este respaldo es sólo de la base: las evidencias y documentos serán los que hay ahora.")
    with base_respaldada.abierta(juego.ruta / BASE, del_juego) as alla:
        de_alla = base_respaldada.visitas(alla)
        if not (carpeta / BASE).exists():  # a new laptop: there is nothing to compare with, and nothing is wrong
            hechas = [_comparada(None, v) for v in de_alla.values()]
            return Comparacion(tuple(sorted(hechas, key=lambda v: v.folio)), tuple(avisos))
        try:
            with base_respaldada.abierta(carpeta / BASE, presente) as aqui:
                de_aqui = base_respaldada.visitas(aqui)
                hechas = []
                for id_ in dict.fromkeys([*de_aqui, *de_alla]):
                    v = _comparada(de_aqui.get(id_), de_alla.get(id_))
                    if v.diferencia is not Diferencia.IGUAL:
                        v = _con_respuestas(
                            v, base_respaldada.respuestas(aqui, id_), base_respaldada.respuestas(alla, id_)
                        )
                    hechas.append(v)
        except EnvironmentProblem as error:
            avisos.insert(0, f"Lo que hay aquí no se puede leer, así que no se compara: {error.message}")
            hechas = [_comparada(None, v) for v in de_alla.values()]
    orden = sorted(hechas, key=lambda v: (v.diferencia is Diferencia.IGUAL, v.folio))
    return Comparacion(tuple(orden), tuple(avisos))


def _comparada(aqui: VisitaEnBase | None, alla: VisitaEnBase | None) -> VisitaComparada:
    una = aqui or alla
    assert una is not None
    solo_aqui = (aqui.operaciones if aqui else frozenset()) - (alla.operaciones if alla else frozenset())
    solo_alla = (alla.operaciones if alla else frozenset()) - (aqui.operaciones if aqui else frozenset())
    if aqui is None or alla is None:
        diferencia = Diferencia.SOLO_ALLA if aqui is None else Diferencia.SOLO_AQUI
    elif solo_aqui and solo_alla:
        diferencia = Diferencia.DISTINTA
    elif solo_aqui or solo_alla:
        diferencia = Diferencia.MAS_AQUI if solo_aqui else Diferencia.MAS_ALLA
    else:
        diferencia = Diferencia.IGUAL
    return VisitaComparada(
        id=una.id,
        folio=una.folio,
        titulo=una.titulo,
        diferencia=diferencia,
        cerrada_alla=alla is not None and alla.cerrada,
        ultima_aqui=aqui.ultima if aqui else None,
        ultima_alla=alla.ultima if alla else None,
        cambios_aqui=len(solo_aqui),
        cambios_alla=len(solo_alla),
    )


def _con_respuestas(v: VisitaComparada, aqui: Mapping[str, str], alla: Mapping[str, str]) -> VisitaComparada:
    comunes = aqui.keys() & alla.keys()
    return replace(
        v,
        respuestas_aqui=len(aqui) - len(comunes),
        respuestas_alla=len(alla) - len(comunes),
        respuestas_distintas=sum(aqui[i] != alla[i] for i in comunes),
    )
