"""Houses over data folders of their own: new, enciphered with the fictitious visit in it, or plain. Argon2 is cheap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.services.acceso import Acceso, Coste, Llave
from supervisor_app.settings import leer
from supervisor_app.ui.acceso import House
from supervisor_app.ui.acceso.cerrada import AskPage
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, prepared
from tests.visita_ficticia import AHORA, RelojFijo, contador_de_ids

FRASE = "cuatro palabras que recuerdo"
OTRA = "otras palabras que recuerdo"
BARATO = Coste(memoria=64, pasadas=1, carriles=1)


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


class Hands:
    """A keyboard: whatever has the focus gets what is typed."""

    qtbot: QtBot

    def settle(self) -> None:
        """Until nothing is waited for."""
        raise NotImplementedError

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        self.qtbot.keyClicks(self.focus, text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus, key, modifiers)

    def enter(self, text: str) -> None:
        """Type it, press Enter and wait."""
        self.enter_without_waiting(text)
        self.settle()

    def enter_without_waiting(self, text: str) -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@dataclass
class Casa(Hands):
    """A house, its folder, and hands for it."""

    qtbot: QtBot
    carpeta: Path
    clock: Clock = field(default_factory=Clock)
    clave: str = ""
    show: Callable[[QWidget], None] = lambda _widget: None

    def __post_init__(self) -> None:
        self.acceso = Acceso(self.carpeta, coste=BARATO)
        self.house = House(self.acceso, self._window, today=lambda: HOY, clock=self.clock)

    def _window(self, llave: Llave | None) -> MainWindow:
        ids, reloj = contador_de_ids(), RelojFijo()
        lanes: Lanes[Servicios] = Lanes(
            lambda: abrir(
                self.carpeta,
                llave=llave,
                acceso=self.acceso,
                definiciones=DEFINICIONES_REALES,
                reloj=reloj,
                id_nuevo=ids,
            )
        )
        return MainWindow(lanes, DEFINICIONES_REALES, leer(self.carpeta, AHORA, llave)[0], today=lambda: HOY)

    def begin(self) -> Casa:
        self.house.begin()
        self.house.resize(1366, 768)
        self.show(self.house)
        self.settle()
        return self

    @property
    def main(self) -> MainWindow:
        assert self.house.main is not None
        return self.house.main

    @property
    def inside(self) -> bool:
        """Whether the window over the data is what is shown."""
        return self.house.main is not None and self.house.page is self.house.main

    @property
    def ask(self) -> AskPage:
        page = self.house.page
        assert isinstance(page, AskPage)
        return page

    def settle(self) -> None:
        """Until neither the way in nor the window waits for anything."""
        self.qtbot.waitUntil(lambda: not self.house.door.is_busy())
        self.qtbot.waitUntil(lambda: self.house.main is None or not self.main.lanes.is_busy())

    def lock(self) -> None:
        self.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        self.settle()


def encipher(carpeta: Path) -> tuple[Llave, str]:
    """A folder with a passphrase and the fictitious visit; its key and its recovery key."""
    llave, clave = Acceso(carpeta, coste=BARATO).crear(FRASE)
    e = prepared()
    with abrir(carpeta, llave=llave, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        cambios = tuple(Cambio(None, r) for r in (e.visita, *e.registros()))
        s.visitas.guardar(Operacion(e.visita.id, "Creó la visita", cambios))
    return llave, clave
