"""Signing by hand: what the print says, and the scan that is attached back to the record."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from supervisor_app.domain.documento import Documento, EstadoDocumento, Metodo, TipoDocumento
from supervisor_app.domain.escaneo import Hoja
from supervisor_app.errors import UserError
from supervisor_app.services.tinta import Escaneo, escaneo_de
from tests.services.banco import Banco, bolsa, nuevo, registro, texto


def fotos(pdf: bytes, ppp: int = 200) -> list[Image.Image]:
    """What a scanner makes of the sheets, with a signature in ink across."""
    abierto = pypdfium2.PdfDocument(pdf)
    try:
        imagenes = [p.render(scale=ppp / 72).to_pil().convert("RGB") for p in abierto]
    finally:
        abierto.close()
    for imagen in imagenes:
        ImageDraw.Draw(imagen).line([(300, 1500), (500, 1420), (620, 1540), (900, 1450)], fill="#102a80", width=5)
    return imagenes


def como(imagen: Image.Image, formato: str, **opciones: object) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, formato, **opciones)
    return salida.getvalue()


def escaneado(pdf: bytes) -> bytes:
    """The sheets as a scanner joins them in one PDF."""
    primera, *resto = fotos(pdf)
    return como(primera, "PDF", save_all=True, append_images=resto, resolution=200)


def impreso(b: Banco, documento: Documento | None = None) -> bytes:
    return b.s.tinta.para_imprimir(documento or b.documento())


def escaneo(b: Banco, documento: Documento | None = None) -> Escaneo:
    return escaneo_de([("hoja.pdf", escaneado(impreso(b, documento)))])


# --- the print ------------------------------------------------------------------------------------------------------


def test_every_page_of_the_print_says_what_it_is_for_and_when(emitida: Banco) -> None:
    emitida.reloj.adelantar(minutes=7)
    abierto = pypdfium2.PdfDocument(impreso(emitida))
    try:
        paginas = [" ".join(p.get_textpage().get_text_bounded().split()) for p in abierto]
    finally:
        abierto.close()
    assert len(paginas) == emitida.documento().ultimo.paginas
    cuando = f"{emitida.reloj():%d/%m/%Y}"
    assert all("Impreso para firma autógrafa" in p and cuando in p for p in paginas)
    assert all("No lleva firma electrónica" in p for p in paginas)


def test_the_stored_file_is_not_marked(emitida: Banco) -> None:
    antes = emitida.s.documentos.leer(emitida.documento())
    impreso(emitida)
    marcado = emitida.s.documentos.marcar_tinta(emitida.documento())
    assert emitida.s.documentos.leer(marcado) == antes
    assert "Impreso para firma autógrafa" not in texto(antes)


def test_looking_at_the_print_does_not_mark_the_document(emitida: Banco) -> None:
    impreso(emitida)
    assert emitida.estado() is EstadoDocumento.LISTO


def test_what_is_signed_on_the_screen_is_not_printed_for_ink(firmada: Banco) -> None:
    with pytest.raises(UserError, match=r"ya se firmó con e\.firma, que no se mezcla"):
        impreso(firmada, firmada.documento())


def test_the_print_is_marked_above_its_text_on_a_landscape_sheet_too() -> None:
    from reportlab.lib.pagesizes import landscape, letter
    from reportlab.pdfgen.canvas import Canvas

    from supervisor_app.documents.tinta import marcar_impresion

    hojas = io.BytesIO()
    lienzo = Canvas(hojas)
    for medida in (letter, landscape(letter)):
        lienzo.setPageSize(medida)
        lienzo.drawString(72, 72, "x")
        lienzo.showPage()
    lienzo.save()
    abierto = pypdfium2.PdfDocument(marcar_impresion(hojas.getvalue(), "Impreso", "hoy"))
    try:
        assert len(abierto) == 2
        assert all("Impreso" in p.get_textpage().get_text_bounded() for p in abierto)
    finally:
        abierto.close()


# --- the scan -------------------------------------------------------------------------------------------------------


def test_a_scan_of_the_print_is_of_the_document(emitida: Banco) -> None:
    cotejo = emitida.s.tinta.cotejar(emitida.documento(), escaneo(emitida))
    assert cotejo.conforme, cotejo.frases
    assert set(cotejo.hojas) == {Hoja.SUYA}
    assert "el código de este documento, versión 1" in cotejo.frases[0]


def test_attaching_it_tells_the_document_signed_by_hand(emitida: Banco) -> None:
    marcado = emitida.s.documentos.marcar_tinta(emitida.documento())
    assert emitida.estado().label == "Para firma autógrafa"
    adjuntado = emitida.s.tinta.adjuntar(marcado, escaneo(emitida))
    assert emitida.estado().label == "Firmado · autógrafa"
    assert [a.metodo for a in adjuntado.archivos] == [Metodo.EMISION, Metodo.TINTA, Metodo.ESCANEO]
    assert emitida.documento() == adjuntado
    assert adjuntado.ultimo.sha256 == marcado.ultimo.sha256  # the scan is never taken for the document


def test_a_scan_of_what_was_printed_elsewhere_marks_it_first(emitida: Banco) -> None:
    adjuntado = emitida.s.tinta.adjuntar(emitida.documento(), escaneo(emitida))
    assert adjuntado.para_tinta
    assert emitida.estado() is EstadoDocumento.AUTOGRAFO


def test_photos_of_the_sheets_in_any_format_make_one_scan(emitida: Banco) -> None:
    hojas = fotos(impreso(emitida))
    formatos = [("a.jpg", "JPEG"), ("b.png", "PNG")]
    archivos = [(formatos[n % 2][0], como(h, formatos[n % 2][1])) for n, h in enumerate(hojas)]
    hecho = escaneo_de(archivos)
    assert hecho.paginas == len(hojas)
    assert emitida.s.tinta.cotejar(emitida.documento(), hecho).conforme


def test_a_photo_taken_sideways_is_turned_and_read(emitida: Banco) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter by the camera
    exif[0x010F] = "Telefono de Prueba"
    girada = fotos(impreso(emitida))[0].transpose(Image.Transpose.ROTATE_90)
    hecho = escaneo_de([("IMG_1.jpg", como(girada, "JPEG", exif=exif))])
    assert hecho.sellos[0] is not None
    assert b"Telefono" not in hecho.pdf
    with pikepdf.open(io.BytesIO(hecho.pdf)) as pdf:
        assert [float(v) for v in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_a_scan_goes_into_the_package_beside_its_document(emitida: Banco) -> None:
    emitida.s.tinta.adjuntar(emitida.documento(), escaneo(emitida))
    for documento in emitida.s.documentos.vigentes(emitida.e.visita.id):
        if not documento.para_tinta:
            emitida.firmar(documento)
    emitida.cerrar()
    contenido = bolsa(nuevo(emitida))
    (nombre,) = (n for n in contenido if n.endswith("-escaneo.pdf"))
    assert nombre == f"documentos/{emitida.documento().folio}-v1-escaneo.pdf"
    assert f"documentos/{emitida.documento().folio}-v1.pdf" in contenido
    suyo = next(d for d in registro(nuevo(emitida), "documentos") if d["clave"] == "CO-90")
    assert [a["metodo"] for a in suyo["archivos"]] == ["emision", "tinta", "escaneo"]


def test_another_scan_takes_its_place_in_what_is_delivered_and_both_stay(emitida: Banco) -> None:
    primero = emitida.s.tinta.adjuntar(emitida.documento(), escaneo(emitida))
    emitida.reloj.adelantar(minutes=1)
    segundo = emitida.s.tinta.adjuntar(primero, escaneo(emitida, primero))
    assert len(segundo.escaneos) == 2
    assert all(emitida.guardado(a.sha256).exists() for a in segundo.escaneos)


# --- another one, or none that can be read --------------------------------------------------------------------------


def sin_codigo(n: int) -> bytes:
    hoja = Image.new("RGB", (850, 1100), "white")
    ImageDraw.Draw(hoja).text((100, 100), f"Hoja {n}", fill="black")
    return como(hoja, "JPEG")


SANO = sin_codigo(1)


def rechazo_sin_nota(b: Banco, hecho: Escaneo) -> tuple[str, ...]:
    """What is said of a scan that is not taken without a word of the person."""
    cotejo = b.s.tinta.cotejar(b.documento(), hecho)
    assert not cotejo.conforme
    with pytest.raises(UserError) as negado:
        b.s.tinta.adjuntar(b.documento(), hecho)
    assert negado.value.field == "nota"
    assert b.documento().escaneos == ()
    return cotejo.frases


def test_a_sheet_of_another_version_is_told(emitida: Banco) -> None:
    primero = emitida.documento()
    de_antes = escaneo(emitida, primero)
    emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")
    (frase,) = rechazo_sin_nota(emitida, de_antes)
    assert "de la versión 1 de este documento, y ésta es la 2." in frase


def test_a_sheet_of_another_document_is_told_with_its_folio(emitida: Banco) -> None:
    otro = emitida.documento("AV-90")
    frases = rechazo_sin_nota(emitida, escaneo(emitida, otro))
    assert any(f"de otro documento (folio {otro.folio})" in f for f in frases)


def test_sheets_without_a_legible_code_are_told(emitida: Banco) -> None:
    n = emitida.documento().ultimo.paginas
    frases = rechazo_sin_nota(emitida, escaneo_de([(f"{i}.jpg", sin_codigo(i)) for i in range(n)]))
    assert any("se distingue el código del pie; no se sabe" in f for f in frases)


def test_missing_and_foreign_sheets_are_counted(emitida: Banco) -> None:
    hojas = [(f"{n}.jpg", como(h, "JPEG")) for n, h in enumerate(fotos(impreso(emitida)))]
    frases = rechazo_sin_nota(emitida, escaneo_de([*hojas, ("otra.jpg", sin_codigo(9))]))
    total = len(hojas) + 1
    assert f"El escaneo tiene {total} hojas y el documento, {total - 1}." in frases
    assert any(f"En la hoja {total} no se distingue" in f for f in frases)


def test_it_is_taken_with_the_words_of_the_person_which_are_kept(emitida: Banco) -> None:
    hecho = escaneo_de([("borrosa.jpg", sin_codigo(1))])
    nota = "  El código salió borroso;\n cotejé  la hoja a la vista "
    adjuntado = emitida.s.tinta.adjuntar(emitida.documento(), hecho, nota)
    assert emitida.documento().escaneos[-1].nota == "El código salió borroso; cotejé la hoja a la vista"
    assert emitida.documento() == adjuntado


@pytest.mark.parametrize("nota", ["", "   ", "sí", "ok ok ok"])
def test_a_word_is_not_a_reason(emitida: Banco, nota: str) -> None:
    with pytest.raises(UserError, match="Escriba por qué es el documento firmado"):
        emitida.s.tinta.adjuntar(emitida.documento(), escaneo_de([("x.jpg", sin_codigo(1))]), nota)


def test_a_scan_that_agrees_needs_no_words_and_keeps_none(emitida: Banco) -> None:
    assert emitida.s.tinta.adjuntar(emitida.documento(), escaneo(emitida), "por si acaso").escaneos[-1].nota == ""
