"""Real servers on this machine, each in a folder of its own: started, waited for, and ended with the test."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncssh
import pytest


def exigir(programa: str) -> str:
    """Where it is; the test is skipped where it is not installed."""
    donde = shutil.which(programa, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if donde is None:
        pytest.skip(f"{programa} is not installed here (.ci/setup red)")
    return donde


def puerto_libre() -> int:
    with socket.create_server(("127.0.0.1", 0)) as oye:
        puerto: int = oye.getsockname()[1]
    return puerto


@contextlib.contextmanager
def proceso(orden: Sequence[str], puerto: int, bitacora: Path, *, segundos: float = 20) -> Iterator[int]:
    """A server in the foreground, in a process group of its own; inside, it accepts on ``puerto``. Gives its id."""
    with bitacora.open("ab") as salida:
        uno = subprocess.Popen(orden, stdout=salida, stderr=salida, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        _esperar(uno, puerto, bitacora, segundos)
        yield uno.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(uno.pid, signal.SIGTERM)
        try:
            uno.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(uno.pid, signal.SIGKILL)
            uno.wait(5)


def _esperar(uno: subprocess.Popen[bytes], puerto: int, bitacora: Path, segundos: float) -> None:
    fin = time.monotonic() + segundos
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", puerto), timeout=1):
            return
        if uno.poll() is not None or time.monotonic() > fin:
            raise AssertionError(f"did not start: {bitacora.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


# --- OpenSSH ---


@dataclass(frozen=True)
class Sshd:
    """``llave``: the host key as a person accepts it. ``privada``: the key that opens the door for ``usuario``."""

    puerto: int
    usuario: str
    llave: str
    privada: str
    proceso: int


@contextlib.contextmanager
def sshd(carpeta: Path) -> Iterator[Sshd]:
    programa = exigir("sshd")
    anfitrion, persona = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    (carpeta / "hk").write_bytes(anfitrion.export_private_key("openssh"))
    (carpeta / "hk").chmod(0o600)
    (carpeta / "entran").write_bytes(persona.export_public_key("openssh"))
    puerto = puerto_libre()
    (carpeta / "config").write_text(
        f"Port {puerto}\nListenAddress 127.0.0.1\nHostKey {carpeta}/hk\nPidFile {carpeta}/pid\n"
        f"AuthorizedKeysFile {carpeta}/entran\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "PermitRootLogin prohibit-password\nMaxStartups 200\nSubsystem sftp internal-sftp\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    orden = [programa, "-D", "-e", "-f", str(carpeta / "config")]
    with proceso(orden, puerto, carpeta / "log") as pid:
        publica = " ".join(anfitrion.export_public_key("openssh").decode("ascii").split()[:2])
        privada = persona.export_private_key("openssh").decode("ascii")
        yield Sshd(puerto, getpass.getuser(), publica, privada, pid)


# --- Samba ---


@dataclass(frozen=True)
class Samba:
    """``raiz``: the folder of the share ``recurso`` on this disk."""

    puerto: int
    recurso: str
    usuario: str
    contrasena: str
    raiz: Path
    proceso: int


@contextlib.contextmanager
def samba(carpeta: Path, *extra: str) -> Iterator[Samba]:
    """One share. It needs root: Samba changes to the user of the share. ``extra``: lines of its settings."""
    programa, contrasenas = exigir("smbd"), exigir("smbpasswd")
    if os.geteuid() != 0:
        pytest.skip("Samba is started by root here")
    raiz, usuario, contrasena = carpeta / "recurso", "nobody", "una clave de prueba"
    raiz.mkdir(exist_ok=True)
    puerto = puerto_libre()
    propias = {una: f"{una} directory" for una in ("lock", "state", "cache", "pid")}
    propias |= {"private": "private dir", "ncalrpc": "ncalrpc dir"}
    for una in propias:
        (carpeta / una).mkdir(mode=0o755, exist_ok=True)
    renglones = [
        "[global]",
        f"smb ports = {puerto}",
        "interfaces = 127.0.0.1",
        "bind interfaces only = yes",
        *(
            f"{una + ' dir' if una in ('private', 'ncalrpc') else una + ' directory'} = {carpeta / una}"
            for una in propias
        ),
        f"log file = {carpeta}/log.smbd",
        "server role = standalone server",
        "disable netbios = yes",
        "load printers = no",
        "printcap name = /dev/null",
        "passdb backend = tdbsam",
        "map to guest = never",
        *extra,
        "[visitas]",
        f"path = {raiz}",
        "read only = no",
        f"valid users = {usuario}",
        "force user = root",
    ]
    ajustes = carpeta / "smb.conf"
    ajustes.write_text("\n".join(renglones) + "\n")
    entrada = f"{contrasena}\n{contrasena}\n".encode()
    subprocess.run(
        [contrasenas, "-c", str(ajustes), "-s", "-a", usuario], input=entrada, check=True, capture_output=True
    )
    orden = [programa, "--foreground", "--no-process-group", "-s", str(ajustes), "-d0"]
    with proceso(orden, puerto, carpeta / "salida") as pid:
        yield Samba(puerto, "visitas", usuario, contrasena, raiz, pid)
