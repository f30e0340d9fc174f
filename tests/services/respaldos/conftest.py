"""The folder of ``taller``, made once a run, plain and enciphered, and copied for each test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest

from tests.services.respaldos.taller import LLAVE, Taller, hacer_taller


@pytest.fixture(scope="session")
def hechos(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    raiz = tmp_path_factory.mktemp("talleres")
    hacer_taller(raiz / "claro")
    hacer_taller(raiz / "cifrado", LLAVE)
    return {p.name: p for p in raiz.iterdir()}


def _copia(de: Path, datos: Path, *, cifrado: bool) -> Taller:
    copytree(de, datos)
    t = Taller(datos, LLAVE if cifrado else None)
    t.reloj.adelantar(hours=1)
    return t


@pytest.fixture
def taller(hechos: Mapping[str, Path], datos: Path) -> Taller:
    """A plain folder."""
    return _copia(hechos["claro"], datos, cifrado=False)


@pytest.fixture(params=["claro", "cifrado"])
def cualquiera(request: pytest.FixtureRequest, hechos: Mapping[str, Path], datos: Path) -> Taller:
    """Plain and enciphered."""
    return _copia(hechos[request.param], datos, cifrado=request.param == "cifrado")


@pytest.fixture
def cifrado(hechos: Mapping[str, Path], datos: Path) -> Taller:
    return _copia(hechos["cifrado"], datos, cifrado=True)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    carpeta = tmp_path / "media" / "ana" / "MEMORIA Ñ"
    carpeta.mkdir(parents=True)
    return carpeta
