"""Evidence on the screen of the inconsistencias: of a finding, of a measure, of the verification of an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from tests.ui.cedulas.manos import CTRL, Hands, Key
from tests.ui.inconsistencias.manos import FOUND, agree
from tests.ui.visit_fixtures import prepared, session_of, settled

__all__ = ["session_of"]


@pytest.fixture
def screen(
    session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]
) -> InconsistenciasScreen:
    """Three findings, the first of them with a measure."""
    made = InconsistenciasScreen(session_of(prepared(*FOUND, agree(0))))
    made.resize(1285, 627)
    on_stage(made)
    made.enter()
    made.show_object(first(made))
    return made


@pytest.fixture
def acta(tmp_path: Path) -> Path:
    path = tmp_path / "acta.txt"
    path.write_text("Acta", encoding="utf-8")
    return path


def first(screen: InconsistenciasScreen) -> str:
    return screen.session.expediente.inconsistencias_en_orden()[0].id


def choose(screen: InconsistenciasScreen, path: Path) -> str:
    """Ctrl+E and the file; the title of the dialog."""
    Hands().press(Key.Key_E, CTRL)
    (dialog,) = screen.findChildren(QFileDialog)
    title = dialog.windowTitle()
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    return title


def places(screen: InconsistenciasScreen) -> list[Sitio]:
    return [v.sitio for v in screen.session.expediente.evidencias.values()]


def test_a_file_goes_to_the_finding_that_is_looked_at(screen: InconsistenciasScreen, acta: Path, qtbot: QtBot) -> None:
    assert choose(screen, acta) == "Adjuntar evidencia · Inconsistencia 01"
    qtbot.waitUntil(lambda: places(screen) == [Sitio(inconsistencia_id=first(screen))])
    assert screen.evidence.section.tiles.count() == 1
    settled(qtbot, screen.session)


def test_from_within_a_measure_a_file_goes_to_the_measure(
    screen: InconsistenciasScreen, acta: Path, qtbot: QtBot
) -> None:
    (measure,) = screen.session.expediente.medidas.values()
    row = screen.table.row_of(measure.id)
    assert row is not None
    row.text.setFocus(Qt.FocusReason.OtherFocusReason)
    assert choose(screen, acta) == "Adjuntar evidencia · Medida 1 de la inconsistencia 01"
    qtbot.waitUntil(lambda: places(screen) == [Sitio(inconsistencia_id=first(screen), medida_id=measure.id)])
    assert screen.evidence.section.tiles.count() == 1
    settled(qtbot, screen.session)


def test_what_was_copied_is_pasted_on_the_finding(screen: InconsistenciasScreen, acta: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(acta))])
    QGuiApplication.clipboard().setMimeData(data)
    screen.list.setFocus(Qt.FocusReason.OtherFocusReason)
    Hands().press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: places(screen) == [Sitio(inconsistencia_id=first(screen))])
    settled(qtbot, screen.session)


def test_it_is_seen_large_and_escape_comes_back(screen: InconsistenciasScreen, acta: Path, qtbot: QtBot) -> None:
    screen.session.attach([acta], place=Sitio(inconsistencia_id=first(screen)))
    qtbot.waitUntil(lambda: len(places(screen)) == 1)
    screen.evidence.section.tiles.setFocus(Qt.FocusReason.OtherFocusReason)
    hands = Hands()
    hands.press(Key.Key_Return)
    assert screen.evidence.is_open()
    assert ("Esc", "Volver") in screen.hints()
    hands.press(Key.Key_N)
    assert screen.evidence.is_open()
    hands.press(Key.Key_Escape)
    assert not screen.evidence.is_open()
    assert screen.evidence.section.tiles.hasFocus()
    settled(qtbot, screen.session)
