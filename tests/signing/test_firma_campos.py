"""Signature fields: listing them and adding one to a document that nobody signed."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.campos import CampoFirma, asegurar_campo, campos_de_firma
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.firmar import firmar
from supervisor_app.signing.verificar import verificar
from tests.signing.firma_material import AHORA, CAMPOS, SELLO, Firmados, hacer_documento

MM = 72 / 25.4


def hojas(ancho: float = 612, alto: float = 792, *, cuantas: int = 3, giro: int = 0) -> bytes:
    salida = io.BytesIO()
    lienzo = Canvas(salida, pagesize=(ancho, alto), invariant=1)
    for numero in range(cuantas):
        lienzo.drawString(20, 20, f"Hoja {numero}")
        lienzo.setPageRotation(giro)
        lienzo.showPage()
    lienzo.save()
    return salida.getvalue()


def unico(pdf: bytes) -> CampoFirma:
    (campo,) = campos_de_firma(pdf)
    return campo


def test_fields_are_listed_with_their_place_and_state(firmados: Firmados) -> None:
    campos = campos_de_firma(firmados.dos)
    assert [campo.nombre for campo in campos] == list(CAMPOS)
    assert [campo.firmado for campo in campos] == [True, True, False]
    assert {campo.pagina for campo in campos} == {1}
    assert campos[1].rect == pytest.approx((50, 170, 50 + 70 * MM, 170 + 24 * MM), abs=0.01)
    assert all(campo.visible for campo in campos)


def test_a_document_without_form_has_no_fields() -> None:
    assert campos_de_firma(hojas()) == ()


def test_a_field_is_put_on_the_last_page_lower_left() -> None:
    original = hojas()
    pdf = asegurar_campo(original, "Firma")
    campo = unico(pdf)
    assert pdf.startswith(original)
    assert (campo.pagina, campo.firmado) == (2, False)
    assert campo.rect == pytest.approx((15 * MM, 15 * MM, 95 * MM, 41 * MM), abs=0.01)


def test_a_field_can_be_put_elsewhere() -> None:
    campo = unico(asegurar_campo(hojas(), "Firma", (100, 200, 300, 260), 0))
    assert (campo.pagina, campo.rect) == (0, (100, 200, 300, 260))


def test_a_field_that_is_there_changes_nothing(documento: bytes) -> None:
    assert asegurar_campo(documento, CAMPOS[0]) == documento


def test_a_small_page_gets_an_invisible_field() -> None:
    assert not unico(asegurar_campo(hojas(200, 200), "Firma")).visible


@pytest.mark.parametrize("giro", [90, 180, 270])
def test_on_a_rotated_page_the_stamp_is_seen_like_on_an_upright_one(
    giro: int, credenciales: tuple[Credencial, ...], anclas: Anclas
) -> None:
    derecho, girado = (esquina(firmar_en_esquina(hojas(giro=g), credenciales[0], anclas)) for g in (0, giro))
    de_cabeza = derecho.rotate(180)
    assert diferencia(derecho, girado) < diferencia(derecho, de_cabeza) / 3


def firmar_en_esquina(pdf: bytes, credencial: Credencial, anclas: Anclas) -> bytes:
    firmado = firmar(
        asegurar_campo(pdf, "Firma"),
        campo="Firma",
        credencial=credencial,
        ahora=AHORA,
        certificar=True,
        sello=SELLO,
        motivo="Prueba",
    )
    assert verificar(firmado, anclas=anclas, ahora=AHORA).valido
    return firmado


def esquina(pdf: bytes) -> Image.Image:
    """The stamp's place on the last page as it is seen, in grey."""
    documento = pypdfium2.PdfDocument(pdf)
    documento.init_forms()
    imagen: Image.Image = documento[len(documento) - 1].render(scale=1).to_pil().convert("L")
    documento.close()
    abajo = imagen.height
    return imagen.crop((40, abajo - 118, 272, abajo - 41))


def diferencia(una: Image.Image, otra: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(una, otra)).mean[0]


def test_a_signed_document_gets_no_new_field(firmados: Firmados) -> None:
    with pytest.raises(UserError, match="ya tiene firmas"):
        asegurar_campo(firmados.una, "Otra")


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(UserError, match="3 páginas"):
        asegurar_campo(hojas(), "Firma", pagina=3)


def test_a_dynamic_form_is_refused(documento: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(documento))
    pdf.Root.AcroForm.XFA = pikepdf.String("<xdp/>")
    salida = io.BytesIO()
    pdf.save(salida)
    with pytest.raises(UserError, match="XFA"):
        asegurar_campo(salida.getvalue(), "Firma")


@pytest.mark.parametrize("nombre", ["", "a.b"])
def test_a_bad_field_name_is_a_bug(nombre: str) -> None:
    with pytest.raises(ValueError, match="field name"):
        asegurar_campo(hojas(), nombre)


def test_the_field_shares_a_form_that_is_there() -> None:
    pdf = asegurar_campo(hacer_documento(("Una",)), "Otra")
    assert [campo.nombre for campo in campos_de_firma(pdf)] == ["Una", "Otra"]
