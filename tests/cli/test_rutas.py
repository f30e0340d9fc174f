"""Paths that no system takes end in a sentence, wherever they are written."""

from __future__ import annotations

import pytest

from supervisor_app.cli.codigos import Codigo
from tests.cli.corrida import Correr

LARGO = "a" * 300


@pytest.mark.parametrize(
    "argumentos",
    [
        ["verificar", LARGO],
        ["informe", "generar", LARGO, "-o", "x.pdf"],
        ["asm", "generar", "x.json", "-o", LARGO],
        ["firmar", LARGO, "--cer", LARGO, "--key", LARGO, "-o", LARGO],
        ["cedulas", "validar", LARGO],
        ["documentos", "listar", "V-1", "--datos", f"/{LARGO}"],
    ],
)
def test_a_name_that_is_too_long_is_told(correr: Correr, argumentos: list[str]) -> None:
    corrida = correr(*argumentos)
    assert corrida.codigo == Codigo.NO_VALIDO
    assert "el nombre es demasiado largo" in (corrida.salida + corrida.error)


def test_the_folder_of_nobody_is_told(correr: Correr) -> None:
    corrida = correr("documentos", "listar", "V-1", "--datos", "~nadie-se-llama-asi/x")
    assert corrida.codigo == Codigo.NO_VALIDO
    assert "este equipo no conoce" in (corrida.salida + corrida.error)


def test_bytes_that_are_no_text_are_shown_and_break_nothing(correr: Correr) -> None:
    corrida = correr("verificar", "\udcff\udcfe.pdf")
    assert corrida.codigo == Codigo.NO_VALIDO
    assert "No existe el archivo" in (corrida.salida + corrida.error)
