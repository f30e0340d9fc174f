"""Since when a measure is done, and whether that was by its date."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, Puntualidad, Verificada, cumplida_el, puntualidad
from supervisor_app.domain.seguimiento.acto import ClaseDeActo
from supervisor_app.domain.seguimiento.verificacion import MedidaVerificada, ResultadoVerificacion
from tests.domain.test_actos import HALLAZGO, MEDIDA, acto, verificada, visita

VISITA = visita("v1", "06-01")
HECHA = MedidaVerificada(medida_id="m", cumplida=True)
SIN_HACER = MedidaVerificada(medida_id="m", cumplida=False)


def avance(cuando: str, cuanto: int) -> ActoDeSeguimiento:
    return acto(ClaseDeActo.AVANCE, cuando, medida_id="m", avance=cuanto)


@pytest.mark.parametrize(
    ("verificadas", "actos", "desde"),
    [
        ([], [], None),
        ([], [avance("06-10", 60)], None),
        ([], [avance("06-20", 100), avance("06-10", 60)], "06-20"),
        # It stayed so: what said it again later changes nothing.
        ([verificada("06-15", None, HECHA), verificada("07-02", None, HECHA)], [avance("07-10", 100)], "06-15"),
        # Called done, found not done, done after all.
        ([verificada("07-02", None, SIN_HACER)], [avance("06-20", 100), avance("08-01", 100)], "08-01"),
        ([verificada("07-02", None, SIN_HACER)], [avance("06-20", 100)], None),
        # Nothing more is asked of the measures of what is solved, until it is sent back.
        ([verificada("06-15", ResultadoVerificacion.SOLVENTADA)], [], "06-15"),
        ([], [acto(ClaseDeActo.SOLVENTADA, "06-20"), acto(ClaseDeActo.EVIDENCIA, "06-25")], "06-20"),
        ([], [acto(ClaseDeActo.SOLVENTADA, "06-20"), acto(ClaseDeActo.DEVUELTA, "06-25")], None),
    ],
)
def test_a_measure_is_done_since_it_first_stood_so_and_stayed(
    verificadas: list[Verificada], actos: list[ActoDeSeguimiento], desde: str | None
) -> None:
    esperado = date.fromisoformat(f"2026-{desde}") if desde else None
    assert cumplida_el(MEDIDA, HALLAZGO, VISITA, verificadas, actos) == esperado
    assert cumplida_el(MEDIDA, HALLAZGO, VISITA, verificadas[::-1], actos[::-1]) == esperado


def test_what_was_done_when_it_was_agreed_is_of_its_visit() -> None:
    assert cumplida_el(con(MEDIDA, avance=100), HALLAZGO, VISITA) == date(2026, 6, 1)
    assert cumplida_el(MEDIDA, con(HALLAZGO, estado=EstadoHallazgo.SOLVENTADA), VISITA) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("fecha", "cumplida", "como"),
    [
        (30, 30, Puntualidad.EN_PLAZO),
        (29, 30, Puntualidad.TARDE),
        (14, None, Puntualidad.SIN_CUMPLIR),
        (15, None, None),  # it may still be done today
        (16, None, None),
        (None, 3, None),
        (None, None, None),
    ],
)
def test_a_measure_is_judged_once_it_is_done_or_its_date_is_past(
    fecha: int | None, cumplida: int | None, como: Puntualidad | None
) -> None:
    def dia(n: int | None) -> date | None:
        return date(2026, 6, n) if n else None

    assert puntualidad(dia(fecha), dia(cumplida), date(2026, 6, 15)) is como
