"""A desk and a laptop that confirmed it, and the mailbox between them; nothing was visited. All fictitious."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.sincronia.verbos import Resultado
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import RelojFijo


@dataclass
class Par:
    """``oficina`` and ``laptop``: their services."""

    oficina: Servicios
    laptop: Servicios
    buzon: Path
    indice: Indice
    carpeta: Path

    def atender(self) -> None:
        self.oficina.mesa.atender(DestinoCarpeta(self.buzon), str(self.buzon), self.indice)

    def sincronizar(self) -> Resultado:
        return self.laptop.sincronizacion.sincronizar(
            DestinoCarpeta(self.buzon), str(self.buzon), confirmada=self.oficina.mesa.palabras()
        )

    def enviar(self, que: str) -> Resultado:
        """Publish what the desk has of a kind, and hear it on the laptop."""
        self.oficina.por_publicar.publicar(que)
        self.atender()
        return self.sincronizar()

    def enviar_tal_cual(self, que: str, contenido: bytes) -> Resultado:
        """Publish bytes that no desk would make."""
        self.oficina.mesa.publicar(que, "Lo que sea", contenido)
        self.atender()
        return self.sincronizar()

    def reabrir(self) -> None:
        """Start the application again on the laptop."""
        self.laptop.close()
        self.laptop = abrir(self.carpeta / "laptop")


def abrir(carpeta: Path) -> Servicios:
    return wiring.abrir(carpeta, reloj=RelojFijo())


@pytest.fixture
def par(tmp_path: Path, usb: Path) -> Iterator[Par]:
    oficina = abrir(tmp_path / "oficina")
    oficina.mesa.abrir("Jefatura ficticia")
    with oficina, Indice(str(tmp_path / "indice.db")) as indice:
        par = Par(oficina, abrir(tmp_path / "laptop"), usb, indice, tmp_path)
        try:
            yield par
        finally:
            par.laptop.close()
