"""What the expediente of a visit prints, as plain values: every string is already as it is read on paper.

The services make it from the visit and its documents; :mod:`supervisor_app.documents.expediente` draws it. It must
never compute anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supervisor_app.documents.modelos import DeVisita, FotoImpresa
from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.informe import Linea, LineaMembrete, Texto


@dataclass(frozen=True)
class ParteImpresa:
    """A document of the expediente: its copy says of which file it is one, and how that one was signed.

    ``constancias``: what stands in the place of each electronic signature, by field.
    """

    clave: str
    titulo: str
    folio: str
    version: str
    archivo: str
    sha256: str
    firmas: tuple[str, ...]
    constancias: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ArchivoAnexo:
    """A file of evidence: what it is called, what it supports, kind and size in words, and its hash."""

    numero: str
    nombre: str
    sustenta: str
    tamano: str
    sha256: str


@dataclass(frozen=True)
class DocumentoExpediente(DeVisita):
    """Everything the expediente prints besides its parts, in printed order."""

    tipo: str
    fechas: str
    pliego: str
    periodo_revisado: str
    supervisores: tuple[Persona, ...]
    atendio: Persona
    titular: Persona
    partes: tuple[ParteImpresa, ...]
    archivos: tuple[ArchivoAnexo, ...]
    fotos: tuple[FotoImpresa, ...]
    reservado: bool = False


class SeccionesExpediente(Value):
    """The titles of what the expediente adds to its parts."""

    datos: Linea
    indice: Linea
    evidencia: Linea
    fotografias: Linea
    firma: Linea


class TextosExpediente(Value):
    """The fixed texts of the expediente, read from ``forms/documentos/expediente.yaml``.

    ``nota_parte`` may use ``{folio}``, ``{version}``, ``{archivo}`` and ``{sha256}``; the sentences of signing,
    ``{quien}``, ``{cuando}``, ``{rfc}`` and ``{certificado}``.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: Linea
    aviso: Texto
    secciones: SeccionesExpediente
    nota_parte: Texto
    firmado: Texto
    dibujado: Texto
    tinta: Texto
    escaneo: Texto
    sin_firmar: Texto
    constancia: Texto
    sin_evidencia: Texto
    nota_evidencia: Texto
    reservado: Texto
    cierre: Texto
    pie_firma: Linea
    clave: Linea = ""
