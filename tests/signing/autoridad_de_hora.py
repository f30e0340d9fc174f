"""An authority of time stamps and an OCSP responder of test, that answer over HTTP on this machine. No fixtures.

They are made with other libraries than the ones that read them: ``cryptography`` signs the certificates, the lists and
the OCSP answers; pyHanko's test authority makes the stamps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.sign.timestamps import DummyTimeStamper

from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.pki_prueba import PkiPrueba, nueva_llave
from tests.signing.firma_material import AHORA

_ANIO = timedelta(days=365)
Responder = Callable[[bytes], bytes]


def certificado(
    nombre: str,
    emisor: x509.Name | None,
    llave_emisor: rsa.RSAPrivateKey,
    llave: rsa.RSAPrivateKey,
    *,
    usos: tuple[ObjectIdentifier, ...] = (),
    critico: bool = True,
    desde: datetime = AHORA - _ANIO,
    hasta: datetime = AHORA + 4 * _ANIO,
) -> x509.Certificate:
    """An authority where ``usos`` is empty, else the certificate of a service for those purposes."""
    sujeto = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nombre)])
    constructor = (
        x509.CertificateBuilder()
        .subject_name(sujeto)
        .issuer_name(emisor or sujeto)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(desde)
        .not_valid_after(hasta)
        .add_extension(x509.BasicConstraints(ca=not usos, path_length=None), critical=True)
        .add_extension(_uso_de_llave(autoridad=not usos), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(llave.public_key()), critical=False)
    )
    if usos:
        constructor = constructor.add_extension(x509.ExtendedKeyUsage(usos), critical=critico)
    return constructor.sign(llave_emisor, hashes.SHA256())


def _uso_de_llave(*, autoridad: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not autoridad,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=autoridad,
        crl_sign=autoridad,
        encipher_only=False,
        decipher_only=False,
    )


def der(certificado: x509.Certificate) -> bytes:
    return certificado.public_bytes(Encoding.DER)


@dataclass(frozen=True)
class AutoridadDeHora:
    """Stamps what it is asked to. ``ac`` vouches for ``sellos``; ``momento``: the time that it certifies."""

    ac: x509.Certificate
    llave_ac: rsa.RSAPrivateKey = field(repr=False)
    sellos: x509.Certificate
    llave: rsa.RSAPrivateKey = field(repr=False)
    momento: datetime = AHORA + timedelta(hours=1)

    def anclas(self) -> Anclas:
        return Anclas.de_certificados([der(self.ac)], "prueba")

    def responder(self, peticion: bytes) -> bytes:
        """A request of RFC 3161 to its answer."""
        pedido = self.sellador().async_request_tsa_response(tsp.TimeStampReq.load(peticion))
        try:
            pedido.send(None)  # it waits for nothing, and whoever asks may run a loop already
        except StopIteration as hecha:
            return bytes(hecha.value.dump())
        raise AssertionError("the test authority waited for something")

    def sellador(self) -> DummyTimeStamper:
        claves = self.llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return DummyTimeStamper(
            asn1.Certificate.load(der(self.sellos)), keys.PrivateKeyInfo.load(claves), fixed_dt=self.momento
        )

    def con_sellos(self, **cambios: Any) -> AutoridadDeHora:
        """The same authority with another certificate for its stamps."""
        cambios = {"usos": (ExtendedKeyUsageOID.TIME_STAMPING,)} | cambios
        momento = cambios.pop("momento", self.momento)
        otro = certificado("SELLOS DE PRUEBA", self.ac.subject, self.llave_ac, self.llave, **cambios)
        return AutoridadDeHora(self.ac, self.llave_ac, otro, self.llave, momento)


def crear_autoridad(momento: datetime = AHORA + timedelta(hours=1)) -> AutoridadDeHora:
    """Takes some tenths of a second: make it once."""
    llave_ac, llave = nueva_llave(), nueva_llave()
    ac = certificado("AC DE SELLOS DE PRUEBA", None, llave_ac, llave_ac)
    propio = certificado("SELLOS DE PRUEBA", ac.subject, llave_ac, llave, usos=(ExtendedKeyUsageOID.TIME_STAMPING,))
    return AutoridadDeHora(ac, llave_ac, propio, llave, momento)


# --- revocation ---------------------------------------------------------------------------------------------------


def respuesta_ocsp(
    pki: PkiPrueba,
    cer: bytes,
    *,
    estado: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    desde: datetime = AHORA,
    hasta: datetime | None = AHORA + timedelta(days=7),
    revocada: datetime | None = None,
    motivo: x509.ReasonFlags | None = None,
    firma: tuple[x509.Certificate, rsa.RSAPrivateKey] | None = None,
) -> bytes:
    """What the test authority, or ``firma`` in its name, says of an e.firma of its own."""
    ac = x509.load_der_x509_certificate(pki.ac)
    quien, llave = firma or (ac, pki._llave_ac)
    constructor = ocsp.OCSPResponseBuilder().add_response(
        cert=x509.load_der_x509_certificate(cer),
        issuer=ac,
        algorithm=hashes.SHA1(),
        cert_status=estado,
        this_update=desde,
        next_update=hasta,
        revocation_time=revocada,
        revocation_reason=motivo,
    )
    if firma is not None:
        constructor = constructor.certificates([quien])
    constructor = constructor.responder_id(ocsp.OCSPResponderEncoding.HASH, quien)
    return constructor.sign(llave, hashes.SHA256()).public_bytes(Encoding.DER)


def lista_de_revocacion(
    pki: PkiPrueba,
    *,
    revocados: dict[int, datetime] | None = None,
    desde: datetime = AHORA,
    hasta: datetime = AHORA + timedelta(days=7),
    llave: rsa.RSAPrivateKey | None = None,
    extensiones: tuple[tuple[x509.ExtensionType, bool], ...] = (),
) -> bytes:
    """``revocados``: serial number to since when. ``llave``: who signs it, if not the authority."""
    ac = x509.load_der_x509_certificate(pki.ac)
    constructor = x509.CertificateRevocationListBuilder().issuer_name(ac.subject).last_update(desde).next_update(hasta)
    for serie, cuando in (revocados or {}).items():
        constructor = constructor.add_revoked_certificate(
            x509.RevokedCertificateBuilder().serial_number(serie).revocation_date(cuando).build()
        )
    for extension, critica in extensiones:
        constructor = constructor.add_extension(extension, critical=critica)
    return constructor.sign(llave or pki._llave_ac, hashes.SHA256()).public_bytes(Encoding.DER)


def serie_de(cer: bytes) -> int:
    return x509.load_der_x509_certificate(cer).serial_number


def leida(*contenidos: bytes) -> Evidencias:
    """Several answers as one value."""
    todas = Evidencias()
    for contenido in contenidos:
        una = Evidencias.leer(contenido)
        assert una is not None
        todas += una
    return todas


# --- over HTTP ----------------------------------------------------------------------------------------------------


@contextmanager
def servidor(
    responder: Responder, *, estado: int = 200, cabeceras: Callable[[Any], object] = lambda _: None
) -> Iterator[str]:
    """The address of a server on this machine that answers every POST and GET with ``responder``.

    ``cabeceras`` is shown the headers of each question.
    """

    class Contesta(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            cabeceras(self.headers)
            pedido = self.rfile.read(int(self.headers["Content-Length"]))
            self._contestar(responder(pedido))

        def do_GET(self) -> None:
            self._contestar(responder(b""))

        def _contestar(self, cuerpo: bytes) -> None:
            self.send_response(estado)
            self.send_header("Content-Length", str(len(cuerpo)))
            self.end_headers()
            self.wfile.write(cuerpo)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests print nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Contesta)
    hilo = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    hilo.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/"
    finally:
        http.shutdown()
        http.server_close()
        hilo.join()
