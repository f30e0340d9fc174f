"""What a start may load: the libraries that sign, draw and show pages wait for their first use."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest

PESADAS = (
    "pyhanko",
    "pyhanko_certvalidator",
    "asn1crypto",
    "cryptography",
    "reportlab",
    "pikepdf",
    "pypdfium2",
    "openpyxl",
    "pyxform",
    "PIL",
    "asyncssh",
    "smbclient",
)
CODIGO = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sorted(sys.modules))"


@cache
def modulos(modulo: str) -> tuple[str, ...]:
    """The modules that importing one loads, in a process of its own."""
    salida = subprocess.run([sys.executable, "-c", CODIGO, modulo], capture_output=True, text=True, check=True).stdout
    return tuple(salida.split())


def cargados(modulo: str) -> set[str]:
    """The same, as top-level packages."""
    return {nombre.partition(".")[0] for nombre in modulos(modulo)}


@pytest.mark.parametrize("modulo", ["supervisor_app.wiring", "supervisor_app.ui.app"])
def test_neither_services_nor_window_load_what_signs_and_draws(modulo: str) -> None:
    assert cargados(modulo).isdisjoint(PESADAS)


@pytest.mark.parametrize("modulo", ["supervisor_app.wiring", "supervisor_app.ui.app"])
def test_neither_services_nor_window_load_what_documents_print(modulo: str) -> None:
    assert not [m for m in modulos(modulo) if m.startswith("supervisor_app.documents.modelo")]


def test_the_command_line_itself_loads_no_third_party_but_the_places_of_files() -> None:
    assert cargados("supervisor_app.cli.principal").isdisjoint(
        {*PESADAS, "pydantic", "yaml", "sqlite_utils", "PySide6"}
    )


def test_the_list_of_cedulas_needs_no_database() -> None:
    assert cargados("supervisor_app.cli.cedulas").isdisjoint({*PESADAS, "sqlite_utils", "sqlcipher3", "PySide6"})
