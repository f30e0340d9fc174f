"""One HTTP connection: who answers is who was meant, what is cut is never whole, no wait is longer than its time.

A small server of this process answers with the very bytes that a test gives it.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.transportes.conexion_http import Servidor
from supervisor_app.exchange.transportes.s3 import DestinoS3
from supervisor_app.exchange.transportes.s3_cliente import Cubeta
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos
from supervisor_app.exchange.transportes.webdav import CarpetaDav, DestinoWebDav
from tests.exchange.transportes.certificado import certificado, contexto_de
from tests.exchange.transportes.conformidad import CLAVE, Cancelado, poner

PLAZOS = Plazos(conectar=2, respuesta=0.15, operacion=3)
RAIZ = (
    b'<multistatus xmlns="DAV:"><response><href>/dav/</href><propstat><prop><resourcetype><collection/></resourcetype>'
    b"</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
)


def respuesta(estado: str, cuerpo: bytes = b"", *cabeceras: str, largo: int | None = None) -> bytes:
    lineas = [f"HTTP/1.1 {estado}", f"Content-Length: {len(cuerpo) if largo is None else largo}", *cabeceras, "", ""]
    return "\r\n".join(lineas).encode("latin-1") + cuerpo


PAGINA = respuesta("200 OK", b"<html>Bienvenido al hotel</html>", "Content-Type: text/html; charset=utf-8")
ES_DAV = respuesta("207 Multi-Status", RAIZ, "Content-Type: application/xml")


@contextlib.contextmanager
def contesta(*respuestas: bytes, contexto: ssl.SSLContext | None = None, entero: bool = True) -> Iterator[int]:
    """Each request gets the next of them, whatever it asks; after the last one, silence. Gives the port.

    Not ``entero``: whatever comes gets it.
    """
    quedan, fin = list(respuestas), threading.Event()

    def atender(oye: socket.socket) -> None:
        abiertas = []
        while not fin.is_set():
            with contextlib.suppress(OSError):
                crudo, _ = oye.accept()
                crudo.settimeout(0.1)
                cliente = contexto.wrap_socket(crudo, server_side=True) if contexto else crudo
                abiertas.append(cliente)
                pedido = b""
                while not fin.is_set():
                    with contextlib.suppress(TimeoutError):
                        if not (trozo := cliente.recv(1 << 16)):
                            break
                        pedido += trozo
                        if quedan and (not entero or _es_entero(pedido)):
                            pedido = b""
                            cliente.sendall(quedan.pop(0))
        for uno in abiertas:
            uno.close()

    with socket.create_server(("127.0.0.1", 0)) as oye:
        oye.settimeout(0.05)
        hilo = threading.Thread(target=atender, args=(oye,), daemon=True)
        hilo.start()
        try:
            yield oye.getsockname()[1]
        finally:
            fin.set()
            hilo.join(5)


def _es_entero(pedido: bytes) -> bool:
    cabeceras, fin, cuerpo = pedido.partition(b"\r\n\r\n")
    largo = re.search(rb"(?i)content-length: (\d+)", cabeceras)
    return bool(fin) and len(cuerpo) >= (int(largo[1]) if largo else 0)


def dav(puerto: int, *, seguro: bool = False, autoridad: bytes | None = None, host: str = "127.0.0.1") -> DestinoWebDav:
    return DestinoWebDav(CarpetaDav(Servidor(host, puerto, seguro), "/dav"), None, Confianza(autoridad), PLAZOS)


def s3(puerto: int) -> DestinoS3:
    cubeta = Cubeta(Servidor("127.0.0.1", puerto, seguro=False), "cubeta", "")
    return DestinoS3(cubeta, Credencial("llave", "secreto"), Confianza(), PLAZOS)


# --- somebody else answers ---


@pytest.mark.parametrize("hacia", [dav, s3], ids=["webdav", "s3"])
@pytest.mark.parametrize(
    ("dicho", "dice"),
    [
        (PAGINA, "respondió una página web"),
        (respuesta("511 Network Authentication Required", b"<html>"), "respondió una página web"),
        (respuesta("302 Found", b"", "Location: https://hotel.ejemplo/entrar"), "a «hotel.ejemplo», y no se siguió"),
        (respuesta("301 Moved", b"", "Location: https://127.0.0.1/otra"), "está en otra dirección"),
        (respuesta("302 Found", b"", "Location: http://[mal"), "está en otra dirección"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "no habla HTTP"),
        (respuesta("200 OK", b"hola"), "no habla"),
        (respuesta("207 Multi-Status", b"<a><b></a>", "Content-Type: application/xml"), "no habla"),
    ],
    ids=["page", "511", "elsewhere", "same host", "nonsense", "no HTTP", "no XML", "broken XML"],
)
def test_who_answers_is_not_the_server(hacia: type, dicho: bytes, dice: str) -> None:
    with contesta(dicho) as puerto:
        destino = hacia(puerto)
        with pytest.raises(EnvironmentProblem, match=dice) as problema:
            poner(destino)
        destino.cerrar()
    assert "Nada se dio por entregado" in problema.value.message


def test_a_way_to_say_who_asks_that_is_not_known_here() -> None:
    with contesta(respuesta("401 Unauthorized", b"", "WWW-Authenticate: NTLM")) as puerto:
        destino = dav(puerto)
        with pytest.raises(EnvironmentProblem, match="pide identificarse de un modo"):
            poner(destino)
        destino.cerrar()


BOMBA = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("hacia", [dav, s3], ids=["webdav", "s3"])
def test_entities_are_not_read(hacia: type) -> None:
    with contesta(respuesta("207 Multi-Status", BOMBA)) as puerto:
        destino = hacia(puerto)
        with pytest.raises(EnvironmentProblem, match="no habla"):
            destino.exists(CLAVE)
        destino.cerrar()


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    with contesta(respuesta("207 Multi-Status", b"x", largo=1 << 40)) as puerto:
        destino = dav(puerto)
        with pytest.raises(EnvironmentProblem, match="no respondió a tiempo"):
            destino.exists(CLAVE)
        destino.cerrar()


def test_a_page_in_the_middle_of_a_delivery_is_no_package() -> None:
    with contesta(ES_DAV, ES_DAV, PAGINA) as puerto:
        destino = dav(puerto)
        assert destino.exists("b.zip") is None
        with pytest.raises(EnvironmentProblem, match="respondió una página web"):
            poner(destino)
        destino.cerrar()


# --- waiting, and what is cut ---


def test_content_that_ends_before_it_was_announced_is_not_whole() -> None:
    archivo = (
        RAIZ.replace(b"/dav/<", b"/dav/a<")
        .replace(b"<collection/>", b"")
        .replace(b"</prop>", b"<getcontentlength>9</getcontentlength></prop>")
    )
    uno = respuesta("207 Multi-Status", archivo)
    with contesta(ES_DAV, uno, respuesta("200 OK", b"corto", largo=9)) as puerto:
        destino = dav(puerto)
        with pytest.raises(EnvironmentProblem):
            list(destino.get("a"))
        destino.cerrar()


@pytest.mark.parametrize("hacia", [dav, s3], ids=["webdav", "s3"])
def test_a_server_that_accepts_and_says_nothing_is_given_up_in_time(hacia: type) -> None:
    with contesta() as puerto:
        destino, empezo = hacia(puerto), time.monotonic()
        with pytest.raises(EnvironmentProblem, match="no respondió a tiempo"):
            destino.exists(CLAVE)
        assert time.monotonic() - empezo < PLAZOS.operacion
        destino.cerrar()


def test_a_server_that_dribbles_is_given_up_in_time() -> None:
    lento = Plazos(conectar=2, respuesta=2, operacion=0.3)
    with socket.create_server(("127.0.0.1", 0)) as oye:

        def gotear() -> None:
            cliente, _ = oye.accept()
            with cliente, contextlib.suppress(OSError):
                for letra in ES_DAV.decode("latin-1"):
                    cliente.sendall(letra.encode("latin-1"))
                    time.sleep(0.02)

        hilo = threading.Thread(target=gotear, daemon=True)
        hilo.start()
        carpeta = CarpetaDav(Servidor("127.0.0.1", oye.getsockname()[1], seguro=False), "/dav")
        destino = DestinoWebDav(carpeta, None, Confianza(), lento)
        with pytest.raises(EnvironmentProblem, match="no respondió a tiempo"):
            destino.exists(CLAVE)
        destino.cerrar()
        hilo.join(10)


def test_cancelled_while_it_waits_for_an_answer() -> None:
    llamadas = iter(range(1000))

    def pulso(_: int) -> None:
        if next(llamadas) == 1:
            raise Cancelado

    with contesta() as puerto:
        destino = dav(puerto)
        with pytest.raises(Cancelado):
            poner(destino, pulso=pulso)
        destino.cerrar()


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as oye:
        puerto = oye.getsockname()[1]
    with pytest.raises(EnvironmentProblem, match="nadie atiende"):
        dav(puerto).exists(CLAVE)


# --- TLS ---


def test_an_own_authority_is_believed_where_it_was_handed_in(tmp_path: Path) -> None:
    publico, llave = certificado("127.0.0.1")
    with contesta(ES_DAV, respuesta("404 Not Found"), contexto=contexto_de(tmp_path, publico, llave)) as puerto:
        destino = dav(puerto, seguro=True, autoridad=publico)
        assert destino.exists(CLAVE) is None
        destino.cerrar()


@pytest.mark.parametrize(
    ("nombres", "dias", "conocida", "dice"),
    [
        (("127.0.0.1",), 30, False, "autoridad que este equipo no conoce"),
        (("nube.ejemplo.mx",), 30, True, "mostró el certificado de otro nombre"),
        (("127.0.0.1",), -1, True, "no es válido en la fecha de este equipo"),
    ],
    ids=["unknown", "another name", "expired"],
)
def test_a_certificate_that_does_not_serve(
    tmp_path: Path, nombres: tuple[str, ...], dias: int, conocida: bool, dice: str
) -> None:
    publico, llave = certificado(*nombres, dias=dias)
    with contesta(ES_DAV, contexto=contexto_de(tmp_path, publico, llave)) as puerto:
        destino = dav(puerto, seguro=True, autoridad=publico if conocida else None)
        with pytest.raises(EnvironmentProblem, match=dice):
            poner(destino)
        destino.cerrar()


def test_a_server_without_tls_where_tls_was_meant() -> None:
    with contesta(PAGINA, entero=False) as puerto:
        destino = dav(puerto, seguro=True)
        with pytest.raises(EnvironmentProblem, match="no habla HTTPS"):
            destino.exists(CLAVE)
        destino.cerrar()


def test_what_is_no_certificate_is_told() -> None:
    with pytest.raises(UserError, match="no se puede leer"):
        dav(1, seguro=True, autoridad="ñ".encode())
