"""Where the application's files are: what it ships with, and the folder of the person's data.

A leaf: it answers questions about places and must never create, read or write anything there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from supervisor_app.errors import UserError

APP_NAME = "supervisor-app"
DATA_VARIABLE = "SUPERVISOR_DATOS"


def base() -> Path:
    """The folder that holds ``resources/`` and ``forms/``: the repository, or PyInstaller's unpacked bundle."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def recursos() -> Path:
    """Fonts, icons, colour profile, trust anchors and help."""
    return base() / "resources"


def formas() -> Path:
    """Cédula definitions, fixed texts of the documents and catalogues."""
    return base() / "forms"


def datos(override: Path | None = None) -> Path:
    """The data folder: ``override`` (``--datos``), else ``SUPERVISOR_DATOS``, else the user's own place for data.

    Raises :class:`UserError` when the variable is set to a relative path: it would mean another folder in every
    place the application is started from.
    """
    if override is not None:
        return _con_su_casa(override).absolute()
    variable = os.environ.get(DATA_VARIABLE, "").strip()
    if not variable:
        return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))
    place = _con_su_casa(Path(variable))
    if not place.is_absolute():
        raise UserError(f"{DATA_VARIABLE} debe ser una ruta completa; «{variable}» no lo es.")
    return place


def _con_su_casa(place: Path) -> Path:
    """With the folder of the user that ``~`` names. Raises UserError where there is no such user."""
    try:
        return place.expanduser()
    except RuntimeError as error:
        raise UserError(
            f"«{place}» empieza con una persona que este equipo no conoce; escriba la ruta completa."
        ) from error
