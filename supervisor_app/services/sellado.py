"""Seals signed documents when there is network: what authorities say of the certificates, and a time stamp over all.

A document is signed offline and is good as it is; a seal adds proof of when, and what lets it be verified for years. It
changes nothing that was signed, so a document of a closed visit is sealed too (ADR 0020). Where no authority of time
answers, nothing is written. What nobody answered about revocation is told and stays «no comprobada».
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from supervisor_app.domain.base import con
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Metodo
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services import red
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.red import Credencial
from supervisor_app.settings import Ajustes
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.signing.evidencias_validacion import Evidencias
    from supervisor_app.signing.sello_tiempo import Par

__all__ = ["Credencial", "Sellada", "Sellado", "SelladoPdf"]

_TIPO_SELLO = "application/timestamp-query"
_LIMITE_SELLO = 2**20
_LIMITE_RESPUESTA = 2**20
_LIMITE_LISTA = 64 * 2**20


@dataclass(frozen=True)
class Sellada:
    """A sealed PDF, what verifying it says, and what could not be found out, in sentences."""

    pdf: bytes
    verificacion: Verificacion
    avisos: tuple[str, ...] = ()


class SelladoPdf:
    """The verb over any signed PDF. ``ajustes``: where the authority of time is, and who answers about revocation."""

    def __init__(self, confianza: Confianza, *, reloj: Callable[[], datetime], ajustes: Callable[[], Ajustes]) -> None:
        self._confianza = confianza
        self._reloj = reloj
        self._ajustes = ajustes
        self.credencial: Credencial | None = None
        """For authorities of time that ask for user and password; never kept in the settings."""

    def sellar_pdf(self, pdf: bytes, *, evidencias: Evidencias | None = None) -> Sellada:
        """Seal it. ``evidencias``: what the office has of revocation, besides its folder.

        Raises UserError where the document or the stamp will not do, EnvironmentProblem where nobody answers; then
        nothing was made.
        """
        from supervisor_app.signing.sello_tiempo import certificados_de, sellar  # noqa: PLC0415 - loads pyHanko

        ajustes, ahora = self._ajustes(), self._reloj()
        if not ajustes.sello_url.strip():
            raise UserError(
                "Falta la dirección de la autoridad de sellado de tiempo. Escríbala en Ajustes; la da el prestador que "
                "contrató la oficina. El documento sigue firmado como estaba.",
                field="sello_url",
            )
        direccion = red.exigir_direccion(ajustes.sello_url, campo="sello_url")
        anclas = self._confianza.anclas()
        pares = certificados_de(pdf, anclas, ahora)
        conocidas = self._confianza.evidencias()
        if evidencias is not None:
            conocidas += evidencias
        conocidas, avisos = self._averiguar(pares, conocidas, ajustes, ahora)

        def pedir(peticion: bytes) -> bytes:
            try:
                return red.preguntar(
                    direccion,
                    peticion,
                    tipo=_TIPO_SELLO,
                    quien="la autoridad de sellado",
                    segundos=ajustes.sello_segundos,
                    limite=_LIMITE_SELLO,
                    credencial=self.credencial,
                )
            except EnvironmentProblem as problema:
                raise EnvironmentProblem(
                    f"{problema.message} No se escribió nada: el documento sigue firmado como estaba; séllelo cuando "
                    "haya red."
                ) from problema

        hecho, verificacion = sellar(
            pdf,
            pedir=pedir,
            anclas=anclas,
            anclas_sello=self._confianza.anclas(para_sellos=True),
            evidencias=conocidas,
            ahora=self._reloj(),
        )
        return Sellada(hecho, verificacion, (*avisos, *self._no_guardadas(pares, conocidas, verificacion)))

    def _no_guardadas(
        self, pares: tuple[Par, ...], conocidas: Evidencias, verificacion: Verificacion
    ) -> tuple[str, ...]:
        """What is known of a certificate and was too large to go into the document."""
        from supervisor_app.signing.certificado import datos_de  # noqa: PLC0415 - loads pyHanko

        sin_saberse = {f.numero_certificado for f in verificacion.firmas if f.revocacion == "no comprobada"}
        sabidos = {datos_de(par[0]) for par in pares if conocidas.constancias(*par)}
        return tuple(
            f"La lista que habla del certificado de {datos.nombre} es demasiado grande para guardarla en el documento: "
            "entréguela con él para que la comprobación dure."
            for datos in sorted(sabidos, key=lambda datos: datos.numero)
            if datos.numero in sin_saberse
        )

    def _averiguar(
        self, pares: tuple[Par, ...], conocidas: Evidencias, ajustes: Ajustes, ahora: datetime
    ) -> tuple[Evidencias, tuple[str, ...]]:
        """What is known of the certificates with what their authorities answer now, and whom nobody answered about."""
        from supervisor_app.signing.certificado import datos_de  # noqa: PLC0415 - loads pyHanko
        from supervisor_app.signing.revocacion import juzgar  # noqa: PLC0415 - loads pyHanko

        avisos: list[str] = []
        for par in pares:
            quien = datos_de(par[0]).nombre
            dicho = juzgar(conocidas.constancias(*par), quien, momento=None, probada=None, ahora=ahora)
            if dicho.estado not in ("no comprobada", "comprobación vencida"):
                continue
            nuevas, problema = self._preguntar(par, ajustes)
            conocidas += nuevas
            if problema:
                avisos.append(f"No se comprobó si el certificado de {quien} fue revocado. {problema}")
        return conocidas, tuple(dict.fromkeys(avisos))

    def _preguntar(self, par: Par, ajustes: Ajustes) -> tuple[Evidencias, str]:
        """What the first that answers for the certificate says, or why nobody did; "" where nobody is named.

        Only certificates of authorities that are trusted come here, so the addresses in them are theirs.
        """
        from supervisor_app.signing.evidencias_validacion import Evidencias  # noqa: PLC0415 - loads pyHanko
        from supervisor_app.signing.pregunta_ocsp import TIPO_OCSP, direcciones, pregunta  # noqa: PLC0415 - idem

        donde = direcciones(par[0])
        propias = [red.exigir_direccion(ajustes.ocsp_url, campo="ocsp_url")] if ajustes.ocsp_url.strip() else []
        motivo = ""
        for url, cuerpo, limite in (
            *((url, pregunta(*par), _LIMITE_RESPUESTA) for url in (*propias, *donde.ocsp)),
            *((url, None, _LIMITE_LISTA) for url in donde.listas),
        ):
            try:
                respuesta = red.preguntar(
                    url,
                    cuerpo,
                    tipo=TIPO_OCSP,
                    quien="quien responde por los certificados",
                    segundos=ajustes.sello_segundos,
                    limite=limite,
                )
            except EnvironmentProblem as problema:
                motivo = problema.message
                continue
            leida = (Evidencias.leer(respuesta) or Evidencias()).sobre(*par)
            if leida:
                return leida, ""
            motivo = "Se preguntó a quien responde por los certificados y no dijo nada que se pueda creer de este."
        return Evidencias(), motivo


class Sellado(SelladoPdf):
    """The same over the documents of a visit that a store keeps, be it closed or not."""

    def __init__(
        self, almacen: Almacen, confianza: Confianza, *, reloj: Callable[[], datetime], ajustes: Callable[[], Ajustes]
    ) -> None:
        super().__init__(confianza, reloj=reloj, ajustes=ajustes)
        self._almacen = almacen

    def usando(self, cambiar: Callable[[Ajustes], Ajustes]) -> Sellado:
        """The same with other settings, which are not kept."""
        ajustes = self._ajustes
        return Sellado(self._almacen, self._confianza, reloj=self._reloj, ajustes=lambda: cambiar(ajustes()))

    def sellar_documento(self, documento: Documento, *, otra_vez: bool = False) -> tuple[Documento, tuple[str, ...]]:
        """Seal the newest file of a signed document; the earlier one stays. With what could not be found out.

        ``otra_vez``: also one that has a seal already, as before its certificate ends. Raises UserError or
        EnvironmentProblem with the reason; then nothing changed.
        """
        return self.guardar(documento, self.sellar_pdf(self.leer(documento, otra_vez=otra_vez)))

    def sin_base(self) -> SelladoPdf:
        """What speaks to the network, without the store: it may wait on another lane."""
        return SelladoPdf(self._confianza, reloj=self._reloj, ajustes=self._ajustes)

    def leer(self, documento: Documento, *, otra_vez: bool = False) -> bytes:
        """The file to be sealed. Raises UserError where the document is not to be."""
        if not documento.con_efirma:
            raise UserError("El documento no tiene ninguna e.firma: fírmelo antes de sellarlo.")
        if documento.ultimo.metodo is Metodo.SELLO and not otra_vez:
            raise UserError("El documento ya tiene sello de tiempo. Sólo hace falta otro cuando ese está por vencer.")
        return self._almacen.archivos.leer(documento.ultimo.sha256)

    def guardar(self, documento: Documento, hecha: Sellada) -> tuple[Documento, tuple[str, ...]]:
        """Keep the sealed file of a document. Raises UserError where another file took its place meanwhile."""
        sello = hecha.verificacion.sellos[-1]
        archivo = ArchivoDocumento(
            orden=max(a.orden for a in documento.archivos) + 1,
            metodo=Metodo.SELLO,
            sha256=self._almacen.archivos.guardar(hecha.pdf),
            bytes=len(hecha.pdf),
            paginas=documento.ultimo.paginas,
            campo=sello.campo,
            firmante=sello.autoridad,
            cuando=sello.momento or self._reloj(),
        )
        self._almacen.agregar_archivo(documento.id, archivo)
        avisos = hecha.avisos
        visita = self._almacen.visita(documento.visita_id)
        if visita is not None and visita.cerrada:
            avisos += (
                "La visita está cerrada: su paquete no cambia y lleva el archivo sin sello. Exporte el sellado para "
                "entregarlo; la siguiente revisión lo llevará.",
            )
        return con(documento, archivos=(*documento.archivos, archivo)), avisos

    def por_sellar(self, visita_id: str, *, otra_vez: bool = False) -> tuple[Documento, ...]:
        """The newest version of each document of a visit that has an e.firma and no seal yet, or whatever it has."""
        ultimos = {(d.tipo, d.clave): d for d in self._almacen.documentos(visita_id)}
        return tuple(d for d in ultimos.values() if d.con_efirma and (otra_vez or d.ultimo.metodo is not Metodo.SELLO))
