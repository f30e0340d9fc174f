"""Buscar: everything that visits hold, as one types; without words, all visits."""

from supervisor_app.ui.lugares.buscar.pantalla import BuscarScreen

__all__ = ["BuscarScreen"]
