"""One SMB connection: signed and encrypted, with an end to every wait. The only room that knows the library.

It must never speak SMB 1 or in the open unless a person said so, and never come back by itself after it broke.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Protocol, TypeVar

import smbclient  # type: ignore[import-untyped]
from smbprotocol.exceptions import (  # type: ignore[import-untyped]
    AccessDenied,
    LogonFailure,
    SMBAuthenticationError,
    SMBException,
    SMBOSError,
    SMBResponseException,
)
from smbprotocol.header import NtStatus  # type: ignore[import-untyped]
from spnego.exceptions import SpnegoError

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes import sin_red
from supervisor_app.exchange.transportes.medio import Entrada
from supervisor_app.exchange.transportes.obrero import Obrero
from supervisor_app.exchange.transportes.paciencia import Paciencia
from supervisor_app.exchange.transportes.valores import Credencial, Plazos

T = TypeVar("T")

_OCIOSA = 60.0
"""Seconds after which an idle connection is made anew: a laptop that slept would wait for one that is gone."""

_CARPETA, _DESVIO = 0x10, 0x400  # FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT

_CODIGOS = {
    NtStatus.STATUS_OBJECT_NAME_NOT_FOUND: errno.ENOENT,
    NtStatus.STATUS_OBJECT_PATH_NOT_FOUND: errno.ENOENT,
    NtStatus.STATUS_NO_SUCH_FILE: errno.ENOENT,
    NtStatus.STATUS_NOT_FOUND: errno.ENOENT,
    NtStatus.STATUS_DELETE_PENDING: errno.ENOENT,
    NtStatus.STATUS_OBJECT_NAME_COLLISION: errno.EEXIST,
    NtStatus.STATUS_NOT_A_DIRECTORY: errno.ENOTDIR,
    NtStatus.STATUS_FILE_IS_A_DIRECTORY: errno.EISDIR,
    NtStatus.STATUS_ACCESS_DENIED: errno.EACCES,
    NtStatus.STATUS_SHARING_VIOLATION: errno.EBUSY,
    NtStatus.STATUS_DISK_FULL: errno.ENOSPC,
    NtStatus.STATUS_OBJECT_NAME_INVALID: errno.EINVAL,
    0xC0000044: errno.EDQUOT,  # STATUS_QUOTA_EXCEEDED
    0xC00000A2: errno.EROFS,  # STATUS_MEDIA_WRITE_PROTECTED
}


class Archivo(Protocol):
    """An open file of the server."""

    fd: Any

    def seek(self, offset: int) -> int: ...
    def read(self, size: int) -> bytes: ...
    def write(self, b: bytes) -> int: ...
    def close(self) -> None: ...


class ConexionSmb:
    """Kept open between sessions. One thread at a time."""

    def __init__(
        self, servidor: str, puerto: int, credencial: Credencial, plazos: Plazos, *, cifrar: bool = True
    ) -> None:
        self.servidor, self._puerto, self.plazos = servidor, puerto, plazos
        self._credencial, self._cifrar = credencial, cifrar
        self.paciencia = Paciencia()
        self._obrero = Obrero(self.paciencia, "buzon-smb")
        self._conexiones: dict[str, Any] = {}
        self._viva = False
        self._usada = 0.0

    @contextlib.contextmanager
    def sesion(self, pulso: Pulso, tamano: int) -> Iterator[bool]:
        """Connected inside, ``True`` where it was not before. What breaks the connection is said in Spanish."""
        with self.paciencia.presupuesto(pulso, self.plazos.de_operacion(tamano)):
            nueva = not self._sirve()
            if nueva:
                self.cerrar()
                self._conectar()
            try:
                yield nueva
            finally:
                self._usada = time.monotonic()

    @property
    def viva(self) -> bool:
        return self._viva

    def pedir(self, funcion: str, *argumentos: Any, **opciones: Any) -> Any:
        """One call of ``smbclient`` over this connection. What the server refuses is an ``OSError``."""
        return self.hacer(lambda: getattr(smbclient, funcion)(*argumentos, **opciones, **self._de_esta()))

    def hacer(self, algo: Callable[[], T]) -> T:
        """Anything that uses the library, with an end."""
        if not self._viva:  # it broke in this session
            raise sin_red.se_corto(self.servidor)
        try:
            return self._obrero.correr(algo, self.plazos.respuesta)
        except TimeoutError as error:
            self.cortar()
            raise sin_red.sin_respuesta(self.servidor) from error
        except (SMBOSError, SMBResponseException) as error:
            estado = error.ntstatus if isinstance(error, SMBOSError) else error.status
            raise OSError(_CODIGOS.get(estado, errno.EIO), f"NtStatus 0x{estado:08x}") from error
        except (SMBException, OSError) as error:
            self.cortar()
            raise sin_red.se_corto(self.servidor) from error
        except BaseException:
            # The person does not want it any more: it ends in a moment or the connection does.
            if not self._obrero.despedir():
                self.cortar()
            raise

    def nombres(self, ruta: str, carpeta: str) -> list[tuple[str, bool, Entrada | None]]:
        """What a folder holds: name, whether it is a folder, and the regular file that it is, below ``carpeta``."""
        return self.hacer(lambda: [_nombre(una, carpeta) for una in smbclient.scandir(ruta, **self._de_esta())])

    def dejar(self, archivo: Archivo) -> None:
        """Close it where the connection lives, within a moment; otherwise the server does."""
        if self._viva:
            callada = contextlib.suppress(OSError, EnvironmentProblem)
            with callada, self.paciencia.sin_cancelar():
                self.hacer(archivo.close)
        archivo.fd._connected = False

    def cortar(self) -> None:
        """From here on every call fails at once, until the next session."""
        self._viva = False
        conexiones = [*self._conexiones.values()]
        self._conexiones.clear()
        for una in conexiones:
            # Its own farewell waits for an answer, and for whoever is stuck in a write.
            zocalo = una.transport._sock if una.transport else None
            if zocalo is not None:
                with contextlib.suppress(OSError):
                    zocalo.shutdown(socket.SHUT_RDWR)
        self._obrero.despedir()
        self._obrero.soltar()
        for una in conexiones:
            with contextlib.suppress(OSError):
                una.disconnect(close=False)

    def cerrar(self) -> None:
        self.cortar()

    # --- connecting ---

    def _sirve(self) -> bool:
        vivas = all(una.transport.connected for una in self._conexiones.values())
        return self._viva and vivas and time.monotonic() - self._usada <= _OCIOSA

    def _de_esta(self) -> dict[str, Any]:
        return {
            "username": self._credencial.usuario,
            "password": self._credencial.contrasena,
            "port": self._puerto,
            "encrypt": self._cifrar,
            "connection_timeout": self.plazos.conectar,
            "connection_cache": self._conexiones,
        }

    def _conectar(self) -> None:
        # They would write the names of server, user and files into the log of the application.
        for ruidoso in ("smbclient", "smbprotocol", "spnego"):
            logging.getLogger(ruidoso).setLevel(logging.CRITICAL)
        abrir = partial(smbclient.register_session, self.servidor, **self._de_esta())
        bien = False
        try:
            self._obrero.correr(abrir, self.plazos.conectar)
            self._viva = bien = True
        except (SMBException, SpnegoError, OSError, ValueError) as error:
            raise self._por_que(error) from error
        finally:
            if not bien:
                self.cortar()

    def _por_que(self, error: SMBException | SpnegoError | OSError | ValueError) -> EnvironmentProblem:
        if isinstance(error, (LogonFailure, AccessDenied, SMBAuthenticationError, SpnegoError)):
            return sin_red.rechazada(self._credencial.usuario, self.servidor)
        if self._sin_reserva():
            return self._sin_cifrado()
        if isinstance(error, ValueError) and isinstance(error.__cause__, OSError):
            return sin_red.explicar(error.__cause__, self.servidor)
        if isinstance(error, OSError):
            return sin_red.explicar(error, self.servidor)
        return sin_red.no_es(self.servidor, "SMB 2 o 3")

    def _sin_reserva(self) -> bool:
        """Whether the server was reached and cannot encipher. The library says it in words only."""
        return self._cifrar and any(una.dialect and not una.supports_encryption for una in self._conexiones.values())

    def _sin_cifrado(self) -> EnvironmentProblem:
        return EnvironmentProblem(
            f"«{self.servidor}» no admite SMB 3 con cifrado, y sin él lo enviado se podría leer en la red. Pida que lo "
            f"actualicen o use otro buzón. {sin_red.NADA_SE_DIO}"
        )


def _nombre(una: Any, carpeta: str) -> tuple[str, bool, Entrada | None]:
    dato = una.smb_info
    es_carpeta = bool(dato.file_attributes & _CARPETA)
    regular = not dato.file_attributes & (_CARPETA | _DESVIO)
    clave = f"{carpeta}/{dato.file_name}".lstrip("/")
    entrada = Entrada(clave, dato.end_of_file, dato.last_write_time.timestamp()) if regular else None
    return dato.file_name, es_carpeta and not dato.file_attributes & _DESVIO, entrada
