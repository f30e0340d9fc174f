"""The screen as a whole: tree, filters, data of the cédula, closed and empty visits, and that it fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import ValorMuestra, ValorNumero
from supervisor_app.domain.cedula.session import NO_APLICA
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.ui.kit.answer_bar import AnswerBar
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.arbol import ENTRY, CedulaEntry, GroupEntry
from supervisor_app.ui.visita.cedulas.lateral import TreeFilter
from supervisor_app.ui.visita.cedulas.pregunta import QuestionRow
from supervisor_app.ui.visita.cedulas.preguntas import Filter
from tests.ui.cedulas.conftest import ScreenOf
from tests.ui.cedulas.manos import Hands, Key, focused
from tests.ui.cedulas.scenes import rows, sample
from tests.ui.visit_fixtures import DEFINICIONES_REALES, answer, prepared, settled
from tests.visita_ficticia import CUMPLE, NO_CUMPLE, PARCIAL, VISITA_ID, visita

CHOICE = "CO-02-08"


def entries(screen: CedulasScreen) -> list[CedulaEntry | GroupEntry]:
    model = screen.side.tree.model()
    found = []
    for place in range(model.rowCount()):
        group = model.index(place, 0)
        found += [group.data(ENTRY), *(model.index(n, 0, group).data(ENTRY) for n in range(model.rowCount(group)))]
    return found


@pytest.fixture
def closed_screen(
    session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None], qtbot: QtBot
) -> CedulasScreen:
    """The screen of a visit that was closed after its answers."""
    session = session_of(prepared(answer(CHOICE, PARCIAL), sample("CO-02-03", rows("CO-02-03", 4))))
    session.do(comandos.cerrar(session.expediente, con(session.expediente.visita, estado=EstadoVisita.CERRADA)))
    settled(qtbot, session)
    screen = CedulasScreen(session)
    screen.resize(1285, 550)
    on_stage(screen)
    screen.enter()
    return screen


# --- tree -------------------------------------------------------------------------------------------------------------


def test_cedulas_stand_by_department_with_their_counts(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-01", NO_APLICA), answer(CHOICE, NO_CUMPLE)))
    found = entries(screen)
    total = sum(len(DEFINICIONES_REALES.cedula(c).items) for c in ("CO-02", "CO-05", "CO-06"))
    assert found[0] == GroupEntry("Cobranza", 2, total)
    assert found[1] == CedulaEntry("CO-02", "Notificación de créditos fiscales", 2, 10, 1)
    assert [e.codigo for e in found if isinstance(e, CedulaEntry)] == ["CO-02", "CO-05", "CO-06", "RC-02"]


def test_an_answer_moves_the_counts(screen: CedulasScreen) -> None:
    screen.show_object(CHOICE)
    Hands().type("3")
    assert entries(screen)[1] == CedulaEntry("CO-02", "Notificación de créditos fiscales", 1, 10, 1)
    assert screen.header.progress_text() == "1 de 10 contestadas"


def test_walking_the_tree_opens_cedulas(screen: CedulasScreen) -> None:
    screen.side.tree.setFocus()
    hands = Hands()
    hands.press(Key.Key_Down)
    assert screen.codigo == "CO-05"
    assert focused() is screen.side.tree
    hands.press(Key.Key_Return)
    assert screen.questions.row("CO-05-01").isAncestorOf(focused())


def test_the_tree_can_show_only_what_is_pending(screen_of: ScreenOf) -> None:
    items = DEFINICIONES_REALES.cedula("CO-05").items
    screen = screen_of(prepared(*(answer(i.id, NO_APLICA) for i in items)))
    screen.side.set_filter(TreeFilter.PENDING)
    assert [e.codigo for e in entries(screen) if isinstance(e, CedulaEntry)] == ["CO-02", "CO-06", "RC-02"]


def test_the_open_cedula_stays_in_a_filtered_tree(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-06-01", NO_APLICA)))
    screen.side.set_filter(TreeFilter.FOUND)
    assert [e.codigo for e in entries(screen) if isinstance(e, CedulaEntry)] == ["CO-02"]


def test_adding_a_cedula_leads_to_preparacion(screen: CedulasScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.wants) as wanted:
        screen.side.add_button.click()
    assert wanted.args == ["preparacion", "cedulas"]


def test_cedulas_are_read_out_whole(screen: CedulasScreen) -> None:
    first = screen.side.tree.currentIndex()
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "CO-02 Notificación de créditos fiscales. 0 de 10 contestadas"


# --- header, filters, data --------------------------------------------------------------------------------------------


def test_only_the_open_cedula_has_rows(screen: CedulasScreen) -> None:
    screen.show_object("CO-05")
    screen.show_object("RC-02")
    shown = [row for row in screen.findChildren(QuestionRow) if not row.isHidden()]
    assert len(shown) == len(DEFINICIONES_REALES.cedula("RC-02").items)


def test_the_result_is_shown_when_nothing_is_missing(screen_of: ScreenOf) -> None:
    others = [i.id for i in DEFINICIONES_REALES.cedula("CO-02").items if i.id != CHOICE]
    screen = screen_of(prepared(*(answer(i, NO_APLICA) for i in others)))
    screen.show_object(CHOICE)
    assert screen.header.result_text() == ""
    Hands().type("2")
    assert screen.header.result_text().replace("\N{NO-BREAK SPACE}", " ") == "Cumplimiento 50.0 %"


def test_the_view_shows_only_the_pending(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-01", NO_APLICA), answer(CHOICE, CUMPLE)))
    screen.header.filtered.emit(Filter.PENDING)
    visible = [row.item.id for row in screen.questions.rows() if not row.isHidden()]
    assert "CO-02-01" not in visible
    assert len(visible) == 8


def test_an_item_just_answered_stays_until_it_is_left(screen: CedulasScreen) -> None:
    screen.show_object(CHOICE)
    screen.questions.set_filter(Filter.PENDING)
    hands = Hands()
    hands.type("1")
    assert screen.questions.row(CHOICE).isVisible()
    hands.press(Key.Key_Down)
    assert not screen.questions.row(CHOICE).isVisible()


def test_a_view_with_nothing_in_it_says_so(screen: CedulasScreen) -> None:
    screen.side.tree.setFocus()
    screen.show_object("CO-05")
    screen.questions.set_filter(Filter.FOUND)
    assert [row.item.id for row in screen.questions.rows() if not row.isHidden()] == ["CO-05-01"]


def test_a_consequence_leads_to_its_finding(screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(prepared(answer(CHOICE, PARCIAL)))
    state = screen.questions.row(CHOICE).state()
    assert state is not None
    assert [c.text for c in state.consequences] == ["Inconsistencia 01 · sin medida"]
    with qtbot.waitSignal(screen.wants) as wanted:
        screen.questions.row(CHOICE)._links[0].click()
    assert wanted.args == ["inconsistencias", f"{VISITA_ID}:i:{CHOICE}"]


def test_the_label_of_own_proposal_is_there(screen: CedulasScreen) -> None:
    assert "no es un formato oficial" in screen.header._own.accessibleName()
    assert "no es un formato oficial" in screen.questions._label.text()


def test_the_data_of_the_cedula_are_saved_as_typed(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.header.data_button.click()
    hands = Hands()
    hands.type("Inés Ruiz")
    hands.press(Key.Key_Tab)
    hands.type("Jefa de Cobranza")
    hands.press(Key.Key_Tab)
    hands.type("1,240 créditos")
    hands.press(Key.Key_Tab)
    applied = screen.session.expediente.aplicadas["CO-02"]
    assert applied.atendio is not None
    assert (applied.atendio.nombre, applied.atendio.cargo) == ("Inés Ruiz", "Jefa de Cobranza")
    assert applied.universo == "1,240 créditos"
    settled(qtbot, screen.session)


def test_data_being_typed_stay_with_their_cedula(screen: CedulasScreen) -> None:
    screen.header.data_button.click()
    Hands().type("Inés Ruiz")
    screen.show_object("CO-05")
    aplicadas = screen.session.expediente.aplicadas
    assert aplicadas["CO-02"].atendio is not None
    assert aplicadas["CO-05"].atendio is None
    assert screen.data.fields["nombre"].text() == ""


# --- typed values -----------------------------------------------------------------------------------------------------


def test_an_error_is_told_under_the_field_and_the_text_kept(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.type("mucho")
    hands.press(Key.Key_Down)
    row = screen.questions.row("CO-02-01")
    field = row.findChildren(TextField)[0]
    assert field.text() == "mucho"
    assert "no es un porcentaje" in row.answer.error()
    assert "no es un porcentaje" in field.accessibleDescription()


def test_a_value_is_saved_when_typing_pauses(screen: CedulasScreen, qtbot: QtBot) -> None:
    Hands().type("1,5")
    assert screen.session.expediente.respuesta("CO-02-01") is None
    screen.show_object("CO-02-02")
    Hands().type("1250")
    qtbot.waitUntil(lambda: screen.session.expediente.respuesta("CO-02-02") is not None)
    assert focused().text() == "1250"  # type: ignore[attr-defined]  # as it is being typed


def test_wrong_text_is_there_again_when_the_cedula_comes_back(screen: CedulasScreen) -> None:
    Hands().type("mucho")
    screen.show_object("CO-05")
    screen.show_object("CO-02-01")
    assert screen.questions.row("CO-02-01").findChildren(TextField)[0].text() == "mucho"
    assert screen.questions.row("CO-02-01").answer.error()


def test_answers_of_others_do_not_take_wrong_text_away(screen: CedulasScreen) -> None:
    Hands().type("mucho")
    screen.show_object(CHOICE)
    Hands().type("1")
    assert screen.questions.row("CO-02-01").findChildren(TextField)[0].text() == "mucho"


def test_show_object_opens_an_item_of_any_cedula(screen: CedulasScreen) -> None:
    screen.show_object("RC-02-02")
    assert (screen.codigo, screen.questions.current()) == ("RC-02", "RC-02-02")
    screen.show_object("XX-99-01")
    assert screen.codigo == "RC-02"


def test_changes_made_elsewhere_are_shown_on_return(screen: CedulasScreen) -> None:
    screen.hide()
    item = DEFINICIONES_REALES.cedula("CO-02").items[1]
    screen.session.attempt(lambda e: comandos.responder(e, item, ValorNumero(valor=9)))
    screen.show()
    screen.enter()
    state = screen.questions.row("CO-02-02").state()
    assert state is not None
    assert state.valor == ValorNumero(valor=9)


# --- closed and empty visits ------------------------------------------------------------------------------------------


def test_a_closed_visit_is_locked(closed_screen: CedulasScreen) -> None:
    bars = [bar for bar in closed_screen.questions.findChildren(AnswerBar) if not bar.isHidden()]
    assert bars
    assert all(bar.is_locked() for bar in bars)
    assert all(field.isReadOnly() for field in closed_screen.questions.findChildren(TextField))
    assert all(area.isReadOnly() for area in closed_screen.findChildren(TextArea))


def test_a_closed_visit_says_how_to_correct_it(closed_screen: CedulasScreen, qtbot: QtBot) -> None:
    assert "Reabrir para corregir" in closed_screen.centre.closed.text()
    with qtbot.waitSignal(closed_screen.wants) as wanted:
        closed_screen.centre.closed.action.emit()
    assert wanted.args == ["entrega", ""]


@pytest.mark.parametrize("keys", ["1", "4"])
def test_keys_change_nothing_in_a_closed_visit(closed_screen: CedulasScreen, qtbot: QtBot, keys: str) -> None:
    before = closed_screen.session.expediente
    for item in (CHOICE, "CO-02-01", "CO-02-03"):
        closed_screen.show_object(item)
        hands = Hands()
        with qtbot.assertNotEmitted(closed_screen.session.refused):
            hands.type(keys)
            hands.press(Key.Key_Delete)
            hands.press(Key.Key_Insert)
    assert closed_screen.session.expediente is before


def test_rows_of_a_closed_visit_can_be_read_and_not_changed(closed_screen: CedulasScreen) -> None:
    closed_screen.show_object("CO-02-03")
    hands = Hands()
    hands.press(Key.Key_Tab)
    hands.type("X")
    hands.press(Key.Key_Delete)
    assert len(closed_screen.session.expediente.filas_de("CO-02-03")) == 4


def test_a_visit_without_cedulas_says_what_to_do_first(screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(Expediente(visita(cedulas=())))
    assert screen.centre.empty.isVisible()
    with qtbot.waitSignal(screen.wants) as wanted:
        Hands().press(Key.Key_Return)
    assert wanted.args == ["preparacion", "cedulas"]


def test_cedulas_chosen_later_appear(screen_of: ScreenOf) -> None:
    screen = screen_of(Expediente(visita(cedulas=())))
    screen.session.attempt(lambda e: comandos.elegir_cedulas(e, [DEFINICIONES_REALES.cedula("CO-02")]))
    screen.enter()
    assert (screen.codigo, screen.questions.current()) == ("CO-02", "CO-02-01")
    assert not screen.centre.empty.isVisible()


# --- that it fits -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zoom", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("item_id", ["CO-02-01", "CO-02-03", "CO-02-04", CHOICE])
def test_nothing_is_cut(screen_of: ScreenOf, theme: Theme, zoom: float, item_id: str) -> None:
    theme.set_zoom(zoom)
    counts = answer("CO-02-04", ValorMuestra(revisados=5, con_inconsistencia=1))
    screen = screen_of(prepared(sample("CO-02-03", rows("CO-02-03")), counts), height=480)
    screen.show_object(item_id)
    screen.header.data_button.click()
    assert cut_columns(screen) == []
    assert screen.minimumSizeHint().width() <= 1285


def test_large_text_makes_the_panel_a_drawer_and_the_tree_short(screen_of: ScreenOf, theme: Theme) -> None:
    theme.set_zoom(1.5)
    screen = screen_of(prepared())
    assert not screen.panel.isVisible()
    assert screen.side.tree.compact
    hands = Hands()
    hands.press(Key.Key_F6)
    assert screen.panel.isVisible()
    assert screen.panel.isAncestorOf(focused())
    hands.press(Key.Key_Escape)
    assert not screen.panel.isVisible()
    assert screen.questions.row("CO-02-01").isAncestorOf(focused())


def test_a_zoom_reaches_rows_that_are_shown(screen: CedulasScreen, theme: Theme) -> None:
    hands = Hands()
    hands.press(Key.Key_Down)
    theme.set_zoom(2.0)
    hands.press(Key.Key_Down)
    numbers = [row._number.font().pixelSize() for row in screen.questions.rows()]
    assert set(numbers) == {26}


def test_tab_stays_in_the_form_while_the_drawer_is_closed(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(), width=1000)
    screen.show_object("CO-02-10")
    Hands().press(Key.Key_Tab)
    assert screen.questions.current() == "CO-02-01"


def test_everything_that_takes_the_focus_has_a_name(screen: CedulasScreen) -> None:
    screen.header.data_button.click()
    stops = [*screen._focus_map.before(), *screen.questions.stops(), *screen.panel.stops()]
    assert all(stop.accessibleName() for stop in stops)
