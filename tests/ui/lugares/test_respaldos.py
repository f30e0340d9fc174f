"""The place of backups in the real window, and the backups that nobody asks for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.services.acceso import Acceso, Coste
from supervisor_app.services.respaldos.manifiesto import Motivo
from supervisor_app.ui import puertas
from supervisor_app.ui.app import put_in_place
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.respaldos import RespaldosScreen
from supervisor_app.ui.lugares.respaldos.palabras import key_of
from supervisor_app.ui.respaldador import Backups
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir, respaldos
from tests.ui.lugares.semana_ficticia import IDENTIDAD
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes


class Lugar:
    """The window at the place, and the hands on it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        window.open_place("respaldos")
        self.settle()

    @property
    def screen(self) -> RespaldosScreen:
        shown = self.window.place("respaldos")
        assert isinstance(shown, RespaldosScreen)
        return shown

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.lanes.is_busy(), timeout=20_000)

    def back_up(self) -> None:
        self.screen.make.click()
        self.settle()

    def change(self) -> None:
        """Something is written in the data."""

        def write(s: Servicios) -> None:
            abierta = next(v for v in s.visitas.lista() if not v.cerrada)
            e = s.visitas.abrir(abierta.id)
            s.visitas.guardar(comandos.modificar_visita(e, "Cambió el objeto", objeto="Otro objeto ficticio"))

        self.window.lanes.call(write)
        self.settle()

    def titles(self) -> list[str]:
        return [row.title for row in self.screen.backups._model.rows()]


@pytest.fixture
def lugar(qtbot: QtBot, window: MainWindow) -> Lugar:
    return Lugar(qtbot, window)


