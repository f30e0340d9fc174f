"""Where the log goes: a rotating file in the data folder, without personal data.

A leaf: stdlib only. Messages name records by identifier, never by what people typed.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NOMBRE = "supervisor_app"


def configurar(carpeta: Path) -> None:
    """Send the application's log to ``registro/aplicacion.log`` (3 files of 512 KiB). Safe to repeat."""
    logger = logging.getLogger(NOMBRE)
    if any(isinstance(h, RotatingFileHandler) for h in logger.handlers):
        return
    destino = carpeta / "registro"
    destino.mkdir(parents=True, exist_ok=True)
    manejador = RotatingFileHandler(destino / "aplicacion.log", maxBytes=512 * 1024, backupCount=2, encoding="utf-8")
    manejador.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(manejador)
    logger.setLevel(logging.INFO)
    logger.propagate = False
