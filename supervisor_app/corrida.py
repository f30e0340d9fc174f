"""A run of the window over a data folder: the mark that stays where it does not end well, and what such marks tell.

While a run lives it holds a lock of the system on its mark, which the system lets go when the process dies, however it
dies. So a second window is never taken for a dead one, whatever the clock says and whoever has its process number now.
A mark holds identifiers only. A leaf: it must never import anything of the application but the other leaves.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any

from supervisor_app import __version__, durable, fallos
from supervisor_app.errors import EnvironmentProblem, UserError

PATRON = "ventana-*.corrida"
_LARGO = 1024
_MAS_LARGO = 4096
_LUGAR_DEL_CANDADO = 1 << 20
"""Windows lets nobody read a locked byte: the locked one lies beyond the content."""
_DICHO_YA = (SystemExit, KeyboardInterrupt, UserError, EnvironmentProblem)
"""Ends of which the person knows: asked for, or told in a sentence."""
_SEGURO = re.compile(r"[A-Za-z0-9_.:@-]{0,80}")


class Motivo(Enum):
    """How a run ended that did not end well, as far as it can be known."""

    FALLO = "fallo"
    SIN_RESPUESTA = "sin respuesta"
    APAGADO = "apagado"
    TERMINADA = "terminada"
    DESCONOCIDO = "desconocido"


@dataclass(frozen=True, slots=True)
class Previa:
    """A run that did not end well. What its mark does not tell is empty: a power cut may leave any half of it.

    ``visto`` is the last sign of life of its window. ``confirmada``: the number of the last operation that it called
    saved, and ``de`` the visit it was of; 0 where there was none.
    """

    id: str
    motivo: Motivo
    version: str = ""
    inicio: datetime | None = None
    visto: datetime | None = None
    visita: str = ""
    paso: str = ""
    objeto: str = ""
    confirmada: int = 0
    de: str = ""
    fallo: Path | None = None


class Corrida:
    """The mark of this run. Everything here works without a mark too, where the folder takes none; it never raises."""

    def __init__(self, carpeta: Path, ahora: datetime) -> None:
        self._registro = carpeta / fallos.CARPETA
        self.id = secrets.token_hex(8)
        self._ruta = self._registro / f"ventana-{self.id}.corrida"
        self._datos: dict[str, Any] = {
            "version": __version__,
            "pid": os.getpid(),
            "inicio": ahora.isoformat(timespec="seconds"),
            "arranque": arranque_del_equipo(),
        }
        self._ajenas: dict[str, tuple[int, Path]] = {}
        self._fd = self._crear()

    def _crear(self) -> int | None:
        fd: int | None = None
        try:
            self._registro.mkdir(parents=True, exist_ok=True)
            fd = _abrir(self._ruta, os.O_RDWR | os.O_CREAT | os.O_EXCL)
            if not _tomar(fd):
                raise OSError
            self._escribir(fd)
            os.fsync(fd)
        except OSError:
            # Without locks nothing could be told from this mark.
            if fd is not None:
                os.close(fd)
            with contextlib.suppress(OSError):
                self._ruta.unlink()
            return None
        return fd

    def _escribir(self, fd: int) -> None:
        """In one call, over what was there: whoever dies in between leaves the one or the other."""
        texto = json.dumps(self._datos).encode("ascii")
        os.lseek(fd, 0, os.SEEK_SET)
        durable.write_all(fd, texto.ljust(_LARGO))

    @property
    def volcado(self) -> Path:
        """Where the interpreter writes while this process dies."""
        return self._ruta.with_suffix(".volcado")

    def anotar(self, **datos: str | int) -> None:
        """Keep fields of :class:`Previa` by their names; identifiers only, others are not kept."""
        nuevos = {k: v if isinstance(v, int) or _SEGURO.fullmatch(v) else "" for k, v in datos.items()}
        if self._fd is None or nuevos.items() <= self._datos.items():
            return
        self._datos |= nuevos
        with contextlib.suppress(OSError):
            self._escribir(self._fd)

    def terminar(self) -> None:
        """The run ended well: its mark goes. A power cut may bring the file back, and then it says that it ended."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        self._datos["fin"] = True
        with contextlib.suppress(OSError):
            self._escribir(fd)
            os.fsync(fd)
        os.close(fd)
        for ruta in (self.volcado, self._ruta):
            with contextlib.suppress(OSError):
                ruta.unlink()

    def soltar(self) -> None:
        """Leave the mark as it is: this run did not end well."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            os.close(fd)

    def __enter__(self) -> Corrida:
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, _error: BaseException | None, _rastro: TracebackType | None
    ) -> None:
        self._soltar_ajenas()
        if tipo is None or issubclass(tipo, _DICHO_YA):
            self.terminar()
        else:
            self.anotar(motivo=Motivo.FALLO.value)
            self.soltar()

    # --- the runs before --------------------------------------------------------------------------------------------

    def previas(self) -> tuple[Previa, ...]:
        """The runs of this folder that did not end well and of which nobody was told yet, the newest first."""
        encontradas = []
        with contextlib.suppress(OSError):
            for ruta in sorted(self._registro.glob(PATRON)):
                if ruta != self._ruta and (previa := self._revisar(ruta)) is not None:
                    encontradas.append(previa)
        return tuple(sorted(encontradas, key=lambda p: p.inicio.timestamp() if p.inicio else 0.0, reverse=True))

    def _revisar(self, ruta: Path) -> Previa | None:
        """What this mark tells; None where its run lives, ended well, or is told of by another window now."""
        try:
            fd = _abrir(ruta, os.O_RDWR)
        except OSError:
            return None
        contenido = _leer(fd)
        # A mark without content is being made this very moment.
        if not contenido or not _tomar(fd):
            os.close(fd)
            return None
        datos = _entender(contenido)
        id_ = ruta.stem.removeprefix("ventana-")
        if datos.get("fin"):
            _borrar(fd, ruta)
            return None
        self._ajenas[id_] = (fd, ruta)
        fallo = self._guardar_volcado(id_, ruta.with_suffix(".volcado"), datos)
        return _previa(id_, datos, fallo, _visto(ruta, *([fallo[0]] if fallo[0] is not None else [])))

    def _guardar_volcado(self, id_: str, volcado: Path, datos: dict[str, Any]) -> tuple[Path | None, str]:
        """What the dying process wrote becomes a crash file without paths; the file and what it says, or (None, "")."""
        destino = self._registro / f"fallo-{_compacto(datos)}-{id_}.txt"
        with contextlib.suppress(OSError):
            if volcado.exists():
                texto, murio = fallos.volcado_sin_rutas(volcado.read_bytes()), volcado.stat().st_mtime
                cuerpo = f"supervisor-app {_texto(datos, 'version')}\nOrden: ventana\nCorrida: {id_}\n\n{texto}\n"
                if not texto or fallos.escribir(destino, cuerpo.encode()):
                    volcado.unlink()
                if texto:
                    os.utime(destino, (murio, murio))
            if destino.exists():
                return destino, destino.read_text("utf-8")
        for ruta in fallos.guardados(self._registro.parent):
            with contextlib.suppress(OSError):
                if f"Corrida: {id_}\n" in ruta.read_text("utf-8"):
                    return ruta, ""
        return None, ""

    def olvidar(self, previas: Iterable[Previa]) -> None:
        """The person was told of these runs: their marks go."""
        for previa in previas:
            if previa.id in self._ajenas:
                _borrar(*self._ajenas.pop(previa.id))

    def _soltar_ajenas(self) -> None:
        while self._ajenas:
            _, (fd, _ruta) = self._ajenas.popitem()
            os.close(fd)


def _visto(*rutas: Path) -> datetime | None:
    """When the last of these was written to."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(max(r.stat().st_mtime for r in rutas)).astimezone()
    return None


