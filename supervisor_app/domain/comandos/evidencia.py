"""Files that prove something. It must never see their bytes."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion


def adjuntar(e: Expediente, evidencias: Sequence[Evidencia]) -> Operacion:
    """Attach files whose bytes the store already keeps."""
    exigir_abierta(e)
    nombres = ", ".join(v.nombre for v in evidencias[:3])
    return operacion(e, f"Adjuntó {nombres}", *(Cambio(None, v) for v in evidencias))


def quitar_evidencia(e: Expediente, evidencia_id: str) -> Operacion:
    """Take a file off the visit; undo brings it back."""
    exigir_abierta(e)
    antes = e.evidencias[evidencia_id]
    return operacion(e, f"Quitó {antes.nombre}", Cambio(antes, None))
