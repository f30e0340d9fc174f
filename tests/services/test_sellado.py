"""Sealing the documents of a visit, open or closed, through an authority of time that answers on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import ocsp

from supervisor_app.domain.documento import Documento, EstadoDocumento, Metodo
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.firmas import Efirma
from supervisor_app.signing.anclas import CARPETA_REVOCACION, CARPETA_SELLOS
from supervisor_app.signing.pki_prueba import EfirmaPrueba
from tests.services.banco import SUPERVISORA, Banco, _emitida, bolsa, nuevo, pki
from tests.signing.autoridad_de_hora import (
    AutoridadDeHora,
    crear_autoridad,
    der,
    lista_de_revocacion,
    respuesta_ocsp,
    serie_de,
    servidor,
)
from tests.visita_ficticia import AHORA

EN_UNA_HORA = AHORA + timedelta(hours=1)


@cache
def autoridad() -> AutoridadDeHora:
    return crear_autoridad(EN_UNA_HORA)


@contextmanager
def con_autoridad(b: Banco, responder: Callable[[bytes], bytes] | None = None, **ajustes: object) -> Iterator[str]:
    """The office trusts the authority and wrote its address in the settings; it is an hour later."""
    b.s.firmas.agregar_autoridad(der(autoridad().ac), aprobada_por_la_oficina=True, para_sellos=True)
    b.reloj.adelantar(hours=1)
    with servidor(responder or autoridad().responder) as url:
        b.s.ajustes.guardar(b.s.ajustes.leer().model_copy(update={"sello_url": url} | ajustes))
        yield url


def archivos(b: Banco) -> int:
    return sum(1 for ruta in (b.s.carpeta / "archivos").rglob("*") if ruta.is_file())


def test_a_signed_document_is_sealed_and_its_earlier_file_stays(firmada: Banco) -> None:
    antes = firmada.documento()
    with con_autoridad(firmada):
        hecho, avisos = firmada.s.sellado.sellar_documento(antes)
    assert hecho == firmada.documento()
    assert hecho.archivos[:-1] == antes.archivos
    sellado = hecho.ultimo
    assert (sellado.metodo, sellado.firmante, sellado.cuando) == (Metodo.SELLO, "SELLOS DE PRUEBA", EN_UNA_HORA)
    assert firmada.s.documentos.leer(hecho).startswith(firmada.guardado(antes.ultimo.sha256).read_bytes())
    assert avisos == ()
    assert firmada.estado() is EstadoDocumento.FIRMADO


def test_what_is_sealed_verifies_and_says_since_when(firmada: Banco) -> None:
    with con_autoridad(firmada):
        hecho, _ = firmada.s.sellado.sellar_documento(firmada.documento())
    verificado = firmada.s.firmas.verificar_documento(hecho)
    assert (verificado.valido, verificado.problemas) == (True, ())
    assert verificado.firmas[0].antes_de == EN_UNA_HORA


def test_a_seal_that_was_cut_off_is_noticed(firmada: Banco) -> None:
    antes = firmada.documento()
    with con_autoridad(firmada):
        hecho, _ = firmada.s.sellado.sellar_documento(antes)
    firmado = firmada.guardado(antes.ultimo.sha256).read_bytes()
    verificado = firmada.s.firmas.verificar(
        firmado,
        sellado=True,
        json_sha256=hecho.registro_sha256,
        esperado={a.campo: a.rfc for a in antes.archivos if a.rfc},
    )
    assert verificado.problemas == ("Falta el sello de tiempo que este documento tenía según su registro.",)


def test_an_unsigned_document_is_not_sealed(emitida: Banco) -> None:
    with con_autoridad(emitida), pytest.raises(UserError, match=r"no tiene ninguna e\.firma"):
        emitida.s.sellado.sellar_documento(emitida.documento())


def test_a_sealed_document_is_not_sealed_again_unasked(firmada: Banco) -> None:
    with con_autoridad(firmada):
        hecho, _ = firmada.s.sellado.sellar_documento(firmada.documento())
        with pytest.raises(UserError, match="ya tiene sello de tiempo"):
            firmada.s.sellado.sellar_documento(hecho)
        otra, _ = firmada.s.sellado.sellar_documento(hecho, otra_vez=True)
    assert len(firmada.s.firmas.verificar_documento(otra).sellos) == 2


def test_what_is_missing_a_seal_is_told(firmada: Banco) -> None:
    visita = firmada.e.visita.id
    cuantos = len(firmada.s.sellado.por_sellar(visita))
    assert cuantos >= 3
    with con_autoridad(firmada):
        firmada.s.sellado.sellar_documento(firmada.documento())
    assert len(firmada.s.sellado.por_sellar(visita)) == cuantos - 1


# --- a closed visit -------------------------------------------------------------------------------------------------


def test_a_document_of_a_closed_visit_is_sealed_and_its_package_stays(cerrada: Banco) -> None:
    (paquete,) = cerrada.paquetes
    antes = paquete.read_bytes()
    with con_autoridad(cerrada):
        hecho, avisos = cerrada.s.sellado.sellar_documento(cerrada.documento())
    assert paquete.read_bytes() == antes
    assert "su paquete no cambia" in avisos[0]
    assert cerrada.s.firmas.verificar_documento(hecho).valido
    assert cerrada.s.comprobar() == ()


def test_the_next_revision_carries_the_seal(cerrada: Banco) -> None:
    with con_autoridad(cerrada):
        hecho, _ = cerrada.s.sellado.sellar_documento(cerrada.documento())
    cerrada.reabrir()
    cerrada.cerrar()
    sellado = cerrada.guardado(hecho.ultimo.sha256).read_bytes()
    assert sellado in bolsa(nuevo(cerrada)).values()


def test_a_sealed_document_is_exported(cerrada: Banco, usb: Path) -> None:
    with con_autoridad(cerrada):
        hecho, _ = cerrada.s.sellado.sellar_documento(cerrada.documento())
    nombre = cerrada.s.documentos.nombre_de_archivo(hecho)
    assert nombre.endswith("-v1-sellado.pdf")
    ruta = cerrada.s.documentos.exportar(hecho, usb / nombre)
    assert cerrada.s.firmas.verificar(ruta.read_bytes()).sellos[0].confiable


# --- nobody answers -------------------------------------------------------------------------------------------------


def sin_cambios(b: Banco, documento: Documento, cuantos: int) -> bool:
    return b.documento() == documento and archivos(b) == cuantos and b.s.firmas.verificar_documento(documento).valido


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://no-existe.invalid/tsa"])
def test_an_authority_that_is_not_there_leaves_the_document_signed(firmada: Banco, url: str) -> None:
    documento, cuantos = firmada.documento(), archivos(firmada)
    with con_autoridad(firmada):
        firmada.s.ajustes.guardar(firmada.s.ajustes.leer().model_copy(update={"sello_url": url}))
        with pytest.raises(EnvironmentProblem, match=r"No se pudo hablar con la autoridad.*sigue firmado como estaba"):
            firmada.s.sellado.sellar_documento(documento)
    assert sin_cambios(firmada, documento, cuantos)


def test_an_answer_that_is_no_stamp_leaves_the_document_signed(firmada: Banco) -> None:
    documento, cuantos = firmada.documento(), archivos(firmada)
    with (
        con_autoridad(firmada, lambda _: b"<html>Inicie sesion</html>"),
        pytest.raises(UserError, match="no es un sello de tiempo"),
    ):
        firmada.s.sellado.sellar_documento(documento)
    assert sin_cambios(firmada, documento, cuantos)


def test_an_authority_that_nobody_trusts_leaves_the_document_signed(firmada: Banco) -> None:
    documento, cuantos = firmada.documento(), archivos(firmada)
    firmada.reloj.adelantar(hours=1)
    with servidor(autoridad().responder) as url:
        firmada.s.ajustes.guardar(firmada.s.ajustes.leer().model_copy(update={"sello_url": url}))
        with pytest.raises(UserError, match="no está entre las autoridades de sellado reconocidas"):
            firmada.s.sellado.sellar_documento(documento)
    assert sin_cambios(firmada, documento, cuantos)


@pytest.mark.parametrize(
    "url", ["", "  ", "sello.example", "ftp://sello.example/", "file:///etc/passwd", "http://", "http://a:b@c/"]
)
def test_an_address_that_is_none_is_told(firmada: Banco, url: str) -> None:
    firmada.s.ajustes.guardar(firmada.s.ajustes.leer().model_copy(update={"sello_url": url}))
    with pytest.raises(UserError) as negado:
        firmada.s.sellado.sellar_documento(firmada.documento())
    assert negado.value.field == "sello_url"


# --- revocation -----------------------------------------------------------------------------------------------------


def test_a_responder_of_the_settings_is_asked_and_its_answer_kept(firmada: Banco) -> None:
    cer = _emitida(SUPERVISORA).cer
    dicha = respuesta_ocsp(pki(), cer, desde=EN_UNA_HORA, hasta=EN_UNA_HORA + timedelta(days=1))
    preguntas: list[bytes] = []

    def responder(pregunta: bytes) -> bytes:
        preguntas.append(pregunta)
        return dicha

    with servidor(responder) as url, con_autoridad(firmada, ocsp_url=url):
        hecho, avisos = firmada.s.sellado.sellar_documento(firmada.documento())
    pedida = ocsp.load_der_ocsp_request(preguntas[0])
    assert pedida.serial_number == serie_de(cer)
    assert avisos == ()
    firmada.reloj.adelantar(days=4000)
    assert firmada.s.firmas.verificar_documento(hecho).firmas[0].revocacion == "vigente"


def test_what_the_office_handed_out_is_used_and_nobody_is_asked(firmada: Banco) -> None:
    carpeta = firmada.s.carpeta / "anclas" / CARPETA_REVOCACION
    carpeta.mkdir()
    (carpeta / "sat.crl").write_bytes(lista_de_revocacion(pki(), desde=AHORA, hasta=AHORA + timedelta(days=30)))
    (carpeta / "léame.txt").write_text("no es una lista")

    def nadie(_: bytes) -> bytes:
        raise AssertionError("was asked")

    with servidor(nadie) as url, con_autoridad(firmada, ocsp_url=url):
        hecho, avisos = firmada.s.sellado.sellar_documento(firmada.documento())
    (carpeta / "sat.crl").unlink()
    assert avisos == ()
    assert firmada.s.firmas.verificar_documento(hecho).firmas[0].revocacion == "vigente"


@pytest.mark.parametrize("responde", [None, b"nada"])
def test_a_responder_that_does_not_answer_is_told_and_the_seal_is_made(firmada: Banco, responde: bytes | None) -> None:
    with servidor(lambda _: responde or b"") as vivo:
        url = vivo if responde else "http://127.0.0.1:1/"
        with con_autoridad(firmada, ocsp_url=url):
            hecho, (aviso,) = firmada.s.sellado.sellar_documento(firmada.documento())
    assert aviso.startswith("No se comprobó si el certificado de LUCIA ÑANDU PEÑALOZA fue revocado.")
    assert firmada.s.firmas.verificar_documento(hecho).firmas[0].revocacion == "no comprobada"


def test_a_revoked_signer_is_not_sealed(firmada: Banco) -> None:
    documento, cuantos = firmada.documento(), archivos(firmada)
    cer = _emitida(SUPERVISORA).cer
    dicha = respuesta_ocsp(
        pki(), cer, estado=ocsp.OCSPCertStatus.REVOKED, revocada=AHORA - timedelta(days=3), desde=EN_UNA_HORA
    )
    with (
        servidor(lambda _: dicha) as url,
        con_autoridad(firmada, ocsp_url=url),
        pytest.raises(UserError, match=r"está revocado desde.* No se escribió nada"),
    ):
        firmada.s.sellado.sellar_documento(documento)
    assert sin_cambios(firmada, documento, cuantos)


def test_the_authorities_of_time_are_apart(firmada: Banco) -> None:
    with con_autoridad(firmada):
        pass
    assert [a.nombre for a in firmada.s.firmas.confianza.anclas(para_sellos=True).autoridades] == [
        "AC DE SELLOS DE PRUEBA"
    ]
    assert "AC DE SELLOS DE PRUEBA" not in [a.nombre for a in firmada.s.firmas.anclas().autoridades]
    assert (firmada.s.carpeta / "anclas" / CARPETA_SELLOS / "manifiesto.json").is_file()


# --- addresses that a certificate names -----------------------------------------------------------------------------


def con_direcciones(prueba: EfirmaPrueba, *, ocsp_en: str = "", lista_en: str = "") -> EfirmaPrueba:
    """The same e.firma as its authority would issue it if it said where it answers."""
    certificado = asn1.Certificate.load(prueba.cer)
    viejo = certificado["tbs_certificate"]
    extensiones = list(viejo["extensions"])
    if ocsp_en:
        donde = {"access_method": "ocsp", "access_location": asn1.GeneralName("uniform_resource_identifier", ocsp_en)}
        extensiones.append(_extension("authority_information_access", asn1.AuthorityInfoAccessSyntax([donde])))
    if lista_en:
        punto = asn1.DistributionPointName("full_name", [asn1.GeneralName("uniform_resource_identifier", lista_en)])
        puntos = asn1.CRLDistributionPoints([{"distribution_point": punto}])
        extensiones.append(_extension("crl_distribution_points", puntos))
    iguales = ("version", "serial_number", "signature", "issuer", "validity", "subject", "subject_public_key_info")
    cuerpo = asn1.TbsCertificate({nombre: viejo[nombre] for nombre in iguales} | {"extensions": extensiones})
    valor = pki()._llave_ac.sign(cuerpo.dump(), PKCS1v15(), SHA256())
    nuevo_cer = asn1.Certificate(
        {
            "tbs_certificate": cuerpo,
            "signature_algorithm": certificado["signature_algorithm"],
            "signature_value": valor,
        }
    )
    return EfirmaPrueba(nuevo_cer.dump(), prueba.key, prueba.contrasena)


def _extension(tipo: str, valor: object) -> dict[str, object]:
    return {"extn_id": tipo, "critical": False, "extn_value": valor}


@pytest.mark.parametrize("por", ["ocsp", "lista", "lista tras ocsp mudo"])
def test_the_authority_is_asked_where_its_certificates_say(emitida: Banco, por: str) -> None:
    cer = _emitida(SUPERVISORA).cer
    dicha = respuesta_ocsp(pki(), cer, desde=EN_UNA_HORA) if por == "ocsp" else lista_de_revocacion(pki(), desde=AHORA)
    with servidor(lambda _: dicha) as url:
        mudo = "http://127.0.0.1:1/"
        donde = {"ocsp": (url, ""), "lista": ("", url), "lista tras ocsp mudo": (mudo, url)}[por]
        prueba = con_direcciones(_emitida(SUPERVISORA), ocsp_en=donde[0], lista_en=donde[1])
        documento = emitida.documento()
        propia = Efirma(prueba.cer, prueba.key, prueba.contrasena)
        firmado = emitida.s.firmas.firmar_documento(documento, documento.campos[0].campo, propia)
        with con_autoridad(emitida):
            hecho, avisos = emitida.s.sellado.sellar_documento(firmado)
    assert avisos == ()
    assert emitida.s.firmas.verificar_documento(hecho).firmas[0].revocacion == "vigente"
