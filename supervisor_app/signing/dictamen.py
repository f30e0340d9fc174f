"""The judgement of one signature: who, when, by which authority, and what is wrong, in whole Spanish sentences.

It must never say that a certificate was not revoked unless its authority answered so (``revocacion``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from asn1crypto import x509
from pyhanko.sign.validation.status import StandardCMSSignatureStatus

from supervisor_app.domain.texto import fecha_corta, fecha_hora
from supervisor_app.signing.anclas import Ancla, Anclas
from supervisor_app.signing.certificado import ASN1_ILEGIBLE, Clase, DatosCertificado, datos_de
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.firmas_pdf import FirmaLeida
from supervisor_app.signing.resultado import FirmaVerificada, Revocacion
from supervisor_app.signing.revocacion import juzgar

#: How far two machines' clocks may be apart before a signature counts as made in the future.
HOLGURA_DEL_RELOJ = timedelta(hours=2)


class Juzgable(Protocol):
    """What judging trust needs to know of a signature: of one inside a PDF, or of one beside a file."""

    @property
    def certificado(self) -> x509.Certificate | None: ...

    @property
    def momento(self) -> datetime | None: ...

    @property
    def estado(self) -> StandardCMSSignatureStatus | None: ...

    @property
    def avalada(self) -> bool: ...

    @property
    def cadena_comprobable(self) -> bool: ...

    def emisor(self, anclas: Anclas) -> x509.Certificate | None: ...


def dictaminar(
    firma: FirmaLeida,
    anclas: Anclas,
    ahora: datetime,
    *,
    evidencias: Evidencias,
    probada: datetime | None,
    certifica: bool,
) -> FirmaVerificada:
    """``probada``: by when a valid time stamp proves that the signature was there. ``certifica``: it closed the
    document."""
    datos = datos_de_firma(firma)
    if datos is None:
        return FirmaVerificada(
            campo=firma.campo,
            nombre="",
            rfc="",
            numero_certificado="",
            momento=firma.momento,
            integra=False,
            confiable=False,
            autoridad="",
            problemas=(f"La firma del campo «{firma.campo}» está dañada o es de un tipo que no se puede comprobar.",),
        )
    quien = datos.nombre or f"el campo «{firma.campo}»"
    de_integridad = _de_integridad(firma, quien)
    sin_confianza = de_confianza(firma, datos, quien, anclas, ahora, integra=not de_integridad)
    revocacion = revocacion_de(firma, anclas, quien, evidencias, probada=probada, ahora=ahora)
    if revocacion.impide:
        sin_confianza.append(revocacion.dicho)
    return FirmaVerificada(
        campo=firma.campo,
        nombre=datos.nombre,
        rfc=datos.rfc,
        numero_certificado=datos.numero,
        momento=firma.momento,
        integra=not de_integridad,
        confiable=not sin_confianza,
        autoridad=datos.autoridad,
        autoridad_reconocida=firma.emisor(anclas) is not None,
        revocacion=revocacion.estado,
        revocacion_dicho=revocacion.dicho,
        revocacion_al=revocacion.al and revocacion.al.astimezone(ahora.tzinfo),
        revocada_desde=revocacion.desde and revocacion.desde.astimezone(ahora.tzinfo),
        antes_de=probada if not de_integridad else None,
        certifica=certifica,
        problemas=(*de_integridad, *sin_confianza),
    )


def revocacion_de(
    firma: Juzgable,
    anclas: Anclas,
    quien: str,
    evidencias: Evidencias,
    *,
    probada: datetime | None,
    ahora: datetime,
) -> Revocacion:
    """What the answers at hand say of the signer's certificate."""
    emisor = firma.emisor(anclas)
    if firma.certificado is None or emisor is None:
        return Revocacion(dicho=f"No se comprobó si el certificado de {quien} fue revocado.")
    constancias = evidencias.constancias(firma.certificado, emisor)
    return juzgar(constancias, quien, momento=firma.momento, probada=probada, ahora=ahora)


def datos_de_firma(firma: Juzgable) -> DatosCertificado | None:
    """Whose certificate it is; None where that cannot be read."""
    try:
        return datos_de(firma.certificado) if firma.certificado is not None else None
    except ASN1_ILEGIBLE:
        return None


