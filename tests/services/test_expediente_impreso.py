"""The expediente of a visit: cover and index, a copy of each document, the annex of evidence, the originals inside."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from supervisor_app.documents.adjuntos import adjuntos_de
from supervisor_app.domain import comandos
from supervisor_app.domain.documento import Documento, EstadoDocumento, TipoDocumento
from supervisor_app.errors import UserError
from tests.documents.ejemplos import pages_of
from tests.services.banco import MEDIDA_RESERVADA, RESERVADA, Banco, bolsa, nuevo, texto
from tests.visita_ficticia import CONTROL, CUMPLE

EXP = TipoDocumento.EXPEDIENTE


def expediente(b: Banco) -> tuple[Documento, bytes]:
    documento = b.s.documentos.emitir(b.e, EXP)
    return documento, b.s.documentos.leer(documento)


def estado(b: Banco) -> EstadoDocumento:
    return next(f.estado for f in b.s.documentos.lista(b.e) if f.tipo is EXP)


def test_the_index_tells_the_page_where_each_part_begins(firmada: Banco) -> None:
    _, pdf = expediente(firmada)
    paginas = pages_of(pdf)
    partes = {"Cédula de supervisión CO-90": "CÉDULA DE SUPERVISIÓN", "Anexo de evidencia": "Anexo"}
    for titulo, principio in partes.items():
        dicho = re.search(rf"{titulo} (?:V-\S+, versión \d )?(\d+)", paginas[0])
        assert dicho is not None, paginas[0]
        assert principio in paginas[int(dicho[1]) - 1]


def test_the_originals_travel_inside_as_they_are(firmada: Banco) -> None:
    _, pdf = expediente(firmada)
    adjuntos = adjuntos_de(pdf)
    for clave in ("CO-90", "AV-90", ""):
        original = firmada.documento(clave)
        assert adjuntos[f"{original.folio}-v1.pdf"] == firmada.s.documentos.leer(original)


def test_a_copy_says_who_signed_its_original(firmada: Banco) -> None:
    _, pdf = expediente(firmada)
    impreso = texto(pdf)
    assert "Firmado con e.firma por LUCIA ÑANDU PEÑALOZA" in impreso
    assert "RFC ÑAPL850101AB1" in impreso
    assert firmada.documento().ultimo.sha256 in impreso.replace("\r\n", "").replace(" ", "")


def test_a_copy_has_no_place_to_sign_but_the_expediente_has(firmada: Banco) -> None:
    documento, pdf = expediente(firmada)
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        assert [str(c.T) for c in abierto.Root.AcroForm.Fields] == ["Firma_Integra"]
    assert [c.campo for c in documento.campos] == ["Firma_Integra"]


def test_the_annex_names_every_file_with_its_hash(firmada: Banco) -> None:
    _, pdf = expediente(firmada)
    impreso = "".join(texto(pdf).split())
    for evidencia in firmada.e.evidencias.values():
        assert evidencia.sha256 in impreso


def test_nothing_that_goes_apart_is_in_it(firmada: Banco) -> None:
    _, pdf = expediente(firmada)
    assert RESERVADA not in texto(pdf)
    assert MEDIDA_RESERVADA not in texto(pdf)
    assert not [n for n in adjuntos_de(pdf) if "-TUR" in n]
    assert "no forma parte de este expediente" in " ".join(texto(pdf).split())


def test_the_same_visit_gives_the_same_bytes(firmada: Banco) -> None:
    documento, pdf = expediente(firmada)
    assert firmada.s.documentos.redibujar(documento, {}) == pdf


def test_without_a_document_that_closing_demands_it_is_not_put_together(contestada: Banco) -> None:
    with pytest.raises(UserError, match=r"^Expediente: Falta emitir la cédula CO-90"):
        contestada.s.documentos.emitir(contestada.e, EXP)


def test_over_a_document_that_the_visit_outgrew_it_is_not_put_together(firmada: Banco) -> None:
    firmada.responder(CONTROL.id, CUMPLE)
    with pytest.raises(UserError, match="la cédula CO-90 cambió"):
        firmada.s.documentos.emitir(firmada.e, EXP)


def test_a_later_signature_puts_it_out_of_date(emitida: Banco) -> None:
    expediente(emitida)
    emitida.firmar(emitida.documento())
    assert estado(emitida) is EstadoDocumento.DESACTUALIZADO


def test_it_is_put_together_after_closing_too(cerrada: Banco) -> None:
    documento, _ = expediente(cerrada)
    assert (documento.version, estado(cerrada)) == (1, EstadoDocumento.LISTO)


def test_it_is_in_no_package(firmada: Banco) -> None:
    expediente(firmada)
    firmada.cerrar()
    assert not [ruta for ruta in bolsa(nuevo(firmada)) if "EXP" in ruta]


def test_it_holds_no_closing_back(firmada: Banco) -> None:
    expediente(firmada)
    firmada.hacer(comandos.modificar_visita(firmada.e, "Escribió", lugar="Colima, Col."))
    assert not [p for p in firmada.s.documentos.pendientes(firmada.e) if p.startswith("Expediente")]
