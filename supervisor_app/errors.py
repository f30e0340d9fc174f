"""The two kinds of failure that are not bugs. Everything else that is raised is a bug and ends in a crash file.

This module must never import anything of the application.
"""

from __future__ import annotations

import errno

_MOTIVOS = {
    errno.ENOSPC: "el disco está lleno",
    errno.EACCES: "no tiene permiso",
    errno.EPERM: "no tiene permiso",
    errno.EROFS: "es de sólo lectura",
    errno.ENOENT: "ya no está en su lugar",
    errno.ENOTDIR: "una parte de la ruta no es una carpeta",
    errno.EEXIST: "ya hay un archivo con ese nombre",
    errno.EISDIR: "es una carpeta",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.EBUSY: "otro programa lo está usando",
    errno.EIO: "falla de lectura o escritura del disco",
}


def motivo(error: OSError) -> str:
    """Why the system refused, in Spanish: what it says itself is in the language of the machine, or in English."""
    return _MOTIVOS.get(error.errno or 0, f"código {getattr(error, 'winerror', None) or error.errno}")


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
