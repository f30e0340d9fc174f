"""Evidence seen large: by keyboard, a photo is captioned, moved, ordered, drawn on and blacked out for good."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.imagenes.trazos import Flecha, Letrero, Tachado
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.evidencia.mesa import EvidenceDesk
from tests.services.imagenes.fotos import exif, foto
from tests.ui.cedulas.manos import ALT, CTRL, Hands, Key, focused
from tests.ui.visit_fixtures import prepared, session_of, settled

__all__ = ["session_of"]

ITEM = "CO-02-08"
HERE = Sitio(item_id=ITEM)


@pytest.fixture
def screen(
    session_of: Callable[[Expediente], VisitSession],
    on_stage: Callable[[QWidget], None],
    qtbot: QtBot,
    tmp_path: Path,
) -> CedulasScreen:
    """The cédulas with two photos and a document on an item."""
    made = CedulasScreen(session_of(prepared()))
    made.resize(1285, 627)
    on_stage(made)
    made.enter()
    files = {
        "mostrador.png": foto("PNG", 300, 200),
        "archivo.jpg": foto("JPEG", 300, 240, con=exif()),
        "acta.pdf": b"%PDF-1.7 ficticio",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    made.session.attach([tmp_path / name for name in files], place=HERE)
    qtbot.waitUntil(lambda: len(evidence(made)) == 3)
    settled(qtbot, made.session)
    return made


@pytest.fixture
def desk(screen: CedulasScreen, qtbot: QtBot) -> EvidenceDesk:
    """The first photo, large."""
    screen.evidence.open(HERE, evidence(screen)[0])
    made = screen.evidence.desk
    assert made is not None
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    return made


def evidence(screen: CedulasScreen) -> tuple[Evidencia, ...]:
    return screen.session.expediente.evidencias_de(ITEM)


def names(screen: CedulasScreen) -> list[str]:
    return [v.nombre for v in evidence(screen)]


def point(screen: CedulasScreen, datos: Path, x: int, y: int) -> object:
    """A point of the first photo as it is on disk."""
    content = (datos / "archivos" / evidence(screen)[0].sha256[:2] / evidence(screen)[0].sha256).read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB").getpixel((x, y))


# --- seeing -----------------------------------------------------------------------------------------------------------


def test_the_arrows_go_from_one_file_to_the_next(screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot) -> None:
    Hands().press(Key.Key_Down)
    assert desk.current == evidence(screen)[1].id
    assert "2 de 3" in desk.title.text()
    qtbot.waitUntil(lambda: desk.canvas.picture is not None and desk.canvas.picture.size.height() == 240)


def test_a_document_says_how_it_is_seen(desk: EvidenceDesk) -> None:
    hands = Hands()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    assert desk.canvas.picture is None
    assert desk.card.draw.isHidden()


def test_plus_minus_and_zero_change_the_size(desk: EvidenceDesk) -> None:
    hands, whole = Hands(), desk.canvas.percent
    hands.type("+")
    assert desk.canvas.percent > whole
    hands.type("0")
    assert desk.canvas.percent == whole


def test_escape_goes_back_to_where_the_person_was(screen: CedulasScreen, desk: EvidenceDesk) -> None:
    Hands().press(Key.Key_Escape)
    assert not screen.evidence.is_open()


def test_place_and_time_of_a_photo_are_seen_and_forgotten_when_asked(
    screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot
) -> None:
    Hands().press(Key.Key_Down)
    assert desk.card.taken.words() == "Tomada el 19/11/2026 10:42"
    assert desk.card.where.words().replace("\u00a0", " ") == "Lugar: 19.24350° N, 103.72500° O"
    desk.card.where.dropped.emit()
    desk.card.taken.dropped.emit()
    assert (evidence(screen)[1].lugar, evidence(screen)[1].tomada) == (None, None)
    settled(qtbot, screen.session)


# --- changing ---------------------------------------------------------------------------------------------------------


def test_a_caption_is_saved_to_the_file_for_which_it_was_typed(
    screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot
) -> None:
    desk.card.caption.setFocus()
    Hands().type("Mostrador sin letrero")
    desk.tiles.setFocus()
    Hands().press(Key.Key_Down)
    assert [v.leyenda for v in evidence(screen)] == ["Mostrador sin letrero", "", ""]
    assert desk.card.caption.text() == ""
    settled(qtbot, screen.session)


def test_a_name_keeps_its_ending(screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot) -> None:
    desk.card.name.setFocus()
    desk.card.name.selectAll()
    Hands().type("Entrada")
    Hands().press(Key.Key_Return)
    assert names(screen)[0] == "Entrada.png"
    settled(qtbot, screen.session)


def test_files_are_put_in_order_by_keyboard(screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot) -> None:
    Hands().press(Key.Key_Down, ALT)
    assert names(screen) == ["archivo.jpg", "mostrador.png", "acta.pdf"]
    assert desk.title.text().endswith("2 de 3 · mostrador.png")
    settled(qtbot, screen.session)


def test_a_file_is_moved_to_another_question(screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot) -> None:
    choice = desk.card.supports
    choice.setFocus()
    choice.showPopup()
    hands = Hands()
    hands.type("Punto CO-02-03")
    hands.press(Key.Key_Return)
    assert names(screen) == ["archivo.jpg", "acta.pdf"]
    assert [v.nombre for v in screen.session.expediente.evidencias_de("CO-02-03")] == ["mostrador.png"]
    settled(qtbot, screen.session)


def test_delete_takes_the_file_off_and_the_next_is_seen(
    screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot
) -> None:
    Hands().press(Key.Key_Delete)
    assert names(screen) == ["archivo.jpg", "acta.pdf"]
    assert desk.current == evidence(screen)[0].id
    settled(qtbot, screen.session)


def test_without_files_the_screen_comes_back(screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot) -> None:
    for _ in range(3):
        Hands().press(Key.Key_Delete)
    assert not screen.evidence.is_open()
    settled(qtbot, screen.session)


# --- drawing ----------------------------------------------------------------------------------------------------------


def draw(desk: EvidenceDesk, tool: str, *, right: int = 6, down: int = 4) -> None:
    """Draw with the keyboard from the middle, so many steps to the right and down."""
    hands = Hands()
    if not desk.is_drawing:
        hands.press(Key.Key_F2)
    hands.type(tool)
    hands.press(Key.Key_Return)
    for _ in range(right):
        hands.press(Key.Key_Right)
    for _ in range(down):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)


def test_an_arrow_is_drawn_and_kept_by_keyboard(
    screen: CedulasScreen, desk: EvidenceDesk, datos: Path, qtbot: QtBot
) -> None:
    before = evidence(screen)[0]
    draw(desk, "1")
    assert [type(m) for m in desk.canvas.marks] == [Flecha]
    Hands().press(Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: evidence(screen)[0].sha256 != before.sha256)
    settled(qtbot, screen.session)
    assert not desk.is_drawing
    qtbot.waitUntil(lambda: not screen.session.lanes.is_busy())
    screen.session.undo()
    qtbot.waitUntil(lambda: evidence(screen)[0] == before)


def test_words_are_put_where_the_cross_is(desk: EvidenceDesk) -> None:
    hands = Hands()
    hands.press(Key.Key_F2)
    hands.type("3")
    hands.type("Sin sello")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Left)
    hands.press(Key.Key_Return)
    (mark,) = desk.canvas.marks
    assert isinstance(mark, Letrero)
    assert mark.texto == "Sin sello"


def test_the_last_mark_is_taken_back_and_escape_leaves_the_picture_as_it_was(
    screen: CedulasScreen, desk: EvidenceDesk
) -> None:
    before = evidence(screen)[0]
    draw(desk, "2")
    draw(desk, "2", right=3)
    Hands().press(Key.Key_Delete)
    assert len(desk.canvas.marks) == 1
    Hands().press(Key.Key_Escape)
    assert not desk.is_drawing
    assert evidence(screen)[0] == before


def test_a_black_out_asks_first_and_then_no_file_shows_what_was_there(
    screen: CedulasScreen, desk: EvidenceDesk, datos: Path, qtbot: QtBot
) -> None:
    before = evidence(screen)[0]
    draw(desk, "4", right=8, down=8)
    assert [type(m) for m in desk.canvas.marks] == [Tachado]
    Hands().press(Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: not desk.bar.question.isHidden())
    assert "no se podrá recuperar" in desk.bar.question.text()
    assert evidence(screen)[0] == before
    Hands().press(Key.Key_Return)
    qtbot.waitUntil(lambda: evidence(screen)[0].borradas == (before.sha256,))
    settled(qtbot, screen.session)
    old = datos / "archivos" / before.sha256[:2] / before.sha256
    qtbot.waitUntil(lambda: not old.exists())
    assert point(screen, datos, 160, 110) == (0, 0, 0)


def test_escape_takes_the_question_back_and_keeps_the_marks(desk: EvidenceDesk, qtbot: QtBot) -> None:
    draw(desk, "4")
    Hands().press(Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: not desk.bar.question.isHidden())
    Hands().press(Key.Key_Escape)
    assert desk.bar.question.isHidden()
    assert desk.is_drawing
    assert len(desk.canvas.marks) == 1


def test_undo_says_that_a_black_out_stays(screen: CedulasScreen, desk: EvidenceDesk, qtbot: QtBot) -> None:
    draw(desk, "4", right=8, down=8)
    desk.bar.confirmed.emit()
    qtbot.waitUntil(lambda: bool(evidence(screen)[0].borradas))
    settled(qtbot, screen.session)
    black = evidence(screen)[0]
    with qtbot.waitSignal(screen.session.told) as heard:
        screen.session.undo()
    assert "No se deshizo: tachó parte de mostrador.png." in heard.args[0]
    assert evidence(screen)[0] == black


def test_the_pointer_draws_as_well(desk: EvidenceDesk) -> None:
    Hands().press(Key.Key_F2)
    canvas = desk.canvas
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(60, 40))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 40))
    (mark,) = canvas.marks
    assert isinstance(mark, Flecha)
    assert mark.x2 > mark.x1


def test_the_cross_is_told_to_who_does_not_see_it(desk: EvidenceDesk) -> None:
    Hands().press(Key.Key_F2)
    assert desk.canvas.accessibleDescription().startswith("Cruz al 50 % a la derecha y 50 % abajo.")


def test_the_hints_are_those_of_what_is_being_done(screen: CedulasScreen, desk: EvidenceDesk) -> None:
    assert ("F2", "Dibujar o tachar") in screen.hints()
    Hands().press(Key.Key_F2)
    assert ("Ctrl+S", "Guardar") in screen.hints()


def test_tab_stays_at_the_desk(desk: EvidenceDesk) -> None:
    hands = Hands()
    for _ in range(12):
        hands.press(Key.Key_Tab)
        assert desk.isAncestorOf(focused())
