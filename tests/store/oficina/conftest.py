"""An empty index on SQLite and, marked ``red``, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.motores import postgres, url

__all__ = ["postgres", "url"]


@pytest.fixture
def indice(url: str) -> Iterator[Indice]:
    with Indice(url) as abierto:
        yield abierto
