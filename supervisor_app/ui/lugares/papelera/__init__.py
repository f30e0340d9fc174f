"""The bin as a place of the window."""

from supervisor_app.ui.lugares.papelera.pantalla import PapeleraScreen

__all__ = ["PapeleraScreen"]
