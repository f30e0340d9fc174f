"""Measures of a finding through their real widgets, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.base import con
from supervisor_app.domain.hallazgo import TipoMedida
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from supervisor_app.ui.visita.inconsistencias.medida import MeasureRow
from tests.ui.inconsistencias.manos import CTRL, Open, agree, focused, measures, press, replace_text
from tests.ui.visit_fixtures import settled, write


def row(screen: InconsistenciasScreen, position: int = 0) -> MeasureRow:
    return screen.table.rows[position]


def test_a_measure_is_written_by_keyboard_from_its_first_letter(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.list.setFocus()
    press(qtbot, "Ctrl+M")
    write(focused(), "R")
    assert focused() is row(screen).text
    write(focused(), "eponer las actas")
    for keys in ("Encargada", "Inés Camarena", "26/6/26", "Actas"):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        write(focused(), keys)
    screen.commit()
    settled(qtbot, screen.session)
    (made,) = measures(screen)
    assert made.texto == "Reponer las actas"
    assert (made.responsable_cargo, made.responsable_nombre) == ("Encargada", "Inés Camarena")
    assert (made.fecha, made.evidencia_esperada) == (date(2026, 6, 26), "Actas")
    assert made.completa


def test_a_new_measure_takes_responsible_and_date_from_the_last(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    press(qtbot, "Ctrl+M")
    write(focused(), "Otra")
    assert measures(screen)[1].responsable_cargo == "Encargada"
    assert measures(screen)[1].fecha == date(2026, 7, 1)


def test_its_type_is_chosen_with_the_arrows(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    row(screen).type.setFocus()
    qtbot.keyClick(row(screen).type, Qt.Key.Key_Down)
    assert measures(screen)[0].tipo is TipoMedida.PREVENTIVA


def test_a_measure_is_duplicated(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0, tipo=TipoMedida.MEJORA))
    screen.show_object(screen.list.rows()[0].key)
    row(screen).proof.setFocus()
    press(qtbot, "Ctrl+D")
    first, second = measures(screen)
    assert con(second, id=first.id, orden=first.orden) == first
    assert focused() is row(screen, 1).text


@pytest.mark.parametrize("where", ["type", "more"])
def test_supr_on_the_row_takes_it_away_and_undo_brings_it_back(open_screen: Open, qtbot: QtBot, where: str) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    control: QWidget = getattr(row(screen), where)
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_Delete)
    assert measures(screen) == ()
    assert focused() is screen.table.entry
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.changed):
        screen.session.undo()
    assert len(measures(screen)) == len(screen.table.rows) == 1


def test_supr_in_a_text_is_a_key_of_the_text(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    row(screen).text.setFocus()
    qtbot.keyClick(row(screen).text, Qt.Key.Key_Delete)
    screen.commit()
    assert measures(screen)[0].texto == "apturar las actas"


def test_ctrl_supr_takes_the_row_away_from_any_field(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    row(screen).name.setFocus()
    write(row(screen).name, "Inés")
    qtbot.keyClick(row(screen).name, Qt.Key.Key_Delete, CTRL)
    assert measures(screen) == ()
    settled(qtbot, screen.session)


def test_the_menu_of_the_row_says_its_keys(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    qtbot.keyClick(row(screen).more, Qt.Key.Key_Return)
    menu = row(screen).findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.findChildren(QAction) if action.text()] == [
        "Avance y prórroga\tCtrl+Mayús+P",
        "Duplicar\tCtrl+D",
        "Quitar\tCtrl+Supr",
    ]
    menu.close()


def test_a_phrase_begins_a_measure_of_its_type(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    press(qtbot, "Ctrl+J")
    phrases = screen.phrases.book.popup.phrases()
    position = next(n for n, words in enumerate(phrases, 1) if words.startswith("Preventiva: "))
    qtbot.keyClicks(screen.phrases.book.popup, str(position))
    (made,) = measures(screen)
    assert made.tipo is TipoMedida.PREVENTIVA
    assert f"Preventiva: {made.texto}" == phrases[position - 1]


def test_a_phrase_goes_into_the_measure_being_written(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0, texto=""))
    screen.show_object(screen.list.rows()[0].key)
    row(screen).text.setFocus()
    press(qtbot, "Ctrl+J")
    words = screen.phrases.book.popup.phrases()[0]
    qtbot.keyClicks(screen.phrases.book.popup, "1")
    assert measures(screen)[0].texto == words


def test_who_is_known_is_offered_and_brings_the_post(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0, responsable_cargo="", responsable_nombre=""))
    screen.show_object(screen.list.rows()[0].key)
    recibio = screen.session.expediente.visita.recibio
    name = row(screen).name
    name.setFocus()
    write(name, recibio.nombre[:4])
    assert recibio.nombre in name.offered()
    name.picked.emit("0")
    people = row(screen)._people
    assert measures(screen)[0].responsable_cargo == people[0].cargo


@pytest.mark.parametrize(
    ("campos", "sentence"),
    [
        ({"fecha": date(2026, 6, 9)}, "El plazo es anterior al fin de la visita (12/06/2026). Revise si es correcto."),
        ({"fecha": None}, "Falta el plazo."),
        ({"fecha": None, "responsable_cargo": ""}, "Faltan el responsable y el plazo."),
        ({}, ""),
    ],
)
def test_what_is_odd_in_a_measure_stands_under_it(open_screen: Open, campos: dict[str, object], sentence: str) -> None:
    screen = open_screen(agree(0, **campos))
    screen.show_object(screen.list.rows()[0].key)
    assert row(screen).note.text() == sentence


def test_a_date_that_cannot_be_read_stays_and_is_told(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    replace_text(qtbot, row(screen).date, "pronto")
    qtbot.keyClick(row(screen).date, Qt.Key.Key_Tab)
    assert row(screen).note.text() == row(screen).date.sentence() != ""
    assert measures(screen)[0].fecha == date(2026, 7, 1)


def test_alt_down_opens_the_calendar_where_there_is_one(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(agree(0))
    screen.show_object(screen.list.rows()[0].key)
    when = row(screen).date
    when.setFocus()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    override.ignore()
    QApplication.sendEvent(when, override)
    assert override.isAccepted()
