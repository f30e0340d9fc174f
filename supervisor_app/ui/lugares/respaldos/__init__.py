"""Backups: where they are, what is newer on either side, and the way back."""

from supervisor_app.ui.lugares.respaldos.pantalla import RespaldosScreen

__all__ = ["RespaldosScreen"]
