"""An empty index on each engine, by its address. PostgreSQL is started for the run, on loopback, as nobody special."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

_NUMEROS = count(1)
_PROGRAMAS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def _como_nadie(*orden: str, quien: str) -> None:
    """PostgreSQL refuses to run as root: there it is its own user who runs it."""
    antes = ("runuser", "-u", quien, "--") if os.getuid() == 0 else ()
    # A pipe would be held open by the server that is left running.
    subprocess.run(
        [*antes, *orden], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def hay_servidor() -> bool:
    return bool(_PROGRAMAS)


@contextlib.contextmanager
def servidor(*, durable: bool = False) -> Iterator[str]:
    """The address of a server that is gone afterwards. ``durable``: it flushes, as one that is measured must."""
    quien = "postgres"
    carpeta = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if os.getuid() == 0:
            shutil.chown(carpeta, quien, quien)
        binarios, datos = _PROGRAMAS[-1].parent, carpeta / "datos"
        with socket.socket() as libre:
            libre.bind(("127.0.0.1", 0))
            puerto = libre.getsockname()[1]
        _como_nadie(
            str(binarios / "initdb"), "-D", str(datos), "-A", "trust", "-U", "duena", "--no-sync", "-E", "UTF8",
            "--locale=C.UTF-8", quien=quien,
        )  # fmt: skip
        opciones = f"-p {puerto} -c listen_addresses=127.0.0.1 -c unix_socket_directories={carpeta}"
        opciones += "" if durable else " -c fsync=off"
        control = str(binarios / "pg_ctl")
        _como_nadie(control, "-D", str(datos), "-w", "-l", str(carpeta / "log"), "-o", opciones, "start", quien=quien)
        try:
            yield f"postgresql://duena@127.0.0.1:{puerto}/postgres"
        finally:
            _como_nadie(control, "-D", str(datos), "-m", "immediate", "stop", quien=quien)
    finally:
        shutil.rmtree(carpeta, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if not hay_servidor():
        pytest.skip("PostgreSQL is not installed (.ci/setup red)")
    with servidor() as url:
        yield url


def esquema_nuevo(servidor: str) -> str:
    """The address of a schema of its own in that server."""
    import psycopg

    nombre = f"prueba_{next(_NUMEROS)}"
    with psycopg.connect(servidor, autocommit=True) as conexion:
        conexion.execute(f'CREATE SCHEMA "{nombre}"'.encode())
    return f"{servidor}?options={quote(f'-csearch_path={nombre}')}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.red)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An index with nothing in it yet."""
    if request.param == "sqlite":
        return str(tmp_path / "índice de la oficina.db")
    return esquema_nuevo(request.getfixturevalue("postgres"))
