"""The acta of the closing meeting: written at the left, its page at the right."""

from supervisor_app.ui.visita.acta.pantalla import ActaScreen

__all__ = ["ActaScreen"]
