"""Time stamps: made over a signed document by an authority that answers, and judged whoever made them."""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper

from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.campos import campos_de_firma
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.firmar import firmar
from supervisor_app.signing.lectura import EscritorIncremental
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.sello_tiempo import Pedir, sellar
from supervisor_app.signing.verificar import verificar
from tests import verapdf
from tests.documents.ejemplos import informe, informe_pdf
from tests.signing.alteraciones import sellado_sin_preguntar, un_bit
from tests.signing.autoridad_de_hora import (
    AutoridadDeHora,
    der,
    leida,
    lista_de_revocacion,
    respuesta_ocsp,
    serie_de,
)
from tests.signing.firma_material import AHORA, CAMPOS, SELLO, Firmados

UNA_HORA = AHORA + timedelta(hours=1)
DESPUES = AHORA + timedelta(hours=4)


def sellar_con(
    pdf: bytes, pedir: Pedir, firmados: Firmados, hora: AutoridadDeHora, evidencias: Evidencias | None = None
) -> bytes:
    hecho, _ = sellar(
        pdf,
        pedir=pedir,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas(),
        evidencias=evidencias or Evidencias(),
        ahora=UNA_HORA,
    )
    return hecho


def juzgar(pdf: bytes, firmados: Firmados, hora: AutoridadDeHora, **mas: object) -> Verificacion:
    return verificar(
        pdf,
        **({"anclas": firmados.anclas, "anclas_sello": hora.anclas(), "ahora": DESPUES} | mas),  # type: ignore[arg-type]
    )


# --- sealing ------------------------------------------------------------------------------------------------------


def test_a_sealed_file_starts_with_the_signed_one(firmados: Firmados, sellado: bytes) -> None:
    assert sellado.startswith(firmados.tres)
    assert len(sellado) - len(firmados.tres) < 60_000


def test_the_stamp_proves_by_when_each_signature_was_there(
    firmados: Firmados, sellado: bytes, hora: AutoridadDeHora
) -> None:
    hecho = juzgar(sellado, firmados, hora)
    (sello,) = hecho.sellos
    assert (sello.autoridad, sello.emisor, sello.momento) == (
        "SELLOS DE PRUEBA", "AC DE SELLOS DE PRUEBA", hora.momento,
    )  # fmt: skip
    assert {firma.antes_de for firma in hecho.firmas} == {hora.momento}
    assert hecho.avisos == ()


def test_without_a_stamp_the_time_is_told_to_be_a_claim(firmados: Firmados, hora: AutoridadDeHora) -> None:
    hecho = juzgar(firmados.tres, firmados, hora)
    assert "ningún sello de tiempo la prueba" in hecho.avisos[0]
    assert {firma.antes_de for firma in hecho.firmas} == {None}


def test_a_document_without_signatures_is_not_sealed(firmados: Firmados, hora: AutoridadDeHora) -> None:
    with pytest.raises(UserError, match="no tiene ninguna firma"):
        sellar_con(firmados.ninguna, hora.responder, firmados, hora)


def test_an_altered_document_is_not_sealed(firmados: Firmados, hora: AutoridadDeHora) -> None:
    for alterado in (firmados.tres.replace(b"observado 1000", b"observado 9000", 1), firmados.tres + b"% nota\n"):
        with pytest.raises(UserError, match="se modificó después de una firma"):
            sellar_con(alterado, hora.responder, firmados, hora)


def test_a_sealed_document_is_sealed_again_by_another_authority(
    firmados: Firmados, sellado: bytes, hora: AutoridadDeHora
) -> None:
    mas_tarde = hora.con_sellos(momento=UNA_HORA + timedelta(days=900))
    hecho, dicho = sellar(
        sellado,
        pedir=mas_tarde.responder,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas(),
        evidencias=Evidencias(),
        ahora=UNA_HORA + timedelta(days=901),
    )
    assert dicho.valido
    assert [s.campo for s in dicho.sellos] == ["SelloDeTiempo_1", "SelloDeTiempo_2"]
    assert dicho.firmas[0].antes_de == hora.momento
    assert hecho.startswith(sellado)


