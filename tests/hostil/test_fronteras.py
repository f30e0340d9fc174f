"""Every boundary takes what is good and refuses the rest in a sentence: the corpus, mutations, and bombs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostil import bombas
from tests.hostil.fronteras import FRONTERAS
from tests.hostil.semillas import SEMILLAS

CORPUS = Path(__file__).parent / "corpus"
RAIZ = Path(__file__).parents[2]
MEMORIA_MB = 1_000
"""That one input may take above what the application does; users' laptops have 4 GB."""


@cache
def buenas(frontera: str) -> Sequence[bytes]:
    return tuple(SEMILLAS[frontera]())


def test_every_boundary_has_good_inputs_to_begin_with() -> None:
    assert set(SEMILLAS) == set(FRONTERAS)
    assert all(buenas(frontera) for frontera in FRONTERAS)


@pytest.mark.parametrize("archivo", sorted(CORPUS.glob("*-*")), ids=lambda a: a.name)
def test_what_once_got_through_is_refused(archivo: Path) -> None:
    FRONTERAS[archivo.name.partition("-")[0]](archivo.read_bytes())


@pytest.mark.parametrize("frontera", sorted(FRONTERAS))
def test_what_is_empty_or_only_begins_is_refused(frontera: str) -> None:
    for contenido in (b"", b"\0", b"\xff\xfe", *(buena[: len(buena) // 2] for buena in buenas(frontera))):
        FRONTERAS[frontera](contenido)


@pytest.mark.parametrize("frontera", sorted(set(FRONTERAS) - {"hoja_de_cedula", "cedula_xlsx", "pdf_firmado"}))
@given(datos=st.data())
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_a_mutated_input_is_kept_or_refused(frontera: str, datos: st.DataObject) -> None:
    FRONTERAS[frontera](_mutada(frontera, datos))


@pytest.mark.parametrize("frontera", ["hoja_de_cedula", "cedula_xlsx", "pdf_firmado"])
@given(datos=st.data())
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
def test_a_mutated_input_that_takes_longer_is_kept_or_refused(frontera: str, datos: st.DataObject) -> None:
    FRONTERAS[frontera](_mutada(frontera, datos))


def _mutada(frontera: str, datos: st.DataObject) -> bytes:
    """A good input with some bytes changed, some cut out and some said twice."""
    contenido = bytearray(datos.draw(st.sampled_from(buenas(frontera))))
    for _ in range(datos.draw(st.integers(1, 6))):
        lugar = datos.draw(st.integers(0, max(0, len(contenido) - 1)))
        match datos.draw(st.integers(0, 2)):
            case 0:
                contenido[lugar : lugar + 1] = datos.draw(st.binary(min_size=1, max_size=4))
            case 1:
                del contenido[lugar : lugar + datos.draw(st.integers(1, 40))]
            case _:
                contenido[lugar:lugar] = contenido[lugar : lugar + datos.draw(st.integers(1, 40))]
    return bytes(contenido)


@pytest.mark.timeout(600)  # a process of its own, on a machine that may have others to serve
@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are asked of Linux")
def test_no_bomb_takes_the_memory_or_never_ends() -> None:
    prontas = list(bombas.PRONTAS)
    orden = [sys.executable, "-W", "ignore", "-m", "tests.hostil.limites", *prontas]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, check=False)
    medidas = [json.loads(linea) for linea in hecho.stdout.splitlines()]
    assert [m["bomba"] for m in medidas] == prontas, hecho.stderr[-2000:]
    assert [m for m in medidas if m["mal"] or m["mb"] > MEMORIA_MB] == []
