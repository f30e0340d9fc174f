"""A folder of a share that is not mounted as a destination, over SMB 2 and 3.

Where the system can mount it, the folder serves better. It must never overwrite: the rename of SMB refuses a taken
name by itself.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator

from supervisor_app.exchange import problemas
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes import sin_red
from supervisor_app.exchange.transportes.medio import Entrada
from supervisor_app.exchange.transportes.por_partes import PorPartes
from supervisor_app.exchange.transportes.smb_conexion import Archivo, ConexionSmb
from supervisor_app.exchange.transportes.valores import Credencial, Plazos

_BLOQUE = 256 << 10
"""Bytes of one request: on a slow line its answer still comes within its time."""
_TODOS = "rwd"
"""What others may do with a file that we hold open: a server that has not noticed a cut must not keep it from us."""
_NADA = frozenset({errno.ENOENT, errno.ENOTDIR})


class DestinoSmb(PorPartes):
    """The port over SMB. ``carpeta``: below the share ``recurso``, with ``/``; it must be there."""

    def __init__(
        self,
        servidor: str,
        puerto: int,
        recurso: str,
        carpeta: str,
        credencial: Credencial,
        plazos: Plazos = Plazos(),  # noqa: B008  # a frozen value
    ) -> None:
        super().__init__(MedioSmb(servidor, puerto, recurso, carpeta, credencial, plazos), pieza=_BLOQUE, conserva=True)


class MedioSmb:
    """What an SMB server can do."""

    reanuda = True

    def __init__(
        self, servidor: str, puerto: int, recurso: str, carpeta: str, credencial: Credencial, plazos: Plazos
    ) -> None:
        self._conexion = ConexionSmb(servidor, puerto, credencial, plazos)
        partes = [una for una in carpeta.replace("\\", "/").split("/") if una]
        self._raiz = "\\".join(["", "", servidor, recurso, *partes])
        self._hechas: set[str] = set()

    def lugar(self, clave: str) -> str:
        return self._ruta(clave)

    @contextlib.contextmanager
    def sesion(self, pulso: Pulso, tamano: int) -> Iterator[None]:
        try:
            with self._conexion.sesion(pulso, tamano) as nueva:
                if nueva:
                    self._hechas.clear()
                    self._exigir_raiz()
                yield
        except OSError as error:
            raise problemas.explicar(error, self._raiz, necesarios=tamano or None) from error

    # --- looking ---

    def ver(self, clave: str) -> Entrada | None:
        dato = self._dato(clave)
        if dato is None or not stat.S_ISREG(dato.st_mode):
            return None
        return Entrada(clave, dato.st_size, dato.st_mtime)

    def ocupado(self, clave: str) -> bool:
        return self._dato(clave) is not None

    def listar(self, carpeta: str, *, hondo: bool) -> Iterator[Entrada]:
        pendientes = [carpeta]
        while pendientes:
            esta = pendientes.pop()
            for nombre, es_carpeta, entrada in self._nombres(esta):
                if entrada is not None:
                    yield entrada
                elif hondo and es_carpeta:
                    pendientes.append(f"{esta}/{nombre}".lstrip("/"))

    def leer(self, clave: str) -> Iterator[bytes]:
        archivo = self._abrir(clave, "rb")
        try:
            while trozo := self._conexion.hacer(lambda: archivo.read(_BLOQUE)):
                yield trozo
        finally:
            self._cerrar(archivo)

    # --- writing ---

    def escribir(self, parte: str, trozos: Iterator[bytes], desde: int) -> None:
        archivo = self._abierto(parte, "r+b" if desde else "xb")
        try:
            archivo.seek(desde)
            for trozo in trozos:
                self._enviar(archivo, memoryview(trozo))
            self._conexion.hacer(archivo.fd.flush)
        finally:
            self._cerrar(archivo)

    def _abierto(self, parte: str, modo: str) -> Archivo:
        try:
            return self._abrir(parte, modo)
        except FileNotFoundError:
            self._hechas.clear()  # somebody took its folder away: it is made again
            raise

    def _enviar(self, archivo: Archivo, resto: memoryview) -> None:
        while resto:
            bloque = bytes(resto[:_BLOQUE])
            resto = resto[self._conexion.hacer(lambda: archivo.write(bloque)) :]  # noqa: B023  # called at once

    def publicar(self, parte: str, final: str) -> None:
        self._conexion.pedir("rename", self._ruta(parte), self._ruta(final))

    def reemplazar(self, parte: str, final: str) -> None:
        self._conexion.pedir("replace", self._ruta(parte), self._ruta(final))

    def asentar(self, clave: str) -> None:
        """SMB has no call for it: what the server has published is as durable as it makes it."""

    def quitar(self, clave: str) -> None:
        with contextlib.suppress(FileNotFoundError), self._conexion.paciencia.sin_cancelar():
            self._conexion.pedir("remove", self._ruta(clave))

    def crear_carpetas(self, carpeta: str) -> None:
        partes = carpeta.split("/") if carpeta else []
        for cuantas in range(1, len(partes) + 1):
            una = "/".join(partes[:cuantas])
            if una not in self._hechas:
                self._crear_carpeta(una)
                self._hechas.add(una)

    def libres(self) -> int | None:
        libres: int = self._conexion.pedir("stat_volume", self._raiz).caller_available_size
        return libres

    def cerrar(self) -> None:
        self._conexion.cerrar()

    # --- small steps ---

    def _ruta(self, clave: str) -> str:
        return "\\".join([self._raiz, *clave.split("/")]) if clave else self._raiz

    def _dato(self, clave: str) -> os.stat_result | None:
        try:
            dato: os.stat_result = self._conexion.pedir("lstat", self._ruta(clave))
        except OSError as error:
            # Below a file there is nothing either.
            if error.errno in _NADA:
                return None
            raise
        return dato

    def _nombres(self, carpeta: str) -> list[tuple[str, bool, Entrada | None]]:
        """Name, whether it is a folder, and the regular file that it is."""
        try:
            return self._conexion.nombres(self._ruta(carpeta), carpeta)
        except OSError as error:
            if error.errno in _NADA:
                return []
            raise

    def _abrir(self, clave: str, modo: str) -> Archivo:
        archivo: Archivo = self._conexion.pedir(
            "open_file", self._ruta(clave), mode=modo, buffering=0, share_access=_TODOS
        )
        return archivo

    def _cerrar(self, archivo: Archivo) -> None:
        """A file of a connection that broke is closed by the server."""
        self._conexion.dejar(archivo)

    def _exigir_raiz(self) -> None:
        dato = self._dato("")
        if dato is None or not stat.S_ISDIR(dato.st_mode):
            raise sin_red.sin_raiz(self._raiz)

    def _crear_carpeta(self, carpeta: str) -> None:
        try:
            self._conexion.pedir("mkdir", self._ruta(carpeta))
        except FileExistsError:
            dato = self._dato(carpeta)
            if dato is None or not stat.S_ISDIR(dato.st_mode):
                raise problemas.estorba(self.lugar(carpeta)) from None
