"""The step of findings and measures through its real widgets, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.hallazgo import Origen, Riesgo, TipoMedida
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from tests.ui.inconsistencias.manos import Open, agree, finding, focused, press, replace_text
from tests.ui.visit_fixtures import answer, settled, write
from tests.visita_ficticia import muestra

# --- the list -----------------------------------------------------------------------------------------------------


def test_each_finding_says_number_item_risk_and_measures(open_screen: Open) -> None:
    screen = open_screen(agree(1))
    said = [row.spoken() for row in screen.list.rows()]
    assert said[0].startswith("01 CO-02-01. No cumple: ")
    assert said[1] == "02 CO-02-03. 4 de 20 casos revisados con inconsistencia. Riesgo medio. 1 medida"
    assert said[2].endswith("Sin medida")


def test_it_opens_at_the_first_finding_without_measure(open_screen: Open) -> None:
    screen = open_screen(agree(0))
    assert finding(screen).numero == 2
    assert focused() is screen.table.entry


def test_the_filter_shows_those_without_measure_and_the_one_being_worked_on(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.view.filter.setFocus()
    screen.view.filter._choose(screen.view.filter._segments[1])
    assert [row.number for row in screen.list.rows()] == ["02", "03"]
    screen.session.attempt(agree(1))
    assert [row.number for row in screen.list.rows()] == ["02", "03"]


def test_alt_arrows_go_from_one_to_another_even_while_writing(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.editor.cause.setFocus()
    write(screen.editor.cause, "Falta personal.")
    press(qtbot, "Alt+Down")
    assert finding(screen).numero == 2
    assert screen.editor.cause.text() == ""
    press(qtbot, "Alt+Up")
    assert finding(screen).causa == "Falta personal."


def test_n_goes_to_the_next_without_measure_and_begins_again(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(1))
    screen.list.setFocus()
    press(qtbot, "N")
    assert finding(screen).numero == 3
    screen.list.setFocus()
    press(qtbot, "N")
    assert finding(screen).numero == 1


def test_alt_n_goes_on_even_while_writing(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.editor.cause.setFocus()
    press(qtbot, "Alt+N")
    assert finding(screen).numero == 2
    assert screen.editor.cause.text() == ""


def test_the_hint_names_the_key_that_works_where_one_is(open_screen: Open) -> None:
    screen = open_screen()
    assert ("Alt+N", "Siguiente sin medida") in screen.hints()
    screen.list.setFocus()
    assert ("N", "Siguiente sin medida") in screen.hints()


def test_n_is_a_letter_while_writing(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.editor.cause.setFocus()
    qtbot.keyClicks(screen.editor.cause, "n")
    assert screen.editor.cause.text() == "n"


def test_an_unsustained_finding_says_so_and_can_be_taken_away(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0), answer("CO-02-01", ValorCumple(valor=Cumplimiento.CUMPLE)))
    key = screen.list.rows()[0].key
    screen.show_object(key)
    assert screen.editor.unsustained.isVisible()
    assert "ya no la sustenta" in screen.list.rows()[0].spoken()
    screen.editor.unsustained.action.emit()
    assert key not in screen.session.expediente.inconsistencias


# --- the finding --------------------------------------------------------------------------------------------------


def test_facts_and_origin_come_from_the_answer(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object(screen.list.rows()[1].key)
    assert screen.editor.facts.text() == "4 de 20 revisados · 20.0\N{NO-BREAK SPACE}% · $312,940.00"
    with qtbot.waitSignal(screen.wants) as told:
        qtbot.keyClick(screen.editor.link, Qt.Key.Key_Return)
    assert told.args == ["cedulas", "CO-02-03"]


def test_a_title_is_written_and_given_back_to_the_answer(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    replace_text(qtbot, screen.editor.title, "Las actas se llenan después")
    qtbot.keyClick(screen.editor.title, Qt.Key.Key_Return)
    assert finding(screen).titulo == "Las actas se llenan después"
    assert focused() is not screen.editor.title
    replace_text(qtbot, screen.editor.title, "")
    screen.commit()
    assert finding(screen).titulo is None
    assert screen.editor.title.text().startswith("No cumple: ")


def test_a_description_follows_the_answer_until_it_is_written(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object(screen.list.rows()[1].key)
    screen.session.attempt(answer("CO-02-03", muestra(20, 5)))
    assert "en 5 se encontró" in screen.editor.description.text()
    replace_text(qtbot, screen.editor.description, "Faltan firmas.")
    screen.commit()
    screen.session.attempt(answer("CO-02-03", muestra(20, 6)))
    assert screen.editor.description.text() == "Faltan firmas."
    screen.editor.back.click()
    assert "en 6 se encontró" in screen.editor.description.text()


def test_risk_is_chosen_with_the_arrows(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.editor.risk.setFocus()
    qtbot.keyClick(screen.editor.risk, Qt.Key.Key_Right)
    qtbot.keyClick(screen.editor.risk, Qt.Key.Key_Space)
    assert finding(screen).riesgo is Riesgo.ALTO


def test_a_possible_irregularity_says_that_it_is_not_shared(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.editor.irregular.setFocus()
    qtbot.keyClick(screen.editor.irregular, Qt.Key.Key_Space)
    assert finding(screen).posible_irregularidad
    assert "no se imprime" in screen.editor.apart.text()
    assert screen.editor.apart.isVisible()


def test_a_basis_is_added_and_taken_away_by_keyboard(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    before = finding(screen).fundamento
    basis = screen.editor.basis
    basis.more.setFocus()
    qtbot.keyClick(basis.more, Qt.Key.Key_Return)
    write(basis.entry, "CFF 999")
    qtbot.keyClick(basis.entry, Qt.Key.Key_Return)
    assert finding(screen).fundamento == (*before, "CFF 999")
    assert focused() is basis.more
    qtbot.keyClick(basis.more, Qt.Key.Key_Left)
    qtbot.keyClick(focused(), Qt.Key.Key_Delete)
    assert finding(screen).fundamento == before


def test_escape_leaves_the_new_basis(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    before = finding(screen).fundamento
    basis = screen.editor.basis
    basis.ask()
    write(basis.entry, "CFF")
    qtbot.keyClick(basis.entry, Qt.Key.Key_Escape)
    assert focused() is basis.more
    assert not basis.entry.isVisible()
    assert finding(screen).fundamento == before


def test_a_free_finding_begins_at_its_title_with_amount_and_origin(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    press(qtbot, "Ctrl+Shift+I")
    assert focused() is screen.editor.title
    write(focused(), "Vehículo sin bitácora")
    replace_text(qtbot, screen.editor.amount, "1,500")
    screen.editor.origin.setFocus()
    qtbot.keyClick(screen.editor.origin, Qt.Key.Key_Down)
    screen.commit()
    assert finding(screen).titulo == "Vehículo sin bitácora"
    assert finding(screen).importe == 1500
    assert finding(screen).origen is Origen.OIC


def test_a_free_finding_is_taken_away_and_undone(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    press(qtbot, "Ctrl+Shift+I")
    screen.editor.drop.click()
    assert len(screen.session.expediente.inconsistencias) == 3
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.changed):
        screen.session.undo()
    assert len(screen.session.expediente.inconsistencias) == 4


# --- empty, closed, room ------------------------------------------------------------------------------------------


def test_without_findings_it_says_where_they_are_born(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(found=False)
    with qtbot.waitSignal(screen.wants) as told:
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert told.args == ["cedulas", ""]


def test_a_closed_visit_is_read_and_not_changed(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0), lambda e: comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)))
    assert screen.view.closed.isVisible()
    for control in (screen.editor.title, screen.editor.cause):
        control.setFocus()
        write(control, "x")
    press(qtbot, "Ctrl+Shift+I")
    press(qtbot, "Ctrl+M")
    screen.commit()
    assert len(screen.session.expediente.inconsistencias) == 3
    assert finding(screen).titulo is None
    assert not screen.table.entry.isVisible()


def test_only_keys_that_work_are_told(open_screen: Open) -> None:
    assert ("Ctrl+D", "Duplicar medida") not in open_screen().hints()


def test_measures_are_told_by_their_keys_where_there_are_some(open_screen: Open) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    assert ("Ctrl+D", "Duplicar medida") in screen.hints()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [800, 1285])
def test_nothing_is_cut(open_screen: Open, theme: Theme, zoom: float, width: int) -> None:
    screen = open_screen(agree(0), agree(0, tipo=TipoMedida.MEJORA))
    theme.set_zoom(zoom)
    screen.resize(width, 550)
    screen.show_object(screen.list.rows()[0].key)
    for _ in range(3):
        QApplication.sendPostedEvents()
    assert cut_columns(screen) == []


def test_every_stop_of_tab_has_a_name(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    screen.list.setFocus()
    nameless = []
    for _ in range(40):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        told = QAccessible.queryAccessibleInterface(focused())
        if not told.text(QAccessible.Text.Name):
            nameless.append(type(focused()).__name__)
    assert nameless == []


def test_clicking_the_cross_of_a_basis_takes_it_away(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    before = finding(screen).fundamento
    pill = screen.editor.basis.pills[0]
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(pill.width() - 8, pill.height() // 2))
    assert finding(screen).fundamento == before[1:]
