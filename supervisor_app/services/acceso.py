"""Who may open a data folder: its passphrase, the recovery key, the system's keyring. Before any other service.

The window and the command line both come through here. It must never keep a passphrase, nor open the store itself.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from supervisor_app.cifrado import llavero
from supervisor_app.cifrado.cerradura import Cerradura, FraseIncorrecta, Sello, exigir_frase
from supervisor_app.cifrado.llave import LARGO, Llave
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.errors import UserError, motivo
from supervisor_app.services.hoja_recuperacion import es_clave
from supervisor_app.store.almacen import BASE

__all__ = ["Acceso", "Coste", "Estado", "FraseIncorrecta", "Llave", "Sello", "abrir_sello", "exigir_frase"]


class Estado(StrEnum):
    """What a data folder is before it is opened."""

    NUEVA = "nueva"
    CIFRADA = "cifrada"
    SIN_CIFRAR = "sin_cifrar"


class Acceso:
    """The ways into one data folder.

    ``reloj``: seconds, by which the wait after wrong attempts is counted. Every method that opens raises
    FraseIncorrecta (a UserError) with the seconds until the next attempt, EnvironmentProblem where the lock of the
    folder cannot be read.
    """

    def __init__(self, carpeta: Path, *, reloj: Callable[[], float] = time.time, coste: Coste | None = None) -> None:
        self._carpeta, self._reloj = carpeta, reloj
        self._cerradura = Cerradura(carpeta, coste=coste)

    @property
    def carpeta(self) -> Path:
        return self._carpeta

    @property
    def estado(self) -> Estado:
        if Cerradura.hay(self._carpeta):
            return Estado.CIFRADA
        return Estado.SIN_CIFRAR if (self._carpeta / BASE).exists() else Estado.NUEVA

    def crear(self, frase: str) -> tuple[Llave, str]:
        """Lock a folder without data; its key and its recovery key, which is shown this once.

        Raises UserError for a weak passphrase, and for a folder that has a lock or plain data.
        """
        if self.estado is Estado.SIN_CIFRAR:
            raise UserError("Esta carpeta ya tiene datos sin cifrar; se cifran con «Cifrar los datos» en Ajustes.")
        return self._cerradura.crear(frase)

    # --- opening ----------------------------------------------------------------------------------------------------

    def abrir(self, frase: str) -> Llave:
        return self._cerradura.abrir_con_frase(frase, ahora=self._reloj())

    def recuperar(self, clave: str) -> Llave:
        """With the recovery key that was printed, or with one that the office opened from its seal."""
        return self._cerradura.abrir_con_recuperacion(clave, ahora=self._reloj())

    def abrir_con(self, escrito: str) -> Llave:
        """With whichever of both was written. Raises FraseIncorrecta."""
        return self.recuperar(escrito) if es_clave(escrito) else self.abrir(escrito)

    def espera(self) -> int:
        """Seconds until the next attempt is looked at."""
        return self._cerradura.espera(self._reloj())

    # --- the system's keyring ---------------------------------------------------------------------------------------

    @property
    def recordada(self) -> bool:
        """Whether this folder opens without typing, where the keyring still has what it was given."""
        return bool(self._cerradura.recordada)

    @staticmethod
    def puede_recordar() -> bool:
        """Whether this account has a keyring that protects what it keeps. It may take a while to find out."""
        return llavero.disponible()

    def abrir_con_llavero(self) -> Llave | None:
        """None where the keyring has nothing, or nothing that opens."""
        nombre = self._cerradura.recordada
        secreto = llavero.leer(nombre) if nombre else None
        return self._cerradura.abrir_con_llavero(secreto) if secreto else None

    def recordar(self, llave: Llave) -> None:
        """Open without typing from now on, for this account. Raises UserError where the system has no keyring, or it
        refuses; then nothing changed.
        """
        secreto = secrets.token_bytes(LARGO)
        # The keyring first: what it has and no slot knows opens nothing.
        llavero.guardar(llave.id, secreto)
        self._cerradura.recordar(llave, secreto)

    def olvidar(self, llave: Llave) -> None:
        self._cerradura.olvidar(llave)
        llavero.borrar(llave.id)

    # --- changing ---------------------------------------------------------------------------------------------------

    def cambiar_frase(self, actual: str, nueva: str) -> None:
        """At once: nothing is enciphered again."""
        self._cerradura.cambiar_frase(self.abrir(actual), nueva)

    def poner_frase(self, llave: Llave, nueva: str) -> None:
        """The same for who came in with a recovery key."""
        self._cerradura.cambiar_frase(llave, nueva)

    def nueva_recuperacion(self, llave: Llave) -> str:
        """Another recovery key to print; the one printed before opens nothing any more."""
        return self._cerradura.nueva_recuperacion(llave)

    def sellar(self, llave: Llave, publica: Path) -> Sello:
        """Seal a recovery key to the public key of the office, a certificate or key in a file. Raises UserError."""
        try:
            dato = publica.read_bytes()
        except OSError as error:
            raise UserError(f"No se pudo leer «{publica.name}» ({motivo(error)}).") from error
        return self._cerradura.sellar(llave, dato, publica.stem)

    def sellos(self) -> tuple[Sello, ...]:
        return self._cerradura.sellos()


def abrir_sello(privada: bytes, contrasena: str, sellado: bytes) -> str:
    """At the office: the recovery key that was sealed to it, to be told to the person. Raises UserError."""
    from supervisor_app.cifrado import oficina  # noqa: PLC0415 - loads the library of certificates, and every start asks

    return oficina.abrir(privada, contrasena.encode() or None, sellado).decode("ascii")
