"""How moments, terms and units are told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from supervisor_app.ui.lugares import frases
from tests.visita_ficticia import ZONA, visita

HOY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("momento", "texto"),
    [
        (datetime(2026, 6, 10, 12, 3, tzinfo=ZONA), "hoy 12:03"),
        (datetime(2026, 6, 9, 17, 40, tzinfo=ZONA), "ayer 17:40"),
        (datetime(2026, 6, 5, 9, 0, tzinfo=ZONA), "el 5 de junio"),
        (datetime(2025, 12, 1, 9, 0, tzinfo=ZONA), "el 1 de diciembre de 2025"),
    ],
)
def test_a_moment_is_told_from_today(momento: datetime, texto: str) -> None:
    assert frases.cuando(momento, HOY) == texto


@pytest.mark.parametrize(
    ("dias", "texto"),
    [(-33, "Vencida 33 días"), (-1, "Vencida 1 día"), (0, "Vence hoy"), (1, "En 1 día"), (5, "En 5 días")],
)
def test_a_term_is_told_in_days(dias: int, texto: str) -> None:
    assert frases.plazo(dias) == texto


@pytest.mark.parametrize(
    ("lunes", "texto"), [(date(2026, 6, 8), "8 al 12 de junio"), (date(2026, 6, 29), "29 de junio al 3 de julio")]
)
def test_a_week_names_its_months_once(lunes: date, texto: str) -> None:
    assert frases.semana(tuple(lunes + timedelta(days=n) for n in range(5))) == texto


def test_a_visit_without_unit_is_told_by_its_folio() -> None:
    assert frases.titulo_de(visita(unidad=None)) == "Visita sin unidad · V-2026-001"
    assert frases.titulo_de(visita()) == "Subdelegación Colima"
