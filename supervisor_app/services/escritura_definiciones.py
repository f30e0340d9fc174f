"""A definition as the YAML file that ``lectura_definiciones`` reads back the same.

It must never write what the catalogues of the application already say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import yaml

from supervisor_app.domain.cedula.definition import CedulaDefinition, Umbral

_CABEZA: Final = """\
# Cédula de supervisión {codigo}, versión {version}. {etiqueta}.
# Se importó de Excel. Para cambiarla, expórtela, edite el libro, suba «version» e impórtelo otra vez.
"""


def como_yaml(definicion: CedulaDefinition, umbrales: Mapping[str, Umbral]) -> str:
    """The text of the file. ``umbrales`` is the catalogue: only thresholds that differ from it are written."""
    datos = definicion.model_dump(mode="json", exclude_defaults=True)
    for item in datos["items"]:
        item["pregunta"] = item.pop("pregunta_plantilla", item["pregunta"])
    propios = [
        dato
        for dato, umbral in zip(datos.pop("umbrales", []), definicion.umbrales, strict=True)
        if umbrales.get(umbral.clave) != umbral
    ]
    if propios:
        datos["umbrales"] = propios
    cabeza = _CABEZA.format(
        codigo=definicion.codigo, version=definicion.version, etiqueta=definicion.etiqueta.rstrip(".")
    )
    return cabeza + yaml.safe_dump(datos, allow_unicode=True, sort_keys=False, width=118)
