"""Ajustes: what a person sets once, saved by itself like everything else."""

from supervisor_app.ui.lugares.ajustes.pantalla import AjustesScreen

__all__ = ["AjustesScreen"]
