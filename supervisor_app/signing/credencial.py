"""An e.firma opened for one signature: who it is, until when, and the signer.

Whoever holds a ``Credencial`` holds the private key: keep it in a local variable for the length of one signature. It
must never be stored, logged or sent to another process.
"""

# pyHanko leaves parts of itself without types.

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervisor_app.domain.texto import fecha_corta, fecha_hora
from supervisor_app.errors import UserError
from supervisor_app.signing import satcompat
from supervisor_app.signing.certificado import (
    ASN1_ILEGIBLE,
    Clase,
    DatosCertificado,
    datos_de,
    leer_certificado,
)
from supervisor_app.signing.llave import TAMANO_MAXIMO, abrir_llave, parece_llave
from supervisor_app.signing.pkcs12 import abrir_pkcs12, es_pkcs12

satcompat.aplicar()


@dataclass(frozen=True, eq=False)
class Credencial:
    """A person's e.firma, ready to sign. ``repr`` shows the public part only."""

    nombre: str
    rfc: str
    curp: str
    numero_certificado: str
    autoridad: str
    desde: datetime
    hasta: datetime
    firmante: SimpleSigner = field(repr=False)

    @property
    def de_prueba(self) -> bool:
        """Whether a test authority issued it: its signatures have no value and the stamp says so."""
        return "PRUEBA" in self.autoridad.upper()

    @property
    def certificado(self) -> x509.Certificate:
        return self.firmante.signing_cert

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Credencial holds a private key and is never serialised")


def cargar_efirma(cer: bytes, key: bytes, contrasena: str, *, ahora: datetime) -> Credencial:
    """Open an e.firma of a person.

    ``cer``: certificate, DER or PEM. ``key``: encrypted PKCS#8, DER or PEM. Or ``cer``: both in one file (PKCS#12), and
    then ``key`` is not looked at. ``ahora``: aware.
    Raises UserError with field ``cer``, ``key`` or ``contrasena``; ValueError if ``ahora`` has no zone.
    """
    if ahora.tzinfo is None:
        raise ValueError("ahora needs a time zone")
    if es_pkcs12(cer):
        cer, llave = abrir_pkcs12(cer, contrasena)
        certificado = _abrir_certificado(cer)
        datos = _aceptado(certificado, ahora)
    else:
        certificado = _abrir_certificado(cer)
        datos = _aceptado(certificado, ahora)
        if es_pkcs12(key):
            raise UserError(
                "El archivo elegido como .key trae certificado y clave juntos (.p12 o .pfx). Elíjalo en lugar del "
                ".cer; el .key ya no hace falta.",
                field="key",
            )
        llave = abrir_llave(key, contrasena)
    if not _corresponden(certificado, llave):
        raise UserError(
            "La clave privada no corresponde al certificado. Elija el .cer y el .key de la misma e.firma "
            "(tras una renovación cambian los dos).",
            field="key",
        )
    return Credencial(
        nombre=datos.nombre,
        rfc=datos.rfc,
        curp=datos.curp,
        numero_certificado=datos.numero,
        autoridad=datos.autoridad,
        desde=datos.desde,
        hasta=datos.hasta,
        firmante=_firmante(certificado, llave),
    )


def _abrir_certificado(cer: bytes) -> x509.Certificate:
    if not cer:
        raise UserError("El archivo .cer está vacío. Elija el certificado de su e.firma.", field="cer")
    if len(cer) > TAMANO_MAXIMO:
        raise UserError(
            "El archivo elegido como .cer es demasiado grande para ser un certificado. Elija el de su e.firma.",
            field="cer",
        )
    try:
        return leer_certificado(cer)
    except ASN1_ILEGIBLE as error:
        if parece_llave(cer):
            raise UserError(
                "El archivo elegido como .cer es una clave privada (.key). Elija el certificado, que termina en .cer.",
                field="cer",
            ) from error
        raise UserError(
            "El archivo elegido como .cer no es un certificado o está dañado. Elija el archivo .cer de su e.firma.",
            field="cer",
        ) from error


def _aceptado(certificado: x509.Certificate, ahora: datetime) -> DatosCertificado:
    """The certificate's data, if it is a person's e.firma in force."""
    try:
        datos = datos_de(certificado)
    except ASN1_ILEGIBLE as error:
        raise UserError(
            "No se pudieron leer los datos del certificado. Descargue de nuevo el archivo .cer del portal del SAT.",
            field="cer",
        ) from error
    motivo = _motivo_de_rechazo(datos, ahora)
    if motivo:
        raise UserError(motivo, field="cer")
    return datos


def _motivo_de_rechazo(datos: DatosCertificado, ahora: datetime) -> str | None:
    zona = ahora.tzinfo
    if datos.clase is Clase.SELLO:
        return (
            "Es un certificado de sello digital (CSD), que sirve para facturar y no para firmar documentos. "
            "Use el .cer y el .key de su e.firma."
        )
    if datos.clase is not Clase.EFIRMA:
        return "No es un certificado de e.firma. Use el archivo .cer de la e.firma que le entregó el SAT."
    if not datos.persona_fisica:
        return (
            f"La e.firma es de una persona moral o de un representante (RFC {datos.rfc or 'no legible'}). "
            "El documento lo firma una persona física con su propia e.firma."
        )
    if not (datos.numero.isdigit() and len(datos.numero) == 20):
        return (
            "El certificado no tiene el número de 20 dígitos que da el SAT. Use el archivo .cer de la e.firma que le "
            "entregó el SAT."
        )
    if ahora > datos.hasta:
        return (
            f"La e.firma de {datos.nombre} venció el {fecha_corta(datos.hasta.astimezone(zona))}. Renuévela ante el "
            "SAT; si ya la renovó, elija los archivos nuevos."
        )
    if ahora < datos.desde:
        return (
            f"La e.firma de {datos.nombre} es válida a partir del {fecha_hora(datos.desde.astimezone(zona))} y "
            f"este equipo marca {fecha_hora(ahora)}. Revise la fecha y la hora del equipo."
        )
    return None


def _corresponden(certificado: x509.Certificate, llave: rsa.RSAPrivateKey) -> bool:
    try:
        publica: Any = certificado.public_key["public_key"].parsed.native
        numeros = llave.public_key().public_numbers()
        return bool(publica["modulus"] == numeros.n and publica["public_exponent"] == numeros.e)
    except ASN1_ILEGIBLE:
        return False


def _firmante(certificado: x509.Certificate, llave: rsa.RSAPrivateKey) -> SimpleSigner:
    der = llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=certificado,
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )
