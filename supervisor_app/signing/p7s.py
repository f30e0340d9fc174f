"""An e.firma over any file, in a file of its own (``X.p7s``): CMS SignedData, detached, SHA-256 (RFC 5652, RFC 5035).

What is signed is read in pieces and never held whole. It must never accept an envelope with anything in it that its
signature does not protect, and never say that somebody signed whom no trusted authority vouches for.
"""

# pyHanko leaves parts of itself without types.

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import BinaryIO

from asn1crypto import cms, core, parser, x509
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature, extract_self_reported_ts
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import StandardCMSSignatureStatus

from supervisor_app.signing import satcompat
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.dictamen import datos_de_firma, de_confianza, revocacion_de
from supervisor_app.signing.envoltura import cadena_comprobable, emisores, nombra_su_certificado, sin_holguras
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.firmar import con_cadena, exigir_vigente
from supervisor_app.signing.lectura import PDF_ILEGIBLE
from supervisor_app.signing.resultado import FirmaVerificada, Verificacion

satcompat.aplicar()

LIMITE = 64 * 1024
"""Bytes of a signature in its file. One with the chain of SAT has some 5,000."""
_TROZO = 1 << 20
_RESUMEN = "sha256"
_USOS = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})


def firmar(contenido: BinaryIO, credencial: Credencial, *, ahora: datetime, anclas: Anclas | None = None) -> bytes:
    """The signature of what is read from there, DER. ``ahora``: aware; it becomes the signing time. ``anclas``: where
    the issuing authority is among them its certificate goes along, so that others can show the chain.

    Raises UserError for an e.firma or a clock that does not allow signing, OSError where the content cannot be read.
    """
    if ahora.tzinfo is None:
        raise ValueError("ahora needs a time zone")
    ahora = ahora.replace(microsecond=0)
    exigir_vigente(credencial, ahora)
    firmado = asyncio.run(
        con_cadena(credencial, anclas).async_sign_general_data(
            contenido,
            _RESUMEN,
            detached=True,
            chunk_size=_TROZO,
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=ahora.astimezone(UTC)),
        )
    )
    return bytes(firmado.dump())


def verificar(
    p7s: bytes,
    sha256: str,
    *,
    nombre: str,
    anclas: Anclas,
    ahora: datetime,
    evidencias: Evidencias | None = None,
) -> Verificacion:
    """Whether ``p7s`` is somebody's e.firma of the content that has that SHA-256 (hex). ``nombre``: how the file of the
    signature is called. Never raises for what is in it.
    """
    if ahora.tzinfo is None:
        raise ValueError("ahora needs a time zone")
    firma = _leer(p7s, bytes.fromhex(sha256), anclas, ahora)
    dictamen = _dictaminar(firma, nombre, anclas, ahora, evidencias or Evidencias())
    avisos = ("La hora de la firma es la que dijo el equipo de quien firmó: ningún sello de tiempo la prueba.",)
    return Verificacion(
        valido=not dictamen.problemas,
        firmas=(dictamen,),
        problemas=dictamen.problemas,
        avisos=avisos if not dictamen.problemas else (),
    )


@dataclass(frozen=True)
class _Sobre:
    """What is in the file. Raises one of ``PDF_ILEGIBLE`` for bad ASN.1."""

    pkcs7_content: bytes

    @cached_property
    def signed_data(self) -> cms.SignedData:
        return cms.ContentInfo.load(self.pkcs7_content, strict=True)["content"]

    @cached_property
    def signer_info(self) -> cms.SignerInfo:
        return extract_signer_info(self.signed_data)

    @cached_property
    def signer_cert(self) -> x509.Certificate:
        return extract_certificate_info(self.signed_data).signer_cert

    @cached_property
    def other_embedded_certs(self) -> list[x509.Certificate]:
        return list(extract_certificate_info(self.signed_data).other_certs)

    @property
    def separada(self) -> bool:
        """The envelope is a SignedData about content that is not in it, and nothing stands behind it."""
        encapsulado = self.signed_data["encap_content_info"]
        return (
            parser.peek(self.pkcs7_content) == len(self.pkcs7_content)
            and encapsulado["content_type"].native == "data"
            and isinstance(encapsulado["content"], core.Void)
            and isinstance(self.signer_info["unsigned_attrs"], core.Void)
        )


