"""The bin as a place: by keyboard alone things come back, and only what nothing brings back is asked."""

from __future__ import annotations

from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.visita import Visita
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.papelera import PapeleraScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios


def done(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.lanes.is_busy())


def ask(qtbot: QtBot, lanes: Lanes[Servicios]) -> tuple[Visita, ...]:
    found: list[tuple[Visita, ...]] = []
    lanes.call(lambda s: s.visitas.lista(), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def opened(qtbot: QtBot, window: MainWindow) -> PapeleraScreen:
    qtbot.keyClick(window, Qt.Key.Key_F12)
    done(qtbot, window)
    return cast(PapeleraScreen, window.shown)


def _bin(visit_id: str, s: Servicios) -> None:
    s.papelera.enviar(visit_id)


@pytest.fixture
def binned(qtbot: QtBot, window: MainWindow) -> list[Visita]:
    """Two visits of the week that are in the bin; one of them may be deleted."""
    drafts = [v for v in ask(qtbot, window.lanes) if not v.cerrada][:2]
    for v in drafts:
        window.lanes.call(partial(_bin, v.id))
    done(qtbot, window)
    return drafts


def test_an_empty_bin_says_what_it_is_for(qtbot: QtBot, window: MainWindow) -> None:
    screen = opened(qtbot, window)
    assert screen.nothing.isVisible()
    assert not screen.empty.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert window.rail.here() == "inicio"


def test_a_visit_is_restored_with_enter(qtbot: QtBot, window: MainWindow, binned: list[Visita]) -> None:
    screen = opened(qtbot, window)
    assert QApplication.focusWidget() is screen.visits.list
    chosen = screen.visits.list.current()
    qtbot.keyClick(screen.visits.list, Qt.Key.Key_Return)
    done(qtbot, window)
    assert chosen in {v.id for v in ask(qtbot, window.lanes)}
    assert screen.answer.text().endswith("volvió a sus listas, como estaba.")
    assert len(screen.loaded.visitas if screen.loaded else ()) == 1


def test_a_click_only_chooses(qtbot: QtBot, window: MainWindow, binned: list[Visita]) -> None:
    screen = opened(qtbot, window)
    listed = screen.visits.list
    qtbot.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualRect(listed.model().index(1, 0)).center()
    )
    done(qtbot, window)
    assert len(screen.loaded.visitas if screen.loaded else ()) == 2
    assert listed.current() == binned[0].id


def test_deleting_is_asked_in_words_with_the_focus_on_keeping(
    qtbot: QtBot, window: MainWindow, binned: list[Visita]
) -> None:
    screen = opened(qtbot, window)
    qtbot.keyClick(screen.visits.list, Qt.Key.Key_Delete)
    assert "No se puede deshacer" in screen.question.text()
    assert QApplication.focusWidget() is screen.keep
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.question.isVisible()
    assert QApplication.focusWidget() is screen.visits.list


def test_emptying_deletes_after_the_answer_and_tells_what_went(
    qtbot: QtBot, window: MainWindow, binned: list[Visita]
) -> None:
    screen = opened(qtbot, window)
    screen.empty.click()
    assert all(v.folio in screen.question.text() for v in binned)
    screen.sure.setFocus()
    qtbot.keyClick(screen.sure, Qt.Key.Key_Space)
    done(qtbot, window)
    assert screen.nothing.isVisible()
    assert all(v.folio in screen.answer.text() for v in binned)
    assert screen.gone.isVisible()


def test_what_was_taken_out_of_the_open_visit_comes_back_into_it(qtbot: QtBot, window: MainWindow) -> None:
    (visita, *_) = (v for v in ask(qtbot, window.lanes) if not v.cerrada and v.cedulas)
    window.open_visit(visita.id)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    session = window.workspace.session
    session.attempt(comandos.empezar_acta)
    session.attempt(comandos.quitar_acta)
    done(qtbot, window)
    assert window.notice.text() == "Se quitó «Acta de cierre». Está en la papelera de la visita."
    window.notice.undo()
    done(qtbot, window)
    assert session.expediente.acta is not None
    session.attempt(comandos.quitar_acta)
    window.lead("papelera", visita.id)
    done(qtbot, window)
    screen = cast(PapeleraScreen, window.shown)
    (card,) = screen.parts
    assert QApplication.focusWidget() is card.list
    qtbot.keyClick(card.list, Qt.Key.Key_Return)
    done(qtbot, window)
    assert session.expediente.acta is not None
    assert screen.nothing.isVisible()


def test_the_start_tells_what_the_bin_let_go(qtbot: QtBot, window: MainWindow, binned: list[Visita]) -> None:
    window.bin.look()
    done(qtbot, window)
    assert not window.notice.isVisible()
