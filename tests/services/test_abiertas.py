"""Copies in the clear: made when they are asked for, gone with the window, and at the next start after a crash."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.abiertas import CARPETA, Abiertas

SHA = "ab" * 32


def test_nothing_is_made_before_it_is_asked_for(tmp_path: Path) -> None:
    abiertas = Abiertas(tmp_path)
    assert abiertas.vaciar() and not list(tmp_path.iterdir())


def test_a_copy_lies_in_the_data_folder_and_cannot_be_edited(tmp_path: Path) -> None:
    copia = Abiertas(tmp_path).poner("foto.jpg", b"contenido", SHA)
    assert tmp_path / CARPETA in copia.parents and copia.read_bytes() == b"contenido"
    assert not copia.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_the_same_content_is_the_same_copy(tmp_path: Path) -> None:
    abiertas = Abiertas(tmp_path)
    assert abiertas.poner("foto.jpg", b"uno", SHA) == abiertas.poner("foto.jpg", b"uno", SHA)


def test_two_files_of_one_name_are_two_copies(tmp_path: Path) -> None:
    abiertas = Abiertas(tmp_path)
    una, otra = abiertas.poner("foto.jpg", b"uno", SHA), abiertas.poner("foto.jpg", b"dos", "cd" * 32)
    assert (una.read_bytes(), otra.read_bytes()) == (b"uno", b"dos")


@pytest.mark.parametrize("nombre", ["../../../fuera.txt", "/fuera.txt", "..\\..\\fuera.txt", "x/../../../fuera.txt"])
def test_whatever_it_is_called_a_copy_lies_in_its_folder(tmp_path: Path, nombre: str) -> None:
    abiertas = Abiertas(tmp_path / "datos")
    copia = abiertas.poner(nombre, b"contenido", SHA)
    assert copia.resolve().is_relative_to(tmp_path / "datos" / CARPETA) and copia.name == "fuera.txt"
    assert abiertas.vaciar() and not list((tmp_path / "datos").iterdir())


@pytest.mark.parametrize(
    ("nombre", "contenido"), [("foto.jpg.exe", b"x"), ("acta.lnk. ", b"x"), ("foto.jpg", b"MZ\x90")]
)
def test_a_program_is_never_handed_to_the_system(tmp_path: Path, nombre: str, contenido: bytes) -> None:
    with pytest.raises(UserError, match="es un programa"):
        Abiertas(tmp_path).poner(nombre, contenido, SHA)
    assert not list(tmp_path.iterdir())


def test_one_content_can_be_taken_away(tmp_path: Path) -> None:
    abiertas = Abiertas(tmp_path)
    una, otra = abiertas.poner("foto.jpg", b"uno", SHA), abiertas.poner("foto.jpg", b"dos", "cd" * 32)
    abiertas.quitar(SHA)
    assert (una.exists(), otra.exists()) == (False, True)


def test_at_the_end_nothing_is_left(tmp_path: Path) -> None:
    abiertas = Abiertas(tmp_path)
    abiertas.poner("foto.jpg", b"uno", SHA)
    assert abiertas.vaciar() and not list(tmp_path.iterdir())


def test_what_is_held_open_goes_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    abiertas = Abiertas(tmp_path)
    copia = abiertas.poner("foto.jpg", b"uno", SHA)

    def held(_ruta: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "used by another process")

    with monkeypatch.context() as windows:
        windows.setattr(Path, "unlink", held)
        assert not abiertas.vaciar() and copia.exists()
    assert abiertas.vaciar() and not copia.exists()


def test_the_next_start_removes_what_a_crash_left(tmp_path: Path) -> None:
    murio = Abiertas(tmp_path)
    copia = murio.poner("foto.jpg", b"uno", SHA)
    murio._cerrojo.soltar()  # as the system does for a process that is gone
    Abiertas(tmp_path).limpiar()
    assert not copia.exists() and not list(tmp_path.iterdir())


def test_copies_of_another_window_that_is_open_stay(tmp_path: Path) -> None:
    copia = Abiertas(tmp_path).poner("foto.jpg", b"uno", SHA)
    otra = Abiertas(tmp_path)
    otra.limpiar()
    assert otra.vaciar() and copia.exists()


def test_a_refused_copy_is_told(tmp_path: Path) -> None:
    (tmp_path / CARPETA).write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="No se pudo preparar"):
        Abiertas(tmp_path).poner("foto.jpg", b"uno", SHA)
