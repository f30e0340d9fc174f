"""Where the log goes: a rotating file in the data folder, without personal data.

A leaf: stdlib only. Messages name records by identifier, never by what people typed.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NOMBRE = "supervisor_app"


def configurar(carpeta: Path) -> None:
    """Send the application's log to ``registro/aplicacion.log`` (3 files of 512 KiB). Safe to repeat.

    Another folder takes the place of the one before. Where the folder refuses the file there is no log, and no failure:
    the store says better what is wrong with the folder.
    """
    logger = logging.getLogger(NOMBRE)
    destino = carpeta.absolute() / "registro" / "aplicacion.log"
    previos = [h for h in logger.handlers if isinstance(h, RotatingFileHandler)]
    if any(h.baseFilename == str(destino) for h in previos):
        return
    cerrar()
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        destino.parent.mkdir(parents=True, exist_ok=True)
        manejador = RotatingFileHandler(destino, maxBytes=512 * 1024, backupCount=2, encoding="utf-8")
    except OSError:
        return
    manejador.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(manejador)


def cerrar() -> None:
    """Let go of the file; the application's log goes where logging sends it by itself."""
    logger = logging.getLogger(NOMBRE)
    for manejador in [h for h in logger.handlers if isinstance(h, RotatingFileHandler)]:
        logger.removeHandler(manejador)
        manejador.close()
    logger.propagate = True
