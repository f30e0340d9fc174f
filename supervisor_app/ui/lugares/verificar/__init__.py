"""Verifying a document that somebody brings, and checking a printed sheet."""

from supervisor_app.ui.lugares.verificar.pantalla import VerificarScreen

__all__ = ["VerificarScreen"]
