"""The mailbox of a verb: its address, its password, the server that is to be believed, and stopping with Ctrl+C.

It must never take a password from the arguments, which any process can see, nor believe a server by itself.
"""

from __future__ import annotations

import signal
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

from supervisor_app.cli.acceso import hay_terminal, preguntar
from supervisor_app.cli.entrada import BUZON, Entrada
from supervisor_app.cli.salida import avisar
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia.conexion import Conexiones, Destino, Lugar, ServidorPorConfirmar
from supervisor_app.wiring import Servicios

T = TypeVar("T")


def con_buzon(args: Namespace, abiertos: Servicios, hacer: Callable[[Destino, str], T]) -> T:
    """Do something with the mailbox of the arguments. A server that nobody accepted yet is shown and refused, unless
    ``--aceptar-huella`` says its fingerprint. Raises UserError or EnvironmentProblem.
    """
    conexiones = abiertos.conexiones
    lugar = conexiones.lugar(_completa(args.buzon), args.usuario)
    contrasena = _contrasena(args, conexiones, lugar)

    def ir(llave_ssh: str) -> T:
        destino, direccion = conexiones.abrir(
            lugar.direccion, usuario=lugar.usuario, contrasena=contrasena, llave_ssh=llave_ssh
        )
        try:
            hecho = hacer(destino, direccion)
        finally:
            destino.cerrar()
        _recordar(args, conexiones, lugar, contrasena, llave_ssh)
        return hecho

    try:
        return ir("")
    except ServidorPorConfirmar as nuevo:
        if not args.aceptar_huella:
            raise UserError(f"{nuevo.message} Si es la misma, agregue: --aceptar-huella {nuevo.huella}") from nuevo
        if args.aceptar_huella.strip() != nuevo.huella:
            raise UserError(
                f"La huella de «{nuevo.servidor}» es {nuevo.huella}, y no la que escribió. No se envió nada: avise a "
                "quien administra el buzón."
            ) from nuevo
        return ir(nuevo.llave)


def _completa(buzon: str) -> str:
    """A folder as typed in a shell, from its root; an address as it is."""
    if not buzon.strip() or "://" in buzon or buzon.startswith("\\\\"):
        return buzon
    return str(Path(buzon).expanduser().absolute())


def _contrasena(args: Namespace, conexiones: Conexiones, lugar: Lugar) -> str:
    entrada: Entrada = args.acceso
    if not lugar.en_red:
        return ""
    if entrada.buzon is not None:
        return entrada.buzon
    if lugar.pide_contrasena and hay_terminal() and not conexiones.recordada(lugar):
        return preguntar(f"Contraseña de «{lugar.usuario or lugar.direccion}»: ", BUZON)
    return ""


def _recordar(args: Namespace, conexiones: Conexiones, lugar: Lugar, contrasena: str, llave_ssh: str) -> None:
    """Once it went well: what was asked to be remembered, and the server that a person accepted."""
    if args.recordar:
        conexiones.configurar(buzon=lugar.direccion, usuario=lugar.usuario)
    if llave_ssh and conexiones.es_el_de_ajustes(lugar.direccion):
        conexiones.aceptar_servidor(llave_ssh)
    if args.recordar and contrasena:
        try:
            conexiones.recordar(lugar, contrasena)
        except UserError:  # what was to be done is done; only the next time asks again
            avisar(
                f"Aviso: este equipo no guardó la contraseña en su llavero; se pedirá cada vez, o póngala en {BUZON}."
            )


@contextmanager
def interrumpible() -> Iterator[Callable[[], bool]]:
    """Whether somebody pressed Ctrl+C: the first time work ends in good order, the second time at once."""
    pedido: list[bool] = []

    def parar(_senal: int, _donde: FrameType | None) -> None:
        if pedido:
            raise KeyboardInterrupt
        pedido.append(True)
        avisar("Cancelando; se termina lo que está en camino…")

    antes = signal.signal(signal.SIGINT, parar)
    try:
        yield lambda: bool(pedido)
    finally:
        signal.signal(signal.SIGINT, antes)


class Avance:
    """Tells on standard error what is being done, each thing once."""

    def __init__(self) -> None:
        self._dicho = ""

    def __call__(self, texto: str, _hechos: int, _total: int) -> None:
        if texto and texto != self._dicho:
            self._dicho = texto
            avisar(f"… {texto}")
