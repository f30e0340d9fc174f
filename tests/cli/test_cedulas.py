"""``cedulas listar`` and ``cedulas validar``."""

from __future__ import annotations

import shutil
from pathlib import Path

from supervisor_app import paths
from tests.cli.corrida import Correr


def test_all_cedulas_are_listed_with_their_totals(correr: Correr, datos: Path) -> None:
    hecho = correr("cedulas", "listar")
    assert hecho.codigo == 0
    assert "CO-02   10" in hecho.salida
    assert "60 cédulas, 490 puntos." in hecho.salida
    assert "no son formatos oficiales" in hecho.salida
    assert not datos.exists()


def test_the_list_as_json(correr: Correr) -> None:
    cedulas = correr("cedulas", "listar", "--json").json
    assert len(cedulas) == 60
    assert sum(c["puntos"] for c in cedulas) == 490
    assert next(c for c in cedulas if c["codigo"] == "RC-02") == {
        "codigo": "RC-02",
        "version": 1,
        "vigente_al": "2026-11-20",
        "departamento": "registro_cartera",
        "proceso": "Clasificación, archivo y depuración de la cartera",
        "unidades": ["SUB"],
        "puntos": 9,
        "etiqueta": "Propuesta de la Jefatura; no es un formato oficial del IMSS",
    }


def test_the_shipped_ones_are_valid(correr: Correr) -> None:
    hecho = correr("cedulas", "validar")
    assert (hecho.codigo, hecho.error) == (0, "")
    assert "60 cédulas" in hecho.salida


def _copia(tmp_path: Path, antes: str, despues: str) -> Path:
    ruta = tmp_path / "CO-02.yaml"
    texto = (paths.formas() / "cedulas" / "CO-02.yaml").read_text(encoding="utf-8")
    ruta.write_text(texto.replace(antes, despues, 1), encoding="utf-8")
    return ruta


def test_a_wrong_file_is_told_with_line_and_field(correr: Correr, tmp_path: Path) -> None:
    hecho = correr("cedulas", "validar", _copia(tmp_path, "tipo: porcentaje", "tipo: opinion"))
    assert hecho.codigo == 1
    assert hecho.error.startswith("CO-02.yaml, línea 19, items.1.tipo: ")
    assert hecho.salida == ""


def test_the_problems_as_json(correr: Correr, tmp_path: Path) -> None:
    hecho = correr("cedulas", "validar", _copia(tmp_path, "tipo: porcentaje", "tipo: opinion"), "--json")
    assert hecho.codigo == 1
    assert not hecho.json["valido"]
    assert {k: hecho.json["problemas"][0][k] for k in ("archivo", "linea", "campo")} == {
        "archivo": "CO-02.yaml",
        "linea": 19,
        "campo": "items.1.tipo",
    }


def test_a_good_file_and_a_good_folder(correr: Correr, tmp_path: Path) -> None:
    assert correr("cedulas", "validar", _copia(tmp_path, "x" * 99, "")).codigo == 0
    shutil.copytree(paths.formas(), tmp_path / "formas")
    assert correr("cedulas", "validar", tmp_path / "formas").codigo == 0


def test_what_is_not_there_and_what_is_no_yaml(correr: Correr, tmp_path: Path) -> None:
    assert "No existe" in correr("cedulas", "validar", tmp_path / "nada").error
    basura = tmp_path / "basura.yaml"
    basura.write_bytes(bytes(range(256)))
    hecho = correr("cedulas", "validar", basura)
    assert (hecho.codigo, len(hecho.error.splitlines())) == (1, 1)


# --- comparar -------------------------------------------------------------------------------------------------------


def test_what_changes_from_one_version_to_another_is_told(correr: Correr, tmp_path: Path) -> None:
    nueva = _copia(tmp_path, "version: 1", "version: 2")
    nueva.write_text(nueva.read_text("utf-8").replace("En promedio, ¿cuántos", "¿Cuántos", 1), "utf-8")
    hecho = correr("cedulas", "comparar", "CO-02", str(nueva))
    assert hecho.codigo == 1
    assert "De la versión 1 a la 2, vigente al 20/11/2026: 1 pregunta cambia." in hecho.salida
    assert "    ahora: ¿Cuántos días pasan entre recibir el documento y notificarlo?" in hecho.salida


def test_equal_versions_end_with_0(correr: Correr) -> None:
    hecho = correr("cedulas", "comparar", "CO-02", "CO-02")
    assert (hecho.codigo, "Sin cambios" in hecho.salida) == (0, True)


def test_a_comparison_as_json(correr: Correr, tmp_path: Path) -> None:
    nueva = _copia(tmp_path, "tipo: porcentaje", "tipo: texto")
    hecho = correr("cedulas", "comparar", "CO-02", str(nueva), "--json").json
    assert (hecho["antes"], hecho["despues"]) == (1, 1)
    assert hecho["puntos"][0]["detalles"] == [
        {"que": "Tipo de respuesta", "antes": "Porcentaje", "despues": "Texto"}
    ]  # fmt: skip


def test_two_different_cedulas_are_not_compared(correr: Correr) -> None:
    hecho = correr("cedulas", "comparar", "CO-02", "CO-05")
    assert "Son dos cédulas distintas: CO-02 y CO-05." in hecho.error


def test_what_is_neither_code_nor_file_is_told(correr: Correr) -> None:
    assert "no es el código de una cédula ni un archivo" in correr("cedulas", "comparar", "CO-02", "nada.yaml").error
