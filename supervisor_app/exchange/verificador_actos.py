"""Acts of follow-up, checked without any program installed: an act with its evidence as one small stored ZIP.

A part of the stand-alone verifier, into which it is copied: standard library only, Python 3.8 or newer. It only reads.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
from pathlib import Path

MAX_ACTO = 64 * 1024 * 1024
_DANADO_ACTO = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    TypeError,
    EOFError,
    OSError,
    OverflowError,
    struct.error,
)
_CLAVE_ACTO = re.compile(r"[0-9a-f]{32}\.([0-9a-f]{16})\.zip")


def es_acto(ruta: Path) -> bool:
    """Whether a file has the name and the place of an act: ``seguimiento/<year>/<month>/<act>.<hash>.zip``."""
    return len(ruta.parts) > 3 and ruta.parts[-4] == "seguimiento" and bool(_CLAVE_ACTO.fullmatch(ruta.name))


def revisar_acto(ruta: Path) -> tuple[str, str, str]:
    """What is wrong, what it is in words, and its SHA-256. It decides nothing, and says no word of what it holds."""
    try:
        with ruta.open("rb") as archivo:
            octetos = archivo.read(MAX_ACTO + 1)
    except OSError as error:
        return f"No se pudo leer (código {error.errno}). Revise la memoria o la conexión.", "", ""
    huella = hashlib.sha256(octetos).hexdigest()
    nombre = _CLAVE_ACTO.fullmatch(ruta.name)
    if len(octetos) > MAX_ACTO or nombre is None or not huella.startswith(nombre.group(1)):
        return "Su huella no es la de su nombre: se dañó o alguien lo cambió.", "", huella
    try:
        with zipfile.ZipFile(io.BytesIO(octetos)) as hoja:
            entradas = hoja.infolist()
            # Stored, and no more than the file itself: some kilobytes must not become gigabytes.
            if any(e.compress_type != zipfile.ZIP_STORED for e in entradas) or (
                sum(e.file_size for e in entradas) > len(octetos)
            ):
                return "Está dañado o no es un acto de seguimiento.", "", huella
            acto = json.loads(hoja.read("acto.json"))
            evidencias = acto["evidencias"]
            nombres = ["acto.json"] + [f"evidencia/{n:02d}-{e['nombre']}" for n, e in enumerate(evidencias, 1)]
            if hoja.namelist() != nombres:
                return "Sus archivos no son los que dice el acto.", "", huella
            for en_zip, evidencia in zip(nombres[1:], evidencias):  # noqa: B905 - Python 3.8; as long as each other
                if hashlib.sha256(hoja.read(en_zip)).hexdigest() != evidencia["sha256"]:
                    return "Un archivo de evidencia no es el que dice el acto.", "", huella
            clase = str(acto["clase"])[:40]
    except _DANADO_ACTO:
        return "Está dañado o no es un acto de seguimiento.", "", huella
    cuantos = f"{len(evidencias)} archivo" + ("" if len(evidencias) == 1 else "s")
    return "", f"Acto de seguimiento «{clase}», con {cuantos} de evidencia.", huella
