"""Whether a signed PDF is what its signers signed, in sentences that a person understands.

Stricter than pyHanko and pdfsig: the last signature covers the whole file, the first one certifies it, times are in
order and inside the certificates' validity, and the signers are the expected ones. Revocation is not checked, and it
must never be said otherwise. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import read_certification_data

from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.campos import campos_en
from supervisor_app.signing.dictamen import dictaminar
from supervisor_app.signing.firmas_pdf import FirmaLeida, leer_firmas
from supervisor_app.signing.lectura import DANADO, PDF_ILEGIBLE, abrir_pdf, entrada, termina_bien
from supervisor_app.signing.resultado import FirmaVerificada, Verificacion

_COLA = "Hay datos agregados al final del archivo que ninguna firma protege. No confíe en esta copia: pida el original."


def verificar(
    pdf: bytes,
    *,
    anclas: Anclas,
    ahora: datetime,
    esperado: Mapping[str, str] | None = None,
    json_sha256: str | None = None,
) -> Verificacion:
    """The judgement. Never raises for what is in the file.

    ``ahora``: aware. ``esperado``: field name -> RFC of who must have signed there; without it nobody can tell that a
    last signature was cut off. ``json_sha256``: hexadecimal digest that one attached record must have.
    """
    if ahora.tzinfo is None:
        raise ValueError("ahora needs a time zone")
    cola = () if termina_bien(pdf) or b"%%EOF" not in pdf else (_COLA,)
    try:
        lector = abrir_pdf(pdf)
        firmas = leer_firmas(lector, pdf, anclas, ahora)
        pendientes = tuple(campo.nombre for campo in campos_en(lector) if not campo.firmado)
    except UserError as error:
        return Verificacion(valido=False, problemas=cola or (error.message,))
    except PDF_ILEGIBLE:
        return Verificacion(valido=False, problemas=cola or (DANADO,))
    dictamenes = tuple(dictaminar(firma, anclas, ahora) for firma in firmas)
    problemas = [*cola]
    for dictamen in dictamenes:
        problemas.extend(dictamen.problemas)
    if firmas:
        problemas.extend(_del_documento(lector, firmas, hay_cola=bool(cola)))
        problemas.extend(_del_orden(dictamenes))
    else:
        problemas.append("El documento no tiene ninguna firma electrónica.")
    problemas.extend(_de_lo_esperado(dictamenes, esperado or {}))
    if json_sha256 is not None and not _adjunto_coincide(lector, json_sha256):
        problemas.append("El registro de datos adjunto al PDF no es el que corresponde a este documento.")
    return Verificacion(
        valido=not problemas, firmas=dictamenes, problemas=tuple(dict.fromkeys(problemas)), pendientes=pendientes
    )


def _del_documento(lector: PdfFileReader, firmas: tuple[FirmaLeida, ...], *, hay_cola: bool) -> list[str]:
    problemas = []
    if not _certificado_por(lector, firmas[0]):
        problemas.append(
            "La primera firma no cierra el documento a otros cambios (certificación), así que no se puede asegurar que "
            "nadie lo haya modificado."
        )
    ultima = firmas[-1]
    if not ultima.ilegible and ultima.contenido_intacto and not ultima.cubre_todo and not hay_cola:
        problemas.append(
            "Después de la última firma se agregó contenido que ninguna firma protege. No confíe en esta copia: pida "
            "el original."
        )
    return problemas


def _certificado_por(lector: PdfFileReader, primera: FirmaLeida) -> bool:
    """Whether the first signature certifies, allowing nothing but further signing."""
    try:
        certificacion = read_certification_data(lector)
        return (
            certificacion is not None
            and primera.objeto is not None
            and certificacion.permission in (MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS)
            and certificacion.author_sig.container_ref == primera.objeto.sig_object.container_ref
        )
    except PDF_ILEGIBLE:
        return False


def _del_orden(firmas: tuple[FirmaVerificada, ...]) -> list[str]:
    problemas = []
    for anterior, siguiente in pairwise(firmas):
        if anterior.momento and siguiente.momento and siguiente.momento < anterior.momento:
            problemas.append(
                f"La firma de {siguiente.nombre} dice ser anterior a la de {anterior.nombre}, pero se hizo después: "
                "alguno de los equipos tenía mal la hora."
            )
    return problemas


def _de_lo_esperado(firmas: tuple[FirmaVerificada, ...], esperado: Mapping[str, str]) -> list[str]:
    por_campo = {firma.campo: firma for firma in firmas}
    problemas = []
    for campo, rfc in esperado.items():
        firma = por_campo.get(campo)
        if firma is None:
            problemas.append(f"Falta la firma de {rfc} en el campo «{campo}».")
        elif firma.rfc and firma.rfc != rfc:
            problemas.append(f"El campo «{campo}» debía firmarlo {rfc} y lo firmó {firma.rfc}.")
    return problemas


def _adjunto_coincide(lector: PdfFileReader, sha256: str) -> bool:
    try:
        adjuntos = entrada(lector.root, "/AF", ())
        return any(
            hashlib.sha256(adjunto.get_object()["/EF"]["/F"].data).hexdigest() == sha256.lower() for adjunto in adjuntos
        )
    except PDF_ILEGIBLE:
        return False
