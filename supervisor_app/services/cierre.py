"""Refuses what would change the documents of a closed visit: its package was made of them.

It must never read a store.
"""

from __future__ import annotations

from supervisor_app.domain.documento import Documento
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import UserError
from supervisor_app.services.papel.indice import clases


def exigir_abierta(visita: Visita | None) -> None:
    """Raises UserError where the visit is closed."""
    if visita is not None and visita.cerrada:
        raise UserError("La visita está cerrada: sus documentos ya no cambian. Reábrala para corregirlos.")


def exigir_firmable(documento: Documento, visita: Visita | None) -> None:
    """Raises UserError where the visit is closed, unless the document is in no package: it may be made after that."""
    if not clases()[documento.tipo].de_consulta:
        exigir_abierta(visita)
