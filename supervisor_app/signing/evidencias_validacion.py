"""What authorities answered about their certificates: OCSP responses and lists of revocation (CRL), kept as values.

They come from files of the office, from a responder or from the PDF itself, so none is believed before its signature
was checked against the authority of the certificate in question. pyHanko asks for OCSP only where a certificate names a
responder, and e.firmas do not: so it is asked for here. It must never decide what an answer means for a signature
(``revocacion``), and never fetch anything.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import core, crl, ocsp, pem, x509
from cryptography.x509 import CRLReason, ExtensionNotFound, RevokedCertificate, load_der_x509_crl
from pyhanko.pdf_utils.reader import PdfFileReader

from supervisor_app.signing.certificado import ASN1_ILEGIBLE
from supervisor_app.signing.comprobar_firma import expedido_por, firmado_por
from supervisor_app.signing.lectura import PDF_ILEGIBLE, entrada

Estado = Literal["vigente", "revocada", "desconocida"]

_RESUMENES: dict[str, Callable[[bytes], Any]] = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
# What a list may say of itself and still speak of persons' certificates without exception.
_CRITICAS_ENTENDIDAS = {"issuing_distribution_point", "delta_crl_indicator"}


@dataclass(frozen=True)
class Constancia:
    """What the authority of a certificate said of it. ``desde``: as of when; ``hasta``: until when that may be relied
    on, None where it does not say; ``revocada``: since when it is revoked; ``motivo``: the reason in RFC 5280's name.
    """

    origen: Literal["OCSP", "CRL"]
    estado: Estado
    desde: datetime
    hasta: datetime | None
    revocada: datetime | None = None
    motivo: str = ""


@dataclass(frozen=True)
class Evidencias:
    """Answers as they came, unchecked."""

    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()

    def __add__(self, otras: Evidencias) -> Evidencias:
        return Evidencias(_sin_repetir((*self.ocsps, *otras.ocsps)), _sin_repetir((*self.crls, *otras.crls)))

    def __bool__(self) -> bool:
        return bool(self.ocsps or self.crls)

    @classmethod
    def leer(cls, contenido: bytes) -> Evidencias | None:
        """One file, DER or PEM; None where it is neither an OCSP response nor a list of revocation."""
        try:
            if pem.detect(contenido):
                _, _, contenido = pem.unarmor(contenido)
        except ValueError:
            return None
        lista, respuesta = _cargar(crl.CertificateList, contenido), _cargar(ocsp.OCSPResponse, contenido)
        if lista is not None:
            return cls(crls=(lista,))
        return cls(ocsps=(respuesta,)) if respuesta is not None else None

    @classmethod
    def de_pdf(cls, lector: PdfFileReader) -> Evidencias:
        """What the document carries of its own (DSS); nothing where that cannot be read."""
        try:
            dss = entrada(lector.root, "/DSS", {})
            return cls(
                ocsps=tuple(_leidas(ocsp.OCSPResponse, entrada(dss, "/OCSPs", ()))),
                crls=tuple(_leidas(crl.CertificateList, entrada(dss, "/CRLs", ()))),
            )
        except PDF_ILEGIBLE:
            return cls()

    def constancias(self, certificado: x509.Certificate, emisor: x509.Certificate) -> tuple[Constancia, ...]:
        """What ``emisor`` itself, or who it named for that, said of the certificate. The rest is passed over."""
        return tuple(
            constancia
            for evidencia in (*self.ocsps, *self.crls)
            for constancia in _dichas(evidencia, certificado, emisor)
        )

    def sobre(self, certificado: x509.Certificate, emisor: x509.Certificate) -> Evidencias:
        """Those of the answers that say something of the certificate, to be put beside its signature."""
        return Evidencias(
            tuple(o for o in self.ocsps if _dichas(o, certificado, emisor)),
            tuple(c for c in self.crls if _dichas(c, certificado, emisor)),
        )


def _sin_repetir(objetos: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({objeto.dump(): objeto for objeto in objetos}.values())


def _cargar(tipo: type[Any], contenido: bytes) -> Any:
    try:
        objeto = tipo.load(contenido, strict=True)
        # asn1crypto is lazy: what is no answer at all must be told here.
        if tipo is crl.CertificateList:
            _ = objeto["tbs_cert_list"]["this_update"].native
        elif objeto["response_status"].native == "successful":
            _ = objeto.response_data["produced_at"].native
    except ASN1_ILEGIBLE:
        return None
    return objeto


def _leidas(tipo: type[Any], corrientes: Iterable[Any]) -> Iterator[Any]:
    for corriente in corrientes:
        leida = _cargar(tipo, corriente.get_object().data)
        if leida is not None:
            yield leida


def _dichas(
    evidencia: ocsp.OCSPResponse | crl.CertificateList, certificado: x509.Certificate, emisor: x509.Certificate
) -> list[Constancia]:
    try:
        if isinstance(evidencia, crl.CertificateList):
            return list(_de_lista(evidencia, certificado, emisor))
        return list(_de_respuesta(evidencia, certificado, emisor))
    except ASN1_ILEGIBLE:
        return []


# --- OCSP ---------------------------------------------------------------------------------------------------------


def _de_respuesta(
    respuesta: ocsp.OCSPResponse, certificado: x509.Certificate, emisor: x509.Certificate
) -> Iterator[Constancia]:
    if respuesta["response_status"].native != "successful":
        return
    basica = respuesta.basic_ocsp_response
    datos = basica["tbs_response_data"]
    suyas = [una for una in datos["responses"] if _es_de(una["cert_id"], certificado, emisor)]
    quien = _quien_respondio(basica, emisor) if suyas else None
    if quien is None:
        return
    for una in suyas:
        # Whoever answers in her name does so while his certificate is in force: a key that got lost later dates back.
        if quien is not emisor and not _vigente(quien, una["this_update"].native):
            continue
        estado, dicho = una["cert_status"].name, una["cert_status"].chosen
        yield Constancia(
            origen="OCSP",
            estado={"good": "vigente", "revoked": "revocada"}.get(estado, "desconocida"),  # type: ignore[arg-type]  # a Literal
            desde=una["this_update"].native,
            hasta=una["next_update"].native,
            revocada=dicho["revocation_time"].native if estado == "revoked" else None,
            motivo=(dicho["revocation_reason"].native or "") if estado == "revoked" else "",
        )


def _es_de(identificador: ocsp.CertId, certificado: x509.Certificate, emisor: x509.Certificate) -> bool:
    """By serial and by the authority's key: SAT has issued an authority whose name is garbled in its certificate."""
    resumen = _RESUMENES.get(identificador["hash_algorithm"]["algorithm"].native)
    if resumen is None or identificador["serial_number"].native != certificado.serial_number:
        return False
    llave = bytes(emisor.public_key["public_key"])
    return bool(resumen(llave).digest() == identificador["issuer_key_hash"].native)


