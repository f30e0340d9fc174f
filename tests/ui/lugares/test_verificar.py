"""Verifying what somebody brings, in the real window: by key, by dropping, by pasting, by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.avance import Paso
from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.relato import Relato, relatar
from supervisor_app.settings import Ajustes
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lugares.verificar import VerificarScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.documentos import DocumentosScreen
from supervisor_app.wiring import Servicios
from tests.services.test_cotejo import guardada, hoja
from tests.ui.documentos import banco
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes


def dos_versiones(s: Servicios, e: Expediente) -> None:
    """One cédula signed by both, another emitted twice."""
    banco.firmar(s, s.documentos.emitir(e, TipoDocumento.CEDULA, e.visita.cedulas[0]), titular=True)
    for _ in range(2):
        s.documentos.emitir(e, TipoDocumento.CEDULA, e.visita.cedulas[1])


class Lugar:
    """The window at the place, and the hands on it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, e: Expediente, carpeta: Path) -> None:
        self.qtbot, self.window, self.e, self.carpeta = qtbot, window, e, carpeta
        found: list[tuple[Documento, bytes]] = []

        def read(s: Servicios) -> list[tuple[Documento, bytes]]:
            cedulas = e.visita.cedulas[:2]
            versions = [d for c in cedulas for d in s.documentos.versiones(e.visita.id, TipoDocumento.CEDULA, c)]
            return [(d, s.documentos.leer(d)) for d in versions]

        window.lanes.call(read, found.extend)
        self.settle()
        (self.firmado, self.pdf), (self.vieja, self.pdf_vieja), (self.nueva, self.pdf_nueva) = found

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.lanes.is_busy())

    @property
    def screen(self) -> VerificarScreen:
        assert isinstance(self.window.shown, VerificarScreen)
        return self.window.shown

    def open(self) -> None:
        self.qtbot.keyClick(self.window, Qt.Key.Key_F7)

    def file(self, name: str, content: bytes) -> Path:
        path = self.carpeta / name
        path.write_bytes(content)
        return path

    def words(self) -> str:
        self.settle()
        return "\n".join(card.words() for card in self.screen.results())

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def paste(self, data: QMimeData) -> None:
        QGuiApplication.clipboard().setMimeData(data)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def buttons(self, words: str) -> list[QPushButton]:
        cards = self.screen.results()
        return [b for card in cards for b in card.findChildren(QPushButton) if words in b.text()]


@pytest.fixture
def lugar(datos: Path, tmp_path: Path, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Lugar]:
    e = banco.copiar(datos, dos_versiones)
    lanes = open_lanes(datos)
    window = MainWindow(lanes, DEFINICIONES_REALES, Ajustes(), today=lambda: HOY)
    window.resize(1366, 690)
    on_stage(window)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    yield Lugar(qtbot, window, e, tmp_path)
    lanes.close()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(target: QWidget, data: QMimeData) -> bool:
    """Whether it was taken."""
    middle = target.rect().center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(middle), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, data, left, none))
    return True


def test_f7_opens_the_place_and_escape_leads_back(lugar: Lugar) -> None:
    lugar.open()
    assert lugar.screen.box.hasFocus()
    lugar.press(Qt.Key.Key_Escape)
    assert lugar.window.shown is lugar.window.place("inicio")


def test_a_signed_document_is_told_as_the_command_line_tells_it(lugar: Lugar) -> None:
    lugar.open()
    lugar.paste(files(lugar.file("cedula.pdf", lugar.pdf)))
    words = lugar.words()
    assert words.startswith("VÁLIDO. ")
    for told in (
        "RFC: BEPL850230XX1",
        "Documento: íntegro desde esta firma",
        "(reconocida)",
        "según el equipo que firmó",
    ):
        assert told in words
    assert "e.firma de PRUEBA; no tienen validez" in words
    assert f"Folio: {lugar.firmado.folio}" in words


def test_a_changed_document_is_never_good(lugar: Lugar) -> None:
    lugar.open()
    middle = len(lugar.pdf) // 3
    changed = lugar.pdf[:middle] + bytes([lugar.pdf[middle] ^ 1]) + lugar.pdf[middle + 1 :]
    lugar.screen.take([lugar.file("cedula.pdf", changed)])
    assert "NO VÁLIDO" in lugar.words()


@pytest.mark.parametrize("altered", [False, True])
def test_nothing_of_the_story_of_the_command_line_is_left_out(lugar: Lugar, *, altered: bool) -> None:
    lugar.open()
    middle = len(lugar.pdf) // 3
    content = lugar.pdf[:middle] + bytes([lugar.pdf[middle] ^ 1]) + lugar.pdf[middle + 1 :] if altered else lugar.pdf
    lugar.screen.take([lugar.file("cedula.pdf", content)])
    words = lugar.words()
    stories: list[Relato] = []
    lugar.window.lanes.call(lambda s: relatar(s.firmas.verificar(content)), stories.append)
    lugar.settle()
    (relato,) = stories
    parts = (*relato.firmas, *relato.sellos)
    told = [relato.titulo, *relato.problemas, *relato.avisos, *relato.advertencias, *(p.titulo for p in parts)]
    told += [f"{name} {value}" for rows in (relato.documento, *(p.filas for p in parts)) for name, value in rows]
    assert [sentence for sentence in told if sentence not in words] == []