def test_it_says_that_there_is_none_yet_and_makes_one_by_key(qtbot: QtBot, lugar: Lugar) -> None:
    assert "Todavía no hay" in lugar.screen.last.text()
    qtbot.keyClick(lugar.screen.backups, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    lugar.settle()
    assert lugar.screen.answer.text() == "Respaldo hecho."
    assert "Último respaldo" in lugar.screen.last.text()
    assert len(lugar.titles()) == 1


def test_a_stick_that_is_chosen_is_backed_up_to_at_once_and_kept(lugar: Lugar, tmp_path: Path) -> None:
    usb = tmp_path / "MEMORIA"
    usb.mkdir()
    lugar.screen.take_second(usb)
    lugar.settle()
    assert lugar.screen.outside.state.text() == "Conectada: se respalda también ahí."
    assert len(lugar.titles()) == 2
    lugar.screen.outside.forget.click()
    lugar.settle()
    assert lugar.screen.outside.folder.text() == ""


def test_a_stick_that_is_not_there_is_waited_for(lugar: Lugar, tmp_path: Path) -> None:
    usb = tmp_path / "MEMORIA"
    usb.mkdir()
    lugar.screen.take_second(usb)
    lugar.settle()
    usb.rename(tmp_path / "fuera")
    lugar.screen.refresh()
    lugar.settle()
    assert "en cuanto la conecte" in lugar.screen.outside.state.text()


def test_a_folder_that_cannot_be_is_refused_in_place(lugar: Lugar, tmp_path: Path) -> None:
    lugar.screen.take_second(tmp_path / "no está")
    lugar.settle()
    assert "no es una carpeta" in lugar.screen.answer.text()


def test_a_damaged_backup_is_told(lugar: Lugar, datos: Path) -> None:
    lugar.back_up()
    lugar.screen.check.click()
    lugar.settle()
    assert lugar.screen.answer.text() == "Ese respaldo está completo."
    (base,) = (datos / "respaldos").glob("*-0001/supervisor.db")
    base.write_bytes(b"nada")
    lugar.screen.check.click()
    lugar.settle()
    assert "no está completo: «supervisor.db» está dañado" in lugar.screen.answer.text()


def test_what_is_newer_here_is_shown_visit_by_visit(qtbot: QtBot, lugar: Lugar) -> None:
    lugar.back_up()
    lugar.change()
    qtbot.keyClick(lugar.screen.backups, Qt.Key.Key_Return)
    lugar.settle()
    assert lugar.screen.both.isVisible()
    pills = [row.pill for row in lugar.screen.both.visits._model.rows()]
    assert pills.count("Más nueva aquí") == 1
    assert "1 de " in lugar.screen.both.what.text()


def test_a_backup_takes_the_place_of_the_data_once_the_window_is_closed(lugar: Lugar, datos: Path) -> None:
    lugar.back_up()
    lugar.change()
    lugar.screen.compare()
    lugar.settle()
    lugar.screen.both.restore.click()
    lugar.settle()
    assert lugar.screen.both.ready.isVisible()
    lugar.screen.both.ready.action.emit()
    assert lugar.window.restoring and not lugar.window.isVisible()
    lugar.window.lanes.close()
    assert "Lo que había antes está completo en" in put_in_place(datos, None)
    (juego, _) = respaldos(datos).listar()[0].juegos
    assert juego.manifiesto is not None and juego.manifiesto.motivo is Motivo.ANTES_DE_RESTAURAR
    assert any(v.cambios_alla for v in respaldos(datos).comparar(juego).visitas)


def test_one_visit_is_brought_alone(lugar: Lugar) -> None:
    lugar.back_up()
    lugar.change()
    lugar.screen.compare()
    lugar.settle()
    assert not lugar.screen.both.bring.isEnabled()
    lugar.screen.both.visits.setCurrentIndex(lugar.screen.both.visits.model().index(0, 0))
    lugar.screen.both.bring.click()
    lugar.settle()
    # What changed since is newer than what the backup has of it.
    assert "ya tenía todo lo del respaldo" in lugar.screen.answer.text()


def test_a_visit_that_is_open_shows_what_came_back(lugar: Lugar, datos: Path, tmp_path: Path) -> None:
    usb, otra = tmp_path / "MEMORIA", tmp_path / "otra"
    for carpeta in (usb, otra):
        carpeta.mkdir()
    r = respaldos(otra)
    r.restaurar(respaldos(datos).respaldar(usb).juego)
    with abrir(otra) as s:
        e = s.visitas.abrir(next(v.id for v in s.visitas.lista() if not v.cerrada))
        s.visitas.guardar(comandos.modificar_visita(e, "Cambió el objeto", objeto="Un objeto que se perdió"))
    nuevo = r.respaldar(usb).juego
    lugar.window.open_visit(e.visita.id)
    lugar.settle()
    lugar.window.open_place("respaldos")
    lugar.screen.look_in(usb)
    lugar.settle()
    lugar.screen.backups.set_current(key_of(nuevo))
    lugar.screen.compare()
    lugar.settle()
    lugar.screen.both.visits.set_current(e.visita.folio)
    lugar.screen.bring_visit()
    lugar.settle()
    assert "volvió del respaldo" in lugar.screen.answer.text()
    workspace = lugar.window.workspace
    assert workspace is not None
    assert workspace.session.expediente.visita.objeto == "Un objeto que se perdió"


def test_a_backup_of_another_key_asks_for_the_passphrase_of_then(lugar: Lugar, tmp_path: Path) -> None:
    otra, usb = tmp_path / "laptop robada", tmp_path / "MEMORIA"
    usb.mkdir()
    otra.mkdir()
    llave, _ = Acceso(otra, coste=Coste(memoria=64, pasadas=1, carriles=1)).crear("una frase ficticia")
    with abrir(otra, llave=llave) as s:
        s.visitas.crear()
    respaldos(otra, llave).respaldar(usb)
    lugar.screen.look_in(usb)
    lugar.settle()
    lugar.screen.compare()
    lugar.settle()
    assert lugar.screen.key.isVisible()
    lugar.screen.open_key("una frase equivocada")
    lugar.settle()
    assert "no es correcta" in lugar.screen.answer.text()
    lugar.screen.open_key("una frase ficticia")
    lugar.settle()
    assert lugar.screen.key.isHidden()
    assert [row.pill for row in lugar.screen.both.visits._model.rows()].count("Sólo en el respaldo") == 1


def test_escape_goes_back_to_the_settings(qtbot: QtBot, lugar: Lugar) -> None:
    lugar.window.open_place("ajustes")
    lugar.window.open_place("respaldos")
    lugar.settle()
    qtbot.keyClick(lugar.screen, Qt.Key.Key_Escape)
    assert lugar.window.shown is lugar.window.place("ajustes")


@pytest.mark.parametrize("zoom", [1.0, ZOOM_STEPS[-1]])
def test_it_fits_without_a_horizontal_bar(lugar: Lugar, theme: Theme, zoom: float) -> None:
    lugar.back_up()
    lugar.screen.compare()
    lugar.settle()
    theme.set_zoom(zoom)
    assert lugar.screen.area.horizontalScrollBar().maximum() == 0


def test_where_the_data_do_not_open_the_way_back_is_there(
    qtbot: QtBot, on_stage: Callable[[QWidget], None], datos: Path, written_week: Path
) -> None:
    shutil.copytree(written_week, datos)
    respaldos(datos).respaldar()
    (datos / "supervisor.db").write_bytes(b"esto ya no es una base" * 500)
    lanes = open_lanes(datos)
    window = MainWindow(lanes, DEFINICIONES_REALES, IDENTIDAD, today=lambda: HOY)
    window.backups = lambda: puertas.make_backups(lanes, respaldos(datos))
    on_stage(window)
    lanes.call(lambda s: s.ajustes.aviso, None, window.show_fatal)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    (door,) = [b for b in window.shown.findChildren(QPushButton) if b.text() == "Respaldos…"]
    door.click()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    (screen,) = window.shown.findChildren(RespaldosScreen)
    assert screen.make.isHidden()
    screen.compare()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    assert "no se puede leer" in screen.both.warnings.text()
    screen.prepare()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    assert "Se aparta entero" in screen.answer.text()
    screen.both.ready.action.emit()
    assert window.restoring and not window.isVisible()
    lanes.close()
    assert "Se restauró el respaldo" in put_in_place(datos, None)


# --- nobody asks ----------------------------------------------------------------------------------------------------


@pytest.fixture
def alone(qtbot: QtBot, on_stage: Callable[[QWidget], None], datos: Path, written_week: Path) -> Iterator[MainWindow]:
    """A window that is not closed by anybody else."""
    shutil.copytree(written_week, datos)
    lanes: Lanes[Servicios] = open_lanes(datos)
    made = MainWindow(lanes, DEFINICIONES_REALES, IDENTIDAD, today=lambda: HOY)
    on_stage(made)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    yield made
    lanes.close()


def _listed(datos: Path) -> list[Motivo]:
    return [j.manifiesto.motivo for e in respaldos(datos).listar() for j in e.juegos if j.manifiesto]


def test_a_start_backs_up_and_closing_does_where_something_changed(
    qtbot: QtBot, alone: MainWindow, datos: Path
) -> None:
    backups = Backups(alone.lanes, alone)
    backups.start()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy())
    assert _listed(datos) == [Motivo.AL_ABRIR]
    Lugar(qtbot, alone).change()
    alone.close()
    assert alone.isVisible(), "it waits for the backup"
    qtbot.waitUntil(lambda: not alone.isVisible())
    assert _listed(datos) == [Motivo.AL_CERRAR, Motivo.AL_ABRIR]


