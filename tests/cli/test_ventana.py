"""No verb and ``--abrir-o-demo``: the window where there is a screen; else a sentence, and the demo."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from supervisor_app.cli.ventana import hay_pantalla
from tests.cli.corrida import Correr


class VentanaAnotada:
    """A window that only remembers over which folder it was opened."""

    def __init__(self, *, disponible: bool = True) -> None:
        self.disponible = disponible
        self.abierta: list[Path] = []

    def abrir(self, carpeta: Path) -> int:
        self.abierta.append(carpeta)
        return 0

    def probar(self, carpeta: Path) -> int:
        return self.abrir(carpeta)


@pytest.fixture
def sin_pantalla(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def con_pantalla(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")


@pytest.mark.parametrize(
    ("plataforma", "ambiente", "hay"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":1"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_where_a_window_can_be_seen(plataforma: str, ambiente: dict[str, str], hay: bool) -> None:
    assert hay_pantalla(ambiente, plataforma) is hay


@pytest.mark.usefixtures("con_pantalla")
def test_no_verb_opens_the_window_over_the_data_folder(correr: Correr, datos: Path, tmp_path: Path) -> None:
    ventana = VentanaAnotada()
    assert correr(ventana=ventana).codigo == 0
    assert correr("--datos", tmp_path, ventana=ventana).codigo == 0
    assert ventana.abierta == [datos, tmp_path]


@pytest.mark.usefixtures("sin_pantalla")
def test_without_a_screen_the_window_is_not_tried(correr: Correr) -> None:
    ventana = VentanaAnotada()
    hecho = correr(ventana=ventana)
    assert (hecho.codigo, ventana.abierta) == (3, [])
    assert "supervisor-app demo" in hecho.error


@pytest.mark.usefixtures("con_pantalla")
def test_an_installation_without_the_window_says_so(correr: Correr) -> None:
    assert correr(ventana=None).codigo == 3
    assert "PySide6" in correr(ventana=VentanaAnotada(disponible=False)).error


@pytest.mark.usefixtures("con_pantalla")
def test_open_or_demo_opens_where_there_is_a_screen(correr: Correr, datos: Path) -> None:
    ventana = VentanaAnotada()
    assert correr("--abrir-o-demo", ventana=ventana).codigo == 0
    assert ventana.abierta == [datos]


@pytest.mark.largo
@pytest.mark.usefixtures("sin_pantalla")
def test_open_or_demo_makes_the_demo_beside_the_data_where_there_is_none(correr: Correr, datos: Path) -> None:
    hecho = correr("--abrir-o-demo", ventana=VentanaAnotada())
    assert hecho.codigo == 0
    assert hecho.error.startswith("Este equipo no tiene pantalla; en lugar de la ventana se ejecuta la demostración")
    assert str(datos.with_name("datos-demo")) in hecho.salida
    assert (datos.with_name("datos-demo") / "entrega-oficina").is_dir()
    assert not datos.exists()


def test_the_real_window_opens_and_closes_without_a_screen(datos: Path) -> None:
    orden = "import sys, pathlib; from supervisor_app.__main__ import Ventana; "
    orden += "sys.exit(Ventana().probar(pathlib.Path(sys.argv[1])))"
    hecho = subprocess.run(
        [sys.executable, "-c", orden, datos],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stderr.decode()
    assert (datos / "registro").is_dir()
