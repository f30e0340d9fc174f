"""Seals a short secret to the public key of an office, and opens it with its private key (RSA-OAEP, RFC 8017, SHA-256).

What is sealed here opens with ``openssl pkeyutl -decrypt -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256``.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from supervisor_app.errors import UserError

_BITS, _BITS_NUEVA = 2_048, 3_072
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def sellar(publica: bytes, secreto: bytes) -> tuple[str, bytes]:
    """SHA-256 of the public key (SubjectPublicKeyInfo, hex) and the sealed secret. Raises UserError."""
    llave = _publica(publica)
    return _huella(llave), llave.encrypt(secreto, _OAEP)


def abrir(privada: bytes, contrasena: bytes | None, sellado: bytes) -> bytes:
    """What was sealed. Raises UserError where the key is none, its password is wrong, or it is another's."""
    return LlaveDeSobres(privada, contrasena).abrir(sellado)


class LlaveDeSobres:
    """The office's private key, opened. Its text shows nothing of it, and it is never stored or handed on."""

    def __init__(self, privada: bytes, contrasena: bytes | None) -> None:
        """PEM or DER. Raises UserError where the key is none, or its password is wrong or missing."""
        try:
            cargar = (
                serialization.load_pem_private_key
                if privada.lstrip().startswith(b"-----")
                else serialization.load_der_private_key
            )
            llave = cargar(privada, contrasena)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise UserError("No se pudo abrir la llave privada: revise el archivo y su contraseña.") from error
        if not isinstance(llave, rsa.RSAPrivateKey):
            raise UserError("La llave privada de la oficina debe ser RSA.")
        self._llave = llave
        self.huella = _huella(llave.public_key())

    @property
    def publica(self) -> str:
        """Its public half, as PEM."""
        return _pem(self._llave.public_key())

    def abrir(self, sellado: bytes) -> bytes:
        """What was sealed to it. Raises UserError where it was to another one, or was changed."""
        try:
            return self._llave.decrypt(sellado, _OAEP)
        except ValueError as error:
            raise UserError(
                "Esa llave privada no es la que corresponde a este sello, o el sello está dañado."
            ) from error


def privada_nueva() -> bytes:
    """A new private key to be sealed to (PKCS#8, DER, in the clear: the caller keeps it where nobody reads it)."""
    llave = rsa.generate_private_key(65537, _BITS_NUEVA)
    return llave.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def publica_pem(dato: bytes) -> str:
    """The public key of a certificate or key file, as PEM. Raises UserError where it is none to seal to."""
    return _pem(_publica(dato))


def _pem(llave: rsa.RSAPublicKey) -> str:
    pem = llave.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode("ascii")


def huella(publica: bytes) -> str:
    """SHA-256 of a public key (SubjectPublicKeyInfo, hex). Raises UserError where it is none to seal to."""
    return _huella(_publica(publica))


def _huella(llave: rsa.RSAPublicKey) -> str:
    der = llave.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def _publica(dato: bytes) -> rsa.RSAPublicKey:
    llave: object = None
    for leer in _LECTORES[dato.lstrip().startswith(b"-----")]:
        with contextlib.suppress(ValueError, TypeError, UnsupportedAlgorithm):
            llave = leer(dato)
            break
    if not isinstance(llave, rsa.RSAPublicKey) or llave.key_size < _BITS:
        raise UserError(
            f"Ese archivo no tiene una llave pública RSA de al menos {_BITS:,} bits. Pida a la Jefatura su certificado "
            "(.cer o .pem)."
        )
    return llave


_LECTORES: dict[bool, tuple[Callable[[bytes], object], ...]] = {
    True: (lambda d: x509.load_pem_x509_certificate(d).public_key(), serialization.load_pem_public_key),
    False: (lambda d: x509.load_der_x509_certificate(d).public_key(), serialization.load_der_public_key),
}
"""Ways of reading a public key, by whether it is PEM."""
