"""Opens the encrypted private key of an e.firma (``.key``: PKCS#8, usually DER).

The key and the password exist only in the arguments and the result: nothing is stored, logged or put into a message.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from asn1crypto import keys, pem
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key

from supervisor_app.errors import UserError
from supervisor_app.signing.certificado import ASN1_ILEGIBLE, leer_certificado

#: A .key of RSA 2048 has about 1.3 KB and a certificate 1.6 KB. What is far larger is another file.
TAMANO_MAXIMO = 64 * 1024
#: SAT writes 2,048. A hostile file could ask for hours of work.
ITERACIONES_MAXIMAS = 5_000_000
BITS_MINIMOS = 2048

_CIFRADOS = {
    "pbes1_md2_des": "DES con MD2 (PBES1)",
    "pbes1_md5_des": "DES con MD5 (PBES1)",
    "pbes1_md2_rc2": "RC2 con MD2 (PBES1)",
    "pbes1_md5_rc2": "RC2 con MD5 (PBES1)",
    "pbes1_sha1_des": "DES con SHA-1 (PBES1)",
    "pbes1_sha1_rc2": "RC2 con SHA-1 (PBES1)",
    "pkcs12_sha1_rc4_128": "RC4 de 128 bits (PKCS#12)",
    "pkcs12_sha1_rc4_40": "RC4 de 40 bits (PKCS#12)",
    "pkcs12_sha1_tripledes_3key": "3DES de tres llaves (PKCS#12)",
    "pkcs12_sha1_tripledes_2key": "3DES de dos llaves (PKCS#12)",
    "pkcs12_sha1_rc2_128": "RC2 de 128 bits (PKCS#12)",
    "pkcs12_sha1_rc2_40": "RC2 de 40 bits (PKCS#12)",
    "des": "DES (PBES2)",
    "tripledes_3key": "3DES (PBES2)",
    "tripledes_2key": "3DES de dos llaves (PBES2)",
    "rc2": "RC2 (PBES2)",
    "rc5": "RC5 (PBES2)",
    "aes128_cbc": "AES de 128 bits (PBES2)",
    "aes192_cbc": "AES de 192 bits (PBES2)",
    "aes256_cbc": "AES de 256 bits (PBES2)",
}


def abrir_llave(contenido: bytes, contrasena: str) -> rsa.RSAPrivateKey:
    """The private key. Raises UserError with field ``key`` or ``contrasena``."""
    cifrada = _leer_cifrada(contenido)
    if not contrasena:
        raise UserError("Escriba la contraseña de la clave privada de su e.firma.", field="contrasena")
    cifrado = _cifrado(cifrada)
    for intento in _codificaciones(contrasena):
        try:
            llave = load_der_private_key(cifrada.dump(), intento)
        except UnsupportedAlgorithm as error:
            raise _no_admitido(cifrado) from error
        except (ValueError, TypeError) as error:
            if "encryption algorithm" in str(error):
                raise _no_admitido(cifrado) from error
            continue
        if not isinstance(llave, rsa.RSAPrivateKey) or llave.key_size < BITS_MINIMOS:
            raise UserError(
                "La clave privada no es RSA de 2048 bits o más, como las de la e.firma del SAT. "
                "Elija el archivo .key de su e.firma.",
                field="key",
            )
        return llave
    raise UserError(
        "La contraseña no abre la clave privada. Revise mayúsculas, acentos y que el archivo .key sea el de esta "
        "e.firma; si todo está bien, el archivo puede estar dañado.",
        field="contrasena",
    )


def parece_llave(contenido: bytes) -> bool:
    """Whether the bytes are a private key, encrypted or not."""
    if pem.detect(contenido):
        return b"PRIVATE KEY" in contenido[:200]
    return any(_cargar(tipo, contenido) is not None for tipo in (keys.EncryptedPrivateKeyInfo, keys.PrivateKeyInfo))


def _leer_cifrada(contenido: bytes) -> Any:
    if not contenido:
        raise UserError("El archivo .key está vacío. Elija el de su e.firma.", field="key")
    if len(contenido) > TAMANO_MAXIMO:
        raise UserError(
            "El archivo elegido como .key es demasiado grande para ser una clave privada. Elija el de su e.firma.",
            field="key",
        )
    der = _sin_pem(contenido)
    if parece_certificado(der):
        raise UserError(
            "El archivo elegido como .key es un certificado (.cer). Elija la clave privada, que termina en .key.",
            field="key",
        )
    if _cargar(keys.PrivateKeyInfo, der) is not None or _cargar(keys.RSAPrivateKey, der) is not None:
        raise UserError(
            "La clave privada no está protegida con contraseña. Use el archivo .key original que generó con el SAT.",
            field="key",
        )
    cifrada = _cargar(keys.EncryptedPrivateKeyInfo, der)
    if cifrada is None:
        raise UserError(
            "El archivo elegido como .key no es una clave privada de e.firma o está dañado. Elija el archivo .key "
            "que generó con el SAT.",
            field="key",
        )
    return cifrada


def parece_certificado(contenido: bytes) -> bool:
    try:
        leer_certificado(contenido)
    except ASN1_ILEGIBLE:
        return False
    return True


def _sin_pem(contenido: bytes) -> bytes:
    try:
        if not pem.detect(contenido):
            return contenido
        _, _, der = pem.unarmor(contenido)
    except ASN1_ILEGIBLE:
        return b""
    return bytes(der)


def _cargar(tipo: Any, contenido: bytes) -> Any | None:
    try:
        valor = tipo.load(contenido, strict=True)
        _ = valor.native
    except ASN1_ILEGIBLE:
        return None
    return valor


def _cifrado(cifrada: Any) -> str:
    """The encryption in words. Refuses work factors that would stop the machine."""
    algoritmo = cifrada["encryption_algorithm"]
    nombre = algoritmo["algorithm"].native
    parametros = algoritmo["parameters"].native
    if isinstance(parametros, dict) and "key_derivation_func" in parametros:
        nombre = parametros["encryption_scheme"]["algorithm"]
        parametros = parametros["key_derivation_func"]["parameters"]
    iteraciones = 0
    if isinstance(parametros, dict):
        iteraciones = parametros.get("iteration_count") or parametros.get("iterations") or 0
    if iteraciones > ITERACIONES_MAXIMAS:
        raise UserError(
            "La clave privada pide un trabajo desmedido para abrirse; no parece una del SAT. Elija el archivo .key "
            "original de su e.firma.",
            field="key",
        )
    return _CIFRADOS.get(nombre, f"con identificador {nombre}")


def _no_admitido(cifrado: str) -> UserError:
    return UserError(
        f"La clave privada está cifrada de una manera que esta aplicación no admite: {cifrado}. Genere de nuevo el "
        "archivo .key con la herramienta Certifica del SAT o solicite apoyo a su área de informática.",
        field="key",
    )


def _codificaciones(contrasena: str) -> list[bytes]:
    """The password's bytes to try: SAT's programs have used both encodings for Ñ and accents."""
    intentos: list[bytes] = []
    for texto in (contrasena, unicodedata.normalize("NFC", contrasena)):
        for codificacion in ("utf-8", "latin-1"):
            try:
                intentos.append(texto.encode(codificacion))
            except UnicodeEncodeError:
                continue
    return list(dict.fromkeys(intentos))
