"""The figures and the closing meeting of the demo visit. All of it is fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Final

from supervisor_app.domain.indicador import Periodo


@dataclass(frozen=True)
class CifrasDemo:
    """An indicator as the demo captures it; ``None``: without goal."""

    codigo: str
    meta: str | None
    real: str
    fuente: str
    comentario: str = ""
    periodo: Periodo = Periodo.ACUMULADO

    @property
    def campos(self) -> dict[str, object]:
        meta = Decimal(self.meta) if self.meta is not None else None
        return {"meta": meta, "real": Decimal(self.real), "fuente": self.fuente, "comentario": self.comentario}


_INGRESOS: Final = "Reporte de ingresos (ficticio)"
_CARTERA: Final = "RALE (ficticio)"
INDICADORES: Final[tuple[CifrasDemo, ...]] = (
    CifrasDemo(
        "IND-01",
        "1284500000",
        "1241836210.55",
        _INGRESOS,
        "Dos convenios de pago a plazos se cobran a partir del mes siguiente.",
    ),
    CifrasDemo("IND-03", "92", "93.4", _INGRESOS),
    CifrasDemo("IND-06", "185000", "186412", "Reporte de cotizantes (ficticio)"),
    CifrasDemo(
        "IND-07",
        "410000000",
        "432150900.10",
        _CARTERA,
        "2,318 créditos; crece la mora de ejercicios anteriores sin diligencia.",
    ),
    CifrasDemo("IND-08", None, "512", _CARTERA, "Por $38,204,117.20."),
    CifrasDemo("IND-18", "9600000", "8154330.00", _INGRESOS, "Tres órdenes de inmovilización sin respuesta."),
)
INICIO: Final = time(12, 30)
MANIFESTACIONES: Final = (
    "El titular de la Subdelegación manifiesta que conoció los resultados, que los comparte en lo general y que el "
    "Departamento de Cobranza reforzará la revisión diaria de las actas de notificación.\n\n"
    "Solicita que la siguiente visita incluya una plática sobre el llenado de citatorios."
)
ACUERDOS: Final = "La Jefatura enviará en cinco días hábiles el material de la plática sobre notificaciones."
