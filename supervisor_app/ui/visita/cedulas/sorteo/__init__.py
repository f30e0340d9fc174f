"""Drawing the sample of a muestra: its universe, columns, method, size and seed."""

from supervisor_app.ui.visita.cedulas.sorteo.puerta import HINTS, SampleDoor

__all__ = ["HINTS", "SampleDoor"]
