"""Makes e.firmas that look like SAT's to the byte and are worth nothing: for the demo and the tests.

Every authority it makes says PRUEBA, and the stamp of a signature made with one says so too. It must never be used to
make anything that could be taken for a real e.firma, and it calls no program: it runs the same on Windows.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from asn1crypto import algos, core, keys, x509
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from supervisor_app.signing import satcompat
from supervisor_app.signing.anclas import Anclas, Entrada, Manifiesto, escribir_manifiesto

satcompat.aplicar()

_ANIO = timedelta(days=365)
_ITERACIONES = 2048

Variante = Literal["efirma", "sello", "persona_moral"]


@dataclass(frozen=True)
class PersonaPrueba:
    """An invented person. ``rfc`` 13 characters, ``curp`` 18."""

    nombre: str
    rfc: str
    curp: str


@dataclass(frozen=True)
class EfirmaPrueba:
    """The two files and the password, as SAT hands them out."""

    cer: bytes
    key: bytes = field(repr=False)
    contrasena: str = field(repr=False)


@dataclass(frozen=True)
class PkiPrueba:
    """A root and an authority of test, and what is needed to issue with it."""

    raiz: bytes
    ac: bytes
    _llave_ac: rsa.RSAPrivateKey = field(repr=False)

    def anclas(self) -> Anclas:
        """The test authority as the only one trusted."""
        return Anclas.de_certificados([self.ac], "prueba")

    def escribir_anclas(self, carpeta: Path) -> None:
        """A folder of anchors with this authority and its manifest. Raises OSError."""
        carpeta.mkdir(parents=True, exist_ok=True)
        (carpeta / "ac-prueba.cer").write_bytes(self.ac)
        entrada = Entrada(
            nombre="AC DE PRUEBA (sin validez)",
            sha256=hashlib.sha256(self.ac).hexdigest(),
            procedencia="prueba",
            archivo="ac-prueba.cer",
        )
        escribir_manifiesto(carpeta, Manifiesto(autoridades=(entrada,)))

    def emitir(
        self,
        persona: PersonaPrueba,
        *,
        desde: datetime,
        hasta: datetime,
        contrasena: str,
        variante: Variante = "efirma",
        folio: int = 1,
        llave: rsa.RSAPrivateKey | None = None,
    ) -> EfirmaPrueba:
        """An e.firma, a CSD or a company's e.firma. ``llave``: to reuse a key; making one takes a tenth of a second."""
        llave = llave or nueva_llave()
        emisor = x509.Certificate.load(self.ac)
        certificado = _certificado(
            sujeto=_sujeto(persona, variante),
            publica=llave.public_key(),
            emisor=emisor.subject,
            firma=self._llave_ac,
            serie=_serie(504_000_000 + folio),
            vigencia=(desde, hasta),
            extensiones=_extensiones_de_sello() if variante == "sello" else _extensiones_de_efirma(),
        )
        return EfirmaPrueba(certificado.dump(), cifrar_llave(llave, contrasena.encode("utf-8")), contrasena)


def crear_pki(ahora: datetime) -> PkiPrueba:
    """A root of twelve years and an authority of eight, both in force. Takes about a third of a second."""
    ahora = ahora.replace(microsecond=0)
    llave_raiz, llave_ac = nueva_llave(), nueva_llave()
    nombre_raiz = _nombre(
        ("common_name", "AGENCIA REGISTRADORA CENTRAL DE PRUEBA"),
        ("organization_name", "BANCO DE PRUEBA, SIN VALIDEZ"),
        ("country_name", "MX"),
        utf8=True,
    )
    nombre_ac = _nombre(
        ("common_name", "AC DE PRUEBA"),
        ("organization_name", "SERVICIO DE PRUEBA, SIN VALIDEZ FISCAL NI JURÍDICA"),
        ("country_name", "MX"),
        utf8=True,
    )
    comun: dict[str, Any] = {"emisor": nombre_raiz, "firma": llave_raiz}
    raiz = _certificado(
        sujeto=nombre_raiz,
        publica=llave_raiz.public_key(),
        serie=1,
        vigencia=(ahora - 4 * _ANIO, ahora + 8 * _ANIO),
        extensiones=_extensiones_de_autoridad(llave_raiz.public_key(), llave_raiz.public_key()),
        **comun,
    )
    ac = _certificado(
        sujeto=nombre_ac,
        publica=llave_ac.public_key(),
        serie=_serie(1),
        vigencia=(ahora - 3 * _ANIO, ahora + 5 * _ANIO),
        extensiones=_extensiones_de_autoridad(llave_ac.public_key(), llave_raiz.public_key()),
        **comun,
    )
    return PkiPrueba(raiz.dump(), ac.dump(), llave_ac)


