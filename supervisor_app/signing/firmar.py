"""Puts one e.firma signature into a field that is there: PAdES B-B, SHA-256, as an increment, without any network.

The bytes given are never changed and the result starts with them. It must never sign over a document that was altered
after an earlier signature, and never create fields (``campos``).
"""

# pyHanko leaves parts of itself without types.

from __future__ import annotations

import asyncio
import io
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.validation import read_certification_data
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervisor_app.domain.texto import enlistar, fecha_corta, fecha_hora
from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.apariencia import apariencia
from supervisor_app.signing.cadena import ultimo_eslabon
from supervisor_app.signing.cambiante import motivos
from supervisor_app.signing.campos import CampoFirma, campos_en
from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.firmas_pdf import leer_firmas
from supervisor_app.signing.lectura import DANADO, PDF_ILEGIBLE, EscritorIncremental, abrir_pdf, termina_bien
from supervisor_app.signing.sello import Sello
from supervisor_app.signing.sellos_pdf import leer_sellos

_RESUMEN = "sha256"
_ALTERADO = (
    "El documento se modificó después de una firma anterior. No lo firme: pida el original a quien lo firmó primero."
)


def firmar(
    pdf: bytes,
    *,
    campo: str,
    credencial: Credencial,
    ahora: datetime,
    certificar: bool,
    sello: Sello,
    motivo: str,
    lugar: str | None = None,
    anclas: Anclas | None = None,
) -> bytes:
    """The PDF with one more signature.

    ``campo``: an existing, unsigned signature field. ``ahora``: aware; it becomes /M and is what the stamp shows
    (PAdES keeps the claimed time there and forbids the CMS signing-time attribute). ``certificar``: True for the first
    signature; after it only signing is allowed (DocMDP P=2). ``anclas``: where the issuing authority is among them, its
    certificate goes into the signature, so that readers can show the chain.
    Raises UserError for a document, a field, an e.firma or a clock that does not allow signing.
    """
    if ahora.tzinfo is None:
        raise ValueError("ahora needs a time zone")
    ahora = ahora.replace(microsecond=0)
    exigir_vigente(credencial, ahora)
    lector = abrir_pdf(pdf)
    try:
        _exigir_fijo(lector)
        destino = _exigir_campo(lector, campo)
        _exigir_antecedentes(pdf, lector, ahora, certificar=certificar)
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error
    # Key and stamp are used outside of the net for hostile PDFs: what fails there is a bug and must show as one.
    firmante = con_cadena(credencial, anclas)
    peticion = SigObjSetup(
        sig_placeholder=SignatureObject(
            timestamp=ahora,
            subfilter=SigSeedSubFilter.PADES,
            name=credencial.nombre,
            reason=motivo or None,
            location=lugar or None,
            bytes_reserved=2 * len(_cms(firmante, bytes(32), medir=True)),
        ),
        mdp_setup=SigMDPSetup(
            md_algorithm=_RESUMEN, certify=certificar, docmdp_perms=MDPPerm.FILL_FORMS if certificar else None
        ),
        appearance_setup=apariencia(destino, credencial, ahora, sello),
    )
    try:
        return _incrustar(lector, campo, firmante, peticion)
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error


def exigir_vigente(credencial: Credencial, ahora: datetime) -> None:
    if credencial.desde <= ahora <= credencial.hasta:
        return
    desde, hasta = (fecha_corta(fecha.astimezone(ahora.tzinfo)) for fecha in (credencial.desde, credencial.hasta))
    raise UserError(
        f"La e.firma es válida del {desde} al {hasta} y este equipo marca {fecha_hora(ahora)}. "
        "Revise la fecha del equipo o renueve la e.firma ante el SAT.",
        field="cer",
    )


def _exigir_fijo(lector: PdfFileReader) -> None:
    """Whoever signs must have seen what others will see."""
    if cambiante := motivos(lector):
        raise UserError(
            f"El documento {enlistar(list(cambiante))}, así que otros podrían ver algo distinto de lo que usted firma. "
            "Imprímalo como PDF nuevo y firme ese."
        )


