"""The second place: a stick or a folder of another disk that a person chose, found again under whatever letter it has.

Nothing is written where our own mark does not stand: another stick under the same letter is never taken for ours.
"""

from __future__ import annotations

import os
import string
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.respaldos.lugar import DENTRO, Lugar
from supervisor_app.services.respaldos.piezas import hacer_carpeta

Unidades = Callable[[], Iterable[Path]]


def unidades() -> Iterator[Path]:
    """Where this system shows sticks and other disks."""
    if sys.platform == "win32":
        yield from (Path(f"{letra}:\\") for letra in string.ascii_uppercase[2:])
        return
    for raiz in (Path("/media"), Path("/run/media"), Path("/mnt"), Path("/Volumes")):
        for una in _dentro(raiz):
            yield una
            yield from _dentro(una)


def _dentro(carpeta: Path) -> list[Path]:
    try:
        return [Path(e.path) for e in os.scandir(carpeta) if e.is_dir()]
    except OSError:
        return []


def preparar(elegida: Path, propio: str) -> Lugar:
    """Make the place of the data folder ``propio`` in a folder that a person chose, with its mark.

    Raises UserError where that is no folder to write in.
    """
    if not elegida.is_dir():
        raise UserError(f"«{elegida}» no es una carpeta. Conecte la memoria y elíjala de nuevo.", field="lugar")
    lugar = Lugar(elegida / DENTRO / propio)
    try:
        hacer_carpeta(lugar.raiz, elegida)
        lugar.marcar(propio)
    except OSError as error:
        raise UserError(
            f"No se puede escribir en «{elegida}» ({motivo(error)}). Elija otra carpeta o memoria.", field="lugar"
        ) from error
    return lugar


def buscar(elegida: str, propio: str, donde: Unidades = unidades) -> Lugar | None:
    """The place with our mark: where it was chosen, or on any disk under the same path. None while it is not there."""
    if not elegida or not propio:
        return None
    carpeta = Path(elegida)
    for candidata in (carpeta, *_bajo_otra_letra(carpeta, donde)):
        lugar = Lugar(candidata / DENTRO / propio)
        try:
            if lugar.id() == propio:
                return lugar
        except OSError:
            continue  # a drive without a disk in it, or one that is failing
    return None


def _bajo_otra_letra(carpeta: Path, donde: Unidades) -> Iterator[Path]:
    partes = carpeta.parts[1:]
    for raiz in donde():
        for n in range(len(partes) + 1):
            yield raiz.joinpath(*partes[n:])


def lugares_en(carpeta: Path) -> tuple[Lugar, ...]:
    """Every place in a folder that a person names: a stick, the folder on it, a data folder, or a place itself.

    Raises EnvironmentProblem where it cannot be read, UserError where there is none.
    """
    try:
        candidatas = [carpeta, carpeta / "respaldos"]
        for una in (carpeta, carpeta / DENTRO):
            candidatas += _dentro(una)
        lugares = {c.resolve(): Lugar(c) for c in candidatas if Lugar(c).id()}
    except OSError as error:
        raise EnvironmentProblem(f"No se puede leer «{carpeta}» ({motivo(error)}).") from error
    if not lugares:
        raise UserError(f"En «{carpeta}» no hay respaldos de esta aplicación.", field="lugar")
    return tuple(lugares.values())
