"""The statements that the programme asks of the index: which visits were made, and of which departments.

What a row means is the service's and the domain's to say. It must never write.
"""

from __future__ import annotations

from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.motor import Fila, Motor


def visitas_hechas(motor: Motor, f: Filtro) -> list[Fila]:
    """Each visit that counts, once for each department whose cédulas were applied in it, or with "" where none was."""
    donde, valores = f.de_visitas()
    return motor.filas(
        "SELECT DISTINCT v.visita, v.folio, v.unidad, v.unidad_tipo, v.unidad_titulo, v.ooad, v.ooad_nombre,"
        " v.subdelegacion, v.subdelegacion_nombre, v.inicio, v.fin, v.dia, v.tipo, v.supervisor, v.programada,"
        " v.sha256, COALESCE(s.departamento, '') AS departamento FROM visita v LEFT JOIN suma s ON s.sha256 = v.sha256"
        f" WHERE {donde} ORDER BY v.dia, v.folio, v.sha256, departamento",
        valores,
    )
