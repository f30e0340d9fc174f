"""Verification: who, when, by whom trusted, what is expected, and files that are no signed PDF at all."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import keys
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.sign import SimpleSigner
from pyhanko.sign.fields import MDPPerm
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.campos import asegurar_campo, campos_de_firma
from supervisor_app.signing.certificado import leer_certificado
from supervisor_app.signing.credencial import Credencial, cargar_efirma
from supervisor_app.signing.firmar import firmar
from supervisor_app.signing.llave import abrir_llave
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba, Variante, crear_pki
from supervisor_app.signing.verificar import verificar
from tests.signing.firma_material import (
    AHORA,
    CAMPOS,
    CONTRASENA,
    PERSONAS,
    SELLO,
    Firmados,
    firmado_por_otro_programa,
    hacer_documento,
)

DESPUES = AHORA + timedelta(hours=4)


def firmante_de(efirma: EfirmaPrueba) -> SimpleSigner:
    """A signer without any of our checks, as another program would make it."""
    clave = abrir_llave(efirma.key, efirma.contrasena)
    der = clave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        leer_certificado(efirma.cer), keys.PrivateKeyInfo.load(der), cert_registry=SimpleCertificateStore()
    )


def emitir(
    pki: PkiPrueba, llave: rsa.RSAPrivateKey, desde_dias: int, hasta_dias: int, variante: Variante = "efirma"
) -> EfirmaPrueba:
    return pki.emitir(
        PERSONAS[0],
        desde=AHORA + timedelta(days=desde_dias),
        hasta=AHORA + timedelta(days=hasta_dias),
        contrasena=CONTRASENA,
        variante=variante,
        llave=llave,
    )


def firmado_con(
    efirma: EfirmaPrueba, documento: bytes, *, dias: int = 0, permiso: MDPPerm | None = MDPPerm.FILL_FORMS
) -> bytes:
    momento = AHORA + timedelta(days=dias)
    return firmado_por_otro_programa(documento, firmante_de(efirma), CAMPOS[0], momento, permiso=permiso)


def test_each_signer_is_told(firmados: Firmados) -> None:
    firma = verificar(firmados.tres, anclas=firmados.anclas, ahora=DESPUES).firmas[0]
    assert firma.nombre == "LUCIA ÑANDU PEÑALOZA"
    assert firma.rfc == "ÑAPL850101AB1"
    assert firma.numero_certificado == "00001000000504000001"
    assert firma.momento == AHORA
    assert firma.autoridad == "AC DE PRUEBA"
    assert firma.revocacion == "no comprobada"
    assert (firma.integra, firma.confiable, firma.problemas) == (True, True, ())


def test_it_is_told_as_json(firmados: Firmados) -> None:
    dicho = json.loads(verificar(firmados.una, anclas=firmados.anclas, ahora=DESPUES).model_dump_json())
    assert dicho["valido"] is True
    assert dicho["firmas"][0]["revocacion"] == "no comprobada"
    assert dicho["pendientes"] == ["FirmaTitular", "FirmaSuperior"]


def test_a_document_without_signatures_is_not_valid(firmados: Firmados) -> None:
    hecho = verificar(firmados.ninguna, anclas=firmados.anclas, ahora=DESPUES)
    assert (hecho.valido, hecho.firmas) == (False, ())
    assert hecho.problemas == ("El documento no tiene ninguna firma electrónica.",)
    assert hecho.pendientes == CAMPOS


def test_an_unknown_authority_is_named_with_what_to_do(firmados: Firmados) -> None:
    hecho = verificar(firmados.una, anclas=Anclas(), ahora=DESPUES)
    assert not hecho.valido
    assert (hecho.firmas[0].integra, hecho.firmas[0].confiable) == (True, False)
    (frase,) = hecho.problemas
    assert "«AC DE PRUEBA»" in frase
    assert "agréguelo" in frase


def test_a_forged_authority_of_the_same_name_is_told(firmados: Firmados) -> None:
    falsa = crear_pki(AHORA)
    hecho = verificar(firmados.una, anclas=falsa.anclas(), ahora=DESPUES)
    assert not hecho.valido
    assert "ella no lo emitió" in hecho.problemas[0]


def test_an_efirma_that_outlives_its_authority_is_accepted(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    # The authority ends in five years; four days before that it issues for four years.
    cinco = 5 * 365
    larga = emitir(pki, llave, cinco - 4, cinco + 4 * 365)
    pdf = firmado_con(larga, hacer_documento(CAMPOS), dias=cinco + 300)
    hecho = verificar(pdf, anclas=pki.anclas(), ahora=AHORA + timedelta(days=cinco + 301))
    assert hecho.problemas == ()
    assert hecho.valido


def test_a_certificate_issued_after_its_authority_ended_is_rejected(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    cinco = 5 * 365
    tardia = emitir(pki, llave, cinco + 10, cinco + 400)
    pdf = firmado_con(tardia, hacer_documento(CAMPOS), dias=cinco + 20)
    hecho = verificar(pdf, anclas=pki.anclas(), ahora=AHORA + timedelta(days=cinco + 21))
    assert "fuera de la vigencia de su autoridad" in hecho.problemas[0]


@pytest.mark.parametrize(("desde", "hasta"), [(-700, -300), (1, 300)])
def test_a_time_outside_the_certificate_is_rejected(
    pki: PkiPrueba, llave: rsa.RSAPrivateKey, documento: bytes, desde: int, hasta: int
) -> None:
    hecho = verificar(firmado_con(emitir(pki, llave, desde, hasta), documento), anclas=pki.anclas(), ahora=DESPUES)
    assert not hecho.valido
    assert "fuera de la vigencia de su certificado" in hecho.problemas[0]
    assert hecho.firmas[0].integra


def test_validity_is_judged_when_it_was_signed(firmados: Firmados) -> None:
    diez_anios = AHORA + timedelta(days=3650)
    assert verificar(firmados.tres, anclas=firmados.anclas, ahora=diez_anios).valido


def test_a_time_in_the_future_is_rejected(firmados: Firmados) -> None:
    hecho = verificar(firmados.una, anclas=firmados.anclas, ahora=AHORA - timedelta(hours=3))
    assert "aún no llega" in hecho.problemas[0]


def test_clocks_a_little_apart_are_accepted(firmados: Firmados) -> None:
    assert verificar(firmados.una, anclas=firmados.anclas, ahora=AHORA - timedelta(hours=1)).valido


def test_times_out_of_order_are_rejected(firmados: Firmados, credenciales: tuple[Credencial, ...]) -> None:
    antes = AHORA - timedelta(minutes=1)
    pdf = firmado_por_otro_programa(firmados.una, credenciales[1].firmante, CAMPOS[1], antes)
    hecho = verificar(pdf, anclas=firmados.anclas, ahora=DESPUES)
    assert not hecho.valido
    assert "dice ser anterior a la de LUCIA ÑANDU PEÑALOZA" in hecho.problemas[0]


def test_a_signature_with_a_csd_is_rejected(pki: PkiPrueba, llave: rsa.RSAPrivateKey, documento: bytes) -> None:
    hecho = verificar(firmado_con(emitir(pki, llave, -10, 300, "sello"), documento), anclas=pki.anclas(), ahora=DESPUES)
    assert "sello digital (CSD)" in hecho.problemas[0]
    assert not hecho.firmas[0].confiable


@pytest.mark.parametrize("permiso", [None, MDPPerm.ANNOTATE])
def test_a_first_signature_that_leaves_the_document_open_is_rejected(
    pki: PkiPrueba, llave: rsa.RSAPrivateKey, documento: bytes, permiso: MDPPerm | None
) -> None:
    pdf = firmado_con(emitir(pki, llave, -10, 300), documento, permiso=permiso)
    (frase,) = verificar(pdf, anclas=pki.anclas(), ahora=DESPUES).problemas
    assert "certificación" in frase


def test_a_document_closed_by_its_first_signature_is_accepted_and_not_signed_again(
    pki: PkiPrueba, llave: rsa.RSAPrivateKey, documento: bytes, credenciales: tuple[Credencial, ...]
) -> None:
    pdf = firmado_con(emitir(pki, llave, -10, 300), documento, permiso=MDPPerm.NO_CHANGES)
    assert verificar(pdf, anclas=pki.anclas(), ahora=DESPUES).valido
    with pytest.raises(UserError, match="no admite más firmas"):
        firmar(
            pdf,
            campo=CAMPOS[1],
            credencial=credenciales[1],
            ahora=DESPUES,
            certificar=False,
            sello=SELLO,
            motivo="",
        )


@pytest.mark.parametrize("subfiltro", ["/ETSI.CAdES.detached", "/adbe.x509.rsa_sha1", "/ETSI.RFC3161"])
def test_a_signature_that_cannot_be_read_is_not_passed_over(subfiltro: str, anclas: Anclas) -> None:
    with pikepdf.open(io.BytesIO(hacer_documento(CAMPOS))) as pdf:
        pdf.Root.AcroForm.Fields[1].V = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                SubFilter=pikepdf.Name(subfiltro),
                ByteRange=pikepdf.Array([0, 1, 2, 3]),
                Contents=pikepdf.String(b"\x30\x03\x02\x01\x01"),
            )
        )
        salida = io.BytesIO()
        pdf.save(salida)
    hecho = verificar(salida.getvalue(), anclas=anclas, ahora=DESPUES)
    assert not hecho.valido
    assert "«FirmaTitular» está dañada o es de un tipo que no se puede comprobar" in hecho.problemas[0]


def test_a_document_with_compressed_structure_is_signed_and_verified(
    credenciales: tuple[Credencial, ...], anclas: Anclas
) -> None:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(hacer_documento(CAMPOS))) as pdf:
        pdf.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    firmado = firmar(
        salida.getvalue(),
        campo=CAMPOS[0],
        credencial=credenciales[0],
        ahora=AHORA,
        certificar=True,
        sello=SELLO,
        motivo="",
    )
    assert verificar(firmado, anclas=anclas, ahora=AHORA).valido


def test_the_wrong_signer_in_a_field(firmados: Firmados) -> None:
    esperado = {CAMPOS[0]: "XAXX010101000"}
    hecho = verificar(firmados.una, anclas=firmados.anclas, ahora=DESPUES, esperado=esperado)
    assert hecho.problemas == ("El campo «FirmaComisionado» debía firmarlo XAXX010101000 y lo firmó ÑAPL850101AB1.",)


def test_another_record_attached(firmados: Firmados) -> None:
    hecho = verificar(firmados.una, anclas=firmados.anclas, ahora=DESPUES, json_sha256="0" * 64)
    assert hecho.problemas == ("El registro de datos adjunto al PDF no es el que corresponde a este documento.",)


def test_no_record_attached(pki: PkiPrueba, llave: rsa.RSAPrivateKey) -> None:
    with pikepdf.open(io.BytesIO(hacer_documento(CAMPOS))) as pdf:
        del pdf.Root.AF
        salida = io.BytesIO()
        pdf.save(salida)
    firmado = firmado_con(emitir(pki, llave, -10, 300), salida.getvalue())
    assert not verificar(firmado, anclas=pki.anclas(), ahora=DESPUES, json_sha256="0" * 64).valido
    assert verificar(firmado, anclas=pki.anclas(), ahora=DESPUES).valido


def test_the_record_hash_may_be_in_capitals(firmados: Firmados) -> None:
    huella = firmados.registro_sha256.upper()
    assert verificar(firmados.una, anclas=firmados.anclas, ahora=DESPUES, json_sha256=huella).valido


def cifrado(pdf: bytes) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        documento.save(salida, encryption=pikepdf.Encryption(owner="a", user="b"))
    return salida.getvalue()


@pytest.mark.parametrize(
    ("pdf", "parte"),
    [
        (b"", "vacío"),
        (b"hola", "no es un PDF"),
        (b"PK\x03\x04" + bytes(200), "no es un PDF"),
        (b"%PDF-1.7\n%%EOF\n", "dañado"),
        (b"%PDF-1.7\n" + b"[" * 20_000, "dañado"),
        (b"%PDF-1.7\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n", "dañado"),
        (cifrado(hacer_documento(CAMPOS)), "contraseña"),
    ],
)
def test_hostile_files_are_answered_with_a_sentence(
    pdf: bytes, parte: str, credenciales: tuple[Credencial, ...]
) -> None:
    hecho = verificar(pdf, anclas=Anclas(), ahora=DESPUES)
    assert not hecho.valido
    assert parte in hecho.problemas[0]
    for leer in (
        lambda: campos_de_firma(pdf),
        lambda: asegurar_campo(pdf, "Firma"),
        lambda: firmar(
            pdf, campo="x", credencial=credenciales[0], ahora=AHORA, certificar=True, sello=SELLO, motivo=""
        ),
    ):
        with pytest.raises(UserError, match=parte):
            leer()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_a_damaged_document_never_breaks_the_program(datos: st.DataObject, firmados: Firmados) -> None:
    pdf = bytearray(firmados.ninguna)
    for _ in range(datos.draw(st.integers(1, 4))):
        lugar = datos.draw(st.integers(0, len(pdf) - 1))
        pdf[lugar : lugar + datos.draw(st.integers(0, 3))] = datos.draw(st.binary(max_size=6))
    assert not verificar(bytes(pdf), anclas=firmados.anclas, ahora=DESPUES).valido
    for leer in (lambda: campos_de_firma(bytes(pdf)), lambda: asegurar_campo(bytes(pdf), "Otra")):
        try:
            leer()
        except UserError as error:
            assert error.message.endswith(".")


def test_a_clock_without_zone_is_a_bug(firmados: Firmados) -> None:
    with pytest.raises(ValueError, match="time zone"):
        verificar(firmados.una, anclas=Anclas(), ahora=AHORA.replace(tzinfo=None))


def test_an_opened_efirma_signs_what_verifies(
    efirmas: tuple[EfirmaPrueba, ...], pki: PkiPrueba, documento: bytes
) -> None:
    credencial = cargar_efirma(efirmas[1].cer, efirmas[1].key, CONTRASENA, ahora=AHORA)
    pdf = firmar(
        documento, campo=CAMPOS[1], credencial=credencial, ahora=AHORA, certificar=True, sello=SELLO, motivo=""
    )
    assert verificar(pdf, anclas=pki.anclas(), ahora=AHORA, esperado={CAMPOS[1]: "IATA790305CD2"}).valido
