"""What the free lane does for the draw: reads a listing, makes its universe. It touches no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from supervisor_app.domain.muestreo.armado import Armado, Progreso
from supervisor_app.domain.muestreo.metodos import TOPE_ESTRATOS
from supervisor_app.domain.muestreo.universo import Columna
from supervisor_app.services.universos.verbos import Listado, abrir_listado, armar_universo, leer_pegado
from supervisor_app.ui.lanes import Work


@dataclass(frozen=True)
class Reading:
    """A listing, the columns and header row that were taken, its universe, and the columns that can part it."""

    listado: Listado
    encabezado: int
    columnas: tuple[Columna, ...]
    armado: Armado
    estratos: tuple[Columna, ...]


def told_to(work: Work, words: str) -> Progreso:
    """Progress of a service as progress of a lane's work; it stops where the person cancelled."""

    def progreso(done: int, total: int | None) -> None:
        work.report(done, total or 0, words)

    return progreso


def read_file(work: Work, ruta: Path, hoja: str) -> Reading:
    return _complete(work, abrir_listado(ruta, hoja=hoja, progreso=told_to(work, "Leyendo el archivo")))


def read_text(work: Work, texto: str) -> Reading:
    return _complete(work, leer_pegado(texto, progreso=told_to(work, "Leyendo lo pegado")))


def _complete(work: Work, listado: Listado) -> Reading:
    return make(work, listado, listado.propuesta.encabezado, listado.propuesta.columnas)


def make(work: Work, listado: Listado, encabezado: int, columnas: Sequence[Columna]) -> Reading:
    """The universe with these columns; its hash is worked out here, not on the main lane."""
    armado = armar_universo(listado, columnas, encabezado, progreso=told_to(work, "Ordenando los renglones"))
    u = armado.universo
    assert u.sha256
    estratos = tuple(c for n, c in enumerate(u.columnas) if 1 < len({fila[n] for fila in u.filas}) <= TOPE_ESTRATOS)
    return Reading(listado, encabezado, tuple(columnas), armado, estratos)
