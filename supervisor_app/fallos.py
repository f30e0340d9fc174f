"""A bug's traces without personal data: which version, where in the code, never what was being handled.

Messages of exceptions, arguments and values of variables may hold names, paths or passwords, so none is written.
A leaf: it must never import anything of the application but the other leaves.
"""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from supervisor_app import __version__, durable


def guardar_fallo(carpeta: Path, error: BaseException, ahora: datetime, que: str) -> Path | None:
    """Write ``registro/fallo-….txt`` in the data folder; None where not even that is possible."""
    ruta = carpeta / "registro" / f"fallo-{ahora:%Y%m%d-%H%M%S-%f}.txt"
    try:
        ruta.parent.mkdir(parents=True, exist_ok=True)
        durable.write_atomic(ruta, describir(error, ahora, que).encode())
    except OSError:
        return None
    return ruta


def describir(error: BaseException, ahora: datetime, que: str) -> str:
    """The report: version, system, verb (``que``), and the chain of exceptions with their places in the code."""
    renglones = [
        f"supervisor-app {__version__}, {ahora:%Y-%m-%d %H:%M:%S%z}",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
        + (", paquete" if getattr(sys, "frozen", False) else ""),
        f"Orden: {que}",
    ]
    vistas: set[int] = set()
    causa: BaseException | None = error
    while causa is not None and id(causa) not in vistas:
        vistas.add(id(causa))
        renglones += ["", type(causa).__qualname__]
        renglones += [f"  {_lugar(m.filename)}:{m.lineno} {m.name}" for m in traceback.extract_tb(causa.__traceback__)]
        causa = causa.__cause__ or causa.__context__
    return "\n".join(renglones) + "\n"


def _lugar(archivo: str) -> str:
    """The place in the code without the folders above it, which may carry the person's name."""
    partes = Path(archivo).parts
    for base in ("supervisor_app", "site-packages"):
        if base in partes:
            return "/".join(partes[len(partes) - 1 - partes[::-1].index(base) :])
    return partes[-1] if partes else "?"
