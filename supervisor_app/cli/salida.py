"""What the command line says: UTF-8 text, tables and JSON on standard output; notices and errors on standard error.

It must never raise for a character that a console cannot show, and never let a file's text steer the terminal.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TextIO

from supervisor_app.domain.texto import visible
from supervisor_app.errors import EnvironmentProblem


def preparar_salidas() -> None:
    """UTF-8 whatever the console's page is, so that a file or another program always gets the same bytes."""
    for flujo in (sys.stdout, sys.stderr):
        if isinstance(flujo, TextIOWrapper):
            flujo.reconfigure(encoding="utf-8", errors="replace")


def decir(texto: str = "") -> None:
    """A line on standard output. Raises EnvironmentProblem where it cannot be written, BrokenPipeError unheard."""
    _escribir(sys.stdout, texto)


def decir_json(valor: object) -> None:
    """The only thing on standard output of a verb with ``--json``."""
    _escribir(sys.stdout, json.dumps(valor, ensure_ascii=False, indent=2))


def avisar(texto: str) -> None:
    """A line on standard error: a notice, progress or the reason of an exit code."""
    # Nobody is left to be told that standard error cannot be written.
    with contextlib.suppress(EnvironmentProblem, BrokenPipeError):
        _escribir(sys.stderr, texto)


def _escribir(flujo: TextIO | None, texto: str) -> None:
    if flujo is None:  # a Windows program without a console
        return
    try:
        flujo.write(visible(texto) + "\n")
        flujo.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno == errno.EINVAL and sys.platform == "win32":  # how Windows tells of a closed pipe
            raise BrokenPipeError from error
        raise EnvironmentProblem("No se pudo escribir la salida: el disco está lleno o el destino se cerró.") from error


def callar() -> None:
    """After a broken pipe: what is still held back goes nowhere, without a complaint at exit."""
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            nulo = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nulo, sys.stdout.fileno())
            os.close(nulo)


def tabla(filas: Sequence[Sequence[str]], *, sangria: str = "") -> str:
    """Columns as wide as their longest cell, two spaces apart; the last one is not padded."""
    anchos = [max(map(len, columna)) for columna in zip(*filas, strict=True)]
    return "\n".join(
        sangria + "  ".join(celda.ljust(ancho) for celda, ancho in zip(fila, anchos, strict=True)).rstrip()
        for fila in filas
    )
