"""The judgement of one time stamp: which authority, what time, and what is wrong, in whole Spanish sentences.

A stamp proves a time only if everything about it holds; half a proof is told as a problem and proves nothing.
"""

from __future__ import annotations

from datetime import datetime

from asn1crypto import x509

from supervisor_app.domain.texto import fecha_corta, fecha_hora
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.certificado import ASN1_ILEGIBLE, nombre_de_autoridad
from supervisor_app.signing.dictamen import HOLGURA_DEL_RELOJ
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.resultado import Revocacion, SelloVerificado
from supervisor_app.signing.revocacion import juzgar_sello
from supervisor_app.signing.sellos_pdf import SelloLeido


def dictaminar_sello(
    sello: SelloLeido, anclas: Anclas, ahora: datetime, evidencias: Evidencias, probada: datetime | None
) -> SelloVerificado:
    """``anclas``: of authorities of time. ``probada``: by when a later stamp proves that this one was there."""
    nombres = _nombres(sello.certificado)
    if nombres is None or sello.certificado is None or sello.momento is None:
        return SelloVerificado(
            campo=sello.campo,
            autoridad="",
            emisor="",
            momento=sello.momento,
            vence=None,
            integro=False,
            confiable=False,
            problemas=(
                f"El sello de tiempo del campo «{sello.campo}» está dañado o es de un tipo que no se puede comprobar.",
            ),
        )
    autoridad, emisor = nombres
    integridad = _de_integridad(sello, autoridad)
    revocacion = _revocacion(sello, anclas, autoridad, evidencias, ahora=ahora, probada=probada)
    confianza = _de_confianza(sello, sello.certificado, autoridad, emisor, ahora)
    if revocacion.impide:
        confianza.append(revocacion.dicho)
    return SelloVerificado(
        campo=sello.campo,
        autoridad=autoridad,
        emisor=emisor,
        emisor_reconocido=sello.avalado,
        momento=sello.momento.astimezone(ahora.tzinfo),
        vence=sello.certificado.not_valid_after.astimezone(ahora.tzinfo),
        integro=not integridad,
        confiable=not confianza,
        revocacion=revocacion.estado,
        revocacion_dicho=revocacion.dicho,
        problemas=(*integridad, *confianza),
    )


def _nombres(certificado: x509.Certificate | None) -> tuple[str, str] | None:
    try:
        if certificado is None:
            return None
        return nombre_de_autoridad(certificado.subject), nombre_de_autoridad(certificado.issuer)
    except ASN1_ILEGIBLE:
        return None


def _de_integridad(sello: SelloLeido, autoridad: str) -> list[str]:
    if not sello.sobre_el_archivo:
        return [f"El sello de tiempo de «{autoridad}» no es de este archivo: el contenido cambió después de sellarse."]
    if not sello.autentico:
        return [f"El sello de tiempo de «{autoridad}» está alterado o no lo hizo ella."]
    if not sello.sin_cambios_posteriores:
        return [
            f"Después del sello de tiempo de «{autoridad}» se modificó el documento, y sólo se permitía agregar firmas "
            "y sellos."
        ]
    if sello.visible:
        return [f"El sello de tiempo de «{autoridad}» ocupa en la hoja el lugar de una firma, y no lo es."]
    return []


def _de_confianza(
    sello: SelloLeido, certificado: x509.Certificate, autoridad: str, emisor: str, ahora: datetime
) -> list[str]:
    zona, problemas = ahora.tzinfo, []
    if not sello.para_sellar:
        problemas.append(
            f"El certificado de «{autoridad}» no es para emitir sellos de tiempo: la hora que dice no vale como prueba."
        )
    momento, desde, hasta = sello.momento, certificado.not_valid_before, certificado.not_valid_after
    if momento is not None and momento > ahora + HOLGURA_DEL_RELOJ:
        problemas.append(
            f"El sello de tiempo de «{autoridad}» dice ser del {fecha_hora(momento.astimezone(zona))}, que aún no "
            "llega: revise la hora de este equipo."
        )
    if momento is not None and not desde <= momento <= hasta:
        problemas.append(
            f"El sello de tiempo de «{autoridad}» dice ser del {fecha_hora(momento.astimezone(zona))}, fuera de la "
            f"vigencia de su certificado (del {fecha_corta(desde.astimezone(zona))} al "
            f"{fecha_corta(hasta.astimezone(zona))})."
        )
    if not sello.avalado and not problemas:
        problemas.append(
            f"El sello de tiempo es de «{autoridad}», cuyo certificado emitió «{emisor}», que no está entre las "
            "autoridades de sellado reconocidas en este equipo: la hora que dice no está probada."
        )
    if sello.avalado and not sello.cadena_comprobable:
        problemas.append(f"El sello de tiempo de «{autoridad}» trae certificados que están alterados o son ajenos.")
    return problemas


def _revocacion(
    sello: SelloLeido,
    anclas: Anclas,
    autoridad: str,
    evidencias: Evidencias,
    *,
    ahora: datetime,
    probada: datetime | None,
) -> Revocacion:
    emisor = sello.emisor(anclas)
    quien = f"la autoridad de sellado «{autoridad}»"
    if sello.certificado is None or sello.momento is None or emisor is None:
        return Revocacion(dicho=f"No se comprobó si el certificado de {quien} fue revocado.")
    constancias = evidencias.constancias(sello.certificado, emisor)
    return juzgar_sello(constancias, quien, momento=sello.momento, probada=probada, ahora=ahora)
