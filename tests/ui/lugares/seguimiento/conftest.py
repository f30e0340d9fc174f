"""A desk over a small fictitious index, a laptop over its week, and the hands on the screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.services.desahogo.valores import Detalle
from supervisor_app.services.oficina import verbos
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.seguimiento import SeguimientoScreen, lectura
from supervisor_app.wiring import Servicios
from tests.ui.lugares.conftest import written_week
from tests.ui.lugares.oficina_ficticia import leidos
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import AJUSTES, RelojFijo

__all__ = ["written_week"]


class Place:
    """The screen over one data folder, and the hands on it."""

    def __init__(self, qtbot: QtBot, lanes: Lanes[Servicios], screen: SeguimientoScreen) -> None:
        self.qtbot, self.lanes, self.screen = qtbot, lanes, screen

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.lanes.is_busy(), timeout=20_000)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None
    ) -> None:
        target = on or self.screen.window().focusWidget() or self.screen
        self.qtbot.keyClick(target, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        focus = self.screen.window().focusWidget()
        assert focus is not None
        self.qtbot.keyClicks(focus, text)
        self.settle()

    def open_first(self) -> str:
        """Open the first row with Enter; the id of the finding."""
        table = self.screen.lists.table()
        table.setFocus()
        self.press(Qt.Key.Key_Return)
        assert self.screen.finding.sheet is not None
        return self.screen.finding.sheet.id

    def detail(self, finding: str) -> Detalle:
        """As it is on disk."""
        found: list[Detalle] = []
        self.lanes.call(lambda s: s.desahogo.detalle(finding), found.append)
        self.settle()
        return found[0]

    def acts(self, finding: str) -> list[str]:
        return [r.que for r in self.detail(finding).linea if r.acto]

    def receive(self, finding: str, words: str) -> None:
        """Evidence came, by whatever way."""
        self.lanes.call(lambda s: s.desahogo.recibir_evidencia(finding, [], words))
        self.settle()
        self.screen.refresh()
        self.settle()

    def row_ids(self) -> list[str]:
        return [k.partition("\n")[0] for k in self.screen.lists.table().row_keys()]

    def write(self, clase: ClaseDeActo) -> None:
        self.screen.finding.write(clase)


@pytest.fixture
def enter(datos: Path, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Callable[[], Place]]:
    """Opens the place over the data folder as it is then."""
    opened: list[Lanes[Servicios]] = []

    def make() -> Place:
        opened.append(open_lanes(datos))
        screen = SeguimientoScreen(opened[-1], DEFINICIONES_REALES, today=lambda: HOY)
        screen.resize(1285, 620)
        on_stage(screen)
        place = Place(qtbot, opened[-1], screen)
        screen.enter()
        place.settle()
        return place

    yield make
    for lanes in opened:
        lanes.close()


@pytest.fixture(scope="session")
def written_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose index has six visits to two Subdelegaciones; tests take copies."""
    folder = tmp_path_factory.mktemp("escritorio") / "datos"
    ruta = verbos.indice_de(folder)
    with wiring.abrir(folder, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES)
        s.mesa.abrir("Jefatura ficticia")
        verbos.preparar_lugar(ruta)
    with Indice(str(ruta)) as indice:
        visitas = leidos()
        indice.asentar([*visitas[:3], *visitas[6:9]], cuando=RelojFijo()().isoformat())
    return folder


@pytest.fixture(scope="session")
def everything(written_desk: Path) -> lectura.All:
    """What that desk reads."""
    with wiring.abrir(written_desk, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        return lectura.read(s, ficticias=True)


@pytest.fixture
def desk(datos: Path, written_desk: Path, enter: Callable[[], Place]) -> Place:
    shutil.copytree(written_desk, datos)
    return enter()


@pytest.fixture
def laptop(datos: Path, written_week: Path, enter: Callable[[], Place]) -> Place:
    shutil.copytree(written_week, datos)
    return enter()
