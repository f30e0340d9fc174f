"""The verbs of the office with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from typing import Any

from supervisor_app.cli.argumentos_mesa import mesa
from supervisor_app.cli.argumentos_salidas import salidas
from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import familia, orden


def oficina(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(ordenes, "oficina", "la Jefatura: su buzón, equipos inscritos, índice de lo entregado y tablero")
    mesa(acciones, indice)
    indexar = orden(
        acciones,
        "indexar",
        "pone en el índice los paquetes de una carpeta",
        "Lee los paquetes que entregaron los supervisores y los pone en el índice de la oficina: sólo los que faltan,\n"
        "o todos de nuevo con --reconstruir. No cambia nada en la carpeta. Lo que no se puede leer queda en\n"
        "cuarentena con su motivo; si hay algo nuevo en ella termina con 1.",
    )
    indexar.add_argument("--de", metavar="CARPETA", required=True, help="carpeta o buzón donde están los paquetes")
    indice(indexar)
    indexar.add_argument(
        "--mes", metavar="AAAA/MM", action="append", default=None, help="sólo los de este mes; se puede repetir"
    )
    indexar.add_argument("--reconstruir", action="store_true", help="hace todo el índice de nuevo, de una vez")
    indexar.add_argument("--reintentar", action="store_true", help="vuelve a leer también lo que está en cuarentena")
    indexar.add_argument(
        "--exigir-firma",
        choices=("si", "no"),
        default=None,
        help="desde ahora cuentan sólo los paquetes firmados por equipos inscritos, o todos",
    )
    indice(orden(acciones, "cuarentena", "muestra lo que llegó y no se pudo indexar, y por qué"))
    tablero = orden(
        acciones,
        "tablero",
        "muestra las cifras de todas las visitas",
        "Cumplimiento por Subdelegación y proceso, inconsistencias y medidas vencidas, reincidencia, indicadores y\n"
        "quién ha entregado. Las mismas cifras que la pantalla.",
    )
    indice(tablero)
    filtros(tablero)
    salidas(acciones, indice=indice, filtros=filtros)
    permisos = orden(
        acciones,
        "permisos",
        "hace en PostgreSQL los papeles de la oficina y lo que puede cada uno",
        "Hace los papeles oficina_indexador, oficina_lector, oficina_supervisor, oficina_jefe y oficina_titular, con\n"
        "lo mínimo que necesita cada uno, o los pone al día. Lo pide quien es dueño de la base (docs/OFICINA.md).",
    )
    indice(permisos)


def indice(de: Analizador) -> None:
    de.add_argument(
        "--indice",
        metavar="LUGAR",
        default="",
        help="archivo del índice, o postgresql://usuario@servidor/base (si falta, en la carpeta de datos)",
    )


def filtros(de: Analizador) -> None:
    """What the figures are about, as the screen filters them."""
    de.add_argument("--ooad", metavar="CLAVE", default="", help="sólo este OOAD (06)")
    de.add_argument("--subdelegacion", metavar="CLAVE", default="", help="sólo esta Subdelegación (01)")
    de.add_argument(
        "--departamento",
        choices=("cobranza", "registro_cartera", "afiliacion_vigencia", "auditoria_patrones"),
        default="",
        help="sólo las cédulas de este departamento",
    )
    de.add_argument("--desde", metavar="FECHA", default="", help="visitas desde este día (dd/mm/aaaa)")
    de.add_argument("--hasta", metavar="FECHA", default="", help="visitas hasta este día (dd/mm/aaaa)")
    de.add_argument("--ficticias", action="store_true", help="las visitas de práctica en vez de las reales")
