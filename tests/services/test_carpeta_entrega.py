"""A delivery folder is tried before a visit depends on it, and nothing is left in it."""

import sys
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.carpeta_entrega import probar


def test_a_folder_that_can_be_written_is_told_with_its_space(tmp_path: Path) -> None:
    assert probar(str(tmp_path)).startswith("Se puede escribir en la carpeta; hay ")


def test_nothing_is_left_in_it(tmp_path: Path) -> None:
    probar(f" {tmp_path} ")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("texto", ["", "  ", "a\0b", "carpeta"])
def test_what_is_no_full_path_is_refused(texto: str) -> None:
    with pytest.raises(UserError):
        probar(texto)


def test_an_absent_folder_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="Conecte"):
        probar(str(tmp_path / "usb"))

    assert not (tmp_path / "usb").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(b"")

    with pytest.raises(EnvironmentProblem):
        probar(str(tmp_path / "archivo"))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder that nobody can write into, root neither")
def test_a_folder_that_refuses_is_told() -> None:
    with pytest.raises(EnvironmentProblem, match="No se puede escribir"):
        probar("/proc")