def _exigir_campo(lector: PdfFileReader, nombre: str) -> CampoFirma:
    campos = campos_en(lector)
    campo = next((campo for campo in campos if campo.nombre == nombre), None)
    if campo is None:
        libres = ", ".join(f"«{otro.nombre}»" for otro in campos if not otro.firmado)
        resto = f"Campos libres: {libres}." if libres else "El documento no tiene campos libres."
        raise UserError(f"El documento no tiene el campo de firma «{nombre}». {resto}")
    if campo.firmado:
        raise UserError(f"El campo de firma «{nombre}» ya está firmado. Elija otro campo.")
    return campo


def _exigir_antecedentes(pdf: bytes, lector: PdfFileReader, ahora: datetime, *, certificar: bool) -> None:
    """What must hold of earlier signatures, so that this one does not stand on a broken document."""
    firmas = leer_firmas(lector, pdf, Anclas(), ahora)
    certificacion = read_certification_data(lector)
    if certificar and (firmas or certificacion is not None):
        raise UserError("El documento ya tiene firmas: sólo la primera puede certificarlo.")
    if certificacion is not None and certificacion.permission is MDPPerm.NO_CHANGES:
        raise UserError("Quien firmó primero cerró el documento y no admite más firmas.")
    if not firmas:
        return
    if not termina_bien(pdf):
        raise UserError(_ALTERADO)
    sellos = leer_sellos(lector, pdf, Anclas())
    intactos = all(sello.integro for sello in sellos) and all(firma.integra for firma in firmas)
    if not intactos or not ultimo_eslabon(firmas, sellos).cubre_todo:
        raise UserError(_ALTERADO)
    for firma in firmas:
        anterior = firma.momento
        if anterior is not None and ahora < anterior:
            raise UserError(
                f"La hora de este equipo ({fecha_hora(ahora)}) es anterior a la de la firma previa "
                f"({fecha_hora(anterior.astimezone(ahora.tzinfo))}). Corrija la fecha y la hora del equipo."
            )


def _incrustar(lector: PdfFileReader, campo: str, firmante: SimpleSigner, peticion: SigObjSetup) -> bytes:
    escritor = EscritorIncremental.from_reader(lector)
    embebido = PdfCMSEmbedder().write_cms(campo, escritor, existing_fields_only=True)
    objeto_campo = next(embebido).get_object()
    if "/SV" in objeto_campo or "/Lock" in objeto_campo:
        raise UserError(
            f"El campo de firma «{campo}» impone condiciones que esta aplicación no atiende. Elija otro campo."
        )
    metadatos = PdfSignatureMetadata(campo, md_algorithm=_RESUMEN, subfilter=SigSeedSubFilter.PADES)
    PdfSigner(metadatos, firmante).register_extensions(escritor, md_algorithm=_RESUMEN)
    embebido.send(peticion)
    preparado, salida = embebido.send(SigIOSetup(md_algorithm=_RESUMEN, output=io.BytesIO()))
    embebido.send(_cms(firmante, preparado.document_digest))
    return bytes(salida.getvalue())


class _Firmante(SimpleSigner):
    """Tells how long its signature is without making it: that takes as long as all the rest of signing."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run and self.signing_cert is not None:
            return bytes(int(self.signing_cert.public_key.byte_size))
        return bytes(self.sign_raw(data, digest_algorithm))


def con_cadena(credencial: Credencial, anclas: Anclas | None) -> SimpleSigner:
    cadena = SimpleCertificateStore()
    emisor = anclas.emisor_de(credencial.certificado) if anclas is not None else None
    if emisor is not None:
        cadena.register(emisor.certificado)
    original = credencial.firmante
    return _Firmante(original.signing_cert, original.signing_key, cert_registry=cadena)


def _cms(firmante: SimpleSigner, resumen: bytes, *, medir: bool = False) -> bytes:
    """The CMS of PAdES B-B over a SHA-256 digest; only to be measured, one without a signature, of the same length."""
    contenido = asyncio.run(
        firmante.async_sign(
            resumen, _RESUMEN, dry_run=medir, use_pades=True, signed_attr_settings=PdfCMSSignedAttributes()
        )
    )
    return bytes(contenido.dump())
