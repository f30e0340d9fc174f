"""Preparación: unit, commission, people, scope and cédulas of a visit, and what is still missing."""

from supervisor_app.ui.visita.preparacion.pantalla import PreparacionScreen

__all__ = ["PreparacionScreen"]
