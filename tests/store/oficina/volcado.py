"""All that an index says, so that two can be compared: every table but the log, each in an order of its own."""

from __future__ import annotations

from typing import Any

from supervisor_app.store.oficina.hechos import HIJAS, Apartado, FilaPaquete, columnas
from supervisor_app.store.oficina.indice import Indice

TABLAS: dict[str, tuple[str, ...]] = {
    "paquete": columnas(FilaPaquete),
    "ubicacion": ("clave", "sha256"),
    "cuarentena": columnas(Apartado),
    **{tabla: columnas(clase) for tabla, clase in HIJAS.items()},
}


def volcado(indice: Indice, sin: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """``sin``: a table that is not looked at."""
    return {
        tabla: sorted(indice.motor.filas(f"SELECT {','.join(nombres)} FROM {tabla}"), key=repr)
        for tabla, nombres in TABLAS.items()
        if tabla != sin
    }