def nueva_llave() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def cifrar_llave(llave: rsa.RSAPrivateKey, contrasena: bytes) -> bytes:
    """SAT's ``.key``: DER, PKCS#8 with PBES2, PBKDF2-HMAC-SHA1 of 2,048 rounds and 3DES-CBC.

    ``cryptography`` opens these and no longer writes them, so the envelope is put together here.
    """
    sal, inicio = os.urandom(8), os.urandom(8)
    derivada = PBKDF2HMAC(hashes.SHA1(), 24, sal, _ITERACIONES).derive(contrasena)  # SAT's choice, not ours
    clara = llave.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    relleno = padding.PKCS7(64).padder()
    cifrador = Cipher(TripleDES(derivada), modes.CBC(inicio)).encryptor()
    cifrada = cifrador.update(relleno.update(clara) + relleno.finalize()) + cifrador.finalize()
    algoritmo = algos.EncryptionAlgorithm(
        {
            "algorithm": "pbes2",
            "parameters": {
                "key_derivation_func": {
                    "algorithm": "pbkdf2",
                    "parameters": {
                        "salt": algos.Pbkdf2Salt("specified", sal),
                        "iteration_count": _ITERACIONES,
                    },
                },
                "encryption_scheme": {"algorithm": "tripledes_3key", "parameters": inicio},
            },
        }
    )
    sobre = keys.EncryptedPrivateKeyInfo({"encryption_algorithm": algoritmo, "encrypted_data": cifrada})
    return bytes(sobre.dump())


def _sujeto(persona: PersonaPrueba, variante: Variante) -> x509.Name:
    rfc, curp = persona.rfc, persona.curp
    if variante == "persona_moral":
        rfc, curp = f"{persona.rfc[1:]} / {persona.rfc}", f" / {persona.curp}"
    pares = [
        ("common_name", persona.nombre),
        ("name", persona.nombre),
        ("organization_name", persona.nombre),
        ("country_name", "MX"),
        ("email_address", "prueba@example.mx"),
        ("unique_identifier", rfc),
        ("serial_number", curp),
    ]
    if variante == "sello":
        pares.append(("organizational_unit_name", "SUCURSAL DE PRUEBA"))
    return _nombre(*pares)


def _nombre(*pares: tuple[str, str], utf8: bool = False) -> x509.Name:
    partes = []
    for tipo, texto in pares:
        valor = x509.EmailAddress(texto) if tipo == "email_address" else _texto(texto, utf8=utf8)
        partes.append(x509.RelativeDistinguishedName([x509.NameTypeAndValue({"type": tipo, "value": valor})]))
    return x509.Name("", x509.RDNSequence(partes))


def _texto(texto: str, *, utf8: bool) -> x509.DirectoryString:
    """As SAT writes: PrintableString, and Latin-1 bytes in a TeletexString where there is an Ñ."""
    if utf8:
        return x509.DirectoryString("utf8_string", texto)
    if texto.isascii():
        return x509.DirectoryString("printable_string", texto)
    bytes_latinos = x509.NotReallyTeletexString(contents=texto.encode("latin-1"))
    return x509.DirectoryString("teletex_string", bytes_latinos)


def _certificado(
    *,
    sujeto: x509.Name,
    publica: rsa.RSAPublicKey,
    emisor: x509.Name,
    firma: rsa.RSAPrivateKey,
    serie: int,
    vigencia: tuple[datetime, datetime],
    extensiones: list[dict[str, Any]],
) -> x509.Certificate:
    algoritmo = {"algorithm": "sha256_rsa", "parameters": core.Null()}
    cuerpo = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serie,
            "signature": algoritmo,
            "issuer": emisor,
            "validity": {
                "not_before": x509.Time({"utc_time": vigencia[0].replace(microsecond=0)}),
                "not_after": x509.Time({"utc_time": vigencia[1].replace(microsecond=0)}),
            },
            "subject": sujeto,
            "subject_public_key_info": _spki(publica),
            "extensions": extensiones,
        }
    )
    valor = firma.sign(cuerpo.dump(), rsa_padding.PKCS1v15(), hashes.SHA256())
    return x509.Certificate({"tbs_certificate": cuerpo, "signature_algorithm": algoritmo, "signature_value": valor})


def _serie(folio: int) -> int:
    """SAT's serials are their 20 digits in ASCII."""
    return int.from_bytes(f"00001000000{folio:09d}".encode("ascii"), "big")


def _spki(publica: rsa.RSAPublicKey) -> keys.PublicKeyInfo:
    der = publica.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return keys.PublicKeyInfo.load(der)


def _extension(tipo: str, valor: Any, *, critica: bool = False) -> dict[str, Any]:
    return {"extn_id": tipo, "critical": critica, "extn_value": valor}


def _extensiones_de_autoridad(propia: rsa.RSAPublicKey, superior: rsa.RSAPublicKey) -> list[dict[str, Any]]:
    return [
        _extension("key_identifier", core.OctetString(_spki(propia).sha1)),
        _extension("authority_key_identifier", x509.AuthorityKeyIdentifier({"key_identifier": _spki(superior).sha1})),
        _extension("basic_constraints", x509.BasicConstraints({"ca": True}), critica=True),
        _extension(
            "key_usage",
            x509.KeyUsage({"digital_signature", "non_repudiation", "key_cert_sign", "crl_sign"}),
            critica=True,
        ),
    ]


def _extensiones_de_efirma() -> list[dict[str, Any]]:
    uso = {"digital_signature", "non_repudiation", "data_encipherment", "key_agreement"}
    return [
        _extension("basic_constraints", x509.BasicConstraints({"ca": False}), critica=True),
        _extension("key_usage", x509.KeyUsage(uso)),
        _extension("netscape_certificate_type", x509.NetscapeCertificateType({"ssl_client", "email"})),
        _extension("extended_key_usage", x509.ExtKeyUsageSyntax(["email_protection", "client_auth"])),
    ]


def _extensiones_de_sello() -> list[dict[str, Any]]:
    return [
        _extension("basic_constraints", x509.BasicConstraints({"ca": False}), critica=True),
        _extension("key_usage", x509.KeyUsage({"digital_signature", "non_repudiation"})),
    ]
