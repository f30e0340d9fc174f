"""A printed copy against its record: photographed, scanned or typed."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf import Dictionary
from PIL import Image, ImageFilter

from supervisor_app import wiring
from supervisor_app.domain.cotejo import Sello, en_grupos
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.version_publica import Testado
from supervisor_app.errors import UserError
from supervisor_app.services.cotejo import Veredicto, contra_pdf, leer_sellos
from supervisor_app.services.imagenes.codigos import leer_codigos
from tests.services.banco import Banco
from tests.visita_ficticia import AHORA


def hoja(pdf: bytes, pagina: int = 0, dpi: int = 200) -> Image.Image:
    """A page as a printer prints it."""
    abierto = pypdfium2.PdfDocument(pdf)
    try:
        imagen: Image.Image = abierto[pagina].render(scale=dpi / 72).to_pil().convert("RGB")
        return imagen
    finally:
        abierto.close()


def guardada(imagen: Image.Image, formato: str = "JPEG", **opciones: int) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, formato, **opciones)
    return salida.getvalue()


def fotografia(imagen: Image.Image) -> bytes:
    """Held a little askew, on a table, not quite sharp, as phones compress."""
    mesa = Image.new("RGB", (imagen.width + 400, imagen.height + 300), (120, 96, 70))
    mesa.paste(imagen, (210, 140))
    return guardada(mesa.rotate(4, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1)), quality=60)


def codigo(texto: str) -> bytes:
    """A picture of a QR alone."""
    puntos = zxingcpp.create_barcode(texto, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    return guardada(Image.fromarray(puntos), "PNG")


def digitos(b: Banco, clave: str = "CO-90") -> str:
    return b.documento(clave).registro_sha256[:32]


@pytest.fixture
def pdf(emitida: Banco) -> bytes:
    return emitida.s.documentos.leer(emitida.documento())


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_a_scan_tells_its_record(emitida: Banco, pdf: bytes, formato: str) -> None:
    (cotejado,) = emitida.s.cotejo.por_imagen("hoja", guardada(hoja(pdf), formato))
    assert (cotejado.veredicto, cotejado.documento) == (Veredicto.COINCIDE, emitida.documento().id)


def test_a_photo_taken_askew_tells_its_record(emitida: Banco, pdf: bytes) -> None:
    (cotejado,) = emitida.s.cotejo.por_imagen("foto.jpg", fotografia(hoja(pdf, 1)))
    assert cotejado.veredicto is Veredicto.COINCIDE


def test_a_photo_upside_down_tells_its_record(emitida: Banco, pdf: bytes) -> None:
    (cotejado,) = emitida.s.cotejo.por_imagen("foto.jpg", guardada(hoja(pdf).rotate(180)))
    assert cotejado.veredicto is Veredicto.COINCIDE


def test_the_pages_of_a_scanned_pdf_are_one_document(emitida: Banco, pdf: bytes) -> None:
    hojas = [hoja(pdf, n) for n in range(2)]
    escaneado = io.BytesIO()
    hojas[0].save(escaneado, "PDF", save_all=True, append_images=hojas[1:], resolution=200)
    (cotejado,) = emitida.s.cotejo.por_imagen("hojas.pdf", escaneado.getvalue())
    assert cotejado.documento == emitida.documento().id


def test_typed_digits_tell_their_record(emitida: Banco) -> None:
    (cotejado,) = emitida.s.cotejo.por_huella(en_grupos(digitos(emitida)).upper())
    assert (cotejado.veredicto, cotejado.folio) == (Veredicto.COINCIDE, "V-2026-001-CO-90")
    assert "Compare lo impreso" in cotejado.frase


def test_the_first_digits_are_enough(emitida: Banco) -> None:
    (cotejado,) = emitida.s.cotejo.por_huella(digitos(emitida)[:8])
    assert cotejado.documento == emitida.documento().id


def test_a_replaced_version_is_told(emitida: Banco, pdf: bytes) -> None:
    emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")
    (cotejado,) = emitida.s.cotejo.por_imagen("hoja.png", guardada(hoja(pdf), "PNG"))
    assert (cotejado.veredicto, cotejado.version) == (Veredicto.VERSION_ANTERIOR, 1)
    assert "Ya hay una versión 2" in cotejado.frase


def test_a_sheet_with_a_folio_of_ours_and_another_hash_is_not_taken(emitida: Banco) -> None:
    falsa = Sello(folio=emitida.documento().folio, dia=AHORA.date(), huella="0" * 32)
    (cotejado,) = emitida.s.cotejo.por_imagen("hoja.png", codigo(falsa.qr))
    assert cotejado.veredicto is Veredicto.NO_COINCIDE
    assert "No tome la hoja por buena" in cotejado.frase


def test_a_document_of_elsewhere_is_unknown(pdf: bytes, tmp_path: Path) -> None:
    with wiring.abrir(tmp_path / "otro equipo", reloj=lambda: AHORA) as s:
        (cotejado,) = s.cotejo.por_imagen("hoja.png", guardada(hoja(pdf), "PNG"))
    assert cotejado.veredicto is Veredicto.DESCONOCIDA
    assert "V-2026-001-CO-90 no está en este equipo" in cotejado.frase


def test_a_public_version_is_told_as_one(emitida: Banco) -> None:
    publica = emitida.s.documentos.version_publica(emitida.e, TipoDocumento.CEDULA, "CO-90", Testado())
    (cotejado,) = emitida.s.cotejo.por_imagen("hoja.png", guardada(hoja(publica.pdf), "PNG"))
    assert cotejado.veredicto is Veredicto.DESCONOCIDA
    assert "es de la versión pública V-2026-001-CO-90-PUB" in cotejado.frase


def test_unknown_digits_are_unknown(emitida: Banco) -> None:
    (cotejado,) = emitida.s.cotejo.por_huella("00000000")
    assert cotejado.veredicto is Veredicto.DESCONOCIDA


# --- against one PDF ------------------------------------------------------------------------------------------------


def test_a_sheet_is_checked_against_the_pdf_it_came_from(emitida: Banco, pdf: bytes) -> None:
    assert contra_pdf(digitos(emitida), pdf).veredicto is Veredicto.COINCIDE


def test_a_signed_pdf_still_has_its_record(firmada: Banco) -> None:
    firmado = firmada.s.documentos.leer(firmada.documento())
    assert contra_pdf(digitos(firmada), firmado).veredicto is Veredicto.COINCIDE


def test_a_sheet_of_another_document_is_not_of_this_pdf(emitida: Banco, pdf: bytes) -> None:
    cotejado = contra_pdf(digitos(emitida, "AV-90"), pdf)
    assert cotejado.veredicto is Veredicto.NO_COINCIDE
    assert "no es la del registro que lleva ese PDF" in cotejado.frase


def test_a_pdf_without_record_is_said() -> None:
    vacio = io.BytesIO()
    pikepdf.new().save(vacio)
    with pytest.raises(UserError, match="no lleva ningún registro adjunto"):
        contra_pdf("00000000", vacio.getvalue())


def test_a_bomb_in_the_place_of_the_record_is_refused(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        abierto.Root.AF.append(Dictionary(EF=Dictionary(F=abierto.make_stream(bytes(80 * 2**20)))))
        salida = io.BytesIO()
        abierto.save(salida)
    with pytest.raises(UserError, match="demasiado grande"):
        contra_pdf("00000000", salida.getvalue())


# --- what cannot be read --------------------------------------------------------------------------------------------


def test_a_photo_without_code_says_what_to_do() -> None:
    with pytest.raises(UserError, match="Acérquese al código"):
        leer_sellos("gato.png", guardada(Image.new("RGB", (300, 300), "white"), "PNG"))


def test_a_code_of_something_else_is_said() -> None:
    with pytest.raises(UserError, match="no es de un documento de esta aplicación"):
        leer_sellos("anuncio.png", codigo("https://example.com"))


@pytest.mark.parametrize("contenido", [b"", b"hola", b"%PDF-1.7 roto", b"\x89PNG\r\n\x1a\n roto", b"PK\x03\x04"])
def test_what_is_no_picture_gets_a_sentence(contenido: bytes) -> None:
    with pytest.raises(UserError):
        leer_codigos("hoja", contenido)
