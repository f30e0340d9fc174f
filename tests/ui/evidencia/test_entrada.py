"""How evidence comes in: many files with progress, cancel and a word on each that did not; folders; the clipboard."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.evidencia import Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.ingreso import Pieza, hacer_pieza
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.evidencia.puerta import place_at
from tests.services.imagenes.fotos import HEIC, exif, foto, png_que_dice_medir
from tests.ui.cedulas.manos import CTRL, SHIFT, Hands, Key, table_of
from tests.ui.cedulas.scenes import rows, sample
from tests.ui.visit_fixtures import prepared, session_of, settled

__all__ = ["session_of"]

HERE = Sitio(item_id="CO-02-08")


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What Python put there must go before Qt does: at the end of the process it would be let go of twice."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def session(session_of: Callable[[Expediente], VisitSession]) -> VisitSession:
    return session_of(prepared())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A phone's folder: photos in two albums, a film of another program, a bomb, and half a photo."""
    made = tmp_path / "DCIM"
    (made / "Camera").mkdir(parents=True)
    (made / "Camera" / "IMG_1.HEIC").write_bytes(HEIC)
    (made / "Camera" / "IMG_2.jpg").write_bytes(foto(con=exif(6)))
    (made / "Camera" / "IMG_3.jpg").write_bytes(foto()[:300])
    (made / "Camera" / "IMG_4.png").write_bytes(png_que_dice_medir(60_000, 60_000))
    (made / "Camera" / "IMG_2.AAE").write_text("x")
    (made / "nota.txt").write_text("Nota")
    return made


def names(session: VisitSession, item: str = "CO-02-08") -> list[str]:
    return [v.nombre for v in session.expediente.evidencias_de(item)]


def test_a_folder_comes_in_and_what_did_not_is_told_with_its_reason(
    session: VisitSession, folder: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.informed) as heard:
        session.attach([folder], place=HERE)
    assert names(session) == ["nota.txt", "IMG_1.jpg", "IMG_2.jpg"]
    words = heard.args[0]
    assert "Se adjuntaron 3 de 6 archivos." in words
    assert "«IMG_2.AAE»: no es documento, imagen ni hoja de cálculo" in words
    assert "«IMG_3.jpg» dice ser una imagen pero no se puede abrir" in words
    assert "«IMG_4.png» tiene demasiados puntos" in words
    settled(qtbot, session)


def test_a_folder_is_taken_off_by_one_undo(session: VisitSession, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.informed):
        session.attach([folder], place=HERE)
    settled(qtbot, session)
    session.undo()
    qtbot.waitUntil(lambda: names(session) == [])


def test_progress_is_told_file_by_file(session: VisitSession, folder: Path, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    session.evidence.progressed.connect(lambda *told: seen.append(told))
    with qtbot.waitSignal(session.evidence.idle):
        session.attach([folder], place=HERE)
    assert [(done, total) for done, total, _ in seen] == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5)]
    assert seen[0][2] == "nota.txt"


def test_what_was_read_before_a_cancel_stays_and_that_is_told(
    session: VisitSession, folder: Path, qtbot: QtBot
) -> None:
    def stop(done: int, _total: int, _name: str) -> None:
        if done == 1:
            session.evidence.cancel()

    session.evidence.progressed.connect(stop)
    with qtbot.waitSignal(session.informed) as heard:
        session.attach([folder], place=HERE)
    assert names(session) == ["nota.txt", "IMG_1.jpg"]
    assert heard.args[0].startswith("Se detuvo: se adjuntaron 2 de 6 archivos. Ctrl+Z los quita.")


def test_answers_are_saved_while_a_file_is_being_read(session: VisitSession, qtbot: QtBot) -> None:
    from tests.ui.visit_fixtures import answer
    from tests.visita_ficticia import CUMPLE

    answered = threading.Event()

    def slow(side: int | None) -> Pieza:
        assert answered.wait(20), "the answer was never saved"
        return hacer_pieza("nota.txt", b"Nota", lado=side)

    session.saved.connect(lambda _moment: answered.set())
    session.evidence.take_made("nota.txt", slow, HERE)
    session.attempt(answer("CO-02-01", CUMPLE))
    qtbot.waitUntil(lambda: names(session) == ["nota.txt"])


def test_many_files_of_one_reason_are_told_in_one_line(session: VisitSession, tmp_path: Path, qtbot: QtBot) -> None:
    phone = tmp_path / "teléfono"
    phone.mkdir()
    for name in (*(f"IMG_{n:02d}.AAE" for n in range(30)), "nota.txt", "otra.txt"):
        (phone / name).write_text(name)
    with qtbot.waitSignal(session.informed) as heard:
        session.attach([phone], place=HERE)
    assert heard.args[0] == (
        "Se adjuntaron 2 de 32 archivos.\nNo se adjuntó:\n"
        "· «IMG_00.AAE», «IMG_01.AAE», «IMG_02.AAE», «IMG_03.AAE» y 26 más: no es documento, imagen ni hoja de cálculo"
    )
    settled(qtbot, session)


def test_a_folder_without_evidence_says_so(session: VisitSession, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "juego.exe").write_bytes(b"MZ")
    with qtbot.waitSignal(session.refused) as heard:
        session.attach([tmp_path], place=HERE)
    assert "no hay archivos que puedan ser evidencia" in heard.args[0]
    assert "es un programa" in heard.args[0]


