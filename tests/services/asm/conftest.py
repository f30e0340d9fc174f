"""ASM tables over a real folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.services.asm.verbos import Asm
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AJUSTES, RelojFijo, contador_de_ids


@pytest.fixture
def almacen(tmp_path: Path) -> Iterator[Almacen]:
    with Almacen(tmp_path / "datos", ahora=RelojFijo()()) as abierto:
        yield abierto


@pytest.fixture
def asm(almacen: Almacen) -> Asm:
    return Asm(
        almacen, reloj=RelojFijo(), nuevo_id=contador_de_ids(), ajustes=lambda: AJUSTES,
        lugar=lambda: LugarDelIndice("", almacen.carpeta),
    )  # fmt: skip
