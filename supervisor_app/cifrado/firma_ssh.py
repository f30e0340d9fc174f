"""Signatures of machines: Ed25519 keys (RFC 8032), signatures in the format of ``ssh-keygen -Y`` (SSHSIG).

Anybody verifies one with OpenSSH alone: ``ssh-keygen -Y verify -f autorizados -I NAME -n NAMESPACE -s X.sig < X``.
It must never accept what ``ssh-keygen`` refuses: another key, another namespace, another hash, a byte too many.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from supervisor_app.errors import UserError

_MAGIA = b"SSHSIG"
_TIPO = b"ssh-ed25519"
_HUELLA = b"sha512"
_INICIO, _FIN = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_ANCHO = 70
_LARGO_MAXIMO = 2_000
"""Characters; an armoured Ed25519 signature has some 300."""


@dataclass(frozen=True, slots=True)
class Publica:
    """A public key: 32 bytes."""

    octetos: bytes

    def __post_init__(self) -> None:
        if len(self.octetos) != 32:
            raise ValueError("an Ed25519 public key has 32 bytes")

    @property
    def openssh(self) -> str:
        """As OpenSSH writes it: ``ssh-ed25519 AAAA…``."""
        return f"{_TIPO.decode()} {base64.b64encode(self._blob).decode('ascii')}"

    @property
    def huella(self) -> str:
        """SHA-256 as ``ssh-keygen -l`` shows it, without its ``SHA256:``."""
        return base64.b64encode(hashlib.sha256(self._blob).digest()).decode("ascii").rstrip("=")

    @property
    def palabras(self) -> str:
        """The first 80 bits of the fingerprint in five groups of four, to be compared by voice: ``9C4F-…``."""
        letras = hashlib.sha256(self._blob).hexdigest()[:20].upper()
        return "-".join(letras[n : n + 4] for n in range(0, 20, 4))

    def es(self, palabras: str) -> bool:
        """Whether these are its words, as a person typed them."""
        return "".join(x for x in palabras.upper() if x.isalnum()) == self.palabras.replace("-", "")

    @property
    def _blob(self) -> bytes:
        return _texto(_TIPO) + _texto(self.octetos)

    @classmethod
    def leer(cls, texto: str) -> Publica:
        """From the text that ``openssh`` gives; what follows as a comment is passed over. Raises UserError."""
        partes = texto.split()
        try:
            if len(texto) > _LARGO_MAXIMO or partes[0] != _TIPO.decode():
                raise ValueError
            blob = base64.b64decode(partes[1], validate=True)
            tipo, octetos = _textos(blob, 2)
            if tipo != _TIPO:
                raise ValueError
            return cls(octetos)
        except (ValueError, IndexError, binascii.Error, struct.error) as error:
            raise UserError("La llave pública no es una llave Ed25519 de OpenSSH.") from error


class LlaveDeFirma:
    """A private key. It must never be printed or logged: its ``repr`` says nothing."""

    def __init__(self, secreto: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - a start signs nothing
            Ed25519PrivateKey,
        )

        self._llave = Ed25519PrivateKey.from_private_bytes(secreto)

    @classmethod
    def nueva(cls) -> LlaveDeFirma:
        return cls(secrets.token_bytes(32))  # any 32 bytes are one (RFC 8032, 5.1.5)

    @property
    def secreto(self) -> bytes:
        """The 32 bytes themselves, for the database that keeps them and for nothing else."""
        return self._llave.private_bytes_raw()

    @property
    def publica(self) -> Publica:
        return Publica(self._llave.public_key().public_bytes_raw())

    def firmar(self, espacio: str, datos: bytes) -> str:
        """The armoured signature of ``datos`` for the use that ``espacio`` names. The same each time."""
        return self.firmar_huella(espacio, hashlib.sha512(datos).digest())

    def firmar_huella(self, espacio: str, sha512: bytes) -> str:
        """The same of what has that SHA-512, for files that do not fit in memory."""
        firma = self._llave.sign(_firmado(espacio, sha512))
        cuerpo = b"".join(
            (
                _MAGIA,
                struct.pack(">I", 1),
                _texto(_texto(_TIPO) + _texto(self.publica.octetos)),
                _texto(espacio.encode()),
                _texto(b""),
                _texto(_HUELLA),
                _texto(_texto(_TIPO) + _texto(firma)),
            )
        )
        return _con_armadura(cuerpo)

    def __repr__(self) -> str:
        return "LlaveDeFirma(…)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not written anywhere")


def verificar(firma: str, espacio: str, datos: bytes) -> Publica | None:
    """Whose signature it is; None where it is not a good one of ``datos`` for that use."""
    return verificar_huella(firma, espacio, hashlib.sha512(datos).digest())


def verificar_huella(firma: str, espacio: str, sha512: bytes) -> Publica | None:
    """The same of what has that SHA-512."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

    try:
        publica, dicho, octetos = _leer(firma)
        if dicho != espacio.encode():
            return None
        Ed25519PublicKey.from_public_bytes(publica.octetos).verify(octetos, _firmado(espacio, sha512))
    except (ValueError, struct.error, binascii.Error, InvalidSignature):
        return None
    return publica


