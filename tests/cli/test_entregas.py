"""``entregar`` and ``verificar-base`` over a copy of the demo's data folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from tests.cli.corrida import Correr


@pytest.fixture
def copia(demo: Path, datos: Path) -> Path:
    return shutil.copytree(demo / "datos", datos)


@pytest.fixture
def destino(tmp_path: Path) -> Path:
    carpeta = tmp_path / "usb"
    carpeta.mkdir()
    return carpeta


@pytest.mark.usefixtures("copia")
def test_all_closed_visits_are_delivered_and_a_second_run_sends_nothing(correr: Correr, destino: Path) -> None:
    primera = correr("entregar", "--destino", destino)
    assert primera.codigo == 0
    assert "entregada y releída" in primera.salida
    antes = {p: p.stat().st_mtime_ns for p in destino.rglob("*") if p.is_file()}
    segunda = correr("entregar", "--destino", destino)
    assert segunda.codigo == 0
    assert "ya estaba; no se envió nada" in segunda.salida
    assert {p: p.stat().st_mtime_ns for p in destino.rglob("*") if p.is_file()} == antes


@pytest.mark.usefixtures("copia")
def test_one_visit_by_its_folio_as_json(correr: Correr, destino: Path) -> None:
    folio = correr("entregar", "--json", "--destino", destino).json["visitas"][0]["folio"]
    hecho = correr("entregar", folio.lower(), "--destino", destino, "--json")
    assert hecho.codigo == 0
    (renglon,) = hecho.json["visitas"]
    assert hecho.json["destino"] == str(destino)
    assert set(renglon) == {
        "folio", "visita", "unidad", "estado", "paquete", "sha256", "bytes", "ruta", "avisos", "error",
    }  # fmt: skip
    assert renglon["estado"] == "ya_estaba"
    assert Path(renglon["ruta"]).stat().st_size == renglon["bytes"]


@pytest.mark.usefixtures("copia")
def test_a_destination_that_is_not_there_is_told_and_not_made(correr: Correr, tmp_path: Path) -> None:
    hecho = correr("entregar", "--destino", tmp_path / "no-conectada", "--json")
    assert hecho.codigo in (1, 3)
    assert hecho.json["visitas"][0]["estado"] == "fallo"
    assert hecho.json["visitas"][0]["error"] in hecho.error
    assert not (tmp_path / "no-conectada").exists()


@pytest.mark.usefixtures("copia")
def test_a_visit_that_is_not_there_is_told(correr: Correr, destino: Path) -> None:
    hecho = correr("entregar", "V-1999-001", "--destino", destino)
    assert hecho.codigo == 1
    assert "«V-1999-001»" in hecho.error


def test_an_open_visit_is_not_delivered(correr: Correr, datos: Path, destino: Path) -> None:
    with wiring.abrir(datos) as servicios:
        folio = servicios.visitas.crear().visita.folio
    logs.cerrar()
    assert correr("entregar", "--destino", destino).salida == "No hay visitas cerradas por entregar.\n"
    hecho = correr("entregar", folio, "--destino", destino)
    assert hecho.codigo == 1
    assert "Cierre la visita" in hecho.error
    assert not list(destino.iterdir())


@pytest.mark.parametrize("orden", ["entregar", "verificar-base"])
def test_a_folder_without_data_is_told_and_not_made(correr: Correr, datos: Path, orden: str) -> None:
    hecho = correr(orden)
    assert hecho.codigo == 1
    assert hecho.error.startswith(f"No hay datos en «{datos}»")
    assert not datos.exists()


@pytest.mark.usefixtures("copia")
@pytest.mark.largo
def test_a_sound_base_is_told(correr: Correr, datos: Path) -> None:
    assert correr("verificar-base").codigo == 0
    assert correr("verificar-base", "--json").json == {"carpeta": str(datos), "correcta": True, "problemas": []}


def test_a_lost_file_is_found(correr: Correr, copia: Path) -> None:
    max((p for p in (copia / "archivos").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size).unlink()
    hecho = correr("verificar-base")
    assert hecho.codigo == 1
    assert "tiene problemas" in hecho.salida


def test_a_base_that_is_none_is_a_problem_of_the_machine(correr: Correr, copia: Path) -> None:
    (base,) = copia.glob("*.db")
    base.write_bytes(b"no es una base" * 1000)
    for sobra in copia.glob("*.db-*"):
        sobra.unlink()
    hecho = correr("verificar-base")
    assert hecho.codigo == 3
    assert len(hecho.error.splitlines()) == 1
