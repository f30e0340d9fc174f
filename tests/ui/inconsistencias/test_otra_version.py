"""A finding of a question that the cédula does not ask any more: it stays, says so, and can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from tests.ui.cedulas.versiones_nuevas import answered, newer_forms
from tests.ui.visit_fixtures import settled


@pytest.fixture
def screen(
    tmp_path: Path, session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]
) -> InconsistenciasScreen:
    """Over a visit that followed version 2 of CO-02, without the question of its finding 01."""
    e = answered()
    newer = newer_forms(tmp_path / "cedulas").cedula("CO-02")
    screen = InconsistenciasScreen(session_of(e.aplicar(comandos.seguir_versiones(e, [newer]).cambios)))
    screen.resize(1285, 627)
    on_stage(screen)
    screen.enter()
    screen.show_object(screen.session.expediente.inconsistencias_de("CO-02-03")[0].id)
    return screen


def test_it_says_in_which_version_it_was_asked_and_is_not_called_unsustained(screen: InconsistenciasScreen) -> None:
    assert screen.editor.birth.text().endswith(
        "Se preguntó en la versión 1 de la cédula; la que se aplica ya no lo pregunta así."
    )
    assert screen.editor.title.text() == "3 de 17 casos revisados con inconsistencia"
    assert not screen.editor.unsustained.isVisibleTo(screen)


def test_it_can_be_taken_away(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    assert screen.editor.drop.isVisibleTo(screen)
    screen.editor.drop.click()
    settled(qtbot, screen.session)
    assert not screen.session.expediente.inconsistencias_de("CO-02-03")
