"""A mailbox, and an index of it on SQLite and, marked ``red``, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina.consultas import Tablero
from supervisor_app.services.oficina.indexar import Indexador
from supervisor_app.store.oficina.indice import Indice
from tests.services.oficina.paquetes import Buzon
from tests.store.oficina.motores import postgres, url
from tests.visita_ficticia import RelojFijo

__all__ = ["postgres", "url"]

HOY = date(2026, 9, 15)
FERIADOS = frozenset({date(2026, 9, 16)})


@pytest.fixture
def buzon(tmp_path: Path) -> Buzon:
    raiz = tmp_path / "Buzón de la oficina"
    raiz.mkdir()
    return Buzon(raiz, tmp_path / "taller")


@pytest.fixture
def indice(url: str) -> Iterator[Indice]:
    with Indice(url) as abierto:
        yield abierto


@pytest.fixture
def indexador(indice: Indice, buzon: Buzon, reloj: RelojFijo) -> Indexador:
    return Indexador(indice, DestinoCarpeta(buzon.raiz), reloj, carpeta=buzon.raiz)


@pytest.fixture
def tablero(indice: Indice) -> Tablero:
    return Tablero(indice, hoy=lambda: HOY, feriados=FERIADOS)
