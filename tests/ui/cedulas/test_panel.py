"""The panel of the item: what it rests on, its evidence, its note, what happened to it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from supervisor_app.domain.cedula.answers import ValorMuestra
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.evidencia import size_text
from supervisor_app.ui.visita.cedulas.pregunta import QuestionRow
from tests.ui.cedulas.conftest import ScreenOf
from tests.ui.cedulas.manos import CTRL, Hands, Key
from tests.ui.visit_fixtures import answer, prepared, settled
from tests.visita_ficticia import CUMPLE, NO_CUMPLE

CHOICE = "CO-02-08"


@pytest.fixture
def choice(screen: CedulasScreen) -> CedulasScreen:
    screen.show_object(CHOICE)
    return screen


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Foto del acta.png"
    Image.new("RGB", (320, 200), (200, 40, 40)).save(path)
    return path


def attached(screen: CedulasScreen, item_id: str = CHOICE) -> tuple[Evidencia, ...]:
    return screen.session.expediente.evidencias_de(item_id)


class Viewer(QObject):
    """Stands for the program that the system opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type]  # the stubs ask for bytes
    yield made
    QDesktopServices.unsetUrlHandler("file")


# --- basis ------------------------------------------------------------------------------------------------------------


def test_the_basis_is_shown_with_its_gist(choice: CedulasScreen) -> None:
    texts = choice.panel.basis.texts()
    assert texts[0] == "JSAC 7.1.3 · núm. 3"
    assert texts[1] == choice.session.catalogos.funcion("JSAC:7.1.3:3").gist


def test_evidence_is_suggested(choice: CedulasScreen) -> None:
    assert "Evidencia sugerida" in choice.panel.basis.texts()


def test_a_basis_that_is_not_verified_says_so(screen: CedulasScreen) -> None:
    screen.show_object("CO-02-03")
    texts = screen.panel.basis.texts()
    legal = screen.session.catalogos.fundamentos
    unverified = [c for c in ("CFF 134", "CFF 135", "CFF 137") if not legal[c].verificado]
    assert texts.count("Texto por confirmar.") == len(unverified)
    assert {"CFF 134", "CFF 135", "CFF 137"} <= set(texts)


def test_the_panel_follows_the_item(choice: CedulasScreen) -> None:
    Hands().press(Key.Key_Down)
    assert "JSAC 7.1.3 · núm. 38" in choice.panel.basis.texts()


# --- note -------------------------------------------------------------------------------------------------------------


def test_a_note_is_saved_when_it_is_left(choice: CedulasScreen, qtbot: QtBot) -> None:
    hands = Hands()
    hands.press(Key.Key_F4)
    hands.type("Falta el oficio")
    hands.press(Key.Key_F6)
    respuesta = choice.session.expediente.respuesta(CHOICE)
    assert respuesta is not None
    assert respuesta.nota == "Falta el oficio"
    settled(qtbot, choice.session)


def test_a_note_being_typed_stays_with_its_item(choice: CedulasScreen) -> None:
    hands = Hands()
    hands.press(Key.Key_F4)
    hands.type("Nota de la ocho")
    hands.press(Key.Key_Down, CTRL)
    notes = {i: r.nota for i, r in choice.session.expediente.respuestas.items()}
    assert notes == {CHOICE: "Nota de la ocho"}
    assert choice.panel.note.text() == ""


def test_what_is_being_typed_is_not_taken_away(choice: CedulasScreen, qtbot: QtBot) -> None:
    hands = Hands()
    hands.press(Key.Key_F4)
    hands.type("Uno")
    choice.panel.note.commit()
    hands.type(" y dos")
    settled(qtbot, choice.session)
    assert choice.panel.note.text() == "Uno y dos"


# --- history ----------------------------------------------------------------------------------------------------------


def test_history_tells_what_became_of_the_answer(choice: CedulasScreen, qtbot: QtBot) -> None:
    Hands().type("13")
    qtbot.waitUntil(lambda: len(choice.panel.history.texts()) == 2)
    assert choice.panel.history.texts() == ["Cumple → No cumple 09:30", "Cumple 09:30"]


