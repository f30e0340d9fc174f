"""Two laptops and an office over one folder, each at its own window, by keyboard: closed, sent, enrolled by words,
attended, acknowledged, and a number of the board opened.

Whoever extends it sits down again: ``with at(folder) as person``. What is asserted is what each store says afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.sincronia.verbos import Etapa
from supervisor_app.ui.lugares.oficina import OficinaScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir
from tests.e2e.teclado import ALT, CTRL, Key, Keyboard
from tests.ui.conftest import leaves_nothing_behind, on_stage, one_theme, qtbot, theme
from tests.ui.documentos import banco
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import RelojFijo

__all__ = ["leaves_nothing_behind", "on_stage", "one_theme", "qtbot", "theme"]

pytestmark = [
    pytest.mark.largo,
    # Said by the offscreen platform itself; it says nothing about our code.
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
At = Callable[[Path], AbstractContextManager[Keyboard]]


@pytest.fixture
def at(qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> At:
    """Sits a person down at the window over a data folder, and closes it behind them."""

    @contextmanager
    def sit(folder: Path) -> Iterator[Keyboard]:
        lanes = open_lanes(folder)
        with services(folder) as s:
            ajustes = s.ajustes.leer()
        window = MainWindow(lanes, DEFINICIONES_REALES, ajustes, today=lambda: HOY)
        window.resize(1366, 768)
        on_stage(window)
        person = Keyboard(qtbot, window)
        person.settle()
        try:
            yield person
        finally:
            person.close_window()

    return sit


@contextmanager
def services(folder: Path) -> Iterator[Servicios]:
    with abrir(folder, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        yield s


def with_mailbox(folder: Path, mailbox: Path) -> None:
    with services(folder) as s:
        s.conexiones.configurar(buzon=str(mailbox))


def stages(folder: Path) -> list[Etapa]:
    with services(folder) as s:
        return [v.etapa for v in s.sincronizacion.vidas()]


def synchronize(person: Keyboard) -> None:
    person.press(Key.Key_F10)
    person.settle()
    person.press(Key.Key_R, CTRL)
    person.settle()


def go_to_office(person: Keyboard) -> OficinaScreen:
    person.press(Key.Key_5, ALT)
    person.settle()
    screen = person._window.findChild(OficinaScreen)
    assert screen is not None
    return screen


def attend(person: Keyboard) -> None:
    person.press(Key.Key_R, CTRL)
    person.settle()


def enrol(person: Keyboard, screen: OficinaScreen, words: dict[str, str]) -> None:
    """As each is called on the telephone; the one that waits is shown first."""
    person.tab_to(screen.desk_card.laptops.accessibleName())
    person.press(Key.Key_Return)
    person.settle()
    for _ in words:
        person.tab_to("Palabras que le leen por teléfono")
        person.type(words[screen.laptops._chosen].lower())
        person.press(Key.Key_Return)
        person.settle()
        screen.laptops.enter()
    person.press(Key.Key_Escape)
    person.settle()


def close_and_send(at: At, folder: Path) -> tuple[str, str]:
    """The name of that laptop, and the words that its screen shows."""
    with at(folder) as person:
        person.press(Key.Key_Return)  # the visit in hand, on Inicio: all that is missing is to close it
        person.settle()
        person.press(Key.Key_Return, CTRL)
        person.settle()
        synchronize(person)
    with services(folder) as s:
        return s.sincronizacion.identidad.equipo, s.sincronizacion.palabras()


def test_two_laptops_and_an_office(at: At, tmp_path: Path) -> None:
    laptops, office, mailbox = [tmp_path / "Lucía", tmp_path / "José"], tmp_path / "Jefatura", tmp_path / "Buzón Ñ"
    mailbox.mkdir()
    for folder in laptops:
        banco.preparar(folder, banco.firmada)
        with_mailbox(folder, mailbox)
    with services(office):
        pass
    with_mailbox(office, mailbox)

    words = dict(close_and_send(at, folder) for folder in laptops)
    assert [stages(folder) for folder in laptops] == [[Etapa.ENVIADA]] * 2

    with at(office) as person:
        screen = go_to_office(person)
        person.tab_to("Nombre de la oficina")
        person.type("Jefatura ficticia")
        person.press(Key.Key_Return)
        person.settle()
        attend(person)
        enrol(person, screen, words)
        attend(person)
    with services(office) as s:
        assert [e.estado for e in s.mesa.equipos()] == [EstadoEquipo.INSCRITO] * 2

    for folder in laptops:
        with at(folder) as person:
            synchronize(person)
            person.tab_to("Sí, es la nuestra")
            person.press(Key.Key_Return)
            person.settle()
        assert stages(folder) == [Etapa.ACUSADA]
        with services(folder) as s:
            assert s.sincronizacion.situacion()[0] is EstadoEquipo.INSCRITO
            assert s.sincronizacion.oficina() is not None

    with at(office) as person:
        screen = go_to_office(person)
        person.tab_to("Verlas")  # the demo's visits are practice, and never counted with real ones
        person.press(Key.Key_Return)
        person.settle()
        figure = screen.board.figures.buttons[0]
        person.tab_to(figure.accessibleName())
        person.press(Key.Key_Return)
        person.settle()
        shown = screen.detail.shown()
        assert shown is not None
        assert len(shown.tables[0][1].lines) == 2, "both visits, once each"
        person.press(Key.Key_Escape)
    assert len(list(mailbox.rglob("*.zip"))) == 2
