"""Everything as files: as many rows as the lists have, typed, with nothing that a spreadsheet works out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.oficina.datos import FORMATO, Forma, exportar_todo, hojas
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.store.oficina.hechos import Leido
from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.hechos_ficticios import leido

HOY = date(2026, 9, 15)
TODO = Filtro()
CLAVES = ["visitas", "cedulas", "inconsistencias", "medidas", "verificaciones", "indicadores", "entregas"]


def formula(x: Leido) -> Leido:
    return replace(x, visita=replace(x.visita, supervisor='=HYPERLINK("http://x")'))


@pytest.fixture(scope="module")
def panorama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panorama]:
    with Indice(str(tmp_path_factory.mktemp("datos") / "indice.db")) as indice:
        lote = [formula(leido(1, dia=date(2025, 6, 12))), leido(2, dia=date(2026, 6, 10), verifica=1)]
        indice.asentar(lote, cuando="")
        yield Panorama(indice, hoy=lambda: HOY, feriados=())


def test_every_list_has_the_rows_that_the_board_lists(panorama: Panorama, tmp_path: Path) -> None:
    cuantos = {h.clave: len(list(h.filas())) for h in hojas(panorama, TODO)}
    assert cuantos == dict(zip(CLAVES, (2, 2, 2, 2, 1, 0, 2), strict=True))
    assert exportar_todo(panorama, TODO, tmp_path / "t.json", Forma.JSON, cuando="") == 11
    de_2026 = Filtro(desde=date(2026, 1, 1))
    assert exportar_todo(panorama, de_2026, tmp_path / "t.json", Forma.JSON, cuando="") == 5


def test_a_workbook_has_a_sheet_each_with_frozen_headings_and_filters(panorama: Panorama, tmp_path: Path) -> None:
    exportar_todo(panorama, TODO, tmp_path / "t.xlsx", Forma.XLSX, cuando="")
    libro = load_workbook(tmp_path / "t.xlsx")
    assert [h.title for h in libro] == [h.titulo for h in hojas(panorama, TODO)]
    assert all(h.freeze_panes == "A2" and h.auto_filter.ref for h in libro)
    visitas = libro["Visitas"]
    titulos = [c.value for c in visitas[1]]
    fila = dict(zip(titulos, visitas[3], strict=True))
    assert fila["Supervisor"].data_type == "s" and str(fila["Supervisor"].value).startswith("=")
    assert isinstance(fila["Fin"].value, datetime) and fila["Revisión"].value == 1
    assert libro["Inconsistencias"]["N2"].value == 123.45


def test_csv_files_are_inert_and_go_into_an_empty_folder(panorama: Panorama, tmp_path: Path) -> None:
    exportar_todo(panorama, TODO, tmp_path / "c", Forma.CSV, cuando="")
    assert sorted(r.stem for r in (tmp_path / "c").iterdir()) == sorted(CLAVES)
    filas = list(csv.DictReader((tmp_path / "c" / "visitas.csv").read_text("utf-8-sig").splitlines()))
    assert [f["Supervisor"][:2] for f in filas] == ["Lu", "'="]
    with pytest.raises(UserError, match="carpeta vacía"):
        exportar_todo(panorama, TODO, tmp_path / "c", Forma.CSV, cuando="")


def test_json_has_the_documented_keys(panorama: Panorama, tmp_path: Path) -> None:
    exportar_todo(panorama, TODO, tmp_path / "t.json", Forma.JSON, cuando="2026-09-15T10:00:00-06:00")
    dicho = json.loads((tmp_path / "t.json").read_bytes())
    assert list(dicho) == ["formato", "cuando", "filtro", *CLAVES] and dicho["formato"] == FORMATO
    (primera, _) = dicho["inconsistencias"]
    assert (primera["importe"], primera["hallada"], primera["estado"]) == ("123.45", "2026-06-10", "Abierta")


def test_who_stops_it_leaves_nothing(panorama: Panorama, tmp_path: Path) -> None:
    class Basta(Exception):
        pass

    def pulso(cual: str) -> None:
        if cual == "Medidas":
            raise Basta

    with pytest.raises(Basta):
        exportar_todo(panorama, TODO, tmp_path / "t.json", Forma.JSON, cuando="", pulso=pulso)
    assert not list(tmp_path.iterdir())


def test_a_place_that_takes_nothing_is_said(panorama: Panorama, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No se pudo guardar"):
        exportar_todo(panorama, TODO, tmp_path / "no" / "t.json", Forma.JSON, cuando="")
