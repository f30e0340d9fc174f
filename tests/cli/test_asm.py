"""``asm esquema``, ``asm leer`` and ``asm generar``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervisor_app import wiring
from tests.cli.corrida import Correr
from tests.documents.ejemplo_asm import table
from tests.documents.ejemplos import text_of

PEGADA = (
    "No.\tAspecto Susceptible de Mejora\tActividades\tÁrea Responsable\tFecha de Término\tResultados Esperados\t"
    "Productos y/o Evidencias\n1\tDifundir\tPublicar\tCoordinación\t30/06/2026\tGuía\tPortal\n"
)


@pytest.fixture
def tabla(tmp_path: Path) -> Path:
    ruta = tmp_path / "tabla.json"
    ruta.write_text(json.dumps(table(3).como_json()), encoding="utf-8")
    return ruta


def test_the_schema_is_json_schema(correr: Correr, datos: Path) -> None:
    hecho = correr("asm", "esquema")
    assert hecho.codigo == 0
    assert "aspectos" in hecho.json["required"]
    assert not datos.exists()


def test_a_table_is_made_and_its_folio_and_hashes_told(correr: Correr, tabla: Path, datos: Path) -> None:
    pdf = tabla.with_suffix(".pdf")
    hecho = correr("asm", "generar", tabla, "-o", pdf)
    assert (hecho.codigo, hecho.error) == (0, "")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Folio:    ASM-E-999-20260630" in hecho.salida
    huella = hecho.salida.split("Huella:   ")[1].split(" (")[0]
    assert f"Huella {huella}" in text_of(pdf.read_bytes())
    assert not datos.exists()


def test_what_is_missing_is_said_and_nothing_is_written(correr: Correr, tabla: Path, tmp_path: Path) -> None:
    incompleta = table(3).como_json()
    incompleta["aspectos"][1]["resultados"] = ""
    tabla.write_text(json.dumps(incompleta), encoding="utf-8")
    hecho = correr("asm", "generar", tabla, "-o", tmp_path / "x.pdf")
    assert hecho.codigo == 1
    assert "Renglón 2: falta «Resultados Esperados»." in hecho.error
    assert not (tmp_path / "x.pdf").exists()


def test_what_only_warns_is_told_and_lets_go_on(correr: Correr, tabla: Path, tmp_path: Path) -> None:
    tabla.write_text(json.dumps(table(1, clase="regionales").como_json()), encoding="utf-8")
    hecho = correr("asm", "generar", tabla, "-o", tmp_path / "x.pdf")
    assert hecho.codigo == 0
    assert "Aviso: «regionales» no es una de las clases conocidas" in hecho.error


def test_a_pasted_table_becomes_data_that_the_schema_takes(correr: Correr, tmp_path: Path) -> None:
    texto, salida = tmp_path / "pegada.txt", tmp_path / "leida.json"
    texto.write_text(PEGADA, encoding="utf-8")
    hecho = correr("asm", "leer", texto, "-o", salida)
    assert (hecho.codigo, hecho.error) == (0, "")
    assert json.loads(salida.read_text(encoding="utf-8"))["aspectos"][0]["fecha"] == "2026-06-30"


def test_what_could_not_be_read_is_named_and_the_rest_is_written(correr: Correr, tmp_path: Path) -> None:
    texto, salida = tmp_path / "pegada.txt", tmp_path / "leida.json"
    texto.write_text(PEGADA.replace("30/06/2026", "junio"), encoding="utf-8")
    hecho = correr("asm", "leer", texto, "-o", salida)
    assert hecho.codigo == 1
    assert "Renglón 1, Fecha de Término: «junio» no es una fecha" in hecho.error
    assert json.loads(salida.read_text(encoding="utf-8"))["aspectos"][0]["resultados"] == "Guía"


@pytest.mark.parametrize(("contenido", "dicho"), [(b"\xff\xfe", "no está en UTF-8"), (b"hola", "ningún renglón")])
def test_a_file_that_is_no_table_is_told(correr: Correr, tmp_path: Path, contenido: bytes, dicho: str) -> None:
    texto = tmp_path / "pegada.txt"
    texto.write_bytes(contenido)
    hecho = correr("asm", "leer", texto, "-o", tmp_path / "leida.json")
    assert (hecho.codigo, dicho in hecho.error) == (1, True)


def test_a_file_that_is_there_is_kept(correr: Correr, tabla: Path, tmp_path: Path) -> None:
    for orden in ("leer", "generar"):
        hecho = correr("asm", orden, tabla, "-o", tabla)
        assert (hecho.codigo, "agregue --reemplazar" in hecho.error) == (1, True)


# --- tables of the data folder --------------------------------------------------------------------------------------


@pytest.fixture
def guardada(correr: Correr, tabla: Path, datos: Path) -> str:
    """The key of a table that is kept."""
    with wiring.abrir(datos):
        pass
    hecho = correr("asm", "guardar", tabla)
    assert (hecho.codigo, hecho.error) == (0, "")
    return hecho.salida.split("Tabla:    ")[1].split()[0]


def test_a_table_is_kept_listed_and_changed(correr: Correr, tabla: Path, guardada: str) -> None:
    otra = table(2).como_json()
    tabla.write_text(json.dumps(otra), encoding="utf-8")
    assert "Versión:  2" in correr("asm", "guardar", tabla, "--en", guardada).salida
    (una,) = correr("asm", "listar", "--json").json
    assert (una["clave"][:8], una["version"], una["renglones"], una["estado"]) == (guardada, 2, 2, "borrador")
    assert "Programa ficticio" in correr("asm", "listar").salida


def test_a_kept_table_is_emitted_and_the_same_comes_back(correr: Correr, guardada: str, tmp_path: Path) -> None:
    for nombre in ("a.pdf", "b.pdf"):
        hecho = correr("asm", "emitir", guardada, "-o", tmp_path / nombre)
        assert "Folio:    ASM-E-999-20260630, versión 1" in hecho.salida
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_table_is_exported_from_the_folder_and_from_a_file(
    correr: Correr, tabla: Path, guardada: str, tmp_path: Path
) -> None:
    for de, nombre in ((guardada, "a.csv"), (tabla, "b.csv"), (guardada, "c.xlsx")):
        assert correr("asm", "exportar", de, "-o", tmp_path / nombre).codigo == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "c.xlsx").read_bytes().startswith(b"PK")
    for clave in ("ffffffff", "ab"):
        hecho = correr("asm", "exportar", clave, "-o", tmp_path / "x.csv")
        assert (hecho.codigo, "Ninguna tabla guardada empieza" in hecho.error) == (1, True)
