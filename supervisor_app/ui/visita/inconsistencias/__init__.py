"""The step «Inconsistencias y medidas»."""

from supervisor_app.ui.visita.inconsistencias.pantalla import InconsistenciasScreen

__all__ = ["InconsistenciasScreen"]
