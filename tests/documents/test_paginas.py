"""Pages look as they were accepted, and the same document gives the same bytes, here and in another process."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from tests.documents import paginas
from tests.documents.ejemplos import opened
from tests.documents.paginas import CARPETA, DOCUMENTOS, PAGINAS, Pagina

_HASHES = (
    "import hashlib\nfrom tests.documents.paginas import DOCUMENTOS\n"
    "for name, make in DOCUMENTOS.items(): print(name, hashlib.sha256(make()).hexdigest())"
)


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: p.nombre)
def test_a_page_looks_as_it_was_accepted(pagina: Pagina, tmp_path: Path) -> None:
    ahora = paginas.dibujar(paginas.hecho(pagina.documento), pagina.numero)
    with Image.open(pagina.archivo) as antes:
        dicho = paginas.diferencia(ahora, antes.convert("L"), tmp_path / f"{pagina.nombre}.png")
    assert not dicho, f"{pagina.nombre}: {dicho}"


def test_there_are_no_other_pictures_and_all_are_small() -> None:
    kept = {file: file.stat().st_size for file in CARPETA.glob("*.png")}
    assert set(kept) == {p.archivo for p in PAGINAS}
    assert len(PAGINAS) <= 30
    assert max(kept.values()) < 40_000


def test_a_page_that_changed_is_told_and_shown(tmp_path: Path) -> None:
    antes = paginas.dibujar(paginas.hecho("acta"), 0)
    ahora = antes.copy()
    ImageDraw.Draw(ahora).rectangle((100, 200, 130, 210), fill=0)
    shown = tmp_path / "acta-1.png"
    told = paginas.diferencia(ahora, antes, shown)
    assert re.search(r"between 4\d and 5\d mm from the left, 8\d and 8\d mm from the top", told)
    with Image.open(shown) as picture:
        assert picture.width > 3 * ahora.width


def test_a_hair_of_difference_is_no_change(tmp_path: Path) -> None:
    antes = paginas.dibujar(paginas.hecho("acta"), 0)
    assert paginas.diferencia(antes.point(lambda v: max(0, v - 17)), antes, tmp_path / "acta-1.png") == ""


@pytest.mark.parametrize("documento", DOCUMENTOS)
def test_the_same_document_gives_the_same_bytes(documento: str) -> None:
    assert DOCUMENTOS[documento]() == paginas.hecho(documento)


def test_another_process_gives_the_same_bytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HASHES],
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [f"{name} {hashlib.sha256(paginas.hecho(name)).hexdigest()}" for name in DOCUMENTOS]
    assert done.stdout.splitlines() == expected


@pytest.mark.parametrize("documento", DOCUMENTOS)
def test_every_font_is_embedded_and_of_one_family(documento: str) -> None:
    with opened(paginas.hecho(documento)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+NotoSans-\w+", str(font.BaseFont))
            assert "/FontFile2" in font.FontDescriptor
