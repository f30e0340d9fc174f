"""What is exported converts without warnings and imports back identical."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pyxform.xls2xform import convert

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.xlsform.exportar import exportar
from supervisor_app.services.xlsform.importar import importar
from tests.services.xlsform.generadas import definiciones

DEFINICIONES = Definiciones.cargar(Path(__file__).parents[3] / "forms")
HOY = date(2026, 11, 21)
_SIN_ENCOGER = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture(scope="module")
def libros() -> dict[str, bytes]:
    """All the workbooks, made once."""
    return {codigo: exportar(d) for codigo, d in DEFINICIONES.cedulas.items()}


def test_every_cedula_comes_back_identical(libros: dict[str, bytes]) -> None:
    assert len(libros) == 60
    for codigo, libro in libros.items():
        leido = importar(libro, DEFINICIONES.contexto, HOY)
        assert (leido.problemas, leido.avisos) == ((), ())
        assert leido.definicion == DEFINICIONES.cedula(codigo)


def test_pyxform_converts_every_cedula_without_warnings(libros: dict[str, bytes]) -> None:
    for libro in libros.values():
        assert convert(libro).warnings == []


# Shrinking a workbook takes minutes and says little more.
@settings(max_examples=40, deadline=None, phases=_SIN_ENCOGER, suppress_health_check=[HealthCheck.too_slow])
@given(definiciones())
def test_whatever_a_definition_carries_comes_back(definicion: CedulaDefinition) -> None:
    libro = exportar(definicion)
    leido = importar(libro, DEFINICIONES.contexto, HOY)
    assert leido.problemas == ()
    assert leido.definicion == definicion
    assert convert(libro).warnings == []


def test_thresholds_stay_as_placeholders(libros: dict[str, bytes]) -> None:
    item = importar(libros["CO-02"], DEFINICIONES.contexto, HOY).definicion
    assert item is not None
    assert (
        item.items[5].pregunta_plantilla
        == "¿Cuántos créditos llevan más de {diligencia_pendiente} asignados sin ninguna diligencia?"
    )