def test_who_signs_after_a_stamp_is_accepted(
    firmados: Firmados, hora: AutoridadDeHora, credenciales: tuple[Credencial, ...]
) -> None:
    sellado = sellar_con(firmados.dos, hora.responder, firmados, hora)
    firmado = firmar(
        sellado,
        campo=CAMPOS[2],
        credencial=credenciales[2],
        ahora=UNA_HORA + timedelta(minutes=5),
        certificar=False,
        sello=SELLO,
        motivo="",
    )
    hecho = juzgar(firmado, firmados, hora, esperado=firmados.esperado)
    assert hecho.problemas == ()
    assert [firma.antes_de for firma in hecho.firmas] == [hora.momento, hora.momento, None]


def test_a_token_larger_than_expected_is_asked_for_again_with_room(
    firmados: Firmados, hora: AutoridadDeHora, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervisor_app.signing.sello_tiempo._RESERVA", 500)
    veces: list[bytes] = []

    def contar(peticion: bytes) -> bytes:
        veces.append(peticion)
        return hora.responder(peticion)

    hecho = sellar_con(firmados.una, contar, firmados, hora)
    assert len(veces) == 2
    assert juzgar(hecho, firmados, hora).valido


@pytest.mark.parametrize("respuesta", [b"", b"nada", b"<html>Proxy</html>", b"\x30\x03\x02\x01\x02", bytes(5000)])
def test_an_answer_that_is_no_stamp_writes_nothing(respuesta: bytes, firmados: Firmados, hora: AutoridadDeHora) -> None:
    with pytest.raises(UserError, match=r"No se escribió nada: el documento sigue firmado"):
        sellar_con(firmados.una, lambda _: respuesta, firmados, hora)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lugar=st.floats(0, 0.999), bit=st.integers(0, 7))
def test_a_damaged_stamp_is_never_kept_and_breaks_nothing(
    lugar: float, bit: int, firmados: Firmados, hora: AutoridadDeHora
) -> None:
    buenos: list[bytes] = []

    def danar(peticion: bytes) -> bytes:
        respuesta = hora.responder(peticion)
        buenos.append(tsp.TimeStampResp.load(respuesta)["time_stamp_token"].dump())
        return un_bit(respuesta, int(lugar * len(respuesta)), 1 << bit)

    try:
        hecho = sellar_con(firmados.una, danar, firmados, hora)
    except UserError as error:
        assert "No se escribió nada" in error.message
    else:  # what is around the stamp in an answer is not kept
        assert buenos[-1].hex().upper().encode() in hecho.upper()


def test_a_refusal_of_the_authority_writes_nothing(firmados: Firmados, hora: AutoridadDeHora) -> None:
    estado = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["cuota agotada"], "fail_info": {"bad_alg"}})
    negada = b"\x30" + bytes([len(estado.dump())]) + estado.dump()
    with pytest.raises(UserError, match=r"no quiso sellar.* Dijo: cuota agotada; bad_alg\. No se escribió nada"):
        sellar_con(firmados.una, lambda _: negada, firmados, hora)


def test_a_stamp_of_something_else_writes_nothing(firmados: Firmados, hora: AutoridadDeHora) -> None:
    """An answer that was given to somebody else."""
    ajena = hora.responder(
        tsp.TimeStampReq(
            {
                "version": 1,
                "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)},
                "cert_req": True,
            }
        ).dump()
    )
    with pytest.raises(UserError, match="No se escribió nada"):
        sellar_con(firmados.una, lambda _: ajena, firmados, hora)


def test_a_stamp_of_an_unknown_authority_writes_nothing(firmados: Firmados, hora: AutoridadDeHora) -> None:
    with pytest.raises(UserError, match=r"no está entre las autoridades de sellado reconocidas.* No se escribió nada"):
        sellar(
            firmados.una,
            pedir=hora.responder,
            anclas=firmados.anclas,
            anclas_sello=Anclas(),
            evidencias=Evidencias(),
            ahora=UNA_HORA,
        )


def test_the_answers_about_the_signers_go_into_the_document(
    firmados: Firmados, hora: AutoridadDeHora, pki: PkiPrueba, efirmas: tuple[EfirmaPrueba, ...]
) -> None:
    propia, ajena = efirmas[0], efirmas[2]
    evidencias = leida(respuesta_ocsp(pki, propia.cer, desde=UNA_HORA), respuesta_ocsp(pki, ajena.cer, desde=UNA_HORA))
    hecho = sellar_con(firmados.dos, hora.responder, firmados, hora, evidencias)
    assert hecho.count(b"/OCSPs") == 1
    firmas = juzgar(hecho, firmados, hora).firmas
    assert [firma.revocacion for firma in firmas] == ["vigente", "no comprobada"]
    assert "no estaba revocado al 20/11/2026 15:05" in firmas[0].revocacion_dicho


