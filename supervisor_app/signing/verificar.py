"""Whether a signed PDF is what its signers signed, in sentences that a person understands.

Stricter than pyHanko and pdfsig: the last signature covers the whole file or only time stamps follow it, the first one
certifies it, stamps are judged like signatures, times are in order and inside the certificates' validity, and the
signers are the expected ones. Revocation is judged by the answers at hand, and where there are none that is what is
said. Nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader

from supervisor_app.domain.texto import enlistar, fecha_corta
from supervisor_app.errors import UserError
from supervisor_app.signing.anclas import Anclas
from supervisor_app.signing.cadena import (
    certificado_por,
    problemas_de_hora,
    problemas_de_orden,
    problemas_del_documento,
)
from supervisor_app.signing.cambiante import motivos
from supervisor_app.signing.campos import campos_en
from supervisor_app.signing.contenido import Contenido, leer_contenido
from supervisor_app.signing.dictamen import dictaminar
from supervisor_app.signing.dictamen_sello import dictaminar_sello
from supervisor_app.signing.evidencias_validacion import Evidencias
from supervisor_app.signing.firmas_pdf import FirmaLeida, leer_firmas
from supervisor_app.signing.lectura import DANADO, PDF_ILEGIBLE, abrir_pdf, termina_bien
from supervisor_app.signing.resultado import FirmaVerificada, SelloVerificado, Verificacion
from supervisor_app.signing.sellos_pdf import SelloLeido, leer_sellos

_COLA = "Hay datos agregados al final del archivo que ninguna firma protege. No confíe en esta copia: pida el original."

Juzgado = tuple[SelloLeido, SelloVerificado]


def verificar(
    pdf: bytes,
    *,
    anclas: Anclas,
    ahora: datetime,
    esperado: Mapping[str, str] | None = None,
    json_sha256: str | None = None,
    anclas_sello: Anclas | None = None,
    evidencias: Evidencias | None = None,
    sellado: bool = False,
) -> Verificacion:
    """The judgement. Never raises for what is in the file.

    ``ahora``: aware. ``esperado``: field name -> RFC of who must have signed there; without it nobody can tell that a
    last signature was cut off. ``json_sha256``: hexadecimal digest that one attached record must have.
    ``anclas_sello``: whom to trust for time stamps; those of ``anclas`` are never asked for that. ``evidencias``: of
    revocation, besides what the document carries. ``sellado``: it must have a time stamp.
    """
    if ahora.tzinfo is None:
        raise ValueError("ahora needs a time zone")
    anclas_sello = anclas_sello or Anclas()
    cola = () if termina_bien(pdf) or b"%%EOF" not in pdf else (_COLA,)
    try:
        lector = abrir_pdf(pdf)
        firmas = leer_firmas(lector, pdf, anclas, ahora)
        sellos = leer_sellos(lector, pdf, anclas_sello)
        pendientes = tuple(campo.nombre for campo in campos_en(lector) if not campo.firmado)
        contenido = leer_contenido(lector)
        cambiante = motivos(lector)
        evidencias = (evidencias or Evidencias()) + Evidencias.de_pdf(lector)
    except UserError as error:
        return Verificacion(valido=False, problemas=cola or (error.message,))
    except PDF_ILEGIBLE:
        return Verificacion(valido=False, problemas=cola or (DANADO,))
    juzgados = _juzgar_sellos(sellos, anclas_sello, ahora, evidencias)
    dictamenes = _juzgar_firmas(lector, firmas, juzgados, anclas, ahora, evidencias)
    problemas = [*cola]
    for dictamen in dictamenes:
        problemas.extend(dictamen.problemas)
    for _, sello in juzgados:
        problemas.extend(sello.problemas)
    if cambiante:
        problemas.append(
            f"El documento {enlistar(list(cambiante))}: puede mostrar algo distinto de lo que se firmó. Pida una copia "
            "sin ello, impresa como PDF nuevo y firmada así."
        )
    if firmas:
        problemas.extend(problemas_del_documento(lector, firmas, sellos, hay_cola=bool(cola)))
        problemas.extend(problemas_de_orden(dictamenes))
    else:
        problemas.append("El documento no tiene ninguna firma electrónica.")
    for firma, dictamen in zip(firmas, dictamenes, strict=True):
        problemas.extend(problemas_de_hora(dictamen, _primer_sello(firma.revision, juzgados)))
    problemas.extend(_de_lo_esperado(dictamenes, esperado or {}))
    if sellado and not sellos:
        problemas.append("Falta el sello de tiempo que este documento tenía según su registro.")
    problemas.extend(contenido.problemas)
    if json_sha256 is not None and json_sha256.lower() not in contenido.asociados:
        problemas.append("El registro de datos adjunto al PDF no es el que corresponde a este documento.")
    return Verificacion(
        valido=not problemas,
        firmas=dictamenes,
        problemas=tuple(dict.fromkeys(problemas)),
        pendientes=pendientes,
        avisos=_avisos(contenido, dictamenes, tuple(sello for _, sello in juzgados), ahora),
        sellos=tuple(sello for _, sello in juzgados),
        certificado_por=next((d.nombre or d.rfc for d in dictamenes if d.certifica), ""),
        registro=contenido.registro,
        adjuntos=contenido.adjuntos,
        dibujadas=contenido.dibujadas,
    )


def _juzgar_sellos(
    sellos: tuple[SelloLeido, ...], anclas: Anclas, ahora: datetime, evidencias: Evidencias
) -> tuple[Juzgado, ...]:
    """From the last to the first: a later one that is good proves that the earlier one was there."""
    juzgados: list[Juzgado] = []
    for sello in reversed(sellos):
        siguiente = _primer_sello(sello.revision, tuple(reversed(juzgados)))
        probada = siguiente.momento if siguiente is not None else None
        juzgados.append((sello, dictaminar_sello(sello, anclas, ahora, evidencias, probada)))
    return tuple(reversed(juzgados))


def _primer_sello(revision: int, juzgados: tuple[Juzgado, ...]) -> SelloVerificado | None:
    """The first good stamp made after that revision: what it covers is at least as old as it says."""
    return next((dicho for sello, dicho in juzgados if sello.revision > revision and not dicho.problemas), None)


def _juzgar_firmas(
    lector: PdfFileReader,
    firmas: tuple[FirmaLeida, ...],
    juzgados: tuple[Juzgado, ...],
    anclas: Anclas,
    ahora: datetime,
    evidencias: Evidencias,
) -> tuple[FirmaVerificada, ...]:
    dictamenes = []
    for lugar, firma in enumerate(firmas):
        sello = _primer_sello(firma.revision, juzgados)
        dictamenes.append(
            dictaminar(
                firma,
                anclas,
                ahora,
                evidencias=evidencias,
                probada=sello.momento if sello is not None else None,
                certifica=lugar == 0 and certificado_por(lector, firma),
            )
        )
    return tuple(dictamenes)


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


def _avisos(
    contenido: Contenido, firmas: tuple[FirmaVerificada, ...], sellos: tuple[SelloVerificado, ...], ahora: datetime
) -> tuple[str, ...]:
    avisos = []
    if firmas and not any(firma.antes_de for firma in firmas):
        avisos.append(
            "La hora de cada firma es la que dijo el equipo de quien firmó: ningún sello de tiempo la prueba."
        )
    if contenido.dibujadas:
        quienes = enlistar([dibujada.nombre for dibujada in contenido.dibujadas])
        avisos.append(
            f"El documento declara firmas dibujadas en pantalla ({quienes}). No son e.firma y no prueban quién las "
            "hizo."
        )
    ultimo = sellos[-1] if sellos else None
    if ultimo is not None and not ultimo.problemas and ultimo.vence is not None and ultimo.vence < ahora:
        avisos.append(
            f"El certificado de la autoridad de sellado «{ultimo.autoridad}» venció el "
            f"{fecha_corta(ultimo.vence.astimezone(ahora.tzinfo))}. Agregue otro sello de tiempo para que la prueba "
            "dure."
        )
    return tuple(avisos)
