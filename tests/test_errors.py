import errno
import os

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError, motivo


@pytest.mark.parametrize(
    ("codigo", "texto"),
    [
        (errno.ENOSPC, "el disco está lleno"),
        (errno.EACCES, "no tiene permiso"),
        (errno.EDQUOT, "el disco está lleno"),
        (errno.ENOENT, "ya no está en su lugar"),
    ],
)
def test_the_usual_refusals_of_the_system_are_told_in_spanish(codigo: int, texto: str) -> None:
    assert motivo(OSError(codigo, os.strerror(codigo))) == texto


@pytest.mark.parametrize(
    ("codigo", "texto"),
    [
        (19, "es de sólo lectura"),
        (32, "otro programa lo está usando"),
        (112, "el disco está lleno"),
        (1167, "la carpeta o la unidad no está disponible"),
    ],
)
def test_the_codes_of_windows_say_more_than_those_of_python(codigo: int, texto: str) -> None:
    error = PermissionError(errno.EACCES, "x")
    vars(error)["winerror"] = codigo
    assert motivo(error) == texto


def test_a_refusal_without_words_is_told_by_its_code() -> None:
    assert motivo(OSError(errno.EXDEV, "x")) == f"código {errno.EXDEV}"


def test_an_error_of_the_person_names_its_field() -> None:
    assert UserError("Escriba el motivo.", field="motivo").field == "motivo"


def test_a_problem_of_the_machine_names_the_button_that_helps() -> None:
    assert EnvironmentProblem("El disco está lleno.", action="Liberar espacio").action == "Liberar espacio"
