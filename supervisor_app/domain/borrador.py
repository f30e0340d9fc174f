"""The draft of the informe inside a visit: its data and who signs. One per visit; emitted versions are documents."""

from __future__ import annotations

from supervisor_app.domain.base import Value
from supervisor_app.domain.informe import DatosInforme, Firmantes


class InformeBorrador(Value):
    """``id`` is ``visita:informe``."""

    id: str
    visita_id: str
    datos: DatosInforme = DatosInforme()
    firmantes: Firmantes = Firmantes()
