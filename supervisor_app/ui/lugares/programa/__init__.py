"""Programa: the visits of the year; the office writes and publishes them, laptops begin them."""

from supervisor_app.ui.lugares.programa.pantalla import ProgramaScreen

__all__ = ["ProgramaScreen"]