@dataclass(frozen=True)
class _FirmaSuelta:
    """The facts about one signature. ``estado`` is None where it cannot be read."""

    sobre: _Sobre | None = None
    estado: StandardCMSSignatureStatus | None = None
    momento: datetime | None = None
    sin_holguras: bool = False
    nombra_su_certificado: bool = False
    cadena_comprobable: bool = False

    @property
    def certificado(self) -> x509.Certificate | None:
        return self.estado.signing_cert if self.estado is not None else None

    @property
    def avalada(self) -> bool:
        return self.estado is not None and bool(self.estado.trusted)

    def emisor(self, anclas: Anclas) -> x509.Certificate | None:
        if self.sobre is None or self.certificado is None:
            return None
        acompanantes = self.sobre.other_embedded_certs if self.avalada else []
        conocidos = [ancla.certificado for ancla in anclas.autoridades]
        return next(emisores(self.certificado, (*conocidos, *acompanantes)), None)


def _leer(p7s: bytes, sha256: bytes, anclas: Anclas, ahora: datetime) -> _FirmaSuelta:
    if len(p7s) > LIMITE:
        return _FirmaSuelta()
    sobre = _Sobre(p7s)
    try:
        if not sobre.separada or sobre.signer_info["digest_algorithm"]["algorithm"].native != _RESUMEN:
            return _FirmaSuelta()
        momento = extract_self_reported_ts(sobre.signer_info)
        if momento is not None and momento.tzinfo is None:
            momento = momento.replace(tzinfo=UTC)
        estado = asyncio.run(
            async_validate_cms_signature(
                sobre.signed_data,
                status_cls=StandardCMSSignatureStatus,
                raw_digest=sha256,
                validation_context=anclas.contexto(momento or ahora),
                key_usage_settings=_USOS,
            )
        )
        return _FirmaSuelta(
            sobre=sobre,
            estado=estado,
            momento=momento,
            sin_holguras=sin_holguras(sobre),
            nombra_su_certificado=nombra_su_certificado(sobre),
            cadena_comprobable=cadena_comprobable(sobre, anclas),
        )
    except PDF_ILEGIBLE:
        return _FirmaSuelta()


def _dictaminar(
    firma: _FirmaSuelta, nombre: str, anclas: Anclas, ahora: datetime, evidencias: Evidencias
) -> FirmaVerificada:
    datos = datos_de_firma(firma)
    if datos is None:
        return FirmaVerificada(
            campo=nombre,
            nombre="",
            rfc="",
            numero_certificado="",
            momento=firma.momento,
            integra=False,
            confiable=False,
            autoridad="",
            problemas=(f"La firma «{nombre}» está dañada o es de un tipo que no se puede comprobar.",),
        )
    quien = datos.nombre or datos.rfc or "quien firmó"
    de_integridad = _de_integridad(firma, quien)
    problemas = de_confianza(firma, datos, quien, anclas, ahora, integra=not de_integridad)
    revocacion = revocacion_de(firma, anclas, quien, evidencias, probada=None, ahora=ahora)
    if revocacion.impide:
        problemas.append(revocacion.dicho)
    return FirmaVerificada(
        campo=nombre,
        nombre=datos.nombre,
        rfc=datos.rfc,
        numero_certificado=datos.numero,
        momento=firma.momento,
        integra=not de_integridad,
        confiable=not problemas,
        autoridad=datos.autoridad,
        autoridad_reconocida=firma.emisor(anclas) is not None,
        revocacion=revocacion.estado,
        revocacion_dicho=revocacion.dicho,
        revocacion_al=revocacion.al and revocacion.al.astimezone(ahora.tzinfo),
        revocada_desde=revocacion.desde and revocacion.desde.astimezone(ahora.tzinfo),
        problemas=(*de_integridad, *problemas),
    )


def _de_integridad(firma: _FirmaSuelta, quien: str) -> list[str]:
    estado = firma.estado
    if estado is None or not estado.intact:
        return [f"El paquete no es el que firmó {quien}: cambió después, o la firma es de otro."]
    if not (estado.valid and firma.sin_holguras and firma.nombra_su_certificado):
        return [f"La firma de {quien} está alterada o no la hizo con su certificado."]
    return []
