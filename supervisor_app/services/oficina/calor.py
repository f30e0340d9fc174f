"""What the heat map shows, on the screen and on paper, from the dashboard's cells: lines, columns and words.

It must never work out a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.texto import cuantos, numero
from supervisor_app.services.oficina.panorama import DeLugar, Foto
from supervisor_app.services.oficina.valores import Celda, Lugar

_LIMITS = (95, 90, 80, 70)
STEPS = ("≥ 95", "90–94", "80–89", "70–79", "< 70")
"""What each tone stands for, in per cent of compliance; the last is the worst."""
UNSEEN, EMPTY = -1, -2
"""No visit; a visit in which nothing could be counted."""


@dataclass(frozen=True, slots=True)
class Process:
    """A column: its code and the name of its cédula."""

    code: str
    title: str

    @property
    def short(self) -> str:
        """The word under the code."""
        return self.title.split(maxsplit=1)[0].rstrip(",.:;") if self.title.strip() else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: what stands in it, which tone it has, whether something in it came back, and how it is read aloud."""

    text: str
    step: int
    recurs: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The end of a line: points more or fewer than a year before. ``good``: None where it is the same."""

    text: str = ""
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    place: Lugar
    name: str
    spots: tuple[Spot, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """The processes of one department, for every place."""

    department: str
    columns: tuple[Process, ...]
    rows: tuple[HeatRow, ...]


def step_of(percentage: Decimal) -> int:
    """The tone of a figure as it is shown, rounded to whole points."""
    return next((n for n, limit in enumerate(_LIMITS) if rounded(percentage) >= limit), len(_LIMITS))


def rounded(percentage: Decimal) -> int:
    return int(percentage.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def place_name(place: Lugar, *, alone: bool) -> str:
    """``alone``: all of it is of one OOAD."""
    return (
        (place.subdelegacion_nombre or place.ooad_nombre or place.ooad or "Sin Subdelegación") if alone else place.texto
    )


def groups(foto: Foto) -> tuple[HeatGroup, ...]:
    """The map, a department after the other."""
    places = sorted(foto.por_lugar, key=lambda d: (d.lugar.ooad, d.lugar.subdelegacion_nombre))
    alone = len({d.lugar.ooad for d in places}) < 2
    by_spot = {(c.lugar.ooad, c.lugar.subdelegacion, c.proceso): c for c in foto.mapa}
    order = list(Departamento)
    known = sorted({(order.index(c.departamento), c.proceso) for c in foto.mapa})
    titles = {c.proceso: c.titulo for c in foto.mapa}
    found = []
    for department, items in groupby(known, key=lambda item: item[0]):
        columns = tuple(Process(code, titles[code]) for _, code in items)
        rows = tuple(_row(d, columns, by_spot, foto, alone=alone) for d in places)
        found.append(HeatGroup(order[department].label, columns, rows))
    return tuple(found)


def _row(
    d: DeLugar, columns: Sequence[Process], cells: dict[tuple[str, str, str], Celda], foto: Foto, *, alone: bool
) -> HeatRow:
    name = place_name(d.lugar, alone=alone)
    spots = []
    for column in columns:
        key = (d.lugar.ooad, d.lugar.subdelegacion, column.code)
        spots.append(_spot(name, column, cells.get(key), recurs=key in foto.reincidencias.celdas))
    return HeatRow(d.lugar, name, tuple(spots), _change(d.cambio))


def _spot(name: str, column: Process, cell: Celda | None, *, recurs: bool) -> Spot:
    where = f"{name}, {column.code} {column.title}"
    if cell is None:
        return Spot("s/v", UNSEEN, spoken=f"{where}: sin visita")
    visits = cuantos(cell.cumplimiento.visitas, "visita", "visitas")
    again = ". Reincide" if recurs else ""
    percentage = cell.cumplimiento.porcentaje
    if percentage is None:
        return Spot("s/d", EMPTY, recurs, f"{where}: {visits} sin nada que contar{again}")
    whole = rounded(percentage)
    return Spot(str(whole), step_of(percentage), recurs, f"{where}: cumple {whole} % en {visits}{again}")


def _change(points: Decimal | None) -> Change:
    if points is None:
        return Change()
    whole = rounded(points)
    if whole == 0:
        return Change("0")
    return Change(f"{'+' if whole > 0 else '−'}{numero(Decimal(abs(whole)), 0)}", whole > 0)
