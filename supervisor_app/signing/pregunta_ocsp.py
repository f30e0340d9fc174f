"""What to ask a responder about a certificate, and where: addresses come from the certificate itself.

It must never ask: whoever speaks to the network does.
"""

from __future__ import annotations

from dataclasses import dataclass

from asn1crypto import ocsp, x509

from supervisor_app.signing.certificado import ASN1_ILEGIBLE

TIPO_OCSP = "application/ocsp-request"


@dataclass(frozen=True)
class Direcciones:
    """Where the authority says that it answers for this certificate; e.firmas of SAT name nothing."""

    ocsp: tuple[str, ...] = ()
    listas: tuple[str, ...] = ()


def pregunta(certificado: x509.Certificate, emisor: x509.Certificate) -> bytes:
    """An OCSP request (DER) for one certificate. Without nonce: responders that keep answers ready know none."""
    resumen = {"algorithm": "sha1"}  # names the certificate and protects nothing; every responder knows it
    identidad = ocsp.CertId(
        {
            "hash_algorithm": resumen,
            "issuer_name_hash": certificado.issuer.sha1,
            "issuer_key_hash": emisor.public_key.sha1,
            "serial_number": certificado.serial_number,
        }
    )
    return bytes(ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": identidad}]}}).dump())


def direcciones(certificado: x509.Certificate) -> Direcciones:
    """Nothing where they cannot be read."""
    try:
        puntos = certificado.crl_distribution_points
        return Direcciones(
            tuple(_de_red(certificado.ocsp_urls)), tuple(_de_red([punto.url for punto in puntos if punto.url]))
        )
    except ASN1_ILEGIBLE:
        return Direcciones()


def _de_red(direcciones: list[str]) -> list[str]:
    return [d for d in direcciones if d.lower().startswith(("http://", "https://"))]
