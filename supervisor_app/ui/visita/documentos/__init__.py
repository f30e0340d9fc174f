"""Documents of the visit: emit, look, sign, print, verify, close."""

from supervisor_app.ui.visita.documentos.pantalla import WAITING, DocumentosScreen

__all__ = ["WAITING", "DocumentosScreen"]
