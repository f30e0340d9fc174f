"""An emitted document and the files it went through: emission, then each signature. All of it is append-only.

It must never hold the bytes; a file is named by its SHA-256.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from supervisor_app.domain.base import Value
from supervisor_app.domain.cadena import NINGUNA, Cabeza

CAMPO_SUPERVISOR = "Firma_Supervisor"
CAMPO_TITULAR = "Firma_Titular"
CAMPO_SUPERIOR = "Firma_Superior"
"""Places to sign that several kinds of documents have: their names in the PDF and in the records of who signed."""


class TipoDocumento(StrEnum):
    INFORME = "informe"
    CEDULA = "cedula"
    ACTA = "acta"
    CONCENTRADO = "concentrado"
    SEGUIMIENTO = "seguimiento"
    TURNADO = "turnado"
    EXPEDIENTE = "expediente"


class Metodo(StrEnum):
    """How a file of a document came to be. The ways of signing are never confused on paper or screen."""

    EMISION = "emision"
    DIBUJADA = "dibujada"
    EFIRMA = "efirma"
    TINTA = "tinta"
    """Printed to be signed by hand: the same file, from then on only ink."""
    ESCANEO = "escaneo"
    """The scan of the signed print: it goes with the document and is never taken for it."""
    SELLO = "sello"
    """A time stamp of the whole document, with what lets it be verified for years (PAdES B-LTA)."""


class EstadoDocumento(StrEnum):
    """``FIRMADO``, ``MIXTO``, ``DIBUJADO`` and ``AUTOGRAFO`` are all signed; how, is said wherever the state is."""

    SIN_EMITIR = "sin_emitir"
    DESACTUALIZADO = "desactualizado"
    LISTO = "listo"
    FIRMADO = "firmado"
    MIXTO = "mixto"
    DIBUJADO = "dibujado"
    TINTA = "tinta"
    AUTOGRAFO = "autografo"

    @property
    def label(self) -> str:
        return {
            "sin_emitir": "Sin emitir",
            "desactualizado": "Desactualizado",
            "listo": "Listo para firma",
            "firmado": "Firmado · e.firma",
            "mixto": "Firmado · e.firma y dibujada",
            "dibujado": "Firmado · dibujada",
            "tinta": "Para firma autógrafa",
            "autografo": "Firmado · autógrafa",
        }[self.value]

    @property
    def firmado(self) -> bool:
        """Whether everybody who had to signed, in whatever way."""
        return self in (
            EstadoDocumento.FIRMADO,
            EstadoDocumento.MIXTO,
            EstadoDocumento.DIBUJADO,
            EstadoDocumento.AUTOGRAFO,
        )

    @property
    def deja_cerrar(self) -> bool:
        """Signed, or on paper on its way to be."""
        return self.firmado or self is EstadoDocumento.TINTA


class ArchivoDocumento(Value):
    """One file of a document, in order. ``orden`` 0 is the emission. ``nota``: what whoever attached a scan said of it,
    where its code did not say by itself that it is of this document.
    """

    orden: int
    metodo: Metodo
    sha256: str
    bytes: int
    paginas: int
    campo: str = ""
    firmante: str = ""
    rfc: str = ""
    numero_certificado: str = ""
    cuando: datetime
    nota: str = ""


class CampoDeFirma(Value):
    """A place to sign that the document was emitted with. ``obligatorio`` ones hold back the closing. ``turno``: who
    has a lower one signs before (``turnos``); those of the same, in any order, as all did until 0.2.0.
    """

    campo: str
    nombre: str
    cargo: str = ""
    obligatorio: bool = True
    turno: int = 0


class Documento(Value):
    """A version of a document of a visit.

    ``registro_sha256`` is the hash of the record attached to the PDF; ``huella`` is the hash of what the document says
    now, to notice that the visit changed after it was emitted. ``historia`` is where the chain of the visit stood then,
    and is in that record too; without entries where it was emitted before there was a chain. ``motivo``: why it
    replaces a version that was signed; "" for others.
    """

    id: str
    visita_id: str
    revision: int
    tipo: TipoDocumento
    clave: str = ""
    version: int
    folio: str
    titulo: str
    registro_sha256: str
    huella: str
    campos: tuple[CampoDeFirma, ...] = ()
    creado: datetime
    archivos: tuple[ArchivoDocumento, ...] = ()
    historia: Cabeza = NINGUNA
    motivo: str = ""

    @property
    def ultimo(self) -> ArchivoDocumento:
        """The newest file of the document itself: what is shown, signed next and delivered."""
        return next(a for a in reversed(self.archivos) if a.metodo is not Metodo.ESCANEO)

    @property
    def escaneos(self) -> tuple[ArchivoDocumento, ...]:
        """The scans of its signed print, oldest first."""
        return tuple(a for a in self.archivos if a.metodo is Metodo.ESCANEO)

    @property
    def con_efirma(self) -> frozenset[str]:
        """The places signed with e.firma."""
        return frozenset(a.campo for a in self.archivos if a.metodo is Metodo.EFIRMA)

    @property
    def dibujados(self) -> frozenset[str]:
        """The places signed by drawing on the screen."""
        return frozenset(a.campo for a in self.archivos if a.metodo is Metodo.DIBUJADA)

    @property
    def firmados(self) -> frozenset[str]:
        """The places signed in the file itself, in either way."""
        return self.con_efirma | self.dibujados

    @property
    def para_tinta(self) -> bool:
        return any(a.metodo is Metodo.TINTA for a in self.archivos)

    def estado(self, huella_actual: str) -> EstadoDocumento:
        """What the list shows, given the hash of what the visit says now."""
        if self.huella != huella_actual:
            return EstadoDocumento.DESACTUALIZADO
        if self.para_tinta:
            return EstadoDocumento.AUTOGRAFO if self.escaneos else EstadoDocumento.TINTA
        obligatorios = {c.campo for c in self.campos if c.obligatorio}
        # Without a single signature nothing is «firmado», not even what demands none.
        if not self.firmados or not obligatorios <= self.firmados:
            return EstadoDocumento.LISTO
        if not self.dibujados:
            return EstadoDocumento.FIRMADO
        return EstadoDocumento.MIXTO if self.con_efirma else EstadoDocumento.DIBUJADO


class PaqueteCerrado(Value):
    """The package that closing a revision made, kept in the data folder until and after it is delivered."""

    visita_id: str
    revision: int
    nombre: str
    sha256: str
    bytes: int
    creado: datetime


class FirmaDelPaquete(Value):
    """The e.firma of a person over a whole package (CMS, detached), of ``bytes`` bytes, and whose it is."""

    paquete: str
    visita_id: str
    revision: int
    firmante: str
    rfc: str
    numero_certificado: str
    cuando: datetime
    sha256: str
    bytes: int


class Entrega(Value):
    """A package that was delivered and read back whole at its destination."""

    visita_id: str
    revision: int
    nombre: str
    sha256: str
    bytes: int
    destino: str
    cuando: datetime
