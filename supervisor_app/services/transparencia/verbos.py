"""The rows of the transparency platform: from an index of the office, or from the visits of this folder.

What the visits do not know is asked of a person and kept in the notebook, version after version. It must never publish
anything by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError

from supervisor_app.domain.base import Value
from supervisor_app.domain.texto import cuantos, enlistar
from supervisor_app.domain.transparencia import (
    COLUMNAS,
    Comision,
    DatosDeComision,
    ReglasDeTransparencia,
    RenglonDeTransparencia,
    exigir_publicable,
    renglon,
)
from supervisor_app.domain.visita import TipoVisita, Visita
from supervisor_app.errors import UserError
from supervisor_app.services.oficina.exporta import exportar
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

V = TypeVar("V", bound=Value)
CLASE: Final = "transparencia"
_REGLAS: Final = "reglas"


def de_indice(t: Panorama, f: Filtro) -> tuple[Comision, ...]:
    """One for each commissioned person of the visits that the index counts."""
    hechas: list[Comision] = []
    for visita, folio, pliego, tipo, unidad, inicio, fin, supervisor, equipo in t.comisiones(f):
        personas = _sin_repetir([*json.loads(equipo), *([supervisor] if equipo == "[]" else [])])
        hechas += _de_personas(
            personas, visita=visita, folio=folio, pliego=pliego, unidad=unidad, tipo=TipoVisita(tipo), objeto="",
            lugar="", salida=date.fromisoformat(inicio) if inicio else None,
            regreso=date.fromisoformat(fin) if fin else None,
        )  # fmt: skip
    return tuple(hechas)


def de_visitas(visitas: Iterable[Visita], f: Filtro) -> tuple[Comision, ...]:
    """The same of the closed visits of this folder."""
    hechas: list[Comision] = []
    for v in sorted(visitas, key=lambda v: (v.fin or date.max, v.folio)):
        dia = v.fin or v.inicio
        if not v.pliego.strip() or not v.cerrada or v.ficticia is not f.ficticias or dia is None:
            continue
        if (f.desde and dia < f.desde) or (f.hasta and dia > f.hasta):
            continue
        if v.unidad is not None and (f.ooad not in ("", v.unidad.ooad)):
            continue
        hechas += _de_personas(
            _sin_repetir(p.nombre for p in v.equipo), visita=v.id, folio=v.folio, pliego=v.pliego,
            unidad=v.unidad.titulo if v.unidad is not None else "", tipo=v.tipo, objeto=v.objeto, lugar=v.lugar,
            salida=v.inicio, regreso=v.fin,
        )  # fmt: skip
    return tuple(hechas)


def _de_personas(
    personas: Sequence[str], *, visita: str, folio: str, pliego: str, unidad: str, tipo: TipoVisita, objeto: str,
    lugar: str, salida: date | None, regreso: date | None,
) -> list[Comision]:  # fmt: skip
    return [
        Comision(visita, folio, pliego, persona, len(personas) - 1, unidad, tipo.label.casefold(), objeto, lugar,
                 salida, regreso)
        for persona in personas
    ]  # fmt: skip


def _sin_repetir(nombres: Iterable[str]) -> list[str]:
    vistos: dict[str, str] = {}
    for nombre in nombres:
        limpio = " ".join(nombre.split())
        if limpio:
            vistos.setdefault(limpio.casefold(), limpio)
    return list(vistos.values())


class Transparencia:
    """Over one store, on its thread."""

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime], ajustes: Callable[[], Ajustes]) -> None:
        self._almacen, self._reloj, self._ajustes = almacen, reloj, ajustes

    def propias(self, f: Filtro) -> tuple[Comision, ...]:
        """Of the visits of this folder."""
        return de_visitas(self._almacen.visitas(), f)

    # --- what a person adds ---------------------------------------------------------------------------------------

    def reglas(self) -> ReglasDeTransparencia:
        """What all rows share; where nobody said it yet, the adscripción of the settings is the area."""
        dichas = self._leer(_REGLAS, ReglasDeTransparencia)
        return dichas or ReglasDeTransparencia(area=self._ajustes().adscripcion)

    def guardar_reglas(self, reglas: ReglasDeTransparencia) -> None:
        """Raises UserError where it has what is not published, or where it is only read here."""
        self._escribir(_REGLAS, reglas, "Cambió lo que comparten los renglones de transparencia")

    def datos(self) -> dict[str, DatosDeComision]:
        """What was added, by the id of the commission."""
        todos = self._almacen.cuaderno.todos(CLASE)
        return {
            a.id: DatosDeComision.model_validate_json(a.datos) for a in todos if a.datos is not None and a.id != _REGLAS
        }

    def guardar(self, datos: DatosDeComision, de: Comision) -> None:
        """Keep what a person added for one commission. Raises UserError as ``guardar_reglas``."""
        self._escribir(datos.id, datos, f"Datos de transparencia de {de.persona}, visita {de.folio}")

    def _leer(self, id_: str, tipo: type[V]) -> V | None:
        apunte = self._almacen.cuaderno.leer(CLASE, id_)
        return None if apunte is None or apunte.datos is None else tipo.model_validate_json(apunte.datos)

    def _escribir(self, id_: str, valor: Value, que: str) -> None:
        try:
            type(valor).model_validate(valor.model_dump())
        except ValidationError as error:
            raise UserError("Un dato es demasiado largo o demasiado grande; corríjalo y vuelva a guardar.") from error
        exigir_publicable(v for v in valor.model_dump().values() if isinstance(v, str) and v != id_)
        antes = self._almacen.cuaderno.leer(CLASE, id_)
        apunte = PorApuntar(CLASE, id_, antes.version if antes is not None else 0, valor, que)
        self._almacen.cuaderno.escribir([apunte], cuando=self._reloj(), quien=self._ajustes().nombre)

    # --- the table ------------------------------------------------------------------------------------------------

    def renglones(
        self, comisiones: Iterable[Comision], f: Filtro, publicos: Mapping[str, str] | None = None
    ) -> tuple[RenglonDeTransparencia, ...]:
        """The rows in the order of the commissions. ``publicos``: file name of the public version by visit's folio."""
        reglas, datos, hoy = self.reglas(), self.datos(), self._reloj().date()
        return renglones(comisiones, datos, reglas, f, hoy=hoy, publicos=publicos)


