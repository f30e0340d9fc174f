"""One question over the network and its answer: within a time and a size, and nowhere but the web."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.red import preguntar
from tests.signing.autoridad_de_hora import servidor


def pedir(url: str, *, segundos: float = 20, limite: int = 1000) -> bytes:
    return preguntar(url, b"hola", tipo="text/plain", quien="el servidor", segundos=segundos, limite=limite)


@contextmanager
def crudo(dicho: bytes, *, cerrar: bool = True) -> Iterator[str]:
    """A server that says exactly these bytes, and then hangs up or says nothing more."""
    oyente = socket.create_server(("127.0.0.1", 0))
    listo = threading.Event()

    def atender() -> None:
        conexion, _ = oyente.accept()
        with conexion:
            conexion.recv(65536)
            conexion.sendall(dicho)
            if not cerrar:
                listo.wait(20)

    hilo = threading.Thread(target=atender)
    hilo.start()
    try:
        yield f"http://127.0.0.1:{oyente.getsockname()[1]}/"
    finally:
        listo.set()
        hilo.join()
        oyente.close()


def test_the_answer_to_what_was_said() -> None:
    with servidor(lambda dicho: dicho * 2) as url:
        assert pedir(url) == b"holahola"


def test_nothing_is_posted_where_there_is_nothing_to_say() -> None:
    with servidor(lambda dicho: b"lista" if not dicho else b"") as url:
        assert preguntar(url, None, tipo="", quien="x", segundos=20, limite=10) == b"lista"


def test_more_than_the_limit_is_refused() -> None:
    with servidor(lambda _: bytes(5000)) as url, pytest.raises(EnvironmentProblem, match="demasiado grande"):
        pedir(url)


def test_an_error_of_the_server_is_told() -> None:
    with servidor(lambda _: b"", estado=503) as url, pytest.raises(EnvironmentProblem, match=r"error \(503\)"):
        pedir(url)


@pytest.mark.parametrize("dicho", [b"", b"basura\r\n\r\n", b"HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nx"])
def test_a_server_that_hangs_up_is_told(dicho: bytes) -> None:
    with crudo(dicho) as url, pytest.raises(EnvironmentProblem):
        pedir(url)


def test_a_server_that_does_not_go_on_is_left() -> None:
    with (
        crudo(b"HTTP/1.0 200 OK\r\n\r\npoco", cerrar=False) as url,
        pytest.raises(EnvironmentProblem, match=r"no respondió en 0\.2 segundos"),
    ):
        pedir(url, segundos=0.2)


@pytest.mark.parametrize("a_donde", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_a_way_out_of_the_web_is_not_taken(a_donde: str) -> None:
    dicho = f"HTTP/1.0 302 Found\r\nLocation: {a_donde}\r\nContent-Length: 0\r\n\r\n".encode()
    with crudo(dicho) as url, pytest.raises(EnvironmentProblem):
        preguntar(url, None, tipo="", quien="x", segundos=20, limite=1000)
