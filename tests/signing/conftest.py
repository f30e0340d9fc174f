"""A test authority, three invented people with their e.firma, and their signatures on one document.

Keys are slow to make and PDFs are values: all of it is made once for the session.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.credencial import Credencial, cargar_efirma
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.firmar import firmar
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba, crear_pki, nueva_llave
from supervisor_app.signing.sello_tiempo import sellar
from tests.signing.autoridad_de_hora import AutoridadDeHora, crear_autoridad
from tests.signing.firma_material import AHORA, CAMPOS, CONTRASENA, PERSONAS, REGISTRO, SELLO, Firmados, hacer_documento


@pytest.fixture(scope="session")
def pki() -> PkiPrueba:
    return crear_pki(AHORA)


@pytest.fixture(scope="session")
def anclas(pki: PkiPrueba) -> Anclas:
    return pki.anclas()


@pytest.fixture(scope="session")
def llave() -> rsa.RSAPrivateKey:
    """A key for all the certificates that are only to be refused."""
    return nueva_llave()


@pytest.fixture(scope="session")
def efirmas(pki: PkiPrueba) -> tuple[EfirmaPrueba, ...]:
    return tuple(
        pki.emitir(
            persona,
            desde=AHORA - timedelta(days=365),
            hasta=AHORA + timedelta(days=3 * 365),
            contrasena=CONTRASENA,
            folio=folio,
        )
        for folio, persona in enumerate(PERSONAS, start=1)
    )


@pytest.fixture(scope="session")
def credenciales(efirmas: tuple[EfirmaPrueba, ...]) -> tuple[Credencial, ...]:
    return tuple(cargar_efirma(e.cer, e.key, e.contrasena, ahora=AHORA) for e in efirmas)


@pytest.fixture(scope="session")
def documento() -> bytes:
    """Two pages, three empty signature fields on the last one, a record attached."""
    return hacer_documento(CAMPOS)


@pytest.fixture(scope="session")
def firmados(documento: bytes, credenciales: tuple[Credencial, ...], anclas: Anclas) -> Firmados:
    pasos = [documento]
    for lugar, (campo, credencial) in enumerate(zip(CAMPOS, credenciales, strict=True)):
        pasos.append(
            firmar(
                pasos[-1],
                campo=campo,
                credencial=credencial,
                ahora=AHORA + timedelta(minutes=10 * lugar),
                certificar=lugar == 0,
                sello=SELLO,
                motivo="Emisión del informe",
                lugar="Colima, Col.",
                anclas=anclas,
            )
        )
    esperado = {campo: persona.rfc for campo, persona in zip(CAMPOS, PERSONAS, strict=True)}
    ninguna, una, dos, tres = pasos
    return Firmados(ninguna, una, dos, tres, anclas, esperado, hashlib.sha256(REGISTRO).hexdigest())


@pytest.fixture
def carpeta_de_anclas(tmp_path: Path, pki: PkiPrueba) -> Path:
    carpeta = tmp_path / "anclas"
    pki.escribir_anclas(carpeta)
    return carpeta


@pytest.fixture(scope="session")
def hora() -> AutoridadDeHora:
    """An authority of time stamps."""
    return crear_autoridad()


@pytest.fixture(scope="session")
def sellado(firmados: Firmados, hora: AutoridadDeHora) -> bytes:
    """The document with its three signatures and a time stamp of an hour later."""
    hecho, _ = sellar(
        firmados.tres,
        pedir=hora.responder,
        anclas=firmados.anclas,
        anclas_sello=hora.anclas(),
        evidencias=Evidencias(),
        ahora=AHORA + timedelta(hours=1),
    )
    return hecho
