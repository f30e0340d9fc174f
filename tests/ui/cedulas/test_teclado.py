"""A cédula is answered by keyboard alone, and no key is needed but the answers and the walk between items."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import (
    Cumplimiento,
    Valor,
    ValorCumple,
    ValorFecha,
    ValorMonto,
    ValorMuestra,
    ValorNumero,
    ValorPorcentaje,
)
from supervisor_app.domain.cedula.session import NO_APLICA
from supervisor_app.ui.visita.cedulas import CedulasScreen
from tests.ui.cedulas.conftest import ScreenOf
from tests.ui.cedulas.manos import ALT, CTRL, SHIFT, Hands, Key, focused
from tests.ui.visit_fixtures import DEFINICIONES_REALES, answer, prepared, settled
from tests.visita_ficticia import CUMPLE

# What is typed for each item of CO-02; a muestra in its three counts.
TYPED: dict[str, tuple[str, ...]] = {
    "CO-02-01": ("87.5",),
    "CO-02-02": ("12",),
    "CO-02-03": ("20", "4", "15300.5"),
    "CO-02-04": ("10", "0", ""),
    "CO-02-05": ("10", "1", ""),
    "CO-02-06": ("31",),
    "CO-02-07": ("8", "0", ""),
    "CO-02-08": ("3",),
    "CO-02-09": ("140",),
    "CO-02-10": ("48210.5",),
}
VALUES: dict[str, Valor] = {
    "CO-02-01": ValorPorcentaje(valor=Decimal("87.5")),
    "CO-02-02": ValorNumero(valor=12),
    "CO-02-03": ValorMuestra(revisados=20, con_inconsistencia=4, importe=Decimal("15300.50")),
    "CO-02-04": ValorMuestra(revisados=10, con_inconsistencia=0),
    "CO-02-05": ValorMuestra(revisados=10, con_inconsistencia=1),
    "CO-02-06": ValorNumero(valor=31),
    "CO-02-07": ValorMuestra(revisados=8, con_inconsistencia=0),
    "CO-02-08": ValorCumple(valor=Cumplimiento.NO_CUMPLE),
    "CO-02-09": ValorNumero(valor=140),
    "CO-02-10": ValorMonto(valor=Decimal("48210.50")),
}


def answered(screen: CedulasScreen) -> dict[str, Valor]:
    respuestas = screen.session.expediente.respuestas
    return {i: r.valor for i, r in respuestas.items() if r.valor is not None and i.startswith(screen.codigo)}


def answer_everything(hands: Hands) -> None:
    for texts in TYPED.values():
        for place, text in enumerate(texts):
            if place:
                hands.press(Key.Key_Tab)
            hands.type(text)
        hands.press(Key.Key_Tab if len(texts) > 1 else Key.Key_Down)


def test_a_whole_cedula_is_answered_by_keyboard(screen: CedulasScreen, qtbot: QtBot) -> None:
    answer_everything(Hands())
    assert answered(screen) == VALUES
    settled(qtbot, screen.session)


def test_no_key_is_needed_beyond_answers_and_movement(screen: CedulasScreen) -> None:
    hands = Hands()
    answer_everything(hands)
    assert hands.typed - hands.moved == sum(len(text) for texts in TYPED.values() for text in texts)
    # One movement an item, and one for each further count of a muestra.
    assert hands.moved == sum(len(texts) for texts in TYPED.values())


def test_ten_items_take_less_than_a_minute_of_keys(screen: CedulasScreen) -> None:
    hands = Hands()
    answer_everything(hands)
    assert len(TYPED) == 10
    # Keystroke-Level Model (Card, Moran and Newell, 1980): 0.28 s a key for who types 40 words a minute, 1.35 s of
    # thought before each item.
    assert hands.typed * 0.28 + len(TYPED) * 1.35 < 60


def test_the_answers_are_on_disk(screen: CedulasScreen, qtbot: QtBot) -> None:
    answer_everything(Hands())
    settled(qtbot, screen.session)
    found: list[object] = []
    screen.session.lanes.call(lambda s: s.visitas.abrir(screen.session.expediente.visita.id), found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [screen.session.expediente]


def test_it_begins_at_the_first_question_without_answer(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-01", NO_APLICA), answer("CO-02-02", ValorNumero(valor=1))))
    assert screen.questions.current() == "CO-02-03"


def test_enter_goes_on_to_the_next_item(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.type("50")
    hands.press(Key.Key_Return)
    assert screen.questions.current() == "CO-02-02"


def test_enter_does_not_walk_away_from_what_cannot_be_read(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.type("5o")
    hands.press(Key.Key_Return)
    assert screen.questions.current() == "CO-02-01"
    assert "no es un porcentaje" in screen.questions.row("CO-02-01").answer.error()


@pytest.mark.parametrize("key", "1234")
def test_one_key_answers_a_choice(screen: CedulasScreen, key: str) -> None:
    screen.show_object("CO-02-08")
    Hands().type(key)
    assert answered(screen) == {"CO-02-08": ValorCumple(valor=list(Cumplimiento)[int(key) - 1])}


def test_alt_4_in_the_note_answers_nothing(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.press(Key.Key_F4)
    hands.press(Key.Key_4, ALT)
    assert answered(screen) == {}


@pytest.mark.parametrize("item_id", ["CO-02-01", "CO-02-02", "CO-02-03", "CO-02-10"])
def test_alt_4_is_no_aplica_for_every_kind(screen: CedulasScreen, item_id: str) -> None:
    screen.show_object(item_id)
    Hands().press(Key.Key_4, ALT)
    assert answered(screen) == {item_id: NO_APLICA}
    assert screen.questions.row(item_id).isAncestorOf(focused())


def test_na_can_be_typed(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.type("na")
    hands.press(Key.Key_Down)
    assert answered(screen) == {"CO-02-01": NO_APLICA}


def test_a_bare_4_in_a_field_is_a_figure(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.type("4")
    hands.press(Key.Key_Down)
    assert answered(screen) == {"CO-02-01": ValorPorcentaje(valor=Decimal(4))}


def test_a_bare_4_answers_where_nothing_is_typed(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-03", ValorMuestra(revisados=3, con_inconsistencia=0))))
    screen.show_object("CO-02-03")
    screen.questions.row("CO-02-03").answer.summary.setFocus()  # type: ignore[attr-defined]  # a muestra
    Hands().type("4")
    assert answered(screen) == {"CO-02-03": NO_APLICA}


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
@pytest.mark.parametrize("item_id", ["CO-02-01", "CO-02-03", "CO-02-08"])
def test_no_aplica_is_taken_back_with_one_key(screen_of: ScreenOf, item_id: str, key: Key) -> None:
    screen = screen_of(prepared(answer(item_id, NO_APLICA)))
    screen.show_object(item_id)
    Hands().press(key)
    assert answered(screen) == {}
    assert screen.questions.row(item_id).isAncestorOf(focused())


def test_an_emptied_field_takes_the_answer_back(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-02", ValorNumero(valor=12))))
    screen.show_object("CO-02-02")
    hands = Hands()
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_Delete)
    hands.press(Key.Key_Down)
    assert answered(screen) == {}


def test_dates_are_read_as_people_write_them(screen_of: ScreenOf) -> None:
    definitions = [DEFINICIONES_REALES.cedula("CO-01")]
    screen = screen_of(prepared(lambda e: comandos.elegir_cedulas(e, definitions)))
    screen.show_object("CO-01-01")
    hands = Hands()
    hands.type("4/5")
    hands.press(Key.Key_Down)
    assert answered(screen) == {"CO-01-01": ValorFecha(valor=date(2026, 5, 4))}


def test_letters_typed_in_a_field_are_no_commands(screen: CedulasScreen) -> None:
    Hands().type("n[]")
    assert screen.questions.current() == "CO-02-01"
    assert focused().text() == "n[]"  # type: ignore[attr-defined]  # a line edit


def test_n_goes_to_the_next_question_without_answer(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-09", ValorNumero(valor=1))))
    screen.show_object("CO-02-08")
    hands = Hands()
    hands.type("1n")
    assert screen.questions.current() == "CO-02-10"
    hands.type("0")
    hands.press(Key.Key_N, ALT)
    assert (screen.codigo, screen.questions.current()) == ("CO-05", "CO-05-01")


def test_n_says_when_nothing_is_left(screen_of: ScreenOf) -> None:
    items = [i for c in ("CO-02", "CO-05", "CO-06", "RC-02") for i in DEFINICIONES_REALES.cedula(c).items]
    screen = screen_of(prepared(*(answer(i.id, NO_APLICA) for i in items)))
    Hands().type("n")
    assert screen.centre.done.isVisible()


def test_control_down_opens_the_next_cedula(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.press(Key.Key_Down, CTRL)
    assert (screen.codigo, screen.questions.current()) == ("CO-05", "CO-05-01")
    hands.press(Key.Key_Up, CTRL)
    assert screen.codigo == "CO-02"


def test_brackets_open_the_neighbours(screen: CedulasScreen) -> None:
    screen.show_object("CO-02-08")
    QTest.keyClicks(focused(), "]")
    assert screen.codigo == "CO-05"


def test_tab_goes_round_the_form_and_the_panel(screen: CedulasScreen) -> None:
    screen.show_object("CO-02-10")
    hands = Hands()
    hands.press(Key.Key_Tab)
    assert screen.panel.isAncestorOf(focused())
    for _ in range(4):
        if screen.panel.isAncestorOf(focused()):
            hands.press(Key.Key_Tab)
    assert screen.questions.current() == "CO-02-01"
    assert screen.questions.row("CO-02-01").isAncestorOf(focused())


def test_tab_never_leaves_the_screen(screen: CedulasScreen) -> None:
    hands = Hands()
    for _ in range(80):
        hands.press(Key.Key_Tab)
        assert screen.isAncestorOf(focused())


def test_shift_tab_from_the_first_question_reaches_what_stands_before(screen: CedulasScreen) -> None:
    Hands().press(Key.Key_Backtab, SHIFT)
    assert screen.header.isAncestorOf(focused())


@pytest.mark.parametrize(("item_id", "key"), [("CO-02-01", Key.Key_Up), ("CO-02-10", Key.Key_Return)])
def test_one_step_too_many_leads_nowhere(screen: CedulasScreen, item_id: str, key: Key) -> None:
    screen.show_object(item_id)
    Hands().press(key)
    assert screen.questions.row(item_id).isAncestorOf(focused())


def test_f6_goes_to_the_panel_and_back(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.press(Key.Key_F6)
    assert screen.panel.isAncestorOf(focused())
    hands.press(Key.Key_F6)
    assert screen.questions.row("CO-02-01").isAncestorOf(focused())


def test_f4_goes_to_the_note_from_within_a_field(screen: CedulasScreen) -> None:
    Hands().press(Key.Key_F4)
    assert focused() is screen.panel.note


def test_control_i_leads_to_the_finding(screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(prepared(answer("CO-02-08", ValorCumple(valor=Cumplimiento.PARCIAL))))
    screen.show_object("CO-02-08")
    finding = screen.session.expediente.inconsistencia_de("CO-02-08")
    assert finding is not None
    with qtbot.waitSignal(screen.wants) as wanted:
        Hands().press(Key.Key_I, CTRL)
    assert wanted.args == ["inconsistencias", finding.id]


def test_control_i_without_a_finding_says_how_one_is_born(screen: CedulasScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.session.refused) as refused, qtbot.assertNotEmitted(screen.wants):
        Hands().press(Key.Key_I, CTRL)
    assert "CO-02-01 no tiene inconsistencia" in refused.args[0]


def test_hints_follow_the_focus(screen: CedulasScreen) -> None:
    assert ("Alt+4", "No aplica") in screen.hints()
    screen.show_object("CO-02-08")
    assert screen.hints()[0] == ("1 2 3 4", "Contestar")
    screen.side.tree.setFocus()
    assert screen.hints()[0] == ("Enter", "Ir a sus preguntas")


def test_the_row_being_answered_can_be_seen(screen: CedulasScreen, qtbot: QtBot) -> None:
    hands = Hands()
    for _ in range(9):
        hands.press(Key.Key_Down)
    row = screen.questions.row("CO-02-10")
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() == row.height())


def test_undo_after_answering_shows_what_was(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-08")
    Hands().type("1")
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.changed):
        screen.session.undo()
    assert answered(screen) == {}
    assert QApplication.focusWidget() is screen.questions.row("CO-02-08").answer.entry()


def test_choices_answered_before_are_shown(screen_of: ScreenOf) -> None:
    screen = screen_of(prepared(answer("CO-02-08", CUMPLE)))
    bar = screen.questions.row("CO-02-08").answer.entry()
    assert bar.value() == "cumple"  # type: ignore[attr-defined]  # the bar of answers
