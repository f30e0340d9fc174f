"""The sentences of the signers' side. Pure: from values to words."""

from __future__ import annotations

from supervisor_app.domain.documento import Documento, EstadoDocumento, TipoDocumento
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.turnos import como_se_firmo
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.visita.documentos.firma import Firmado
from supervisor_app.ui.visita.documentos.renglones import libres, momento

_SEALED = "Al firmarse, el documento queda cerrado. Un cambio posterior crea una versión nueva y conserva ésta."

_ONLY_DRAWN = (
    "Sólo tiene firma dibujada: nada impide que alguien cambie una copia del archivo sin que se note. Una e.firma "
    "después del dibujo la protege; en este equipo se conserva como se firmó."
)
_CON_SUPERIOR = (TipoDocumento.INFORME, TipoDocumento.CEDULA)


def why_empty(documento: Documento | None) -> str:
    """Why nobody is listed; "" where somebody is."""
    if documento is None:
        return "Aquí se ven quienes firman el documento, en cuanto se emite."
    return "" if documento.campos else "Este documento no lleva firmas."


def note_of(fila: FilaDocumento | None, documento: Documento | None, *, current: bool, closed: bool) -> str:
    """What one should know of signing this version, or ""."""
    if documento is None or fila is None:
        return ""
    if not current:
        return f"Está viendo la versión {documento.version}. Ya no se firma: hay una más nueva."
    if closed:
        return ""
    if fila.estado is EstadoDocumento.DESACTUALIZADO:
        return "Ya no se firma: la visita cambió después de emitirlo. Emita una versión nueva y fírmela."
    if documento.para_tinta:
        cuando = momento(documento.ultimo.cuando)
        return f"Se preparó para firma autógrafa el {cuando}. Para firmarlo en pantalla, emita una versión nueva."
    if not documento.con_efirma and documento.dibujados:
        return _ONLY_DRAWN
    return _SEALED if libres(documento) else "Todas las firmas están puestas. El documento ya no cambia."


def result_of(firmado: Firmado) -> str:
    """Who signed what and when, for the banner after signing."""
    n = len(firmado.documentos)
    hora = f"{max(d.ultimo.cuando for d in firmado.documentos):%H:%M}" if n else ""
    que = "1 documento" if n == 1 else f"{n} documentos"
    hecho = f"{firmado.nombre} (RFC {firmado.rfc}) firmó {que} a las {hora}." if n else "No se firmó ninguno."
    return f"Se canceló. {hecho}" if firmado.cancelado else hecho


def drawn_of(documento: Documento) -> str:
    """Who drew a signature, when and what it is."""
    archivo = documento.ultimo
    return f"{archivo.firmante} firmó dibujando a las {archivo.cuando:%H:%M}. Es firma dibujada, no e.firma."


def attached_of(documento: Documento) -> str:
    """What was attached, for the banner."""
    archivo = documento.escaneos[-1]
    hojas = cuantos(archivo.paginas, "hoja", "hojas")
    if archivo.nota:
        return f"Se adjuntó el escaneo de {hojas}, con lo que usted escribió. Se entrega con el documento."
    return f"Se adjuntó el escaneo de {hojas}: llevan el código de este documento. Se entrega con él."


def offer_of(fila: FilaDocumento | None, documento: Documento | None) -> str:
    """The words of the way to a signer that the document could have and has not; "" where there is none to offer."""
    if fila is None or documento is None or fila.tipo not in _CON_SUPERIOR or como_se_firmo(documento):
        return ""
    return "" if any(c.campo == "Firma_Superior" for c in documento.campos) else "Agregar la firma de un superior…"
