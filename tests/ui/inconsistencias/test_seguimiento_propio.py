"""What is gathered, joined, stepped and extended on the finding that is shown, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Origen, Riesgo
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from supervisor_app.ui.visita.inconsistencias.filtro import kinds, matches
from tests.ui.visit_fixtures import answer, prepared, write

NO = ValorCumple(valor=Cumplimiento.NO_CUMPLE)
Open = Callable[[Expediente], VisitSession]


@pytest.fixture
def screen(session_of: Open, qtbot: QtBot) -> InconsistenciasScreen:
    made = InconsistenciasScreen(session_of(prepared(answer("CO-02-08", NO), answer("CO-05-06", NO))))
    qtbot.addWidget(made)
    made.resize(1285, 640)
    made.show()
    qtbot.waitExposed(made)
    made.enter()
    made.show_object(made.list.rows()[0].key)
    return made


def finding(screen: InconsistenciasScreen) -> Inconsistencia:
    return screen.session.expediente.inconsistencias[screen.list.current()]


def test_an_item_is_gathered_by_typing_it(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.editor.items.more, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.editor.items.entry, "CO-05-06")
    qtbot.keyClick(screen.editor.items.entry, Qt.Key.Key_Return)
    assert finding(screen).items == ("CO-02-08", "CO-05-06")
    assert [row.code for row in screen.list.rows()] == ["CO-02-08 +1"]


def test_supr_takes_an_item_out_and_it_has_its_own_finding_again(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    one, other = (row.key for row in screen.list.rows())
    screen.editor.items.joined.emit(other)
    assert len(screen.list.rows()) == 1
    qtbot.keyClick(screen.editor.items.pills[1], Qt.Key.Key_Delete)
    assert [h.items for h in screen.session.expediente.inconsistencias_en_orden()] == [("CO-02-08",), ("CO-05-06",)]
    assert screen.list.current() == one


def test_the_state_goes_on_and_its_history_is_seen(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    box = screen.editor.state
    qtbot.keyClick(box.buttons[EstadoHallazgo.EN_ATENCION], Qt.Key.Key_Return)
    assert finding(screen).estado is EstadoHallazgo.EN_ATENCION
    qtbot.keyClick(box.buttons[EstadoHallazgo.EN_REVISION], Qt.Key.Key_Return)
    write(box.reason, "Oficio 14/2026")
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    h = finding(screen)
    assert (h.estado, h.historial[-1].motivo) == (EstadoHallazgo.EN_REVISION, "Oficio 14/2026")
    assert box.pill.text() == "En revisión"


def test_a_return_without_reason_is_refused_and_told(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    box = screen.editor.state
    qtbot.keyClick(box.buttons[EstadoHallazgo.EN_ATENCION], Qt.Key.Key_Return)
    qtbot.keyClick(box.buttons[EstadoHallazgo.ABIERTA], Qt.Key.Key_Return)
    with qtbot.waitSignal(screen.session.refused) as told:
        qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    assert "Escriba por qué" in told.args[0]
    assert finding(screen).estado is EstadoHallazgo.EN_ATENCION


def test_the_number_of_an_observation_is_asked_only_of_others(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    assert not screen.editor.reference.isVisible()
    screen.editor.changed.emit({"origen": Origen.OIC})
    assert screen.editor.reference.isVisible()
    write(screen.editor.reference, "14/2026")
    screen.editor.commit()
    assert finding(screen).referencia == "14/2026"


def test_a_prorroga_moves_the_date_and_stays_in_sight(screen: InconsistenciasScreen, qtbot: QtBot) -> None:
    key = screen.list.current()
    fields = {"texto": "Capacitar", "fecha": date(2026, 7, 1), "responsable_cargo": "Jefa"}
    screen.session.attempt(lambda e: comandos.nueva_medida(e, key, lambda: "m1", **fields))
    (row,) = screen.table.rows
    screen.measures.follow()
    row.progress.progress.setText("40")
    row.progress.progress.commit()
    qtbot.keyClick(row.progress.extend, Qt.Key.Key_Return)
    form = row.progress.form
    qtbot.keyClicks(form.until, "01/08/2026")
    write(form.reason, "Falta personal")
    qtbot.keyClick(form.accept, Qt.Key.Key_Return)
    assert "autorizó" in form.problem.accessibleName()
    write(form.who, "Titular de la Jefatura")
    qtbot.keyClick(form.accept, Qt.Key.Key_Return)
    m = screen.session.expediente.medidas["m1"]
    assert (m.avance, m.fecha, len(m.prorrogas)) == (40, date(2026, 8, 1), 1)
    assert "01/07/2026 al 01/08/2026" in row.progress.history.text()


def test_a_long_list_is_filtered_by_risk_state_or_origin() -> None:
    findings = [
        Inconsistencia(id="a", visita_id="v", numero=1, riesgo=Riesgo.ALTO),
        Inconsistencia(id="b", visita_id="v", numero=2, origen=Origen.OIC),
    ]
    assert [words for _key, words in kinds(findings)] == [
        "Todo riesgo, estado y origen",
        "Riesgo alto (1)",
        "Riesgo medio (1)",
        "Estado: abierta (2)",
        "Origen: supervisión (1)",
        "Origen: OIC (1)",
    ]
    assert [matches(h, "origen:oic") for h in findings] == [False, True]
    assert all(matches(h, "") for h in findings)
