"""The folder against what every transport promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.transportes.conformidad import Conformidad, ConformidadCara, ConformidadDeCarpetas
from tests.exchange.transportes.lugares import LugarCarpeta


class TestCarpeta(Conformidad, ConformidadDeCarpetas, ConformidadCara):
    @pytest.fixture
    def lugar(self, tmp_path: Path) -> LugarCarpeta:
        raiz = tmp_path / "entregas"
        raiz.mkdir()
        return LugarCarpeta(raiz)
