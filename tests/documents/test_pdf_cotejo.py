"""Every page carries what a printed copy is checked with, and a reader of codes reads it from the page as printed."""

from __future__ import annotations

import hashlib

import pypdfium2
import pytest
import zxingcpp

from supervisor_app.domain.cotejo import leer_qr
from tests.documents.ejemplos import FOLIO, informe, informe_pdf, pages_of, paragraph, record

LARGO = informe(conclusiones=tuple(paragraph("Texto de prueba. " * 40) for _ in range(12)))


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_the_code_of_every_page_is_read_from_its_picture(dpi: int) -> None:
    pdf = pypdfium2.PdfDocument(informe_pdf(LARGO))
    try:
        assert len(pdf) > 1
        for page in pdf:
            (code,) = zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())
            sello = leer_qr(code.text)
            assert sello is not None
            assert (sello.folio, sello.huella) == (FOLIO, hashlib.sha256(record(LARGO)).hexdigest()[:32])
    finally:
        pdf.close()


def test_the_digits_stand_on_every_page() -> None:
    digitos = hashlib.sha256(record(LARGO)).hexdigest()[:32]
    for texto in pages_of(informe_pdf(LARGO)):
        assert digitos in texto.replace(" ", "")


def test_a_draft_carries_none() -> None:
    (page, *_) = pypdfium2.PdfDocument(informe_pdf(informe(), borrador=True))
    assert zxingcpp.read_barcodes(page.render(scale=2).to_pil()) == []
