"""Reads one document whole, for the store lane: its versions, the one that is wanted, its bytes and its name."""

from __future__ import annotations

from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.wiring import Servicios


def read_document(
    s: Servicios, visita_id: str, tipo: TipoDocumento, codigo: str, documento_id: str
) -> tuple[tuple[Documento, ...], Documento, bytes, str]:
    """The versions of a document, the wanted one as it is now, its newest file and a name to export it under."""
    versiones = s.documentos.versiones(visita_id, tipo, codigo)
    shown = next((d for d in versiones if d.id == documento_id), versiones[-1])
    return versiones, shown, s.documentos.leer(shown), s.documentos.nombre_de_archivo(shown)
