"""The sentences of the signers' side. Pure: from values to words."""

from __future__ import annotations

from supervisor_app.domain.documento import Documento, EstadoDocumento
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.visita.documentos.firma import Firmado
from supervisor_app.ui.visita.documentos.renglones import libres, momento

_SEALED = "Al firmarse, el documento queda cerrado. Un cambio posterior crea una versión nueva y conserva ésta."


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
        return f"Se preparó para firma autógrafa el {cuando}. Para firmarlo con e.firma, emita una versión nueva."
    return _SEALED if libres(documento) else "Todas las firmas están puestas. El documento ya no cambia."


def result_of(firmado: Firmado) -> str:
    """Who signed what and when, for the banner after signing."""
    n = len(firmado.documentos)
    hora = f"{max(d.ultimo.cuando for d in firmado.documentos):%H:%M}" if n else ""
    que = "1 documento" if n == 1 else f"{n} documentos"
    hecho = f"{firmado.nombre} (RFC {firmado.rfc}) firmó {que} a las {hora}." if n else "No se firmó ninguno."
    return f"Se canceló. {hecho}" if firmado.cancelado else hecho
