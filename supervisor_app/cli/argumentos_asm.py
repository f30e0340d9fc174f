"""The verbs of the ASM table with their Spanish help. It imports nothing heavy and must never run anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor_app.cli.ordenes import familia, orden, salida


def asm(ordenes: Any) -> None:
    """Add them to the tree."""
    acciones = familia(
        ordenes,
        "asm",
        "tablas de seguimiento a aspectos susceptibles de mejora: leerlas, imprimirlas, guardarlas, exportarlas",
    )
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
    exportar = orden(
        acciones,
        "exportar",
        "escribe la tabla como xlsx, csv o json",
        "Escribe la tabla en el tipo que diga el nombre del archivo. En xlsx las fechas son fechas, las\n"
        "actividades de un aspecto van en su celda en renglones aparte, y ningún texto se vuelve fórmula.",
    )
    exportar.add_argument("tabla", metavar="TABLA", help="TABLA.json, o la clave de una guardada; vea «asm listar»")
    exportar.add_argument(
        "-o", "--salida", metavar="ARCHIVO", type=Path, required=True, help="archivo .xlsx, .csv o .json"
    )
    exportar.add_argument("--reemplazar", action="store_true", help="permite escribir sobre un archivo que ya existe")
    orden(acciones, "listar", "lista las tablas guardadas en la carpeta de datos")
    guardar = orden(
        acciones,
        "guardar",
        "guarda TABLA.json en la carpeta de datos",
        "Guarda TABLA.json en la carpeta de datos como tabla nueva o, con --en, como versión nueva de una\n"
        "guardada. Las versiones anteriores se conservan; en la ventana están en «Historia».",
    )
    guardar.add_argument("entrada", metavar="TABLA.json", type=Path, help="los datos; vea «asm esquema»")
    guardar.add_argument("--en", metavar="CLAVE", default="", help="la tabla guardada que cambia")
    emitir = orden(
        acciones,
        "emitir",
        "emite una tabla guardada, con folio y versión",
        "Hace el PDF de una tabla guardada y lo conserva en la carpeta de datos con su folio, su versión y su\n"
        "huella. Lo que ya se había emitido no cambia; si la tabla está como se emitió, se escribe esa misma versión.",
    )
    emitir.add_argument("tabla", metavar="CLAVE", help="clave de la tabla; vea «asm listar»")
    emitir.add_argument("--folio", metavar="FOLIO", default="", help="folio (si falta: el de la versión anterior)")
    salida(emitir)
