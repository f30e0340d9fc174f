"""Attacks on the PDF around a signature: forged, wrapped and moved signatures, other indexes, other wrappers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from supervisor_app.errors import UserError
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.firmar import firmar
from tests.signing.alteraciones import incremento
from tests.signing.atacante import dictamen, incrustada, rechazado, sobre, y_firma_otro
from tests.signing.firma_material import AHORA, CAMPOS, SELLO, Firmados

Editar = Callable[[IncrementalPdfFileWriter], object]


def _lugar(*numeros: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(n) for n in numeros)


# --- forged, wrapped and moved ---------------------------------------------------------------------------------------


def del_valor(clave: str, valor: Any) -> Editar:
    """The first signature's dictionary copied, with one entry changed (universal signature forgery)."""

    def editar(escritor: IncrementalPdfFileWriter) -> None:
        campo = escritor.root["/AcroForm"]["/Fields"][0]
        copia = generic.DictionaryObject(dict(campo["/V"]))
        copia[pdf_name(clave)] = valor
        campo[pdf_name("/V")] = escritor.add_object(copia)
        escritor.update_container(campo)

    return editar


FORJADAS: dict[str, Editar] = {
    "empty value": del_valor("/Contents", generic.ByteStringObject(b"")),
    "null value": del_valor("/Contents", generic.NullObject()),
    "value of zeros": del_valor("/Contents", generic.ByteStringObject(bytes(64))),
    "no range": del_valor("/ByteRange", generic.NullObject()),
    "empty range": del_valor("/ByteRange", generic.ArrayObject()),
    "range of zeros": del_valor("/ByteRange", _lugar(0, 0, 0, 0)),
    "range with a negative number": del_valor("/ByteRange", _lugar(0, 100, 200, -1)),
    "range of six numbers": del_valor("/ByteRange", _lugar(0, 100, 200, 100, 300, 100)),
    "range beyond the end": del_valor("/ByteRange", _lugar(0, 100, 200, 10**9)),
    "old kind of signature": del_valor("/SubFilter", pdf_name("/adbe.x509.rsa_sha1")),
    "a stamp instead": del_valor("/Type", pdf_name("/DocTimeStamp")),
}


@pytest.mark.parametrize("cual", FORJADAS)
def test_a_forged_signature_dictionary(cual: str, firmados: Firmados) -> None:
    assert not dictamen(incremento(firmados.una, FORJADAS[cual]), firmados).valido


def _rango(pdf: bytes) -> tuple[re.Match[bytes], list[int]]:
    hallado = list(re.finditer(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", pdf))[-1]
    return hallado, [int(numero) for numero in hallado.groups()]


def test_the_second_part_moved_to_make_room_between(firmados: Firmados) -> None:
    """Signature wrapping: the bytes that are signed are all there, with others in between."""
    pdf = firmados.una
    hallado, (_, fin, sigue, largo) = _rango(pdf)
    metido = b"<00>\n99 0 obj\n(monto observado 0)\nendobj\n"
    otro = b"/ByteRange [0 %d %d %d]" % (fin, sigue + len(metido), largo)
    movido = pdf[:sigue] + metido + pdf[sigue:]
    assert not dictamen(movido.replace(hallado[0], otro.ljust(len(hallado[0])), 1), firmados).valido


def _seccion(pdf: bytes, renglones: dict[int, int], objetos: dict[int, bytes], previa: int) -> bytes:
    """Objects and an index of the old kind behind the end."""
    salida, lugares = bytearray(pdf), dict(renglones)
    for numero, objeto in objetos.items():
        lugares[numero] = len(salida)
        salida += b"%d 0 obj\n%s\nendobj\n" % (numero, objeto)
    indice = len(salida)
    salida += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % par for par in sorted(lugares.items()))
    raiz = re.findall(rb"/Root\s+(\d+ \d+ R)", pdf)[-1]
    cuantos = max(int(n) for n in re.findall(rb"/Size\s+(\d+)", pdf))
    return bytes(salida) + b"trailer\n<< /Size %d /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        cuantos,
        raiz,
        previa,
        indice,
    )


def _indice(pdf: bytes) -> int:
    return int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])


def _contenidos(pdf: bytes) -> list[int]:
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        return [hoja.obj.Contents.objgen[0] for hoja in abierto.pages]


def test_the_page_written_again_under_its_number(credenciales: tuple[Credencial, ...], firmados: Firmados) -> None:
    numero = _contenidos(firmados.una)[1]
    malo = b"<< /Length 45 >>\nstream\n" + b"BT (monto observado 0) Tj ET".ljust(45) + b"\nendstream"
    pdf = _seccion(firmados.una, {}, {numero: malo}, _indice(firmados.una))
    assert rechazado(dictamen(pdf, firmados), "se modificó el documento")
    assert rechazado(dictamen(y_firma_otro(pdf, credenciales[1]), firmados), "se modificó el documento")


