"""Certificates for servers of the tests: made on the spot, of nobody."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificado(*nombres: str, dias: int = 30) -> tuple[bytes, bytes]:
    """A certificate for these names or addresses, signed by itself, and its key; both as PEM."""
    llave = ec.generate_private_key(ec.SECP256R1())
    ahora = datetime.datetime.now(datetime.UTC)
    quien = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Autoridad ficticia")])
    alternos: list[x509.GeneralName] = [
        x509.IPAddress(ipaddress.ip_address(uno)) if uno[0].isdecimal() else x509.DNSName(uno) for uno in nombres
    ]
    hecho = (
        x509.CertificateBuilder()
        .subject_name(quien)
        .issuer_name(quien)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - datetime.timedelta(days=60))
        .not_valid_after(ahora + datetime.timedelta(days=dias))
        .add_extension(x509.SubjectAlternativeName(alternos), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(llave, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    privada = llave.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return hecho.public_bytes(pem), privada


def contexto_de(carpeta: Path, publico: bytes, llave: bytes) -> ssl.SSLContext:
    """What a server shows that has this certificate and its key."""
    (carpeta / "servidor.pem").write_bytes(publico + llave)
    contexto = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexto.load_cert_chain(carpeta / "servidor.pem")
    return contexto
