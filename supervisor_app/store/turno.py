"""Whose turn it is to write in a data folder: this process, or another window.

One window writes; another one on the same folder only shows what is there, until the first one closes (ADR 0032).
Whoever writes asks ``exigir`` first; it must never be asked to read.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from supervisor_app import durable
from supervisor_app.errors import DiskFull, EnvironmentProblem, ReadOnly, motivo
from supervisor_app.store import limpieza
from supervisor_app.store.cerrojos import USO, VENTANA, Cerrojo, exigir_disco_propio
from supervisor_app.store.espacio import Espacio

T = TypeVar("T")

OTRA_VENTANA = (
    "Sólo consulta: otra ventana tiene abiertos estos datos. Trabaje en ella, o ciérrela y siga aquí; en ésta no se "
    "guarda nada."
)
SIN_PERMISO = (
    "Sólo consulta: la carpeta de datos es de sólo lectura y aquí no se guarda nada. Para trabajar, pida permiso de "
    "escritura o copie la carpeta a un disco de este equipo."
)
PEDIDA = "Sólo consulta: los datos se abrieron para leerlos y no se guarda nada."
_ESPERAS, _ESPERA = 400, 0.01
"""Whoever is alone in the folder takes a moment; after four seconds it is no moment any more."""


def hacer_carpeta(carpeta: Path, *, nueva: bool) -> None:
    """Make the data folder where it is not there; what is saved in it must not be lost with its name.

    ``nueva``: there are no data in it yet; its lock may have made the folder before. Raises EnvironmentProblem.
    """
    try:
        if not carpeta.is_dir():
            durable.make_dirs(carpeta)
        elif nueva:
            # A folder above that lets nobody look into it cannot be flushed by anybody.
            with contextlib.suppress(PermissionError):
                durable.fsync_dir(carpeta.parent)
    except OSError as error:
        raise EnvironmentProblem(f"No se puede crear la carpeta de datos {carpeta} ({motivo(error)}).") from error


def exigir_base(base: Path) -> None:
    """Raises EnvironmentProblem where what visits hold is there without the database: a new one would speak of none."""
    if base.exists():
        return
    try:
        contenidos = (r for n in ("archivos", "paquetes") for r in (base.parent / n).rglob("*"))
        hay = any(r.is_file() and not durable.PART_NAME.search(r.name) for r in contenidos)
    except OSError:
        hay = False  # what cannot be looked at is told when it is opened
    if hay:
        raise EnvironmentProblem(
            f"En la carpeta {base.parent} hay archivos de visitas y falta su base de datos «{base.name}». No se "
            "modificó nada. Restaure el respaldo más reciente, o regrese ese archivo a su lugar."
        )


class Turno:
    """How one process has a data folder open, and the room that it has there. ``soltar`` it at the end."""

    def __init__(self, carpeta: Path, *, ventana: bool = False, solo_lectura: bool = False) -> None:
        """``ventana``: wants the turn to write, and only reads where another window has it.

        Raises EnvironmentProblem for a folder on another machine, or one that may not be written where that was not
        foreseen.
        """
        exigir_disco_propio(carpeta)
        self.espacio = Espacio(carpeta)
        self.protegida = not os.access(carpeta, os.W_OK)
        self._carpeta = carpeta
        self._uso, self._ventana = Cerrojo(carpeta / USO), Cerrojo(carpeta / VENTANA)
        self._motivo = PEDIDA if solo_lectura else ""
        if self.protegida:
            if not (ventana or solo_lectura):
                raise EnvironmentProblem(
                    f"La carpeta de datos {carpeta} es de sólo lectura. Pida permiso de escritura o elija otra carpeta."
                )
            self._motivo = SIN_PERMISO
            return
        try:
            self._entrar()
            if ventana and not solo_lectura and not self._ventana.intentar(exclusivo=True):
                self._motivo = OTRA_VENTANA
        except OSError as error:
            self.soltar()
            raise EnvironmentProblem(f"No se puede abrir la carpeta de datos {carpeta} ({motivo(error)}).") from error
        except BaseException:
            self.soltar()
            raise

    def _entrar(self) -> None:
        """Be among those who have the folder open; whoever is the first clears away what a cut left behind."""
        if self._uso.intentar(exclusivo=True):
            limpieza.quitar_partes(self._carpeta)
        self._compartir()

    def _compartir(self) -> None:
        for _ in range(_ESPERAS):
            if self._uso.intentar(exclusivo=False):
                return
            time.sleep(_ESPERA)
        raise EnvironmentProblem(
            "Otra ventana está reemplazando los datos de esta carpeta. Espere a que termine y vuelva a abrirla.",
            action="Reintentar",
        )

    @property
    def solo_lectura(self) -> str:
        """Why nothing may be written, as a sentence; empty where it may."""
        return self._motivo

    @property
    def es_de_otra(self) -> bool:
        """Whether another window has the turn."""
        return self._motivo == OTRA_VENTANA

    def exigir(self) -> None:
        """Raises ReadOnly where nothing may be written."""
        if self._motivo:
            raise ReadOnly(self._motivo)

    def tomar(self) -> bool:
        """Become the window that writes, where the other one is gone; whether it is now."""
        if self._motivo == OTRA_VENTANA and self._ventana.intentar(exclusivo=True):
            self._motivo = ""
        return not self._motivo

    @contextmanager
    def a_solas(self) -> Iterator[bool]:
        """Whether nobody else has the folder open; nobody opens it before this ends."""
        solo = not self._motivo and self._uso.intentar(exclusivo=True)
        try:
            yield solo
        finally:
            if not self.protegida:
                self._compartir()

    def guardar(self, hacer: Callable[[], T]) -> T:
        """Run what writes; where the disk is full, once more with the room of the ballast. Raises what it raises."""
        self.exigir()
        try:
            return hacer()
        except DiskFull:
            if not self.espacio.soltar():
                raise
            return hacer()

    def soltar(self) -> None:
        """Let go of every lock."""
        self._ventana.soltar()
        self._uso.soltar()
