"""The programme as a table for a spreadsheet: every programmed visit with all that is known of it, in typed cells.

It must never count anything: what became of each visit is handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.programa.cumplimiento import CumplimientoDelPrograma, Renglon
from supervisor_app.domain.programa.palabras import cambios_de, razon_con_puntos, situacion_dicha, tipo_de
from supervisor_app.services.oficina.exporta import Valor, exportar

TITULOS: Final = (
    "Folio", "Tipo", "OOAD", "Clave OOAD", "Unidad", "Departamentos", "Inicio", "Fin", "Inicio original", "Equipo",
    "Cédulas", "Riesgo (puntos)", "Razones", "Situación", "Visitas", "Cambios", "Objeto", "Nota",
)  # fmt: skip
_NO_PROGRAMADA: Final = "No programada"


def filas(
    visitas: Iterable[VisitaProgramada],
    cumplimiento: CumplimientoDelPrograma | None = None,
    *,
    ajenas: Collection[str] = (),
) -> tuple[tuple[Valor, ...], ...]:
    """A row for each; with ``cumplimiento``, how each stands, and those that were made without being programmed.

    ``ajenas``: the ids of those of other laptops, of which only the office knows whether they were made.
    """
    de: Mapping[str, Renglon] = {r.programada.id: r for r in cumplimiento.renglones} if cumplimiento else {}
    programadas = [_fila(v, de.get(v.id), ajena=v.id in ajenas) for v in visitas]
    aparte: list[tuple[Valor, ...]] = [
        (
            "", h.tipo.label, h.unidad.ooad_nombre, h.unidad.ooad, h.unidad.titulo,
            ", ".join(d.label for d in h.departamentos), h.inicio, h.fin, None, h.supervisor, "", None, "",
            _NO_PROGRAMADA, h.folio, "", "", "",
        )
        for h in (cumplimiento.no_programadas if cumplimiento else ())
    ]  # fmt: skip
    return (*programadas, *aparte)


def _fila(v: VisitaProgramada, r: Renglon | None, *, ajena: bool) -> tuple[Valor, ...]:
    return (
        v.folio, tipo_de(v), v.unidad.ooad_nombre, v.unidad.ooad, v.unidad.titulo,
        ", ".join(d.label for d in v.departamentos), v.inicio, v.fin, v.inicio_original,
        ", ".join(p.nombre.strip() or p.cargo.strip() for p in v.equipo if not p.vacia), ", ".join(v.cedulas),
        v.riesgo if v.razones else None, "; ".join(razon_con_puntos(x) for x in v.razones),
        situacion_dicha(r.situacion, ajena=ajena) if r else "Cancelada" if v.cancelada else "",
        ", ".join(h.folio for h in r.hechas) if r else "", " ".join(cambios_de(v)), v.objeto, v.nota,
    )  # fmt: skip


def guardar(
    ruta: Path,
    anio: int,
    visitas: Iterable[VisitaProgramada],
    cumplimiento: CumplimientoDelPrograma | None = None,
    *,
    ajenas: Collection[str] = (),
) -> None:
    """A workbook where the name ends in ``.xlsx``, else CSV. Raises EnvironmentProblem."""
    exportar(TITULOS, filas(visitas, cumplimiento, ajenas=ajenas), ruta, hoja=f"Programa {anio}")
