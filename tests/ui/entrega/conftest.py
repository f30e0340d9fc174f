"""The delivery screen over a real data folder and real destinations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.entrega import EntregaScreen
from supervisor_app.wiring import Servicios, abrir
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.entrega.muelle import Muelle
from tests.ui.visit_fixtures import DEFINICIONES_REALES, open_lanes, open_session

Open = Callable[..., Muelle]


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """A destination that is there. Accents and spaces, as people name them."""
    folder = tmp_path / "Memoria de la visita Ñ"
    folder.mkdir()
    return folder


@pytest.fixture
def entrega(datos: Path, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Open]:
    """``entrega(stage, destino)``: the screen, shown and loaded; ``destino`` is the folder of the settings."""
    opened: list[Lanes[Servicios]] = []

    def make(stage: Stage = banco.cerrada, destino: Path | None = None, size: tuple[int, int] = (1285, 627)) -> Muelle:
        e = banco.copiar(datos, stage)
        if destino is not None:
            with abrir(datos, definiciones=DEFINICIONES_REALES) as s:
                banco.con_destino(s, destino)
        opened.append(open_lanes(datos))
        session = open_session(opened[-1], e)
        screen = EntregaScreen(session)
        session.setParent(screen)
        screen.resize(*size)
        on_stage(screen)
        screen.enter()
        muelle = Muelle(qtbot, session, screen)
        muelle.settle()
        return muelle

    yield make
    for lanes in opened:
        lanes.close()
