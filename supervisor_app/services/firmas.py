"""Signing with the e.firma or by drawing, and verifying: over documents of a visit, and any PDF for the command line.

The key and the password live in the arguments of one call and nowhere else. pyHanko takes as long to load as the window
to open, so each verb that needs the room of signing loads it; this module must never do so by being imported.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pydantic import ValidationError

from supervisor_app import paths
from supervisor_app.documents.vista import contar_paginas
from supervisor_app.domain.base import con
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import ArchivoDocumento, CampoDeFirma, Documento, Metodo
from supervisor_app.domain.turnos import impide_dibujar, impide_efirma
from supervisor_app.errors import UserError, motivo
from supervisor_app.services import historia
from supervisor_app.services.cierre import exigir_firmable
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.documentos import Documentos
from supervisor_app.settings import Ajustes
from supervisor_app.signing.resultado import FirmaVerificada, SelloVerificado, Verificacion
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.signing.anclas import Anclas
    from supervisor_app.signing.credencial import Credencial
    from supervisor_app.signing.evidencias_validacion import Evidencias

__all__ = [
    "Comprobado",
    "Efirma",
    "FirmaVerificada",
    "Firmas",
    "FirmasPdf",
    "SelloVerificado",
    "Verificacion",
    "dibujadas_en",
    "leer_efirma",
]

CAMPO_LIBRE = "Firma_1"


@dataclass(frozen=True, repr=False)
class Efirma:
    """The three things that a person gives to sign once. Its text shows none of them."""

    cer: bytes
    key: bytes
    contrasena: str

    def __repr__(self) -> str:
        return "Efirma(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an Efirma holds a private key and its password, and is never serialised")


def leer_efirma(cer: Path, key: Path | None, contrasena: str) -> Efirma:
    """Read both files, or only the one that holds both (.p12). Raises UserError naming which cannot."""
    return Efirma(_leer(cer, "cer"), b"" if key is None else _leer(key, "key"), contrasena)


def _leer(ruta: Path, campo: str) -> bytes:
    try:
        with ruta.open("rb") as archivo:
            # One byte more than any real file of an e.firma, so that a huge one is refused without being read.
            return archivo.read(1024 * 1024 + 1)
    except OSError as error:
        raise UserError(
            f"No se pudo leer «{ruta.name}» ({motivo(error)}). Elija el archivo .{campo}.", field=campo
        ) from error


@dataclass(frozen=True)
class Comprobado:
    """``efirma``: None where nobody signed so. ``dibujadas``: simple electronic signatures, which prove no identity and
    protect nothing. ``escaneos``: prints signed by hand, oldest first.
    """

    efirma: Verificacion | None
    dibujadas: tuple[FirmaDibujada, ...] = ()
    escaneos: tuple[ArchivoDocumento, ...] = field(default=())


def dibujadas_en(pdf: bytes) -> tuple[FirmaDibujada, ...]:
    """The drawn signatures that a PDF carries as strokes, by its places. What is no such record is passed over.

    Raises UserError where the PDF cannot be read.
    """
    from supervisor_app.documents.adjuntos import adjuntos_de  # noqa: PLC0415 - loads the library that reads PDF

    halladas = []
    for nombre, contenido in sorted(adjuntos_de(pdf).items()):
        if nombre.startswith("firma-dibujada-"):
            with contextlib.suppress(ValidationError):
                halladas.append(FirmaDibujada.model_validate_json(contenido))
    return tuple(halladas)


class FirmasPdf:
    """The verbs of signatures over any PDF. ``anclas``: folders of anchors; one without manifest is passed over."""

    def __init__(self, *, reloj: Callable[[], datetime], anclas: tuple[Path, ...]) -> None:
        self._reloj = reloj
        self.confianza = Confianza(anclas)

    def anclas(self) -> Anclas:
        """The authorities trusted for signers now. Raises UserError where a manifest is broken."""
        return self.confianza.anclas()

    def agregar_autoridad(
        self, contenido: bytes, *, aprobada_por_la_oficina: bool = False, para_sellos: bool = False
    ) -> str:
        """Trust an authority from its certificate, in the data folder, for signers or for time stamps; its name."""
        return self.confianza.agregar(contenido, aprobada=aprobada_por_la_oficina, para_sellos=para_sellos)

    def identificar(self, efirma: Efirma) -> tuple[str, str]:
        """Whose e.firma it is, as (name, RFC), having opened it. Raises UserError with the field that is wrong."""
        credencial = self._abrir(efirma)
        return credencial.nombre, credencial.rfc

    def _abrir(self, efirma: Efirma) -> Credencial:
        from supervisor_app.signing.credencial import cargar_efirma  # noqa: PLC0415 - loads pyHanko

        return cargar_efirma(efirma.cer, efirma.key, efirma.contrasena, ahora=self._reloj())

    def verificar(
        self,
        pdf: bytes,
        *,
        esperado: Mapping[str, str] | None = None,
        json_sha256: str | None = None,
        sellado: bool = False,
        evidencias: Evidencias | None = None,
    ) -> Verificacion:
        """Verify the signatures and time stamps of any PDF. ``sellado``: it must have one. ``evidencias``: of
        revocation, besides what the document carries and the office handed out."""
        from supervisor_app.signing.verificar import verificar  # noqa: PLC0415 - loads pyHanko

        dadas = self.confianza.evidencias()
        return verificar(
            pdf,
            anclas=self.anclas(),
            anclas_sello=self.confianza.anclas(para_sellos=True),
            evidencias=dadas if evidencias is None else dadas + evidencias,
            ahora=self._reloj(),
            esperado=esperado,
            json_sha256=json_sha256,
            sellado=sellado,
        )

    def firmar_pdf(self, pdf: bytes, efirma: Efirma, *, campo: str = "", motivo: str = "", lugar: str = "") -> bytes:
        """Sign any PDF in the first free field, or in a new one where it has none. Raises UserError with the reason."""
        from supervisor_app.signing.campos import asegurar_campo, campos_de_firma  # noqa: PLC0415 - loads pyHanko

        campos = campos_de_firma(pdf)
        libres = [c.nombre for c in campos if not c.firmado]
        if campo and campo not in libres:
            raise UserError(f"El documento no tiene un campo de firma libre llamado «{campo}».")
        if not campo and not libres:
            if campos:
                raise UserError("Todos los lugares de firma del documento ya están firmados.")
            campo, pdf = CAMPO_LIBRE, asegurar_campo(pdf, CAMPO_LIBRE)
        return self._firmar(
            pdf,
            campo or libres[0],
            self._abrir(efirma),
            certificar=not any(c.firmado for c in campos),
            ahora=self._reloj(),
            motivo=motivo,
            lugar=lugar,
        )

    def _firmar(
        self,
        pdf: bytes,
        campo: str,
        credencial: Credencial,
        *,
        ahora: datetime,
        certificar: bool,
        motivo: str,
        lugar: str,
    ) -> bytes:
        from supervisor_app.signing.firmar import firmar  # noqa: PLC0415 - loads pyHanko
        from supervisor_app.signing.sello import SelloVisible  # noqa: PLC0415 - loads pyHanko

        return firmar(
            pdf,
            campo=campo,
            credencial=credencial,
            ahora=ahora,
            certificar=certificar,
            sello=SelloVisible(paths.recursos() / "fonts"),
            motivo=motivo,
            lugar=lugar or None,
            anclas=self.anclas(),
        )


class Firmas(FirmasPdf):
    """The same, and the verbs over the documents of a visit that a store keeps."""

    def __init__(
        self,
        almacen: Almacen,
        documentos: Documentos,
        *,
        reloj: Callable[[], datetime],
        anclas: tuple[Path, ...],
        ajustes: Callable[[], Ajustes] = Ajustes,
    ) -> None:
        super().__init__(reloj=reloj, anclas=anclas)
        self.confianza = Confianza(anclas, permiso=almacen.turno.exigir)
        self._almacen = almacen
        self._documentos = documentos
        self._ajustes = ajustes

    def firmar_documento(self, documento: Documento, campo: str, efirma: Efirma, *, lugar: str = "") -> Documento:
        """Sign the newest file of a document in one of its fields; the earlier file stays as it is.

        Raises UserError with the reason; then nothing changed.
        """
        lugar_de_firma = self._lugar(documento, campo)
        if impide := impide_efirma(documento, lugar_de_firma):
            raise UserError(impide)
        ahora, credencial = self._reloj(), self._abrir(efirma)
        firmado = self._firmar(
            self._almacen.archivos.leer(documento.ultimo.sha256),
            campo,
            credencial,
            ahora=ahora,
            certificar=not documento.con_efirma,
            motivo=f"{documento.titulo} {documento.folio}",
            lugar=lugar,
        )
        archivo = ArchivoDocumento(
            orden=documento.ultimo.orden + 1,
            metodo=Metodo.EFIRMA,
            sha256=self._almacen.archivos.guardar(firmado),
            bytes=len(firmado),
            paginas=documento.ultimo.paginas,
            campo=campo,
            firmante=credencial.nombre,
            rfc=credencial.rfc,
            numero_certificado=credencial.numero_certificado,
            cuando=ahora,
        )
        return self._agregar(documento, archivo)

    def firmar_dibujada(self, documento: Documento, firma: FirmaDibujada) -> Documento:
        """Draw what somebody drew into its place: the same record, drawn again; the earlier file stays as it is.

        Whose place it is and the moment are not believed but put: the name is that of the document. Raises UserError
        where the visit changed since, where there is an e.firma, or where it was printed for ink; then nothing changed.
        """
        campo = self._lugar(documento, firma.campo)
        if impide := impide_dibujar(documento, campo):
            raise UserError(impide)
        if not campo.nombre.strip():
            raise UserError(
                "El documento no dice el nombre de quien firma ahí, y una firma dibujada no identifica a nadie por sí "
                "sola. Escriba el nombre en Preparación y emita una versión nueva."
            )
        ahora = self._reloj()
        firma = con(
            firma,
            nombre=campo.nombre.strip(),
            cargo=campo.cargo.strip(),
            ante=firma.ante.strip() or self._ajustes().nombre.strip(),
            cuando=ahora,
        )
        dibujadas = {f.campo: f for f in self.dibujadas_de(documento)} | {firma.campo: firma}
        pdf = self._documentos.redibujar(documento, dibujadas)
        archivo = ArchivoDocumento(
            orden=documento.ultimo.orden + 1,
            metodo=Metodo.DIBUJADA,
            sha256=self._almacen.archivos.guardar(pdf),
            bytes=len(pdf),
            paginas=contar_paginas(pdf),
            campo=firma.campo,
            firmante=firma.nombre,
            cuando=ahora,
        )
        return self._agregar(documento, archivo)

    def _lugar(self, documento: Documento, campo: str) -> CampoDeFirma:
        """The place to sign. Raises UserError where the visit is closed or the document has no such place."""
        exigir_firmable(documento, self._almacen.visita(documento.visita_id))
        lugar = next((c for c in documento.campos if c.campo == campo), None)
        if lugar is None:
            raise UserError("El documento no tiene ese lugar de firma.")
        return lugar

    def _agregar(self, documento: Documento, archivo: ArchivoDocumento) -> Documento:
        self._almacen.agregar_archivo(documento.id, archivo)
        return con(documento, archivos=(*documento.archivos, archivo))

    def dibujadas_de(self, documento: Documento) -> tuple[FirmaDibujada, ...]:
        """What was drawn in the places of a document, as its newest file carries it."""
        if not documento.dibujados:
            return ()
        en_el_pdf = dibujadas_en(self._almacen.archivos.leer(documento.ultimo.sha256))
        return tuple(f for f in en_el_pdf if f.campo in documento.dibujados)

    def comprobar_documento(self, documento: Documento) -> Comprobado:
        """Everything that can be said of who signed, each way apart. Raises EnvironmentProblem for a damaged file."""
        return Comprobado(
            efirma=self.verificar_documento(documento) if documento.con_efirma else None,
            dibujadas=self.dibujadas_de(documento),
            escaneos=documento.escaneos,
        )

    def verificar_documento(self, documento: Documento) -> Verificacion:
        """Verify the newest file against who the records say signed it and the record it carries. Among the ``avisos``:
        that the history kept here is no longer the one it was emitted over."""
        esperado = {a.campo: a.rfc for a in documento.archivos if a.metodo is Metodo.EFIRMA}
        pdf = self._almacen.archivos.leer(documento.ultimo.sha256)
        sellado = any(a.metodo is Metodo.SELLO for a in documento.archivos)
        hecho = self.verificar(pdf, esperado=esperado, json_sha256=documento.registro_sha256, sellado=sellado)
        if dicho := historia.aviso(self._almacen, documento, pdf):
            return hecho.model_copy(update={"avisos": (*hecho.avisos, dicho)})
        return hecho
