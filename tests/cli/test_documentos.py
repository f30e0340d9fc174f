"""``documentos`` from a shell: the newest files, a public version, the expediente."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pypdfium2
import pytest

from supervisor_app.documents.adjuntos import adjuntos_de
from tests.cli.corrida import Correr


@pytest.fixture
def visita(correr: Correr, demo: Path) -> tuple[str, str, str]:
    """The demo's closed visit, as arguments."""
    return "V-2026-002", "--datos", str(demo / "datos")


def texto(ruta: Path) -> str:
    pdf = pypdfium2.PdfDocument(ruta.read_bytes())
    try:
        return " ".join(p.get_textpage().get_text_bounded() for p in pdf)
    finally:
        pdf.close()


def test_the_list_says_what_each_one_is(correr: Correr, visita: tuple[str, str, str]) -> None:
    documentos = {d["documento"]: d for d in correr("documentos", "listar", *visita, "--json").json["documentos"]}
    assert documentos["informe"]["estado"] == "firmado"
    assert documentos["expediente"]["version"] == 0


def test_an_export_is_the_file_that_is_kept(correr: Correr, visita: tuple[str, str, str], tmp_path: Path) -> None:
    salida = tmp_path / "informe.pdf"
    corrida = correr("documentos", "exportar", visita[0], "INFORME", "-o", salida, *visita[1:])
    assert corrida.codigo == 0
    assert correr("verificar", salida, *visita[1:]).codigo == 0


def test_a_public_version_takes_out_what_is_named(correr: Correr, visita: tuple[str, str, str], tmp_path: Path) -> None:
    salida = tmp_path / "publica.pdf"
    opciones = ("--palabra", "Colima", "--fundamento", "Art. 22 LSS")
    corrida = correr("documentos", "publica", visita[0], "informe", "-o", salida, *opciones, *visita[1:])
    assert corrida.codigo == 0
    assert "Palabras indicadas" in corrida.salida
    assert "colima" not in texto(salida).casefold()


def test_the_expediente_carries_the_originals(correr: Correr, demo: Path, tmp_path: Path) -> None:

    copia = copytree(demo / "datos", tmp_path / "datos")
    salida = tmp_path / "expediente.pdf"
    corrida = correr("documentos", "expediente", "V-2026-002", "-o", salida, "--datos", copia)
    assert (corrida.codigo, corrida.error) == (0, "")
    assert "V-2026-002-INF-v1.pdf" in adjuntos_de(salida.read_bytes())


def test_an_unknown_document_names_those_that_there_are(
    correr: Correr, visita: tuple[str, str, str], tmp_path: Path
) -> None:
    corrida = correr("documentos", "exportar", visita[0], "minuta", "-o", tmp_path / "x.pdf", *visita[1:])
    assert corrida.codigo == 1
    assert "no tiene un documento «minuta». Tiene: " in corrida.error