def test_an_index_that_leads_past_the_signature(firmados: Firmados) -> None:
    pdf = _seccion(firmados.una, {}, {}, _indice(firmados.ninguna))
    assert not dictamen(pdf, firmados).valido


def test_an_index_that_leads_to_itself(firmados: Firmados) -> None:
    assert not dictamen(_seccion(firmados.una, {}, {}, len(firmados.una)), firmados).valido


def test_an_index_that_shows_another_page(firmados: Firmados) -> None:
    primera, segunda = _contenidos(firmados.una)
    lugar = firmados.una.index(b"\n%d 0 obj" % primera) + 1
    assert not dictamen(_seccion(firmados.una, {segunda: lugar}, {}, _indice(firmados.una)), firmados).valido


@pytest.mark.parametrize("al_final", [True, False])
def test_another_document_in_the_same_file(al_final: bool, firmados: Firmados) -> None:
    otro, suyo = firmados.ninguna, firmados.una
    assert not dictamen(suyo + otro if al_final else otro + suyo, firmados).valido


def test_a_signed_document_inside_another_one(firmados: Firmados) -> None:
    salida = io.BytesIO()
    with pikepdf.new() as sobre_ajeno:
        sobre_ajeno.add_blank_page()
        sobre_ajeno.attachments["firmado.pdf"] = firmados.una
        sobre_ajeno.save(salida)
    assert rechazado(dictamen(salida.getvalue(), firmados), "no tiene ninguna firma")


def test_an_encrypted_wrapper(firmados: Firmados) -> None:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(firmados.una)) as pdf:
        pdf.save(salida, encryption=pikepdf.Encryption(owner="x", user=""))
    assert rechazado(dictamen(salida.getvalue(), firmados), "protegido con contraseña")


def test_a_linearized_document_is_signed_and_accepted(
    documento: bytes, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(documento)) as pdf:
        pdf.save(salida, linearize=True)
    assert dictamen(incrustada(salida.getvalue(), sobre(credenciales[0])), firmados).valido


# --- made by who wrote the document, for others to read otherwise --------------------------------------------------


def _objeto(pdf: bytes, numero: int) -> bytes:
    inicio = pdf.index(b"\n%d 0 obj" % numero) + 1
    return pdf[inicio : pdf.index(b"endobj", inicio)].split(b"obj", 1)[1].strip()


def otro_largo(pdf: bytes) -> bytes:
    """Some readers believe the length, others look for the end."""
    numero = _contenidos(pdf)[1]
    corriente = _objeto(pdf, numero)
    corto = re.sub(rb"/Length \d+", b"/Length 40", corriente, count=1)
    return _seccion(pdf, {}, {numero: corto}, _indice(pdf))


def dos_fuentes(pdf: bytes) -> bytes:
    """A dictionary with the same entry twice, that only who draws the page reads."""
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        numero = abierto.pages[1].obj.Resources.Font.objgen[0]
    fuentes = _objeto(pdf, numero).removesuffix(b">>") + b"/F1 << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >>"
    return _seccion(pdf, {}, {numero: fuentes}, _indice(pdf))


def menos_paginas(pdf: bytes) -> bytes:
    """Readers that go by the number never show the last page."""
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        numero = abierto.Root.Pages.objgen[0]
    return _seccion(pdf, {}, {numero: _objeto(pdf, numero).replace(b"/Count 2", b"/Count 1")}, _indice(pdf))


def contenido_de_fuera(pdf: bytes) -> bytes:
    afuera = b"<< /Length 3 /F (otra.txt) >>\nstream\nBT \nendstream"
    return _seccion(pdf, {}, {_contenidos(pdf)[1]: afuera}, _indice(pdf))


def imagen_para_imprimir(pdf: bytes) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        otra = abierto.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        cambio = pikepdf.Array([pikepdf.Dictionary(Image=otra, DefaultForPrinting=True)])
        imagen = abierto.make_stream(
            b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, Alternates=cambio
        )
        abierto.pages[0].obj.Resources.XObject = pikepdf.Dictionary(I=imagen)
        abierto.save(salida)
    return salida.getvalue()


@pytest.mark.parametrize("hacer", [otro_largo, dos_fuentes, menos_paginas, contenido_de_fuera, imagen_para_imprimir])
def test_a_document_that_readers_read_otherwise(
    hacer: Callable[[bytes], bytes], documento: bytes, credenciales: tuple[Credencial, ...], firmados: Firmados
) -> None:
    ambiguo = hacer(documento)
    assert rechazado(dictamen(incrustada(ambiguo, sobre(credenciales[0])), firmados), "puede mostrar algo distinto")
    with pytest.raises(UserError, match="algo distinto de lo que usted firma"):
        firmar(
            ambiguo,
            campo=CAMPOS[0],
            credencial=credenciales[0],
            ahora=AHORA,
            certificar=True,
            sello=SELLO,
            motivo="",
        )
