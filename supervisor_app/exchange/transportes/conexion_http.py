"""One HTTP/1.1 connection to one server: for WebDAV and S3 alike, over the standard library's http.client.

Every wait ends within its time and is cut into slices in which a person can cancel. It must never follow a redirection,
never send anything twice that was not meant to, and never give an answer as whole that was cut.
"""

from __future__ import annotations

import http.client
import io
import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.destino import Pulso, sin_pulso
from supervisor_app.exchange.transportes.fallas import explicar
from supervisor_app.exchange.transportes.paciencia import Paciencia
from supervisor_app.exchange.transportes.valores import Plazos

_OCIOSA = 4.0
"""Seconds after which an idle connection is not trusted with a body: Apache closes them after five."""
PIEZA = 64 * 1024
"""Bytes handed over at once: small, because others use the same line (see ``ritmo``)."""
_COLA = 128 * 1024
"""Bytes that the system may hold for us; Linux makes twice as much of it. Its own choice was 2.5 MB, and at 100 KB a
second that alone takes longer than an answer may."""
_ERROR_LARGO = 64 * 1024


@dataclass(frozen=True)
class Servidor:
    """Where to connect to. ``nombre`` is a host name or an address without brackets."""

    nombre: str
    puerto: int
    seguro: bool

    @property
    def cabecera_host(self) -> str:
        """As it stands in the ``Host`` header: the port only where it is not the usual one."""
        nombre = f"[{self.nombre}]" if ":" in self.nombre else self.nombre
        return nombre if self.puerto == (443 if self.seguro else 80) else f"{nombre}:{self.puerto}"


@dataclass(frozen=True)
class Cuerpo:
    """What is sent in pieces: how many bytes in all, and the pieces."""

    trozos: Iterator[bytes]
    tamano: int


class Respuesta:
    """One answer. Whoever got it reads it to the end or leaves it: then the connection is not used again."""

    def __init__(self, cruda: http.client.HTTPResponse, servidor: Servidor) -> None:
        self._cruda, self._servidor = cruda, servidor
        self.estado = cruda.status
        self.cabeceras: Mapping[str, str] = {nombre.lower(): valor for nombre, valor in cruda.getheaders()}

    def trozos(self) -> Iterator[bytes]:
        """The content in pieces of ``PIEZA`` bytes. EnvironmentProblem where it ends before what was announced."""
        while True:
            with en_espanol(self._servidor):
                trozo = self._cruda.read(PIEZA)
                if not trozo and self._cruda.length:  # less came than was announced
                    raise ConnectionResetError(f"{self._cruda.length} bytes short")
            if not trozo:
                return
            yield trozo

    def leer(self, limite: int) -> bytes | None:
        """The content, or ``None`` where it is longer than ``limite`` bytes."""
        junto = bytearray()
        for trozo in self.trozos():
            junto += trozo
            if len(junto) > limite:
                return None
        return bytes(junto)

    def soltar(self) -> bool:
        """Whether nothing is left to read, so that the connection can be used again. A short rest is read away."""
        with suppress(OSError, http.client.HTTPException):
            largo = self._cruda.length
            if not self._cruda.isclosed() and largo is not None and largo <= _ERROR_LARGO:
                self._cruda.read()
        return self._cruda.isclosed()


