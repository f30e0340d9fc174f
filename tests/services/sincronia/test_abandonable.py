"""A server that says nothing holds nobody who does not want it any more, and gets nothing half done by that."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.sincronia.abandonable import Abandonable
from supervisor_app.services.sincronia.verbos import Etapa, SincronizacionCancelada
from tests.services.banco import Banco


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    """The threads that were left end with the servers of a test."""
    yield
    wait_for_those_left()


def wait_for_those_left() -> None:
    for one in threading.enumerate():
        if one.name == "buzon":
            one.join(30)


class Callado(DestinoCarpeta):
    """Says nothing from one of its verbs on, until ``hablar`` is set. ``contesto``: whether it ever did."""

    def __init__(self, raiz: Path, verbo: str) -> None:
        super().__init__(raiz)
        self.hablar, self.contesto = threading.Event(), False
        self.entro = threading.Event()
        original: Callable[..., object] = getattr(self, verbo)

        def callar(*cuales: object, **como: object) -> object:
            self.entro.set()
            self.hablar.wait(30)
            self.contesto = True
            return original(*cuales, **como)

        setattr(self, verbo, callar)


@pytest.mark.parametrize("verbo", ["exists", "get", "put_atomic"])
def test_who_waits_for_a_silent_mailbox_leaves_at_once(cerrada: Banco, usb: Path, verbo: str) -> None:
    callado = Callado(usb, verbo)
    destino = Abandonable(callado, callado.entro.is_set)
    with pytest.raises(SincronizacionCancelada):
        cerrada.s.sincronizacion.sincronizar(destino, str(usb), cancelar=callado.entro.is_set)
    destino.cerrar()
    assert not callado.contesto, "nobody waited for it"
    callado.hablar.set()
    wait_for_those_left()
    assert "Se canceló" in cerrada.s.sincronizacion.registro()[0].texto
    cerrada.s.sincronizacion.sincronizar(DestinoCarpeta(usb), str(usb))
    assert [v.etapa for v in cerrada.s.sincronizacion.vidas()] == [Etapa.ENVIADA]
    assert len(list(usb.rglob("*.zip"))) == 1


def test_what_was_left_is_not_asked_again(usb: Path) -> None:
    callado = Callado(usb, "exists")
    destino = Abandonable(callado, lambda: True)
    for _ in range(2):
        with pytest.raises(SincronizacionCancelada):
            destino.exists("x")
    destino.cerrar()
    callado.hablar.set()


def test_answers_and_failures_come_through(usb: Path) -> None:
    destino = Abandonable(DestinoCarpeta(usb), lambda: False)
    (usb / "a").write_bytes(b"abc")
    assert destino.exists("a") == 3
    assert dict(destino.list("")) == {"a": 3}
    assert b"".join(destino.get("a")) == b"abc"
    destino.cerrar()
    assert destino.exists("a") == 3, "after closing it goes on anew"
    destino.cerrar()
    ausente = Abandonable(DestinoCarpeta(usb / "no hay"), lambda: False)
    with pytest.raises(EnvironmentProblem):
        ausente.exists("a")
    ausente.cerrar()


@pytest.fixture
def agujero() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as oye:
        yield oye.getsockname()[1]


def test_a_server_that_takes_the_connection_and_says_nothing_is_left(cerrada: Banco, agujero: int) -> None:
    preguntas = iter([False] * 3)
    cerrada.s.conexiones.configurar(buzon=f"sftp://127.0.0.1:{agujero}/buzon", usuario="x")
    destino, direccion = cerrada.s.conexiones.abrir(contrasena="x", dejar=lambda: next(preguntas, True))
    with pytest.raises(SincronizacionCancelada):
        cerrada.s.sincronizacion.sincronizar(destino, direccion)
    destino.cerrar()
