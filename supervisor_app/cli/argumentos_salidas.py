"""What leaves the office as files, with its Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import orden

Agregar = Callable[[Analizador], None]


def salidas(acciones: Any, *, indice: Agregar, filtros: Agregar) -> None:
    """Add them to ``oficina``."""
    resumen = orden(
        acciones,
        "resumen",
        "hace el resumen ejecutivo para el titular, en una página",
        "Una página en PDF con las mismas cifras que el tablero: mapa, tendencias, medidas con mayor atraso,\n"
        "reincidencias, indicadores y lo que se solicita al titular. Lleva adjuntas sus cifras completas. Se firma\n"
        "con «supervisor-app firmar».",
    )
    indice(resumen)
    filtros(resumen)
    _archivo(resumen, "RESUMEN.pdf")
    resumen.add_argument("--elabora", metavar="NOMBRE", default="", help="quién lo elabora (si falta, el de Ajustes)")
    resumen.add_argument("--cargo", metavar="CARGO", default="", help="su cargo")


def _archivo(de: Analizador, como: str) -> None:
    de.add_argument("-o", "--salida", metavar=como, type=Path, required=True, help="archivo que se escribe")
    de.add_argument("--reemplazar", action="store_true", help="escribe encima si ya existe")