class ConexionHttp:
    """Kept open between requests. One thread at a time."""

    def __init__(self, servidor: Servidor, plazos: Plazos, contexto: ssl.SSLContext | None) -> None:
        """``contexto`` verifies the server where ``servidor.seguro``; it is ignored otherwise."""
        self.servidor, self._plazos, self._contexto = servidor, plazos, contexto
        self._conexion: http.client.HTTPConnection | None = None
        self._ocupada = self._rota = False
        self._usada = self._por_llegar = 0.0
        self._paciencia = Paciencia()

    @contextmanager
    def sesion(self, pulso: Pulso, tamano: int) -> Iterator[None]:
        """What is asked inside is heard by ``pulso`` and ends within the time for ``tamano`` bytes.

        After a break nothing more is tried inside: a person waits for one failure, not for each that follows from it.
        """
        self._rota = False
        with self._paciencia.presupuesto(pulso, self._plazos.de_operacion(tamano)):
            yield

    @contextmanager
    def sin_cancelar(self) -> Iterator[None]:
        """What clears up after somebody cancelled is not cancelled in turn."""
        with self._paciencia.presupuesto(sin_pulso, self._plazos.respuesta):
            yield

    @contextmanager
    def pedir(
        self, metodo: str, ruta: str, cabeceras: Mapping[str, str], cuerpo: bytes | Cuerpo | None = None
    ) -> Iterator[Respuesta]:
        """Ask and have the answer, inside ``sesion``. ``ruta`` is encoded already, query included.

        EnvironmentProblem where there is none; a refusal is an answer.
        """
        if self._ocupada:
            # An answer that somebody is still reading keeps its connection; this question has another.
            self._conexion, self._ocupada = None, False
        try:
            with en_espanol(self.servidor):
                respuesta = self._preguntar(metodo, ruta, cabeceras, cuerpo)
        except EnvironmentProblem:
            self._rota = True
            self.cerrar()
            raise
        except BaseException:
            self.cerrar()
            raise
        conexion, self._ocupada = self._conexion, True
        entera = False
        try:
            yield respuesta
            entera = respuesta.soltar()
        finally:
            if conexion is self._conexion:
                self._ocupada, self._usada = False, time.monotonic()
            # Whatever is left of an answer would be taken for the answer to the next question.
            if conexion is not None and (not entera or conexion is not self._conexion):
                conexion.close()
                self._conexion = None if conexion is self._conexion else self._conexion

    def cerrar(self) -> None:
        conexion, self._conexion = self._conexion, None
        if conexion is not None:
            conexion.close()

    # --- asking ---

    def _preguntar(
        self, metodo: str, ruta: str, cabeceras: Mapping[str, str], cuerpo: bytes | Cuerpo | None
    ) -> Respuesta:
        if self._rota:
            raise ConnectionResetError("broken in this session")
        conocida = self._conexion is not None and self._sirve(cuerpo)
        if not conocida:
            self.cerrar()
        try:
            return self._una_vez(metodo, ruta, cabeceras, cuerpo)
        except (http.client.RemoteDisconnected, ConnectionError):
            # An idle connection that the server closed in this very moment. What moves is never repeated, nor what is
            # sent in pieces, of which some are gone.
            if not conocida or metodo not in _REPETIBLES or isinstance(cuerpo, Cuerpo):
                raise
            self.cerrar()
            return self._una_vez(metodo, ruta, cabeceras, cuerpo)

    def _sirve(self, cuerpo: bytes | Cuerpo | None) -> bool:
        """Whether the open connection still serves: something to be read from an idle one is its end."""
        ociosa = time.monotonic() - self._usada
        zocalo = self._zocalo()
        if zocalo is None or (cuerpo is not None and ociosa > _OCIOSA):
            return False
        with selectors.DefaultSelector() as mirador:
            mirador.register(zocalo, selectors.EVENT_READ)
            return not mirador.select(0)

    def _una_vez(
        self, metodo: str, ruta: str, cabeceras: Mapping[str, str], cuerpo: bytes | Cuerpo | None
    ) -> Respuesta:
        conexion, self._por_llegar = self._conexion or self._abrir(), 0.0
        conexion.putrequest(metodo, ruta, skip_host=True, skip_accept_encoding=True)
        conexion.putheader("Host", self.servidor.cabecera_host)
        for nombre, valor in cabeceras.items():
            conexion.putheader(nombre, valor)
        if cuerpo is not None:
            conexion.putheader("Content-Length", str(len(cuerpo) if isinstance(cuerpo, bytes) else cuerpo.tamano))
        conexion.endheaders()
        if cuerpo is not None:
            try:
                self._enviar(iter((cuerpo,)) if isinstance(cuerpo, bytes) else cuerpo.trozos)
            except (ConnectionError, ssl.SSLError):
                # Who refuses says so and closes before it has read everything: then its answer is what matters.
                with suppress(OSError, http.client.HTTPException):
                    rechazo = Respuesta(conexion.getresponse(), self.servidor)
                    if rechazo.estado >= 300:
                        return rechazo
                raise
            # The answer comes after what the system still holds of it.
            tamano = len(cuerpo) if isinstance(cuerpo, bytes) else cuerpo.tamano
            self._por_llegar = min(tamano, 2 * _COLA) / self._plazos.ritmo_minimo
        return Respuesta(conexion.getresponse(), self.servidor)

    def _enviar(self, trozos: Iterator[bytes]) -> None:
        zocalo = self._zocalo()
        if zocalo is None:
            raise ConnectionResetError("no connection")
        for trozo in trozos:
            resto = memoryview(trozo)
            while resto:
                self._esperar(zocalo, selectors.EVENT_WRITE)
                resto = resto[zocalo.send(resto[:PIEZA]) :]

    # --- waiting ---

    def _zocalo(self) -> socket.socket | None:
        zocalo: socket.socket | None = self._conexion.sock if self._conexion else None
        return zocalo

    def _esperar(self, zocalo: socket.socket, que: int) -> None:
        """Until it can be read or written."""
        if que == selectors.EVENT_READ and isinstance(zocalo, ssl.SSLSocket) and zocalo.pending():
            return
        with selectors.DefaultSelector() as mirador:
            mirador.register(zocalo, que)
            plazo = self._plazos.respuesta + (self._por_llegar if que == selectors.EVENT_READ else 0)
            self._paciencia.esperar(lambda segundos: bool(mirador.select(segundos)), plazo)
        if que == selectors.EVENT_READ:
            self._por_llegar = 0.0

    def _abrir(self) -> http.client.HTTPConnection:
        """Name, connection and TLS within the time to connect, in a thread: the look-up of a name has no time-out."""
        nombre, puerto, plazo = self.servidor.nombre, self.servidor.puerto, self._plazos.conectar
        conexion: http.client.HTTPConnection
        if self.servidor.seguro:
            conexion = http.client.HTTPSConnection(nombre, puerto, timeout=plazo, context=self._contexto)
        else:
            conexion = http.client.HTTPConnection(nombre, puerto, timeout=plazo)
        _en_plazo(conexion.connect, conexion.close, lambda hecho: self._paciencia.esperar(hecho, plazo))
        zocalo: socket.socket = conexion.sock
        zocalo.settimeout(self._plazos.respuesta)
        zocalo.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _COLA)
        # A small request must not wait for the acknowledgement of the one before.
        zocalo.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        conexion.response_class = self._respuesta_por_ratos  # type: ignore[assignment]
        self._conexion = conexion
        return conexion

    def _respuesta_por_ratos(self, zocalo: socket.socket, **opciones: Any) -> http.client.HTTPResponse:
        """http.client reads through ``makefile`` of what it is given: there every wait is cut into slices."""
        return http.client.HTTPResponse(_ZocaloPorRatos(zocalo, self._esperar), **opciones)  # type: ignore[arg-type]


