"""A new version says which one it replaces and why, and every version says where the history stood."""

from __future__ import annotations

import json
from typing import Any

import pytest

from supervisor_app.documents.adjuntos import registros_de
from supervisor_app.domain import comandos
from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.domain.sustitucion import LARGO
from supervisor_app.domain.version_publica import Testado
from supervisor_app.errors import UserError
from tests.services.banco import MOTIVO, Banco, texto
from tests.services.test_firma_dibujada import firma
from tests.visita_ficticia import CONTROL


def registro(b: Banco, documento: Documento) -> Any:
    (contenido,) = registros_de(b.s.documentos.leer(documento))
    return json.loads(contenido)


def impreso(pdf: bytes) -> str:
    return " ".join(texto(pdf).split())


# --- why ------------------------------------------------------------------------------------------------------------


def test_what_nobody_signed_is_emitted_again_without_a_reason(emitida: Banco) -> None:
    otra = emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90", motivo="De más")
    assert (otra.version, otra.motivo) == (2, "")
    assert "Sustituye" not in impreso(emitida.s.documentos.leer(otra))
    assert registro(emitida, otra)["sustituye"] == {"version": 1, "motivo": ""}


@pytest.mark.parametrize("motivo", ["", "  \n"])
def test_what_was_signed_is_not_replaced_without_a_reason(firmada: Banco, motivo: str) -> None:
    antes = firmada.documento()
    with pytest.raises(UserError, match="Escriba por qué se sustituye") as negado:
        firmada.s.documentos.emitir(firmada.e, TipoDocumento.CEDULA, "CO-90", motivo=motivo)
    assert negado.value.field == "motivo"
    assert firmada.documento() == antes


def test_what_was_printed_to_be_signed_is_not_replaced_without_a_reason(emitida: Banco) -> None:
    emitida.s.documentos.marcar_tinta(emitida.documento())
    with pytest.raises(UserError, match="impresa para firmarse"):
        emitida.s.documentos.emitir(emitida.e, TipoDocumento.CEDULA, "CO-90")


def test_a_reason_that_is_too_long_is_refused(firmada: Banco) -> None:
    with pytest.raises(UserError, match=f"en {LARGO} caracteres o menos"):
        firmada.s.documentos.emitir(firmada.e, TipoDocumento.CEDULA, "CO-90", motivo="x" * (LARGO + 1))


@pytest.mark.parametrize("tipo", [TipoDocumento.CEDULA, TipoDocumento.INFORME, TipoDocumento.TURNADO])
def test_the_new_version_says_what_it_replaces_and_why(firmada: Banco, tipo: TipoDocumento) -> None:
    otra = firmada.emitir_otra(tipo)
    assert otra.motivo == MOTIVO
    assert f"Sustituye a la versión 1: {MOTIVO}." in impreso(firmada.s.documentos.leer(otra))
    assert registro(firmada, otra)["sustituye"] == {"version": 1, "motivo": MOTIVO}


def test_a_reopened_visit_gives_the_reason_of_that(cerrada: Banco) -> None:
    cerrada.reabrir()
    (fila,) = [f for f in cerrada.s.documentos.lista(cerrada.e) if f.clave == "CO-90"]
    assert not fila.pide_motivo
    otra = cerrada.s.documentos.emitir(cerrada.e, TipoDocumento.CEDULA, "CO-90")
    assert otra.motivo == cerrada.e.visita.motivo_revision == "Se corrige un dato"


def test_the_reason_is_kept(firmada: Banco) -> None:
    otra = firmada.emitir_otra()
    assert firmada.documento() == otra


def test_the_reason_of_a_public_version_loses_what_is_confidential(firmada: Banco) -> None:
    firmada.s.documentos.emitir(firmada.e, TipoDocumento.CEDULA, "CO-90", motivo="Decía XYZ010203AB9")
    pdf = firmada.s.documentos.version_publica(firmada.e, TipoDocumento.CEDULA, "CO-90", Testado()).pdf
    assert "Sustituye a la versión 1" in impreso(pdf)
    assert "XYZ010203AB9" not in impreso(pdf)


# --- where history stood --------------------------------------------------------------------------------------------


def test_every_document_says_where_the_history_stood(emitida: Banco) -> None:
    for documento in emitida.s.documentos.vigentes(emitida.e.visita.id):
        dicha = documento.historia
        assert registro(emitida, documento)["historia"] == {"asientos": dicha.asientos, "eslabon": dicha.eslabon}
        assert dicha.asientos > 0
        assert len(dicha.eslabon) == 64


def test_history_goes_on_without_leaving_a_document_behind(emitida: Banco) -> None:
    antes = emitida.documento()
    emitida.hacer(comandos.modificar_visita(emitida.e, "Cambió el objeto", objeto="Otro objeto"))
    assert emitida.s._almacen.cabeza(emitida.e.visita.id).asientos > antes.historia.asientos
    assert emitida.documento().huella == antes.huella


def test_what_is_drawn_again_later_carries_the_same_record(emitida: Banco) -> None:
    antes = emitida.documento()
    emitida.hacer(comandos.modificar_visita(emitida.e, "Cambió quién recibió", titular=emitida.e.visita.titular))
    emitida.s.evidencias.preparar_bytes(emitida.e, "otra.txt", b"otra", item_id=CONTROL.id)
    dibujado = emitida.s.firmas.firmar_dibujada(antes, firma(antes.campos[0].campo))
    assert registro(emitida, dibujado) == registro(emitida, antes)


def test_a_public_version_does_not_say_where_history_stood(emitida: Banco) -> None:
    """It hashes what is confidential too (ADR 0026)."""
    pdf = emitida.s.documentos.version_publica(emitida.e, TipoDocumento.CEDULA, "CO-90", Testado()).pdf
    (contenido,) = registros_de(pdf)
    assert "historia" not in json.loads(contenido)
    assert emitida.documento().historia.eslabon.encode() not in contenido
