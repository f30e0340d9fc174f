"""Verification as the application sees it: the very code that is shipped alone to the office, under its own name.

It must never add a check of its own: what the application accepts and what the office accepts is one and the same.
"""

from __future__ import annotations

from supervisor_app.exchange.verificador import Informe, avisos_de_cadena, buscar_paquetes, verificar_paquete

__all__ = ["Informe", "avisos_de_cadena", "buscar_paquetes", "verificar_paquete"]
