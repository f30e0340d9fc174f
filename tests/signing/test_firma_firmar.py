"""Signing: what is written, what is refused, and that nothing else happens."""

from __future__ import annotations

import io
import logging
import shutil
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pikepdf
import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import read_certification_data

from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.campos import asegurar_campo
from supervisor_app.signing.credencial import Credencial, cargar_efirma
from supervisor_app.signing.firmar import firmar
from supervisor_app.signing.pki_prueba import PkiPrueba
from supervisor_app.signing.verificar import verificar
from tests.signing.firma_material import AHORA, CAMPOS, CONTRASENA, PERSONAS, SELLO, Firmados, hacer_documento


def firmar_uno(pdf: bytes, credencial: Credencial, *, campo: str = CAMPOS[0], ahora: datetime = AHORA) -> bytes:
    return firmar(
        pdf, campo=campo, credencial=credencial, ahora=ahora, certificar=True, sello=SELLO, motivo="Prueba", lugar=None
    )


def rechazo(pdf: bytes, credencial: Credencial, *, campo: str = CAMPOS[0], ahora: datetime = AHORA) -> str:
    with pytest.raises(UserError) as error:
        firmar_uno(pdf, credencial, campo=campo, ahora=ahora)
    return error.value.message


def firma_de(pdf: bytes, lugar: int) -> tuple[dict[str, Any], cms.SignedData]:
    """The signature dictionary's texts and numbers, and what its /Contents hold."""
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        valor = documento.Root.AcroForm.Fields[lugar].V
        rango = [int(numero) for numero in valor.ByteRange]
        textos = {clave: str(valor[clave]) for clave in valor.as_dict() if clave not in {"/ByteRange", "/Contents"}}
        contenido = bytes(valor.Contents)
    return {**textos, "/ByteRange": rango, "/Contents": contenido}, cms.ContentInfo.load(contenido)["content"]


def test_the_signature_is_appended_and_the_input_stays(firmados: Firmados) -> None:
    assert firmados.una.startswith(firmados.ninguna)
    assert firmados.dos.startswith(firmados.una)
    assert firmados.tres.startswith(firmados.dos)


def test_it_is_pades_with_sha256_and_the_given_time(firmados: Firmados) -> None:
    valor, firmado = firma_de(firmados.una, 0)
    atributos = {a["type"].native: a["values"][0].native for a in firmado["signer_infos"][0]["signed_attrs"]}
    assert valor["/SubFilter"] == "/ETSI.CAdES.detached"
    assert valor["/M"] == "D:20261120140509-06'00'"
    assert valor["/Reason"] == "Emisión del informe"
    assert valor["/Location"] == "Colima, Col."
    assert valor["/Name"] == "LUCIA ÑANDU PEÑALOZA"
    assert firmado["signer_infos"][0]["digest_algorithm"]["algorithm"].native == "sha256"
    assert "signing_certificate_v2" in atributos
    # PAdES keeps the claimed time in /M only (ETSI EN 319 142-1, 6.3).
    assert "signing_time" not in atributos


def test_only_the_first_signature_certifies(firmados: Firmados) -> None:
    certificacion = read_certification_data(PdfFileReader(io.BytesIO(firmados.tres)))
    assert certificacion is not None
    assert certificacion.permission.value == 2
    assert "/Reference" in firma_de(firmados.tres, 0)[0]
    assert "/Reference" not in firma_de(firmados.tres, 1)[0]


def test_the_known_authority_goes_along(
    firmados: Firmados, pki: PkiPrueba, credenciales: tuple[Credencial, ...]
) -> None:
    _, con = firma_de(firmados.una, 0)
    _, sin = firma_de(firmar_uno(firmados.ninguna, credenciales[0]), 0)
    assert pki.ac in [c.chosen.dump() for c in con["certificates"]]
    assert len(sin["certificates"]) == 1


def test_metadata_of_the_document_is_left_alone(firmados: Firmados) -> None:
    assert metadatos(firmados.tres) == metadatos(firmados.ninguna)


def metadatos(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        return {clave: str(documento.docinfo[clave]) for clave in documento.docinfo.as_dict()}


def test_the_same_time_in_another_zone_is_the_same_time(documento: bytes, credenciales: tuple[Credencial, ...]) -> None:
    valor, _ = firma_de(firmar_uno(documento, credenciales[0], ahora=AHORA.astimezone(UTC)), 0)
    assert valor["/M"] in {"D:20261120200509Z", "D:20261120200509+00'00'", "D:20261120200509Z00'00'"}


def test_signing_and_verifying_touch_no_network_and_log_nothing(
    documento: bytes,
    credenciales: tuple[Credencial, ...],
    anclas: Anclas,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def prohibido(*_: object, **__: object) -> NoReturn:
        raise AssertionError("network")

    for nombre in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, nombre, prohibido)
    for nombre in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, nombre, prohibido)
    with caplog.at_level(logging.DEBUG):
        firmado = firmar_uno(documento, credenciales[0])
        assert verificar(firmado, anclas=anclas, ahora=AHORA).valido
        assert not verificar(firmado + b"x", anclas=Anclas(), ahora=AHORA).valido
    assert [registro for registro in caplog.records if registro.name != "asyncio"] == []


def test_a_field_that_is_not_there_names_the_free_ones(
    firmados: Firmados, credenciales: tuple[Credencial, ...]
) -> None:
    assert "«FirmaTitular»" in rechazo(firmados.una, credenciales[0], campo="Otra")


def test_a_field_of_a_document_without_fields(credenciales: tuple[Credencial, ...]) -> None:
    assert "no tiene campos libres" in rechazo(hacer_documento(()), credenciales[0])


