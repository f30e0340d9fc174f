"""A folder of an SSH server as a destination, over SFTP.

It must never overwrite: a name is taken by a hard link, or by the rename of SFTP 3 that refuses a taken one.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import itertools
from collections import deque
from collections.abc import Iterator
from typing import Any

import asyncssh

from supervisor_app.exchange import problemas
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes import sin_red
from supervisor_app.exchange.transportes.medio import Entrada
from supervisor_app.exchange.transportes.por_partes import PorPartes
from supervisor_app.exchange.transportes.sftp_conexion import ConexionSftp
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos

_BLOQUE = 64 << 10
"""Bytes of one request: small, so that on a slow line each answer still comes within its time."""
_VENTANA = 32
"""Requests under way at once: 2 MiB, so that a far server does not make a fast line wait."""


class DestinoSftp(PorPartes):
    """The port over SFTP. ``raiz``: absolute, or relative to the folder of the user; it must be there."""

    def __init__(
        self,
        servidor: str,
        puerto: int,
        raiz: str,
        credencial: Credencial,
        confianza: Confianza,
        plazos: Plazos = Plazos(),  # noqa: B008  # a frozen value
    ) -> None:
        super().__init__(MedioSftp(servidor, puerto, raiz, credencial, confianza, plazos), pieza=_BLOQUE, conserva=True)


class MedioSftp:
    """What an SFTP server can do."""

    reanuda = True

    def __init__(
        self, servidor: str, puerto: int, raiz: str, credencial: Credencial, confianza: Confianza, plazos: Plazos
    ) -> None:
        self._conexion = ConexionSftp(servidor, puerto, credencial, confianza, plazos)
        self._raiz = raiz.rstrip("/") or ("/" if raiz.startswith("/") else ".")
        self._direccion = f"sftp://{servidor}{'' if puerto == 22 else f':{puerto}'}/{raiz.strip('/')}".rstrip("/")
        self._hechas: set[str] = set()

    def lugar(self, clave: str) -> str:
        return f"{self._direccion}/{clave}" if clave else self._direccion

    @contextlib.contextmanager
    def sesion(self, pulso: Pulso, tamano: int) -> Iterator[None]:
        try:
            with self._conexion.sesion(pulso, tamano) as nueva:
                if nueva:
                    self._hechas.clear()
                    self._exigir_raiz()
                yield
        except OSError as error:
            raise problemas.explicar(error, self.lugar(""), necesarios=tamano or None) from error

    # --- looking ---

    def ver(self, clave: str) -> Entrada | None:
        dato = self._dato(clave)
        return _entrada(clave, dato) if dato is not None else None

    def ocupado(self, clave: str) -> bool:
        return self._dato(clave) is not None

    def listar(self, carpeta: str, *, hondo: bool) -> Iterator[Entrada]:
        pendientes = [carpeta]
        while pendientes:
            esta = pendientes.pop()
            for nombre in self._nombres(esta):
                clave = f"{esta}/{nombre.filename!s}".lstrip("/")
                entrada = _entrada(clave, nombre.attrs)
                if entrada is not None:
                    yield entrada
                elif hondo and _es_carpeta(nombre.attrs) and nombre.filename not in {".", ".."}:
                    pendientes.append(clave)

    def leer(self, clave: str) -> Iterator[bytes]:
        archivo = self._pedir(self._abrir(clave, asyncssh.FXF_READ))
        volando: deque[asyncio.Task[bytes]] = deque()
        try:
            tamano = self._pedir(archivo.stat()).size or 0
            desdes = iter(range(0, tamano, _BLOQUE))
            while True:
                for desde in itertools.islice(desdes, _VENTANA - len(volando)):
                    volando.append(self._conexion.bucle.empezar(archivo.read(_BLOQUE, desde)))
                if not volando:
                    break
                while not volando[0].done():
                    self._conexion.una_de({volando[0]})
                yield self._leido(volando.popleft())
        finally:
            self._conexion.dejar(set(volando))
            self._cerrar(archivo)

    # --- writing ---

    def escribir(self, parte: str, trozos: Iterator[bytes], desde: int) -> None:
        modo = asyncssh.FXF_WRITE | (0 if desde else asyncssh.FXF_CREAT | asyncssh.FXF_EXCL)
        archivo = self._abierto(parte, modo)
        try:
            self._enviar(archivo, trozos, desde)
            self._asentar(archivo)
        except OSError as error:
            # SFTP 3 has no word for a full disk.
            if error.errno == errno.EIO and self.libres() == 0:
                raise OSError(errno.ENOSPC, error.strerror) from error
            raise
        finally:
            self._cerrar(archivo)

    def _enviar(self, archivo: asyncssh.SFTPClientFile, trozos: Iterator[bytes], desde: int) -> None:
        volando: set[asyncio.Task[Any]] = set()
        try:
            for trozo in trozos:
                for inicio in range(0, len(trozo), _BLOQUE):
                    bloque = trozo[inicio : inicio + _BLOQUE]
                    while len(volando) >= _VENTANA:
                        volando = self._conexion.una_de(volando)
                    volando.add(self._conexion.bucle.empezar(archivo.write(bloque, desde)))
                    desde += len(bloque)
                    self._conexion.bucle.turno()
            while volando:
                volando = self._conexion.una_de(volando)
        except BaseException:
            self._conexion.dejar(volando)
            raise

    async def _abrir(self, clave: str, modo: int) -> asyncssh.SFTPClientFile:
        return await self._sftp.open(self._ruta(clave), modo, encoding=None, block_size=_BLOQUE)

    def _abierto(self, parte: str, modo: int) -> asyncssh.SFTPClientFile:
        try:
            archivo: asyncssh.SFTPClientFile = self._pedir(self._abrir(parte, modo))
        except FileNotFoundError:
            self._hechas.clear()  # somebody took its folder away: it is made again
            raise
        return archivo

    def _asentar(self, archivo: asyncssh.SFTPClientFile) -> None:
        try:
            self._pedir(archivo.fsync())
        except OSError as error:
            if error.errno != errno.ENOTSUP:  # an extension of OpenSSH that others have taken over, not all
                raise

    def publicar(self, parte: str, final: str) -> None:
        try:
            self._pedir(self._sftp.link(self._ruta(parte), self._ruta(final)))
        except OSError as error:
            self._exigir_libre(final, error)
            if error.errno not in {errno.ENOTSUP, errno.EIO, errno.EACCES}:
                raise
        else:
            self.quitar(parte)
            return
        # No links there. The rename of OpenSSH refuses a taken name by itself; others are asked first.
        self._exigir_libre(final)
        try:
            self._pedir(self._sftp.rename(self._ruta(parte), self._ruta(final)))
        except OSError as error:
            self._exigir_libre(final, error)
            raise

    def reemplazar(self, parte: str, final: str) -> None:
        try:
            self._pedir(self._sftp.posix_rename(self._ruta(parte), self._ruta(final)))
        except OSError as error:
            if error.errno != errno.ENOTSUP:
                raise
            # A server without that extension cannot do it in one step.
            self.quitar(final)
            self._pedir(self._sftp.rename(self._ruta(parte), self._ruta(final)))

    def asentar(self, clave: str) -> None:
        """SFTP has no call for it: what the server has published is as durable as it makes it."""

    def quitar(self, clave: str) -> None:
        with contextlib.suppress(FileNotFoundError), self._conexion.paciencia.sin_cancelar():
            self._pedir(self._sftp.remove(self._ruta(clave)))

    def crear_carpetas(self, carpeta: str) -> None:
        partes = carpeta.split("/") if carpeta else []
        for cuantas in range(1, len(partes) + 1):
            una = "/".join(partes[:cuantas])
            if una not in self._hechas:
                self._crear_carpeta(una)
                self._hechas.add(una)

    def libres(self) -> int | None:
        try:
            dato = self._pedir(self._sftp.statvfs(self._raiz))
        except OSError:
            return None
        return (dato.bavail or 0) * (dato.frsize or 0) if dato.blocks else None

    def cerrar(self) -> None:
        self._conexion.cerrar()

    # --- small steps ---

    @property
    def _sftp(self) -> asyncssh.SFTPClient:
        return self._conexion.sftp

    @property
    def _pedir(self) -> Any:
        return self._conexion.pedir

    def _ruta(self, clave: str) -> str:
        return f"{self._raiz.rstrip('/')}/{clave}" if clave else self._raiz

    def _dato(self, clave: str) -> asyncssh.SFTPAttrs | None:
        try:
            dato: asyncssh.SFTPAttrs = self._pedir(self._sftp.lstat(self._ruta(clave)))
        except OSError as error:
            # Below a file there is nothing either.
            if error.errno in {errno.ENOENT, errno.ENOTDIR}:
                return None
            raise
        return dato

    def _nombres(self, carpeta: str) -> list[asyncssh.SFTPName]:
        try:
            nombres: list[asyncssh.SFTPName] = self._pedir(self._sftp.readdir(self._ruta(carpeta)))
        except OSError as error:
            if error.errno in {errno.ENOENT, errno.ENOTDIR}:
                return []
            raise
        return nombres

    def _leido(self, tarea: asyncio.Task[bytes]) -> bytes:
        with self._conexion.traducido():
            return tarea.result()

    def _cerrar(self, archivo: asyncssh.SFTPClientFile) -> None:
        """A file of a connection that broke is closed by the server."""
        if self._conexion.viva:
            self._conexion.dejar({self._conexion.bucle.empezar(archivo.close())})

    def _exigir_raiz(self) -> None:
        try:
            dato = self._pedir(self._sftp.stat(self._raiz))
        except FileNotFoundError as error:
            raise sin_red.sin_raiz(self.lugar("")) from error
        if not _es_carpeta(dato):
            raise sin_red.sin_raiz(self.lugar(""))

    def _exigir_libre(self, clave: str, error: OSError | None = None) -> None:
        if self.ocupado(clave):
            raise FileExistsError(errno.EEXIST, "taken", clave) from error

    def _crear_carpeta(self, carpeta: str) -> None:
        try:
            self._pedir(self._sftp.mkdir(self._ruta(carpeta)))
        except OSError:
            # SFTP 3 does not say why: it is there, or a file is in its place, or truly refused.
            dato = self._dato(carpeta)
            if dato is None:
                raise
            if not _es_carpeta(dato):
                raise problemas.estorba(self.lugar(carpeta)) from None


def _es_carpeta(dato: asyncssh.SFTPAttrs) -> bool:
    return dato.type == asyncssh.FILEXFER_TYPE_DIRECTORY


def _entrada(clave: str, dato: asyncssh.SFTPAttrs) -> Entrada | None:
    if dato.type != asyncssh.FILEXFER_TYPE_REGULAR:
        return None
    return Entrada(clave, dato.size or 0, float(dato.mtime or 0))
