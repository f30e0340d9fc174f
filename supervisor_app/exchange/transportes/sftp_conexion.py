"""One SSH connection with its SFTP session: who the server is, who asks, and every wait with an end.

It must never talk to a server whose host key nobody accepted, never read the keys or settings of the user's own SSH,
and never come back by itself after it broke.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import time
from collections.abc import Coroutine, Iterable, Iterator
from typing import Any, TypeVar

import asyncssh
from asyncssh.public_key import get_default_public_key_algs

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes import sin_red
from supervisor_app.exchange.transportes.bucle import Bucle, Tareas
from supervisor_app.exchange.transportes.identidad import ServidorCambiado, ServidorPorConfirmar
from supervisor_app.exchange.transportes.paciencia import Paciencia
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos

T = TypeVar("T")

_CIFRADOS = [
    *(f"aes{bits}-gcm@openssh.com" for bits in (256, 128)),
    "chacha20-poly1305@openssh.com",
    *(f"aes{bits}-ctr" for bits in (256, 192, 128)),
]
"""AES-GCM first: the library takes a third less time with it than with its own first choice. No CBC."""

_OCIOSA = 60.0
"""Seconds after which an idle connection is made anew: a laptop that slept would wait for one that is gone."""


class ConexionSftp:
    """Kept open between sessions. One thread at a time."""

    def __init__(
        self, servidor: str, puerto: int, credencial: Credencial, confianza: Confianza, plazos: Plazos
    ) -> None:
        self.servidor, self._puerto = servidor, puerto
        self._credencial, self._confianza, self.plazos = credencial, confianza, plazos
        self.paciencia = Paciencia()
        self.bucle = Bucle(self.paciencia)
        self._conexion: asyncssh.SSHClientConnection | None = None
        self._sftp: asyncssh.SFTPClient | None = None
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
        return self._sftp is not None

    @property
    def sftp(self) -> asyncssh.SFTPClient:
        if self._sftp is None:  # it broke in this session
            raise sin_red.se_corto(self.servidor)
        return self._sftp

    def pedir(self, algo: Coroutine[Any, Any, T]) -> T:
        """The answer of the server; its refusals are ``OSError``."""
        with self.traducido():
            return self.bucle.correr(algo, self.plazos.respuesta)

    def una_de(self, tareas: Tareas) -> Tareas:
        """Wait until one of the requests under way was answered; those that were not yet."""
        with self.traducido():
            self.bucle.una_de(tareas, self.plazos.respuesta)
            hechas = {una for una in tareas if una.done()}
            fallas = [falla for una in hechas if (falla := una.exception()) is not None]
            if fallas:
                raise fallas[0]
            return tareas - hechas

    def dejar(self, tareas: Tareas) -> None:
        """What is under way is not wanted any more: it ends in a moment or the connection does."""
        if tareas and not self.bucle.despedir(tareas):
            self.cortar(tareas)

    @contextlib.contextmanager
    def traducido(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            self.cortar()
            raise sin_red.sin_respuesta(self.servidor) from error
        except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection, asyncssh.DisconnectError) as error:
            self.cortar()
            raise sin_red.se_corto(self.servidor) from error
        except (ConnectionError, asyncssh.ChannelOpenError) as error:
            self.cortar()
            raise sin_red.se_corto(self.servidor) from error
        except asyncssh.SFTPError as error:
            raise _como_del_sistema(error) from error

    def cortar(self, tareas: Iterable[asyncio.Task[Any]] = ()) -> None:
        """From here on every request fails at once, until the next session."""
        conexion, self._conexion, self._sftp = self._conexion, None, None
        if conexion is not None:
            conexion.abort()
        self.bucle.abandonar(tareas)

    def cerrar(self) -> None:
        self.cortar()
        self.bucle.cerrar()

    # --- connecting ---

    def _sirve(self) -> bool:
        if self._conexion is None or time.monotonic() - self._usada > _OCIOSA:
            return False
        # The loop stood still since then: what the server said meanwhile, a farewell perhaps, is heard now.
        self.bucle.correr(asyncio.sleep(0.002), self.plazos.respuesta)
        return not self._conexion.is_closed()

    def _conectar(self) -> None:
        # One writes the names of server and user into the log of the application; the other warns of writing to what
        # was just cut, which the error says.
        for ruidoso in ("asyncssh", "asyncio"):
            logging.getLogger(ruidoso).setLevel(logging.ERROR)
        testigo = _Testigo(_llave_aceptada(self._confianza))
        try:
            self._conexion, self._sftp = self.bucle.correr(self._abrir(testigo), self.plazos.conectar)
        except asyncssh.HostKeyNotVerifiable as error:
            raise self._otra_identidad(testigo, error) from error
        except asyncssh.PermissionDenied as error:
            raise sin_red.rechazada(self._credencial.usuario, self.servidor) from error
        except (asyncssh.ProtocolError, asyncssh.ProtocolNotSupported, asyncssh.KeyExchangeFailed) as error:
            raise sin_red.no_es(self.servidor, "SFTP") from error
        except asyncssh.SFTPError as error:
            raise sin_red.no_es(self.servidor, "SFTP") from error
        except (OSError, asyncssh.DisconnectError, asyncssh.ChannelOpenError) as error:
            raise sin_red.explicar(error, self.servidor) from error

    async def _abrir(self, testigo: _Testigo) -> tuple[asyncssh.SSHClientConnection, asyncssh.SFTPClient]:
        cliente = testigo.como_cliente()
        conexion = await asyncssh.connect(
            self.servidor,
            self._puerto,
            client_factory=lambda: cliente,
            known_hosts=([], [], []),
            server_host_key_algs=testigo.algoritmos(),
            username=self._credencial.usuario,
            password=None if self._credencial.llave_privada else self._credencial.contrasena,
            client_keys=_llaves(self._credencial),
            encryption_algs=_CIFRADOS,
            config=None,
            agent_path=None,
            x509_trusted_certs=None,
            connect_timeout=self.plazos.conectar,
            login_timeout=2 * self.plazos.conectar,  # ours ends first, with its own sentence
        )
        try:
            return conexion, await conexion.start_sftp_client()
        except BaseException:
            conexion.abort()
            raise

    def _otra_identidad(self, testigo: _Testigo, error: Exception) -> EnvironmentProblem:
        if testigo.vista is None:
            return sin_red.explicar(error, self.servidor)
        huella = testigo.vista.get_fingerprint("sha256")
        if testigo.aceptada is not None:
            return ServidorCambiado(self.servidor, huella)
        llave = testigo.vista.export_public_key("openssh").decode("ascii")
        return ServidorPorConfirmar(self.servidor, huella, " ".join(llave.split()[:2]))


class _Testigo:
    """Sees the host key of the server and says whether it is the accepted one."""

    def __init__(self, aceptada: asyncssh.SSHKey | None) -> None:
        self.aceptada = aceptada
        self.vista: asyncssh.SSHKey | None = None

    def algoritmos(self) -> list[str]:
        """The accepted kind first: a server with several keys shows the one that was accepted."""
        todos = get_default_public_key_algs()
        suyos = [uno for uno in self.aceptada.sig_algorithms if uno in todos] if self.aceptada else []
        return [uno.decode("ascii") for uno in (*suyos, *(otro for otro in todos if otro not in suyos))]

    def como_cliente(self) -> asyncssh.SSHClient:
        testigo = self

        class Cliente(asyncssh.SSHClient):
            def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
                testigo.vista = key
                return testigo.aceptada is not None and key.public_data == testigo.aceptada.public_data

        return Cliente()


def _llave_aceptada(confianza: Confianza) -> asyncssh.SSHKey | None:
    if confianza.llave_ssh is None:
        return None
    try:
        return asyncssh.import_public_key(confianza.llave_ssh)
    except asyncssh.KeyImportError as error:
        raise UserError("La llave guardada del servidor no se puede leer. Confirme de nuevo su huella.") from error


def _llaves(credencial: Credencial) -> list[asyncssh.SSHKey] | None:
    if not credencial.llave_privada:
        return None
    try:
        return [asyncssh.import_private_key(credencial.llave_privada, credencial.contrasena or None)]
    except (asyncssh.KeyEncryptionError, asyncssh.KeyImportError) as error:
        # One class for what is no key and for what the passphrase does not open; only its words tell them apart.
        if any(palabra in str(error).lower() for palabra in ("decrypt", "passphrase")):
            raise UserError("La contraseña no abre la llave privada del buzón.", field="buzon.contrasena") from error
        raise UserError(
            "La llave privada del buzón no se puede leer. Pegue una llave de OpenSSH o PEM completa.",
            field="buzon.llave",
        ) from error


def _como_del_sistema(error: asyncssh.SFTPError) -> OSError:
    """A refusal of the server as the file system of this machine would say it."""
    codigos: dict[type[asyncssh.SFTPError], int] = {
        asyncssh.SFTPNoSuchFile: errno.ENOENT,
        asyncssh.SFTPNoSuchPath: errno.ENOENT,
        asyncssh.SFTPFileAlreadyExists: errno.EEXIST,
        asyncssh.SFTPPermissionDenied: errno.EACCES,
        asyncssh.SFTPWriteProtect: errno.EROFS,
        asyncssh.SFTPNoSpaceOnFilesystem: errno.ENOSPC,
        asyncssh.SFTPQuotaExceeded: errno.EDQUOT,
        asyncssh.SFTPInvalidFilename: errno.EINVAL,
        asyncssh.SFTPNotADirectory: errno.ENOTDIR,
        asyncssh.SFTPLockConflict: errno.EBUSY,
        asyncssh.SFTPOpUnsupported: errno.ENOTSUP,
    }
    return OSError(codigos.get(type(error), errno.EIO), error.reason)
