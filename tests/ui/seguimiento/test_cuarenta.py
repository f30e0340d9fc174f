"""Forty earlier findings are verified by keyboard alone, each with what was found, its history and its measure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen
from supervisor_app.domain.seguimiento import Antecedente, ResultadoVerificacion, pasado
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from supervisor_app.ui.visita.inconsistencias.anterior import PriorDetail
from tests.ui.visit_fixtures import prepared, settled, stored
from tests.visita_ficticia import ZONA, contador_de_ids

CUANTOS = 40


def _visita(n: int, mes: int) -> Expediente:
    return prepared(
        id=f"{n:032x}",
        folio=f"V-2025-{n:03d}",
        inicio=date(2026, mes, 2),
        fin=date(2026, mes, 3),
        creada=datetime(2026, mes, 2, 9, tzinfo=ZONA),
    )


def _hallados(e: Expediente) -> Expediente:
    """Free findings with one measure each; the first was observed by the OIC and is reserved."""
    ids = contador_de_ids()
    for n in range(1, CUANTOS + 1):
        e = e.aplicar(comandos.nueva_inconsistencia(e, ids).cambios)
        h = e.inconsistencias_en_orden()[-1].id
        campos: dict[str, object] = {"titulo": f"Hallazgo {n}", "descripcion": f"Se encontró el caso {n}"}
        if n == 1:
            campos |= {"causa": "Sin control", "origen": Origen.OIC, "referencia": "14/2026"}
            campos |= {"posible_irregularidad": True}
        e = e.aplicar(comandos.modificar_inconsistencia(e, h, **campos).cambios)
        medida = {"texto": f"Corregir {n}", "responsable_cargo": "Jefa", "fecha": date(2026, 4, 1)}
        e = e.aplicar(comandos.nueva_medida(e, h, ids, **medida).cambios)
    return e


def _seguidos(e: Expediente, antes: Expediente) -> Expediente:
    """A second visit that verified the first finding and its measure."""
    previa = Antecedente(
        antes.visita, inconsistencias=tuple(antes.inconsistencias.values()), medidas=tuple(antes.medidas.values())
    )
    a = pasado(e.visita, (), [previa]).anteriores[0]
    e = e.aplicar(comandos.verificar_hallazgo(e, a, ResultadoVerificacion.EN_ATENCION, "Va a la mitad").cambios)
    campos = {"avance": 50, "nota": "Se vio la mitad"}
    return e.aplicar(comandos.verificar_medida(e, a, a.medidas[0].id, **campos).cambios)


@pytest.fixture
def screen(
    datos: Path, session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None], qtbot: QtBot
) -> InconsistenciasScreen:
    primera = _hallados(_visita(1, 2))
    stored(datos, primera)
    stored(datos, _seguidos(_visita(2, 3), primera))
    session = session_of(prepared())
    shown = InconsistenciasScreen(session)
    shown.resize(1285, 627)
    on_stage(shown)
    qtbot.waitUntil(lambda: len(session.pasado.anteriores) == CUANTOS)
    shown.enter()
    return shown


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_all_are_verified_with_two_keys_each(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    for n in range(CUANTOS):
        qtbot.keyClicks(focused(), "23"[n % 2])
        qtbot.keyClick(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, screen.session)
    assert screen.session.pasado.verificados == CUANTOS
    estados = [a.estado for a in screen.session.pasado.anteriores]
    assert estados == [EstadoHallazgo.EN_ATENCION, EstadoHallazgo.NO_SOLVENTADA] * (CUANTOS // 2)


def test_the_one_that_is_looked_at_is_in_sight_in_the_list(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    for _ in range(CUANTOS - 1):
        qtbot.keyClick(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    row = screen.view.prior.row_of(screen.prior.current)
    assert row is not None
    assert screen.view.prior_detail.folio.text() == f"V-2025-001-{CUANTOS}"
    inside = row.mapTo(screen.view.prior, QPoint(0, row.height()))
    assert inside.y() <= screen.view.prior.height() + 1


def test_what_was_found_is_told_and_by_whom(screen: InconsistenciasScreen) -> None:
    detail = screen.view.prior_detail
    assert detail.found.text() == "Se encontró el caso 1"
    assert detail.facts.text() == "Riesgo medio · OIC, observación 14/2026 · Causa: Sin control"


def test_a_possible_irregularity_says_where_its_notes_go(screen: InconsistenciasScreen) -> None:
    assert "sólo en el turnado" in screen.view.prior_detail.apart.text()
    assert screen.view.prior_detail.apart.isVisible()
    screen.prior.step(1)
    assert not screen.view.prior_detail.apart.isVisible()


def test_the_history_tells_what_was_verified_of_its_measures(screen: InconsistenciasScreen) -> None:
    lines = [w.text() for w in screen.view.prior_detail.findChildren(type(screen.view.prior_detail.origin))]
    assert "En atención · V-2025-002 · Va a la mitad" in lines
    assert "Medida: avance 50 % · Se vio la mitad" in lines


def test_arrows_go_among_them_and_tab_leaves_them_all_behind(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    rows = screen.view.prior.rows()
    rows[0].bar.setFocus()
    for _ in range(3):
        qtbot.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is rows[3].bar
    assert screen.prior.current == rows[3].key
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert not screen.view.prior.isAncestorOf(focused())


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_where_one_writes_is_in_sight(screen: InconsistenciasScreen, theme: Theme, qtbot: QtBot, zoom: float) -> None:
    theme.set_zoom(zoom)
    detail = screen.view.prior_detail
    row = next(iter(detail.measure_rows.values()))
    screen.prior.focus()
    qtbot.waitUntil(lambda: _in_sight(detail, detail.bar))
    qtbot.keyClick(row.extend, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _in_sight(detail, row.form.until))


def _in_sight(detail: PriorDetail, widget: QWidget) -> bool:
    """Whether all of it is inside what the column shows."""
    top = widget.mapTo(detail.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= detail.viewport().height()
