"""Trust anchors: the certificates of authorities, as files in a folder, each pinned by SHA-256 in its manifest.

A file whose hash is not pinned is never trusted, and none is ever fetched: a person brings it, the manifest decides.
This module must never judge a signature (``verificar``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from asn1crypto import x509
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pyhanko_certvalidator import ValidationContext

from supervisor_app.durable import make_dirs, write_atomic
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.signing import satcompat
from supervisor_app.signing.certificado import ASN1_ILEGIBLE, emitido_por, leer_certificado, nombre_de_autoridad

satcompat.aplicar()

MANIFIESTO = "manifiesto.json"
CARPETA_SELLOS = "sellos"
"""Inside a folder of anchors: the authorities of time stamps, with a manifest of their own. Who may vouch for persons
may not vouch for the time, nor the other way round."""
CARPETA_REVOCACION = "revocacion"
"""Inside a folder of anchors: answers about revocation (OCSP, CRL) that the office handed out. Files to be checked, not
to be trusted."""
_EXTENSIONES = {".cer", ".crt", ".der", ".pem"}
_TAMANO_MAXIMO = 64 * 1024
_MANIFIESTO_MAXIMO = 2**20

Procedencia = Literal["sat", "oficina", "prueba"]


class Entrada(BaseModel):
    """One authority of the manifest. ``sha256`` is of the DER; ``archivo`` is empty while the file is awaited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nombre: str = Field(min_length=1, max_length=200)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    procedencia: Procedencia
    archivo: str = ""
    nota: str = ""


