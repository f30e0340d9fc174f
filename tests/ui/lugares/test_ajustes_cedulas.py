"""The card of the cédulas: exporting one to Excel, and importing what came back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import paths
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes.cedulas import CedulasCard
from supervisor_app.wiring import Servicios, abrir
from tests.ui.lugares.libros import libro
from tests.ui.visit_fixtures import HOY
from tests.visita_ficticia import RelojFijo


@pytest.fixture
def definiciones(datos: Path) -> Definiciones:
    return Definiciones.cargar(paths.formas(), datos / "cedulas")


@pytest.fixture
def card(
    qtbot: QtBot, datos: Path, definiciones: Definiciones, on_stage: Callable[[QWidget], None]
) -> Iterator[CedulasCard]:
    """The card over an empty data folder, with all that is in use read."""
    lanes: Lanes[Servicios] = Lanes(lambda: abrir(datos, definiciones=definiciones, reloj=RelojFijo()))
    made = CedulasCard(lanes, definiciones, today=lambda: HOY)
    on_stage(made)
    made.refresh()
    qtbot.waitUntil(lambda: len(made.pick.suggestions()) == 60)
    yield made
    lanes.close()


def _file(tmp_path: Path, cambios: dict[tuple[str, str], str | None]) -> Path:
    file = tmp_path / "cédula.xlsx"
    file.write_bytes(libro(cambios))
    return file


def _choose(qtbot: QtBot, card: CedulasCard, typed: str) -> None:
    card.pick.setFocus()
    qtbot.keyClicks(card.pick, typed)
    qtbot.keyClick(card.pick, Qt.Key.Key_Return)


def test_the_chosen_cedula_tells_its_version(qtbot: QtBot, card: CedulasCard) -> None:
    _choose(qtbot, card, "notificacion de cre")

    assert card.pick.key() == "CO-02"
    assert card.chosen.text() == "Versión 1, vigente al 20/11/2026, de la aplicación. 10 preguntas."


def test_it_is_exported_by_keyboard(
    qtbot: QtBot, card: CedulasCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "CO-02"), ""))
    _choose(qtbot, card, "CO-02")

    card.export.setFocus()
    qtbot.keyClick(card.export, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.exported.text() == "Se escribió «CO-02.xlsx».")

    written = openpyxl.load_workbook(io.BytesIO((tmp_path / "CO-02.xlsx").read_bytes()))
    assert written["survey"]["B2"].value == "CO-02-01"


def test_exporting_all_spares_an_edited_workbook(
    qtbot: QtBot, card: CedulasCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = tmp_path / "CO-02.xlsx"
    edited.write_bytes(b"editado")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))

    card.export_all.click()
    qtbot.waitUntil(lambda: "ya está «CO-02.xlsx»" in card.exported.text())

    assert [file.name for file in tmp_path.glob("*.xlsx")] == ["CO-02.xlsx"]
    assert edited.read_bytes() == b"editado"


def test_a_new_version_is_used_at_once(
    qtbot: QtBot, card: CedulasCard, definiciones: Definiciones, tmp_path: Path
) -> None:
    card.import_file(_file(tmp_path, {("settings", "C2"): "2", ("survey", "C2"): "¿Otra pregunta?"}))
    qtbot.waitUntil(lambda: "Se importó la versión 2 de CO-02" in card.answer.text())

    assert definiciones.cedula("CO-02").items[0].pregunta == "¿Otra pregunta?"
    assert card.chosen.text().startswith("Versión 2, vigente al 20/11/2026, importada de Excel.")
    assert not card.problems.isVisible()


def test_problems_are_listed_by_cell_and_copied(qtbot: QtBot, card: CedulasCard, tmp_path: Path) -> None:
    card.import_file(_file(tmp_path, {("survey", "A2"): "geopoint", ("survey", "C3"): None}))
    qtbot.waitUntil(lambda: card.answer.text().startswith("No se importó nada de «cédula.xlsx»: 2 problemas."))

    assert "Hoja survey, fila 3, columna C (label): No puede quedar vacío." in card.problems.text()
    card.copy.setFocus()
    qtbot.keyClick(card.copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == card.problems.text()


def test_the_same_version_with_other_content_is_refused(qtbot: QtBot, card: CedulasCard, tmp_path: Path) -> None:
    card.import_file(_file(tmp_path, {("survey", "C2"): "¿Otra pregunta?"}))

    qtbot.waitUntil(lambda: "con otro contenido" in card.answer.text())


def test_a_workbook_is_dropped(qtbot: QtBot, card: CedulasCard, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(_file(tmp_path, {})))])
    no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    card.file.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, no))

    qtbot.waitUntil(lambda: "ya estaba, igual" in card.answer.text())


def test_a_file_that_is_gone_is_told(qtbot: QtBot, card: CedulasCard, tmp_path: Path) -> None:
    card.import_file(tmp_path / "no está.xlsx")

    qtbot.waitUntil(lambda: "No se pudo leer «no está.xlsx»" in card.answer.text())
