"""A laptop of a supervisor: the services over a folder, a clock of its own, and the USB memory that goes around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.services.copias import Unida
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import (
    AJUSTES,
    ITEMS,
    RelojFijo,
)


@dataclass
class Laptop:
    s: Servicios
    reloj: RelojFijo
    usb: Path
    visita_id: str = ""

    @property
    def e(self) -> Expediente:
        return self.s.visitas.abrir(self.visita_id)

    def hacer(self, comando: Callable[[Expediente], Operacion]) -> None:
        self.reloj.adelantar(minutes=1)
        self.s.visitas.guardar(comando(self.e))

    def responder(self, item_id: str, valor: object) -> None:
        self.hacer(lambda e: comandos.responder(e, ITEMS[item_id], valor))  # type: ignore[arg-type]

    def compartir(self) -> Path:
        self.reloj.adelantar(minutes=1)
        return self.s.copias.compartir(self.visita_id, self.usb).ruta

    def unir(self, ruta: Path) -> Unida:
        self.reloj.adelantar(minutes=1)
        unida = self.s.copias.unir(ruta)
        self.visita_id = unida.expediente.visita.id
        return unida


def abrir(carpeta: Path, nombre: str, usb: Path) -> Laptop:
    reloj = RelojFijo()
    s = wiring.abrir(carpeta, reloj=reloj)
    s.ajustes.guardar(AJUSTES.model_copy(update={"nombre": nombre}))
    return Laptop(s, reloj, usb)
