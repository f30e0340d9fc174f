"""From the arguments to the services: the data folder, opened and closed, and signatures without any data folder.

It must never make a data folder for a verb that only looks at one. An enciphered one takes its key from ``acceso``.
"""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor_app import logs, paths, settings, wiring
from supervisor_app.cli.acceso import Nueva, acceso_de, llave_de
from supervisor_app.cli.carpeta import carpeta_de_datos
from supervisor_app.cli.salida import avisar
from supervisor_app.errors import UserError
from supervisor_app.services.firmas import FirmasPdf
from supervisor_app.settings import Ajustes
from supervisor_app.wiring import Servicios


def hay_datos(carpeta: Path) -> bool:
    """Whether anything was ever kept in that folder."""
    return any(carpeta.glob("*.db"))


@contextmanager
def servicios(args: Namespace, *, carpeta: Path | None = None, nueva: Nueva | None = None) -> Iterator[Servicios]:
    """The services over the data folder of the arguments, or over another one. Raises UserError where nothing opens it.

    ``nueva``: how it is made where it is not there yet; without it a folder without data is a UserError.
    """
    carpeta = carpeta or carpeta_de_datos(args)
    acceso_de(args, carpeta)  # what a cut interrupted may have the database on its way
    if nueva is None and not hay_datos(carpeta):
        raise UserError(f"No hay datos en «{carpeta}». Indique la carpeta con --datos o la variable SUPERVISOR_DATOS.")
    llave = llave_de(args, carpeta, nueva=nueva)
    try:
        with wiring.abrir(carpeta, llave=llave) as abiertos:
            yield abiertos
            aviso = abiertos.aviso_del_disco()
            if aviso.frase:
                avisar(aviso.frase)
    finally:
        # Windows lets nobody delete or move the log while it is open.
        logs.cerrar()


@contextmanager
def sin_datos() -> Iterator[Servicios]:
    """The services over an empty folder that goes away again, for a verb that only looks where there is nothing yet."""
    with tempfile.TemporaryDirectory(prefix="supervisor-", ignore_cleanup_errors=True) as temporal:
        try:
            with wiring.abrir(Path(temporal)) as abiertos:
                yield abiertos
        finally:
            logs.cerrar()


def ajustes_de(args: Namespace) -> Ajustes:
    """The settings of the data folder, without opening its store; the initial ones where there is no folder.

    Raises UserError where it is enciphered and nothing opens it: a letterhead must not silently be another.
    """
    carpeta = carpeta_de_datos(args)
    ajustes, _ = settings.leer(carpeta, wiring.reloj_local(), llave_de(args, carpeta))
    return ajustes


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
