"""Proposes the place of a commission («COLIMA, COL.») from the visited Subdelegación.

The abbreviations are the usual ones, not those of any rule of the Institute, and live in ``forms/abreviaturas.yaml``.
It must never propose a city that it does not know: then it proposes nothing, and a person writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from supervisor_app import paths
from supervisor_app.domain.catalogo import ClaveOoad
from supervisor_app.domain.cedula.definition import Definicion, Texto
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.definiciones import DefinicionesInvalidas
from supervisor_app.services.lectura_definiciones import Catalogo, leer_catalogo

# «Mérida Norte» and «Juárez 2» are parts of a city; «2 Noreste», «Oriente» and «1 Magdalena» do not name theirs.
_PARTE: Final = re.compile(r" (?:Norte|Sur|Oriente|Poniente|\d+)$")
_SIN_CIUDAD: Final = re.compile(r"\d|(?:Norte|Sur|Oriente|Poniente)$")
_DE_CIUDAD: Final = "Ciudad de "


class Abreviatura(Definicion):
    """How a state is usually abbreviated, which OOAD are in it, and which of their Subdelegaciones name no city."""

    entidad: Texto
    abreviatura: Texto
    ooad: tuple[ClaveOoad, ...]
    sin_ciudad: tuple[Texto, ...] = ()


_CATALOGO: Final = Catalogo("abreviaturas.yaml", "abreviaturas", Abreviatura, lambda one: one.entidad)


@cache
def abreviaturas(carpeta: Path | None = None) -> Mapping[str, Abreviatura]:
    """By OOAD clave. Raises DefinicionesInvalidas where the file is wrong."""
    leido = leer_catalogo((carpeta or paths.formas()) / _CATALOGO.archivo, _CATALOGO)
    if leido.problemas:
        raise DefinicionesInvalidas(leido.problemas)
    return _por_ooad(leido.valores.values())


def _por_ooad(todas: Iterable[Abreviatura]) -> Mapping[str, Abreviatura]:
    return {clave: una for una in todas for clave in una.ooad}


def ciudad_de(unidad: Unidad) -> str:
    """``Colima, Col.``, to be revised by a person; "" where the name of the Subdelegación is not that of a city."""
    nombre = unidad.subdelegacion_nombre.strip()
    entidad = abreviaturas().get(unidad.ooad)
    if entidad is None or not nombre or nombre in entidad.sin_ciudad or _SIN_CIUDAD.match(nombre):
        return ""
    return f"{_PARTE.sub('', nombre).removeprefix(_DE_CIUDAD)}, {entidad.abreviatura}"


def lugar_de(unidad: Unidad) -> str:
    """``COLIMA, COL.``: the same in capitals, as the form prints the place of the commission."""
    return ciudad_de(unidad).upper()
