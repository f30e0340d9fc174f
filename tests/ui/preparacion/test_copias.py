"""Several supervisors: sharing a copy, joining one after seeing what it does, and deciding what was written twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from tests.ui.visit_fixtures import DEFINICIONES_REALES, answer, prepared, settled
from tests.visita_ficticia import AJUSTES, CUMPLE, PARCIAL, RelojFijo

Make = Callable[[Expediente], PreparacionScreen]
ITEM = "CO-02-01"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    carpeta = tmp_path / "usb"
    carpeta.mkdir()
    return carpeta


def share(qtbot: QtBot, screen: PreparacionScreen, usb: Path) -> Path:
    screen.shared.share_in(usb)
    qtbot.waitUntil(lambda: "Copia escrita" in screen.shared.answer.text())
    (made,) = usb.glob("*.copia")
    return made


def worked_on(copy: Path, other: Path, valor: Valor, nota: str = "") -> Path:
    """The copy that a colleague sends back, having answered on another laptop."""
    with wiring.abrir(other, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES.model_copy(update={"nombre": "Beto Ruiz"}))
        e = s.copias.unir(copy).expediente
        s.visitas.guardar(answer(ITEM, valor)(e))
        if nota:
            item = e.item(ITEM)
            assert item is not None
            s.visitas.guardar(comandos.anotar(s.visitas.abrir(e.visita.id), item, nota))
        copy.unlink()
        return s.copias.compartir(e.visita.id, copy.parent).ruta


@pytest.fixture
def clashing(qtbot: QtBot, screen_of: Make, usb: Path, tmp_path: Path) -> PreparacionScreen:
    """The screen after joining a copy in which one item was answered otherwise."""
    screen = screen_of(prepared())
    copy = worked_on(share(qtbot, screen, usb), tmp_path / "otra", PARCIAL)
    screen.session.do(answer(ITEM, CUMPLE)(screen.session.expediente))
    settled(qtbot, screen.session)
    screen.shared.panel.look(copy)
    qtbot.waitUntil(screen.shared.panel.accept.isVisible)
    assert "1 dato quedó distinto" in screen.shared.panel.texts()
    qtbot.keyClick(screen.shared.panel.accept, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(screen.session.expediente.choques))
    return screen


def test_what_a_copy_brings_is_shown_before_it_is_joined(
    qtbot: QtBot, screen_of: Make, usb: Path, tmp_path: Path
) -> None:
    screen = screen_of(prepared())
    copy = worked_on(share(qtbot, screen, usb), tmp_path / "otra", CUMPLE)
    screen.shared.panel.look(copy)
    qtbot.waitUntil(screen.shared.panel.accept.isVisible)
    assert "Beto Ruiz" in screen.shared.panel.texts()
    assert "1 respuesta nueva" in screen.shared.panel.texts()
    assert ITEM not in screen.session.expediente.respuestas
    screen.shared.panel.accept.click()
    qtbot.waitUntil(lambda: ITEM in screen.session.expediente.respuestas)


def test_a_copy_that_is_dismissed_changes_nothing(qtbot: QtBot, screen_of: Make, usb: Path, tmp_path: Path) -> None:
    screen = screen_of(prepared())
    copy = worked_on(share(qtbot, screen, usb), tmp_path / "otra", CUMPLE)
    screen.shared.panel.look(copy)
    qtbot.waitUntil(screen.shared.panel.accept.isVisible)
    screen.shared.panel.dismiss.click()
    assert screen.shared.panel.texts() == ""
    assert ITEM not in screen.session.expediente.respuestas


def test_a_copy_that_cannot_be_read_is_told_in_place(qtbot: QtBot, screen_of: Make, usb: Path) -> None:
    screen = screen_of(prepared())
    broken = usb / "roto.copia"
    broken.write_bytes(b"nada")
    screen.shared.panel.look(broken)
    qtbot.waitUntil(lambda: "no es una copia de trabajo" in screen.shared.panel.texts())


def test_a_clash_shows_both_sides_and_holds_the_step(clashing: PreparacionScreen) -> None:
    names = [b.accessibleName() for b in clashing.clashes.buttons]
    assert any(n.startswith("Vale: Parcial.") and "Beto Ruiz" in n for n in names)
    assert any(n.startswith("Vale: Cumple.") for n in names)
    lines = clashing.missing.lines()
    assert [line.text() for line in lines] == ["Decida cuál vale en un dato que quedó distinto en dos copias"]
    lines[0].click()
    assert QApplication.focusWidget() is clashing.clashes.buttons[0]


@pytest.mark.parametrize("palabra", ["Parcial", "Cumple"])
def test_a_clash_is_decided_by_a_key_and_undone(qtbot: QtBot, clashing: PreparacionScreen, palabra: str) -> None:
    button = next(b for b in clashing.clashes.buttons if b.accessibleName().startswith(f"Vale: {palabra}."))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settled(qtbot, clashing.session)
    assert clashing.session.expediente.choques == {}
    assert clashing.clashes.isHidden()
    clashing.session.undo()
    qtbot.waitUntil(lambda: bool(clashing.session.expediente.choques))
    assert clashing.clashes.isVisible()


def test_after_the_last_decision_the_focus_leads_on(qtbot: QtBot, clashing: PreparacionScreen) -> None:
    button = clashing.clashes.buttons[0]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is clashing.done.findChild(Button))


def test_both_texts_of_a_note_can_be_kept(qtbot: QtBot, screen_of: Make, usb: Path, tmp_path: Path) -> None:
    screen = screen_of(prepared(answer(ITEM, CUMPLE)))
    copy = worked_on(share(qtbot, screen, usb), tmp_path / "otra", CUMPLE, nota="Lo vio Beto")
    item = screen.session.expediente.item(ITEM)
    assert item is not None
    screen.session.do(comandos.anotar(screen.session.expediente, item, "Lo vi yo"))
    settled(qtbot, screen.session)
    screen.shared.panel.look(copy)
    qtbot.waitUntil(screen.shared.panel.accept.isVisible)
    screen.shared.panel.accept.click()
    qtbot.waitUntil(lambda: bool(screen.session.expediente.choques))
    keep = next(b for b in screen.clashes.buttons if b.text() == "Conservar los dos textos")
    keep.click()
    assert set(screen.session.expediente.respuestas[ITEM].nota.split("\n")) == {"Lo vio Beto", "Lo vi yo"}


def test_each_cedula_is_given_to_one_of_the_team(screen_of: Make) -> None:
    team = (Persona(nombre="Ana Paz"), Persona(nombre="Beto Ruiz"))
    screen = screen_of(prepared(equipo=team))
    choice = screen.shared.choices["CO-02"]
    choice.setCurrentIndex(choice.findData("Beto Ruiz"))
    choice.activated.emit(choice.currentIndex())
    assert screen.session.expediente.aplicadas["CO-02"].responsable == team[1]