def test_the_document_that_is_here_is_opened_by_keyboard(lugar: Lugar) -> None:
    lugar.open()
    lugar.screen.take([lugar.file("cedula.pdf", lugar.pdf)])
    assert "está en este equipo" in lugar.words()
    (button,) = lugar.buttons("Abrir el documento")
    button.setFocus()
    lugar.press(Qt.Key.Key_Return)
    lugar.settle()
    shown = lugar.window.workspace.shown if lugar.window.workspace is not None else None
    assert isinstance(shown, DocumentosScreen)
    assert shown.document == lugar.firmado


def test_the_digits_of_an_older_version_lead_to_that_version(lugar: Lugar) -> None:
    lugar.open()
    lugar.screen.digits.setFocus()
    lugar.qtbot.keyClicks(lugar.screen.digits, lugar.vieja.registro_sha256[:16].upper())
    lugar.press(Qt.Key.Key_Return)
    assert "Coincide con una versión anterior" in lugar.words()
    lugar.buttons("Abrir el documento")[0].click()
    lugar.settle()
    shown = lugar.window.workspace.shown if lugar.window.workspace is not None else None
    assert isinstance(shown, DocumentosScreen)
    assert shown.document == lugar.vieja


def test_digits_that_cannot_be_are_told_beside_the_field(lugar: Lugar) -> None:
    lugar.open()
    lugar.screen.digits.setText("hola")
    lugar.screen.check_button.click()
    lugar.settle()
    assert "números y letras de la a a la f" in lugar.screen.digits_field.error()
    assert not lugar.screen.results()


def test_a_picture_on_the_clipboard_is_read(lugar: Lugar) -> None:
    lugar.open()
    data = QMimeData()
    data.setImageData(QImage.fromData(guardada(hoja(lugar.pdf_nueva), "PNG")))
    lugar.paste(data)
    assert f"versión {lugar.nueva.version}" in lugar.words()
    assert lugar.buttons("Abrir el documento")


def test_an_empty_clipboard_is_told(lugar: Lugar) -> None:
    lugar.open()
    lugar.paste(QMimeData())
    assert "No hay ninguna imagen" in lugar.words()


def test_a_file_dropped_on_inicio_is_verified(lugar: Lugar) -> None:
    assert drop(lugar.window, files(lugar.file("cedula.pdf", lugar.pdf)))
    assert "VÁLIDO" in lugar.words()


def test_a_photo_dropped_among_the_cedulas_is_left_to_them(lugar: Lugar) -> None:
    lugar.window.open_visit(lugar.e.visita.id, Paso.CEDULAS.value)
    lugar.settle()
    photo = files(lugar.file("foto.jpg", b"\xff\xd8"))
    assert not drop(lugar.window, photo)
    assert lugar.window.workspace is not None
    lugar.window.workspace.open_step(Paso.DOCUMENTOS)
    assert drop(lugar.window, photo)
    lugar.settle()


def test_several_files_are_told_one_by_one(lugar: Lugar) -> None:
    lugar.open()
    paths = [lugar.file("a.pdf", lugar.pdf), lugar.carpeta / "no_hay.pdf", lugar.file("c.txt", b"hola")]
    assert drop(lugar.screen, files(*paths))
    words = lugar.words()
    assert len(lugar.screen.results()) == 3
    assert "No se encontró «no_hay.pdf»" in words
    assert "no es una fotografía ni un PDF" in words


@pytest.mark.parametrize(
    "hostile",
    [
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>",
        b"%PDF-" + bytes(9999),
        b"\x00" * 64,
    ],
)
def test_hostile_files_get_a_sentence(lugar: Lugar, hostile: bytes) -> None:
    lugar.open()
    lugar.screen.take([lugar.file("x.pdf", hostile)])
    assert "." in lugar.words()
    assert len(lugar.screen.results()) == 1
    assert "VÁLIDO. Las firmas" not in lugar.words()


def test_what_is_given_up_is_not_told(lugar: Lugar) -> None:
    lugar.open()
    lugar.screen.take([lugar.file("a.pdf", lugar.pdf), lugar.file("b.pdf", lugar.pdf)])
    lugar.press(Qt.Key.Key_Escape)
    lugar.settle()
    assert not lugar.screen.results()
    assert not lugar.screen.work.is_busy()
    assert lugar.window.shown is lugar.screen


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_nothing_is_cut(lugar: Lugar, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    lugar.open()
    lugar.screen.take([lugar.file("cedula.pdf", lugar.pdf)])
    lugar.settle()
    assert cut_columns(lugar.window) == []
