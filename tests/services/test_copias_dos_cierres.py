"""Documents do not travel in working copies: joining says where another laptop emitted, or closed the visit too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest

from tests.services import banco
from tests.services.banco import Banco
from tests.services.laptop import abrir as abrir_laptop


def compartir(b: Banco, usb: Path) -> Path:
    b.reloj.adelantar(minutes=1)
    return b.s.copias.compartir(b.e.visita.id, usb).ruta


def test_joining_says_that_the_other_laptop_emitted(emitida: Banco, usb: Path, tmp_path: Path) -> None:
    otra = abrir_laptop(tmp_path / "otra", "Beto Ruiz", usb)
    with otra.s:
        (aviso,) = otra.s.copias.examinar(compartir(emitida, usb)).avisos
    assert "ya emitió documentos" in aviso
    assert "Informe de la comisión, versión 1" in aviso
    assert "cierren en un solo equipo" in aviso
    assert "Aquí también" not in aviso


def test_a_copy_of_ones_own_warns_of_nobody(emitida: Banco, usb: Path) -> None:
    assert emitida.s.copias.examinar(compartir(emitida, usb)).avisos == ()


def test_a_copy_of_a_visit_without_documents_says_nothing_of_them(contestada: Banco, usb: Path, tmp_path: Path) -> None:
    otra = abrir_laptop(tmp_path / "otra", "Beto Ruiz", usb)
    with otra.s:
        assert otra.s.copias.examinar(compartir(contestada, usb)).avisos == ()


@pytest.fixture
def gemela(etapas: Mapping[str, Path], firmada: Banco, tmp_path: Path) -> Path:
    """Another folder that holds the same signed visit."""
    copytree(etapas["firmada"], tmp_path / "gemela")
    return tmp_path / "gemela"


def test_joining_says_that_the_visit_was_closed_twice(firmada: Banco, gemela: Path, usb: Path) -> None:
    otra = banco.abrir(gemela)
    with otra.s:
        otra.reloj.adelantar(hours=30)
        for b in (firmada, otra):
            b.cerrar()
            b.reabrir()
        aviso = firmada.s.copias.examinar(compartir(otra, usb)).avisos[0]
        assert "se cerró en los dos equipos" in aviso
        assert "la revisión 1" in aviso
        firmada.s.copias.unir(compartir(otra, usb))
        # What was delivered as the first revision here stays what the next one replaces.
        assert len(firmada.s.entregas.paquetes(firmada.e.visita.id)) == 1


def test_a_visit_closed_once_and_joined_says_nothing_of_two(firmada: Banco, gemela: Path, usb: Path) -> None:
    otra = banco.abrir(gemela)
    with otra.s:
        otra.cerrar()
        otra.reabrir()
        avisos = firmada.s.copias.examinar(compartir(otra, usb)).avisos
    assert not any("dos equipos" in aviso for aviso in avisos)
