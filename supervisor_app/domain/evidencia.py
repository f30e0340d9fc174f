"""A file that proves something: its name, content hash and where it belongs. The bytes live in the store."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from supervisor_app.domain.base import Value


class Lugar(Value):
    """Where a photo was taken, in decimal degrees (WGS 84), north and east positive."""

    latitud: Decimal
    longitud: Decimal


class Sitio(Value):
    """What a file supports. A row comes with its item, a measure with its finding: then both see it.

    The id of a verification stands for that of a finding.
    """

    item_id: str = ""
    fila_id: str = ""
    inconsistencia_id: str = ""
    medida_id: str = ""


class Evidencia(Value):
    """``sha256`` names the content (hex, 64); ``item_id``, ``fila_id``, ``inconsistencia_id`` or ``medida_id`` says
    what it supports. ``tomada`` and ``lugar`` are what the camera wrote; ``original``, the hash of the file brought in
    and ``nombre_original`` its name.
    ``borradas`` are the hashes of contents that were blacked out: nothing may bring them back (ADR 0010).
    """

    id: str
    visita_id: str
    item_id: str = ""
    fila_id: str = ""
    inconsistencia_id: str = ""
    medida_id: str = ""
    orden: int = 0
    nombre: str
    sha256: str
    bytes: int
    mime: str = "application/octet-stream"
    leyenda: str = ""
    tomada: datetime | None = None
    lugar: Lugar | None = None
    original: str = ""
    nombre_original: str = ""
    borradas: tuple[str, ...] = ()

    @property
    def sitio(self) -> Sitio:
        return Sitio(
            item_id=self.item_id,
            fila_id=self.fila_id,
            inconsistencia_id=self.inconsistencia_id,
            medida_id=self.medida_id,
        )

    @property
    def es_imagen(self) -> bool:
        return self.mime.startswith("image/")
