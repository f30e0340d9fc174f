"""The tamper table of the design, row by row: what is rejected, and by which reason; and the two files that are good.

Each row is tried on the file with three signatures, on that file sealed, and sealed after it was altered: anybody can
get a time stamp of an authority that is trusted, so a stamp must not make anything good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfTimeStamper

from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.lectura import EscritorIncremental
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.verificar import verificar
from tests.signing.alteraciones import (
    ALTERACIONES,
    agregar_anotacion,
    agregar_campo,
    cambiar_apariencia,
    cambiar_contenido,
    cambiar_registro,
    cambiar_titulo,
    incremento,
    primer_cms,
    reescrito,
    sellado_sin_preguntar,
    un_bit,
)
from tests.signing.autoridad_de_hora import AutoridadDeHora
from tests.signing.firma_material import AHORA, CAMPOS, Firmados, firmado_por_otro_programa

DESPUES = AHORA + timedelta(hours=4)


@dataclass(frozen=True)
class Renglon:
    """``razon``: what the sentence says; ``sellada``: what it says where a stamp was put over the alteration."""

    alterar: Callable[[bytes], bytes]
    razon: str
    sellada: str = "modificó"


def _incremento(cambio: Callable[[IncrementalPdfFileWriter], object]) -> Callable[[bytes], bytes]:
    return lambda pdf: incremento(pdf, cambio)


TABLA: dict[str, Renglon] = {
    "flip byte in content": Renglon(
        lambda pdf: pdf.replace(b"observado 1000", b"observado 9000", 1), "cambió después", "cambió después"
    ),
    "flip byte in 1st CMS": Renglon(lambda pdf: un_bit(pdf, primer_cms(pdf)), "alterados", "alterados"),
    "full rewrite (pikepdf save)": Renglon(reescrito, "cambió después", "cambió después"),
    "increment: page content": Renglon(_incremento(cambiar_contenido), "modificó"),
    "increment: annotation": Renglon(_incremento(agregar_anotacion), "modificó"),
    "increment: swapped JSON": Renglon(_incremento(cambiar_registro), "modificó"),
    "increment: swapped appearance": Renglon(_incremento(cambiar_apariencia), "modificó"),
    "increment: new signature field": Renglon(_incremento(agregar_campo), "modificó"),
    "increment: /Info title": Renglon(_incremento(cambiar_titulo), "ninguna firma protege", "El título"),
    "comment line after EOF": Renglon(lambda pdf: pdf + b"% nota al margen\n", "al final del archivo", ""),
    "1 KiB garbage after EOF": Renglon(lambda pdf: pdf + b"\x00\xff" * 512, "al final del archivo", ""),
}
"""The rows that are functions of the file alone. The other two, rollback and page edit before the third signature, need
more than the file and have their own tests."""


def dictamen(
    pdf: bytes, firmados: Firmados, hora: AutoridadDeHora | None = None, *, sellado: bool = False
) -> Verificacion:
    return verificar(
        pdf,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas() if hora is not None else None,
        ahora=DESPUES,
        esperado=firmados.esperado,
        json_sha256=firmados.registro_sha256,
        sellado=sellado,
    )


def rechazado_por(hecho: Verificacion, razon: str) -> bool:
    assert all(frase.endswith(".") and frase[0].isupper() for frase in hecho.problemas)
    return not hecho.valido and any(razon in frase for frase in hecho.problemas)


@pytest.mark.parametrize("nombre", TABLA)
def test_a_row_on_the_signed_file(nombre: str, firmados: Firmados) -> None:
    alterado = TABLA[nombre].alterar(firmados.tres)
    assert alterado != firmados.tres
    assert rechazado_por(dictamen(alterado, firmados), TABLA[nombre].razon)


@pytest.mark.parametrize("nombre", TABLA)
def test_a_row_on_the_sealed_file(nombre: str, firmados: Firmados, sellado: bytes, hora: AutoridadDeHora) -> None:
    alterado = TABLA[nombre].alterar(sellado)
    assert alterado != sellado
    hecho = dictamen(alterado, firmados, hora, sellado=True)
    assert not hecho.valido
    assert hecho.problemas


@pytest.mark.parametrize("nombre", [nombre for nombre, renglon in TABLA.items() if renglon.sellada])
def test_a_row_with_a_good_stamp_put_over_it(nombre: str, firmados: Firmados, hora: AutoridadDeHora) -> None:
    alterado = sellado_sin_preguntar(TABLA[nombre].alterar(firmados.tres), hora)
    hecho = dictamen(alterado, firmados, hora)
    assert hecho.sellos[0].problemas == ()
    assert {firma.antes_de for firma in hecho.firmas if not firma.integra} <= {None}
    assert rechazado_por(hecho, TABLA[nombre].sellada)


def test_rollback_drop_3rd_signature(firmados: Firmados, hora: AutoridadDeHora) -> None:
    assert rechazado_por(dictamen(firmados.dos, firmados), "Falta la firma de CACX700909EF3")
    assert rechazado_por(dictamen(sellado_sin_preguntar(firmados.dos, hora), firmados, hora), "Falta la firma de")


def test_rollback_drop_the_stamp(firmados: Firmados, hora: AutoridadDeHora) -> None:
    assert rechazado_por(dictamen(firmados.tres, firmados, hora, sellado=True), "Falta el sello de tiempo")


def test_page_edit_then_3rd_signer_signs(
    firmados: Firmados, credenciales: tuple[Credencial, ...], hora: AutoridadDeHora
) -> None:
    editado = incremento(firmados.dos, cambiar_contenido)
    pdf = firmado_por_otro_programa(editado, credenciales[2].firmante, CAMPOS[2], AHORA + timedelta(minutes=30))
    assert rechazado_por(dictamen(pdf, firmados), "Después de que firmó LUCIA ÑANDU PEÑALOZA se modificó")
    assert rechazado_por(dictamen(sellado_sin_preguntar(pdf, hora), firmados, hora), "se modificó el documento")


def test_title_changed_then_3rd_signer_signs(firmados: Firmados, credenciales: tuple[Credencial, ...]) -> None:
    cambiado = incremento(firmados.dos, cambiar_titulo)
    pdf = firmado_por_otro_programa(cambiado, credenciales[2].firmante, CAMPOS[2], AHORA + timedelta(minutes=30))
    assert rechazado_por(dictamen(pdf, firmados), "El título")


def test_clean_is_accepted(firmados: Firmados) -> None:
    assert dictamen(firmados.tres, firmados).problemas == ()


def test_upgraded_to_b_lta_is_accepted(firmados: Firmados, sellado: bytes, hora: AutoridadDeHora) -> None:
    hecho = dictamen(sellado, firmados, hora, sellado=True)
    assert (hecho.valido, hecho.problemas) == (True, ())
    assert {firma.antes_de for firma in hecho.firmas} == {hora.momento}


# --- what only a stamp makes possible -------------------------------------------------------------------------------


def test_a_stamp_with_a_picture_in_the_page_is_rejected(firmados: Firmados, hora: AutoridadDeHora) -> None:
    escritor = EscritorIncremental(BytesIO(firmados.tres))
    append_signature_field(escritor, SigFieldSpec("Sello", on_page=1, box=(72, 700, 300, 740)))
    salida = BytesIO()
    PdfTimeStamper(hora.sellador(), field_name="Sello").timestamp_pdf(escritor, "sha256", output=salida)
    assert not dictamen(salida.getvalue(), firmados, hora).valido


def test_a_stamp_in_the_place_of_a_signer_is_no_signature(firmados: Firmados, hora: AutoridadDeHora) -> None:
    pdf = sellado_sin_preguntar(firmados.dos, hora, CAMPOS[2])
    hecho = verificar(pdf, anclas=firmados.anclas, anclas_sello=hora.anclas(), ahora=DESPUES)
    assert rechazado_por(hecho, "ocupa en la hoja el lugar de una firma")
    assert [firma.campo for firma in hecho.firmas] == list(CAMPOS[:2])


def test_a_field_filled_in_and_stamped_is_rejected(firmados: Firmados, hora: AutoridadDeHora) -> None:
    """DocMDP allows to fill fields in; nobody signed what was filled in here."""

    def contestar(escritor: IncrementalPdfFileWriter) -> None:
        campo = escritor.root["/AcroForm"]["/Fields"][2]
        campo[pdf_name("/TU")] = generic.pdf_string("Otra cosa")
        escritor.update_container(campo)

    hecho = dictamen(sellado_sin_preguntar(incremento(firmados.tres, contestar), hora), firmados, hora)
    assert not hecho.valido


@pytest.mark.parametrize("nombre", [n for n in ALTERACIONES if n.startswith(("4", "5", "6"))])
def test_no_increment_is_made_good_by_a_stamp(nombre: str, firmados: Firmados, hora: AutoridadDeHora) -> None:
    pdf = sellado_sin_preguntar(ALTERACIONES[nombre](firmados.tres), hora)
    assert not verificar(pdf, anclas=firmados.anclas, anclas_sello=hora.anclas(), ahora=DESPUES).valido


def _lugar_invisible(escritor: IncrementalPdfFileWriter) -> None:
    append_signature_field(escritor, SigFieldSpec("Otra", invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)))


def test_an_unseen_place_to_sign_that_was_added_is_told(firmados: Firmados, hora: AutoridadDeHora) -> None:
    hecho = dictamen(sellado_sin_preguntar(incremento(firmados.tres, _lugar_invisible), hora), firmados, hora)
    assert rechazado_por(hecho, "se agregaron lugares de firma que el documento no tenía: «Otra».")


def test_who_signs_in_an_unseen_place_that_was_added_is_told(
    firmados: Firmados, credenciales: tuple[Credencial, ...]
) -> None:
    con_lugar = incremento(firmados.dos, _lugar_invisible)
    pdf = firmado_por_otro_programa(con_lugar, credenciales[2].firmante, "Otra", AHORA + timedelta(minutes=30))
    hecho = verificar(pdf, anclas=firmados.anclas, ahora=DESPUES)
    assert rechazado_por(hecho, "se agregaron lugares de firma")


def test_data_added_between_signature_and_stamp_is_told(firmados: Firmados, hora: AutoridadDeHora) -> None:
    def poner_metadatos(escritor: IncrementalPdfFileWriter) -> None:
        xmp = (
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="Otro"/></rdf:RDF></x:xmpmeta>'
        )
        corriente = generic.StreamObject(
            {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")}, stream_data=xmp
        )
        escritor.root[pdf_name("/Metadata")] = escritor.add_object(corriente)
        escritor.update_root()

    hecho = dictamen(sellado_sin_preguntar(incremento(firmados.tres, poner_metadatos), hora), firmados, hora)
    assert rechazado_por(hecho, "El título")
