"""Locking: what was typed is on disk, nothing is seen or reached, and all of it is as it was after."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.cifrado import llavero
from supervisor_app.domain.avance import Paso
from supervisor_app.settings import guardar, leer
from supervisor_app.ui.acceso.cerrada import AskPage
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.lanes import Work
from supervisor_app.wiring import abrir
from tests.ui.acceso.casas import FRASE, Casa, encipher
from tests.visita_ficticia import AHORA

T = TypeVar("T", bound=TextField)


@pytest.fixture
def inside(shut: Casa) -> Casa:
    """The folder is open at Inicio."""
    shut.enter(FRASE)
    return shut


@pytest.fixture
def visiting(inside: Casa) -> Casa:
    """The visit is open at its first step, with the caret in a field that says something already."""
    inside.main.open_visit("V-2026-001")
    inside.settle()
    assert inside.main.workspace is not None
    inside.main.workspace.open_step(Paso.PREPARACION)
    pliego(inside).setFocus()
    return inside


def put(casa: Casa, field: T) -> T:
    """A field of the window, with the caret in it."""
    field.setParent(casa.main.shown)
    field.setGeometry(300, 300, 300, 40)
    field.show()
    field.setFocus()
    return field


def pliego(casa: Casa) -> TextField:
    assert casa.main.workspace is not None
    fields = casa.main.workspace.findChildren(TextField)
    return next(f for f in fields if f.accessibleName() == "Número de pliego")


def test_a_word_that_is_half_typed_is_on_disk_and_goes_on_where_it_was(visiting: Casa) -> None:
    field = pliego(visiting)
    field.selectAll()
    visiting.type("321/20")
    field.setCursorPosition(3)
    visiting.lock()
    assert visiting.house.locked and not field.isVisible()
    visiting.qtbot.waitUntil(lambda: visiting.ask.state.text() == "Lo que escribió está guardado.")
    with abrir(visiting.carpeta, llave=visiting.house.llave, solo_lectura=True) as s:
        assert s.visitas.abrir("V-2026-001").visita.pliego == "321/20"
    on_disk = [file.read_bytes() for file in visiting.carpeta.rglob("*") if file.is_file()]
    assert on_disk and not any(b"321/20" in content or b"Colima" in content for content in on_disk)
    visiting.enter(FRASE)
    assert visiting.inside and field.hasFocus()
    visiting.type("-A")
    assert field.text() == "321-A/20"


def test_what_was_selected_is_selected_again(inside: Casa) -> None:
    field = put(inside, TextField())
    field.setText("uno dos tres")
    field.setSelection(4, 3)
    inside.lock()
    inside.enter(FRASE)
    assert field.selectedText() == "dos"


def test_a_cell_that_was_being_written_is_open_again(inside: Casa) -> None:
    table = QTableWidget(1, 2, inside.main)
    table.setGeometry(100, 100, 400, 200)
    table.show()
    table.setFocus()
    table.setCurrentCell(0, 1)
    table.edit(table.currentIndex())
    inside.type("a medias")
    inside.lock()
    item = table.item(0, 1)
    assert item is not None and item.text() == "a medias"
    inside.enter(FRASE)
    assert isinstance(inside.focus, QLineEdit) and inside.focus.parentWidget() is table.viewport()
    inside.type("!")
    assert inside.focus.text() == "a medias!"


def test_a_date_that_is_none_yet_is_not_called_saved(inside: Casa) -> None:
    field = put(inside, DateEdit())
    field.selectAll()
    inside.type("12/x")
    inside.lock()
    inside.qtbot.waitUntil(lambda: inside.ask.state.text().startswith("Lo que estaba escribiendo sigue"))
    inside.enter(FRASE)
    assert field.hasFocus() and field.text() == "12/x"


def test_only_the_passphrase_opens_it_again(inside: Casa, keyring: dict[str, bytes]) -> None:
    assert inside.house.llave is not None
    inside.acceso.recordar(inside.house.llave)
    inside.lock()
    inside.enter("no es esta la frase")
    assert inside.house.locked and keyring
    inside.ask.phrase.secret.selectAll()
    inside.enter(FRASE)
    assert not inside.house.locked


def test_no_key_works_behind_it(inside: Casa) -> None:
    here = inside.main.rail.here()
    inside.lock()
    for key in (Qt.Key.Key_N, Qt.Key.Key_F, Qt.Key.Key_Z, Qt.Key.Key_PageDown):
        inside.press(key, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F12):
        inside.press(key)
    inside.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    inside.settle()
    assert inside.main.rail.here() == here and isinstance(inside.house.page, AskPage)
    assert inside.ask.phrase.secret.hasFocus()


def test_nothing_can_be_dropped_on_it(inside: Casa) -> None:
    inside.lock()
    data = QMimeData()
    data.setText("algo")
    drop = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    drop.ignore()
    under = inside.house.childAt(QPoint(700, 100))
    assert under is not None
    QApplication.sendEvent(under, drop)
    assert not drop.isAccepted()


def spoken(interface: QAccessibleInterface) -> Iterator[str]:
    """All that a screen reader could say, also of what is not in sight."""
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield interface.text(kind)
    for n in range(interface.childCount()):
        child = interface.child(n)
        if child is not None and not child.state().invisible:
            yield from spoken(child)


def test_nothing_of_the_visit_is_said_by_title_tip_or_screen_reader(inside: Casa) -> None:
    assert "Colima" in " ".join(spoken(QAccessible.queryAccessibleInterface(inside.house)))
    inside.lock()
    said = " ".join(spoken(QAccessible.queryAccessibleInterface(inside.house)))
    assert "frase de acceso" in said
    for secret in ("Colima", "V-2026-001", "pliego"):
        assert secret not in said
    tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert tops == [inside.house] and inside.house.windowTitle() == "Supervisión de Afiliación y Cobranza"


def test_a_calendar_that_was_open_comes_back(inside: Casa) -> None:
    field = put(inside, DateEdit())
    field.open_calendar()
    calendar = field.calendar()
    assert calendar is not None and calendar.isVisible()
    inside.house.lock()
    assert not calendar.isVisible()
    inside.settle()
    inside.enter(FRASE)
    assert calendar.isVisible()
    calendar.close()


def test_a_dialog_that_was_open_comes_back_and_a_menu_does_not(inside: Casa, qtbot: QtBot) -> None:
    dialog, menu = QDialog(inside.main), QMenu(inside.main)
    menu.addAction("Copiar")
    dialog.setWindowTitle("Imprimir: Informe V-2026-001")
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.open()
    menu.popup(QPoint(10, 10))
    inside.house.lock()
    assert not dialog.isVisible() and not menu.isVisible()
    inside.settle()
    inside.house.activateWindow()
    inside.ask.phrase.secret.setFocus()
    qtbot.keyClicks(inside.ask.phrase.secret, FRASE)
    qtbot.keyClick(inside.ask.phrase.secret, Qt.Key.Key_Return)
    inside.settle()
    assert dialog.isVisible() and not menu.isVisible() and not ended
    dialog.close()


def test_a_choice_of_files_is_given_up(inside: Casa, tmp_path: Path) -> None:
    dialog = QFileDialog(inside.main, "Guardar", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    inside.house.lock()
    assert not dialog.isVisible() and dialog.result() == QDialog.DialogCode.Rejected
    dialog.deleteLater()


def test_what_would_open_meanwhile_waits(inside: Casa) -> None:
    inside.lock()
    dialog = QDialog(inside.main)
    dialog.setWindowTitle("Imprimir: Informe V-2026-001")
    dialog.open()
    assert not dialog.isVisible()
    menu = QMenu(inside.ask.phrase.secret)
    menu.addAction("Pegar")
    menu.popup(QPoint(10, 10))
    assert menu.isVisible()
    menu.close()
    inside.enter(FRASE)
    assert dialog.isVisible()
    dialog.close()


def test_work_goes_on_behind_it(inside: Casa) -> None:
    gate = threading.Event()
    done: list[str] = []

    def sign(work: Work) -> str:
        gate.wait()
        work.check()
        return "firmado"

    inside.main.lanes.free(sign, done.append)
    inside.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert inside.house.locked
    gate.set()
    inside.qtbot.waitUntil(lambda: done == ["firmado"])
    assert inside.house.locked


def test_copies_in_the_clear_go_when_it_locks(inside: Casa) -> None:
    made: list[Path] = []
    inside.main.lanes.call(lambda s: s.abiertas.poner("foto.jpg", b"contenido", "ab" * 32), made.append)
    inside.settle()
    assert made[0].exists()
    inside.lock()
    assert not made[0].exists()


# --- by itself ------------------------------------------------------------------------------------------------------


def test_it_locks_itself_after_ten_minutes_without_input(inside: Casa) -> None:
    inside.press(Qt.Key.Key_Down)
    inside.clock.now += 599
    assert not inside.house._idle.look()
    inside.clock.now += 1
    assert inside.house._idle.look() and inside.house.locked


def test_input_puts_it_off(inside: Casa) -> None:
    inside.clock.now += 599
    inside.press(Qt.Key.Key_Down)
    inside.clock.now += 599
    assert not inside.house._idle.look()


def test_after_a_night_asleep_the_first_key_is_not_typed(inside: Casa) -> None:
    field = put(inside, TextField())
    before = field.text()
    inside.clock.now += 8 * 3_600
    inside.type("9")
    assert inside.house.locked and field.text() == before


@pytest.mark.parametrize(("minutes", "locks"), [(5, True), (30, False), (0, False)])
def test_how_long_is_a_setting(shut: Casa, minutes: int, locks: bool) -> None:
    llave = shut.acceso.abrir(FRASE)
    ajustes, _ = leer(shut.carpeta, AHORA, llave)
    guardar(shut.carpeta, ajustes.model_copy(update={"bloqueo": minutes}), llave)
    shut.enter(FRASE)
    shut.clock.now += 300
    shut.house._idle.look()
    assert shut.house.locked is locks


def test_a_plain_folder_never_locks(new: Casa) -> None:
    abrir(new.carpeta).close()
    new.begin()
    new.lock()
    new.clock.now += 100_000
    assert not new.house._idle.look() and not new.house.locked


# --- leaving --------------------------------------------------------------------------------------------------------


def test_it_can_be_closed_while_it_is_locked(inside: Casa) -> None:
    inside.lock()
    assert inside.house.close()


def test_what_cannot_be_saved_keeps_the_window_and_says_so_without_saying_what(
    inside: Casa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(inside.main), "unsaved", property(lambda _self: 1))
    inside.lock()
    inside.house._tell_saved()
    assert "todavía no se pudieron guardar" in inside.ask.state.text()
    assert not inside.house.close()
    monkeypatch.undo()


def test_whoever_forgot_it_while_it_was_locked_comes_back_to_the_same_place(inside: Casa) -> None:
    field = put(inside, TextField())
    inside.lock()
    inside.ask.lost.click()
    inside.enter(inside.clave)
    page = inside.house.page
    assert isinstance(page, QWidget)
    inside.enter("otra frase que recuerdo")
    inside.type("otra frase que recuerdo")
    page.only.click()  # type: ignore[attr-defined]  # the page of the new passphrase
    inside.settle()
    assert not inside.house.locked and field.hasFocus()


def test_a_keyring_that_answers_late_does_not_lift_the_lock(
    new: Casa, monkeypatch: pytest.MonkeyPatch, keyring: dict[str, bytes]
) -> None:
    llave, _ = encipher(new.carpeta)
    new.acceso.recordar(llave)
    answer = threading.Event()
    monkeypatch.setattr(llavero, "leer", lambda nombre: keyring[nombre] if answer.wait(20) else None)
    new.house.begin()
    new.show(new.house)
    new.type(FRASE)
    new.press(Qt.Key.Key_Return)
    new.qtbot.waitUntil(lambda: new.inside and not new.main.lanes.is_busy())
    new.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    answer.set()
    new.settle()
    assert new.house.locked and not new.inside


def test_a_folder_that_does_not_open_locks_as_any_other(new: Casa) -> None:
    encipher(new.carpeta)
    (new.carpeta / "supervisor.db").write_bytes(b"esto ya no es una base" * 500)
    new.begin()
    new.enter(FRASE)
    new.lock()
    assert new.house.locked
    new.enter(FRASE)
    assert new.inside
