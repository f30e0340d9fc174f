"""``cedulas exportar`` and ``cedulas importar``."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.cli.corrida import Correr


def _editar(libro: Path, hoja: str, celda: str, valor: str | int | None) -> Path:
    abierto = openpyxl.load_workbook(libro)
    abierto[hoja][celda] = valor
    abierto.save(libro)
    return libro


def _exportada(correr: Correr, carpeta: Path) -> Path:
    libro = carpeta / "CO-02.xlsx"
    assert correr("cedulas", "exportar", "CO-02", "-o", libro).codigo == 0
    return libro


def test_what_is_exported_is_already_there(correr: Correr, tmp_path: Path, datos: Path) -> None:
    hecho = correr("cedulas", "importar", _exportada(correr, tmp_path))
    assert (hecho.codigo, hecho.error) == (0, "")
    assert "La versión 1 de CO-02 ya estaba, igual; no se cambió nada." in hecho.salida
    assert not (datos / "cedulas").exists()


def test_a_new_version_is_the_one_that_is_listed(correr: Correr, tmp_path: Path) -> None:
    libro = _editar(_exportada(correr, tmp_path), "settings", "C2", "2")
    hecho = correr("cedulas", "importar", libro)
    assert hecho.codigo == 0
    assert "Se importó la versión 2 de CO-02; sustituye a la 1" in hecho.salida
    cedulas = correr("cedulas", "listar", "--json").json
    assert next(c["version"] for c in cedulas if c["codigo"] == "CO-02") == 2
    assert len(cedulas) == 60
    assert correr("cedulas", "validar").codigo == 0


def test_the_same_number_with_other_content_is_refused(correr: Correr, tmp_path: Path, datos: Path) -> None:
    libro = _editar(_exportada(correr, tmp_path), "survey", "C2", "¿Otra pregunta?")
    hecho = correr("cedulas", "importar", libro)
    assert hecho.codigo == 1
    assert "Ya existe la versión 1 de CO-02 con otro contenido. Escriba 2 en «version»" in hecho.error
    assert not (datos / "cedulas").exists()


def test_problems_are_told_by_cell_and_nothing_is_imported(correr: Correr, tmp_path: Path, datos: Path) -> None:
    libro = _editar(_exportada(correr, tmp_path), "survey", "A2", "geopoint")
    _editar(libro, "survey", "C3", None)
    hecho = correr("cedulas", "importar", libro)
    assert hecho.codigo == 1
    assert "Hoja survey, fila 2, columna A (type): Aquí no hay preguntas de tipo «geopoint»" in hecho.error
    assert "Hoja survey, fila 3, columna C (label): No puede quedar vacío." in hecho.error
    assert "No se importó nada: hay 2 problemas" in hecho.salida
    assert not (datos / "cedulas").exists()


def test_the_problems_as_json(correr: Correr, tmp_path: Path) -> None:
    libro = _editar(_exportada(correr, tmp_path), "survey", "A2", "geopoint")
    hecho = correr("cedulas", "importar", libro, "--json")
    assert hecho.codigo == 1
    assert hecho.json["importada"] is False
    (problema,) = hecho.json["problemas"]
    assert (problema["hoja"], problema["fila"], problema["columna"], problema["titulo"]) == ("survey", 2, "A", "type")


def test_an_import_into_a_folder_leaves_the_data_alone(correr: Correr, tmp_path: Path, datos: Path) -> None:
    libro = _editar(_exportada(correr, tmp_path), "settings", "C2", "2")
    assert correr("cedulas", "importar", libro, "-o", tmp_path).codigo == 0
    assert correr("cedulas", "validar", tmp_path / "CO-02.yaml").codigo == 0
    assert not datos.exists()
    assert "Ya existe" in correr("cedulas", "importar", libro, "-o", tmp_path).error


def test_all_are_exported_into_a_folder(correr: Correr, tmp_path: Path) -> None:
    hecho = correr("cedulas", "exportar", "--todas", "-o", tmp_path)
    assert hecho.codigo == 0
    assert len(list(tmp_path.glob("*.xlsx"))) == 60


def test_wrong_uses_get_a_sentence(correr: Correr, tmp_path: Path) -> None:
    assert "Indique una cédula" in correr("cedulas", "exportar", "-o", tmp_path / "x.xlsx").error
    assert "No existe la cédula" in correr("cedulas", "exportar", "CO-99", "-o", tmp_path / "x.xlsx").error
    assert "No existe la carpeta" in correr("cedulas", "exportar", "--todas", "-o", tmp_path / "nada").error
    (tmp_path / "x.xlsx").write_bytes(b"esto no es un libro")
    assert "no es un libro de Excel" in correr("cedulas", "importar", tmp_path / "x.xlsx").error
