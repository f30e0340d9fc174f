"""Fixtures and hands of the tests of what comes in as evidence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.services.evidencias import Evidencias
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import expediente

PDF = b"%PDF-1.7 ficticio"


@pytest.fixture
def evidencias(almacen: Almacen, nuevo_id: Callable[[], str]) -> Evidencias:
    return Evidencias(almacen, nuevo_id=nuevo_id)


@pytest.fixture
def archivo(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def hacer(nombre: str, contenido: bytes = PDF) -> Path:
        ruta = tmp_path / nombre
        ruta.write_bytes(contenido)
        return ruta

    return hacer


def preparar(evidencias: Evidencias, ruta: Path) -> Evidencia:
    (una,) = evidencias.preparar(expediente(), [ruta])
    return una