def _de_integridad(firma: FirmaLeida, quien: str) -> list[str]:
    if not firma.contenido_intacto:
        return [f"El contenido del documento cambió después de que firmó {quien}: ya no es lo que firmó."]
    if firma.sin_holguras and not firma.nombra_su_certificado:
        return [
            f"La firma de {quien} no dice con qué certificado se hizo, así que otro podría estar en su lugar. Pida que "
            "se firme de nuevo con formato PAdES."
        ]
    if not firma.firma_autentica:
        return [f"La firma de {quien} está alterada o no la hizo con su certificado."]
    if not firma.sin_cambios_posteriores:
        return [
            f"Después de que firmó {quien} se modificó el documento (su texto, anotaciones, adjuntos, campos o la "
            "apariencia de una firma), y sólo se permitía agregar más firmas."
        ]
    return []


def de_confianza(
    firma: Juzgable, datos: DatosCertificado, quien: str, anclas: Anclas, ahora: datetime, *, integra: bool
) -> list[str]:
    """Why nobody vouches for the signer, in sentences. ``integra``: what was signed is what is here."""
    problemas = []
    if datos.clase is Clase.SELLO:
        problemas.append(
            f"{quien} firmó con un certificado de sello digital (CSD), que no sirve para firmar documentos."
        )
    problemas.extend(_de_la_hora(firma.momento, datos, quien, ahora))
    emisor = anclas.emisor_de(firma.certificado) if firma.certificado is not None else None
    if emisor is not None and not _emitido_en_vigencia(emisor, datos):
        problemas.append(f"El certificado de {quien} tiene fecha de emisión fuera de la vigencia de su autoridad.")
    # Where the content changed nobody vouches any more, but that is no fault of a certificate whose issuer is known.
    if not firma.avalada and not problemas and (integra or emisor is None):
        problemas.append(_sin_aval(firma, datos, quien, anclas, emisor))
    if firma.avalada and not firma.cadena_comprobable:
        problemas.append(f"La firma de {quien} trae certificados de autoridades que están alterados o son ajenos.")
    return problemas


def _de_la_hora(momento: datetime | None, datos: DatosCertificado, quien: str, ahora: datetime) -> list[str]:
    if momento is None:
        return [f"La firma de {quien} no dice cuándo se hizo."]
    zona = ahora.tzinfo
    cuando = fecha_hora(momento.astimezone(zona))
    if momento > ahora + HOLGURA_DEL_RELOJ:
        return [f"La firma de {quien} dice ser del {cuando}, que aún no llega: revise la hora de los equipos."]
    if not datos.vigente(momento):
        desde, hasta = (fecha_corta(fecha.astimezone(zona)) for fecha in (datos.desde, datos.hasta))
        return [
            f"La firma de {quien} dice ser del {cuando}, fuera de la vigencia de su certificado (del {desde} al "
            f"{hasta})."
        ]
    return []


def _emitido_en_vigencia(emisor: Ancla, datos: DatosCertificado) -> bool:
    vigencia = emisor.certificado["tbs_certificate"]["validity"]
    return bool(vigencia["not_before"].native <= datos.desde <= vigencia["not_after"].native)


def _sin_aval(firma: Juzgable, datos: DatosCertificado, quien: str, anclas: Anclas, emisor: Ancla | None) -> str:
    """Why nobody known vouches for the certificate."""
    if firma.estado is not None and not firma.estado.valid:
        return f"No se puede comprobar el certificado de {quien} porque su firma está alterada."
    if emisor is not None:
        return f"El certificado de {quien} no sirve para firmar documentos o usa un algoritmo que ya no es seguro."
    if firma.certificado is not None and any(
        ancla.certificado.subject.dump() == firma.certificado.issuer.dump() for ancla in anclas.autoridades
    ):
        return (
            f"El certificado de {quien} dice ser de la autoridad «{datos.autoridad}», pero ella no lo emitió: es falso "
            "o está alterado."
        )
    return (
        f"El certificado de {quien} lo emitió la autoridad «{datos.autoridad}», que no está entre las reconocidas en "
        "este equipo. Para reconocerla, pida su certificado al SAT o a su área de informática y agréguelo en Ajustes, "
        "Autoridades certificadoras."
    )
