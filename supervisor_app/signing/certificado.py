"""What a SAT certificate says: holder, RFC, number, validity, authority and which kind it is.

It must never judge trust (``anclas``, ``verificar``) nor touch ``cryptography``'s ``.subject``: it raises on names with
Ñ, which SAT writes as Latin-1 in a TeletexString.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from asn1crypto import pem, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

from supervisor_app.signing import satcompat

satcompat.aplicar()

#: What asn1crypto raises on bytes that are not what they should be. It has no error type of its own.
ASN1_ILEGIBLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)

_RFC_FISICA = re.compile(r"[A-ZÑ&]{4}\d{6}[A-Z0-9]{3}")
_USOS_DE_EFIRMA = {"email_protection", "client_auth"}
_LLAVE_DE_EFIRMA = {"data_encipherment", "key_agreement"}
_HASHES: dict[str, HashAlgorithm] = {"sha256": SHA256(), "sha384": SHA384(), "sha512": SHA512()}
_NOMBRE_MAXIMO = 300


class Clase(Enum):
    """The kinds of certificate that SAT hands out, as far as a signature on a report cares."""

    EFIRMA = "e.firma"
    SELLO = "certificado de sello digital (CSD)"
    OTRO = "otro"


@dataclass(frozen=True)
class DatosCertificado:
    """What people need to know of a certificate. ``numero`` has SAT's 20 digits, or hexadecimal if it is not SAT's."""

    nombre: str
    rfc: str
    curp: str
    numero: str
    autoridad: str
    desde: datetime
    hasta: datetime
    clase: Clase
    persona_fisica: bool

    def vigente(self, momento: datetime) -> bool:
        return self.desde <= momento <= self.hasta


def leer_certificado(contenido: bytes) -> x509.Certificate:
    """Parse DER or PEM wholly, names included. Raises one of ``ASN1_ILEGIBLE``."""
    if pem.detect(contenido):
        tipo, _, contenido = pem.unarmor(contenido)
        if tipo != "CERTIFICATE":
            raise ValueError(f"PEM of type {tipo}")
    certificado = x509.Certificate.load(contenido, strict=True)
    _ = certificado.native  # asn1crypto is lazy: errors inside must come out here
    return certificado


def datos_de(certificado: x509.Certificate) -> DatosCertificado:
    """Raises one of ``ASN1_ILEGIBLE`` where a name or a date cannot be read."""
    sujeto = certificado.subject.native
    identificador = [parte.strip().upper() for parte in _texto(sujeto.get("unique_identifier")).split("/")]
    rfc, otros = identificador[0], {parte for parte in identificador[1:] if parte}
    return DatosCertificado(
        nombre=_texto(sujeto.get("common_name")) or _texto(sujeto.get("organization_name")),
        rfc=rfc,
        curp=_texto(sujeto.get("serial_number")).split("/")[0].strip(),
        numero=_numero(certificado.serial_number),
        autoridad=nombre_de_autoridad(certificado.issuer),
        desde=certificado["tbs_certificate"]["validity"]["not_before"].native,
        hasta=certificado["tbs_certificate"]["validity"]["not_after"].native,
        clase=_clase(certificado),
        persona_fisica=_RFC_FISICA.fullmatch(rfc) is not None and otros <= {rfc},
    )


def nombre_de_autoridad(nombre: x509.Name) -> str:
    valores = nombre.native
    return _texto(valores.get("common_name")) or _texto(valores.get("organization_name")) or "sin nombre"


def emitido_por(certificado: x509.Certificate, autoridad: x509.Certificate) -> bool:
    """Whether the authority's key signed this certificate. Dates and names are not looked at."""
    try:
        llave = load_der_public_key(autoridad.public_key.dump())
        algoritmo = certificado["signature_algorithm"]
        resumen = _HASHES.get(algoritmo.hash_algo)
        if not isinstance(llave, rsa.RSAPublicKey) or resumen is None or algoritmo.signature_algo != "rsassa_pkcs1v15":
            return False
        llave.verify(
            certificado["signature_value"].native, certificado["tbs_certificate"].dump(), padding.PKCS1v15(), resumen
        )
    except (InvalidSignature, UnsupportedAlgorithm, *ASN1_ILEGIBLE):
        return False
    return True


def _clase(certificado: x509.Certificate) -> Clase:
    # SAT's CSD carry the branch as organizational unit and no extended key usage; its e.firma have it the other way
    # round. Both rules are asked so that a profile that changes in one point is not taken for the other kind.
    sujeto = certificado.subject.native
    uso = certificado.key_usage_value
    extendido = certificado.extended_key_usage_value
    usos = (set(uso.native) if uso is not None else set()) & _LLAVE_DE_EFIRMA
    propositos = (set(extendido.native) if extendido is not None else set()) & _USOS_DE_EFIRMA
    if certificado.ca:
        return Clase.OTRO
    if "organizational_unit_name" in sujeto:
        return Clase.SELLO
    if usos or propositos:
        return Clase.EFIRMA
    return Clase.SELLO if "unique_identifier" in sujeto else Clase.OTRO


def _numero(serie: int) -> str:
    """SAT's certificate number: the serial's bytes are its 20 digits in ASCII."""
    hexadecimal = f"{abs(serie):x}"
    try:
        texto = bytes.fromhex(hexadecimal).decode("ascii")
    except ValueError:
        return hexadecimal.upper()
    return texto if texto.isdigit() and len(texto) == 20 else hexadecimal.upper()


def _texto(valor: Any) -> str:
    """One clean line: names come from strangers' files and end up in sentences and on paper."""
    if isinstance(valor, list):
        valor = valor[0] if valor else ""
    texto = "".join(letra if letra.isprintable() else " " for letra in str(valor or ""))
    return " ".join(texto.split())[:_NOMBRE_MAXIMO]
