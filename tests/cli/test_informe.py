"""``informe esquema`` and ``informe generar``, with good data and with every kind of bad file."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.corrida import Correr


def test_the_schema_is_json_schema(correr: Correr, datos: Path) -> None:
    hecho = correr("informe", "esquema")
    assert hecho.codigo == 0
    assert hecho.json["$schema"].startswith("https://json-schema.org/")
    assert {"numero_pliego", "del", "al", "comisionado", "actividades"} <= set(hecho.json["required"])
    assert not datos.exists()


def test_an_informe_is_made_and_its_folio_and_hashes_told(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "informe.pdf"
    hecho = correr("informe", "generar", datos_informe, "-o", pdf)
    assert (hecho.codigo, hecho.error) == (0, "")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Folio:    INF-493/2026" in hecho.salida
    huella = re.search(r"Huella:   ((?:[0-9a-f]{4} ){7}[0-9a-f]{4}) ", hecho.salida)
    assert huella is not None
    texto = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "Folio INF-493/2026 · Versión 1" in texto
    assert f"Huella {huella[1]}" in texto
    assert "a) notificación de créditos." in " ".join(texto.split())


def test_the_same_data_give_the_same_bytes(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    for nombre in ("a.pdf", "b.pdf"):
        correr("informe", "generar", datos_informe, "-o", tmp_path / nombre, "--folio", "F-1")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_file_that_is_there_is_kept(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "informe.pdf"
    pdf.write_text("importante")
    hecho = correr("informe", "generar", datos_informe, "-o", pdf)
    assert hecho.codigo == 1
    assert "agregue --reemplazar" in hecho.error
    assert pdf.read_text() == "importante"


def test_a_file_is_replaced_when_told_to(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "informe.pdf"
    pdf.write_text("viejo")
    assert correr("informe", "generar", datos_informe, "-o", pdf, "--reemplazar").codigo == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["DATOS.json", "informe.pdf"]


def test_what_only_warns_is_told_and_lets_go_on(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    datos = json.loads(datos_informe.read_text(encoding="utf-8"))
    datos["fecha"] = "2026-11-19"
    datos_informe.write_text(json.dumps(datos), encoding="utf-8")
    hecho = correr("informe", "generar", datos_informe, "-o", tmp_path / "i.pdf")
    assert hecho.codigo == 0
    assert hecho.error.startswith("Aviso: ")


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"", "no es JSON"),
        (b"{", "línea 1"),
        (bytes(range(256)), ""),
        (b"\xff\xfe\x00{", ""),
        (b"[1, 2]", "un solo objeto"),
        (b"null", "un solo objeto"),
        (b'{"pliego": "1"}', "pliego"),
        (b'{"numero_pliego": 4103}', "debe ser texto"),
        (b'{"del": "18/11/2026"}', "aaaa-mm-dd"),
        (
            b'{"proposito": [{"texto": "a", "subelementos": [{"texto": "b", "subelementos": [{"texto": "c"}]}]}]}',
            "niveles",
        ),
        (b"[" * 100_000, "niveles"),
        (b"{}", "Falta el número de pliego."),
        (b'{"numero_pliego": ' + b"9" * 5000 + b"}", ""),
    ],
)
def test_bad_data_end_in_a_sentence_and_no_file(correr: Correr, tmp_path: Path, contenido: bytes, frase: str) -> None:
    malo = tmp_path / "malo.json"
    malo.write_bytes(contenido)
    hecho = correr("informe", "generar", malo, "-o", tmp_path / "x.pdf")
    assert hecho.codigo == 1
    assert frase in hecho.error
    assert "Traceback" not in hecho.error
    assert not (tmp_path / "x.pdf").exists()


def test_a_huge_file_is_not_read(correr: Correr, tmp_path: Path) -> None:
    enorme = tmp_path / "enorme.json"
    with enorme.open("wb") as archivo:
        archivo.truncate(5 * 2**30)
    assert "pesa más de 8 MB" in correr("informe", "generar", enorme, "-o", tmp_path / "x.pdf").error


def test_a_missing_file_and_a_folder_are_told(correr: Correr, tmp_path: Path) -> None:
    assert (
        "No existe el archivo" in correr("informe", "generar", tmp_path / "nada.json", "-o", tmp_path / "x.pdf").error
    )
    assert "es una carpeta" in correr("informe", "generar", tmp_path, "-o", tmp_path / "x.pdf").error


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no FIFO in the file system")
def test_a_pipe_is_not_waited_for(correr: Correr, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tubo")
    assert "no es un archivo" in correr("informe", "generar", tmp_path / "tubo", "-o", tmp_path / "x.pdf").error


def test_an_output_without_place_is_told_before_the_work(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    assert "No existe la carpeta" in correr("informe", "generar", datos_informe, "-o", tmp_path / "no" / "x.pdf").error
    assert "es una carpeta" in correr("informe", "generar", datos_informe, "-o", tmp_path).error


def test_an_output_that_the_system_refuses_is_a_problem_of_the_machine(
    correr: Correr, datos_informe: Path, tmp_path: Path
) -> None:
    hecho = correr("informe", "generar", datos_informe, "-o", tmp_path / f"{'n' * 250}.pdf")
    assert hecho.codigo == 3
    assert "el nombre es demasiado largo" in hecho.error


def test_an_informe_makes_no_data_folder(correr: Correr, datos_informe: Path, tmp_path: Path) -> None:
    hecho = correr("informe", "generar", datos_informe, "-o", tmp_path / "x.pdf", "--datos", tmp_path / "nueva")
    assert (hecho.codigo, (tmp_path / "nueva").exists()) == (0, False)
