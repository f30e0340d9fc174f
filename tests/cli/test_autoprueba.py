"""The self-test, as it runs in the bundle; here without its window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supervisor_app import paths
from tests.cli.corrida import Correr


@pytest.mark.largo
def test_a_good_installation_passes_every_check(correr: Correr, datos: Path) -> None:
    hecho = correr("autoprueba")
    assert hecho.codigo == 0, hecho.salida
    *comprobaciones, final = hecho.salida.splitlines()
    assert len(comprobaciones) == 15
    assert all(renglon.startswith("bien   ") for renglon in comprobaciones)
    assert "60 cédulas, 490 puntos" in hecho.salida
    assert "vuelve igual" in hecho.salida
    assert "2 preguntas; una condición mal escrita se rechaza" in hecho.salida
    assert "120 × 160 puntos" in hecho.salida
    assert "con la frase y con la clave de recuperación" in hecho.salida
    assert final == "La instalación funciona."
    assert not datos.exists()


def test_what_is_missing_is_named_and_the_rest_is_still_checked(
    correr: Correr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(paths.formas(), tmp_path / "forms")
    (tmp_path / "forms" / "cedulas" / "CO-02.yaml").unlink()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)  # how a bundle says where its files are
    hecho = correr("autoprueba")
    assert hecho.codigo == 1
    assert "FALLA  Cédulas y catálogos: " in hecho.salida
    assert "FALLA  Letras, iconos y perfil de color: OSError" in hecho.salida
    assert "FALLA  Una foto HEIC, leída en otro proceso: " in hecho.salida
    assert "bien   Base de datos nueva" in hecho.salida
    assert "no se pudo probar porque no se hizo la visita" in hecho.salida
    assert "La instalación NO funciona" in hecho.salida