def test_the_same_file_elsewhere_is_attached_and_told_where_it_is(
    session: VisitSession, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "acta.txt").write_text("Acta")
    session.attach([tmp_path / "acta.txt"], place=HERE)
    qtbot.waitUntil(lambda: len(names(session)) == 1)
    with qtbot.waitSignal(session.informed) as heard:
        session.attach([tmp_path / "acta.txt"], place=Sitio(item_id="CO-02-03"))
    assert "ya estaba en la visita (Punto CO-02-08)" in heard.args[0]
    assert names(session, "CO-02-03") == ["acta.txt"]
    settled(qtbot, session)


# --- from the screen --------------------------------------------------------------------------------------------------


@pytest.fixture
def screen(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> CedulasScreen:
    made = CedulasScreen(session_of(prepared(sample("CO-02-03", rows("CO-02-03", 3)))))
    made.resize(1285, 627)
    on_stage(made)
    made.enter()
    return made


def test_a_folder_is_chosen_by_keyboard(screen: CedulasScreen, folder: Path, qtbot: QtBot) -> None:
    screen.show_object("CO-02-08")
    Hands().press(Key.Key_E, CTRL | SHIFT)
    (dialog,) = screen.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(folder)])
    dialog.reject()
    qtbot.waitUntil(lambda: len(names(screen.session)) == 3)
    settled(qtbot, screen.session)


def test_files_that_were_copied_are_pasted(screen: CedulasScreen, folder: Path, qtbot: QtBot) -> None:
    screen.show_object("CO-02-08")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / "nota.txt"))])
    QGuiApplication.clipboard().setMimeData(data)
    Hands().press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: names(screen.session) == ["nota.txt"])
    settled(qtbot, screen.session)


def test_an_image_of_the_clipboard_that_cannot_be_read_is_told(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-08")
    data = QMimeData()
    data.setImageData(QImage())
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(screen.session.refused) as heard:
        screen.evidence.intake.paste()
    assert "no se puede leer" in heard.args[0]


def test_in_the_rows_of_a_sample_a_file_goes_to_its_row(screen: CedulasScreen, folder: Path, qtbot: QtBot) -> None:
    screen.show_object("CO-02-03")
    table_of(screen).enter_cell(1, 0)
    Hands().press(Key.Key_E, CTRL)
    (dialog,) = screen.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(folder / "nota.txt")])
    dialog.reject()
    qtbot.waitUntil(lambda: names(screen.session, "CO-02-03") == ["nota.txt"])
    (kept,) = screen.session.expediente.evidencias.values()
    assert kept.fila_id == screen.session.expediente.filas_de("CO-02-03")[1].id
    settled(qtbot, screen.session)


@pytest.mark.parametrize("inside", [True, False])
def test_files_and_pictures_pasted_on_a_sample_are_evidence_and_no_rows(
    screen: CedulasScreen, folder: Path, qtbot: QtBot, inside: bool
) -> None:
    screen.show_object("CO-02-03")
    before = screen.session.expediente.filas_de("CO-02-03")
    if inside:
        table_of(screen).enter_cell(1, 2)
        table_of(screen).setCurrentIndex(table_of(screen).rows.index(1, 2))
    files, picture = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(folder / "nota.txt"))])
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture.setImageData(image)
    QGuiApplication.clipboard().setMimeData(files)
    Hands().press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(screen.session.expediente.evidencias) == 1)
    QGuiApplication.clipboard().setMimeData(picture)
    Hands().press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(screen.session.expediente.evidencias) == 2)
    kept = screen.session.expediente.evidencias.values()
    assert {v.fila_id for v in kept} == {before[1].id if inside else ""}
    assert screen.session.expediente.filas_de("CO-02-03") == before
    settled(qtbot, screen.session)


def test_a_row_under_the_pointer_is_the_place_of_what_is_dropped(screen: CedulasScreen, qtbot: QtBot) -> None:
    screen.show_object("CO-02-03")
    table = table_of(screen)
    qtbot.waitUntil(lambda: table.viewport().height() > 20)
    screen.questions.ensureWidgetVisible(table)
    spot = table.visualRect(table.model().index(0, 0)).center()
    place = place_at(table.viewport().mapToGlobal(spot))
    assert place == Sitio(item_id="CO-02-03", fila_id=screen.session.expediente.filas_de("CO-02-03")[0].id)


def drag(widget: QWidget, data: QMimeData) -> QDragEnterEvent:
    """Lead what is carried over the middle of a widget, as the system does."""
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecated, and there is no other constructor of it in Python
        event = QDragEnterEvent(widget.rect().center(), Qt.DropAction.CopyAction, data, left, nothing)
    QApplication.sendEvent(widget, event)
    return event


def test_a_file_over_a_text_field_is_for_the_screen_and_not_for_the_text(screen: CedulasScreen, folder: Path) -> None:
    screen.show_object("CO-02-08")
    files, text = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(folder / "nota.txt"))])
    text.setText("Palabras")
    for place in (screen.panel.note.viewport(), TextField(parent=screen.panel)):
        assert drag(place, files).isAccepted()
    assert screen.panel.note.text() == ""
    alone = TextField()
    assert not drag(alone, files).isAccepted()
    assert drag(alone, text).isAccepted()


def test_in_a_closed_visit_nothing_comes_in(
    session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None], folder: Path
) -> None:
    from tests.visita_ficticia import cerrada

    made = CedulasScreen(session_of(cerrada(prepared())))
    on_stage(made)
    made.enter()
    made.evidence.intake.choose()
    made.evidence.intake.choose_folder()
    assert made.findChildren(QFileDialog) == []
