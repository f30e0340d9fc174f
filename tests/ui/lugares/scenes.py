"""The places of the window for the pictures, over fictitious data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.ui.ventana import MainWindow
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.window_scenes import window_over


def _nothing(_carpeta: Path) -> None:
    """A data folder that is not there yet."""


def inicio() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_place("inicio"))


def inicio_vacio() -> QWidget:
    return window_over(_nothing, lambda window: window.open_place("inicio"))


def buscar() -> QWidget:
    def search(window: MainWindow) -> None:
        window.open_search()
        window.shown.show_object("créditos")

    return window_over(escribir_semana, search)


def todas_las_visitas() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_search())


def ajustes() -> QWidget:
    return window_over(escribir_semana, lambda window: window.open_place("ajustes"))


def teclas() -> QWidget:
    return window_over(_nothing, lambda window: window.open_place("teclas"))


SCENES: dict[str, Callable[[], QWidget]] = {
    "inicio": inicio,
    "inicio-vacio": inicio_vacio,
    "buscar": buscar,
    "buscar-todas": todas_las_visitas,
    "ajustes": ajustes,
    "teclas": teclas,
}
