"""The first screen tells a measure of a finding that recurs."""

from __future__ import annotations

import pytest

from supervisor_app.services.portada import MedidaPorVencer
from supervisor_app.ui.lugares.inicio import renglones
from tests.visita_ficticia import medida, visita


@pytest.mark.parametrize("reincide", [True, False])
def test_a_measure_of_a_finding_that_recurs_says_so(reincide: bool) -> None:
    row = renglones.medida(MedidaPorVencer(medida(1, "hallazgo"), visita(), -3, reincide))
    assert row.second.endswith("reincide") is reincide