def test_a_signed_field_is_refused(firmados: Firmados, credenciales: tuple[Credencial, ...]) -> None:
    assert "ya está firmado" in rechazo(firmados.una, credenciales[0])


def test_a_second_certification_is_refused(firmados: Firmados, credenciales: tuple[Credencial, ...]) -> None:
    assert "sólo la primera" in rechazo(firmados.una, credenciales[1], campo=CAMPOS[1])


def test_a_clock_before_the_earlier_signature_is_refused(
    firmados: Firmados, credenciales: tuple[Credencial, ...]
) -> None:
    with pytest.raises(UserError, match="anterior a la de la firma previa"):
        firmar(
            firmados.una,
            campo=CAMPOS[1],
            credencial=credenciales[1],
            ahora=AHORA - timedelta(seconds=1),
            certificar=False,
            sello=SELLO,
            motivo="",
        )


def test_a_document_changed_after_a_signature_is_not_signed_over(
    firmados: Firmados, credenciales: tuple[Credencial, ...]
) -> None:
    alterado = firmados.una.replace(b"observado 1000", b"observado 9000", 1)
    for pdf in (alterado, firmados.una + b"% nota\n"):
        with pytest.raises(UserError, match="se modificó después de una firma"):
            firmar(
                pdf,
                campo=CAMPOS[1],
                credencial=credenciales[1],
                ahora=AHORA,
                certificar=False,
                sello=SELLO,
                motivo="",
            )


@pytest.mark.parametrize("dias", [-366, 1096])
def test_a_clock_outside_the_validity_is_refused(
    documento: bytes, credenciales: tuple[Credencial, ...], dias: int
) -> None:
    assert "este equipo marca" in rechazo(documento, credenciales[0], ahora=AHORA + timedelta(days=dias))


def test_a_clock_without_zone_is_a_bug(documento: bytes, credenciales: tuple[Credencial, ...]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        firmar_uno(documento, credenciales[0], ahora=AHORA.replace(tzinfo=None))


def test_a_field_with_conditions_is_refused(documento: bytes, credenciales: tuple[Credencial, ...]) -> None:
    pdf = pikepdf.open(io.BytesIO(documento))
    pdf.Root.AcroForm.Fields[0].SV = pikepdf.Dictionary(Type=pikepdf.Name.SV)
    salida = io.BytesIO()
    pdf.save(salida)
    assert "impone condiciones" in rechazo(salida.getvalue(), credenciales[0])


def test_an_invisible_field_is_signed_without_stamp(credenciales: tuple[Credencial, ...], anclas: Anclas) -> None:
    pdf = asegurar_campo(hacer_documento(()), "Oculta", (0, 0, 0, 0))
    firmado = firmar_uno(pdf, credenciales[0], campo="Oculta")
    assert verificar(firmado, anclas=anclas, ahora=AHORA).valido
    assert len(firmado) - len(pdf) < 9_000


def test_an_efirma_with_a_long_name_signs(pki: PkiPrueba, llave: rsa.RSAPrivateKey, documento: bytes) -> None:
    larga = pki.emitir(
        type(PERSONAS[0])("Ñ" * 120, "LARG850101AB1", "LARG850101HDFXXC01"),
        desde=AHORA - timedelta(days=1),
        hasta=AHORA + timedelta(days=1),
        contrasena=CONTRASENA,
        llave=llave,
    )
    credencial = cargar_efirma(larga.cer, larga.key, CONTRASENA, ahora=AHORA)
    firmado = firmar_uno(documento, credencial)
    assert verificar(firmado, anclas=pki.anclas(), ahora=AHORA).valido


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler) is a second opinion where it is installed")
def test_pdfsig_agrees(firmados: Firmados, tmp_path: Path) -> None:
    archivo = tmp_path / "tres.pdf"
    archivo.write_bytes(firmados.tres)
    dicho = subprocess.run(["pdfsig", "-nocert", str(archivo)], check=True, capture_output=True, text=True).stdout
    assert dicho.count("Signature is Valid.") == 3
    assert dicho.count("Total document signed") == 1
    assert dicho.count("Not total document signed") == 2
    assert dicho.count("Signature Type: ETSI.CAdES.detached") == 3
    assert "JOSE ANGEL IBARGÜEN TREVIÑO" in dicho


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is a second opinion where it is installed")
def test_openssl_agrees(firmados: Firmados, pki: PkiPrueba, tmp_path: Path) -> None:
    valor, _ = firma_de(firmados.una, 0)
    inicio, antes, despues, resto = valor["/ByteRange"]
    pdf = firmados.una
    (tmp_path / "datos").write_bytes(pdf[inicio:antes] + pdf[despues : despues + resto])
    (tmp_path / "firma.der").write_bytes(valor["/Contents"])
    (tmp_path / "ac.der").write_bytes(pki.ac)
    ac = str(tmp_path / "ac.pem")
    subprocess.run(
        ["openssl", "x509", "-inform", "DER", "-in", str(tmp_path / "ac.der"), "-out", ac], check=True, timeout=30
    )
    orden = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-partial_chain", "-purpose", "any"]
    archivos = ["-in", str(tmp_path / "firma.der"), "-content", str(tmp_path / "datos"), "-CAfile", ac]
    opciones = ["-attime", str(int(AHORA.timestamp())), "-out", str(tmp_path / "salida")]
    hecho = subprocess.run([*orden, *archivos, *opciones], check=False, capture_output=True, text=True, timeout=30)
    assert hecho.returncode == 0, hecho.stderr
