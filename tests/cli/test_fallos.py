"""A bug: code 70, a sentence, and a crash file that says where in the code and nothing of what was handled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.corrida import Correr, Corrida


class _VentanaRota:
    """A window with a bug, which has a secret in its hands."""

    disponible = True

    def abrir(self, carpeta: Path) -> int:
        contrasena = "miSecreto1"
        try:
            raise KeyError(contrasena)
        except KeyError as error:
            raise RuntimeError(f"Fulana de Tal, {contrasena}, {carpeta}") from error

    def probar(self, carpeta: Path) -> int:
        raise AssertionError("not asked for")


@pytest.fixture
def con_pantalla(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")


@pytest.fixture
def fallo(correr: Correr, con_pantalla: None) -> Corrida:
    return correr(ventana=_VentanaRota())


def test_a_bug_is_code_70_and_a_sentence(fallo: Corrida, datos: Path) -> None:
    (registro,) = (datos / "registro").glob("fallo-*.txt")
    assert fallo.codigo == 70
    assert fallo.salida == ""
    assert fallo.error == (
        "La aplicación falló; no es culpa suya y lo ya guardado está a salvo. "
        f"Se guardó un registro sin datos personales en {registro}.\n"
    )


def test_the_crash_file_tells_place_and_kind(fallo: Corrida, datos: Path) -> None:
    (registro,) = (datos / "registro").glob("fallo-*.txt")
    texto = registro.read_text(encoding="utf-8")
    assert "Orden: ventana" in texto
    assert texto.index("RuntimeError") < texto.index("KeyError")
    assert "supervisor_app/cli/principal.py:" in texto


def test_the_crash_file_has_no_personal_data(fallo: Corrida, datos: Path) -> None:
    (registro,) = (datos / "registro").glob("fallo-*.txt")
    texto = registro.read_text(encoding="utf-8")
    for privado in ("miSecreto1", "Fulana", str(datos), str(Path(__file__).parent)):
        assert privado not in texto


@pytest.mark.usefixtures("con_pantalla")
def test_a_crash_file_that_cannot_be_written_is_told(correr: Correr, datos: Path) -> None:
    datos.mkdir()
    (datos / "registro").write_text("no es carpeta")
    hecho = correr(ventana=_VentanaRota())
    assert hecho.codigo == 70
    assert "No se pudo guardar el registro." in hecho.error


@pytest.mark.usefixtures("con_pantalla")
def test_a_data_variable_that_names_no_place_is_a_persons_to_mend(
    correr: Correr, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERVISOR_DATOS", "relativa/datos")
    hecho = correr(ventana=_VentanaRota())
    assert hecho.codigo == 1
    assert "SUPERVISOR_DATOS debe ser una ruta completa" in hecho.error
