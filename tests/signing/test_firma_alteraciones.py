"""The tamper table: every way to change a signed file is rejected with a sentence; the clean files are accepted.

Rows 7, 9 and 10 pass pdfsig or pyHanko; they are why this room has rules of its own.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.verificar import verificar
from tests.signing.alteraciones import ALTERACIONES, cambiar_contenido, incremento, un_bit
from tests.signing.firma_material import AHORA, CAMPOS, Firmados, firmado_por_otro_programa

MAS_TARDE = AHORA.replace(hour=15)


def dictamen(pdf: bytes, firmados: Firmados) -> Verificacion:
    return verificar(
        pdf,
        anclas=firmados.anclas,
        ahora=AHORA.replace(hour=18),
        esperado=firmados.esperado,
        json_sha256=firmados.registro_sha256,
    )


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
