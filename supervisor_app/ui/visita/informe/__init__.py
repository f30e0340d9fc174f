"""The step «Informe de la comisión»."""

from supervisor_app.ui.visita.informe.pantalla import InformeScreen

__all__ = ["InformeScreen"]