def _previa(id_: str, datos: dict[str, Any], fallo: tuple[Path | None, str], visto: datetime | None) -> Previa:
    inicio = None
    with contextlib.suppress(ValueError):
        inicio = datetime.fromisoformat(_texto(datos, "inicio")).astimezone()
    confirmada = datos.get("confirmada")
    return Previa(
        id=id_,
        motivo=_motivo(datos, fallo[1]),
        version=_texto(datos, "version"),
        inicio=inicio,
        visto=visto,
        visita=_texto(datos, "visita"),
        paso=_texto(datos, "paso"),
        objeto=_texto(datos, "objeto"),
        confirmada=confirmada if isinstance(confirmada, int) else 0,
        de=_texto(datos, "de"),
        fallo=fallo[0],
    )


def _motivo(datos: dict[str, Any], volcado: str) -> Motivo:
    if "Fatal Python error" in volcado or "Windows fatal exception" in volcado or _texto(datos, "motivo") == "fallo":
        return Motivo.FALLO
    antes, ahora = _texto(datos, "arranque"), arranque_del_equipo()
    if antes and ahora and antes != ahora:
        return Motivo.APAGADO
    if "Timeout (" in volcado:
        return Motivo.SIN_RESPUESTA
    return Motivo.TERMINADA if antes and ahora else Motivo.DESCONOCIDO


def _entender(contenido: bytes) -> dict[str, Any]:
    try:
        leido = json.loads(contenido.decode("ascii"))
    except (ValueError, RecursionError):
        return {}
    return leido if isinstance(leido, dict) else {}


def _texto(datos: dict[str, Any], clave: str) -> str:
    valor = datos.get(clave)
    return valor if isinstance(valor, str) and (clave == "inicio" or _SEGURO.fullmatch(valor)) else ""


def _compacto(datos: dict[str, Any]) -> str:
    return re.sub(r"[^0-9T]", "", _texto(datos, "inicio"))[:15].replace("T", "-") or "00000000-000000"


# --- files and locks of the system ----------------------------------------------------------------------------------


def _abrir(ruta: Path, banderas: int) -> int:
    return os.open(ruta, banderas | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)


def _leer(fd: int) -> bytes:
    try:
        return os.read(fd, _MAS_LARGO)
    except OSError:
        return b""


def _borrar(fd: int, ruta: Path) -> None:
    os.close(fd)
    for sobra in (ruta.with_suffix(".volcado"), ruta):
        with contextlib.suppress(OSError):
            sobra.unlink()


if sys.platform == "win32":
    import msvcrt
    import winreg

    def _tomar(fd: int) -> bool:
        """Take the lock that the owner of a mark holds while it lives; False where another holds it."""
        try:
            os.lseek(fd, _LUGAR_DEL_CANDADO, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def arranque_del_equipo() -> str:
        """What tells this start of the machine from every other one; empty where the system does not say."""
        clave = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, clave) as abierta:
                return str(winreg.QueryValueEx(abierta, "BootId")[0])
        except OSError:
            return ""

else:
    import fcntl

    def _tomar(fd: int) -> bool:
        """Take the lock that the owner of a mark holds while it lives; False where another holds it."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def arranque_del_equipo() -> str:
        """What tells this start of the machine from every other one; empty where the system does not say."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        except (OSError, ValueError):
            return ""