def test_of_a_muestra_only_what_changed_is_told(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-03")
    row = screen.questions.row("CO-02-03")
    for found in (2, 3):
        row.answer.answered.emit(ValorMuestra(revisados=25, con_inconsistencia=found))
    qtbot.waitUntil(lambda: len(screen.panel.history.texts()) == 2)
    assert screen.panel.history.texts()[0] == "Con inconsistencia: 2 → 3 09:30"


def test_a_long_history_opens_whole(choice: CedulasScreen, qtbot: QtBot) -> None:
    Hands().type("12312313")
    qtbot.waitUntil(lambda: len(choice.panel.history.texts()) == 6)
    assert choice.panel.history.more.text() == "Ver todo (8)"
    choice.panel.history.more.click()
    assert len(choice.panel.history.texts()) == 8


def test_undo_is_told_in_the_history(choice: CedulasScreen, qtbot: QtBot) -> None:
    Hands().type("1")
    settled(qtbot, choice.session)
    choice.session.undo()
    qtbot.waitUntil(lambda: len(choice.panel.history.texts()) == 2)
    assert choice.panel.history.texts()[0] == "Deshizo: Cumple → Sin contestar 09:30"


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_control_e_asks_for_files_and_attaches_them(choice: CedulasScreen, photo: Path, qtbot: QtBot) -> None:
    Hands().press(Key.Key_E, CTRL)
    (dialog,) = choice.findChildren(QFileDialog)
    assert CHOICE in dialog.windowTitle()
    dialog.filesSelected.emit([str(photo)])
    dialog.close()
    qtbot.waitUntil(lambda: len(attached(choice)) == 1)
    assert attached(choice)[0].nombre == "Foto del acta.png"
    assert choice.panel.evidence.tiles.count() == 1


def test_control_e_works_from_within_a_field(screen: CedulasScreen) -> None:
    Hands().press(Key.Key_E, CTRL)
    (dialog,) = screen.findChildren(QFileDialog)
    assert "CO-02-01" in dialog.windowTitle()
    dialog.close()


@pytest.mark.parametrize("other", [False, True])
def test_dropped_files_go_to_the_question_under_the_pointer_or_else_to_the_present_one(
    choice: CedulasScreen, photo: Path, qtbot: QtBot, *, other: bool
) -> None:
    row = choice.findChildren(QuestionRow)[0]
    choice.questions.ensureWidgetVisible(row)
    place = row.mapTo(choice, row.rect().center()) if other else QPoint(choice.width() - 5, choice.height() - 5)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecated, and there is no other constructor of it in Python
        entered = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, left, nothing)
    QApplication.sendEvent(choice, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, left, nothing)
    QApplication.sendEvent(choice, dropped)
    qtbot.waitUntil(lambda: len(attached(choice, row.item.id if other else CHOICE)) == 1)


def test_a_pasted_image_becomes_evidence(choice: CedulasScreen, qtbot: QtBot) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    Hands().press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(attached(choice)) == 1)
    assert attached(choice)[0].mime == "image/png"


def test_an_image_shows_its_thumbnail(choice: CedulasScreen, photo: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.panel.files.ready):
        choice.session.attach([photo], item_id=CHOICE)
    image = choice.panel.files.image(attached(choice)[0])
    assert image is not None
    assert max(image.width(), image.height()) <= 220


def test_enter_shows_it_large_and_again_opens_a_copy_with_its_name(
    choice: CedulasScreen, photo: Path, viewer: Viewer, qtbot: QtBot
) -> None:
    choice.session.attach([photo], item_id=CHOICE)
    qtbot.waitUntil(lambda: len(attached(choice)) == 1)
    choice.panel.evidence.tiles.setFocus()
    Hands().press(Key.Key_Return)
    assert choice.evidence.is_open()
    Hands().press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(viewer.opened))
    (copy,) = viewer.opened
    assert (copy.name, copy.read_bytes()) == (photo.name, photo.read_bytes())
    assert not copy.stat().st_mode & 0o222


def test_delete_takes_evidence_away_and_undo_brings_it_back(choice: CedulasScreen, photo: Path, qtbot: QtBot) -> None:
    choice.session.attach([photo], item_id=CHOICE)
    qtbot.waitUntil(lambda: len(attached(choice)) == 1)
    choice.panel.evidence.tiles.setFocus()
    Hands().press(Key.Key_Delete)
    assert attached(choice) == ()
    settled(qtbot, choice.session)
    choice.session.undo()
    qtbot.waitUntil(lambda: len(attached(choice)) == 1)


def test_what_cannot_be_evidence_is_refused(choice: CedulasScreen, tmp_path: Path, qtbot: QtBot) -> None:
    program = tmp_path / "listado.exe"
    program.write_bytes(b"MZ")
    with qtbot.waitSignal(choice.session.refused) as refused:
        choice.session.attach([program], item_id=CHOICE)
    assert "es un programa" in refused.args[0]


def test_the_count_of_evidence_stands_under_the_question(choice: CedulasScreen, photo: Path, qtbot: QtBot) -> None:
    choice.session.attach([photo], item_id=CHOICE)
    qtbot.waitUntil(lambda: len(attached(choice)) == 1)
    state = choice.questions.row(CHOICE).state()
    assert state is not None
    assert [(c.icon, c.text) for c in state.consequences] == [("paperclip", "1")]


@pytest.mark.parametrize(("count", "text"), [(9, "9 bytes"), (12_300, "12 kB"), (3_400_000, "3.4 MB")])
def test_sizes_are_read_easily(count: int, text: str) -> None:
    assert size_text(count) == text


def test_history_is_not_of_other_items(screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(prepared(answer(CHOICE, NO_CUMPLE), answer("CO-05-01", CUMPLE)))
    screen.show_object("CO-02-09")
    qtbot.waitUntil(lambda: not screen.session.lanes.is_busy())
    assert screen.panel.history.texts() == []
