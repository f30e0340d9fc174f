"""Signing with the e.firma and verifying: over documents of a visit, and over any PDF for the command line.

The key and the password live in the arguments of one call and nowhere else. pyHanko takes as long to load as the window
to open, so each verb that needs the room of signing loads it; this module must never do so by being imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from supervisor_app import paths
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Metodo
from supervisor_app.errors import UserError, motivo
from supervisor_app.services.cierre import exigir_abierta
from supervisor_app.signing.resultado import FirmaVerificada, Verificacion
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.signing.anclas import Anclas
    from supervisor_app.signing.credencial import Credencial

__all__ = ["Efirma", "FirmaVerificada", "Firmas", "FirmasPdf", "Verificacion", "leer_efirma"]

CAMPO_LIBRE = "Firma_1"


@dataclass(frozen=True, repr=False)
class Efirma:
    """The three things that a person gives to sign once. Its text shows none of them."""

    cer: bytes
    key: bytes
    contrasena: str

    def __repr__(self) -> str:
        return "Efirma(…)"


def leer_efirma(cer: Path, key: Path, contrasena: str) -> Efirma:
    """Read both files. Raises UserError naming the one that cannot be read."""
    return Efirma(_leer(cer, "cer"), _leer(key, "key"), contrasena)


def _leer(ruta: Path, campo: str) -> bytes:
    try:
        with ruta.open("rb") as archivo:
            # One byte more than any real file of an e.firma, so that a huge one is refused without being read.
            return archivo.read(1024 * 1024 + 1)
    except OSError as error:
        raise UserError(
            f"No se pudo leer «{ruta.name}» ({motivo(error)}). Elija el archivo .{campo}.", field=campo
        ) from error


class FirmasPdf:
    """The verbs of signatures over any PDF. ``anclas``: folders of anchors; one without manifest is passed over."""

    def __init__(self, *, reloj: Callable[[], datetime], anclas: tuple[Path, ...]) -> None:
        self._reloj = reloj
        self._carpetas = anclas

    def anclas(self) -> Anclas:
        """The authorities trusted now. Raises UserError where a manifest is broken."""
        from supervisor_app.signing.anclas import MANIFIESTO, Anclas  # noqa: PLC0415 - loads pyHanko

        return Anclas.cargar(*(c for c in self._carpetas if (c / MANIFIESTO).is_file()))

    def agregar_autoridad(self, contenido: bytes, *, aprobada_por_la_oficina: bool = False) -> str:
        """Trust an authority from its certificate file, in the data folder. Returns its name."""
        from supervisor_app.signing.anclas import agregar_ancla  # noqa: PLC0415 - loads pyHanko

        return agregar_ancla(
            self._carpetas[-1],
            contenido,
            base=self._carpetas[0],
            aprobada_por_la_oficina=aprobada_por_la_oficina,
        ).nombre

    def identificar(self, efirma: Efirma) -> tuple[str, str]:
        """Whose e.firma it is, as (name, RFC), having opened it. Raises UserError with the field that is wrong."""
        credencial = self._abrir(efirma)
        return credencial.nombre, credencial.rfc

    def _abrir(self, efirma: Efirma) -> Credencial:
        from supervisor_app.signing.credencial import cargar_efirma  # noqa: PLC0415 - loads pyHanko

        return cargar_efirma(efirma.cer, efirma.key, efirma.contrasena, ahora=self._reloj())

    def verificar(
        self, pdf: bytes, *, esperado: Mapping[str, str] | None = None, json_sha256: str | None = None
    ) -> Verificacion:
        """Verify the signatures of any PDF."""
        from supervisor_app.signing.verificar import verificar  # noqa: PLC0415 - loads pyHanko

        return verificar(pdf, anclas=self.anclas(), ahora=self._reloj(), esperado=esperado, json_sha256=json_sha256)

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

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime], anclas: tuple[Path, ...]) -> None:
        super().__init__(reloj=reloj, anclas=anclas)
        self._almacen = almacen

    def firmar_documento(self, documento: Documento, campo: str, efirma: Efirma, *, lugar: str = "") -> Documento:
        """Sign the newest file of a document in one of its fields; the earlier file stays as it is.

        Raises UserError with the reason; then nothing changed.
        """
        exigir_abierta(self._almacen.visita(documento.visita_id))
        if documento.para_tinta:
            raise UserError("Este documento se imprimió para firma autógrafa. Emita una versión nueva para firmarla.")
        if campo not in {c.campo for c in documento.campos}:
            raise UserError("El documento no tiene ese lugar de firma.")
        ahora, credencial = self._reloj(), self._abrir(efirma)
        firmado = self._firmar(
            self._almacen.archivos.leer(documento.ultimo.sha256),
            campo,
            credencial,
            ahora=ahora,
            certificar=not documento.firmados,
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
        self._almacen.agregar_archivo(documento.id, archivo)
        return con(documento, archivos=(*documento.archivos, archivo))

    def verificar_documento(self, documento: Documento) -> Verificacion:
        """Verify the newest file against who the records say signed it and the record it carries."""
        esperado = {a.campo: a.rfc for a in documento.archivos if a.metodo is Metodo.EFIRMA}
        pdf = self._almacen.archivos.leer(documento.ultimo.sha256)
        return self.verificar(pdf, esperado=esperado, json_sha256=documento.registro_sha256)
