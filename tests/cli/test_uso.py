"""Help and wrong use: everything in Spanish, code 2, and nothing repeated that may be a secret."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app import __version__
from supervisor_app.cli.argumentos import analizador
from supervisor_app.cli.claves_json import CLAVES_JSON
from supervisor_app.cli.espanol import traducir
from tests.cli.corrida import Correr

ORDENES = (
    ("demo",),
    ("cedulas", "listar"),
    ("cedulas", "validar"),
    ("cedulas", "comparar"),
    ("cedulas", "exportar"),
    ("cedulas", "importar"),
    ("muestras", "sortear"),
    ("informe", "esquema"),
    ("informe", "generar"),
    ("firmar",),
    ("verificar",),
    ("autoridades", "listar"),
    ("autoridades", "agregar"),
    ("entregar",),
    ("verificar-base",),
    ("llave", "cifrar"),
    ("llave", "recuperar"),
    ("llave", "abrir-sello"),
    ("autoprueba",),
)
INGLES = re.compile(
    r"\b(usage|error:|arguments?|options?|required|expected|unrecognized|invalid|choices?|choose|show|exit|positional"
    r"|allowed|conflict\w*|must|parser)\b",
    re.IGNORECASE,
)


def _palabras_inglesas(texto: str) -> list[str]:
    return INGLES.findall(texto)


@pytest.mark.parametrize("orden", ORDENES, ids=" ".join)
def test_each_verb_has_its_spanish_help(correr: Correr, orden: tuple[str, ...]) -> None:
    hecho = correr(*orden, "--help")
    assert hecho.codigo == 0
    assert hecho.salida.startswith(f"Uso: supervisor-app {' '.join(orden)}")
    assert not _palabras_inglesas(hecho.salida)


@pytest.mark.parametrize("orden", ORDENES, ids=" ".join)
def test_the_general_help_names_each_verb(correr: Correr, orden: tuple[str, ...]) -> None:
    ayuda = correr("--help").salida
    assert all(palabra in ayuda for palabra in orden)


def test_the_general_help_tells_every_exit_code(correr: Correr) -> None:
    assert re.findall(r"^  (\d+) ", correr("--help").salida, re.MULTILINE) == ["0", "1", "2", "3", "70"]


@pytest.mark.parametrize("orden", CLAVES_JSON)
def test_json_is_offered_with_its_keys(correr: Correr, orden: str) -> None:
    ayuda = " ".join(correr(*orden.split(), "--help").salida.split())
    assert "--json" in ayuda
    assert CLAVES_JSON[orden] in ayuda


def test_version(correr: Correr) -> None:
    assert correr("--version").salida == f"supervisor-app {__version__}\n"


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (["verifcar", "x.pdf"], "«verifcar» no es una de las opciones. ¿Quiso decir «verificar»?"),
        (["zzz"], "«zzz» no es una de las opciones. Use: demo, "),
        (["cedulas"], "Falta: ACCIÓN."),
        (["firmar", "x.pdf"], "Falta: -o/--salida."),
        (["demo", "--dir"], "--dir: falta su valor."),
        (["acta", "a", "b", "-o", "x.pdf"], "Sobra un argumento."),
        (["verificar-base", "--rapido=si"], "No se reconoce --rapido."),
        (["verificar", "x.pdf", "--json=si"], "--json: no lleva ningún valor."),
        (["entregar", "--dest", "x"], "No se reconoce --dest."),
    ],
)
def test_wrong_use_is_told_in_spanish_with_code_2(correr: Correr, argumentos: list[str], frase: str) -> None:
    hecho = correr(*argumentos)
    assert hecho.codigo == 2
    assert hecho.error.startswith(frase)
    assert "Uso: supervisor-app" in hecho.error
    assert hecho.salida == ""
    assert not _palabras_inglesas(hecho.error)


def test_a_password_in_the_arguments_is_refused_and_not_repeated(correr: Correr) -> None:
    hecho = correr(
        "firmar", "x.pdf", "--cer", "c", "--key", "k", "-o", "y.pdf", "--contrasena", "miSecreto1", "--otra=miSecreto1"
    )
    assert hecho.codigo == 2
    assert "SUPERVISOR_EFIRMA_PASSWORD" in hecho.error
    assert "miSecreto1" not in hecho.error + hecho.salida


def _mensajes_de_argparse() -> list[str]:
    """What argparse may say, with its blanks filled in."""
    fuente = Path(argparse.__file__).read_text(encoding="utf-8")
    literales = re.findall(r"_\(\s*(\"[^\"]+\"|'[^']+')", fuente) + re.findall(r"ngettext\(('[^']+')", fuente)
    return [re.sub(r"%\(?\w*\)?[rsd]", "7", literal[1:-1]) for literal in literales]


@pytest.mark.parametrize("mensaje", _mensajes_de_argparse())
@pytest.mark.parametrize("forma", ["{}", "argument --x: {}"])
def test_nothing_that_argparse_may_say_comes_out_in_english(forma: str, mensaje: str) -> None:
    dicho = traducir(forma.format(mensaje))
    assert dicho
    assert not _palabras_inglesas(dicho)


PIEZAS = [
    "--datos",
    "--json",
    "--dir",
    "-o",
    "-h7",
    "--",
    "-",
    "demo",
    "cedulas",
    "listar",
    "firmar",
    "verificar",
    "--cer",
]


@given(st.lists(st.sampled_from(PIEZAS) | st.text(max_size=8), max_size=6))
def test_no_arguments_whatever_end_in_anything_but_a_parse_or_a_spanish_refusal(argumentos: list[str]) -> None:
    try:
        analizador().parse_args(argumentos)
    except SystemExit as salida:
        assert salida.code in (0, 2)


def test_data_folder_is_taken_before_and_after_the_verb() -> None:
    antes = analizador().parse_args(["--datos", "A", "cedulas", "listar"])
    despues = analizador().parse_args(["cedulas", "listar", "--datos", "A"])
    assert antes.datos == despues.datos == "A"


def test_an_empty_data_folder_name_is_refused(correr: Correr) -> None:
    hecho = correr("verificar-base", "--datos", "")
    assert (hecho.codigo, hecho.error) == (1, "--datos está vacío; indique una carpeta.\n")


def _proceso(argumentos: list[str], **ambiente: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *argumentos], capture_output=True, env=os.environ | ambiente, timeout=60, check=False
    )


SIN_QT = """
import sys
sys.modules["PySide6"] = None
from supervisor_app.__main__ import main
sys.argv = ["supervisor-app", *sys.argv[1:]]
sys.exit(main())
"""


def test_the_command_line_runs_without_pyside(tmp_path: Path) -> None:
    hecho = _proceso(["-c", SIN_QT, "entregar", "--datos", str(tmp_path)])
    assert hecho.returncode == 1, hecho.stderr.decode()
    assert hecho.stderr.decode().startswith("No hay datos en")


def test_without_pyside_the_window_is_told_to_be_missing() -> None:
    hecho = _proceso(["-c", SIN_QT])
    assert hecho.returncode == 3
    assert "PySide6" in hecho.stderr.decode()
    assert b"Traceback" not in hecho.stderr


def test_output_is_utf8_where_the_console_is_not() -> None:
    hecho = _proceso(["-m", "supervisor_app", "cedulas", "listar"], PYTHONIOENCODING="cp1252:strict", PYTHONUTF8="0")
    assert hecho.returncode == 0
    assert "Notificación de créditos fiscales" in hecho.stdout.decode("utf-8")


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "supervisor_app", "informe", "esquema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as proceso:
        salida: Any = proceso.stdout
        salida.close()
        assert proceso.wait(60) == 3
        error: Any = proceso.stderr
        assert error.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_the_output_is_told() -> None:
    with Path("/dev/full").open("wb") as lleno:
        hecho = subprocess.run(
            [sys.executable, "-m", "supervisor_app", "informe", "esquema"],
            stdout=lleno,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert hecho.returncode == 3
    assert hecho.stderr.decode().startswith("No se pudo escribir la salida")
