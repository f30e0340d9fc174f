"""The two kinds of failure that are not bugs. Everything else that is raised is a bug and ends in a crash file.

This module must never import anything of the application.
"""

from __future__ import annotations

import errno

LLENO = frozenset({errno.ENOSPC, errno.EDQUOT})
"""A disk, or what a person may use of it, is full."""

# Windows says more in its own codes than in the errno that Python derives from them.
_POR_WINDOWS = {
    codigo: clave
    for clave, codigos in {
        errno.ENOSPC: (39, 112),
        errno.EROFS: (19,),
        errno.EACCES: (5,),
        errno.EBUSY: (32, 33),
        errno.ENAMETOOLONG: (206,),
        errno.EFBIG: (223,),
        errno.EINVAL: (123,),
        errno.ENODEV: (3, 15, 21, 53, 55, 59, 64, 67, 121, 433, 1167, 1231),
    }.items()
    for codigo in codigos
}
_MOTIVOS = {
    errno.ENOSPC: "el disco está lleno",
    errno.EDQUOT: "el disco está lleno",
    errno.EACCES: "no tiene permiso",
    errno.EPERM: "no tiene permiso",
    errno.EROFS: "es de sólo lectura",
    errno.ENOENT: "ya no está en su lugar",
    errno.ENODEV: "la carpeta o la unidad no está disponible",
    errno.ENOTDIR: "una parte de la ruta no es una carpeta",
    errno.EEXIST: "ya hay un archivo con ese nombre",
    errno.EISDIR: "es una carpeta",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.EINVAL: "la unidad no admite ese nombre",
    errno.EFBIG: "la unidad no admite archivos de ese tamaño",
    errno.EBUSY: "otro programa lo está usando",
    errno.EIO: "falla de lectura o escritura del disco",
}


def codigo(error: OSError) -> int | None:
    """The ``errno`` that tells most exactly why the system refused."""
    return _POR_WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno)


def motivo(error: OSError) -> str:
    """Why the system refused, in Spanish: what it says itself is in the language of the machine, or in English."""
    return _MOTIVOS.get(codigo(error) or 0, f"código {getattr(error, 'winerror', None) or error.errno}")


class UserError(Exception):
    """Something the person can mend. The text is Spanish and says what happened and what to do; it is shown in place.

    ``field`` names the field the sentence belongs to, where there is one (``"efirma.contrasena"``).
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class EnvironmentProblem(Exception):
    """The machine does not let the work go on: disk full, read-only folder, newer database, no destination.

    The text is Spanish and says what happened, that nothing was lost, and what to do. ``action`` is the label of the
    button that helps, where there is one.
    """

    def __init__(self, message: str, *, action: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.action = action


class DiskFull(EnvironmentProblem):
    """The disk, or what a person may use of it, is full. Nothing of what was being written is there."""


class ReadOnly(EnvironmentProblem):
    """The data are open to be read only: another window writes in them, or the folder lets nobody write."""


class ChangedElsewhere(EnvironmentProblem):
    """Another window changed the same record meanwhile. Trying again never helps: what is on disk has to be read."""
