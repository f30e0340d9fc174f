"""What the operating system's keyring keeps for this account: a secret that opens one data folder without typing.

Windows' credential locker, the macOS keychain, Secret Service or KWallet. A keyring that keeps secrets readable in a
file is none. Nothing here may fail the work: where there is no keyring, nothing is remembered.
"""

from __future__ import annotations

import base64
import binascii
import logging

from supervisor_app.errors import UserError

SERVICIO = "supervisor-app"
_DE_CONFIANZA = ("keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet",
                 "keyring.backends.Windows", "keyring.backends.macOS")  # fmt: skip
_registro = logging.getLogger(__name__)


def disponible() -> bool:
    """Whether this account has a keyring that protects what it keeps."""
    import keyring  # noqa: PLC0415 - looks for the system's keyrings, which takes a while
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        elegido = keyring.get_keyring()
        cadena = getattr(elegido, "backends", None) or [elegido]
        return any(type(uno).__module__.startswith(_DE_CONFIANZA) for uno in cadena)
    except (KeyringError, RuntimeError, OSError):
        return False


def guardar(nombre: str, secreto: bytes) -> None:
    """Raises UserError where the system refuses it."""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    if not disponible():
        raise UserError("Este equipo no tiene un llavero en el que recordar la frase; tendrá que escribirla cada vez.")
    try:
        keyring.set_password(SERVICIO, nombre, base64.b64encode(secreto).decode("ascii"))
    except (KeyringError, RuntimeError, OSError) as error:
        raise UserError("El llavero del sistema no la guardó; tendrá que escribir la frase cada vez.") from error


def leer(nombre: str) -> bytes | None:
    """What was kept; None where there is nothing, or no keyring."""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        texto = keyring.get_password(SERVICIO, nombre) if disponible() else None
        return base64.b64decode(texto, validate=True) if texto else None
    except (KeyringError, RuntimeError, OSError, binascii.Error):
        _registro.info("the system's keyring did not answer")
        return None


def borrar(nombre: str) -> None:
    """Let it go; one that is not there is gone already."""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        keyring.delete_password(SERVICIO, nombre)
    except (KeyringError, RuntimeError, OSError):
        _registro.info("nothing of it was in the system's keyring")
