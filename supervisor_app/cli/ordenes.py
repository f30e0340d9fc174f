"""How the tree of verbs is put together: a verb with its help, a family of verbs, what several of them take.

It imports nothing heavy and must never run anything.
"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import Any

from supervisor_app.cli.claves_json import CLAVES_JSON
from supervisor_app.cli.espanol import Analizador


def comunes() -> argparse.ArgumentParser:
    """Options that are taken before the verb and after it. SUPPRESS: what is not said after it changes nothing."""
    comunes = argparse.ArgumentParser(add_help=False)
    comunes.add_argument(
        "--datos",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="carpeta de datos (si falta: SUPERVISOR_DATOS, o la propia de su usuario)",
    )
    return comunes


def orden(donde: Any, nombre: str, ayuda: str, descripcion: str = "") -> Analizador:
    completo = f"{donde.title_prefix} {nombre}" if getattr(donde, "title_prefix", "") else nombre
    claves = CLAVES_JSON.get(completo)
    nueva: Analizador = donde.add_parser(
        nombre,
        help=ayuda,
        description=descripcion or f"{ayuda[:1].upper()}{ayuda[1:]}.",
        epilog=textwrap.fill(f"Con --json: {claves}.", 96) if claves else None,
        parents=[comunes()],
    )
    if claves:
        nueva.add_argument("--json", action="store_true", help="escribe JSON en vez de texto")
    return nueva


def familia(ordenes: Any, nombre: str, ayuda: str) -> Any:
    familia = orden(ordenes, nombre, ayuda)
    acciones: Any = familia.add_subparsers(title="acciones", metavar="ACCIÓN", dest="accion", required=True)
    acciones.title_prefix = nombre
    return acciones


def salida(de: Analizador) -> None:
    de.add_argument("-o", "--salida", metavar="PDF", type=Path, required=True, help="archivo que se escribe")
    de.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")


def clave_recuperacion(de: Analizador) -> None:
    de.add_argument(
        "--clave-recuperacion",
        metavar="ARCHIVO",
        type=Path,
        help="si la carpeta se cifra, escribe allí su clave de recuperación en vez de mostrarla",
    )


def sin_cifrar(de: Analizador) -> None:
    de.add_argument(
        "--sin-cifrar", action="store_true", help="si la carpeta de datos es nueva, la hace legible para cualquiera"
    )
