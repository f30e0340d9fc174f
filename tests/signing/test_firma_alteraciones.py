"""The tamper table: every way to change a signed file is rejected with a sentence; the clean files are accepted.

Rows 7, 9 and 10 pass pdfsig or pyHanko; they are why this room has rules of its own.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.lectura import EscritorIncremental
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.verificar import verificar
from tests.signing.firma_material import AHORA, CAMPOS, REGISTRO, Firmados, firmado_por_otro_programa

MAS_TARDE = AHORA.replace(hour=15)

Cambio = Callable[[IncrementalPdfFileWriter], object]


def dictamen(pdf: bytes, firmados: Firmados) -> Verificacion:
    return verificar(
        pdf,
        anclas=firmados.anclas,
        ahora=AHORA.replace(hour=18),
        esperado=firmados.esperado,
        json_sha256=firmados.registro_sha256,
    )


def incremento(pdf: bytes, cambio: Cambio) -> bytes:
    escritor = EscritorIncremental(io.BytesIO(pdf))
    cambio(escritor)
    salida = io.BytesIO()
    escritor.write(salida)  # type: ignore[no-untyped-call]  # pyHanko has no types
    return salida.getvalue()


def un_bit(pdf: bytes, lugar: int, mascara: int = 1) -> bytes:
    return pdf[:lugar] + bytes([pdf[lugar] ^ mascara]) + pdf[lugar + 1 :]


def pagina(escritor: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    referencia, _ = escritor.find_page_for_modification(1)
    escritor.mark_update(referencia)
    hoja = referencia.get_object()
    assert isinstance(hoja, generic.DictionaryObject)
    return hoja


def cambiar_contenido(escritor: IncrementalPdfFileWriter) -> None:
    nuevo = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 720 Td (monto observado 0) Tj ET")
    pagina(escritor)[pdf_name("/Contents")] = escritor.add_object(nuevo)


def agregar_anotacion(escritor: IncrementalPdfFileWriter) -> None:
    rect = generic.ArrayObject(generic.NumberObject(n) for n in (72, 700, 300, 740))
    nota = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): rect,
            pdf_name("/Contents"): generic.pdf_string("monto observado 0"),
        }
    )
    hoja = pagina(escritor)
    hoja["/Annots"].append(escritor.add_object(nota))
    escritor.update_container(hoja["/Annots"])


def cambiar_registro(escritor: IncrementalPdfFileWriter) -> None:
    archivo = escritor.root["/AF"][0]["/EF"]
    archivo[pdf_name("/F")] = escritor.add_object(generic.StreamObject(stream_data=REGISTRO.replace(b"0001", b"0002")))
    escritor.update_container(archivo)


def cambiar_apariencia(escritor: IncrementalPdfFileWriter) -> None:
    widget = escritor.root["/AcroForm"]["/Fields"][0]
    caja = generic.ArrayObject(generic.NumberObject(n) for n in (0, 0, 100, 50))
    forma = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"), pdf_name("/BBox"): caja},
        stream_data=b"0 0 100 50 re f",
    )
    widget[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): escritor.add_object(forma)})
    escritor.update_container(widget)


def agregar_campo(escritor: IncrementalPdfFileWriter) -> None:
    append_signature_field(escritor, SigFieldSpec("Otra", on_page=0, box=(10, 10, 100, 60)))


def cambiar_titulo(escritor: IncrementalPdfFileWriter) -> None:
    escritor.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("Otro informe")}))


def borrar_firma(escritor: IncrementalPdfFileWriter) -> None:
    campo = escritor.root["/AcroForm"]["/Fields"][2]
    del campo["/V"]
    escritor.update_container(campo)


def borrar_campo(escritor: IncrementalPdfFileWriter) -> None:
    campos = escritor.root["/AcroForm"]["/Fields"]
    del campos[2]
    escritor.update_container(campos)


def quitar_certificacion(escritor: IncrementalPdfFileWriter) -> None:
    del escritor.root["/Perms"]
    escritor.update_root()


def reescrito(pdf: bytes) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        documento.save(salida)
    return salida.getvalue()


def primer_cms(pdf: bytes) -> int:
    """A place inside the first signature's value where the certificates are, which no digest protects."""
    return pdf.index(b"/Contents <") + 11 + 400


