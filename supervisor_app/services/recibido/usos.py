"""What of the office's is in use here, as the notebook keeps it, and whether it is whole. It must never change it."""

from __future__ import annotations

import logging
from typing import Final

from pydantic import ValidationError

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.recibido.contenidos import ETIQUETAS
from supervisor_app.services.recibido.valores import Uso
from supervisor_app.store.almacen import Almacen

CLASE: Final = "recibido"
_LOG = logging.getLogger(__name__)


def usos(almacen: Almacen) -> dict[str, Uso]:
    """By kind. What a newer version wrote is passed over."""
    leidos: dict[str, Uso] = {}
    for apunte in almacen.cuaderno.todos(CLASE):
        try:
            leidos[apunte.id] = Uso.model_validate_json(apunte.datos or "")
        except ValidationError:
            _LOG.warning("what is said of %s was written by a newer version", apunte.id)
    return leidos


def faltas(almacen: Almacen) -> tuple[str, ...]:
    """What of it is missing or damaged, as sentences."""
    halladas = []
    for que, uso in usos(almacen).items():
        if uso.en_uso is not None:
            try:
                almacen.archivos.comprobar(uso.en_uso.sha256)
            except EnvironmentProblem as problema:
                halladas.append(f"De lo que envió la oficina, «{ETIQUETAS.get(que, que)}»: {problema.message}")
    return tuple(halladas)