def test_whoever_does_not_want_to_wait_closes_again(qtbot: QtBot, alone: MainWindow) -> None:
    gate = Event()
    backups = Backups(alone.lanes, alone)
    backups.start()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy())
    alone.lanes.free(lambda _work: gate.wait(20))
    alone.lanes.free(lambda _work: gate.wait(20))
    alone.close()
    assert alone.isVisible()
    assert "cierre la ventana otra vez" in alone.notice.text()
    alone.close()
    assert not alone.isVisible()
    gate.set()


def test_what_a_place_refuses_is_told_once_and_quietly(
    qtbot: QtBot, alone: MainWindow, datos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervisor_app.durable.free_space", lambda _path: 0)
    backups = Backups(alone.lanes, alone)
    backups.start()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy())
    assert "No se respaldó en este equipo" in alone.notice.text()
    alone.notice.hide()
    backups.look()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy())
    assert alone.notice.isHidden()
    monkeypatch.undo()
    backups.look()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy())
    assert _listed(datos) == [Motivo.DURANTE]


def test_a_window_that_could_not_be_closed_is_backed_up_as_before(
    qtbot: QtBot, alone: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(alone.lanes, alone)
    backups.start()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy())
    monkeypatch.setattr(MainWindow, "unsaved", property(lambda _self: 1))
    alone.close()
    qtbot.waitUntil(lambda: not alone.lanes.is_busy() and not backups._closing)
    assert alone.isVisible() and backups._timer.isActive()