ALTERACIONES: dict[str, Callable[[bytes], bytes]] = {
    "1 un byte del contenido": lambda pdf: pdf.replace(b"observado 1000", b"observado 9000", 1),
    "2 un byte del primer CMS": lambda pdf: un_bit(pdf, primer_cms(pdf)),
    "3 guardado de nuevo": reescrito,
    "4 incremento: contenido de página": lambda pdf: incremento(pdf, cambiar_contenido),
    "4 incremento: anotación": lambda pdf: incremento(pdf, agregar_anotacion),
    "4 incremento: registro adjunto": lambda pdf: incremento(pdf, cambiar_registro),
    "4 incremento: apariencia": lambda pdf: incremento(pdf, cambiar_apariencia),
    "5 incremento: campo de firma": lambda pdf: incremento(pdf, agregar_campo),
    "6 incremento: título": lambda pdf: incremento(pdf, cambiar_titulo),
    "6 incremento: firma borrada": lambda pdf: incremento(pdf, borrar_firma),
    "6 incremento: campo borrado": lambda pdf: incremento(pdf, borrar_campo),
    "6 incremento: certificación borrada": lambda pdf: incremento(pdf, quitar_certificacion),
    "7 comentario tras el final": lambda pdf: pdf + b"% nota al margen\n",
    "8 basura tras el final": lambda pdf: pdf + b"\x00\xff" * 512,
    "8 otro final tras el final": lambda pdf: pdf + b"% nota\n%%EOF\n",
    "8 una línea en blanco tras el final": lambda pdf: pdf + b"\n",
    "8 sin su último byte": lambda pdf: pdf[:-1],
    "8 cortado a la mitad": lambda pdf: pdf[: len(pdf) // 2],
    "8 bytes antes del principio": lambda pdf: b"\n" + pdf,
}


@pytest.mark.parametrize("cual", ["una", "dos", "tres"])
def test_the_clean_files_are_accepted(firmados: Firmados, cual: str) -> None:
    cuantas = {"una": 1, "dos": 2, "tres": 3}[cual]
    esperado = dict(list(firmados.esperado.items())[:cuantas])
    hecho = verificar(
        getattr(firmados, cual),
        anclas=firmados.anclas,
        ahora=AHORA.replace(hour=18),
        esperado=esperado,
        json_sha256=firmados.registro_sha256,
    )
    assert hecho.problemas == ()
    assert hecho.valido
    assert [firma.campo for firma in hecho.firmas] == list(CAMPOS[:cuantas])
    assert hecho.pendientes == CAMPOS[cuantas:]


@pytest.mark.parametrize("caso", ALTERACIONES)
def test_every_alteration_is_rejected_with_a_sentence(firmados: Firmados, caso: str) -> None:
    alterado = ALTERACIONES[caso](firmados.tres)
    assert alterado != firmados.tres
    hecho = dictamen(alterado, firmados)
    assert not hecho.valido
    assert hecho.problemas
    assert all(frase.endswith(".") and frase[0].isupper() for frase in hecho.problemas)


@pytest.mark.parametrize("caso", ALTERACIONES)
def test_it_is_rejected_without_knowing_what_to_expect(firmados: Firmados, caso: str) -> None:
    assert not verificar(ALTERACIONES[caso](firmados.tres), anclas=firmados.anclas, ahora=AHORA.replace(hour=18)).valido


def test_a_rollback_is_told_by_the_expected_signers(firmados: Firmados) -> None:
    assert dictamen(firmados.dos, firmados).problemas == (
        "Falta la firma de CACX700909EF3 en el campo «FirmaSuperior».",
    )


def test_a_page_edited_before_the_third_signature(firmados: Firmados, credenciales: tuple[Credencial, ...]) -> None:
    editado = incremento(firmados.dos, cambiar_contenido)
    hecho = dictamen(firmado_por_otro_programa(editado, credenciales[2].firmante, CAMPOS[2], MAS_TARDE), firmados)
    assert [firma.integra for firma in hecho.firmas] == [False, False, True]
    assert "Después de que firmó LUCIA ÑANDU PEÑALOZA se modificó el documento" in hecho.problemas[0]


def test_a_third_signature_by_another_program_is_accepted(
    firmados: Firmados, credenciales: tuple[Credencial, ...]
) -> None:
    pdf = firmado_por_otro_programa(firmados.dos, credenciales[2].firmante, CAMPOS[2], MAS_TARDE)
    assert dictamen(pdf, firmados).problemas == ()


def test_two_fields_with_one_signature(firmados: Firmados) -> None:
    def repetir(escritor: IncrementalPdfFileWriter) -> None:
        campos = escritor.root["/AcroForm"]["/Fields"]
        campos[1][pdf_name("/V")] = campos[0].raw_get("/V")
        escritor.update_container(campos[1])

    hecho = dictamen(incremento(firmados.una, repetir), firmados)
    assert not hecho.valido
    assert not any(firma.integra for firma in hecho.firmas)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_no_bit_of_a_signed_file_can_change(datos: st.DataObject, firmados: Firmados) -> None:
    lugar = datos.draw(st.integers(0, len(firmados.una) - 1))
    alterado = un_bit(firmados.una, lugar, 1 << datos.draw(st.integers(0, 7)))
    assert not verificar(alterado, anclas=firmados.anclas, ahora=AHORA).valido


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_no_digit_of_the_last_signature_value_can_change(datos: st.DataObject, firmados: Firmados) -> None:
    inicio = firmados.tres.rindex(b"/Contents <") + 11
    lugar = datos.draw(st.integers(inicio, firmados.tres.index(b">", inicio) - 1))
    otro = datos.draw(st.sampled_from(b"0123456789abcdefABCDEF g>"))
    alterado = firmados.tres[:lugar] + bytes([otro]) + firmados.tres[lugar + 1 :]
    assert verificar(alterado, anclas=firmados.anclas, ahora=AHORA.replace(hour=18)).valido == (
        alterado == firmados.tres
    )
