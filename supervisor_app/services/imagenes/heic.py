"""Reads HEIC in a process of its own: its decoder is C++ that a damaged photo can crash or hold up.

Only that process falls with it. The parent gives the file to the child's standard input and gets a line of JSON and the
points back. It must never decode HEIC in the process that has the window.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable

from PIL import Image, ImageFile

from supervisor_app import paths

ORDEN = "--leer-heic"
"""The one argument with which the application is the child."""
_SEGUNDOS = 60
"""A photo of 48 million points takes three on a slow laptop; what takes longer is meant to hang."""


def leer(contenido: bytes) -> Image.Image:
    """The upright picture, decoded, with its EXIF. Raises OSError where the child could not read it."""
    try:
        hijo = subprocess.run(
            _orden(),
            input=contenido,
            capture_output=True,
            timeout=_SEGUNDOS,
            check=True,
            cwd=paths.base(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.SubprocessError as error:
        raise OSError("heic") from error
    cabeza, _, puntos = hijo.stdout.partition(b"\n")
    datos = json.loads(cabeza)
    imagen = Image.frombytes(datos["modo"], (datos["ancho"], datos["alto"]), puntos)
    imagen.info["exif"] = bytes.fromhex(datos["exif"])
    return imagen


def _orden() -> list[str]:
    """The same application again: as a bundle, or as the module of this folder."""
    bundled = getattr(sys, "frozen", False)
    return [sys.executable, ORDEN] if bundled else [sys.executable, "-m", "supervisor_app", ORDEN]


def hijo(medir: Callable[[Image.Image], None]) -> int:
    """What the child does: one picture from standard input to standard output. Exit code 1 where it cannot.

    ``medir`` raises where the picture is too big, before it is decoded.
    """
    import pi_heif  # noqa: PLC0415 - loaded here and nowhere else

    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    imagen: ImageFile.ImageFile = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("HEIF",))
    medir(imagen)
    imagen.load()
    plana = imagen if imagen.mode in ("L", "RGB", "RGBA") else imagen.convert("RGB")
    exif = imagen.info.get("exif") or b""
    cabeza = {"modo": plana.mode, "ancho": plana.width, "alto": plana.height, "exif": exif.hex()}
    sys.stdout.buffer.write(json.dumps(cabeza).encode() + b"\n" + plana.tobytes())
    sys.stdout.buffer.flush()
    return 0
