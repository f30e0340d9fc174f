"""Delivery of the closed visit: what travels, where to, what was received; and reopening it."""

from supervisor_app.ui.visita.entrega.pantalla import EntregaScreen

__all__ = ["EntregaScreen"]
