"""A folder of a WebDAV server as a destination (RFC 4918), over the standard library's http.client.

It must never write under a final name (some servers show what was cut), never follow a redirection, and never make its
own root.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import problemas
from supervisor_app.exchange.destino import Pulso, exigir_clave
from supervisor_app.exchange.transportes import fallas, portal, sin_red, xml_acotado
from supervisor_app.exchange.transportes.acceso_http import Acceso, exigir_reserva
from supervisor_app.exchange.transportes.conexion_http import PIEZA, ConexionHttp, Cuerpo, Respuesta, Servidor
from supervisor_app.exchange.transportes.medio import Entrada
from supervisor_app.exchange.transportes.por_partes import PorPartes
from supervisor_app.exchange.transportes.tls import contexto
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos
from supervisor_app.exchange.transportes.webdav_listado import PREGUNTA, Recurso, hijos, recursos

# A folder of 40,000 files at 800 bytes each.
_LIMITE_LISTADO = 32 << 20
_NIVELES = 12
_CARPETAS = 20_000  # a server that never comes to an end is none
_OTRO_LUGAR = frozenset({301, 302, 307, 308})
_CLASE = {
    403: errno.EACCES,
    404: errno.ENOENT,
    409: errno.ENOENT,
    412: errno.EEXIST,
    413: errno.EFBIG,
    414: errno.ENAMETOOLONG,
    423: errno.EBUSY,
    507: errno.ENOSPC,
}


@dataclass(frozen=True)
class CarpetaDav:
    """``ruta``: decoded, begins with a slash and has none at the end; the root of a server is the empty text."""

    servidor: Servidor
    ruta: str

    def __str__(self) -> str:
        return f"{self.servidor.cabecera_host}{self.ruta}"


class DestinoWebDav(PorPartes):
    """The port over a folder of a WebDAV server."""

    def __init__(
        self, carpeta: CarpetaDav, credencial: Credencial | None, confianza: Confianza, plazos: Plazos
    ) -> None:
        super().__init__(MedioWebDav(carpeta, credencial, confianza, plazos), pieza=PIEZA)


class MedioWebDav:
    """What a WebDAV server can do. One thread at a time."""

    reanuda = False

    def __init__(
        self, carpeta: CarpetaDav, credencial: Credencial | None, confianza: Confianza, plazos: Plazos
    ) -> None:
        """UserError where the credential would travel in the open."""
        if credencial is not None:
            exigir_reserva(carpeta.servidor)
        self._carpeta, self._acceso = carpeta, Acceso(credencial)
        self._usuario = credencial.usuario if credencial else ""
        self._conexion = ConexionHttp(
            carpeta.servidor, plazos, contexto(confianza) if carpeta.servidor.seguro else None
        )
        self._tamano = 0
        self._hay_raiz = False
        self._mide = True
        self._conocidas: set[str] = set()

    # --- the medium ---

    def lugar(self, clave: str) -> str:
        return f"{self._carpeta}/{clave}" if clave else str(self._carpeta)

    @contextmanager
    def sesion(self, pulso: Pulso, tamano: int) -> Iterator[None]:
        self._tamano = tamano
        with self._conexion.sesion(pulso, tamano):
            try:
                self._exigir_raiz()
                yield
            except OSError as error:
                self._hay_raiz = False
                self._conocidas.clear()
                raise problemas.explicar(error, self.lugar(""), necesarios=tamano or None) from error
            except EnvironmentProblem:
                self._hay_raiz = False
                self._conocidas.clear()
                raise

    def ver(self, clave: str) -> Entrada | None:
        recurso = self._ver(self._ruta(clave))
        return _entrada(clave, recurso) if recurso else None

    def ocupado(self, clave: str) -> bool:
        return self._ver(self._ruta(clave)) is not None

    def leer(self, clave: str) -> Iterator[bytes]:
        sin_memoria = {"Cache-Control": "no-cache", "Accept-Encoding": "identity"}
        with self._pedir("GET", self._ruta(clave), sin_memoria, pagina=_es_pagina(clave)) as respuesta:
            _exigir(respuesta.estado == 200, respuesta, self._carpeta.servidor)
            yield from respuesta.trozos()

    def escribir(self, parte: str, trozos: Iterator[bytes], desde: int) -> None:
        cuerpo = Cuerpo(_exactos(trozos, self._tamano), self._tamano)
        try:
            with self._pedir("PUT", self._ruta(parte), {}, cuerpo) as respuesta:
                _exigir(respuesta.estado in (200, 201, 204), respuesta, self._carpeta.servidor)
        except FileNotFoundError:
            self._conocidas.clear()  # somebody took the folder away
            raise

    def publicar(self, parte: str, final: str) -> None:
        # Not every server heeds «Overwrite: F».
        self._exigir_libre(final)
        try:
            self._mover(parte, final, "F")
        except EnvironmentProblem as problema:
            # wsgidav answers that it failed (500) where a rival took the name in this very moment.
            self._exigir_libre(final, problema)
            raise

    def _exigir_libre(self, clave: str, porque: EnvironmentProblem | None = None) -> None:
        if self.ocupado(clave):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), clave) from porque

    def reemplazar(self, parte: str, final: str) -> None:
        self._mover(parte, final, "T")

    def asentar(self, clave: str) -> None:
        """Nothing in the protocol asks for it."""

    def quitar(self, clave: str) -> None:
        with self._conexion.sin_cancelar(), self._pedir("DELETE", self._ruta(clave), {}) as respuesta:
            _exigir(respuesta.estado in (200, 202, 204, 404), respuesta, self._carpeta.servidor)

    def crear_carpetas(self, carpeta: str) -> None:
        if carpeta in self._conocidas or not carpeta:
            return
        partes = carpeta.split("/")
        faltan = list[str]()
        while partes and (esta := self._ver(self._ruta("/".join(partes)))) is None:
            faltan.append("/".join(partes))
            partes.pop()
        if partes and esta is not None and not esta.es_carpeta:
            raise problemas.estorba(self.lugar("/".join(partes)))
        for una in reversed(faltan):
            self._crear_carpeta(una)
        self._conocidas.add(carpeta)

    def listar(self, carpeta: str, *, hondo: bool) -> Iterator[Entrada]:
        pendientes, vistas = [(carpeta, 0)], 0
        while pendientes:
            esta, nivel = pendientes.pop()
            if (vistas := vistas + 1) > _CARPETAS:
                raise sin_red.no_es(self._carpeta.servidor.nombre, "WebDAV")
            ruta = self._ruta(esta)
            for recurso in hijos(iter(self._preguntar(ruta, "1") or ()), ruta):
                clave = f"{esta}/{recurso.ruta.rpartition('/')[2]}".lstrip("/")
                if not _es_clave(clave):
                    continue
                if recurso.es_carpeta and hondo and nivel < _NIVELES:
                    pendientes.append((clave, nivel + 1))
                if (entrada := _entrada(clave, recurso)) is not None:
                    yield entrada

    def libres(self) -> int | None:
        """Asked for again only where the server said it before (RFC 4331)."""
        recurso = self._ver(self._ruta("")) if self._mide else None
        return recurso.libres if recurso else None

    def cerrar(self) -> None:
        self._conexion.cerrar()

    # --- requests ---

    def _ruta(self, clave: str) -> str:
        return f"{self._carpeta.ruta}/{clave}" if clave else self._carpeta.ruta

    def _exigir_raiz(self) -> None:
        """Once, until something fails: that a WebDAV server answers, lets us in, and has the folder."""
        if self._hay_raiz:
            return
        recurso = self._ver(self._ruta(""))
        if recurso is None:
            raise sin_red.sin_raiz(self.lugar(""))
        if not recurso.es_carpeta:
            raise UserError(f"«{self.lugar('')}» es un archivo, no una carpeta. Corrija la dirección.", field="destino")
        self._hay_raiz, self._mide = True, recurso.libres is not None

    def _ver(self, ruta: str) -> Recurso | None:
        todos = self._preguntar(ruta, "0")
        return next((uno for uno in todos if uno.ruta == ruta), None) if todos is not None else None

    def _preguntar(self, ruta: str, hondura: str) -> list[Recurso] | None:
        """What is there, and with "1" what is directly below; ``None`` where nothing is."""
        pedida = f"{ruta}/" if hondura == "1" or not ruta or ruta == self._carpeta.ruta else ruta
        cabeceras = {"Depth": hondura, "Content-Type": "application/xml; charset=utf-8"}
        with self._pedir("PROPFIND", pedida, cabeceras, PREGUNTA) as respuesta:
            if respuesta.estado == 404:
                return None
            if respuesta.estado in _OTRO_LUGAR:
                return [Recurso(ruta, es_carpeta=True, tamano=None, modificado=float("inf"), libres=None)]
            if respuesta.estado != 207:
                _exigir(False, respuesta, self._carpeta.servidor)
            return list(recursos(xml_acotado.leer(respuesta, self._carpeta.servidor, _LIMITE_LISTADO, "WebDAV")))

    def _crear_carpeta(self, carpeta: str) -> None:
        """Another laptop may be making it: some servers say 405 then, others that they failed."""
        try:
            with self._pedir("MKCOL", f"{self._ruta(carpeta)}/", {}) as respuesta:
                _exigir(respuesta.estado in (200, 201, 405), respuesta, self._carpeta.servidor)
        except (OSError, EnvironmentProblem):
            esta = self._ver(self._ruta(carpeta))
            if esta is None or not esta.es_carpeta:
                raise

    def _mover(self, parte: str, final: str, encima: str) -> None:
        servidor = self._carpeta.servidor
        esquema = "https" if servidor.seguro else "http"
        destino = f"{esquema}://{servidor.cabecera_host}{_codificada(self._ruta(final))}"
        with self._pedir("MOVE", self._ruta(parte), {"Destination": destino, "Overwrite": encima}) as respuesta:
            _exigir(respuesta.estado in (200, 201, 204), respuesta, servidor)

    @contextmanager
    def _pedir(
        self,
        metodo: str,
        ruta: str,
        cabeceras: Mapping[str, str],
        cuerpo: bytes | Cuerpo | None = None,
        *,
        pagina: bool = False,
    ) -> Iterator[Respuesta]:
        """The answer, after who asks was said where the server wanted to know."""
        pedida = _codificada(ruta)
        while True:
            todas = {**cabeceras, **self._acceso.cabecera(metodo, pedida)}
            with self._conexion.pedir(metodo, pedida, todas, cuerpo) as respuesta:
                if respuesta.estado != 401:
                    if metodo == "PROPFIND" and _es_carpeta_sin_barra(respuesta, pedida):
                        yield respuesta
                        return
                    portal.exigir_que_no(
                        self._carpeta.servidor.nombre,
                        respuesta.estado,
                        respuesta.cabeceras,
                        pagina=pagina or metodo not in ("GET", "PROPFIND"),
                    )
                    yield respuesta
                    return
                reto = respuesta.cabeceras.get("www-authenticate", "")
                otra_vez = self._acceso.responder(reto)
            if not otra_vez:
                if not self._acceso.entiende(reto):
                    raise fallas.otra_identificacion(self._carpeta.servidor.nombre)
                if not self._usuario:
                    raise fallas.pide_credencial(self._carpeta.servidor.nombre)
                raise sin_red.rechazada(self._usuario, self._carpeta.servidor.nombre)
            if isinstance(cuerpo, Cuerpo):
                # What is sent in pieces was sent already; the next delivery goes with the new challenge.
                raise sin_red.se_corto(self._carpeta.servidor.nombre)


def _exigir(bien: bool, respuesta: Respuesta, servidor: Servidor) -> None:
    """Raise what an answer refuses."""
    if bien:
        return
    if respuesta.estado in _CLASE:
        clase = _CLASE[respuesta.estado]
        raise OSError(clase, os.strerror(clase))
    if respuesta.estado in (429, 503):
        raise fallas.ocupado(servidor.nombre)
    if respuesta.estado in (400, 405, 501) or 200 <= respuesta.estado < 300:
        raise sin_red.no_es(servidor.nombre, "WebDAV")
    raise fallas.rechazo(servidor.nombre, str(respuesta.estado))


def _es_carpeta_sin_barra(respuesta: Respuesta, pedida: str) -> bool:
    """Apache sends whoever asks for a folder without its slash to the same name with it."""
    with contextlib.suppress(ValueError):
        lugar = urlsplit(respuesta.cabeceras.get("location", ""))
        return respuesta.estado in _OTRO_LUGAR and unquote(lugar.path) == unquote(f"{pedida}/")
    return False


def _exactos(trozos: Iterator[bytes], tamano: int) -> Iterator[bytes]:
    """No more and no less than was announced: the rest would be taken for the next request."""
    quedan = tamano
    for trozo in trozos:
        quedan -= len(trozo)
        if quedan < 0:
            raise fallas.origen_danado()
        yield trozo
    if quedan:
        raise fallas.origen_danado()


def _entrada(clave: str, recurso: Recurso) -> Entrada | None:
    return None if recurso.tamano is None else Entrada(clave, recurso.tamano, recurso.modificado)


def _codificada(ruta: str) -> str:
    return quote(ruta or "/", safe="/-_.~")


def _es_pagina(clave: str) -> bool:
    return clave.lower().endswith((".htm", ".html"))


def _es_clave(clave: str) -> bool:
    """Whether a name on the server could be one of ours: others put there what they like."""
    with contextlib.suppress(ValueError):
        return exigir_clave(clave) == clave
    return False