def test_a_list_that_is_too_long_stays_outside_and_still_tells_who_is_revoked(
    firmados: Firmados,
    hora: AutoridadDeHora,
    pki: PkiPrueba,
    efirmas: tuple[EfirmaPrueba, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("supervisor_app.signing.sello_tiempo.LISTA_MAXIMA", 500)
    buena = leida(lista_de_revocacion(pki, revocados=dict.fromkeys(range(1, 40), AHORA), desde=UNA_HORA))
    hecho = sellar_con(firmados.una, hora.responder, firmados, hora, buena)
    assert b"/CRLs" not in hecho
    assert juzgar(hecho, firmados, hora).firmas[0].revocacion == "no comprobada"
    mala = leida(
        lista_de_revocacion(
            pki, revocados=dict.fromkeys(range(1, 40), AHORA) | {serie_de(efirmas[0].cer): AHORA}, desde=UNA_HORA
        )
    )
    with pytest.raises(UserError, match="está revocado"):
        sellar_con(firmados.una, hora.responder, firmados, hora, mala)


# --- judging ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cambios", "razon"),
    [
        ({"usos": (ExtendedKeyUsageOID.CLIENT_AUTH,)}, "no es para emitir sellos de tiempo"),
        ({"usos": (ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CLIENT_AUTH)}, "no es para emitir sellos"),
        ({"critico": False}, "no es para emitir sellos"),
        ({"hasta": AHORA}, "fuera de la vigencia de su certificado"),
        ({"desde": AHORA + timedelta(hours=2)}, "fuera de la vigencia de su certificado"),
        ({"momento": AHORA + timedelta(days=30)}, "aún no llega"),
    ],
)
def test_a_stamp_that_may_not_be_relied_on_is_told(
    cambios: dict[str, object], razon: str, firmados: Firmados, hora: AutoridadDeHora
) -> None:
    hecho = juzgar(sellado_sin_preguntar(firmados.tres, hora.con_sellos(**cambios)), firmados, hora)
    assert not hecho.valido
    assert razon in hecho.sellos[0].problemas[0]
    assert hecho.sellos[0].integro
    assert not hecho.sellos[0].confiable
    assert {firma.antes_de for firma in hecho.firmas} == {None}


def test_a_stamp_of_an_unknown_authority_is_told(firmados: Firmados, hora: AutoridadDeHora, sellado: bytes) -> None:
    hecho = juzgar(sellado, firmados, hora, anclas_sello=None)
    assert "no está entre las autoridades de sellado reconocidas" in hecho.problemas[0]


def test_an_authority_of_efirmas_is_none_of_time(firmados: Firmados, hora: AutoridadDeHora, sellado: bytes) -> None:
    hecho = juzgar(sellado, firmados, hora, anclas=Anclas.de_certificados([der(hora.ac)], "prueba"), anclas_sello=None)
    assert any("no está entre las autoridades de sellado" in problema for problema in hecho.problemas)


def test_a_stamp_with_a_key_that_is_not_the_certificates_is_forged(
    firmados: Firmados, hora: AutoridadDeHora, llave: rsa.RSAPrivateKey
) -> None:
    ajena = keys.PrivateKeyInfo.load(llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    falso = DummyTimeStamper(x509.Certificate.load(der(hora.sellos)), ajena, fixed_dt=hora.momento)
    salida = io.BytesIO()
    PdfTimeStamper(falso, field_name="S", invis_settings=InvisSigSettings(box_out_of_bounds=True)).timestamp_pdf(
        EscritorIncremental(io.BytesIO(firmados.tres)), "sha256", output=salida
    )
    hecho = juzgar(salida.getvalue(), firmados, hora)
    assert "está alterado o no lo hizo ella" in hecho.problemas[0]


def test_a_weak_digest_proves_nothing(firmados: Firmados, hora: AutoridadDeHora) -> None:
    salida = io.BytesIO()
    PdfTimeStamper(
        hora.sellador(), field_name="S", invis_settings=InvisSigSettings(box_out_of_bounds=True)
    ).timestamp_pdf(EscritorIncremental(io.BytesIO(firmados.tres)), "sha1", output=salida)
    assert not juzgar(salida.getvalue(), firmados, hora).valido


def test_a_signature_that_says_to_be_later_than_its_stamp_is_told(firmados: Firmados, hora: AutoridadDeHora) -> None:
    antes = hora.con_sellos(momento=AHORA - timedelta(days=2))
    hecho = juzgar(sellado_sin_preguntar(firmados.una, antes), firmados, hora)
    assert "dice ser posterior al sello de tiempo que la cubre" in hecho.problemas[-1]


def test_a_stamp_whose_certificate_ended_is_good_and_wants_another(
    firmados: Firmados, hora: AutoridadDeHora, sellado: bytes
) -> None:
    hecho = juzgar(sellado, firmados, hora, ahora=AHORA + timedelta(days=5 * 365))
    assert hecho.valido
    assert "Agregue otro sello de tiempo" in hecho.avisos[0]


def test_only_stamps_are_no_signature(firmados: Firmados, hora: AutoridadDeHora) -> None:
    hecho = juzgar(sellado_sin_preguntar(firmados.ninguna, hora), firmados, hora)
    assert "El documento no tiene ninguna firma electrónica." in hecho.problemas
    assert (hecho.valido, hecho.firmas, len(hecho.sellos)) == (False, (), 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_no_bit_of_a_sealed_file_can_change(
    datos: st.DataObject, firmados: Firmados, hora: AutoridadDeHora, sellado: bytes
) -> None:
    desde = len(firmados.tres) if datos.draw(st.booleans()) else 0
    lugar = datos.draw(st.integers(desde, len(sellado) - 1))
    assert not juzgar(un_bit(sellado, lugar, 1 << datos.draw(st.integers(0, 7))), firmados, hora).valido


def test_the_case_of_a_letter_in_who_made_the_stamp_is_part_of_it(
    firmados: Firmados, hora: AutoridadDeHora, sellado: bytes
) -> None:
    nombre = b"AC DE SELLOS DE PRUEBA".hex().upper().encode()
    ultimo = sellado.upper().rindex(nombre)
    alterado = sellado[:ultimo] + b"6" + sellado[ultimo + 1 :]
    assert alterado != sellado
    assert not juzgar(alterado, firmados, hora).valido


# --- other programs -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_stamp_of_openssl_is_accepted(firmados: Firmados, hora: AutoridadDeHora, tmp_path: Path) -> None:
    (tmp_path / "tsa.pem").write_bytes(hora.sellos.public_bytes(Encoding.PEM))
    (tmp_path / "tsa.key").write_bytes(hora.llave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "serie").write_text("01\n")
    (tmp_path / "tsa.cnf").write_text(
        "[tsa]\nserial=serie\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
        "digests=sha256\naccuracy=secs:1\nordering=yes\ntsa_name=yes\ness_cert_id_alg=sha256\n"
    )

    def responder(peticion: bytes) -> bytes:
        (tmp_path / "p.tsq").write_bytes(peticion)
        orden = "openssl ts -reply -config tsa.cnf -section tsa -queryfile p.tsq -out p.tsr"
        subprocess.run(shlex.split(orden), cwd=tmp_path, check=True, capture_output=True, timeout=30)
        return (tmp_path / "p.tsr").read_bytes()

    ahora = datetime.now(UTC)
    hecho, dicho = sellar(
        firmados.tres,
        pedir=responder,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas(),
        evidencias=Evidencias(),
        ahora=max(ahora, DESPUES),
    )
    assert dicho.problemas == ()
    assert hecho.startswith(firmados.tres)


@verapdf.group
def test_a_sealed_document_keeps_to_its_norms(
    firmados: Firmados, hora: AutoridadDeHora, credenciales: tuple[Credencial, ...], tmp_path: Path
) -> None:
    pdf = informe_pdf(informe())
    firmado = firmar(
        pdf,
        campo=campos_de_firma(pdf)[0].nombre,
        credencial=credenciales[0],
        ahora=AHORA,
        certificar=True,
        sello=SELLO,
        motivo="",
        anclas=firmados.anclas,
    )
    una = sellar_con(firmado, hora.responder, firmados, hora)
    assert verapdf.broken(una, tmp_path) == []
    assert verapdf.broken(sellado_sin_preguntar(una, hora, "Otro"), tmp_path) == []
