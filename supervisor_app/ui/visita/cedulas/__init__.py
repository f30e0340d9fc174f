"""Visita > Cédulas: answering, item by item, with evidence, notes and samples."""

from supervisor_app.ui.visita.cedulas.pantalla import CedulasScreen

__all__ = ["CedulasScreen"]