def renglones(
    comisiones: Iterable[Comision],
    datos: Mapping[str, DatosDeComision],
    reglas: ReglasDeTransparencia,
    f: Filtro,
    *,
    hoy: date,
    publicos: Mapping[str, str] | None = None,
) -> tuple[RenglonDeTransparencia, ...]:
    """The same without a store: with what was added elsewhere, or nothing."""
    de = publicos or {}
    return tuple(
        renglon(c, datos.get(c.id), reglas, desde=f.desde, hasta=f.hasta, hoy=hoy, publico=de.get(c.folio, ""))
        for c in comisiones
    )


def escribir(filas: Sequence[RenglonDeTransparencia], ruta: Path) -> None:
    """The table as CSV, or as a workbook where the name ends in ``.xlsx``. Raises EnvironmentProblem."""
    exportar(COLUMNAS, [r.valores for r in filas], ruta, hoja="Transparencia")


def lo_que_falta(filas: Sequence[RenglonDeTransparencia]) -> str:
    """In a sentence; "" where nothing is missing."""
    incompletas = [r for r in filas if r.faltan]
    if not incompletas:
        return ""
    columnas = [c for c in COLUMNAS if any(c in r.faltan for r in incompletas)]
    les = "le falta" if len(incompletas) == 1 else "les falta"
    cuales = enlistar([c[0].lower() + c[1:] for c in columnas])
    return f"A {cuantos(len(incompletas), 'renglón', 'renglones')} {les} algo: {cuales}."
