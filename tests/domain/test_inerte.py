"""What people typed never runs as a formula where it is opened; a number stays one, and nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supervisor_app.domain.inerte import inerte, parece_formula, protegida, sin_proteger
from supervisor_app.domain.muestreo.universo import Columna, Papel, Universo, leer_canonico

FORMULAS = [
    "=1+1", "+52 312 1234567", "-Ninguno", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", " =1", "\ufeff=1",
    "\u200b=1", "＝1+1", "－A1", "\n=1", "=HYPERLINK(\"http://ejemplo.invalid\",\"x\")", "-1+cmd|'x'!A0", "\ttexto",
    "-2026-11-21",
]  # fmt: skip
TEXTO = [
    "",
    "-",
    "-5",
    "-1,234.50",
    "1,234",
    "12.5 %",
    "-5%",
    "0012",
    "a=b",
    "'=1",
    "'x",
    "No. 5",
    "correo@imss",
    "Ñ",
    "'",
]


@pytest.mark.parametrize("celda", FORMULAS)
def test_what_begins_as_a_formula_is_told(celda: str) -> None:
    assert parece_formula(celda)
    assert inerte(celda).startswith(f"'{celda[:1]}")


@pytest.mark.parametrize("celda", TEXTO)
def test_what_is_no_formula_stays_as_it_is(celda: str) -> None:
    assert not parece_formula(celda)
    assert inerte(celda) == celda


@pytest.mark.parametrize("separador", [";", "\t"])
def test_what_another_separator_would_part_is_no_formula_either(separador: str) -> None:
    salida = io.StringIO()
    csv.writer(salida, quoting=csv.QUOTE_ALL).writerow(["a", inerte(f'x"{separador}=1+1')])
    for celda in next(csv.reader(io.StringIO(salida.getvalue()), delimiter=separador)):
        assert not parece_formula(celda)


@given(st.text())
@example("''=1")
@example("'=")
def test_what_is_protected_is_read_back(celda: str) -> None:
    assert not parece_formula(protegida(celda))
    assert sin_proteger(protegida(celda)) == celda


CELDAS = st.text(st.characters(exclude_characters="\t\n", codec="utf-8"), max_size=6)


@given(st.lists(st.tuples(CELDAS, CELDAS), min_size=1, max_size=4))
def test_a_universe_is_read_back_whatever_its_cells_say(filas: list[tuple[str, str]]) -> None:
    u = Universo((Columna("Crédito", Papel.CREDITO), Columna("Nota")), tuple(filas), (None,) * len(filas))
    leido = leer_canonico(u.canonico)
    assert leido.filas == u.filas
    assert leido.sha256 == u.sha256


def test_a_universe_of_before_keeps_its_hash() -> None:
    antes = b"credito\totra: Nota\n0612345678\t=1+1\n"
    assert leer_canonico(antes).canonico == antes
    assert leer_canonico(antes).filas == (("0612345678", "=1+1"),)
