"""A store with a visit in it, and small or protected disks where the machine gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.store.almacen import Almacen
from tests.disco import disco_propio
from tests.visita_ficticia import AHORA, expediente


class Libro:
    """Writes operations in a store and keeps the visit as the domain computes it."""

    def __init__(self, almacen: Almacen, e: Expediente) -> None:
        self.almacen = almacen
        self.e = e
        self.hacer(Operacion(e.visita.id, "Creó la visita", (Cambio(None, e.visita),)))

    @property
    def id(self) -> str:
        return self.e.visita.id

    def hacer(self, op: Operacion) -> int:
        numero = self.almacen.escribir(op, quien="Lucía Ñandú Peñaloza", cuando=AHORA)
        self.e = self.e.aplicar(op.cambios)
        return numero

    def deshacer(self) -> Operacion | None:
        return self._volver(self.almacen.deshacer(self.id, quien="Lucía Ñandú Peñaloza", cuando=AHORA))

    def rehacer(self) -> Operacion | None:
        return self._volver(self.almacen.rehacer(self.id, quien="Lucía Ñandú Peñaloza", cuando=AHORA))

    def _volver(self, op: Operacion | None) -> Operacion | None:
        if op is not None:
            self.e = self.e.aplicar(op.cambios)
        return op

    @property
    def en_disco(self) -> Expediente | None:
        return self.almacen.expediente(self.id)


@pytest.fixture
def libro(almacen: Almacen) -> Libro:
    return Libro(almacen, expediente())


@pytest.fixture
def disco_chico(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB of its own."""
    with disco_propio(tmp_path / "disco chico", "size=2m") as lugar:
        yield lugar


@pytest.fixture
def disco_protegido(tmp_path: Path) -> Iterator[Path]:
    """An empty disk that takes no writing, not even from root."""
    with disco_propio(tmp_path / "disco protegido", "size=1m,ro") as lugar:
        yield lugar
