"""A bug's traces without personal data: which version, where in the code, never what was being handled.

Messages of exceptions, arguments and values of variables may hold names, paths or passwords, so none is written.
A crash file comes before anything else is tried, and neither a full disk nor a full memory stands in its way.
A leaf: it must never import anything of the application but the other leaves.
"""

from __future__ import annotations

import contextlib
import platform
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from supervisor_app import __version__, durable
from supervisor_app.errors import LLENO, codigo

CARPETA = "registro"
"""Where crash files and the log are, in the data folder."""
PATRON = "fallo-*.txt"
RESERVA = "reserva"
"""A file that holds room on the disk for crash files."""
_BYTES_DE_RESERVA = 64 * 1024
_GUARDADOS = 40
_POR_CORRIDA = 20
_CUADROS = 60
"""Places of the code that are told of one exception; more only repeat (a recursion without end)."""

_memoria: list[bytearray] = []
_BYTES_DE_MEMORIA = 4 << 20
"""Room to map two arenas of the interpreter (1 MiB each) and what writing a file takes."""


def preparar(carpeta: Path) -> None:
    """Set aside what a crash file will need, on disk and in memory, and let the oldest files go. Never raises."""
    if not _memoria:
        _memoria.append(bytearray(_BYTES_DE_MEMORIA))
    registro = carpeta / CARPETA
    with contextlib.suppress(OSError):
        registro.mkdir(parents=True, exist_ok=True)
        reserva = registro / RESERVA
        if not reserva.exists() or reserva.stat().st_size != _BYTES_DE_RESERVA:
            durable.write_atomic(reserva, b"\n" * _BYTES_DE_RESERVA)
    for viejo in guardados(carpeta)[_GUARDADOS:]:
        with contextlib.suppress(OSError):
            viejo.unlink()


def guardados(carpeta: Path) -> list[Path]:
    """The crash files of a data folder, the newest first."""
    with contextlib.suppress(OSError):
        return sorted((carpeta / CARPETA).glob(PATRON), key=lambda r: r.name, reverse=True)
    return []


def guardar_fallo(carpeta: Path, error: BaseException, ahora: datetime, que: str, corrida: str = "") -> Path | None:
    """Write ``registro/fallo-….txt`` in the data folder; None where not even that is possible.

    ``corrida`` is the run of the window in which it happened, where there is one.
    """
    if isinstance(error, MemoryError):
        _memoria.clear()
    try:
        return _guardar(carpeta, error, ahora, que, corrida)
    except MemoryError:
        _memoria.clear()
    try:
        return _guardar(carpeta, error, ahora, que, corrida, corto=True)
    except MemoryError:
        return None


def _guardar(
    carpeta: Path, error: BaseException, ahora: datetime, que: str, corrida: str, *, corto: bool = False
) -> Path | None:
    ruta = carpeta / CARPETA / f"fallo-{ahora:%Y%m%d-%H%M%S-%f}.txt"
    if corto:
        contenido = f"supervisor-app {__version__}\nOrden: {que}\nCorrida: {corrida}\n\n{type(error).__qualname__}\n"
    else:
        contenido = describir(error, ahora, que, corrida)
    return ruta if escribir(ruta, contenido.encode()) else None


def escribir(ruta: Path, contenido: bytes) -> bool:
    """Write a file of ``registro/``; where the disk is full, over the room that is held for it. Whether it is there."""
    try:
        ruta.parent.mkdir(parents=True, exist_ok=True)
        durable.write_atomic(ruta, contenido)
    except OSError as error:
        return codigo(error) in LLENO and _sobre_la_reserva(ruta, contenido)
    return True


def _sobre_la_reserva(ruta: Path, contenido: bytes) -> bool:
    """The blocks of the reserve are written over and take the name of the file: no free block is asked for."""
    reserva = ruta.parent / RESERVA
    try:
        with reserva.open("r+b", buffering=0) as archivo:
            archivo.write(contenido[:_BYTES_DE_RESERVA])
            archivo.truncate()
        durable.replace(reserva, ruta)
    except OSError:
        return False
    return True


def describir(error: BaseException, ahora: datetime, que: str, corrida: str = "") -> str:
    """The report: version, system, verb (``que``), run, and the chain of exceptions with their places in the code."""
    renglones = [*encabezado(ahora, que, corrida)]
    vistas: set[int] = set()
    causa: BaseException | None = error
    while causa is not None and id(causa) not in vistas:
        vistas.add(id(causa))
        renglones += ["", type(causa).__qualname__, *_lugares(causa)]
        causa = causa.__cause__ or causa.__context__
    return "\n".join(renglones) + "\n"


