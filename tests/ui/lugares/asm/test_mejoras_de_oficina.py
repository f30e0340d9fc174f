"""On a desk, the acciones de mejora of all visits come from its index, each once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.hallazgo import Medida, TipoMedida
from supervisor_app.services.asm.mejoras import Fuente
from supervisor_app.wiring import abrir
from tests.ui.lugares import oficina_ficticia
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.visita_ficticia import RelojFijo


@pytest.mark.largo
def test_those_of_the_index_are_offered_with_the_own_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def de_mejora(**campos: Any) -> Medida:
        return Medida(**{**campos, "tipo": TipoMedida.MEJORA})

    monkeypatch.setattr(oficina_ficticia, "Medida", de_mejora)
    oficina_ficticia.escribir_oficina(tmp_path / "datos")
    with abrir(tmp_path / "datos", definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        fuente = s.asm.mejoras()
    halladas = fuente.reunir(reloj=RelojFijo(), feriados=())
    assert len({m.medida for m in halladas}) == len(halladas) > 100
    propia = con(halladas[0], medida="propia")
    junta = Fuente((halladas[0], propia), fuente.indice, fuente.practica)
    assert len(junta.reunir(reloj=RelojFijo(), feriados=())) == len(halladas) + 1
