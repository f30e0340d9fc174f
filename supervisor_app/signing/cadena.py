"""The signatures and stamps of a file as a chain: closed by the first, each over what was there, the last over all.

These are the rules about their order and about what lies between and behind them; each link is judged by itself
(``dictamen``, ``dictamen_sello``).
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import read_certification_data
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from supervisor_app.domain.texto import enlistar
from supervisor_app.signing.dictamen import HOLGURA_DEL_RELOJ
from supervisor_app.signing.firmas_pdf import FirmaLeida, es_sello
from supervisor_app.signing.lectura import PDF_ILEGIBLE
from supervisor_app.signing.metadatos import mismos_metadatos
from supervisor_app.signing.resultado import FirmaVerificada, SelloVerificado
from supervisor_app.signing.sellos_pdf import SelloLeido

Eslabon = FirmaLeida | SelloLeido


def ultimo_eslabon(firmas: tuple[FirmaLeida, ...], sellos: tuple[SelloLeido, ...]) -> Eslabon:
    """What was added last. Raises ValueError where there is none."""
    eslabones: tuple[Eslabon, ...] = (*firmas, *sellos)
    return max(eslabones, key=lambda eslabon: eslabon.revision)


def certificado_por(lector: PdfFileReader, primera: FirmaLeida) -> bool:
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


def problemas_del_documento(
    lector: PdfFileReader, firmas: tuple[FirmaLeida, ...], sellos: tuple[SelloLeido, ...], *, hay_cola: bool
) -> list[str]:
    """``firmas``: one at least. ``hay_cola``: that something lies behind the end is told already."""
    problemas = []
    if not certificado_por(lector, firmas[0]):
        problemas.append(
            "La primera firma no cierra el documento a otros cambios (certificación), así que no se puede asegurar que "
            "nadie lo haya modificado."
        )
    ultimo = ultimo_eslabon(firmas, sellos)
    if _intacto(ultimo) and not ultimo.cubre_todo and not hay_cola:
        que = "del último sello de tiempo" if isinstance(ultimo, SelloLeido) else "de la última firma"
        problemas.append(
            f"Después {que} se agregó contenido que ninguna firma protege. No confíe en esta copia: pida el original."
        )
    if not _solo_sellos_despues(firmas[-1], ultimo):
        problemas.append(
            "Entre la última firma y el sello de tiempo se agregó contenido que nadie firmó; el sello no lo hace "
            "bueno. No confíe en esta copia: pida el original."
        )
    problemas.extend(_agregados_sin_firmar(lector, firmas[0]))
    return problemas


def _intacto(eslabon: Eslabon) -> bool:
    return eslabon.sobre_el_archivo if isinstance(eslabon, SelloLeido) else eslabon.contenido_intacto


def _solo_sellos_despues(ultima: FirmaLeida, ultimo: Eslabon) -> bool:
    """Whether what follows the last signature is but stamps and their data. A person who signs accepts what was filled
    in before; a stamp is anybody's, so it may close nothing but what was signed."""
    if ultimo is ultima or ultima.estado is None or not ultima.integra:
        return True
    nivel = ultima.estado.modification_level
    return nivel is not None and bool(nivel <= ModificationLevel.LTA_UPDATES)


def _agregados_sin_firmar(lector: PdfFileReader, primera: FirmaLeida) -> list[str]:
    """What pyHanko lets change after the first signature and this application does not."""
    if primera.objeto is None or not primera.contenido_intacto:
        return []
    try:
        entonces = _cuando_firmo(lector, primera.objeto)
        lugares, mismos = _lugares_agregados(entonces, lector), mismos_metadatos(entonces, lector)
    except PDF_ILEGIBLE:
        return ["No se pudo comparar el documento con lo que era cuando se firmó por primera vez."]
    problemas = []
    if lugares:
        problemas.append(
            "Después de la primera firma se agregaron lugares de firma que el documento no tenía: "
            f"{enlistar([f'«{lugar}»' for lugar in lugares])}."
        )
    if not mismos:
        problemas.append(
            "El título u otros datos generales del documento (autor, asunto) cambiaron después de la primera firma."
        )
    return problemas


def _cuando_firmo(lector: PdfFileReader, firma: EmbeddedPdfSignature) -> PdfFileReader:
    """The bytes that were there, read anew: pyHanko's view of an earlier revision cannot read some streams of a file
    that it wrote."""
    rango = [int(numero) for numero in firma.byte_range]
    lector.stream.seek(0)
    return PdfFileReader(BytesIO(lector.stream.read(rango[2] + rango[3])))


def _lugares_agregados(entonces: PdfFileReader, lector: PdfFileReader) -> list[str]:
    """The fields that were not there and are no time stamp: pyHanko lets them be added where they are not seen."""
    previstos = {str(nombre) for nombre, _, _ in enumerate_sig_fields(entonces)}
    return [
        str(nombre)
        for nombre, valor, _ in enumerate_sig_fields(lector)
        if str(nombre) not in previstos and not (valor and es_sello(valor.get_object()))
    ]


def problemas_de_orden(firmas: tuple[FirmaVerificada, ...]) -> list[str]:
    """Claimed times that contradict the order in which the signatures were made."""
    problemas = []
    for anterior, siguiente in pairwise(firmas):
        if anterior.momento and siguiente.momento and siguiente.momento < anterior.momento:
            problemas.append(
                f"La firma de {siguiente.nombre} dice ser anterior a la de {anterior.nombre}, pero se hizo después: "
                "alguno de los equipos tenía mal la hora."
            )
    return problemas


def problemas_de_hora(firma: FirmaVerificada, sello: SelloVerificado | None) -> list[str]:
    """``sello``: the first good stamp over the signature, if any: nobody signs after it was made."""
    if sello is None or sello.momento is None or firma.momento is None:
        return []
    if firma.momento <= sello.momento + HOLGURA_DEL_RELOJ:
        return []
    return [
        f"La firma de {firma.nombre} dice ser posterior al sello de tiempo que la cubre: el equipo tenía mal la hora o "
        "la fecha es falsa."
    ]
