"""The shipped calendar of holidays is what LFT art. 74 says of each year."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from supervisor_app.services.definiciones import Definiciones

FERIADOS = Definiciones.cargar(Path(__file__).parents[2] / "forms").feriados


def test_every_year_has_seven_and_2024_the_change_of_government() -> None:
    assert Counter(f.year for f in FERIADOS) == {2024: 8, 2025: 7, 2026: 7, 2027: 7, 2028: 7}


@pytest.mark.parametrize("anio", range(2024, 2029))
@pytest.mark.parametrize(("mes", "desde"), [(2, 1), (3, 15), (11, 15)])
def test_the_moved_ones_are_mondays_of_their_week(anio: int, mes: int, desde: int) -> None:
    (dia,) = (f for f in FERIADOS if (f.year, f.month) == (anio, mes))
    assert (dia.weekday(), desde <= dia.day < desde + 7) == (0, True)


def test_the_fixed_ones() -> None:
    fijos = {(1, 1), (5, 1), (9, 16), (12, 25)}
    assert {date(a, m, d) for a in range(2024, 2029) for m, d in fijos} | {date(2024, 10, 1)} <= FERIADOS
