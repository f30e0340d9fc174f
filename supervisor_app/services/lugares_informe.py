"""Where each row of the informe stands on the pages of its preview, for the window to mark the one being edited."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor_app.documents.lugares import Lugar, localizar
from supervisor_app.domain.informe import SECCIONES, DatosInforme, marcas

__all__ = ["TITULO", "Lugar", "Lugares", "lugares_del_informe"]

TITULO = -1
"""The row number of the title of a section."""

Lugares = Mapping[tuple[str, int], tuple[Lugar, ...]]
"""By section and row (from 0, in printed order), the lines of the page in which it stands."""


def lugares_del_informe(pdf: bytes, datos: DatosInforme, titulos: Mapping[str, str]) -> Lugares:
    """``titulos`` are the printed titles of the sections. Rows that cannot be found are left out."""
    buscados: list[tuple[tuple[str, int], str]] = []
    for nombre in SECCIONES:
        buscados.append(((nombre, TITULO), titulos[nombre]))
        buscados += [((nombre, n), renglon.texto) for n, renglon in enumerate(marcas(datos.seccion(nombre)))]
    hallados = localizar(pdf, [texto for _, texto in buscados])
    return {clave: lineas for (clave, _), lineas in zip(buscados, hallados, strict=True) if lineas}
