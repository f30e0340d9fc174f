"""How the fictitious findings go on: what is gathered, observed by others, given more time and turned over. No verb.

It must never hold anything taken from a real document.
"""

from __future__ import annotations

from typing import Final

REUNIDO: Final = ("CO-05-06", "CO-05-08")
"""An item that keeps its finding, and the one whose finding gathers it too."""
OBSERVADA: Final = "CO-06-09"
OBSERVACION: Final = "14/2026"
PRORROGADA: Final = "CO-05-05"
DIAS: Final = 30
MOTIVO: Final = "La unidad espera a dos personas que se incorporan el mes siguiente"
IRREGULAR: Final = "RC-02-09"
