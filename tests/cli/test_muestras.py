"""``muestras sortear``."""

from __future__ import annotations

import csv
import hashlib
import json
import shlex
from pathlib import Path

import pytest

from supervisor_app.cli.principal import principal
from supervisor_app.domain.muestreo.frases import de_la_orden
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.services.universos.verbos import abrir_universo
from tests.domain.muestreo.test_plan import CUANDO, universo

U = universo(60)


@pytest.fixture
def rale(tmp_path: Path) -> Path:
    ruta = tmp_path / "rale.csv"
    lineas = ["Crédito;Inc.;Importe", *(";".join(fila) for fila in U.filas), "Total;;1.00"]
    ruta.write_text("\n".join(lineas), encoding="cp1252")
    return ruta


def test_the_printed_data_give_the_same_rows(rale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orden = ["muestras", "sortear", str(rale), "--tamano", "5", "--semilla", "1234", "--json"]
    assert principal([*orden, "--comprobar", U.sha256[:16]]) == 0
    dicho = json.loads(capsys.readouterr().out)
    a_mano: list[int] = []
    n = 0
    while len(a_mano) < 5:
        n += 1
        caso = int(hashlib.sha256(f"1234,{n}".encode()).hexdigest(), 16) % 60 + 1
        a_mano += [] if caso in a_mano else [caso]
    assert dicho["numeros"] == sorted(a_mano)
    assert dicho["universo"]["huella"] == U.sha256


@pytest.mark.parametrize("metodo", list(Metodo))
def test_the_printed_command_draws_the_same_rows(
    metodo: Metodo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed again as it stands on paper, where lines break at spaces, with a column and a seed that resist."""
    titulo = '-Zona "A"  $1 100 %'
    filas = [["Crédito", titulo, "Importe"], *[[str(n), f"z{n % 3}", f"{n * n}.50"] for n in range(1, 90)]]
    ruta = tmp_path / "con espacio.csv"
    with ruta.open("w", newline="", encoding="utf-8") as archivo:
        csv.writer(archivo).writerows(filas)
    u = abrir_universo(ruta)[1].universo
    columna = f"otra: {' '.join(titulo.split())}" if metodo is Metodo.ESTRATIFICADO else ""
    plan = Plan(metodo, tamano=7, semilla="-7  de junio ñ", columna=columna)
    m = registrar(u, plan, nombre=ruta.name, visita_id="v", item_id="i", cuando=CUANDO)
    impresa = de_la_orden(m).replace(" ", "\n").replace("UNIVERSO", shlex.quote(str(ruta)))
    orden = [" ".join(x.split("\n")) for x in shlex.split(impresa)]
    assert principal([*orden[1:], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["numeros"] == list(m.numeros)


def test_the_exported_universe_is_the_same_universe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruta = tmp_path / "universo.tsv"
    ruta.write_bytes(U.canonico)
    assert principal(["muestras", "sortear", str(ruta), "--tamano", "1", "--comprobar", U.sha256]) == 0
    assert U.sha256 in capsys.readouterr().out


def test_another_universe_is_not_taken_for_the_printed_one(rale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["muestras", "sortear", str(rale), "--tamano", "5", "--comprobar", "0" * 64]) == 1
    assert "no coincide" in capsys.readouterr().err


def test_strata_are_named_by_the_title_of_their_column(rale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orden = ["muestras", "sortear", str(rale), "--tamano", "10", "--metodo", "estratificado", "--columna"]
    assert principal([*orden, "Inc."]) == 0
    assert "Estrato:  09, 2 de 6" in capsys.readouterr().out
    assert principal([*orden, "Color"]) == 1
    assert "No hay una columna «Color»" in capsys.readouterr().err


@pytest.mark.parametrize("nombre", ["muestra.csv", "muestra.xlsx"])
def test_the_sample_is_written_once(rale: Path, nombre: str, capsys: pytest.CaptureFixture[str]) -> None:
    destino = rale.with_name(nombre)
    orden = ["muestras", "sortear", str(rale), "--tamano", "5", "-o", str(destino)]
    assert principal(orden) == 0
    assert destino.stat().st_size > 100
    assert principal(orden) == 1
    assert "Ya existe" in capsys.readouterr().err


def test_a_size_larger_than_the_universe_gets_a_sentence(rale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["muestras", "sortear", str(rale), "--tamano", "61"]) == 1
    assert "sólo hay 60" in capsys.readouterr().err
