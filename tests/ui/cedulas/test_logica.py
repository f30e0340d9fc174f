"""A cédula whose questions depend on each other, by keys: what is asked appears, what is calculated follows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app.domain.cedula.answers import (
    Valor,
    ValorFecha,
    ValorMonto,
    ValorMuestra,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorTexto,
)
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.arbol import ENTRY
from supervisor_app.ui.visita.cedulas.lateral import TreeFilter
from supervisor_app.ui.visita.cedulas.muestra import MuestraAnswer
from supervisor_app.ui.visita.cedulas.otras import CalculatedAnswer, ChoiceAnswer
from tests.ui.cedulas.conftest import ScreenOf
from tests.ui.cedulas.manos import ALT, Hands, Key, focused, table_of
from tests.ui.cedulas.scenes_logica import CEDULA, answered, chosen, fila, half_way
from tests.ui.visit_fixtures import HOY
from tests.visita_ficticia import CUMPLE, NO_APLICA, NO_CUMPLE, PARCIAL


@pytest.fixture
def screen(screen_of: ScreenOf) -> CedulasScreen:
    screen = screen_of(half_way())
    screen.open_cedula("CO-90", "CO-90-01")
    return screen


def value(screen: CedulasScreen, number: int) -> Valor | None:
    answer = screen.session.expediente.respuesta(f"CO-90-{number:02d}")
    return answer.valor if answer is not None else None


def shown(screen: CedulasScreen) -> list[str]:
    return [row.item.id[-2:] for row in screen.questions.rows() if not row.isHidden()]


def said(screen: CedulasScreen, number: int) -> list[str]:
    row = screen.questions.row(f"CO-90-{number:02d}")
    return [s.text() for s in row.findChildren(Sentence) if not s.isHidden() and s.text()]


def test_a_question_appears_with_the_answer_that_asks_it_and_comes_back_with_its_text(screen: CedulasScreen) -> None:
    hands = Hands()
    assert "10" not in shown(screen)
    hands.type("3")
    assert "10" in shown(screen)
    screen.questions.focus_item("CO-90-10")
    hands.type("2")
    screen.questions.focus_item("CO-90-01")
    hands.type("1")
    assert "10" not in shown(screen)
    assert "02" not in shown(screen)
    hands.type("3")
    assert value(screen, 10) == PARCIAL
    assert "10" in shown(screen)


def test_what_is_calculated_follows_and_is_not_typed(screen: CedulasScreen) -> None:
    answer = screen.questions.row("CO-90-04").answer
    assert isinstance(answer, CalculatedAnswer)
    screen.questions.focus_item("CO-90-04")
    Hands().type("9")
    assert value(screen, 4) == answer.valor
    screen.questions.focus_item("CO-90-04")
    assert "Se calcula con otras respuestas" in focused().accessibleName()


def test_a_broken_rule_is_said_under_its_question_until_it_is_mended(screen: CedulasScreen) -> None:
    assert said(screen, 5) == ["Se repusieron más actas de las que se revisaron."]
    assert said(screen, 6) == ["Hace más de sesenta días que no se revisa; confírmelo."]
    screen.desk.answer(screen.questions.row("CO-90-05").item, ValorNumero(valor=2))
    assert said(screen, 5) == []


def spoken_in_tree(screen: CedulasScreen) -> str:
    spoken: str = screen.side.tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    return spoken


def test_the_tree_warns_of_a_complete_cedula_that_breaks_a_rule_until_it_is_mended(screen: CedulasScreen) -> None:
    assert "7 de 7 contestadas, 2 con inconsistencia, 1 por corregir, 2 con advertencia" in spoken_in_tree(screen)
    entry = screen.side.tree.currentIndex().data(ENTRY)
    assert entry.alert == "bad"
    group = screen.side.tree.currentIndex().parent().data(Qt.ItemDataRole.AccessibleTextRole)
    assert group.endswith("7 de 7 contestadas, 1 por corregir")
    screen.desk.answer(screen.questions.row("CO-90-05").item, ValorNumero(valor=2))
    assert screen.side.tree.currentIndex().data(ENTRY).alert == "warn"
    assert "por corregir" not in spoken_in_tree(screen)
    screen.desk.answer(screen.questions.row("CO-90-06").item, ValorFecha(valor=HOY))
    screen.desk.save_rows(CEDULA.items[1], [fila(n, "640.50", mal=True) for n in (1, 3)], "Borró un renglón")
    assert screen.side.tree.currentIndex().data(ENTRY).alert == ""
    assert spoken_in_tree(screen).endswith("7 de 7 contestadas, 2 con inconsistencia")


def test_what_is_to_be_mended_is_pending_in_the_tree(screen: CedulasScreen) -> None:
    screen.side.show_code("")
    screen.side.set_filter(TreeFilter.PENDING)
    assert screen.side.tree.codes() == ["CO-90"]
    screen.desk.answer(screen.questions.row("CO-90-05").item, ValorNumero(valor=2))
    screen.side.show_code("")
    assert screen.side.tree.codes() == []


def test_with_nothing_left_to_answer_n_leads_to_what_breaks_a_rule_and_then_to_the_findings(
    screen: CedulasScreen, qtbot: QtBot
) -> None:
    screen.next_unanswered()
    assert "la respuesta de CO-90-05 no cumple una regla" in screen.centre.done.text()
    screen.centre.done.findChildren(Button)[0].click()
    assert screen.questions.current() == "CO-90-05"
    hands = Hands()
    hands.type("2")
    hands.press(Key.Key_N, ALT)
    assert screen.centre.done.text() == "No queda ninguna pregunta sin contestar en la visita."
    with qtbot.waitSignal(screen.wants) as wanted:
        screen.centre.done.findChildren(Button)[0].click()
    assert wanted.args == ["inconsistencias", ""]


def test_a_muestra_that_breaks_a_rule_does_not_say_that_it_is_in_order(screen: CedulasScreen) -> None:
    rows = (fila(9, "90000.00", mal=False),)
    screen.desk.save_rows(CEDULA.items[1], rows, "Pegó 1 renglón")
    answer = screen.questions.row("CO-90-02").answer
    assert isinstance(answer, MuestraAnswer)
    assert answer.summary.accessibleName().endswith("Muestra · 0 de 1, con advertencia")


def test_a_figure_chooses_from_a_list_and_the_other_list_follows(screen: CedulasScreen) -> None:
    screen.questions.focus_item("CO-90-07")
    Hands().type("2")
    assert value(screen, 7) == ValorOpcion(valor="v", texto="Vespertino")
    answer = screen.questions.row("CO-90-07").answer
    assert isinstance(answer, ChoiceAnswer)
    assert answer.choice.value() == "v"
    screen.questions.focus_item("CO-90-08")
    hands = Hands()
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Space)
    assert value(screen, 8) == ValorOpciones(
        valores=(ValorOpcion(valor="v3", texto="Ventanilla 3"), ValorOpcion(valor="v1", texto="Ventanilla 1"))
    )


def test_words_are_typed_and_kept(screen: CedulasScreen) -> None:
    screen.questions.focus_item("CO-90-09")
    hands = Hands()
    hands.type(" Fin.")
    screen.questions.commit()
    assert isinstance(valor := value(screen, 9), ValorTexto)
    assert "Fin." in valor.valor


def test_own_columns_are_typed_and_the_calculated_one_follows(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.questions.focus_item("CO-90-02")
    table = table_of(screen)
    assert [table.rows.headerData(c, table.horizontalHeader().orientation()) for c in (5, 6, 7)] == [
        "Días",
        "Recargo",
        "Motivo",
    ]
    table.enter_cell()
    table.setCurrentIndex(table.rows.index(0, 5))
    hands = Hands()
    hands.type("10")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows.index(0, 6).data() == "$176.40")
    assert value(screen, 4) == ValorMonto(valor=Decimal("4780.66"))
    table.setCurrentIndex(table.rows.index(0, 6))
    hands.type("5")
    assert table.rows.index(0, 6).data() == "$176.40"
    assert table.rows.index(1, 7).data() == "No aplica"


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (0, 5, ""),
        (0, 6, "Recargo: se calcula con otras respuestas."),
        (1, 6, "El recargo pasa de mil pesos."),
        (0, 7, "Motivo: 1 Domicilio · 2 Plazo. Escriba el número o el texto."),
        (1, 7, "Motivo: no se pregunta en este renglón, por lo que dice."),
    ],
)
def test_the_cell_that_is_come_to_says_what_may_be_typed_in_it(
    screen: CedulasScreen, row: int, column: int, sentence: str
) -> None:
    screen.questions.focus_item("CO-90-02")
    table = table_of(screen)
    table.enter_cell()
    for _ in range(column - table.currentIndex().column()):
        Hands().press(Key.Key_Right)
    for _ in range(row):
        Hands().press(Key.Key_Down)
    assert table_words(screen) == sentence


def table_words(screen: CedulasScreen) -> str:
    """What is said under the table."""
    body = table_of(screen).parentWidget()
    assert body is not None
    return next((s.text() for s in body.findChildren(Sentence) if s.parent() is body and not s.isHidden()), "")


def test_the_choices_of_a_cell_stay_in_sight_while_one_is_typed(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.questions.focus_item("CO-90-02")
    table = table_of(screen)
    table.enter_cell()
    table.setCurrentIndex(table.rows.index(0, 7))
    hands = Hands()
    hands.type("9")
    assert table_words(screen).startswith("Motivo: 1 Domicilio")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "no está entre las opciones" in table_words(screen))
    hands.press(Key.Key_Backspace)
    assert table_words(screen).startswith("Motivo: 1 Domicilio")
    hands.type("2")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: table.rows.index(0, 7).data() == "Plazo")


def test_the_next_unanswered_question_is_one_that_is_asked(screen_of: ScreenOf) -> None:
    screen = screen_of(answered(chosen(), 1, CUMPLE))
    screen.open_cedula("CO-90", "CO-90-01")
    screen.next_unanswered()
    assert screen.questions.current() == "CO-90-05"


def test_an_answer_of_a_muestra_recalculates_what_depends_on_it(screen_of: ScreenOf) -> None:
    screen = screen_of(answered(chosen(), 1, NO_CUMPLE))
    screen.open_cedula("CO-90", "CO-90-02")
    screen.desk.answer(screen.questions.row("CO-90-02").item, ValorMuestra(revisados=8, con_inconsistencia=2))
    answer = screen.questions.row("CO-90-03").answer
    assert answer.valor is not None
    assert answer.valor.valor == Decimal(25)  # type: ignore[union-attr]  # a per cent


@pytest.mark.parametrize(("number", "keys"), [(4, "Enter"), (7, "1 … 9"), (8, "Espacio"), (9, "Enter")])
def test_the_hints_tell_the_keys_of_each_kind(screen: CedulasScreen, number: int, keys: str) -> None:
    screen.questions.focus_item(f"CO-90-{number:02d}")
    assert screen.hints()[0][0] == keys


def test_deleting_takes_a_choice_back(screen: CedulasScreen) -> None:
    screen.questions.focus_item("CO-90-07")
    Hands().press(Key.Key_Delete)
    assert value(screen, 7) is None


def test_alt_4_says_that_a_choice_does_not_apply(screen: CedulasScreen) -> None:
    screen.questions.focus_item("CO-90-07")
    Hands().press(Key.Key_4, ALT)
    assert value(screen, 7) == NO_APLICA
