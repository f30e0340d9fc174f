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
    exportar = orden(
        acciones,
        "exportar",
        "escribe visitas, cédulas, inconsistencias, medidas, verificaciones, indicadores y entregas",
        "Todo de lo que se componen las cifras del tablero, con su mismo filtro: un libro de Excel con una hoja de\n"
        "cada cosa, una carpeta de archivos csv, o un JSON de claves estables (docs/OFICINA.md).",
    )
    indice(exportar)
    filtros(exportar)
    _archivo(exportar, "TODO.xlsx|TODO.json|CARPETA")
    exportar.add_argument("--formato", choices=("xlsx", "csv", "json"), default="", help="si no lo dice el nombre")
    transparencia = orden(
        acciones,
        "transparencia",
        "escribe las columnas de la plataforma de transparencia, una por persona comisionada",
        "Un renglón por persona comisionada de las visitas con pliego, en csv o xlsx. Toma del índice lo que sabe\n"
        "la visita y de la carpeta de datos lo que se anotó (importes, enlaces, entrega); dice lo que falta. Sin\n"
        "RFC ni CURP. Con --propias, las visitas de esta carpeta de datos y no las del índice.",
    )
    indice(transparencia)
    filtros(transparencia)
    _archivo(transparencia, "TABLA.csv|.xlsx")
    transparencia.add_argument("--propias", action="store_true", help="las visitas cerradas de esta carpeta de datos")
    transparencia.add_argument(
        "--publicas",
        metavar="CARPETA",
        type=Path,
        default=None,
        help="dónde están las versiones públicas, para su enlace",
    )
    publicas = orden(
        acciones,
        "publicas",
        "dice qué visitas tienen versión pública de su informe y las reúne",
        "Busca en una carpeta las versiones públicas de los informes, las copia con nombres para publicarse y dice\n"
        "qué visitas no tienen. Termina con 1 si alguna falta. Se hacen en la laptop de quien hizo la visita.",
    )
    indice(publicas)
    filtros(publicas)
    publicas.add_argument("--de", metavar="CARPETA", type=Path, required=True, help="dónde buscar")
    publicas.add_argument("--reunir-en", metavar="CARPETA", type=Path, default=None, help="dónde copiarlas")


def _archivo(de: Analizador, como: str) -> None:
    de.add_argument("-o", "--salida", metavar=como, type=Path, required=True, help="archivo que se escribe")
    de.add_argument("--reemplazar", action="store_true", help="escribe encima si ya existe")
