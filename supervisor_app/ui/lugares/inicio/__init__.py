"""Inicio: where to go on, this week, drafts, measures that fall due and what is owed to the office."""

from supervisor_app.ui.lugares.inicio.pantalla import InicioScreen

__all__ = ["InicioScreen"]
