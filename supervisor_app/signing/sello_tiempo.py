"""Seals a signed PDF: what authorities answered about its certificates, and a time stamp over all of it (PAdES B-LTA).

Both go into one increment behind the last signature, so nothing that was signed changes. The stamp is asked for through
a function that it is given: this room never speaks to the network. What it makes is verified before it is handed out;
it must never seal a document that is altered, nor hand out a stamp that would not be accepted.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from asn1crypto import cms, core, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, enumerate_sig_fields
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore

from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.cadena import Eslabon, ultimo_eslabon
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.firmas_pdf import FirmaLeida, leer_firmas
from supervisor_app.signing.lectura import DANADO, PDF_ILEGIBLE, EscritorIncremental, abrir_pdf, termina_bien
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.sellos_pdf import SelloLeido, leer_sellos
from supervisor_app.signing.verificar import verificar

Pedir = Callable[[bytes], bytes]
"""Takes a request of RFC 3161 (DER) and returns the answer (DER). Raises UserError where nobody answers."""

Par = tuple[x509.Certificate, x509.Certificate]
"""A certificate and the one of who issued it."""

_RESUMEN = "sha256"
_RESERVA = 12 * 1024
"""Bytes kept for the stamp. The tokens of authorities with two certificates along have some 5,000; where one is larger
a second stamp is asked for, with room for it."""

LISTA_MAXIMA = 2 * 2**20
"""Bytes of a list of revocation that is put into a document. A longer one still tells who is revoked when sealing."""

SIN_FIRMAS = "El documento no tiene ninguna firma electrónica. Fírmelo antes de sellarlo."
ALTERADO = "El documento se modificó después de una firma, así que no se selló. Pida el original a quien lo firmó."
_MALA_RESPUESTA = (
    "La autoridad de sellado respondió algo que no es un sello de tiempo de este documento. No se escribió nada: el "
    "documento sigue firmado como estaba. Vuelva a intentarlo o revise su dirección en Ajustes."
)


def certificados_de(pdf: bytes, anclas: Anclas, ahora: datetime) -> tuple[Par, ...]:
    """Of each signer: about whom to ask whether the certificate is revoked, and whom.

    Those whose authority is not known are left out. Raises UserError where the document cannot be sealed.
    """
    firmas, _ = _exigir_integro(pdf, abrir_pdf(pdf), anclas, Anclas(), ahora)
    pares = [(firma.certificado, firma.emisor(anclas)) for firma in firmas]
    return tuple((propio, emisor) for propio, emisor in pares if propio is not None and emisor is not None)


def sellar(
    pdf: bytes, *, pedir: Pedir, anclas: Anclas, anclas_sello: Anclas, evidencias: Evidencias, ahora: datetime
) -> tuple[bytes, Verificacion]:
    """The PDF with one more time stamp, and what verifying it says by what it carries itself.

    ``evidencias``: what is known of revocation; what concerns the signers goes into the document, but for lists longer
    than ``LISTA_MAXIMA``. Raises UserError for
    a document without signatures or altered, for a revoked signer, and for an answer that is no stamp to rely on;
    then nothing was made.
    """
    lector = abrir_pdf(pdf)
    firmas, sellos = _exigir_integro(pdf, lector, anclas, anclas_sello, ahora)
    tsa = _Autoridad(pedir)
    campo = _campo_libre(lector)
    certificados, suyas = _para_despues(firmas, sellos, anclas, anclas_sello, evidencias)
    datos = (certificados, _que_quepan(suyas))
    hecho = b""
    for reserva in (_RESERVA, None):
        reservados = reserva or tsa.largo + 512
        try:
            hecho = _incrustar(lector, campo, tsa, datos, reservados)
            break
        except (TimestampRequestError, *PDF_ILEGIBLE) as error:
            if reserva is None or tsa.largo <= reserva:
                raise UserError(_MALA_RESPUESTA) from error
            lector = abrir_pdf(pdf)
    verificado = verificar(
        hecho, anclas=anclas, anclas_sello=anclas_sello, evidencias=evidencias, ahora=ahora, sellado=True
    )
    _exigir_bueno(verificado, campo)
    if datos[1] != suyas:
        verificado = verificar(hecho, anclas=anclas, anclas_sello=anclas_sello, ahora=ahora, sellado=True)
    return hecho, verificado


def _exigir_integro(
    pdf: bytes, lector: PdfFileReader, anclas: Anclas, anclas_sello: Anclas, ahora: datetime
) -> tuple[tuple[FirmaLeida, ...], tuple[SelloLeido, ...]]:
    try:
        firmas, sellos = leer_firmas(lector, pdf, anclas, ahora), leer_sellos(lector, pdf, anclas_sello)
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error
    if not firmas:
        raise UserError(SIN_FIRMAS)
    eslabones: tuple[Eslabon, ...] = (*firmas, *sellos)
    intactos = all(f.integra for f in firmas) and all(s.integro for s in sellos)
    if not intactos or not termina_bien(pdf) or not ultimo_eslabon(firmas, sellos).cubre_todo:
        raise UserError(ALTERADO)
    if any(e.certificado is None for e in eslabones):
        raise UserError(DANADO)
    return firmas, sellos


def _campo_libre(lector: PdfFileReader) -> str:
    ocupados = {str(nombre) for nombre, _, _ in enumerate_sig_fields(lector)}
    return next(n for n in (f"SelloDeTiempo_{k}" for k in range(1, len(ocupados) + 2)) if n not in ocupados)


def _para_despues(
    firmas: tuple[FirmaLeida, ...],
    sellos: tuple[SelloLeido, ...],
    anclas: Anclas,
    anclas_sello: Anclas,
    evidencias: Evidencias,
) -> tuple[list[x509.Certificate], Evidencias]:
    """The certificates and answers that whoever verifies in some years needs, of the signers and earlier stamps."""
    certificados: dict[bytes, x509.Certificate] = {}
    suyas = Evidencias()
    eslabones: tuple[Eslabon, ...] = (*firmas, *sellos)
    for eslabon in eslabones:
        if eslabon.certificado is None or eslabon.objeto is None:
            continue
        emisor = eslabon.emisor(anclas if isinstance(eslabon, FirmaLeida) else anclas_sello)
        for certificado in (eslabon.certificado, emisor, *eslabon.objeto.other_embedded_certs):
            if certificado is not None:
                certificados[certificado.sha256] = certificado
        if emisor is not None:
            suyas += evidencias.sobre(eslabon.certificado, emisor)
    return list(certificados.values()), suyas


def _que_quepan(evidencias: Evidencias) -> Evidencias:
    """Without the lists that would make the document many times as large as it is."""
    return Evidencias(evidencias.ocsps, tuple(c for c in evidencias.crls if len(c.dump()) <= LISTA_MAXIMA))


def _incrustar(
    lector: PdfFileReader,
    campo: str,
    tsa: _Autoridad,
    datos: tuple[list[x509.Certificate], Evidencias],
    reservados: int,
) -> bytes:
    escritor = EscritorIncremental.from_reader(lector)
    certificados, evidencias = datos
    DocumentSecurityStore.supply_dss_in_writer(
        escritor, None, certs=certificados, ocsps=evidencias.ocsps, crls=evidencias.crls
    )
    salida = io.BytesIO()
    # Out of the page: PDF/UA-1 wants every mark on a page tagged, and PDF/A-3 forbids hiding it.
    sellador = PdfTimeStamper(
        tsa,
        field_name=campo,
        invis_settings=InvisSigSettings(box_out_of_bounds=True),
        readable_field_name="Sello de tiempo",
    )
    sellador.timestamp_pdf(escritor, _RESUMEN, bytes_reserved=2 * reservados, output=salida)
    return salida.getvalue()


def _exigir_bueno(verificado: Verificacion, campo: str) -> None:
    """What was made is accepted, or nothing was made."""
    sello = next((s for s in verificado.sellos if s.campo == campo), None)
    if sello is None:
        raise UserError(_MALA_RESPUESTA)
    faltas = [
        *sello.problemas,
        *(f.revocacion_dicho for f in verificado.firmas if f.revocacion.startswith("revocada") and not f.confiable),
    ]
    if not all(f.integra for f in verificado.firmas):
        faltas.append(ALTERADO)
    if faltas:
        raise UserError(f"{faltas[0]} No se escribió nada: el documento sigue firmado como estaba.")


class _Autoridad(TimeStamper):
    """pyHanko's idea of an authority of time stamps, over ``Pedir``. ``largo``: of the last token, in bytes."""

    def __init__(self, pedir: Pedir) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko has no types here
        self._pedir = pedir
        self.largo = 0

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        contenido = self._pedir(req.dump())
        respuesta = _Respuesta.load(contenido, strict=True)
        if respuesta["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise UserError(_negada(respuesta["status"]))
        self.largo = len(respuesta["time_stamp_token"].dump())
        return tsp.TimeStampResp.load(contenido, strict=True)


class _Respuesta(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """An answer of RFC 3161. asn1crypto's own cannot read one that refuses, which has no stamp."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]  # noqa: RUF012 - asn1crypto's own way


def _negada(estado: tsp.PKIStatusInfo) -> str:
    dichas = [*(estado["status_string"].native or ()), *sorted(estado["fail_info"].native or ())]
    motivo = " ".join("".join(letra if letra.isprintable() else " " for letra in "; ".join(dichas)).split())[:200]
    dijo = f" Dijo: {motivo}." if motivo else ""
    return (
        f"La autoridad de sellado no quiso sellar el documento.{dijo} No se escribió nada: el documento sigue firmado "
        "como estaba."
    )
