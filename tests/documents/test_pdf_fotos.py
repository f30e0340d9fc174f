"""Photos on the cédula: beside their observation, with caption, date and place; never larger, never cut."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from supervisor_app.documents.cedula import componer_cedula
from supervisor_app.documents.modelos import FotoImpresa
from supervisor_app.documents.textos import textos_cedula
from tests.documents.ejemplos import cedula, pages_of, question, words

DATOS = "19/11/2026 10:42 · 19.24350° N, 103.72500° O"


def jpeg(ancho: int = 1200, alto: int = 900, tono: int = 90) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (ancho, alto), (tono, 120, 200)).save(salida, "JPEG")
    return salida.getvalue()


def pdf(cuantas: int, *, medida: tuple[int, int] = (1200, 900), en_hallazgo: bool = False) -> bytes:
    fotos = tuple(FotoImpresa(f"{n:064x}", f"Mostrador {n}", DATOS) for n in range(cuantas))
    doc = cedula()
    if en_hallazgo:
        doc = replace(doc, inconsistencias=(replace(doc.inconsistencias[0], fotos=fotos),))
    else:
        doc = replace(doc, items=(question(1, nota="Falta el sello.", fotos=fotos), *doc.items[1:]))
    jpegs = {f.sha256: jpeg(*medida, tono=40 + n) for n, f in enumerate(fotos)}
    return componer_cedula(doc, textos=textos_cedula(), registro=b"{}", fotos=jpegs).pdf()


def images(data: bytes) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every image but none of the QR, in points."""
    boxes = []
    for page in pdfium.PdfDocument(data):
        for piece in page.get_objects():
            if piece.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE:
                boxes.append(piece.get_bounds())
    return boxes


def test_a_photo_stands_with_its_caption_date_and_place() -> None:
    text = words(" ".join(pages_of(pdf(1))))
    assert f"Falta el sello. Mostrador 0 {DATOS}" in text


@pytest.mark.parametrize("cuantas", [1, 2, 3, 7])
def test_every_photo_is_drawn_once(cuantas: int) -> None:
    assert len(images(pdf(cuantas))) == cuantas


def test_more_than_two_photos_stand_after_the_table() -> None:
    text = words(" ".join(pages_of(pdf(3))))
    assert "Véanse las fotos del punto 1, después de esta tabla." in text
    assert "Fotos del punto 1" in text


@pytest.mark.parametrize("medida", [(1200, 900), (900, 1200), (3000, 200), (200, 3000), (60, 40)])
@pytest.mark.parametrize("cuantas", [1, 3])
def test_a_photo_keeps_its_shape_and_is_not_made_larger(medida: tuple[int, int], cuantas: int) -> None:
    for left, bottom, right, top in images(pdf(cuantas, medida=medida)):
        across, down = right - left, top - bottom
        assert across / down == pytest.approx(medida[0] / medida[1], rel=0.02)
        assert across <= medida[0] * 72 / 150 + 0.1
        assert left >= 0
        assert right <= 612 - 50


def test_photos_of_a_finding_stand_under_it() -> None:
    data = pdf(4, en_hallazgo=True)
    assert len(images(data)) == 4
    text = words(" ".join(pages_of(data)))
    assert (
        text.index("Créditos sin gestión de cobro") < text.index("Mostrador 3") < text.index("Resultado de la cédula")
    )


def test_a_screen_reader_is_told_what_a_photo_shows() -> None:
    with pikepdf.open(io.BytesIO(pdf(1))) as opened:
        alts = [str(o.Alt) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert f"Foto: Mostrador 0 · {DATOS}" in alts


def test_a_photo_without_its_bytes_is_named() -> None:
    doc = cedula(items=(question(1, fotos=(FotoImpresa("0" * 64, "Mostrador"),)),))
    data = componer_cedula(doc, textos=textos_cedula(), registro=b"{}").pdf()
    assert "Mostrador" in words(" ".join(pages_of(data)))
    assert not images(data)


def test_the_same_photos_give_the_same_bytes() -> None:
    assert pdf(2) == pdf(2)


def test_forty_photos_fill_pages_without_a_break_in_one() -> None:
    assert len(images(pdf(40))) == 40
