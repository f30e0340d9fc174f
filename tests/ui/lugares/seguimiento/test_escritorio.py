"""What only a desk writes: an observation and its correction, a pasted table, a proposed session of training."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from supervisor_app.domain.seguimiento import Capacitacion, EstadoCapacitacion, Observacion
from tests.ui.lugares.scenes_seguimiento import PEGADO
from tests.ui.lugares.seguimiento.conftest import Place

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def observations(place: Place) -> tuple[Observacion, ...]:
    found: list[tuple[Observacion, ...]] = []
    place.lanes.call(lambda s: s.desahogo.observaciones.todas(), found.append)
    place.settle()
    return found[0]


def sessions(place: Place) -> tuple[Capacitacion, ...]:
    found: list[tuple[Capacitacion, ...]] = []
    place.lanes.call(lambda s: s.desahogo.capacitaciones.todas(), found.append)
    place.settle()
    return found[0]


def begin(place: Place) -> None:
    place.screen.lists.table().setFocus()
    place.press(Qt.Key.Key_O, CTRL_SHIFT)
    for text in ("OIC", "14/2026", "02/03/2026", "Convenios sin fianza"):
        place.type(text)
        place.press(Qt.Key.Key_Tab)


def test_an_observation_is_written_by_keyboard_and_opened(desk: Place) -> None:
    begin(desk)
    page = desk.screen.desk.observation
    page.whose.chosen.emit("ooad")
    page.whose.set_value("ooad")
    page.whose.chosen.emit("ooad")
    page.whole.setFocus()
    desk.type("Jalisco")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_M, CTRL)
    desk.type("Constituir las fianzas")
    desk.press(Qt.Key.Key_Return, CTRL)

    (one,) = observations(desk)
    assert (one.folio, one.de, one.medidas[0].texto) == ("OIC 14/2026", "OOAD Jalisco", "Constituir las fianzas")
    assert desk.screen.finding.sheet is not None and desk.screen.finding.sheet.id == one.id
    assert desk.screen.finding.sheet.correctable


def test_an_observation_that_was_begun_is_there_in_the_next_window(desk: Place, enter: Callable[[], Place]) -> None:
    begin(desk)
    desk.screen.commit()  # as the window does before it closes
    desk.settle()
    assert desk.screen.unsaved == 0
    desk.lanes.close()

    again = enter()
    again.screen.lists.table().setFocus()
    again.press(Qt.Key.Key_O, CTRL_SHIFT)
    page = again.screen.desk.observation
    assert (page.number.text(), page.title.text()) == ("14/2026", "Convenios sin fianza")
    page.forget.click()
    again.settle()
    assert page.title.text() == ""
    assert page.forget.isHidden()
    again.screen.commit()
    again.settle()


def test_a_session_that_was_begun_is_there_in_the_next_window(desk: Place, enter: Callable[[], Place]) -> None:
    desk.screen.desk.open_training(practice=True)
    desk.settle()
    desk.screen.desk.training.new.click()
    desk.type("Integrar convenios")
    desk.screen.commit()
    desk.settle()
    desk.lanes.close()

    again = enter()
    again.screen.desk.open_training(practice=True)
    again.settle()
    again.screen.desk.training.new.click()
    again.settle()
    assert again.screen.desk.training.form.tema.text() == "Integrar convenios"


def test_what_an_observation_lacks_is_said_beside_it_and_nothing_is_lost(desk: Place) -> None:
    begin(desk)
    desk.press(Qt.Key.Key_Return, CTRL)

    assert "de qué unidad" in desk.screen.desk.observation.unit_problem.text()
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_O, CTRL_SHIFT)
    assert desk.screen.desk.observation.title.text() == "Convenios sin fianza"


def test_an_observation_is_corrected(desk: Place) -> None:
    desk.lanes.call(lambda s: s.desahogo.observaciones.importar(s.desahogo.observaciones.leer_pegado(PEGADO)))
    desk.settle()
    one = observations(desk)[0]
    desk.screen.open_finding(one.id)
    desk.settle()

    desk.press(Qt.Key.Key_F2)
    desk.screen.desk.observation.title.selectAll()
    desk.type("Garantias vencidas")
    desk.press(Qt.Key.Key_Return, CTRL)

    assert "Garantias vencidas" in [o.titulo for o in observations(desk)]
    assert desk.screen.finding.title.text() == "Garantias vencidas"


def test_a_pasted_table_is_seen_before_it_is_imported(desk: Place) -> None:
    desk.screen.lists.observe.click()
    desk.screen.desk.observation.paste.click()
    page = desk.screen.desk.paste
    page.text.setPlainText(PEGADO)
    desk.settle()

    assert [line.cells[1].text for line in page.table.table().lines] == ["Se toma", "Se toma", *["No se toma"] * 2]
    assert observations(desk) == ()
    desk.press(Qt.Key.Key_Return, CTRL)

    assert [o.folio for o in observations(desk)] == ["OIC 14/2026", "ASF 2025-R-08"]
    assert "Se importaron 2 observaciones" in desk.screen.lists.answer.text()


def test_a_proposal_becomes_a_session_that_is_given(desk: Place) -> None:
    desk.screen.lists.training.click()
    desk.settle()
    training = desk.screen.desk.training
    reason = training.proposals[0].razon
    assert reason in training.proposed.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    training.proposed.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert training.form.tema.hasFocus()
    desk.press(Qt.Key.Key_Return, CTRL)
    (planned,) = sessions(desk)
    assert planned.estado is EstadoCapacitacion.PROGRAMADA and planned.hallazgos

    training.form.give.click()
    desk.settle()
    assert "fecha" in training.form.fields["fecha"].error()
    training.form.fecha.setText("01/06/2026")
    training.form.asistentes.setPlainText("Rosa Mireles, Notificadora\nIrene Luna\tJefa de oficina")
    training.form.give.click()
    desk.settle()

    (given,) = sessions(desk)
    assert given.estado is EstadoCapacitacion.IMPARTIDA
    assert [p.cargo for p in given.asistentes] == ["Notificadora", "Jefa de oficina"]
