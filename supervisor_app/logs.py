"""Where the log goes: a rotating file in the data folder, without personal data.

Messages name records by identifier, never by what people typed. Whoever forgets is caught here: of an exception only
its kind and its places in the code are written, of a path only how it ends, and what looks like a key of a person or
like their folder is blacked out. A leaf: it must never import anything of the application but the other leaves.
"""

from __future__ import annotations

import contextlib
import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any

from supervisor_app import fallos

NOMBRE = "supervisor_app"
_BYTES = 512 * 1024
_COPIAS = 2
_TACHA = "[…]"
_CLAVES = (
    re.compile(r"\b[A-ZÑ&]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b", re.IGNORECASE),  # CURP
    re.compile(r"\b[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}\b", re.IGNORECASE),  # RFC
    re.compile(r"\b\d{11}\b"),  # NSS
    re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}"),  # e-mail
)
_CASAS = re.compile(
    r"(?i)((?:/home|/Users|[A-Z]:[\\/]+(?:Users|Documents and Settings))[\\/]+)"
    # A name of several words only where a folder follows: else the rest of the sentence would go with it.
    r"(?:[^\\/\n\"'»:]{1,64}(?=[\\/])|[^\\/\s\"'»:]+)"
)


def sin_datos_personales(texto: str) -> str:
    """The text with keys of persons (CURP, RFC, NSS, e-mail) and the names of home folders blacked out."""
    with contextlib.suppress(RuntimeError):
        casa = str(Path.home())
        if len(casa) > len("/home"):
            texto = texto.replace(casa, _TACHA)
    texto = _CASAS.sub(rf"\1{_TACHA}", texto)
    for clave in _CLAVES:
        texto = clave.sub(_TACHA, texto)
    return texto


def configurar(carpeta: Path) -> None:
    """Send the application's log to ``registro/aplicacion.log`` (3 files of 512 KiB). Safe to repeat.

    Another folder takes the place of the one before. Where the folder refuses the file there is no log, and no failure:
    the store says better what is wrong with the folder.
    """
    logger = logging.getLogger(NOMBRE)
    destino = carpeta.absolute() / fallos.CARPETA / "aplicacion.log"
    previos = [h for h in logger.handlers if isinstance(h, RotatingFileHandler)]
    if any(h.baseFilename == str(destino) for h in previos):
        return
    cerrar()
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        destino.parent.mkdir(parents=True, exist_ok=True)
        manejador = _Archivo(destino, maxBytes=_BYTES, backupCount=_COPIAS, encoding="utf-8", errors="replace")
    except OSError:
        return
    manejador.setFormatter(_SinDatos("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(manejador)


def cerrar() -> None:
    """Let go of the file; the application's log goes where logging sends it by itself."""
    logger = logging.getLogger(NOMBRE)
    for manejador in [h for h in logger.handlers if isinstance(h, RotatingFileHandler)]:
        logger.removeHandler(manejador)
        manejador.close()
    logger.propagate = True


def archivos(carpeta: Path) -> list[Path]:
    """The files of the log, the oldest first."""
    base = carpeta / fallos.CARPETA / "aplicacion.log"
    return [r for r in (*(base.with_name(f"{base.name}.{n}") for n in range(_COPIAS, 0, -1)), base) if r.is_file()]


class _Archivo(RotatingFileHandler):
    """A log that never stops the application: a full disk, or another window that holds the file, loses lines only."""

    def rotate(self, source: str, dest: str) -> None:
        with contextlib.suppress(OSError):
            super().rotate(source, dest)

    def doRollover(self) -> None:
        # Windows does not rename what another window has open; then this file grows on, to a limit.
        with contextlib.suppress(OSError):
            super().doRollover()

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            if Path(self.baseFilename).stat().st_size > 8 * _BYTES:
                return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Nobody can be told: standard error would show what was being logged."""


class _SinDatos(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        copia = logging.makeLogRecord(record.__dict__)
        copia.msg = record.msg if isinstance(record.msg, str) else _dicho(record.msg)
        copia.args = _dichos(record.args)
        copia.exc_text = None
        return sin_datos_personales(super().format(copia))

    def formatException(  # type: ignore[override]  # logging says a union of tuples
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None]
    ) -> str:
        """Kind and places in the code, never the sentence."""
        lugares = [f"  {fallos.lugar(m.filename)}:{m.lineno} {m.name}" for m in traceback.extract_tb(ei[2])]
        return "\n".join([ei[0].__qualname__, *lugares[-20:]])


def _dichos(args: Any) -> Any:
    if isinstance(args, dict):
        return {k: _dicho(v) for k, v in args.items()}
    return tuple(_dicho(v) for v in args) if isinstance(args, tuple) else args


def _dicho(valor: Any) -> Any:
    if isinstance(valor, BaseException):
        return type(valor).__qualname__
    if isinstance(valor, PurePath):
        return f"{_TACHA}{valor.suffix}"
    return valor
