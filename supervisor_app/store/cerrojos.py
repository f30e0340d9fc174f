"""Locks of the operating system on a data folder: who writes in a window, and who has the folder open at all.

The system holds them, so a process that dies lets go of them: no lock is ever stale, whatever a file name says. They
must never be needed to read, and never guard a single write: transactions do that (ADR 0032).
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from supervisor_app.errors import EnvironmentProblem

VENTANA = "ventana.lock"
"""Held alone by the one window that writes."""
USO = "uso.lock"
"""Held together by everybody who has the folder open, alone by whoever has to be the only one."""

_OCUPADO = frozenset({errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN})
_SIN_CERROJOS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
_DE_RED = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "davfs",
        "fuse.davfs2",
        "fuse.sshfs",
        "fuse.rclone",
    }
)
"""File systems of Linux that stand on another machine. Not 9p nor virtiofs: virtual machines see disks so."""
EN_RED = (
    "La carpeta de datos {carpeta} está en una unidad de red, donde un corte puede dañar lo guardado. No se abrió ni "
    "se modificó. Cópiela a un disco de este equipo y ábrala ahí; a la red se entregan las visitas cerradas."
)


class Cerrojo:
    """One lock file of a data folder. Made where it is missing; its content never matters."""

    def __init__(self, ruta: Path) -> None:
        self._ruta = ruta
        self._fd: int | None = None

    @property
    def tomado(self) -> bool:
        return self._fd is not None

    def intentar(self, *, exclusivo: bool) -> bool:
        """Take it without waiting, or change how it is held; False where others hold it, and then it is not held.

        Raises EnvironmentProblem where the folder knows no locks, OSError where the file cannot be made.
        """
        if self._fd is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
            self._fd = os.open(self._ruta, flags, 0o600)
        try:
            tomado = _cerrar_con_llave(self._fd, exclusivo=exclusivo)
        except OSError as error:
            self.soltar()
            if error.errno in _SIN_CERROJOS:
                raise EnvironmentProblem(EN_RED.format(carpeta=self._ruta.parent)) from error
            raise
        if not tomado:
            self.soltar()
        return tomado

    def soltar(self) -> None:
        """Let go; nothing where it is not held. The file stays: deleting it would give two windows one lock each."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            with contextlib.suppress(OSError):
                os.close(fd)


def exigir_disco_propio(carpeta: Path) -> None:
    """Raises EnvironmentProblem for a folder of another machine: there neither locks nor the journal can be trusted."""
    if _esta_en_red(carpeta):
        raise EnvironmentProblem(EN_RED.format(carpeta=carpeta))


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FALLA_AL_MOMENTO, _EXCLUSIVO = 0x1, 0x2
    _VIOLACION = 33  # ERROR_LOCK_VIOLATION
    _UNIDAD_REMOTA = 4  # DRIVE_REMOTE
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("Internal", ctypes.c_void_p),
            ("InternalHigh", ctypes.c_void_p),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        )

    _de_que = (wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, wintypes.DWORD, ctypes.POINTER(_Overlapped))
    _kernel32.LockFileEx.argtypes = (*_de_que[:2], wintypes.DWORD, *_de_que[2:])
    _kernel32.LockFileEx.restype = wintypes.BOOL
    _kernel32.UnlockFileEx.argtypes = _de_que
    _kernel32.UnlockFileEx.restype = wintypes.BOOL

    def _cerrar_con_llave(fd: int, *, exclusivo: bool) -> bool:
        # Not msvcrt.locking: it knows no lock that several hold together.
        manija, todo = msvcrt.get_osfhandle(fd), _Overlapped()
        _kernel32.UnlockFileEx(manija, 0, 1, 0, todo)  # where it is held otherwise; else it says no, and that is fine
        banderas = _FALLA_AL_MOMENTO | (_EXCLUSIVO if exclusivo else 0)
        if _kernel32.LockFileEx(manija, banderas, 0, 1, 0, todo):
            return True
        codigo = ctypes.get_last_error()
        if codigo == _VIOLACION:
            return False
        raise OSError(None, ctypes.FormatError(codigo), None, codigo)

    def _esta_en_red(carpeta: Path) -> bool:
        entera = carpeta.absolute()
        raiz = f"{entera.drive}\\"
        return raiz.startswith("\\\\") or bool(_kernel32.GetDriveTypeW(raiz) == _UNIDAD_REMOTA)

else:
    import fcntl

    def _cerrar_con_llave(fd: int, *, exclusivo: bool) -> bool:
        # flock, not lockf: locks of POSIX are lost when this process closes any other descriptor of the file.
        try:
            fcntl.flock(fd, (fcntl.LOCK_EX if exclusivo else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _OCUPADO:
                return False
            raise
        return True

    def _esta_en_red(carpeta: Path) -> bool:
        try:
            montajes = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
            entera = carpeta.resolve()
        except OSError:
            return False  # no Linux: the system does not say it in a way that is worth trusting
        hondo, clase = 0, ""
        for linea in montajes:
            delante, _, detras = linea.partition(" - ")
            punto = Path(delante.split(" ")[4].replace("\\040", " "))
            # A later line lies over an earlier one on the same place.
            if len(punto.parts) >= hondo and (entera == punto or punto in entera.parents):
                hondo, clase = len(punto.parts), detras.split(" ", 1)[0]
        return clase in _DE_RED
