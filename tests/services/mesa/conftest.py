"""An office beside a laptop with a closed visit, and the mailbox between them. All fictitious."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.mesa.verbos import Atendido, Mesa
from supervisor_app.services.sincronia.verbos import Resultado
from supervisor_app.store.oficina.indice import Indice
from tests.services.banco import Banco
from tests.visita_ficticia import RelojFijo


@dataclass
class Oficina:
    """The desk, its index and the mailbox it attends to."""

    mesa: Mesa
    indice: Indice
    buzon: Path

    @property
    def reloj(self) -> RelojFijo:
        reloj = self.mesa._reloj
        assert isinstance(reloj, RelojFijo)
        return reloj

    def atender(self, **mas: object) -> Atendido:
        return self.mesa.atender(DestinoCarpeta(self.buzon), str(self.buzon), self.indice, **mas)  # type: ignore[arg-type]

    def inscribir_todos(self) -> None:
        for uno in self.mesa.equipos():
            self.mesa.inscribir(uno.equipo, uno.palabras)


@pytest.fixture
def oficina(tmp_path: Path, usb: Path) -> Iterator[Oficina]:
    with wiring.abrir(tmp_path / "oficina", reloj=RelojFijo()) as s, Indice(str(tmp_path / "indice.db")) as indice:
        s.mesa.abrir("Jefatura ficticia")
        yield Oficina(s.mesa, indice, usb)


def sincronizar(b: Banco, buzon: Path, **mas: object) -> Resultado:
    return b.s.sincronizacion.sincronizar(DestinoCarpeta(buzon), str(buzon), **mas)  # type: ignore[arg-type]


def confirmar(b: Banco, oficina: Oficina) -> Resultado:
    """Synchronise as a person who recognised the office's words."""
    return sincronizar(b, oficina.buzon, confirmada=oficina.mesa.palabras())
