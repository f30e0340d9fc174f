"""Earlier findings are verified in the step of the findings, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from tests.ui.seguimiento.primera import NO, primera
from tests.ui.visit_fixtures import answer, prepared, settled, write
from tests.visita_ficticia import muestra

Open = Callable[..., InconsistenciasScreen]


@pytest.fixture
def open_screen(
    datos: Path,
    session_of: Callable[[Expediente], VisitSession],
    on_stage: Callable[[QWidget], None],
    qtbot: QtBot,
) -> Open:
    def make(*commands: Callable[[Expediente], Operacion], width: int = 1285) -> InconsistenciasScreen:
        primera(datos)
        session = session_of(prepared(*commands))
        screen = InconsistenciasScreen(session)
        screen.resize(width, 627)
        on_stage(screen)
        qtbot.waitUntil(lambda: bool(session.pasado.anteriores))
        screen.enter()
        return screen

    return make


def states(screen: InconsistenciasScreen) -> list[EstadoHallazgo]:
    return [a.estado for a in screen.session.pasado.anteriores]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_earlier_findings_are_listed_with_the_overdue_first(open_screen: Open) -> None:
    screen = open_screen(answer("CO-05-06", NO))
    assert [row.folio.text() for row in screen.view.prior.rows()] == ["V-2025-041 · 02", "V-2025-041 · 01"]
    assert screen.view.prior.heading.findChildren(QWidget)
    assert screen.view.prior.isVisible()


def test_without_findings_of_its_own_the_visit_begins_with_the_earlier_ones(open_screen: Open) -> None:
    screen = open_screen()
    assert screen.view.prior_detail.folio.text() == "V-2025-041-02"
    assert focused() is screen.view.prior_detail.bar


def test_keys_verify(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    qtbot.keyClicks(focused(), "2")
    settled(qtbot, screen.session)
    assert states(screen)[0] is EstadoHallazgo.EN_ATENCION
    assert screen.view.prior.rows()[0].bar.value() == "en_atencion"


def test_solved_without_proof_is_refused_and_leads_to_the_note(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    with qtbot.waitSignal(screen.session.refused):
        qtbot.keyClicks(focused(), "1")
    assert focused() is screen.view.prior_detail.note
    assert screen.view.prior_detail.bar.value() is None
    write(focused(), "Oficio 123/2026")
    screen.view.prior_detail.bar.setFocus()
    qtbot.keyClicks(focused(), "1")
    settled(qtbot, screen.session)
    assert states(screen)[0] is EstadoHallazgo.SOLVENTADA


def test_a_verification_is_taken_back_with_supr(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    qtbot.keyClicks(focused(), "3")
    qtbot.keyClick(focused(), Qt.Key.Key_Delete)
    settled(qtbot, screen.session)
    assert screen.session.expediente.verificaciones == {}


def test_evidence_proves_it(open_screen: Open, qtbot: QtBot, tmp_path: Path) -> None:
    screen = open_screen()
    (tmp_path / "acta.txt").write_text("acta", encoding="utf-8")
    visita, hallazgo = screen.session.expediente.visita.id, screen.prior.current
    screen.session.attach([tmp_path / "acta.txt"], inconsistencia_id=f"{visita}:v:{hallazgo}")
    qtbot.waitUntil(lambda: bool(screen.session.expediente.evidencias))
    screen.view.prior_detail.bar.setFocus()
    qtbot.keyClicks(focused(), "1")
    settled(qtbot, screen.session)
    assert states(screen)[0] is EstadoHallazgo.SOLVENTADA


def test_how_long_it_is_overdue_is_told(open_screen: Open) -> None:
    assert open_screen().view.prior_detail.overdue.text() == "Vencida hace 34 días (24 hábiles)."


def test_a_holiday_added_while_the_visit_is_open_counts(open_screen: Open) -> None:
    screen = open_screen()
    catalogue = screen.session.catalogos
    catalogue.ajustar_feriados({date(2026, 5, 8)}, ())
    try:
        screen.prior.refresh()
        assert screen.view.prior_detail.overdue.text() == "Vencida hace 34 días (23 hábiles)."
    finally:
        catalogue.ajustar_feriados((), ())


def test_a_note_goes_to_the_finding_it_was_written_for(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.view.prior_detail.note.setFocus()
    write(focused(), "Se vio el libro.")
    screen.prior.step(1)
    settled(qtbot, screen.session)
    assert [v.folio for v in screen.session.expediente.verificaciones.values()] == ["V-2025-041-02"]


def test_a_finding_that_recurs_says_so_and_leads_to_the_earlier_one(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(answer("CO-02-03", muestra(20, 4)))
    assert screen.list.rows()[0].spoken().endswith("Reincide")
    assert screen.editor.recurrence.text() == (
        "Reincide: la misma inconsistencia se levantó el 18/11/2025 (6 de 20, V-2025-041)."
    )
    screen.editor.recurrence.action.emit()
    assert screen.view.prior_detail.folio.text() == "V-2025-041-02"


def test_from_an_earlier_finding_one_goes_back_to_those_of_the_visit(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(answer("CO-05-06", NO))
    screen.view.prior.rows()[0].bar.setFocus()
    assert screen.view.prior_detail.isVisible()
    screen.show_object(screen.session.expediente.inconsistencias_en_orden()[0].id)
    assert screen.editor.isVisible()


def test_what_lacks_its_proof_is_shown_when_it_is_gone_to(open_screen: Open) -> None:
    screen = open_screen(answer("CO-05-06", NO))
    screen.show_object(screen.session.pasado.anteriores[1].hallazgo.id)
    assert screen.view.prior_detail.folio.text() == "V-2025-041-01"


@pytest.mark.parametrize(("width", "zoom"), [(1285, 1.0), (1000, 1.0), (1285, 1.5), (1285, 2.0)])
def test_nothing_is_cut(open_screen: Open, theme: Theme, width: int, zoom: float) -> None:
    theme.set_zoom(zoom)
    screen = open_screen(answer("CO-02-03", muestra(20, 4)), width=width)
    assert cut_columns(screen) == []
    screen.prior.go_to(screen.session.pasado.anteriores[0].hallazgo.id)
    assert cut_columns(screen) == []


def test_with_little_room_a_button_leads_to_the_earlier_ones(open_screen: Open) -> None:
    screen = open_screen(answer("CO-05-06", NO), width=1000)
    screen.view.prior_button.click()
    assert screen.view.prior_detail.isVisible()
    assert focused() is screen.view.prior_detail.bar


def test_a_measure_is_verified_with_its_note_and_more_time_is_granted(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    key, row = next(iter(screen.view.prior_detail.measure_rows.items()))
    with qtbot.waitSignal(screen.session.refused):
        row.result.setFocus()
        qtbot.keyClick(row.result, Qt.Key.Key_Down)
    assert focused() is row.note
    write(row.note, "Oficio 12/2026")
    row.note.commit()
    row.result.setFocus()
    qtbot.keyClick(row.result, Qt.Key.Key_Down)
    assert screen.session.pasado.anteriores[0].medidas[0].avance == 100
    qtbot.keyClick(row.extend, Qt.Key.Key_Return)
    qtbot.keyClicks(row.form.until, "01/12/2026")
    write(row.form.reason, "Falta personal")
    write(row.form.who, "Titular de la Jefatura")
    qtbot.keyClick(row.form.accept, Qt.Key.Key_Return)
    settled(qtbot, screen.session)
    (m, *_rest) = screen.session.pasado.anteriores[0].medidas
    assert m.id == key
    assert len(m.prorrogas) == 1
    assert "Autorizó: Titular de la Jefatura" in row.history.text()
