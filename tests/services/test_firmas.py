"""Signing the documents of a visit with the e.firma, and verifying what is stored."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from supervisor_app.domain.documento import Documento, EstadoDocumento, Metodo
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.firmas import Efirma, leer_efirma
from tests.services.banco import SUPERVISORA, TITULAR, Banco, efirma


def firmar_como_titular(b: Banco, documento: Documento) -> Documento:
    return b.s.firmas.firmar_documento(documento, documento.campos[1].campo, efirma(TITULAR))


# --- signing --------------------------------------------------------------------------------------------------------


def test_signing_adds_a_file_and_leaves_the_earlier(emitida: Banco) -> None:
    antes = emitida.documento()
    sin_firma = emitida.s.documentos.leer(antes)
    firmado = emitida.firmar(antes)
    assert [a.metodo for a in firmado.archivos] == [Metodo.EMISION, Metodo.EFIRMA]
    assert emitida.guardado(antes.ultimo.sha256).read_bytes() == sin_firma
    assert emitida.s.documentos.leer(firmado).startswith(sin_firma)


def test_a_signed_document_is_on_disk_as_it_was_given(emitida: Banco) -> None:
    firmado = emitida.firmar(emitida.documento())
    assert emitida.documento() == firmado


def test_the_record_names_who_signed_and_when(emitida: Banco) -> None:
    emitida.reloj.adelantar(minutes=5)
    archivo = emitida.firmar(emitida.documento()).ultimo
    assert (archivo.firmante, archivo.rfc, archivo.cuando) == (SUPERVISORA.nombre, SUPERVISORA.rfc, emitida.reloj())


def test_the_signature_that_closing_demands_makes_it_firmado(emitida: Banco) -> None:
    emitida.firmar(emitida.documento())
    assert emitida.estado() is EstadoDocumento.FIRMADO


def test_who_comes_later_waits_for_who_comes_before(emitida: Banco) -> None:
    antes = emitida.documento()
    with pytest.raises(UserError, match=f"^Antes firma {antes.campos[0].nombre}"):
        firmar_como_titular(emitida, antes)
    assert emitida.documento() == antes


def test_both_may_sign(emitida: Banco) -> None:
    documento = firmar_como_titular(emitida, emitida.firmar(emitida.documento()))
    verificacion = emitida.s.firmas.verificar_documento(documento)
    assert verificacion.valido, verificacion.problemas
    assert [f.rfc for f in verificacion.firmas] == [SUPERVISORA.rfc, TITULAR.rfc]


# --- refusals -------------------------------------------------------------------------------------------------------


def test_a_field_that_the_document_does_not_have_is_refused(emitida: Banco) -> None:
    antes = emitida.documento()
    with pytest.raises(UserError, match="no tiene ese lugar de firma"):
        emitida.s.firmas.firmar_documento(antes, "Firma_9", efirma())
    assert emitida.documento() == antes


def test_a_field_is_signed_once(firmada: Banco) -> None:
    antes = firmada.documento()
    with pytest.raises(UserError, match="ya firmó en este lugar"):
        firmada.firmar(antes)
    assert firmada.documento() == antes


def test_signing_what_another_window_signed_meanwhile_is_refused(emitida: Banco) -> None:
    de_la_otra_ventana = emitida.documento()
    firmado = emitida.firmar(emitida.documento())
    with pytest.raises(UserError, match="ábralo de nuevo y repita la firma"):
        emitida.firmar(de_la_otra_ventana)
    assert emitida.documento() == firmado


def test_a_document_printed_for_ink_is_not_signed(emitida: Banco) -> None:
    marcado = emitida.s.documentos.marcar_tinta(emitida.documento())
    with pytest.raises(UserError, match=r"Se preparó para firma autógrafa.*emita una versión nueva"):
        emitida.firmar(marcado)
    assert emitida.documento() == marcado


def test_a_new_version_of_what_was_printed_for_ink_is_signed(emitida: Banco) -> None:
    emitida.s.documentos.marcar_tinta(emitida.documento())
    emitida.firmar(emitida.emitir_otra())
    assert emitida.estado() is EstadoDocumento.FIRMADO


def test_a_document_of_a_closed_visit_takes_no_signature(cerrada: Banco) -> None:
    antes = cerrada.documento()
    with pytest.raises(UserError, match="Reábrala para corregirlos"):
        firmar_como_titular(cerrada, antes)
    assert cerrada.documento() == antes


def test_a_wrong_password_changes_nothing(emitida: Banco) -> None:
    antes, buena = emitida.documento(), efirma()
    with pytest.raises(UserError) as negado:
        emitida.s.firmas.firmar_documento(antes, antes.campos[0].campo, Efirma(buena.cer, buena.key, "otra clave"))
    assert negado.value.field == "contrasena"
    assert emitida.documento() == antes


def test_a_tampered_file_is_not_signed(emitida: Banco) -> None:
    documento = emitida.documento()
    emitida.guardado(documento.ultimo.sha256).write_bytes(b"%PDF-1.7\n")
    with pytest.raises(EnvironmentProblem, match="está dañado"):
        emitida.firmar(documento)


def test_the_text_of_an_efirma_shows_nothing_of_it() -> None:
    assert str(efirma()) == repr(efirma()) == "Efirma(…)"


@pytest.mark.parametrize("falta", ["cer", "key"])
def test_a_file_of_the_efirma_that_is_not_there_is_named(tmp_path: Path, falta: str) -> None:
    cer, key = tmp_path / "a.cer", tmp_path / "a.key"
    (key if falta == "cer" else cer).write_bytes(b"x")
    with pytest.raises(UserError, match=f"«a.{falta}»") as negado:
        leer_efirma(cer, key, "x")
    assert negado.value.field == falta


# --- verifying ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clave", ["CO-90", "AV-90", ""])
def test_a_signed_document_is_valid(firmada: Banco, clave: str) -> None:
    verificacion = firmada.s.firmas.verificar_documento(firmada.documento(clave))
    assert (verificacion.valido, verificacion.problemas) == (True, ())


def test_a_signature_of_somebody_else_than_the_records_say_is_no_good(firmada: Banco) -> None:
    documento = firmada.documento()
    otro = documento.ultimo.model_copy(update={"rfc": TITULAR.rfc})
    impostor = documento.model_copy(update={"archivos": (*documento.archivos[:-1], otro)})
    assert not firmada.s.firmas.verificar_documento(impostor).valido


def test_a_document_with_the_record_of_another_is_no_good(firmada: Banco) -> None:
    documento = firmada.documento("CO-90")
    ajeno = documento.model_copy(update={"registro_sha256": firmada.documento("AV-90").registro_sha256})
    assert not firmada.s.firmas.verificar_documento(ajeno).valido


def test_an_unsigned_document_is_not_valid_and_names_who_is_to_sign(emitida: Banco) -> None:
    documento = emitida.documento()
    verificacion = emitida.s.firmas.verificar_documento(documento)
    assert not verificacion.valido
    assert set(verificacion.pendientes) == {c.campo for c in documento.campos}


def test_a_tampered_signed_file_is_noticed(firmada: Banco) -> None:
    documento = firmada.documento()
    ruta = firmada.guardado(documento.ultimo.sha256)
    ruta.write_bytes(ruta.read_bytes()[:-1] + b" ")
    with pytest.raises(EnvironmentProblem, match="está dañado"):
        firmada.s.firmas.verificar_documento(documento)


def test_a_signed_file_saved_again_by_another_program_is_no_good(firmada: Banco) -> None:
    """Delivered PDFs come back by mail: verifying any PDF says so, with no record to compare with."""
    salida = BytesIO()
    with pikepdf.open(BytesIO(firmada.s.documentos.leer(firmada.documento()))) as pdf:
        pdf.save(salida)
    assert not firmada.s.firmas.verificar(salida.getvalue()).valido
