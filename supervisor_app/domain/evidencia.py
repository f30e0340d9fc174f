"""A file that proves something: its name, content hash and where it belongs. The bytes live in the store."""

from __future__ import annotations

from supervisor_app.domain.base import Value


class Evidencia(Value):
    """``sha256`` names the content (hex, 64); ``item_id`` or ``inconsistencia_id`` says what it supports."""

    id: str
    visita_id: str
    item_id: str = ""
    inconsistencia_id: str = ""
    orden: int = 0
    nombre: str
    sha256: str
    bytes: int
    mime: str = "application/octet-stream"
    leyenda: str = ""
