"""Whether a key made a signature over some bytes of ASN.1, with an algorithm that is still trusted.

For certificates, answers of revocation and time stamps of any authority: RSA, RSA-PSS, ECDSA and Ed25519 with SHA-2.
It must never look at dates, names or trust.
"""

from __future__ import annotations

from asn1crypto import algos, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator.errors import AlgorithmNotSupported, DSAParametersUnavailable, PSSParameterMismatch
from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

from supervisor_app.signing.certificado import ASN1_ILEGIBLE

RESUMENES_SEGUROS = frozenset({"sha256", "sha384", "sha512"})
_SIN_RESUMEN = {"ed25519", "ed448"}
_NO_ES = (
    InvalidSignature,
    UnsupportedAlgorithm,
    AlgorithmNotSupported,
    DSAParametersUnavailable,
    PSSParameterMismatch,
    AssertionError,
    NotImplementedError,
    *ASN1_ILEGIBLE,
)


def firmado_por(
    valor: bytes, contenido: bytes, algoritmo: algos.SignedDigestAlgorithm, certificado: x509.Certificate
) -> bool:
    """Whether the certificate's key signed exactly these bytes."""
    try:
        if algoritmo.signature_algo not in _SIN_RESUMEN and algoritmo.hash_algo not in RESUMENES_SEGUROS:
            return False
        DEFAULT_SIGNATURE_VALIDATOR.validate_signature(valor, contenido, certificado.public_key, algoritmo)
    except _NO_ES:
        return False
    return True


def expedido_por(certificado: x509.Certificate, autoridad: x509.Certificate) -> bool:
    """Whether the authority's key signed this certificate, by any algorithm that is trusted."""
    return firmado_por(
        certificado["signature_value"].native,
        certificado["tbs_certificate"].dump(),
        certificado["signature_algorithm"],
        autoridad,
    )
