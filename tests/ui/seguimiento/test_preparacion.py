"""Preparing a visit brings what the unit left open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.ui.kit.list_rows import ROW, Row
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.ui.seguimiento.primera import primera
from tests.ui.visit_fixtures import prepared
from tests.visita_ficticia import COLIMA

MANZANILLO = con(COLIMA, subdelegacion="02", subdelegacion_nombre="Manzanillo")


@pytest.fixture
def screen_of(
    datos: Path, session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]
) -> Callable[..., PreparacionScreen]:
    def make(**campos: object) -> PreparacionScreen:
        primera(datos)
        screen = PreparacionScreen(session_of(prepared(**campos)))
        screen.resize(1285, 540)
        on_stage(screen)
        return screen

    return make


def rows(screen: PreparacionScreen) -> list[Row]:
    model = screen.prior.list.model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def test_the_open_findings_are_listed_the_most_overdue_first(
    qtbot: QtBot, screen_of: Callable[..., PreparacionScreen]
) -> None:
    screen = screen_of()
    qtbot.waitUntil(screen.prior.isVisible)
    assert [(r.second.split(" · ")[0], r.pill) for r in rows(screen)] == [
        ("V-2025-041-02", "Vencida 34 días"), ("V-2025-041-01", "Sin plazo"),
    ]  # fmt: skip


def test_another_unit_brings_its_own_past(qtbot: QtBot, screen_of: Callable[..., PreparacionScreen]) -> None:
    screen = screen_of(unidad=MANZANILLO)
    screen.session.attempt(lambda e: comandos.modificar_visita(e, "Cambió la unidad", unidad=COLIMA))
    qtbot.waitUntil(screen.prior.isVisible)
    screen.session.attempt(lambda e: comandos.modificar_visita(e, "Cambió la unidad", unidad=MANZANILLO))
    qtbot.waitUntil(screen.prior.isHidden)


def test_a_finding_leads_to_where_it_is_verified(qtbot: QtBot, screen_of: Callable[..., PreparacionScreen]) -> None:
    screen = screen_of()
    qtbot.waitUntil(screen.prior.isVisible)
    screen.prior.list.setFocus()
    with qtbot.waitSignal(screen.wants) as told:
        qtbot.keyClick(screen.prior.list, Qt.Key.Key_Return)
    assert told.args == ["inconsistencias", screen.session.pasado.anteriores[0].hallazgo.id]


def test_what_is_verified_is_counted(qtbot: QtBot, screen_of: Callable[..., PreparacionScreen]) -> None:
    screen = screen_of()
    qtbot.waitUntil(screen.prior.isVisible)
    first = screen.session.pasado.anteriores[0]
    screen.session.attempt(lambda e: comandos.verificar_hallazgo(e, first, ResultadoVerificacion.EN_ATENCION))
    assert rows(screen)[0].pill == "Verificado"


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut(qtbot: QtBot, screen_of: Callable[..., PreparacionScreen], theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    screen = screen_of()
    qtbot.waitUntil(screen.prior.isVisible)
    assert cut_columns(screen) == []
