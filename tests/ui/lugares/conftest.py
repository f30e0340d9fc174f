"""Lanes over real folders, and the window over a fictitious week."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir
from tests.ui.lugares.semana_ficticia import IDENTIDAD, escribir_semana
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, lanes
from tests.visita_ficticia import RelojFijo

__all__ = ["lanes"]


@pytest.fixture(scope="session")
def written_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the fictitious week, written once; tests take copies."""
    folder = tmp_path_factory.mktemp("semana") / "datos"
    escribir_semana(folder)
    return folder


@pytest.fixture
def week(datos: Path, qtbot: QtBot, written_week: Path) -> Iterator[Lanes[Servicios]]:
    """Lanes over the fictitious week."""
    shutil.copytree(written_week, datos)
    # Identifiers as in the product: the counted ones of the tests are taken by the week.
    made = Lanes(lambda: abrir(datos, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()))
    yield made
    made.close()


@pytest.fixture
def window(week: Lanes[Servicios], on_stage: Callable[[QWidget], None]) -> MainWindow:
    """The window over the fictitious week, shown and active."""
    made = MainWindow(week, DEFINICIONES_REALES, IDENTIDAD, today=lambda: HOY)
    made.resize(1366, 690)
    on_stage(made)
    return made
