"""Children of this process that do one thing and die of it: forked, so that nothing is loaded twice.

What a child acknowledges goes into a pipe and is read to its end, also after a kill. ``trazar`` puts strace on a child
before it begins, so that only what it does is counted.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from supervisor_app.errors import EnvironmentProblem, UserError

LLAMADAS = (
    "openat", "write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link",
    "linkat", "unlink", "unlinkat", "ftruncate", "fallocate", "mkdir", "mkdirat", "rmdir", "copy_file_range",
    "sendfile",
)  # fmt: skip
"""Calls that change what is on disk. An ``openat`` counts where it makes a file."""
BIEN, NEGADO, FALLO = 0, 3, 4
_PR_SET_PTRACER, _CUALQUIERA = 0x59616D61, ctypes.c_ulong(-1)

Acusar = Callable[[str], None]


class NoSePuede(RuntimeError):
    """This machine lacks what a proof needs, or does not let it; the proof is left out."""


@dataclass(frozen=True)
class Fin:
    """How a child ended: its code (negative: the signal), what it acknowledged, and what it said at last."""

    codigo: int
    acuses: tuple[str, ...]
    dicho: str


@dataclass(frozen=True)
class Punto:
    """The n-th call of its name, as strace counts them."""

    llamada: str
    n: int
    que: str = ""


class Hijo:
    """A child that waits for ``soltar`` and then does ``hacer``."""

    def __init__(self, hacer: Callable[[Acusar], None]) -> None:
        leer, escribir = os.pipe()
        espera, salida = os.pipe()
        dicho, decir = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            for fd in (leer, salida, dicho):
                os.close(fd)
            _vivir(hacer, espera, escribir, decir)
        for fd in (escribir, espera, decir):
            os.close(fd)
        self._leer, self._salida, self._dicho = leer, salida, dicho

    def soltar(self) -> None:
        os.write(self._salida, b".")
        os.close(self._salida)

    def leer_acuse(self) -> bytes:
        """What is in the pipe by now, at least something; empty at its end."""
        return os.read(self._leer, 1 << 16)

    def matar(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def esperar(self, antes: bytes = b"") -> Fin:
        with os.fdopen(self._leer, "rb") as tubo, os.fdopen(self._dicho, "rb") as voz:
            crudo, dicho = antes + tubo.read(), voz.read().decode(errors="replace")
        codigo = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        # A line without its end was never acknowledged.
        return Fin(codigo, tuple(crudo.decode().split("\n")[:-1]), dicho)


def _vivir(hacer: Callable[[Acusar], None], espera: int, escribir: int, decir: int) -> None:
    """The whole life of a child. What a person would read is told; a bug tells its trace."""
    codigo = BIEN
    # Where only an ancestor may trace a process (Yama), strace is none: it is let in.
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _CUALQUIERA, 0, 0, 0)
    try:
        os.read(espera, 1)
        hacer(lambda paso: _decir(escribir, f"{paso}\n"))
    except (UserError, EnvironmentProblem) as error:
        _decir(decir, error.message)
        codigo = NEGADO
    except BaseException:  # noqa: BLE001 - whatever it is, the parent says it
        _decir(decir, traceback.format_exc())
        codigo = FALLO
    os._exit(codigo)


def _decir(fd: int, texto: str) -> None:
    with suppress(OSError):
        os.writev(fd, [texto.encode()])


def en_un_hijo(hacer: Callable[[Acusar], None]) -> Fin:
    hijo = Hijo(hacer)
    hijo.soltar()
    return hijo.esperar()


def trazar(hacer: Callable[[Acusar], None], opciones: Sequence[str]) -> Fin:
    """The same under strace with these options, which is attached before the child begins."""
    hijo = Hijo(hacer)
    orden = ["strace", "-f", "-qq", "-y", *opciones, "-p", str(hijo.pid)]
    with subprocess.Popen(
        orden, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as traza:
        while "TracerPid:\t0" in Path(f"/proc/{hijo.pid}/status").read_text(encoding="ascii"):
            if traza.poll() is not None:
                hijo.matar()
                raise NoSePuede("strace could not be attached")
        hijo.soltar()
        fin = hijo.esperar()
        traza.wait()
    return fin


def puntos(hacer: Callable[[Acusar], None], lugar: Path, notas: Path) -> list[Punto]:
    """Every call of a whole run that changes something below ``lugar``, in order."""
    fin = trazar(hacer, ["-o", str(notas), "-e", f"trace={','.join(LLAMADAS)}"])
    if fin.codigo != BIEN:
        raise RuntimeError(f"a run that nothing disturbed failed: {fin.dicho}")
    cuenta: dict[str, int] = {}
    hallados = []
    for linea in notas.read_text(errors="replace").splitlines():
        es = re.match(r"(?:\d+ +)?(\w+)\((.*)", linea)
        if es is None:
            continue
        llamada, resto = es.groups()
        cuenta[llamada] = cuenta.get(llamada, 0) + 1
        crea = llamada != "openat" or "O_CREAT" in resto or "O_TRUNC" in resto
        if str(lugar) in resto and crea:
            hallados.append(Punto(llamada, cuenta[llamada], resto[:160].replace(str(lugar), "…")))
    return hallados


def matar_en(punto: Punto) -> list[str]:
    return _inyectar(punto, f"signal=KILL:when={punto.n}")


def fallar_en(punto: Punto, error: str, *, siempre: bool = False) -> list[str]:
    return _inyectar(punto, f"error={error}:when={punto.n}{'+' if siempre else ''}")


def _inyectar(punto: Punto, que: str) -> list[str]:
    return ["-o", "/dev/null", "-e", f"trace={punto.llamada}", "-e", f"inject={punto.llamada}:{que}"]
