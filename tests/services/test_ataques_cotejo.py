"""Attacks on checking: records and codes of one document on another one, records doubled, renamed or swapped."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.reserva import compartido
from supervisor_app.errors import UserError
from supervisor_app.services.cotejo import Veredicto, contra_pdf
from supervisor_app.services.firmas import CAMPO_LIBRE
from tests.services.banco import MEDIDA_RESERVADA, RESERVADA, TITULAR, Banco, efirma, texto
from tests.services.test_cotejo import codigo, digitos


def con_registro_de(pdf: bytes, cambiar: Callable[[pikepdf.Pdf], object]) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        cambiar(abierto)
        abierto.save(salida)
    return salida.getvalue()


def otras_paginas(abierto: pikepdf.Pdf) -> None:
    """Pages that say something else, around the genuine record."""
    del abierto.pages[:]
    abierto.add_blank_page()
    for clave in ("/StructTreeRoot", "/AcroForm", "/MarkInfo", "/Perms"):
        if clave in abierto.Root:
            del abierto.Root[clave]


@pytest.fixture
def ajeno(firmada: Banco) -> bytes:
    """The genuine record in forged pages, signed by somebody with a real e.firma of his own."""
    pdf = con_registro_de(firmada.s.documentos.leer(firmada.documento()), otras_paginas)
    return firmada.s.firmas.firmar_pdf(pdf, efirma(TITULAR))


def test_a_genuine_record_in_forged_and_signed_pages_is_not_the_file(firmada: Banco, ajeno: bytes) -> None:
    examinado = firmada.s.examen.examinar("ajeno.pdf", ajeno)
    assert examinado.verificacion is not None
    assert [f.campo for f in examinado.verificacion.firmas] == [CAMPO_LIBRE]
    (huella,) = examinado.huellas
    (cotejado,) = firmada.s.cotejo.por_archivo(huella, examinado.sha256)
    assert (cotejado.documento, cotejado.mismo_archivo) == (firmada.documento().id, False)


def test_each_kept_file_of_a_document_is_the_file(firmada: Banco) -> None:
    documento = firmada.documento()
    for archivo in documento.archivos:
        (cotejado,) = firmada.s.cotejo.por_archivo(documento.registro_sha256, archivo.sha256)
        assert cotejado.mismo_archivo


def test_a_record_that_is_not_here_is_unknown(firmada: Banco) -> None:
    (cotejado,) = firmada.s.cotejo.por_archivo("0" * 64, "0" * 64)
    assert (cotejado.veredicto, cotejado.mismo_archivo) == (Veredicto.DESCONOCIDA, False)


def test_a_code_with_the_digits_of_another_document_does_not_match(emitida: Banco) -> None:
    falso = f"F:V-2026-001-AV-90 D:2026-06-12 S:{digitos(emitida).upper()}"
    (cotejado,) = emitida.s.cotejo.por_imagen("hoja.png", codigo(falso))
    assert cotejado.veredicto is Veredicto.NO_COINCIDE
    assert "no es la suya, sino la de Cédula de supervisión CO-90" in cotejado.frase


def test_matching_digits_are_never_called_a_proof_of_the_sheet(emitida: Banco) -> None:
    (cotejado,) = emitida.s.cotejo.por_huella(digitos(emitida))
    assert "la huella se puede copiar" in cotejado.frase


def doble(segundo: bytes, nombre: str, *, en_indice: bool) -> Callable[[pikepdf.Pdf], object]:
    def cambiar(abierto: pikepdf.Pdf) -> None:
        adjunto = pikepdf.AttachedFileSpec(
            abierto,
            segundo,
            description="",
            filename=nombre,
            mime_type="application/json",
            creation_date="",
            mod_date="",
        )
        if en_indice:
            otro = pikepdf.Array([pikepdf.String(nombre), abierto.make_indirect(adjunto.obj)])
            abierto.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=otro)
        else:
            abierto.Root.AF.append(adjunto.obj)

    return cambiar


def registro(b: Banco, clave: str) -> tuple[bytes, str]:
    pdf = b.s.documentos.leer(b.documento(clave))
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        (nombre,) = abierto.attachments
        return abierto.attachments[nombre].get_file().read_bytes(), nombre


@pytest.mark.parametrize("renombrado", [False, True])
def test_two_records_in_a_pdf_are_not_compared(emitida: Banco, renombrado: bool) -> None:
    otro, nombre = registro(emitida, "AV-90")
    pdf = emitida.s.documentos.leer(emitida.documento())
    dos = con_registro_de(pdf, doble(otro, "otro.json" if renombrado else nombre, en_indice=False))
    with pytest.raises(UserError, match="más de un registro"):
        contra_pdf(digitos(emitida, "AV-90"), dos)
    hecho = emitida.s.firmas.verificar(dos)
    assert any("más de un registro" in problema for problema in hecho.problemas)


def test_a_record_that_is_only_put_in_the_index_is_none(emitida: Banco) -> None:
    otro, nombre = registro(emitida, "AV-90")
    pdf = emitida.s.documentos.leer(emitida.documento())
    cambiado = con_registro_de(pdf, doble(otro, nombre, en_indice=True))
    assert contra_pdf(digitos(emitida, "AV-90"), cambiado).veredicto is Veredicto.NO_COINCIDE
    assert contra_pdf(digitos(emitida), cambiado).veredicto is Veredicto.COINCIDE


# --- the expediente ---------------------------------------------------------------------------------------------------


@pytest.fixture
def expediente(firmada: Banco) -> bytes:
    return firmada.s.documentos.leer(firmada.s.documentos.emitir(firmada.e, TipoDocumento.EXPEDIENTE))


_NO_SON = "no son los que dice su registro"


def problemas(b: Banco, pdf: bytes) -> str:
    return " ".join(b.s.firmas.verificar(pdf).problemas)


def test_an_expediente_as_it_is_made_has_its_originals(firmada: Banco, expediente: bytes) -> None:
    assert _NO_SON not in problemas(firmada, expediente)
    assert firmada.s.firmas.verificar(firmada.s.firmas.firmar_pdf(expediente, efirma())).valido


def _original(abierto: pikepdf.Pdf) -> pikepdf.Object:
    return next(uno for uno in abierto.Root.AF if str(uno.UF).endswith("CO-90-v1.pdf"))


def cambiar_original(abierto: pikepdf.Pdf) -> None:
    _original(abierto).EF.F.write(b"%PDF-1.7 otro documento")


def quitar_original(abierto: pikepdf.Pdf) -> None:
    suyo = _original(abierto)
    abierto.Root.AF = pikepdf.Array([uno for uno in abierto.Root.AF if uno.UF != suyo.UF])


def agregar_original(abierto: pikepdf.Pdf) -> None:
    doble(b"%PDF-1.7 uno de m\xc3\xa1s", "V-2026-001-ACT-v1.pdf", en_indice=False)(abierto)


@pytest.mark.parametrize("cambio", [cambiar_original, quitar_original, agregar_original])
def test_originals_that_the_record_does_not_name_are_told(
    cambio: Callable[[pikepdf.Pdf], object], firmada: Banco, expediente: bytes
) -> None:
    """Whether it is signed or not, and even where the forger signs it with an e.firma of his own."""
    cambiado = con_registro_de(expediente, cambio)
    assert _NO_SON in problemas(firmada, cambiado)
    hecho = firmada.s.firmas.verificar(firmada.s.firmas.firmar_pdf(cambiado, efirma(TITULAR)))
    assert not hecho.valido


def test_what_goes_apart_is_nowhere_in_it(firmada: Banco, expediente: bytes) -> None:
    """Neither in its words, nor in what it carries, nor in what that carries, nor in any stream."""
    reservadas = [x for x in firmada.e.evidencias.values() if x.id not in compartido(firmada.e).evidencias]
    secretos = [RESERVADA, MEDIDA_RESERVADA, *(s for x in reservadas for s in (x.nombre, x.sha256))]
    for contenido in _todo(expediente):
        for secreto in secretos:
            assert secreto.encode() not in contenido
            assert secreto.encode("utf-16-be") not in contenido


def _todo(pdf: bytes) -> Iterator[bytes]:
    yield " ".join(texto(pdf).split()).encode()
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        for objeto in abierto.objects:
            if isinstance(objeto, pikepdf.Stream) and "/DCTDecode" not in str(objeto.get("/Filter")):
                yield objeto.read_bytes()
        dentro = [bytes(e.get_file().read_bytes()) for e in abierto.attachments.values()]
    for uno in dentro:
        yield from _todo(uno) if uno.startswith(b"%PDF-") else (uno,)
