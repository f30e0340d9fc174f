"""What the office published that is here: the last of each kind, to all or sealed to this laptop.

It must never judge what a content says: who applies it does.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from supervisor_app.cifrado import sobre
from supervisor_app.domain import feed
from supervisor_app.domain.feed import Clase, Publicacion
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia.llave_de_sobres import LlaveDelEquipo
from supervisor_app.store.almacen import Almacen

A_CADA_EQUIPO: Final = "sellado_a_equipos"
"""By publishing this the office says that it seals to each laptop: from then on they say with which key. A desk of a
version before could not read what they say.
"""


@dataclass(frozen=True, slots=True)
class Recibida:
    """What the office said of a content, and when."""

    dicha: Publicacion
    cuando: datetime


class Publicaciones:
    """Over one store, on its thread."""

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime]) -> None:
        self._almacen = almacen
        self.llave = LlaveDelEquipo(almacen, reloj=reloj)

    def recibidas(self) -> Mapping[str, Recibida]:
        """The last of each kind, whether it was for all or for this laptop."""
        ultimas: dict[str, Recibida] = {}
        for autor in (feed.OFICINA, feed.para(self._almacen.equipo())):
            for e in self._almacen.sincronia.entradas(autor, clase=Clase.PUBLICACION):
                dicho = e.cuerpo.dicho
                if isinstance(dicho, Publicacion):
                    previa = ultimas.get(dicho.que)
                    # What is sealed to one laptop is of the same office: its clock tells which is the later word.
                    if previa is None or e.cuerpo.cuando >= previa.cuando:
                        ultimas[dicho.que] = Recibida(dicho, e.cuerpo.cuando)
        return ultimas

    def ausentes(self) -> tuple[Publicacion, ...]:
        """Those whose content is not here any more: it was deleted from outside, and the mailbox still has it."""
        archivos = self._almacen.archivos
        return tuple(r.dicha for r in self.recibidas().values() if not archivos.legible(r.dicha.sha256).exists())

    def leer(self, dicha: Publicacion) -> bytes:
        """A content that came, opened where it is sealed. Raises EnvironmentProblem where it is missing or damaged,
        UserError where it is sealed to a key that this laptop does not have.
        """
        octetos = self._almacen.archivos.leer(dicha.sha256)
        if dicha.sellada is None:
            return octetos
        llave = self.llave.leer()
        if llave is None:
            raise UserError("Está sellado para otra llave que la de este equipo; la oficina lo sellará de nuevo.")
        return sobre.abrir_octetos(base64.b64decode(dicha.sellada.cabeza) + octetos, llave)
