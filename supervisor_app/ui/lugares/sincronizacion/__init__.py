"""Synchronising with the office: what waits, what came, the log, and who is who."""

from supervisor_app.ui.lugares.sincronizacion.pantalla import SincronizacionScreen

__all__ = ["SincronizacionScreen"]
