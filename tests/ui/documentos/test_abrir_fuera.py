"""Opening a document with the program of the system: a copy of it, and a sentence where there is no program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open

_OPEN = "supervisor_app.ui.visita.documentos.salida.QDesktopServices.openUrl"


def test_ctrl_o_opens_a_copy_that_cannot_be_edited(documentos: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(_OPEN, open_url)
    mesa = documentos(banco.a_medias)
    mesa.select("CO-02")
    mesa.chord(Qt.Key.Key_O)
    mesa.settle()
    (path,) = opened
    assert path.name.endswith("-firmado.pdf")
    assert path.read_bytes() == mesa.screen.viewer.view.pdf()
    assert not path.stat().st_mode & 0o222


def test_without_a_program_it_says_what_to_do(documentos: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_OPEN, lambda _url: False)
    mesa = documentos(banco.emitir)
    mesa.select("CO-02")
    mesa.chord(Qt.Key.Key_O)
    mesa.settle()
    assert "Exporte el documento" in mesa.screen.viewer.told.text()


def test_without_room_it_says_why(documentos: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    mesa = documentos(banco.emitir)
    mesa.select("CO-02")
    monkeypatch.setattr(Path, "write_bytes", full)
    mesa.chord(Qt.Key.Key_O)
    mesa.settle()
    assert "No se pudo preparar" in mesa.screen.viewer.told.text()


def test_the_keys_of_the_pages_are_told_where_they_work(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.select("CO-02")
    assert ("Ctrl+F", "Buscar en el documento") not in mesa.screen.hints()
    mesa.press(Qt.Key.Key_F6)
    assert ("Ctrl+F", "Buscar en el documento") in mesa.screen.hints()
