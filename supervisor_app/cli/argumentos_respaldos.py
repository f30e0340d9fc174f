"""The verbs of backups with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor_app.cli.espanol import Analizador
from supervisor_app.cli.ordenes import familia, orden


def respaldos(ordenes: Any) -> None:
    """Add them to the tree."""
    hacer = orden(
        ordenes,
        "respaldar",
        "hace un respaldo completo ahora",
        "Hace un respaldo de todo: la base, las evidencias y documentos, los ajustes y las cédulas propias. Si los\n"
        "datos están cifrados, el respaldo también. Lo ya respaldado no se vuelve a copiar.",
    )
    hacer.add_argument("--a", metavar="CARPETA", type=Path, help="memoria o disco (si falta, en la carpeta de datos)")
    acciones = familia(ordenes, "respaldos", "respaldos: listar, verificar, comparar, restaurar")
    listar = orden(acciones, "listar", "muestra los respaldos de cada lugar, con su fecha y su tamaño")
    verificar = orden(
        acciones,
        "verificar",
        "lee un respaldo entero y dice si está completo",
        "Lee cada archivo del respaldo y lo compara con lo que se escribió. Termina con 1 si algo falta o está dañado.",
    )
    comparar = orden(
        acciones,
        "comparar",
        "dice, visita por visita, qué es más nuevo aquí o en el respaldo",
        "Dice, visita por visita, qué es más nuevo aquí o en el respaldo. No cambia nada en ninguno de los dos.",
    )
    restaurar = orden(
        acciones,
        "restaurar",
        "vuelve la carpeta de datos a como estaba en un respaldo",
        "Verifica el respaldo y pone la carpeta de datos como estaba entonces. Lo que hay ahora se aparta entero en\n"
        "una carpeta aparte, que se dice y nunca se borra. Si se interrumpe, la siguiente orden o ventana lo termina.\n"
        "Con --visita trae de vuelta sólo esa visita y lo demás no cambia.",
    )
    for de in (verificar, comparar, restaurar):
        de.add_argument(
            "respaldo",
            metavar="RESPALDO",
            nargs="?",
            default="ultimo",
            help="su nombre, como lo dice «respaldos listar» (si falta, el último completo)",
        )
    for de in (listar, verificar, comparar, restaurar):
        _en(de)
    restaurar.add_argument("--visita", metavar="FOLIO", help="sólo esa visita")


def _en(de: Analizador) -> None:
    de.add_argument(
        "--en", metavar="CARPETA", type=Path, help="busca los respaldos ahí: una memoria, otra carpeta de datos"
    )
