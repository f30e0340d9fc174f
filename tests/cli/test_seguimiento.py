"""``seguimiento`` from a shell: the lists, one asunto, acts, a table of observations, the cédula of a unit."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from supervisor_app import wiring
from supervisor_app.cli.principal import principal
from supervisor_app.services.oficina.verbos import indice_de
from tests.services.desahogo.conftest import Puesto, entregadas, indexadas, mesa
from tests.services.desahogo.test_observaciones import PEGADO

__all__ = ["entregadas", "indexadas", "mesa"]


def corre(puesto: Puesto, *argumentos: str) -> int:
    return principal(["seguimiento", *argumentos, "--datos", str(puesto.s.carpeta)])


@pytest.fixture
def cerrada_la_mesa(mesa: Puesto) -> Puesto:
    mesa.s.close()
    return mesa


def test_from_the_list_to_solved_and_the_cedula(
    cerrada_la_mesa: Puesto, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    puesto = cerrada_la_mesa
    assert corre(puesto, "listar", "--vencidas", "--json") == 0
    assert "V-2026-001-01" in {a["folio"] for a in json.loads(capsys.readouterr().out)}
    assert corre(puesto, "prorroga", "V-2026-002-01", "--medida", "1", "--hasta", "01/02/2040", "--autorizo",
                 "Titular", "--palabras", "Volumen") == 0  # fmt: skip
    assert corre(puesto, "evidencia", "v-2026-001-01", "--palabras", "Oficio 3") == 0
    assert "Queda «En revisión»" in capsys.readouterr().out
    assert corre(puesto, "devolver", "V-2026-001-02", "--palabras", "Falta") == 1
    assert "No hay evidencia por revisar" in capsys.readouterr().err
    assert corre(puesto, "ver", "V-2026-001-01") == 0
    assert "Oficio 3" in capsys.readouterr().out
    libro, hoja = tmp_path / "asuntos.xlsx", tmp_path / "medidas.csv"
    assert corre(puesto, "listar", "-o", str(libro)) == 0
    renglones = list(load_workbook(libro).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert renglones[0][0] == "Folio"
    assert len(renglones) == 10
    assert corre(puesto, "medidas", "--todas", "-o", str(hoja)) == 0
    with hoja.open(encoding="utf-8-sig", newline="") as abierta:
        assert len(list(csv.reader(abierta))) == 4
    pdf = tmp_path / "cedula.pdf"
    assert corre(puesto, "cedula", "subdelegacion colima", "-o", str(pdf)) == 0
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_table_is_shown_and_then_written(
    cerrada_la_mesa: Puesto, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = tmp_path / "observaciones.txt"
    ruta.write_text(PEGADO, encoding="utf-8")
    assert corre(cerrada_la_mesa, "importar", str(ruta)) == 1
    assert "Se registrarían 2 observaciones" in capsys.readouterr().out
    assert corre(cerrada_la_mesa, "importar", str(ruta), "--escribir", "--json") == 1
    assert json.loads(capsys.readouterr().out)["registradas"] == ["OIC 14/2026", "Despacho externo A-1"]
    assert corre(cerrada_la_mesa, "listar", "--origen", "oic") == 0
    assert "1 asunto: 1 por solventar" in capsys.readouterr().out


def test_an_index_made_anew_from_a_shell_has_what_was_decided(
    cerrada_la_mesa: Puesto, entregadas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    puesto = cerrada_la_mesa
    assert corre(puesto, "solventar", "V-2026-001-01", "--palabras", "Se revisó") == 0
    indice_de(puesto.s.carpeta).unlink()
    assert principal(["oficina", "indexar", "--de", str(entregadas), "--datos", str(puesto.s.carpeta)]) == 0
    capsys.readouterr()
    assert principal(["oficina", "tablero", "--json", "--datos", str(puesto.s.carpeta)]) == 0
    assert '"solventada": 1' in capsys.readouterr().out


def test_an_index_that_a_laptop_would_not_ask_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    equipo = tmp_path / "equipo"
    wiring.abrir(equipo).close()
    orden = ["seguimiento", "listar", "--datos", str(equipo)]
    assert principal([*orden, "--indice", str(tmp_path / "otro.db")]) == 1
    assert "Quite --indice" in capsys.readouterr().err
    assert principal(orden) == 0
