"""The indicators of the visited unit: captured, pasted, compared with their goals."""

from supervisor_app.ui.visita.indicadores.pantalla import IndicadoresScreen

__all__ = ["IndicadoresScreen"]
