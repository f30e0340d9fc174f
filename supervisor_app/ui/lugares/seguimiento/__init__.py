"""Findings and measures of all visits between visits: what is open, what came, what was decided."""

from supervisor_app.ui.lugares.seguimiento.pantalla import SeguimientoScreen

__all__ = ["SeguimientoScreen"]
