"""Either side dies in the middle of a delivery, without a farewell; then it comes back and the delivery is repeated."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from supervisor_app.durable import PART_NAME
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.transportes.por_partes import REANUDABLE
from tests.exchange.transportes.conformidad import CLAVE, poner
from tests.red.entrega_que_muere import destino_de
from tests.red.servidores import samba, sshd

pytestmark = [pytest.mark.red, pytest.mark.filterwarnings("ignore:unclosed SMB handle:ResourceWarning")]

Clase = Literal["sftp", "smb"]
LAPTOP = Path(__file__).with_name("entrega_que_muere.py")


@contextlib.contextmanager
def servidor(clase: Clase, carpeta: Path) -> Iterator[tuple[dict[str, str], Path, int]]:
    """How to reach it, the folder that it serves, and its process."""
    if clase == "sftp":
        raiz = carpeta / "raiz"
        raiz.mkdir(exist_ok=True)
        with sshd(carpeta) as uno:
            ajustes = {"usuario": uno.usuario, "privada": uno.privada, "llave": uno.llave, "raiz": str(raiz)}
            yield {**ajustes, "puerto": str(uno.puerto)}, raiz, uno.proceso
    else:
        with samba(carpeta) as otro:
            ajustes = {"usuario": otro.usuario, "contrasena": otro.contrasena, "recurso": otro.recurso, "raiz": ""}
            yield {**ajustes, "puerto": str(otro.puerto)}, otro.raiz, otro.proceso


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    archivo = tmp_path / "grande.zip"
    archivo.write_bytes(random.Random(3).randbytes(REANUDABLE + 300_000))
    return archivo


def finales(raiz: Path) -> dict[str, bytes]:
    todos = (una for una in raiz.rglob("*") if una.is_file() and not PART_NAME.search(una.name))
    return {una.relative_to(raiz).as_posix(): una.read_bytes() for una in todos}


def matar(proceso: int) -> None:
    """The server and whoever serves a connection: they leave its group."""
    hijos = [int(uno) for uno in Path(f"/proc/{proceso}/task/{proceso}/children").read_text().split()]
    for hijo in hijos:
        matar(hijo)
    with contextlib.suppress(ProcessLookupError):
        os.kill(proceso, signal.SIGKILL)


@pytest.mark.parametrize("clase", ["sftp", "smb"])
def test_a_laptop_that_dies_at_any_pulse_and_comes_back(clase: Clase, tmp_path: Path, archivo: Path) -> None:
    datos, entorno = archivo.read_bytes(), {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with servidor(clase, tmp_path) as (ajustes, raiz, _):
        muertes = 0
        for pulsos in (1, 4, 20, 60, 110, 150, 190, 250, 300, 100_000):
            orden = [sys.executable, str(LAPTOP), str(archivo), str(pulsos), json.dumps(ajustes)]
            codigo = subprocess.run(orden, check=False, env=entorno).returncode
            assert codigo in {0, 99}
            muertes += codigo == 99
            assert finales(raiz) in ({}, {CLAVE: datos})
            if codigo == 99 and pulsos % 20:  # the others go on with what the death before left
                destino = destino_de(ajustes)
                poner(destino, datos, archivo=archivo)
                destino.cerrar()
                assert finales(raiz) == {CLAVE: datos}
                (raiz / CLAVE).unlink()
        assert finales(raiz) == {CLAVE: datos}
        assert muertes >= 6


@pytest.mark.parametrize("clase", ["sftp", "smb"])
@pytest.mark.parametrize("milesimas", [50, 400, 900, 1100, 1800])
def test_a_server_that_dies_and_comes_back(clase: Clase, milesimas: int, tmp_path: Path, archivo: Path) -> None:
    """``milesimas``: of what is sent; above 1000 while it is read back."""
    datos = archivo.read_bytes()
    with servidor(clase, tmp_path) as (ajustes, raiz, proceso):
        destino = destino_de(ajustes)
        with pytest.raises(EnvironmentProblem):
            poner(destino, datos, archivo=archivo, pulso=_que_mata(proceso, len(datos) * milesimas // 1000))
        destino.cerrar()
    assert finales(raiz) == {}
    with servidor(clase, tmp_path) as (ajustes, raiz, _):
        destino = destino_de(ajustes)
        assert not poner(destino, datos, archivo=archivo).ya_estaba
        assert poner(destino, datos, archivo=archivo).ya_estaba
        destino.cerrar()
    assert finales(raiz) == {CLAVE: datos}


def _que_mata(proceso: int, tras: int) -> Callable[[int], None]:
    oidos = 0

    def pulso(mas: int) -> None:
        nonlocal oidos
        if oidos <= tras < oidos + mas:
            matar(proceso)
        oidos += mas

    return pulso