def _quien_respondio(basica: ocsp.BasicOCSPResponse, emisor: x509.Certificate) -> x509.Certificate | None:
    """The authority, or who holds a certificate of hers for answering in her name, in force then; None if neither."""
    datos = basica["tbs_response_data"]
    firma = (basica["signature"].native, datos.dump(), basica["signature_algorithm"])
    if firmado_por(*firma, emisor):
        return emisor
    producida = datos["produced_at"].native
    return next(
        (
            delegado
            for delegado in (basica["certs"] or ())
            if _responde_por(delegado, emisor) and _vigente(delegado, producida) and firmado_por(*firma, delegado)
        ),
        None,
    )


def _responde_por(delegado: x509.Certificate, emisor: x509.Certificate) -> bool:
    proposito = delegado.extended_key_usage_value
    return proposito is not None and "ocsp_signing" in proposito.native and expedido_por(delegado, emisor)


def _vigente(certificado: x509.Certificate, momento: datetime) -> bool:
    return bool(certificado.not_valid_before <= momento <= certificado.not_valid_after)


# --- CRL ----------------------------------------------------------------------------------------------------------


def _de_lista(
    lista: crl.CertificateList, certificado: x509.Certificate, emisor: x509.Certificate
) -> Iterator[Constancia]:
    cuerpo = lista["tbs_cert_list"]
    if cuerpo["issuer"].dump() not in (certificado.issuer.dump(), emisor.subject.dump()):
        return
    if not firmado_por(lista["signature"].native, cuerpo.dump(), lista["signature_algorithm"], emisor):
        return
    # asn1crypto makes an object of each line: 2.4 s for 100,000 of them, against 0.03 s so.
    renglon = load_der_x509_crl(lista.dump()).get_revoked_certificate_by_serial_number(certificado.serial_number)
    # To be named in part of a list is to be revoked; not to be named in a part says nothing.
    nombrado = renglon is not None and _motivo(renglon) != "remove_from_crl"
    if not _habla_de(lista, certificado, nombrado=nombrado):
        return
    yield Constancia(
        origen="CRL",
        estado="vigente" if renglon is None else "revocada",
        desde=cuerpo["this_update"].native,
        hasta=cuerpo["next_update"].native,
        revocada=renglon.revocation_date_utc if renglon is not None else None,
        motivo=_motivo(renglon) if renglon is not None else "",
    )


def _motivo(renglon: RevokedCertificate) -> str:
    """RFC 5280's name with underscores, as asn1crypto gives it for OCSP; "" where the list does not say."""
    try:
        dicho = renglon.extensions.get_extension_for_class(CRLReason).value.reason.value
    except (ExtensionNotFound, ValueError):
        return ""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", dicho).lower()


def _habla_de(lista: crl.CertificateList, certificado: x509.Certificate, *, nombrado: bool) -> bool:
    """Whether the list says anything of the certificate: that it is in it, or that it is not."""
    alcance = lista.issuing_distribution_point_value
    if not set(lista.critical_extensions) <= _CRITICAS_ENTENDIDAS or (alcance and alcance["indirect_crl"].native):
        return False
    if nombrado:
        return True
    if lista.delta_crl_indicator_value is not None:
        return False
    return alcance is None or not (
        alcance["only_contains_ca_certs"].native
        or alcance["only_contains_attribute_certs"].native
        or alcance["only_some_reasons"].native
        or not _de_su_parte(alcance["distribution_point"], certificado)
    )


def _de_su_parte(parte: Any, certificado: x509.Certificate) -> bool:
    """Whether a list that is published in parts is of the part where the certificate says that it would be."""
    if isinstance(parte, core.Void):
        return True
    suyas = [punto["distribution_point"] for punto in certificado.crl_distribution_points]
    return any(not isinstance(suya, core.Void) and _nombres(suya) & _nombres(parte) for suya in suyas)


def _nombres(parte: Any) -> set[bytes]:
    return {nombre.dump() for nombre in parte.chosen} if parte.name == "full_name" else {parte.chosen.dump()}
