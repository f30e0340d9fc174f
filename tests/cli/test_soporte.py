"""``soporte``: what support needs, on the screen or in a file, also where nothing else opens."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from supervisor_app.store.almacen import Almacen
from tests.cli.corrida import Correr
from tests.visita_ficticia import AHORA


@pytest.fixture
def carpeta(datos: Path) -> Path:
    with Almacen(datos, ahora=AHORA):
        return datos


def test_without_a_file_it_is_shown(correr: Correr, carpeta: Path) -> None:
    hecho = correr("soporte")
    assert hecho.codigo == 0
    assert "Revisión rápida de la base de datos" in hecho.salida
    assert str(carpeta) not in hecho.salida


def test_with_a_file_it_is_saved(correr: Correr, carpeta: Path, tmp_path: Path) -> None:
    hecho = correr("soporte", "--salida", str(tmp_path / "soporte.zip"))
    assert (hecho.codigo, hecho.salida) == (0, "")
    assert "nada se envió" in hecho.error
    with zipfile.ZipFile(tmp_path / "soporte.zip") as paquete:
        assert "equipo.txt" in paquete.namelist()


def test_a_file_that_is_there_is_not_replaced_unasked(correr: Correr, carpeta: Path, tmp_path: Path) -> None:
    (tmp_path / "soporte.zip").write_bytes(b"mio")
    assert correr("soporte", "--salida", str(tmp_path / "soporte.zip")).codigo == 1
    assert (tmp_path / "soporte.zip").read_bytes() == b"mio"
    assert correr("soporte", "--salida", str(tmp_path / "soporte.zip"), "--reemplazar").codigo == 0


def test_a_base_that_does_not_open_is_when_it_is_needed(correr: Correr, datos: Path) -> None:
    datos.mkdir()
    (datos / "supervisor.db").write_bytes(b"nada" * 5000)
    hecho = correr("soporte")
    assert hecho.codigo == 0
    assert "No se pudo revisar" in hecho.salida


def test_no_folder_is_made(correr: Correr, datos: Path) -> None:
    assert correr("soporte").codigo == 1
    assert not datos.exists()
