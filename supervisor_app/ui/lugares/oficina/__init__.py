"""The office: the desk that attends to the mailbox, and the dashboard over all visits."""

from supervisor_app.ui.lugares.oficina.pantalla import OficinaScreen

__all__ = ["OficinaScreen"]
