"""Every way of changing a signed file that the tamper table names, as functions from bytes to bytes. No fixtures."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfTimeStamper

from supervisor_app.signing.lectura import EscritorIncremental
from tests.signing.autoridad_de_hora import AutoridadDeHora
from tests.signing.firma_material import REGISTRO

Cambio = Callable[[IncrementalPdfFileWriter], object]


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


def sellado_sin_preguntar(pdf: bytes, hora: AutoridadDeHora, campo: str = "Sello") -> bytes:
    """A time stamp as anybody can get one over any file, with none of our questions."""
    salida = io.BytesIO()
    PdfTimeStamper(
        hora.sellador(), field_name=campo, invis_settings=InvisSigSettings(box_out_of_bounds=True)
    ).timestamp_pdf(EscritorIncremental(io.BytesIO(pdf)), "sha256", output=salida)
    return salida.getvalue()
