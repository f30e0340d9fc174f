"""Copied cells: more than anyone copies on purpose is refused before it takes the memory."""

from __future__ import annotations

import pytest

from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.indicadores_pegados import leer_indicadores
from supervisor_app.domain.tabla import CARACTERES_MAXIMOS, COLUMNAS_MAXIMAS, FILAS_MAXIMAS, leer_tabla
from supervisor_app.errors import UserError
from tests.visita_ficticia import AHORA


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ("x" * (CARACTERES_MAXIMOS + 1), "4,000,000 caracteres"),
        ("a\n" * (FILAS_MAXIMAS + 1), "20,000 filas"),
        ("a\t" * (COLUMNAS_MAXIMAS + 1) + "a", "200 columnas"),
        ("a\n" * 10_000 + "\t" * 100_000 + "a", "200 columnas"),
    ],
)
def test_more_than_anyone_copies_is_a_sentence(texto: str, dicho: str) -> None:
    with pytest.raises(UserError, match=dicho):
        leer_tabla(texto)


def test_the_most_that_is_taken_is_taken() -> None:
    assert len(leer_tabla("a\n" * FILAS_MAXIMAS)) == FILAS_MAXIMAS


def test_indicators_tell_it_and_take_nothing() -> None:
    pegado = leer_indicadores("a\n" * (FILAS_MAXIMAS + 1), {}, periodo=Periodo.MES, hoy=AHORA.date())
    assert pegado.renglones == ()
    assert "20,000 filas" in pegado.avisos[0]
