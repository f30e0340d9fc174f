"""Cédulas are ticked by keyboard, by department or found by words; one with answers is not taken out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import Unidad
from supervisor_app.ui.kit.check_list import CheckRow
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from supervisor_app.ui.visita.preparacion.cedulas import CedulasPanel
from tests.ui.visit_fixtures import DEFINICIONES_REALES, answer, prepared, settled
from tests.visita_ficticia import CUMPLE

Make = Callable[[Expediente], PreparacionScreen]


@pytest.fixture
def panel(screen_of: Make) -> CedulasPanel:
    return screen_of(prepared()).cedulas


def chosen(panel: CedulasPanel) -> tuple[str, ...]:
    return panel.session.expediente.visita.cedulas


def row(panel: CedulasPanel, code: str) -> CheckRow:
    return next(r for r in panel.list.rows() if r.key == code)


def find(qtbot: QtBot, panel: CedulasPanel, words: str) -> list[str]:
    panel.search.setFocus()
    panel.search.selectAll()
    qtbot.keyClicks(panel.search, words)
    return [r.key for r in panel.list.rows()]


def test_the_count_says_cedulas_and_questions(panel: CedulasPanel) -> None:
    questions = sum(len(DEFINICIONES_REALES.cedula(c).items) for c in chosen(panel))

    assert panel.count.text() == f"4 cédulas · {questions} preguntas"
    assert panel.department._segments[0].text() == "Cobranza 3"


@pytest.mark.parametrize("written", ["CO-02", "co-02", "co02", "CO 02"])
def test_a_whole_code_finds_its_cedula_and_no_other(qtbot: QtBot, panel: CedulasPanel, written: str) -> None:
    assert find(qtbot, panel, written) == ["CO-02"]


def test_enter_ticks_the_only_one_found_and_waits_for_the_next_words(qtbot: QtBot, panel: CedulasPanel) -> None:
    for code in ("co01", "co03", "co03"):
        qtbot.keyClicks(panel.search, code)
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)

    assert chosen(panel) == ("CO-01", "CO-02", "CO-03", "CO-05", "CO-06", "RC-02")
    assert panel.search.selectedText() == "co03"


def test_enter_ticks_nothing_while_several_are_found(qtbot: QtBot, panel: CedulasPanel) -> None:
    before = chosen(panel)
    find(qtbot, panel, "cartera")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)

    assert chosen(panel) == before


def test_space_ticks_and_ticks_off(qtbot: QtBot, panel: CedulasPanel) -> None:
    panel.list.set_current("CO-01")
    panel.list.setFocus()

    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert chosen(panel) == ("CO-01", "CO-02", "CO-05", "CO-06", "RC-02")
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert chosen(panel) == ("CO-02", "CO-05", "CO-06", "RC-02")


def test_the_current_row_stays_while_ticking(qtbot: QtBot, panel: CedulasPanel) -> None:
    panel.list.set_current("CO-04")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)

    assert panel.list.current() == "CO-04"


def test_what_is_chosen_is_on_disk(qtbot: QtBot, panel: CedulasPanel) -> None:
    panel.list.asked.emit("CO-01", True)
    settled(qtbot, panel.session)
    read: list[tuple[str, ...]] = []
    panel.session.lanes.call(lambda s: s.visitas.abrir(panel.session.expediente.visita.id).visita.cedulas, read.append)
    qtbot.waitUntil(lambda: bool(read))

    assert "CO-01" in read[0]


def test_one_with_answers_is_taken_out_with_them(qtbot: QtBot, screen_of: Make) -> None:
    panel = screen_of(prepared(answer("CO-02-01", CUMPLE))).cedulas

    panel.list.asked.emit("CO-02", False)

    assert not row(panel, "CO-02").checked
    assert "CO-02-01" not in panel.session.expediente.respuestas


def test_departments_are_walked_with_the_arrows(qtbot: QtBot, panel: CedulasPanel) -> None:
    panel.department._segments[0].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)

    assert {r.key[:2] for r in panel.list.rows()} == {"RC"}


def test_a_department_is_chosen_whole_and_taken_out_whole(qtbot: QtBot, panel: CedulasPanel) -> None:
    own = [d.codigo for d in DEFINICIONES_REALES.para(UnitKind.SUB, Departamento.COBRANZA)]

    panel.all.click()
    assert set(own) <= set(chosen(panel))
    assert panel.all.text() == "Quitar todas las de Cobranza"
    panel.all.click()
    assert chosen(panel) == ("RC-02",)


@pytest.mark.parametrize(
    ("words", "code"), [("co-11", "CO-11"), ("CO11", "CO-11"), ("convenios", "CO-11"), ("parcialidades conv", "CO-11")]
)
def test_words_find_in_every_department(qtbot: QtBot, panel: CedulasPanel, words: str, code: str) -> None:
    panel.department.set_value(Departamento.AUDITORIA_PATRONES.value)

    assert code in find(qtbot, panel, words)


def test_nothing_found_is_said_and_escape_takes_the_words_away(qtbot: QtBot, panel: CedulasPanel) -> None:
    assert find(qtbot, panel, "zzzz") == []
    assert panel.nothing.isVisible()

    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)

    assert (panel.search.text(), panel.nothing.isVisible()) == ("", False)


def test_the_arrow_goes_from_the_words_to_the_rows(qtbot: QtBot, panel: CedulasPanel) -> None:
    find(qtbot, panel, "convenios")

    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)

    assert "CO-11" in chosen(panel)


def test_only_those_of_the_kind_of_unit_are_offered(screen_of: Make) -> None:
    panel = screen_of(prepared(unidad=Unidad(tipo=UnitKind.UMF, nombre="No. 5"))).cedulas
    offered = {r.key for r in panel.list.rows() if not r.checked}

    assert all(DEFINICIONES_REALES.cedula(c).aplica_a(UnitKind.UMF) for c in offered)


def test_a_chosen_one_of_another_kind_stays_with_a_warning(screen_of: Make) -> None:
    panel = screen_of(prepared(unidad=Unidad(tipo=UnitKind.UMF, nombre="No. 5"))).cedulas

    assert row(panel, "CO-02").pill == "No es para este tipo de unidad"


def test_a_cedula_that_cannot_be_read_is_said(screen_of: Make) -> None:
    panel = screen_of(prepared(cedulas=())).cedulas
    session = panel.session
    session.attempt(lambda e: comandos.modificar_visita(e, "Prueba", cedulas=(*e.visita.cedulas, "CO-99")))

    assert row(panel, "CO-99").words == "No se puede leer su definición"
