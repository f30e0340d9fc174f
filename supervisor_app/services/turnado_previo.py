"""Whether a package that was closed earlier carries what the visit now keeps apart.

A finding may be marked as a possible irregularity after a revision was closed and before it was delivered: that package
is for ever, so it must not leave. It must never change a package.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from typing import Any

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva import hay_reserva, reservado
from supervisor_app.domain.sustento import items_reservados
from supervisor_app.durable import Readable
from supervisor_app.errors import EnvironmentProblem, motivo


def lleva_lo_reservado(paquete: Readable, e: Expediente) -> bool:
    """Whether a whole package of a visit has any record that belongs to its possible irregularities of today.

    Raises EnvironmentProblem where it cannot be read.
    """
    if not hay_reserva(e):
        return False
    aparte, items = reservado(e), items_reservados(e)
    try:
        with paquete.open("rb") as archivo, zipfile.ZipFile(archivo) as zip_:
            ids = {r["id"] for n in ("inconsistencias", "verificaciones", "evidencias") for r in _registros(zip_, n)}
            propios = {*aparte.inconsistencias, *aparte.verificaciones, *aparte.evidencias}
            dichos = any(r["item_id"] in items and r["nota"] for r in _registros(zip_, "respuestas"))
            filas = any(f["item_id"] in items for f in _registros(zip_, "muestras"))
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo leer el paquete «{paquete.name}» ({motivo(error)}).") from error
    return bool(ids & propios) or dichos or filas


def _registros(zip_: zipfile.ZipFile, nombre: str) -> Iterable[dict[str, Any]]:
    """A kind of record; none where the package is of before there was that kind."""
    rutas = (n for n in zip_.namelist() if n.endswith(f"/data/registros/{nombre}.json"))
    leidos: list[dict[str, Any]] = [r for ruta in rutas for r in json.loads(zip_.read(ruta))]
    return leidos
