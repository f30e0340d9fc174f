"""A page that would take the memory of the machine is refused before it is drawn; any that people have is not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from supervisor_app.documents.peso import exigir_ligero
from supervisor_app.errors import UserError
from tests.documents.ejemplos import cedula, cedula_pdf
from tests.hostil import bombas_pdf, semillas


@pytest.mark.parametrize("pdf", [bombas_pdf.pdf_de_dibujo_sin_fin, bombas_pdf.pdf_de_texto_sin_fin])
def test_a_page_that_asks_for_too_much_is_refused(pdf: Callable[[], bytes]) -> None:
    with pytest.raises(UserError, match="pide para dibujarse más memoria"):
        exigir_ligero("hoja.pdf", pdf())


def test_a_form_that_draws_itself_is_refused() -> None:
    forma = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    objetos = bombas_pdf._BASE | {
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        4: bombas_pdf._corriente(b"/X Do"),
        5: bombas_pdf._corriente(b"/X Do /X Do", forma),
    }
    with pytest.raises(UserError, match="más memoria"):
        exigir_ligero("hoja.pdf", bombas_pdf._pdf(objetos))


def test_a_note_that_swells_is_refused() -> None:
    nota = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 5 0 R>>>>"
    objetos = bombas_pdf._BASE | {
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>",
        4: nota,
        5: bombas_pdf._corriente(b"0 0 1 1 re f " * 400_000, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
    }
    with pytest.raises(UserError, match="más memoria"):
        exigir_ligero("hoja.pdf", bombas_pdf._pdf(objetos))


def test_documents_of_ours_and_signed_ones_are_light() -> None:
    for pdf in (cedula_pdf(cedula()), semillas.pdf_sencillo(), semillas.pdf_firmado()):
        exigir_ligero("documento.pdf", pdf)


def test_a_large_scan_is_light() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        hoja = pdf.pages[0].obj
        foto = pdf.make_stream(b"\xff\xd8\xff", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        foto.Width, foto.Height = 10_000, 14_000
        hoja.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=foto))
        hoja.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Foto Do Q")
        salida = io.BytesIO()
        pdf.save(salida)
    exigir_ligero("escaneo.pdf", salida.getvalue())


def test_what_cannot_be_read_is_left_to_who_opens_it() -> None:
    for contenido in (b"", b"%PDF-1.7", bombas_pdf.pdf_de_paginas_en_circulo(), bombas_pdf.pdf_sin_paginas()):
        exigir_ligero("roto.pdf", contenido)