def autorizados(llaves: Iterable[tuple[str, Publica]], espacios: Iterable[str]) -> str:
    """The ``allowed_signers`` of OpenSSH for names and their keys, each for those uses."""
    usos = ",".join(espacios)
    return "".join(f'{nombre} namespaces="{usos}" {publica.openssh}\n' for nombre, publica in llaves)


def _firmado(espacio: str, sha512: bytes) -> bytes:
    return _MAGIA + _texto(espacio.encode()) + _texto(b"") + _texto(_HUELLA) + _texto(sha512)


def _leer(firma: str) -> tuple[Publica, bytes, bytes]:
    cuerpo = _sin_armadura(firma)
    if not cuerpo.startswith(_MAGIA + struct.pack(">I", 1)):
        raise ValueError("no SSHSIG of version 1")
    llave, espacio, reservado, huella, suscrito = _textos(cuerpo[len(_MAGIA) + 4 :], 5)
    tipo, octetos = _textos(llave, 2)
    tipo_de_firma, valor = _textos(suscrito, 2)
    if (tipo, tipo_de_firma, reservado, huella) != (_TIPO, _TIPO, b"", _HUELLA):
        raise ValueError("another algorithm")
    return Publica(octetos), espacio, valor


def _con_armadura(cuerpo: bytes) -> str:
    letras = base64.b64encode(cuerpo).decode("ascii")
    renglones = [letras[n : n + _ANCHO] for n in range(0, len(letras), _ANCHO)]
    return "\n".join((_INICIO, *renglones, _FIN)) + "\n"


def _sin_armadura(firma: str) -> bytes:
    if len(firma) > _LARGO_MAXIMO:
        raise ValueError("too long")
    renglones = firma.strip().splitlines()
    if len(renglones) < 3 or renglones[0] != _INICIO or renglones[-1] != _FIN:
        raise ValueError("no armour")
    return base64.b64decode("".join(renglones[1:-1]), validate=True)


def _texto(dato: bytes) -> bytes:
    return struct.pack(">I", len(dato)) + dato


def _textos(dato: bytes, cuantos: int) -> list[bytes]:
    """So many strings of SSH's wire format (RFC 4251, 5) and nothing after them."""
    leidos, lugar = [], 0
    for _ in range(cuantos):
        (largo,) = struct.unpack_from(">I", dato, lugar)
        if lugar + 4 + largo > len(dato):
            raise ValueError("cut short")
        leidos.append(dato[lugar + 4 : lugar + 4 + largo])
        lugar += 4 + largo
    if lugar != len(dato):
        raise ValueError("more than there should be")
    return leidos