class Manifiesto(BaseModel):
    """The pins of a folder. Its JSON is ``manifiesto.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    autoridades: tuple[Entrada, ...] = ()

    def entrada(self, sha256: str) -> Entrada | None:
        return next((entrada for entrada in self.autoridades if entrada.sha256 == sha256), None)


@dataclass(frozen=True)
class Ancla:
    """An authority that is trusted."""

    nombre: str
    sha256: str
    procedencia: Procedencia
    certificado: x509.Certificate = field(repr=False, compare=False)


@dataclass(frozen=True)
class Anclas:
    """The authorities to trust. ``faltantes``: pinned, without file. ``rechazadas``: files that are not pinned.
    ``esperadas``: the SHA-256 of all that are pinned."""

    autoridades: tuple[Ancla, ...] = ()
    faltantes: tuple[str, ...] = ()
    rechazadas: tuple[str, ...] = ()
    esperadas: frozenset[str] = frozenset()

    @classmethod
    def cargar(cls, *carpetas: Path) -> Anclas:
        """The anchors of all folders. Raises UserError where a folder has no readable manifest."""
        anclas: dict[str, Ancla] = {}
        esperadas: dict[str, str] = {}
        rechazadas: list[str] = []
        for carpeta in carpetas:
            manifiesto = leer_manifiesto(carpeta)
            esperadas |= {entrada.sha256: entrada.nombre for entrada in manifiesto.autoridades}
            for archivo in sorted(carpeta.iterdir()):
                if archivo.suffix.lower() not in _EXTENSIONES:
                    continue
                ancla = _cargar(archivo, manifiesto)
                if ancla is None:
                    rechazadas.append(archivo.name)
                else:
                    anclas.setdefault(ancla.sha256, ancla)
        faltantes = tuple(nombre for sha256, nombre in esperadas.items() if sha256 not in anclas)
        return cls(tuple(anclas.values()), faltantes, tuple(rechazadas), frozenset(esperadas))

    @classmethod
    def de_certificados(cls, certificados: Iterable[bytes], procedencia: Procedencia) -> Anclas:
        """Anchors from memory, for tests and the demo."""
        return cls(tuple(_ancla(leer_certificado(der), "", procedencia) for der in certificados))

    def emisor_de(self, certificado: x509.Certificate) -> Ancla | None:
        """The anchor whose key signed the certificate: by key, for SAT has issued authorities with garbled names."""
        return next((ancla for ancla in self.autoridades if emitido_por(certificado, ancla.certificado)), None)

    def contexto(self, momento: datetime) -> ValidationContext:
        """What pyHanko needs to judge trust as of that time, without any network.

        The authorities themselves are the anchors, so that an e.firma that outlives its authority is accepted.
        """
        return ValidationContext(
            trust_roots=[ancla.certificado for ancla in self.autoridades],
            moment=momento,
            best_signature_time=momento,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )


def leer_manifiesto(carpeta: Path) -> Manifiesto:
    """Raises UserError where there is none or it cannot be read."""
    try:
        with (carpeta / MANIFIESTO).open("rb") as archivo:
            # What is cut is no JSON, and so is told as the damage that it is.
            return Manifiesto.model_validate_json(archivo.read(_MANIFIESTO_MAXIMO))
    except OSError as error:
        raise UserError(
            f"La carpeta de autoridades «{carpeta.name}» no tiene un {MANIFIESTO} que se pueda leer. "
            "Elija la carpeta correcta o vuelva a instalar la aplicación."
        ) from error
    except ValidationError as error:
        raise UserError(
            f"El {MANIFIESTO} de la carpeta de autoridades «{carpeta.name}» está mal escrito "
            f"({error.error_count()} errores). Restáurelo de una copia o vuelva a instalar la aplicación."
        ) from error


def agregar_ancla(
    carpeta: Path, contenido: bytes, *, base: Path | None = None, aprobada_por_la_oficina: bool = False
) -> Ancla:
    """Put an authority's certificate (DER or PEM) into the folder; repeating it changes nothing.

    Accepted if the folder's manifest pins its hash, or ``base``'s does where the folder has no manifest yet; an
    authority that nobody pinned only with ``aprobada_por_la_oficina``, which pins it.
    Raises UserError for what is no authority or is not accepted, EnvironmentProblem where it cannot be written.
    """
    certificado = _autoridad(contenido)
    sha256 = hashlib.sha256(certificado.dump()).hexdigest()
    nueva = base is not None and not (carpeta / MANIFIESTO).exists()
    manifiesto = leer_manifiesto(base if nueva and base is not None else carpeta)
    entrada = manifiesto.entrada(sha256)
    nombre = nombre_de_autoridad(certificado.subject)
    if entrada is None and not aprobada_por_la_oficina:
        raise UserError(
            f"«{nombre}» no está entre las autoridades esperadas (huella SHA-256 {sha256}). Compruebe la huella con su "
            "área de informática; si la oficina la aprueba, agréguela indicándolo así."
        )
    if entrada is None:
        entrada = Entrada(nombre=nombre, sha256=sha256, procedencia="oficina")
    entrada = entrada.model_copy(update={"archivo": entrada.archivo or _nombre_de_archivo(entrada.nombre, sha256)})
    otras = tuple(otra for otra in manifiesto.autoridades if otra.sha256 != sha256)
    try:
        make_dirs(carpeta)
        # The certificate first: if the machine stops between the two, the manifest never names what is not there.
        write_atomic(carpeta / entrada.archivo, certificado.dump(), mode=0o644)
        escribir_manifiesto(carpeta, Manifiesto(autoridades=(*otras, entrada)))
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo guardar la autoridad en «{carpeta.name}». Nada cambió. Revise el espacio y los permisos de la "
            "carpeta y vuelva a intentarlo."
        ) from error
    return _ancla(certificado, entrada.nombre, entrada.procedencia)


def autoridad_de(contenido: bytes) -> tuple[str, str] | None:
    """Name and SHA-256 (of the DER) of the authority in a file; None where it is none."""
    try:
        certificado = _autoridad(contenido)
    except UserError:
        return None
    return nombre_de_autoridad(certificado.subject), hashlib.sha256(certificado.dump()).hexdigest()


def escribir_manifiesto(carpeta: Path, manifiesto: Manifiesto) -> None:
    """Raises OSError."""
    texto = manifiesto.model_dump_json(indent=2) + "\n"
    write_atomic(carpeta / MANIFIESTO, texto.encode("utf-8"), mode=0o644)


def _cargar(archivo: Path, manifiesto: Manifiesto) -> Ancla | None:
    """None where the file is not a pinned certificate."""
    try:
        with archivo.open("rb") as flujo:
            contenido = flujo.read(_TAMANO_MAXIMO + 1)
        certificado = leer_certificado(contenido)
    except (OSError, *ASN1_ILEGIBLE):
        return None
    entrada = manifiesto.entrada(hashlib.sha256(certificado.dump()).hexdigest())
    return _ancla(certificado, entrada.nombre, entrada.procedencia) if entrada is not None else None


def _ancla(certificado: x509.Certificate, nombre: str, procedencia: Procedencia) -> Ancla:
    return Ancla(
        nombre=nombre or nombre_de_autoridad(certificado.subject),
        sha256=hashlib.sha256(certificado.dump()).hexdigest(),
        procedencia=procedencia,
        certificado=certificado,
    )


def _autoridad(contenido: bytes) -> x509.Certificate:
    try:
        certificado = leer_certificado(contenido[: _TAMANO_MAXIMO + 1])
        es_autoridad = bool(certificado.ca)
    except ASN1_ILEGIBLE as error:
        raise UserError(
            "El archivo no es un certificado o está dañado. Elija el certificado (.cer o .crt) de la autoridad."
        ) from error
    if not es_autoridad:
        raise UserError(
            "El certificado es de una persona y no de una autoridad certificadora. Elija el de la autoridad (AC)."
        )
    return certificado


def _nombre_de_archivo(nombre: str, sha256: str) -> str:
    legible = re.sub(r"[^A-Za-z0-9]+", "-", nombre).strip("-")[:40]
    return f"{legible or 'autoridad'}-{sha256[:8]}.cer"
