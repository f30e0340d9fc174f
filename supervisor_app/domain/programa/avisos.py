"""What to look at in a programme before it is published: who is in two places, what is missing, days not worked.

None of it forbids anything. It must never look at a clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from supervisor_app.domain.calendario import es_habil
from supervisor_app.domain.cedula.definition import CedulaDefinition, Departamento
from supervisor_app.domain.programa.programada import VisitaProgramada
from supervisor_app.domain.seguimiento import clave_de_unidad, misma_unidad
from supervisor_app.domain.texto import enlistar, fecha_corta

_DICHOS: Final = 4
"""Days told by name; of more, how many."""
_LARGA: Final = 60
"""Days after which a visit is a mistake in a date."""


class ClaseDeAviso(StrEnum):
    PERSONA = "persona"
    UNIDAD = "unidad"
    INHABIL = "inhabil"
    SIN_EQUIPO = "sin_equipo"
    SIN_DEPARTAMENTO = "sin_departamento"
    SIN_CEDULAS = "sin_cedulas"
    NO_APLICA = "no_aplica"
    FUERA_DE_ANIO = "fuera_de_anio"
    LARGA = "larga"

    @property
    def label(self) -> str:
        return {
            "persona": "Persona en dos lugares",
            "unidad": "Unidad con dos visitas",
            "inhabil": "Días inhábiles",
            "sin_equipo": "Sin equipo",
            "sin_departamento": "Sin departamento",
            "sin_cedulas": "Sin cédulas",
            "no_aplica": "Cédulas que no corresponden",
            "fuera_de_anio": "Fuera del año",
            "larga": "Muy larga",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AvisoDePrograma:
    """``texto`` reads alone. ``otra_id``: the other visit of a clash, or nothing."""

    visita_id: str
    clase: ClaseDeAviso
    texto: str
    otra_id: str = ""


def avisos_de(
    visitas: Iterable[VisitaProgramada], *, feriados: Collection[date], cedulas: Mapping[str, CedulaDefinition]
) -> tuple[AvisoDePrograma, ...]:
    """Everything to look at, by the first day of its visit; cancelled visits have nothing."""
    vigentes = sorted((v for v in visitas if not v.cancelada), key=lambda v: (v.inicio, v.numero))
    conocidas = {c: cedulas[c] for c in {c for v in vigentes for c in v.cedulas} if c in cedulas}
    propios: dict[str, list[AvisoDePrograma]] = defaultdict(list)
    for aviso in _choques(vigentes):
        propios[aviso.visita_id].append(aviso)
    for v in vigentes:
        propios[v.id] += [AvisoDePrograma(v.id, clase, texto) for clase, texto in _de_una(v, feriados, conocidas)]
    return tuple(aviso for v in vigentes for aviso in propios[v.id])


def nombre_de(nombre: str) -> str:
    """What tells two people apart: capitals and spaces do not."""
    return " ".join(nombre.casefold().split())


# --- clashes --------------------------------------------------------------------------------------------------------


def _choques(visitas: Sequence[VisitaProgramada]) -> Iterator[AvisoDePrograma]:
    por_persona: dict[str, list[VisitaProgramada]] = defaultdict(list)
    por_unidad: dict[tuple[str, ...], list[VisitaProgramada]] = defaultdict(list)
    for v in visitas:
        for quien in {nombre_de(p.nombre) for p in v.equipo} - {""}:
            por_persona[quien].append(v)
        por_unidad[clave_de_unidad(v.unidad)].append(v)
    for quien, suyas in sorted(por_persona.items()):
        for a, b in _encimadas(suyas):
            como = next(p.nombre.strip() for p in b.equipo if nombre_de(p.nombre) == quien)
            texto = f"{como} también va a {a.unidad.titulo} ({a.folio}) en esas fechas."
            if not misma_unidad(a.unidad, b.unidad):
                yield AvisoDePrograma(b.id, ClaseDeAviso.PERSONA, texto, a.id)
    for suyas in por_unidad.values():
        for a, b in _encimadas(suyas):
            if misma_unidad(a.unidad, b.unidad):
                texto = f"{b.unidad.titulo} ya tiene otra visita en esas fechas ({a.folio})."
                yield AvisoDePrograma(b.id, ClaseDeAviso.UNIDAD, texto, a.id)


def _encimadas(visitas: Sequence[VisitaProgramada]) -> Iterator[tuple[VisitaProgramada, VisitaProgramada]]:
    """The pairs that share a day; ``visitas`` by their first day."""
    siguen: list[VisitaProgramada] = []
    for b in visitas:
        siguen = [a for a in siguen if a.fin >= b.inicio]
        yield from ((a, b) for a in siguen)
        siguen.append(b)


# --- each by itself -------------------------------------------------------------------------------------------------


def _de_una(
    v: VisitaProgramada, feriados: Collection[date], cedulas: Mapping[str, CedulaDefinition]
) -> Iterator[tuple[ClaseDeAviso, str]]:
    if v.inicio.year != v.anio or v.fin.year != v.anio:
        yield ClaseDeAviso.FUERA_DE_ANIO, f"Sus fechas no caen en {v.anio}."
    dias = (v.fin - v.inicio).days + 1
    if dias > _LARGA:
        yield ClaseDeAviso.LARGA, f"Dura {dias} días; revise sus fechas."
    else:
        inhabiles = [d for n in range(dias) if not es_habil(d := v.inicio + timedelta(days=n), feriados)]
        if inhabiles:
            yield ClaseDeAviso.INHABIL, _inhabiles(inhabiles)
    if all(p.vacia for p in v.equipo):
        yield ClaseDeAviso.SIN_EQUIPO, "No tiene equipo."
    if not v.departamentos:
        yield ClaseDeAviso.SIN_DEPARTAMENTO, "No dice de qué departamento es."
    yield from _de_cedulas(v, cedulas)


def _inhabiles(dias: Sequence[date]) -> str:
    dichos = [fecha_corta(d)[:5] for d in dias[:_DICHOS]]
    if len(dias) > _DICHOS:
        dichos.append(f"{len(dias) - _DICHOS} más")
    return f"Incluye {'un día inhábil' if len(dias) == 1 else 'días inhábiles'}: {enlistar(dichos)}."


def _de_cedulas(v: VisitaProgramada, cedulas: Mapping[str, CedulaDefinition]) -> Iterator[tuple[ClaseDeAviso, str]]:
    conocidas = {c: cedulas[c] for c in v.cedulas if c in cedulas}
    sin: list[Departamento] = [d for d in v.departamentos if all(c.departamento is not d for c in conocidas.values())]
    if sin:
        yield ClaseDeAviso.SIN_CEDULAS, f"No lleva cédulas de {enlistar([d.label for d in sin])}."
    elif not v.cedulas:
        yield ClaseDeAviso.SIN_CEDULAS, "No lleva cédulas."
    ajenas = [c for c, d in conocidas.items() if not d.aplica_a(v.unidad.tipo)]
    if ajenas:
        son = "no corresponde" if len(ajenas) == 1 else "no corresponden"
        yield ClaseDeAviso.NO_APLICA, f"{enlistar(ajenas)} {son} a {v.unidad.tipo.label}."
    faltan = [c for c in v.cedulas if c not in conocidas]
    if faltan:
        yield ClaseDeAviso.NO_APLICA, f"En este equipo no está {enlistar(faltan)}."
