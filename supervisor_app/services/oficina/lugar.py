"""Where the index of an office is: the file of its data folder, or an address, with the password to enter there.

A password is in the system's keyring, or in this process where there is none; also pgpass and PGPASSWORD hold, which
the database's own library asks. It must never stand in settings, in an address, in a log or in a text of an object.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from supervisor_app.cifrado import llavero
from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import UserError
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.oficina.verbos import Oficina, abrir, abrir_indice, indice_de, preparar_lugar
from supervisor_app.settings import Ajustes
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.oficina.motor import exigir_direccion, sin_secretos

__all__ = ["Indices", "LugarDelIndice"]

_EN_EL_LLAVERO = "indice:"


@dataclass(frozen=True, slots=True)
class LugarDelIndice:
    """By what an index is opened, from any thread. ``direccion``: of one outside of the data folder, else ""."""

    direccion: str
    carpeta: Path
    llave: Llave | None = None
    contrasena: Callable[[], str] = field(default=str, repr=False, compare=False)
    """Asks the keyring, which may take a moment."""

    @property
    def texto(self) -> str:
        """Where it is, as it may be shown."""
        return sin_secretos(self.direccion) if self.direccion else str(indice_de(self.carpeta))

    @property
    def de_aqui(self) -> bool:
        """Whether it is the file of the data folder."""
        return not self.direccion

    def hay(self) -> bool:
        """Whether there is something to open; of an address it is not known before."""
        return "://" in self.direccion or Path(self.direccion or indice_de(self.carpeta)).exists()

    def leer(self, *, reloj: Callable[[], datetime], feriados: Collection[date]) -> Oficina:
        """To be asked. Raises UserError or EnvironmentProblem."""
        return self._abrir(reloj, feriados, solo_leer=True)

    def abrir(self, *, reloj: Callable[[], datetime], feriados: Collection[date]) -> Oficina:
        """To be asked and to take packages in, made where there is none. Raises UserError or EnvironmentProblem."""
        if self.de_aqui:
            preparar_lugar(indice_de(self.carpeta))
        return self._abrir(reloj, feriados, solo_leer=False)

    def indice(self) -> Indice:
        """The index alone, as ``abrir``."""
        return abrir_indice(self.direccion, self.carpeta, self.llave, contrasena=self.contrasena())

    def _abrir(self, reloj: Callable[[], datetime], feriados: Collection[date], *, solo_leer: bool) -> Oficina:
        return abrir(
            self.direccion or str(indice_de(self.carpeta)),
            reloj=reloj,
            feriados=feriados,
            llave=self.llave if self.de_aqui else None,
            contrasena=self.contrasena(),
            solo_leer=solo_leer,
        )


class Indices:
    """The index that the settings of a data folder name, and how it is entered."""

    def __init__(self, ajustes: ServicioAjustes, carpeta: Path, llave: Llave | None) -> None:
        self._ajustes, self._carpeta, self._llave = ajustes, carpeta, llave
        self._en_memoria: dict[str, str] = {}

    def lugar(self, indice: str = "") -> LugarDelIndice:
        """``indice``: one that is named for this time; without it, that of the settings."""
        dicho = indice.strip() or self._ajustes.leer().indice_oficina.strip()
        if not dicho:
            return LugarDelIndice("", self._carpeta, self._llave)
        return LugarDelIndice(dicho, self._carpeta, None, lambda: self._contrasena(dicho))

    def configurar(self, direccion: str) -> Ajustes:
        """Change where the index is; "" for the file of the data folder. What is in the one before stays there.

        Raises UserError for what is no address, and for one with a password.
        """
        dicha = direccion.strip()
        if dicha:
            if "://" not in dicha:
                raise UserError(
                    "Escriba la dirección completa: postgresql://usuario@servidor:5432/base. Pídala a quien administra "
                    "la base.",
                    field="indice",
                )
            exigir_direccion(dicha)
        return self._ajustes.guardar(self._ajustes.leer().model_copy(update={"indice_oficina": dicha}))

    # --- passwords ------------------------------------------------------------------------------------------------

    def recordar(self, direccion: str, contrasena: str) -> bool:
        """Keep the password of an address: in the keyring (True), or in this process where no keyring takes it."""
        if llavero.disponible():
            try:
                llavero.guardar(_EN_EL_LLAVERO + direccion, contrasena.encode())
            except UserError:
                pass  # it refused: then for this time only
            else:
                self._en_memoria.pop(direccion, None)
                return True
        self._en_memoria[direccion] = contrasena
        return False

    def _contrasena(self, direccion: str) -> str:
        if (dicha := self._en_memoria.get(direccion)) is not None:
            return dicha
        if not direccion.casefold().startswith("postgres"):
            return ""
        guardada = llavero.leer(_EN_EL_LLAVERO + direccion)
        return guardada.decode("utf-8", "replace") if guardada is not None else ""
