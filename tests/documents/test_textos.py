import shutil
from pathlib import Path

import pytest

from supervisor_app import paths
from supervisor_app.documents.textos import textos_cedula, textos_informe
from supervisor_app.domain.informe import LineaMembrete
from supervisor_app.errors import UserError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(paths.formas() / "documentos", tmp_path / "documentos")
    return tmp_path / "documentos"


def test_the_shipped_texts_are_those_of_the_form() -> None:
    texts = textos_informe()
    assert [line.negrita for line in texts.membrete] == [True, True, False, False, False, False]
    assert texts.clave == "1270-009-032"
    assert texts.leyenda.startswith('"Declaro bajo protesta') and texts.leyenda.endswith('contrario"')


def test_an_office_changes_only_letterhead_and_key() -> None:
    own = textos_informe().personalizar(membrete=[LineaMembrete(texto="OOAD ESTATAL")], clave="X-1")
    assert [line.texto for line in own.membrete] == ["OOAD ESTATAL"]
    assert own.clave == "X-1"
    assert textos_informe().personalizar() == textos_informe()


def test_the_cedula_says_that_it_is_no_official_form() -> None:
    assert "no es un formato oficial del IMSS" in textos_cedula().aviso


@pytest.mark.parametrize(
    ("find", "replace", "sentence"),
    [
        ("titulo: INFORME", "titulos: INFORME", "informe.yaml: titulo: falta este dato"),
        ("  objeto: ", "  objetos: ", "etiquetas: faltan: objeto; sobran: objetos"),
        ("membrete:", "membrete: [", "informe.yaml no es YAML válido"),
    ],
)
def test_a_wrong_file_is_named_with_its_field(folder: Path, find: str, replace: str, sentence: str) -> None:
    file = folder / "informe.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(find, replace, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        textos_informe(folder)
    assert sentence in caught.value.message


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"No se pudo leer informe\.yaml"):
        textos_informe(tmp_path)