def encabezado(ahora: datetime, que: str, corrida: str = "") -> Iterator[str]:
    yield f"supervisor-app {__version__}, {ahora:%Y-%m-%d %H:%M:%S%z}"
    paquete = ", paquete" if getattr(sys, "frozen", False) else ""
    yield f"{platform.system()} {platform.release()}, Python {platform.python_version()}{paquete}"
    yield f"Orden: {que}"
    if corrida:
        yield f"Corrida: {corrida}"


def _lugares(error: BaseException) -> list[str]:
    cuadros = [(m.f_code.co_filename, n, m.f_code.co_name) for m, n in traceback.walk_tb(error.__traceback__)]
    dichos = [f"  {lugar(archivo)}:{n} {nombre}" for archivo, n, nombre in cuadros]
    if len(dichos) <= _CUADROS:
        return dichos
    medio = _CUADROS // 2
    return [*dichos[:medio], f"  … {len(dichos) - _CUADROS} lugares más …", *dichos[-medio:]]


def lugar(archivo: str) -> str:
    """The place in the code without the folders above it, which may carry the person's name."""
    partes = re.split(r"[\\/]", archivo)
    for base in ("supervisor_app", "site-packages"):
        if base in partes:
            return "/".join(partes[len(partes) - 1 - partes[::-1].index(base) :])
    return partes[-1] or "?"


class Fallos:
    """The crash files of one run: the same bug in the same place is written once, and a run writes twenty at most.

    A bug in something that is painted is raised sixty times a second.
    """

    def __init__(self, carpeta: Path, reloj: Callable[[], datetime], corrida: str = "") -> None:
        self._carpeta = carpeta
        self._reloj = reloj
        self._corrida = corrida
        self._vistos: dict[tuple[object, ...], Path | None] = {}

    def guardar(self, error: BaseException, que: str) -> tuple[Path | None, bool]:
        """The crash file of this bug (None where there is none), and whether the bug is a new one of this run."""
        marcos = tuple((m.f_code, n) for m, n in traceback.walk_tb(error.__traceback__))
        clave = (type(error), que, marcos[:_CUADROS], marcos[-_CUADROS:])
        if clave in self._vistos:
            return self._vistos[clave], False
        ruta = None
        if len(self._vistos) < _POR_CORRIDA:
            ruta = guardar_fallo(self._carpeta, error, self._reloj(), que, self._corrida)
        if len(self._vistos) < 10 * _POR_CORRIDA:
            self._vistos[clave] = ruta
        return ruta, True


# --- what the interpreter writes while the process dies ------------------------------------------------------------

_CUADRO = re.compile(r'^ *File "(?P<archivo>.*)", line (?P<renglon>\d+) in (?P<nombre>\S+)')
_DICHO = re.compile(
    r"^(Fatal Python error: [A-Za-z0-9 _:()-]{1,80}|Windows fatal exception: [A-Za-z0-9 ]{1,60}|Timeout \([0-9:.]+\)!"
    r"|(Current t|T)hread 0x[0-9a-f]+ .{0,80}|Stack \(most recent call first\):|  <[a-zA-Z ]+>|  \.\.\.|"
    r"Extension modules: [\w., ]+\(total: \d+\))"
)


def volcados(carpeta: Path) -> Iterator[tuple[str, str]]:
    """What dying windows wrote that no start has made a crash file of yet: file and text, without paths."""
    with contextlib.suppress(OSError):
        for ruta in sorted((carpeta / CARPETA).glob("*.volcado")):
            yield ruta.name, volcado_sin_rutas(ruta.read_bytes())


def volcado_sin_rutas(crudo: bytes) -> str:
    """What ``faulthandler`` wrote, without the folders of the code nor any line that it is not known to write."""
    dichos = []
    for renglon in crudo.replace(b"\0", b"").decode("utf-8", "replace").replace("\r", "").split("\n"):
        if cuadro := _CUADRO.match(renglon):
            dichos.append(f"  {lugar(cuadro['archivo'])}:{cuadro['renglon']} {cuadro['nombre']}")
        elif dicho := _DICHO.match(renglon):
            dichos.append(dicho[0])
    return "\n".join(dichos)
