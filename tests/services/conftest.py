"""The fictitious visit of ``banco`` at each stage: made once a run, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree

import pytest

from supervisor_app.domain import comandos
from tests.services import banco
from tests.services.banco import Banco
from tests.services.laptop import Laptop
from tests.services.laptop import abrir as abrir_laptop
from tests.visita_ficticia import AV_90, CO_90, COLIMA


@pytest.fixture(scope="session")
def etapas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The data folder after each stage, by the stage's name. No test writes in them."""
    raiz = tmp_path_factory.mktemp("etapas")
    pasos = {"emitida": Banco.emitir, "firmada": Banco.firmar_todo, "cerrada": Banco.cerrar}
    anterior = raiz / "contestada"
    banco.contestar(anterior).s.close()
    for nombre, paso in pasos.items():
        copytree(anterior, raiz / nombre)
        b = banco.abrir(raiz / nombre)
        with b.s:
            paso(b)
        anterior = raiz / nombre
    return {carpeta.name: carpeta for carpeta in raiz.iterdir()}


def _copia(etapa: Path, datos: Path) -> Iterator[Banco]:
    copytree(etapa, datos)
    b = banco.abrir(datos)
    with b.s:
        yield b


@pytest.fixture
def contestada(etapas: Mapping[str, Path], datos: Path) -> Iterator[Banco]:
    """Everything answered and composed, no document yet."""
    yield from _copia(etapas["contestada"], datos)


@pytest.fixture
def emitida(etapas: Mapping[str, Path], datos: Path) -> Iterator[Banco]:
    """Every document emitted, none signed."""
    yield from _copia(etapas["emitida"], datos)


@pytest.fixture
def firmada(etapas: Mapping[str, Path], datos: Path) -> Iterator[Banco]:
    """Nothing is missing to close."""
    yield from _copia(etapas["firmada"], datos)


@pytest.fixture
def cerrada(etapas: Mapping[str, Path], datos: Path) -> Iterator[Banco]:
    yield from _copia(etapas["cerrada"], datos)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """A destination that is there. Accents and spaces, as people name them."""
    carpeta = tmp_path / "Memoria Ñ de la visita"
    carpeta.mkdir()
    return carpeta


# --- two laptops on one visit ---------------------------------------------------------------------------------------


@pytest.fixture
def una(tmp_path: Path, usb: Path) -> Iterator[Laptop]:
    """The laptop that began the visit."""
    laptop = abrir_laptop(tmp_path / "una", "Ana Paz", usb)
    with laptop.s:
        laptop.visita_id = laptop.s.visitas.crear(COLIMA).visita.id
        laptop.hacer(lambda e: comandos.elegir_cedulas(e, [CO_90, AV_90]))
        yield laptop


@pytest.fixture
def otra(tmp_path: Path, usb: Path, una: Laptop) -> Iterator[Laptop]:
    """The laptop that joined it."""
    laptop = abrir_laptop(tmp_path / "otra", "Beto Ruiz", usb)
    with laptop.s:
        laptop.unir(una.compartir())
        yield laptop
