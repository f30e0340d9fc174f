"""The verbs of the ASM table with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor_app.cli.ordenes import familia, orden, salida


def asm(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(ordenes, "asm", "tabla de seguimiento a aspectos susceptibles de mejora: esquema, leer, generar")
    orden(acciones, "esquema", "escribe el JSON Schema de TABLA.json")
    leer = orden(
        acciones,
        "leer",
        "convierte en TABLA.json una tabla copiada como texto",
        "Convierte en TABLA.json una tabla copiada de Word, de Excel o de un PDF y guardada como texto (UTF-8). Une\n"
        "los renglones cortados y las letras separadas; lo que no se distingue se dice por renglón y columna, y se\n"
        "deja para que una persona lo complete. Termina con 1 si algo quedó por completar.",
    )
    leer.add_argument("entrada", metavar="TEXTO.txt", type=Path, help="la tabla copiada")
    leer.add_argument("-o", "--salida", metavar="TABLA.json", type=Path, required=True, help="archivo que se escribe")
    leer.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    generar = orden(
        acciones,
        "generar",
        "hace el PDF de la tabla",
        "Hace el PDF de la tabla, apaisado y con sus siete columnas, y escribe su folio y sus huellas. Con «avances»\n"
        "en true agrega las de avance. Los mismos datos dan siempre el mismo archivo, byte por byte.",
    )
    generar.add_argument("entrada", metavar="TABLA.json", type=Path, help="los datos; vea «asm esquema»")
    generar.add_argument(
        "--folio", metavar="FOLIO", default="", help="folio del documento (si falta: ASM, el programa y la fecha)"
    )
    salida(generar)
