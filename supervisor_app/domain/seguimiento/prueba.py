"""Whether a note names a document that proves what it says. It must never judge the document itself."""

from __future__ import annotations

import re

# A note proves nothing by being long: it has to say which paper whoever doubts it should ask for.
_DOCUMENTOS = (
    "actas? acuerdos? acuses? archivos? bitácoras? calendarios? capturas? cédulas? certificados? circular(?:es)? "
    "citatorios? comprobantes? constancias? contratos? convenios? correos? credenciales dictámenes dictamen "
    "documentos? escritos? expedientes? fotos? fotografías? informes? listados? listas? mandamientos? memorándums? "
    "memorandos? minutas? nombramientos? notas? oficios? pantallas? pólizas? recibos? relación relaciones reportes? "
    "requerimientos? resoluciones resolución tarjetas?"
)
_NOMBRA = re.compile(rf"\b(?:{'|'.join(_DOCUMENTOS.split())})\b", re.IGNORECASE)


def nombra_documento(nota: str) -> bool:
    """Whether a note names the document that proves what it says («Oficio 123/2026»)."""
    return _NOMBRA.search(nota) is not None
