"""What is found in a PDF, where, and what is copied from it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from supervisor_app.documents.texto_pdf import TextoPagina, buscar, palabra_en, texto_de_pagina
from supervisor_app.errors import UserError

ALTURA = 500  # points from the foot, also of a page that lies


def pdf(*paginas: str, girada: int = 0) -> bytes:
    """A letter page for each text, its lines one under another from the top left."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for pagina in paginas:
        for n, renglon in enumerate(pagina.split("\n")):
            canvas.drawString(72, ALTURA - 20 * n, renglon)
        if girada:
            canvas.setPageRotation(girada)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def dichos(contenido: bytes, palabras: str) -> list[str]:
    """What is found, as it stands in the PDF."""
    return [
        texto_de_pagina(contenido, h.pagina).copia(h.desde, h.hasta)
        for pagina in buscar(contenido, palabras)
        for h in pagina
    ]


def test_neither_capitals_nor_accents_matter() -> None:
    assert dichos(pdf("La Cédula y la CEDULA", "otra cédula"), "cedúla") == ["Cédula", "CEDULA", "cédula"]


def test_words_go_on_in_the_next_line() -> None:
    assert dichos(pdf("crédito\nfiscal"), "crédito fiscal") == ["crédito\nfiscal"]


def test_a_word_cut_by_a_hyphen_is_whole() -> None:
    assert len(dichos(pdf("adminis-\ntración"), "administración")) == 1


def test_a_number_cut_by_its_own_hyphen_is_found_with_it() -> None:
    assert len(dichos(pdf("CO-\n02"), "co-02")) == 1


@pytest.mark.parametrize("nada", ["", "   ", "inexistente"])
def test_nothing_is_found(nada: str) -> None:
    assert dichos(pdf("texto"), nada) == []


def test_each_page_is_told_also_where_it_has_nothing() -> None:
    assert [len(pagina) for pagina in buscar(pdf("sí", "no", "sí sí"), "sí")] == [1, 0, 2]


def test_the_boxes_are_where_the_words_stand() -> None:
    ((hallado,),) = buscar(pdf("texto"), "texto")
    ((left, top, right, bottom),) = hallado.cajas
    assert left == pytest.approx(72 / 612, abs=0.01)
    assert top < 1 - ALTURA / 792 < bottom
    assert 0.02 < right - left < 0.08


def test_what_goes_over_two_lines_has_two_boxes() -> None:
    ((hallado,),) = buscar(pdf("crédito\nfiscal"), "crédito fiscal")
    assert len(hallado.cajas) == 2


def test_the_boxes_follow_a_page_that_lies() -> None:
    ((hallado,),) = buscar(pdf("texto", girada=90), "texto")
    # Turned to the right, it goes down the page at the right.
    assert all(left < ALTURA / 612 < right for left, _, right, _ in hallado.cajas)
    assert hallado.cajas[0][1] == pytest.approx(72 / 792, abs=0.02)


def test_the_boxes_follow_a_page_cut_to_a_part() -> None:
    with pikepdf.open(io.BytesIO(pdf("texto"))) as document:
        document.pages[0].cropbox = pikepdf.Array([60, 400, 360, 520])
        out = io.BytesIO()
        document.save(out)
    ((hallado,),) = buscar(out.getvalue(), "texto")
    left, top, _, bottom = hallado.cajas[0]
    assert left == pytest.approx(12 / 300, abs=0.01)
    assert top < 20 / 120 < bottom


def test_a_point_finds_its_sign_and_its_word() -> None:
    page = texto_de_pagina(pdf("uno dos tres"), 0)
    box = page.cajas[5]
    at = page.en((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    assert at == 5
    assert page.texto[slice(*palabra_en(page.texto, 5))] == "dos"


def test_a_point_beside_all_lines_finds_nothing() -> None:
    assert texto_de_pagina(pdf("uno"), 0).en(0.5, 0.9) is None


def test_a_point_beside_all_lines_is_near_one() -> None:
    page = texto_de_pagina(pdf("uno\ndos"), 0)
    assert page.cerca_de(0.99, 0.99) == len(page.texto) - 1
    assert page.cerca_de(0.0, 0.0) == 0
    assert TextoPagina("", ()).cerca_de(0.5, 0.5) is None


def test_a_sign_that_is_no_letter_is_a_word_by_itself() -> None:
    assert palabra_en("a, b", 1) == (1, 2)


def test_a_page_without_words_has_none() -> None:
    assert texto_de_pagina(pdf(""), 0) == TextoPagina("", ())


def test_a_broken_file_is_told() -> None:
    with pytest.raises(UserError, match="dañado"):
        list(buscar(b"nada", "algo"))
