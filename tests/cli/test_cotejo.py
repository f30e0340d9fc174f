"""``cotejar``: a printed sheet from a shell."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from supervisor_app.domain.cotejo import en_grupos
from tests.cli.corrida import Correr


@pytest.fixture
def huella(informe_firmado: Path) -> str:
    with pikepdf.open(informe_firmado) as pdf:
        return hashlib.sha256(pdf.attachments["datos-informe.json"].get_file().read_bytes()).hexdigest()[:32]


@pytest.fixture
def foto(informe_firmado: Path, tmp_path: Path) -> Path:
    """The first page, printed and scanned."""
    pdf = pypdfium2.PdfDocument(informe_firmado.read_bytes())
    salida = io.BytesIO()
    pdf[0].render(scale=3).to_pil().save(salida, "PNG")
    pdf.close()
    ruta = tmp_path / "hoja 1.png"
    ruta.write_bytes(salida.getvalue())
    return ruta


def test_a_scan_is_found_among_the_records(correr: Correr, demo: Path, foto: Path) -> None:
    corrida = correr("cotejar", foto, "--datos", demo / "datos")
    assert corrida.codigo == 0
    assert "COINCIDE" in corrida.salida
    assert "Informe de la comisión, folio V-2026-002-INF" in corrida.salida


def test_typed_digits_are_found_among_the_records(correr: Correr, demo: Path, huella: str) -> None:
    corrida = correr("cotejar", "--huella", en_grupos(huella), "--datos", demo / "datos", "--json")
    (hoja,) = corrida.json["hojas"]
    assert (corrida.codigo, hoja["veredicto"], hoja["huella"]) == (0, "coincide", huella)


def test_a_scan_is_checked_against_a_pdf_without_any_data(
    correr: Correr, datos: Path, foto: Path, informe_firmado: Path
) -> None:
    assert correr("cotejar", foto, "--contra", informe_firmado).codigo == 0
    assert not datos.exists()


def test_a_sheet_of_nothing_known_ends_with_1(correr: Correr, demo: Path) -> None:
    corrida = correr("cotejar", "--huella", "00000000", "--datos", demo / "datos")
    assert (corrida.codigo, "DESCONOCIDA" in corrida.salida) == (1, True)


def test_without_anything_to_check_it_says_what_is_missing(correr: Correr) -> None:
    corrida = correr("cotejar")
    assert corrida.codigo == 1
    assert "Indique la fotografía" in corrida.error
