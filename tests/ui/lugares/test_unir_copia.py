"""From Inicio one joins the visit that a colleague began, after seeing what comes, and goes on in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import AJUSTES, COLIMA, RelojFijo

Show = Callable[[QWidget], None]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What Ana shared from her laptop."""
    with wiring.abrir(tmp_path / "ana", definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES.model_copy(update={"nombre": "Ana Paz"}))
        return s.copias.compartir(s.visitas.crear(COLIMA).visita.id, tmp_path).ruta


@pytest.fixture
def inicio(qtbot: QtBot, on_stage: Show, lanes: Lanes[Servicios]) -> InicioScreen:
    screen = InicioScreen(lanes, DEFINICIONES_REALES, today=lambda: HOY)
    screen.resize(1285, 560)
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(lambda: screen.loaded is not None)
    return screen


def press_join(qtbot: QtBot, inicio: InicioScreen) -> None:
    button = next(b for b in inicio.findChildren(Button) if b.text() == "Unir la copia de otra persona…")
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_colleagues_visit_is_joined_and_opened(
    qtbot: QtBot, inicio: InicioScreen, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    wanted: list[tuple[str, str]] = []
    inicio.wants.connect(lambda place, what: wanted.append((place, what)))
    press_join(qtbot, inicio)
    qtbot.waitUntil(inicio.joining.accept.isVisible)
    assert "La compartió Ana Paz" in inicio.joining.texts()
    assert "se traerá completa" in inicio.joining.texts()
    qtbot.keyClick(inicio.joining.accept, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted[0][0] == "visita"
    assert inicio.joining_card.isHidden()


def test_no_file_chosen_shows_nothing(qtbot: QtBot, inicio: InicioScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    press_join(qtbot, inicio)
    assert inicio.joining_card.isHidden()


def test_what_is_not_joined_leaves_the_screen_as_it_was(
    qtbot: QtBot, inicio: InicioScreen, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    press_join(qtbot, inicio)
    qtbot.waitUntil(inicio.joining.dismiss.isVisible)
    qtbot.keyClick(inicio.joining.dismiss, Qt.Key.Key_Space)
    assert inicio.joining_card.isHidden()
