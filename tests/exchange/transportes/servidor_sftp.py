"""An SSH server of asyncssh in a thread of this process: starts in a moment, for the tests that run always."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncssh

USUARIO, CLAVE = "supervisora", "una clave de prueba"


class _Puerta(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USUARIO, CLAVE)


class _Encerrado(asyncssh.SFTPServer):
    def __init__(self, chan: asyncssh.SSHServerChannel[bytes], raiz: Path) -> None:
        super().__init__(chan, chroot=bytes(raiz))


@dataclass(frozen=True)
class ServidorSftp:
    """``raiz``: what clients see as «/». ``llave``: its host key as a person accepts it."""

    puerto: int
    raiz: Path
    llave: str
    huella: str


@contextlib.contextmanager
def servidor_sftp(
    raiz: Path, entra: Path | None = None, *, otra: asyncssh.SSHKey | None = None, pregunta: bool = False
) -> Iterator[ServidorSftp]:
    """``entra``: a file of authorised keys. ``otra``: one more host key. ``pregunta``: it takes passwords as answers to
    its questions only, as many do by default."""
    llave = asyncssh.generate_private_key("ssh-ed25519")
    bucle = asyncio.new_event_loop()

    async def abrir() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=_Puerta,
            server_host_keys=[llave, *([otra] if otra else [])],
            sftp_factory=partial(_Encerrado, raiz=raiz),
            authorized_client_keys=str(entra) if entra else None,
            allow_scp=False,
            password_auth=not pregunta,
        )

    oye = bucle.run_until_complete(abrir())
    hilo = threading.Thread(target=bucle.run_forever, daemon=True)
    hilo.start()
    try:
        publica = " ".join(llave.export_public_key("openssh").decode("ascii").split()[:2])
        yield ServidorSftp(oye.get_port(), raiz, publica, llave.get_fingerprint("sha256"))
    finally:
        asyncio.run_coroutine_threadsafe(_cerrar(oye), bucle).result(10)
        bucle.call_soon_threadsafe(bucle.stop)
        hilo.join(10)
        bucle.run_until_complete(bucle.shutdown_asyncgens())
        bucle.close()


async def _cerrar(oye: asyncssh.SSHAcceptor) -> None:
    oye.close()
    await asyncio.wait_for(oye.wait_closed(), 5)
    otras = [una for una in asyncio.all_tasks() if una is not asyncio.current_task()]
    for una in otras:
        una.cancel()
    await asyncio.gather(*otras, return_exceptions=True)
