"""From the arguments to the services: the data folder, opened and closed, and signatures without any data folder.

It must never make a data folder for a verb that only looks at one.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor_app import logs, paths, wiring
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import FirmasPdf
from supervisor_app.wiring import Servicios


@contextmanager
def servicios(carpeta: Path, *, nueva: bool = True) -> Iterator[Servicios]:
    """The services over a data folder. With ``nueva`` False, a folder without data is a UserError and is not made."""
    if not nueva and not any(carpeta.glob("*.db")):
        raise UserError(f"No hay datos en «{carpeta}». Indique la carpeta con --datos o la variable SUPERVISOR_DATOS.")
    try:
        with wiring.abrir(carpeta) as abiertos:
            yield abiertos
    finally:
        # Windows lets nobody delete or move the log while it is open.
        logs.cerrar()


def firmas_sin_base(args: Namespace, anclas: Path | None = None) -> FirmasPdf:
    """Signatures over any PDF. ``anclas``: trust the authorities of that folder and no others. Raises UserError."""
    if anclas is None:
        carpetas = (paths.recursos() / "anclas", carpeta_de_datos(args) / "anclas")
        return FirmasPdf(reloj=wiring.reloj_local, anclas=carpetas)
    if not anclas.is_dir():
        raise UserError(f"No existe la carpeta de autoridades «{anclas}».")
    firmas = FirmasPdf(reloj=wiring.reloj_local, anclas=(anclas,))
    if not firmas.anclas().autoridades:
        raise UserError(
            f"En «{anclas}» no hay ninguna autoridad reconocida: hacen falta los certificados y su manifiesto.json."
        )
    return firmas
