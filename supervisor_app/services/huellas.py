"""The record that a document carries, and the hash of what it says now, to notice that the visit changed since.

It must never draw anything: the list of documents asks for it at every change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from supervisor_app.documents.textos import textos_acta
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import registro_canonico
from supervisor_app.domain.reserva import compartido
from supervisor_app.domain.seguimiento import Reincidencia
from supervisor_app.services.acta_impresa import registro_acta
from supervisor_app.services.cedula_impresa import folio_de_cedula, imprimir_cedula
from supervisor_app.services.turnado_impreso import registro_turnado


def huella(
    e: Expediente, tipo: TipoDocumento, clave: str, *, clave_informe: str, levantadas: Mapping[str, Reincidencia]
) -> str:
    """SHA-256 of what the document would say if it were emitted now; "" for an informe or acta that is not begun.

    ``clave`` is the code of a cédula; ``clave_informe``, the form key that the informe prints; ``levantadas``, the
    inconsistencias of earlier visits to the unit that a cédula may print, by item.
    """
    if tipo is TipoDocumento.CEDULA:
        contenido = canonico(registro_cedula(e, e.definiciones[clave], levantadas))
    elif tipo is TipoDocumento.TURNADO:
        contenido = canonico(registro_turnado(e))
    elif tipo is TipoDocumento.ACTA:
        if e.acta is None:
            return ""
        contenido = canonico(registro_acta(e, e.acta, textos_acta()))
    elif e.informe is None:
        return ""
    else:
        contenido = registro_canonico(
            e.informe.datos, folio=e.visita.folio, version=0, clave=clave_informe, firmantes=e.informe.firmantes
        )
    return hashlib.sha256(contenido).hexdigest()


def registro_cedula(
    e: Expediente, definicion: CedulaDefinition, levantadas: Mapping[str, Reincidencia]
) -> dict[str, object]:
    """The record attached to a cédula: its definition's version, what was answered and what is printed."""
    ids = {i.id for i in definicion.items}
    e = compartido(e)
    return {
        "folio": folio_de_cedula(e.visita, definicion.codigo),
        "cedula": {"codigo": definicion.codigo, "version": definicion.version},
        "respuestas": [r for i, r in sorted(e.respuestas.items()) if i in ids and (r.valor or r.nota)],
        "impreso": imprimir_cedula(e, definicion, levantadas),
    }
