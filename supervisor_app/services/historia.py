"""What a document knows of the history it was emitted over: the head of the chain in its record (ADR 0028).

It must never judge a signature.
"""

from __future__ import annotations

import json

from pydantic import ValidationError

from supervisor_app.domain.cadena import NINGUNA, Cabeza, contra
from supervisor_app.domain.documento import Documento
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen


def cabeza_de(registro: bytes) -> Cabeza:
    """The head that a record carries; none in those of before there was a chain. Raises ValueError for no JSON."""
    dicho = json.loads(registro)
    try:
        return Cabeza.model_validate(dicho.get("historia", {}) if isinstance(dicho, dict) else {})
    except ValidationError:
        return NINGUNA


def aviso(almacen: Almacen, documento: Documento, pdf: bytes) -> str:
    """Why what a document of the folder knows of the history does not stand there any more; "" where it stands."""
    from supervisor_app.documents.adjuntos import registros_de  # noqa: PLC0415 - loads the library that reads PDF

    try:
        cabezas = [cabeza_de(registro) for registro in registros_de(pdf)]
    except (UserError, ValueError):
        return ""  # what is wrong with the file itself is told by whoever verifies it
    conocidas = [c for c in cabezas if c.asientos]
    eslabones = almacen.eslabones(documento.visita_id) if conocidas else {}
    faltas = [falta for c in conocidas if (falta := contra(eslabones, c.asientos, c.eslabon))]
    if not faltas:
        return ""
    return f"La historia de la visita en este equipo ya no es la que este documento conoce: se emitió {faltas[0]}"