_REPETIBLES = frozenset({"GET", "HEAD", "PUT", "PROPFIND", "OPTIONS"})


@contextmanager
def en_espanol(servidor: Servidor) -> Iterator[None]:
    """Failures of the connection as sentences."""
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        raise explicar(error, servidor.nombre) from error


def _en_plazo(
    abrir: Callable[[], None], cerrar: Callable[[], None], esperar: Callable[[Callable[[float], bool]], None]
) -> None:
    """Run ``abrir`` in a thread and wait for it; when nobody waits any more, what it opens is closed by itself."""
    hecho, fallas, abandonada = threading.Event(), list[BaseException](), threading.Event()

    def correr() -> None:
        try:
            abrir()
        except (OSError, http.client.HTTPException) as error:
            fallas.append(error)
        hecho.set()
        if abandonada.is_set():
            cerrar()

    threading.Thread(target=correr, name="conexion-http", daemon=True).start()
    try:
        esperar(hecho.wait)
    except BaseException:
        abandonada.set()
        if hecho.is_set():
            cerrar()
        raise
    if fallas:
        cerrar()
        raise fallas[0]


class _ZocaloPorRatos:
    """What http.client needs of a socket to read an answer."""

    def __init__(self, zocalo: socket.socket, esperar: Callable[[socket.socket, int], None]) -> None:
        self._zocalo, self._esperar = zocalo, esperar

    def makefile(self, _: str) -> io.BufferedReader:
        return io.BufferedReader(_LecturaPorRatos(self._zocalo, self._esperar), PIEZA)


class _LecturaPorRatos(io.RawIOBase):
    def __init__(self, zocalo: socket.socket, esperar: Callable[[socket.socket, int], None]) -> None:
        super().__init__()
        self._zocalo, self._esperar = zocalo, esperar
        # Keeps the socket open while this answer is read, also where the connection is closed meanwhile.
        self._crudo = zocalo.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, lugar: Any, /) -> int | None:
        self._esperar(self._zocalo, selectors.EVENT_READ)
        leidos: int | None = self._crudo.readinto(lugar)
        return leidos

    def close(self) -> None:
        self._crudo.close()
        super().close()
