"""Newer versions of the applied cédulas, what they change, and the answers that one of them has no place for."""

from supervisor_app.ui.visita.cedulas.versiones.puerta import VERSION_HINTS, VersionsDoor

__all__ = ["VERSION_HINTS", "VersionsDoor"]
