"""``acta``: the emitted one, the draft, and the visit that has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from tests.cli.corrida import Correr
from tests.documents.ejemplos import text_of


@pytest.fixture
def copia(demo: Path, datos: Path) -> Path:
    return shutil.copytree(demo / "datos", datos)


@pytest.mark.usefixtures("copia")
def test_the_emitted_acta_of_a_visit_is_written(correr: Correr, tmp_path: Path) -> None:
    salida = tmp_path / "acta.pdf"
    hecho = correr("acta", "V-2026-002", "-o", salida)
    assert hecho.codigo == 0 and "Estado:   Firmado" in hecho.salida
    assert "BORRADOR" not in text_of(salida.read_bytes())


@pytest.mark.usefixtures("copia")
def test_nothing_is_overwritten_unasked(correr: Correr, tmp_path: Path) -> None:
    salida = tmp_path / "acta.pdf"
    salida.write_bytes(b"mio")
    assert correr("acta", "V-2026-002", "-o", salida).codigo == 1
    assert salida.read_bytes() == b"mio"


def test_a_visit_without_acta_is_told(correr: Correr, datos: Path, tmp_path: Path) -> None:
    with wiring.abrir(datos) as s:
        folio = s.visitas.crear().visita.folio
    logs.cerrar()
    hecho = correr("acta", folio, "-o", tmp_path / "acta.pdf")
    assert hecho.codigo == 1 and "no tiene acta de cierre" in hecho.error
