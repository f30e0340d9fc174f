"""The numbers of a draw."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.muestreo.generador import Generador, leer_semilla
from supervisor_app.errors import UserError


def test_the_numbers_are_those_of_the_documentation() -> None:
    generador = Generador("4821-7730-9915")
    assert [generador.entero(2400) + 1 for _ in range(5)] == VECTOR


VECTOR = [int(hashlib.sha256(f"4821-7730-9915,{n}".encode()).hexdigest(), 16) % 2400 + 1 for n in range(1, 6)]


def test_a_draw_of_election_audits_gives_the_same_numbers() -> None:
    """The form of Rivest's ``sampler.py``: the hash of «seed,n» over the number of objects, plus one."""
    generador = Generador("20237331128159211123")
    esperado = int(hashlib.sha256(b"20237331128159211123,1").hexdigest(), 16) % 1000
    assert generador.entero(1000) == esperado


@given(st.text(min_size=1, max_size=20), st.integers(1, 10**15))
def test_every_number_is_below_its_bound(semilla: str, tope: int) -> None:
    assert 0 <= Generador(semilla).entero(tope) < tope


def test_each_value_comes_out_about_as_often_as_the_others() -> None:
    generador = Generador("parejo")
    veces = Counter(generador.entero(10) for _ in range(20_000))
    ji = sum((v - 2000) ** 2 / 2000 for v in veces.values())
    assert ji < 27.9  # chi-squared, 9 degrees: one in a thousand is above


def test_a_hash_that_would_favour_the_small_ones_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Falsa:
        def __init__(self, datos: bytes) -> None:
            self.datos = datos

        def digest(self) -> bytes:
            return b"\xff" * 32 if self.datos.endswith(b",1") else b"\0" * 31 + b"\x05"

    monkeypatch.setattr("supervisor_app.domain.muestreo.generador.hashlib.sha256", Falsa)
    generador = Generador("s")
    assert (generador.entero(3), generador.usados) == (2, 2)


def test_a_seed_is_read_without_the_spaces_around_it() -> None:
    assert leer_semilla("  12 34 ") == "12 34"


def test_spaces_that_paper_does_not_tell_apart_are_one() -> None:
    assert leer_semilla("lluvia  de\u00a0junio") == "lluvia de junio"


def test_both_ways_of_writing_an_accent_are_one_seed() -> None:
    assert leer_semilla("Jose\u0301") == leer_semilla("José")


@pytest.mark.parametrize("mala", ["", "   ", "a\u200bb", "a\nb", "x" * 81, 'a"b', "$HOME", "5%", "a`b"])
def test_what_cannot_be_a_seed_is_refused(mala: str) -> None:
    with pytest.raises(UserError) as error:
        leer_semilla(mala)
    assert error.value.field == "semilla"
