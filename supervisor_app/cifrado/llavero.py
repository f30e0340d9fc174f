"""What the operating system's keyring keeps for this account: a secret that opens one data folder without typing.

Windows' credential locker, the macOS keychain, Secret Service or KWallet. A keyring that keeps secrets readable in a
file is none. Nothing here may fail the work: where there is no keyring, nothing is remembered.
"""

from __future__ import annotations

import base64
import logging
import sys

from supervisor_app.errors import UserError

SERVICIO = "supervisor-app"
_DE_CONFIANZA = ("keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet",
                 "keyring.backends.Windows", "keyring.backends.macOS")  # fmt: skip
_registro = logging.getLogger(__name__)


def disponible() -> bool:
    """Whether this account has a keyring that protects what it keeps."""
    import keyring  # noqa: PLC0415 - looks for the system's keyrings, which takes a while

    try:
        elegido = keyring.get_keyring()
        cadena = getattr(elegido, "backends", None) or [elegido]
        return any(type(uno).__module__.startswith(_DE_CONFIANZA) for uno in cadena)
    except _fallas():
        return False


def guardar(nombre: str, secreto: bytes) -> None:
    """Raises UserError where the system refuses it."""
    import keyring  # noqa: PLC0415 - as above

    if not disponible():
        raise UserError("Este equipo no tiene un llavero en el que recordar la frase; tendrá que escribirla cada vez.")
    try:
        keyring.set_password(SERVICIO, nombre, base64.b64encode(secreto).decode("ascii"))
    except _fallas() as error:
        raise UserError(
            "El llavero del sistema está bloqueado o no la guardó; nada cambió. Desbloquéelo e inténtelo de nuevo, o "
            "siga escribiendo la frase."
        ) from error


def leer(nombre: str) -> bytes | None:
    """What was kept; None where there is nothing, or no keyring."""
    import keyring  # noqa: PLC0415 - as above

    try:
        texto = keyring.get_password(SERVICIO, nombre) if disponible() else None
        return base64.b64decode(texto, validate=True) if texto else None
    except _fallas():
        _registro.info("the system's keyring did not answer")
        return None


def borrar(nombre: str) -> None:
    """Let it go; one that is not there is gone already."""
    import keyring  # noqa: PLC0415 - as above

    try:
        keyring.delete_password(SERVICIO, nombre)
    except _fallas():
        _registro.info("nothing of it was in the system's keyring")


def _fallas() -> tuple[type[Exception], ...]:
    """What a keyring that refuses raises: errors of the system's own library pass through the one that is asked."""
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    del_sistema: tuple[type[Exception], ...] = ()
    if sys.platform == "linux":
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # noqa: PLC0415 - has no types; as above
        from secretstorage.exceptions import SecretStorageException  # noqa: PLC0415 - as above

        del_sistema = (DBusErrorResponse, SecretStorageException)
    elif sys.platform == "win32":
        from win32ctypes.pywin32.pywintypes import error  # noqa: PLC0415 - as above

        del_sistema = (error,)
    # ValueError: what it holds is not what was kept.
    return (KeyringError, RuntimeError, OSError, ValueError, *del_sistema)
