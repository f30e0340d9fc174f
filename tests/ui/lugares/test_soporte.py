"""Ayuda a soporte: what is shown is what is saved, it can be searched and copied, and Esc goes back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from supervisor_app import fallos
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.soporte import Soporte
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.lugares.ajustes import AjustesScreen
from supervisor_app.ui.lugares.soporte import SoporteScreen
from supervisor_app.ui.puertas import make_support
from supervisor_app.ui.ventana import MainWindow
from tests.ui.lugares.semana_ficticia import IDENTIDAD
from tests.visita_ficticia import AHORA, RelojFijo


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot, datos: Path) -> SoporteScreen:
    fallos.guardar_fallo(datos, KeyError("secreto"), AHORA, "ventana")
    window.open_place("soporte")
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    shown = window.shown
    assert isinstance(shown, SoporteScreen)
    return shown


def test_everything_is_shown_before_it_is_saved(screen: SoporteScreen) -> None:
    for title in ("Aplicación y equipo", "Revisión rápida de la base de datos", "Fallos", "Registro de la aplicación"):
        assert title in screen.shown_text
    assert "KeyError" in screen.shown_text


def test_nobody_is_named(screen: SoporteScreen) -> None:
    assert IDENTIDAD.nombre
    assert not [part for part in IDENTIDAD.nombre.split() if part in screen.shown_text]


def test_what_is_saved_is_what_is_shown(
    screen: SoporteScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "soporte.txt"), ""))
    qtbot.keyClick(screen.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    assert (tmp_path / "soporte.txt").read_text(encoding="utf-8") == screen.shown_text
    assert "Nada se envió" in screen.answer.text()


def test_it_is_saved_as_a_package_too(screen: SoporteScreen, qtbot: QtBot, tmp_path: Path, window: MainWindow) -> None:
    screen.save_as(tmp_path / "soporte.zip")
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    with zipfile.ZipFile(tmp_path / "soporte.zip") as package:
        assert "fallos.txt" in package.namelist()


def test_a_place_that_takes_no_file_is_told(
    screen: SoporteScreen, qtbot: QtBot, tmp_path: Path, window: MainWindow
) -> None:
    screen.save_as(tmp_path / "no hay" / "soporte.zip")
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    assert "Elija otro lugar" in screen.answer.text()


def test_words_are_found_and_found_again(screen: SoporteScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.field, "archivo")
    first = screen.text.textCursor().position()
    assert screen.text.textCursor().selectedText().casefold() == "archivo"
    qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    assert screen.text.textCursor().position() != first
    qtbot.keyClick(screen.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert screen.text.textCursor().position() == first


def test_words_that_are_not_there_are_told(screen: SoporteScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.field, "zzzz")
    assert screen.answer.text() == "No está en este texto."
    assert not screen.text.textCursor().hasSelection()


def test_all_of_it_is_copied(screen: SoporteScreen) -> None:
    screen.copy.click()
    assert QGuiApplication.clipboard().text() == screen.shown_text


def test_the_settings_lead_here_and_escape_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    window.open_place("ajustes")
    settings = window.place("ajustes")
    assert isinstance(settings, AjustesScreen)
    settings.support.open.click()
    shown: list[object] = [window.shown]
    qtbot.keyClick(window.shown, Qt.Key.Key_Escape)
    shown.append(window.shown)
    assert shown == [window.place("soporte"), settings]
    qtbot.waitUntil(lambda: not window.lanes.is_busy())


def test_it_is_at_hand_where_the_folder_cannot_be_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rota = tmp_path / "rota"
    rota.mkdir()
    (rota / "supervisor.db").write_bytes(b"no es una base" * 999)
    soporte = Soporte(rota, reloj=RelojFijo())
    monkeypatch.setattr(window, "support", lambda: make_support(window.lanes, soporte))
    window.show_fatal(EnvironmentProblem("La base está dañada."))
    next(b for b in window.shown.findChildren(Button) if b.accessibleName() == "Ayuda a soporte").click()
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    (screen,) = window.shown.findChildren(SoporteScreen)
    assert screen.isVisible()
    assert "No se pudo revisar" in screen.shown_text
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()
