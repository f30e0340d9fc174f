"""Opens an e.firma that somebody joined in one file (``.p12``, ``.pfx``: PKCS#12): its certificate and its private key.

SAT hands out two files; Windows and other programs export one. Key and password exist only in the arguments and the
result: nothing is stored, logged or put into a message. It must never judge whose certificate it is (``credencial``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from asn1crypto import pkcs12
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from supervisor_app.errors import UserError
from supervisor_app.signing.certificado import ASN1_ILEGIBLE
from supervisor_app.signing.llave import BITS_MINIMOS, ITERACIONES_MAXIMAS, TAMANO_MAXIMO

_DANADO = (
    "El archivo .p12 está dañado o no trae una e.firma. Expórtelo de nuevo, o use los archivos .cer y .key del SAT."
)


def es_pkcs12(contenido: bytes) -> bool:
    """Whether the bytes are such a file, whatever its name."""
    try:
        return bool(pkcs12.Pfx.load(contenido, strict=True)["version"].native == "v3")
    except ASN1_ILEGIBLE:
        return False


def abrir_pkcs12(contenido: bytes, contrasena: str) -> tuple[bytes, rsa.RSAPrivateKey]:
    """The certificate in DER and its key. Raises UserError with field ``cer`` or ``contrasena``."""
    if len(contenido) > TAMANO_MAXIMO:
        raise UserError(
            "El archivo .p12 es demasiado grande para ser una e.firma. Elija el de su e.firma.", field="cer"
        )
    _exigir_trabajo_razonable(contenido)
    if not contrasena:
        raise UserError("Escriba la contraseña del archivo .p12.", field="contrasena")
    for texto in dict.fromkeys((contrasena, unicodedata.normalize("NFC", contrasena))):
        try:
            llave, certificado, _ = load_key_and_certificates(contenido, texto.encode("utf-8"))
        except UnicodeEncodeError:
            continue
        except UnsupportedAlgorithm as error:
            raise UserError(
                "El archivo .p12 está cifrado de una manera que esta aplicación no admite. Expórtelo de nuevo con "
                "cifrado AES o 3DES, o use los archivos .cer y .key del SAT.",
                field="cer",
            ) from error
        except (ValueError, TypeError) as error:
            if "password" in str(error).lower():
                continue
            raise UserError(_DANADO, field="cer") from error
        if certificado is None or llave is None:
            raise UserError(
                "El archivo .p12 no trae el certificado y su clave privada. Expórtelo de nuevo con la clave privada, o "
                "use los archivos .cer y .key del SAT.",
                field="cer",
            )
        if not isinstance(llave, rsa.RSAPrivateKey) or llave.key_size < BITS_MINIMOS:
            raise UserError(
                "La clave privada del archivo .p12 no es RSA de 2048 bits o más, como las de la e.firma del SAT.",
                field="cer",
            )
        return certificado.public_bytes(Encoding.DER), llave
    raise UserError(
        "La contraseña no abre el archivo .p12. Revise mayúsculas y acentos; es la que se escribió al exportarlo y "
        "puede no ser la de la e.firma.",
        field="contrasena",
    )


def _exigir_trabajo_razonable(contenido: bytes) -> None:
    """A hostile file could ask for hours of work, or bring the key for anybody to read."""
    try:
        pfx = pkcs12.Pfx.load(contenido, strict=True)
        mac = pfx["mac_data"].native
        vueltas = [int(mac["iterations"])] if mac else []
        for algoritmo in _cifrados(pfx):
            vueltas.append(_vueltas(algoritmo.native))
    except ASN1_ILEGIBLE as error:
        raise UserError(_DANADO, field="cer") from error
    # Together: 64 KB have room for hundreds of parts, each at the limit.
    if sum(vueltas) > ITERACIONES_MAXIMAS:
        raise UserError(
            "El archivo .p12 pide un trabajo desmedido para abrirse; no parece el de una e.firma. Use los archivos "
            ".cer y .key del SAT.",
            field="cer",
        )


def _cifrados(pfx: Any) -> Iterator[Any]:
    """The encryptions that can be told without the password. Raises UserError for a key that has none."""
    for parte in pfx.authenticated_safe:
        if parte["content_type"].native == "encrypted_data":
            yield parte["content"]["encrypted_content_info"]["content_encryption_algorithm"]
            continue
        for bolsa in pkcs12.SafeContents.load(parte["content"].native):
            tipo = bolsa["bag_id"].native
            if tipo == "key_bag":
                raise UserError(
                    "La clave privada del archivo .p12 no está protegida con contraseña. Expórtelo de nuevo con "
                    "contraseña, o use los archivos .cer y .key del SAT.",
                    field="cer",
                )
            if tipo == "pkcs8_shrouded_key_bag":
                yield bolsa["bag_value"]["encryption_algorithm"]


def _vueltas(algoritmo: dict[str, Any]) -> int:
    parametros: Any = algoritmo["parameters"]
    if isinstance(parametros, dict) and "key_derivation_func" in parametros:
        parametros = parametros["key_derivation_func"]["parameters"]
    if not isinstance(parametros, dict):
        return 0
    return int(parametros.get("iteration_count") or parametros.get("iterations") or 0)
