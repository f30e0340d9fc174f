"""Which data folder the arguments mean. It must never make it, nor load anything: the window opens through here."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervisor_app import paths
from supervisor_app.errors import UserError


def carpeta_de_datos(args: Namespace) -> Path:
    """``--datos``, else SUPERVISOR_DATOS, else the user's own place. Raises UserError for one that cannot be meant."""
    if args.datos is not None and not args.datos.strip():
        raise UserError("--datos está vacío; indique una carpeta.")
    return paths.datos(Path(args.datos) if args.datos is not None else None)
